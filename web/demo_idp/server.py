"""The protocol, by Authlib's server side: what it asks of us is where codes, keys and people are."""

import secrets
import time
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo, UserInfoEndpoint
from authlib.oidc.core.grants import OpenIDCode
from authlib.oidc.rpinitiated import EndSessionEndpoint, EndSessionRequest
from flask import Flask, session
from joserfc.jwk import KeySet, RSAKey

from web.demo_idp.store import Client, Code, Seat, Store, Token

SID = "sid"


class Server(AuthorizationServer):  # type: ignore[misc]
    """A server that knows one client and keeps everything in a store."""

    def __init__(self, app: Flask, issuer: str, client: Client, store: Store) -> None:
        super().__init__(app, self._client, self._save)
        self.issuer, self.client, self.store = issuer, client, store
        self.register_grant(CodeGrant, [IdToken(self), Challenge(required=True)])
        protector = ResourceProtector()
        protector.register_token_validator(Bearer(store))
        self.register_endpoint(Told(resource_protector=protector))
        self.register_endpoint(Ending)

    def _client(self, name: str) -> Client | None:
        return self.client if secrets.compare_digest(name, self.client.client_id) else None

    def _save(self, token: dict[str, Any], request: Any) -> None:
        self.store.keep_token(
            Token(token["access_token"], self.client, token["scope"], request.user, time.time())
        )


class CodeGrant(AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        self.server.store.keep_code(
            Code(
                code=code,
                client_id=request.client.client_id,
                redirect_uri=request.payload.redirect_uri,
                scope=request.payload.scope,
                nonce=asked.get("nonce", ""),
                seat=request.user,
                code_challenge=asked.get("code_challenge", ""),
                code_challenge_method=asked.get("code_challenge_method", ""),
                made_at=time.time(),
            )
        )

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        found: Code | None = self.server.store.code(code, client.client_id)
        return found

    def delete_authorization_code(self, authorization_code: Code) -> None:
        self.server.store.use_code(authorization_code)

    def authenticate_user(self, authorization_code: Code) -> Seat:
        return authorization_code.seat


class Challenge(CodeChallenge):  # type: ignore[misc]
    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)


class IdToken(OpenIDCode):  # type: ignore[misc]
    """Names session and person; what a person is, is told at the userinfo endpoint."""

    def __init__(self, server: Server) -> None:
        super().__init__(require_nonce=True)
        self._server = server

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return self._server.store.knows_nonce(nonce)

    def resolve_client_private_key(self, client: Client) -> RSAKey:
        return self._server.store.keys.signing

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        return {"iss": self._server.issuer, "aud": client.client_id}

    def get_encode_header(self, client: Client) -> dict[str, str]:
        return {"alg": "RS256", "kid": self._server.store.keys.signing.kid or ""}

    def generate_user_info(self, user: Seat, scope: str) -> UserInfo:
        return UserInfo(sub=f"demo-{user.someone.id}", sid=user.sid)


class Bearer(BearerTokenValidator):  # type: ignore[misc]
    def __init__(self, store: Store) -> None:
        super().__init__()
        self._store = store

    def authenticate_token(self, token_string: str) -> Token | None:
        return self._store.token(token_string)


class Told(UserInfoEndpoint):  # type: ignore[misc]
    def generate_user_info(self, user: Seat, scope: str) -> UserInfo:
        return UserInfo(user.someone.claims(scope))


class Ending(EndSessionEndpoint):  # type: ignore[misc]
    def get_server_jwks(self) -> KeySet:
        keys: KeySet = self.server.store.keys.all
        return keys

    def end_session(self, end_session_request: EndSessionRequest) -> None:
        claims = end_session_request.id_token_claims or {}
        self.server.store.rise(str(claims.get(SID, "")))
        session.pop(SID, None)
