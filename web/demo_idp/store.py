"""What the provider remembers while it runs: sessions, codes, tokens, keys. Nothing outlives it."""

import secrets
import time
from dataclasses import dataclass, field
from threading import Lock

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin
from joserfc.jwk import KeySet, RSAKey

from web.demo_idp.people import Someone

CODE_LASTS, TOKEN_LASTS = 60, 600  # seconds
KEYS_KEPT = 2


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in one session of the provider."""

    someone: Someone
    sid: str


@dataclass(frozen=True)
class Client(ClientMixin):  # type: ignore[misc]
    """The one application that may ask: the portal. uris: exact addresses; logout_call: where it is told."""

    client_id: str
    secret: str
    uris: frozenset[str]
    logout_call: str
    client_metadata: dict[str, list[str]] = field(default_factory=dict)

    def get_client_id(self) -> str:
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        return None

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.uris

    def check_client_secret(self, client_secret: str) -> bool:
        return secrets.compare_digest(self.secret, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method in ("client_secret_basic", "client_secret_post")

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class Code(AuthorizationCodeMixin):  # type: ignore[misc]
    code: str
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    seat: Seat
    code_challenge: str
    code_challenge_method: str
    made_at: float

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> int:
        return int(self.made_at)

    def get_acr(self) -> str:
        return self.seat.someone.acr

    def get_amr(self) -> list[str]:
        return []

    def is_expired(self) -> bool:
        return time.time() > self.made_at + CODE_LASTS


@dataclass(frozen=True)
class Token(TokenMixin):  # type: ignore[misc]
    value: str
    client: Client
    scope: str
    seat: Seat
    made_at: float

    def check_client(self, client: Client) -> bool:
        return client == self.client

    def get_scope(self) -> str:
        return self.scope

    def get_expires_in(self) -> int:
        return TOKEN_LASTS

    def is_expired(self) -> bool:
        return time.time() > self.made_at + TOKEN_LASTS

    def is_revoked(self) -> bool:
        return False

    def get_user(self) -> Seat:
        return self.seat

    def get_client(self) -> Client:
        return self.client


class Keys:
    """Signing keys: the newest signs, the one before still verifies."""

    def __init__(self) -> None:
        self._keys: list[RSAKey] = []
        self.rotate()

    def rotate(self) -> None:
        """Sign with a new key from now on."""
        fresh = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": secrets.token_hex(8)})
        self._keys = [fresh, *self._keys[: KEYS_KEPT - 1]]

    @property
    def signing(self) -> RSAKey:
        return self._keys[0]

    @property
    def all(self) -> KeySet:
        return KeySet(list(self._keys))


class Store:
    """Everything, behind one lock."""

    def __init__(self) -> None:
        self.keys = Keys()
        self.seats: dict[str, Seat] = {}  # by sid
        self._codes: dict[str, Code] = {}
        self._tokens: dict[str, Token] = {}
        self._nonces: set[str] = set()
        self._lock = Lock()

    def sit(self, someone: Someone) -> Seat:
        """Begin a session of a person."""
        seat = Seat(someone, secrets.token_hex(12))
        with self._lock:
            self.seats[seat.sid] = seat
        return seat

    def rise(self, sid: str) -> Seat | None:
        """End a session; whose it was."""
        with self._lock:
            return self.seats.pop(sid, None)

    def keep_code(self, code: Code) -> None:
        with self._lock:
            self._codes[code.code] = code
            self._nonces.add(code.nonce)

    def code(self, value: str, client_id: str) -> Code | None:
        with self._lock:
            found = self._codes.get(value)
        usable = found is not None and found.client_id == client_id and not found.is_expired()
        return found if usable else None

    def use_code(self, code: Code) -> None:
        with self._lock:
            self._codes.pop(code.code, None)

    def knows_nonce(self, nonce: str) -> bool:
        return nonce in self._nonces

    def keep_token(self, token: Token) -> None:
        with self._lock:
            self._tokens[token.value] = token

    def token(self, value: str) -> Token | None:
        return self._tokens.get(value)
