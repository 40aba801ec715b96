"""OpenID Connect with any number of providers: the code flow with PKCE and nonce, by Authlib.

Everything a provider publishes about itself (endpoints, keys) is read from its discovery document and
read anew after an hour; a key that is not known yet is asked for at once, but not more often than
every half minute, so that nobody can make us ask by sending us tokens.
"""

import logging
import re
import time
from collections.abc import Iterator
from typing import Any, cast

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, Response, request, session
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from credit.domain.logins import SignIn
from web.http.providers import ClaimsError, Provider

logging.getLogger("authlib").setLevel(logging.INFO)  # its debug lines hold secrets of a login

log = logging.getLogger(__name__)

TIMEOUT = 10  # seconds
METADATA_LASTS = 3600
KEYS_ANEW = 30
LEEWAY = 120
ALGORITHMS = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
STATE = "_state_"  # begins the names under which Authlib keeps logins that are under way
BEGUN = 2
_CODE = re.compile(r"[a-z_]{1,40}")
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class LoginError(Exception):
    """A login did not come about: refused, out of date, or not what the provider should send."""


class ProviderDownError(Exception):
    """The provider does not answer."""


class _Session(OAuth2Session):  # type: ignore[misc]
    """A provider on this machine is asked directly, whatever the environment says of proxies."""

    local = False

    def request(self, method: str, url: str, **options: Any) -> requests.Response:
        self.trust_env = not self.local
        return cast(requests.Response, super().request(method, url, **options))


class _LocalSession(_Session):
    local = True


class _App(FlaskOAuth2App):  # type: ignore[misc]
    client_cls = _Session


class _LocalApp(FlaskOAuth2App):  # type: ignore[misc]
    client_cls = _LocalSession


