"""Login providers as the operator configures them, and what their claims mean here.

A provider is trusted with what the operator says and no further: a claim of a business licence counts
only where `licences` is set, that of an officer only where `officers` is set.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from credit.domain.actors import OfficerRole, Tongue
from credit.domain.logins import HeldLicence, SignIn
from credit.domain.reference import authorities
from web.settings import Settings, SettingsError

DEMO = "demo"
DEMO_CLIENT = "credit-portal"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_KNOWN = frozenset(
    {"name", "label", "label_ug", "issuer", "client_id", "scope", "licences", "officers"}
    | {"claims", "roles", "real_name_acr", "licence_code", "licence_name", "client_auth"}
)
_CLAIMS = {
    "name": "name",
    "email": "email",
    "phone": "phone_number",
    "locale": "locale",
    "licences": "licences",
    "authority": "authority",
    "roles": "roles",
}
LONGEST = 200


class ClaimsError(ValueError):
    """What a provider says of a person cannot be used; the text names the claim, never its value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """issuer: as in its tokens. claims: our word -> path of its claim ("a.b" for nested ones).

    roles: its word for an officer's role -> ours. real_name_acr: values of `acr` for logins whose name
    was checked against an identity document. licence_code, licence_name: keys within one licence, where
    the claim holds objects instead of codes.
    """

    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    label_ug: str = ""
    scope: str = "openid profile"
    licences: bool = False
    officers: bool = False
    claims: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    real_name_acr: frozenset[str] = frozenset()
    licence_code: str = "code"
    licence_name: str = "name"
    client_auth: str = "client_secret_basic"

    @property
    def origin(self) -> str:
        """Scheme, host and port, for the policy of our pages."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_local(self) -> bool:
        return urlsplit(self.issuer).hostname in LOOPBACK

    def sign_in(self, claims: Mapping[str, Any], id_token: str, language: str = "") -> SignIn:
        """What the verified claims of a login say. language: of the page from which somebody signs in; a name
        in it is a claim of its own (`name#ug`, OpenID Connect Core 5.2). Raises ClaimsError.
        """
        subject, sid = claims.get("sub"), claims.get("sid")
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST:
            raise ClaimsError("sub")
        authority = self._text(claims, "authority") if self.officers else ""
        known = authorities.authority(authority) is not None
        return SignIn(
            provider=self.name,
            subject=subject,
            sid=sid[:LONGEST] if isinstance(sid, str) else "",
            name=self._text(claims, "name"),
            shown_as=self._said_in(claims, language),
            real_name=str(claims.get("acr", "")) in self.real_name_acr,
            email=self._text(claims, "email"),
            phone=self._text(claims, "phone"),
            locale=Tongue.UG if self._text(claims, "locale").startswith("ug") else Tongue.ZH,
            licences=self._licences(claims) if self.licences else (),
            authority=authority if known else "",
            roles=self._roles(claims) if known else frozenset(),
            id_token=id_token,
        )

    def _at(self, claims: Mapping[str, Any], what: str) -> Any:
        value: Any = claims
        for step in self.claims.get(what, _CLAIMS[what]).split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        return value

    def _text(self, claims: Mapping[str, Any], what: str) -> str:
        value = self._at(claims, what)
        return value.strip()[:LONGEST] if isinstance(value, str) and value.isprintable() else ""

    def _said_in(self, claims: Mapping[str, Any], language: str) -> str:
        """The name in a language; empty where the provider does not tell it."""
        place = self.claims.get("name", _CLAIMS["name"])
        tagged = {key.lower(): value for key, value in claims.items() if key.startswith(f"{place}#")}
        said = next((v for key, v in tagged.items() if key.partition("#")[2].split("-")[0] == language), "")
        return said.strip()[:LONGEST] if isinstance(said, str) and said.isprintable() else ""

    def _list(self, claims: Mapping[str, Any], what: str) -> list[Any]:
        value = self._at(claims, what)
        return value[:500] if isinstance(value, list) else [] if value is None else [value]

    def _licences(self, claims: Mapping[str, Any]) -> tuple[HeldLicence, ...]:
        held = []
        for one in self._list(claims, "licences"):
            code = one.get(self.licence_code) if isinstance(one, Mapping) else one
            name = one.get(self.licence_name) if isinstance(one, Mapping) else ""
            if not isinstance(code, str) or len(code) > LONGEST:
                raise ClaimsError("licences")
            held.append(HeldLicence(code=code, name=name if isinstance(name, str) else ""))
        return tuple(held)

    def _roles(self, claims: Mapping[str, Any]) -> frozenset[OfficerRole]:
        words = {str(one) for one in self._list(claims, "roles")}
        ours = {self.roles.get(word, word if not self.roles else "") for word in words}
        return frozenset(role for role in OfficerRole if role.value in ours)


def load_providers(settings: Settings) -> tuple[Provider, ...]:
    """Every provider of an installation, that of the demonstration last. Raises SettingsError."""
    found = _read(settings.login_file, settings.login_secrets) if settings.login_file else []
    if settings.demo_login:
        found.append(demo_provider(settings.demo_login, settings.login_secrets.get(DEMO, DEMO)))
    names = [one.name for one in found]
    if len(set(names)) != len(names):
        raise SettingsError("two login providers have the same name")
    if found and not settings.demo and not settings.secret_key:
        raise SettingsError("PORTAL_SECRET_KEY is needed for logins: sessions are signed with it")
    if found and not settings.demo and not settings.base_url:
        raise SettingsError("PORTAL_BASE_URL is needed for logins: providers send people back there")
    return tuple(found)


def demo_provider(issuer: str, secret: str) -> Provider:
    """The provider of invented people; it alone speaks of everything at once."""
    return Provider(
        name=DEMO,
        label="演示登录（虚构人物）",  # untranslated: the operator's own words, like those of the file
        label_ug="سىناق كىرىش (ئويدۇرما كىشىلەر)",
        issuer=issuer,
        client_id=DEMO_CLIENT,
        client_secret=secret,
        scope="openid profile email licence office",
        licences=True,
        officers=True,
        real_name_acr=frozenset({"real-name"}),
    )


def _read(path: Path, secrets: Mapping[str, str]) -> list[Provider]:
    try:
        with path.open("rb") as file:
            written = tomllib.load(file).get("provider", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"PORTAL_LOGIN_FILE={path}: {error}") from error
    return [_provider(one, secrets) for one in written]


def _provider(written: dict[str, Any], secrets: Mapping[str, str]) -> Provider:
    name = str(written.get("name", ""))
    where = f"login provider {name!r}"
    unknown = set(written) - _KNOWN
    if unknown:
        raise SettingsError(f"{where}: unknown {', '.join(sorted(unknown))}")
    if not (name.isascii() and name.isalnum() and name.islower() and len(name) <= 40):
        raise SettingsError(f"{where}: the name stands in addresses, small letters and digits are needed")
    if name not in secrets:
        raise SettingsError(f"{where}: PORTAL_LOGIN_SECRET_{name.upper()} is missing")
    try:
        given = {**written, "real_name_acr": frozenset(written.get("real_name_acr", ()))}
        made = Provider(**given, client_secret=secrets[name])
    except TypeError as error:
        raise SettingsError(f"{where}: {error}") from error
    if not made.issuer.startswith("https://") and not made.is_local:
        raise SettingsError(f"{where}: the issuer must begin with https://")
    return made