class Door:
    """One provider, as a way in and out."""

    def __init__(self, oauth: OAuth, provider: Provider) -> None:
        self.provider = provider
        self._keys_asked = 0.0
        self._client = oauth.register(
            provider.name,
            client_cls=_LocalApp if provider.is_local else _App,
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": provider.scope,
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT,
                "token_endpoint_auth_method": provider.client_auth,
            },
        )

    def enter(self, callback: str, language: str) -> Response:
        """Send the browser to the provider. Raises ProviderDownError, LoginError."""
        self._metadata()
        for begun in [key for key in session if key.startswith(STATE)][:-BEGUN]:
            session.pop(begun)  # a cookie has little room; who began that often began anew
        return cast(Response, self._client.authorize_redirect(callback, ui_locales=language))

    def arrive(self, language: str = "") -> SignIn:
        """Whom the provider names in the request that came back. language: of the page they came from.

        Raises LoginError, ProviderDownError.
        """
        metadata = self._metadata()
        if request.args.get("iss", metadata["issuer"]) != metadata["issuer"]:
            raise LoginError("iss")  # an answer of another provider than we asked
        try:
            token = self._client.authorize_access_token(leeway=LEEWAY)
        except requests.RequestException as error:
            raise ProviderDownError(self.provider.name) from error
        except (OAuthError, JoseError, ValueError, KeyError) as error:
            raise LoginError(_reason(error)) from error
        claims = token.get("userinfo")
        if not claims:
            raise LoginError("id_token")
        try:
            said = {**self._more(claims, token), **claims}
            return self.provider.sign_in(said, token["id_token"], language)
        except ClaimsError as error:
            raise LoginError(str(error)) from error

    def leave(self, id_token: str, back: str, language: str) -> Response | None:
        """Send the browser to end its session there too; None where the provider offers no such thing."""
        try:
            if not self._metadata().get("end_session_endpoint"):
                return None
            return cast(
                Response,
                self._client.logout_redirect(
                    post_logout_redirect_uri=back,
                    id_token_hint=id_token,
                    client_id=self.provider.client_id,
                    ui_locales=language,
                ),
            )
        except (ProviderDownError, LoginError):
            return None  # here the session is over in any case

    def told_to_end(self, logout_token: str) -> tuple[str, str, str]:
        """What a logout token names: its own id, the session there, the person there.

        OpenID Connect Back-Channel Logout 1.0, section 2.6. Raises LoginError, ProviderDownError.
        """
        try:
            token = self._decoded(logout_token)
        except (JoseError, ValueError, TypeError) as error:
            raise LoginError(type(error).__name__) from error
        claims, now = token.claims, time.time()
        audience = claims.get("aud")
        heard = audience if isinstance(audience, list) else [audience]
        issued = claims.get("iat")
        jti, sid, subject = (claims.get(name, "") for name in ("jti", "sid", "sub"))
        sound = (
            claims.get("iss") == self._metadata()["issuer"]
            and self.provider.client_id in heard
            and isinstance(issued, int | float)
            and abs(now - issued) <= LEEWAY * 5
            and claims.get("exp", now) > now - LEEWAY
            and isinstance(claims.get("events"), dict)
            and LOGOUT_EVENT in claims["events"]
            and "nonce" not in claims
            and all(isinstance(one, str) for one in (jti, sid, subject))
        )
        if not sound or not jti or not (sid or subject):
            raise LoginError("logout_token")
        return jti, sid, subject

    def _decoded(self, token: str) -> jwt.Token:
        self._metadata()
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        try:
            return jwt.decode(token, KeySet.import_key_set(self._keys()), registry=registry)
        except InvalidKeyIdError:
            return jwt.decode(token, KeySet.import_key_set(self._keys(anew=True)), registry=registry)

    def _keys(self, *, anew: bool = False) -> Any:
        now = time.monotonic()
        may = anew and now - self._keys_asked > KEYS_ANEW
        if may:
            self._keys_asked = now
        try:
            return self._client.fetch_jwk_set(force=may)
        except requests.RequestException as error:
            raise ProviderDownError(self.provider.name) from error

    def _metadata(self) -> dict[str, Any]:
        known: dict[str, Any] = self._client.server_metadata
        if time.time() - known.get("_loaded_at", 0) > METADATA_LASTS:
            known.clear()
        try:
            found: dict[str, Any] = self._client.load_server_metadata()
        except (requests.RequestException, ValueError) as error:
            log.warning("login provider %s does not answer", self.provider.name)
            raise ProviderDownError(self.provider.name) from error
        if found.get("issuer") != self.provider.issuer:
            known.clear()
            raise LoginError("issuer")
        offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
        usable = [one for one in offered if one in ALGORITHMS]
        if not usable:
            raise LoginError("algorithms")
        found["id_token_signing_alg_values_supported"] = usable
        return found

    def _more(self, claims: dict[str, Any], token: dict[str, Any]) -> dict[str, Any]:
        """What the provider tells at its userinfo endpoint, of the same person only."""
        if not self._client.server_metadata.get("userinfo_endpoint") or "access_token" not in token:
            return {}
        try:
            said: dict[str, Any] = dict(self._client.userinfo(token=token))
        except requests.RequestException as error:
            raise ProviderDownError(self.provider.name) from error
        if said.get("sub") != claims.get("sub"):
            raise LoginError("userinfo")
        return said


def _reason(error: Exception) -> str:
    """What stands in the log: the provider's code, if it looks like one, else the kind of error."""
    code = getattr(error, "error", "")
    return code if isinstance(code, str) and _CODE.fullmatch(code) else type(error).__name__


class Doors:
    """All ways in, in the order of the configuration."""

    def __init__(self, app: Flask, providers: tuple[Provider, ...]) -> None:
        oauth = OAuth(app)
        self._doors = {one.name: Door(oauth, one) for one in providers}

    def __iter__(self) -> Iterator[Door]:
        return iter(self._doors.values())

    def __len__(self) -> int:
        return len(self._doors)

    def get(self, name: str) -> Door | None:
        return self._doors.get(name)
