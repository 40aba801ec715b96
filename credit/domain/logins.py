"""Signing in: what a login provider says of a person, and the session that follows from it."""

from datetime import datetime, timedelta

import msgspec

from credit.domain.accounts import Person
from credit.domain.actors import Actor, ActorKind, OfficerRole, Tongue

Fields = list[tuple[str, str]]  # names and values of a form, in their order


class HeldLicence(msgspec.Struct, frozen=True, kw_only=True):
    """An electronic business licence (电子营业执照) that the person held at the provider."""

    code: str
    name: str = ""  # needed for associations alone, which no register here knows


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider says, after its tokens were verified and its claims mapped.

    subject: the provider's own id of the person. shown_as: the name in the language of this sign-in, where
    the provider tells it. sid: its session. real_name: the provider checked the
    name against an identity document. licences, authority and roles are empty unless the operator
    trusts the provider with them.
    """

    provider: str
    subject: str
    name: str
    shown_as: str = ""
    sid: str = ""
    real_name: bool = False
    email: str = ""
    phone: str = ""
    locale: Tongue = Tongue.ZH
    licences: tuple[HeldLicence, ...] = ()
    authority: str = ""
    roles: frozenset[OfficerRole] = frozenset()
    id_token: str = ""


class SessionRules(msgspec.Struct, frozen=True, kw_only=True):
    """idle: without a request the session ends; longest: it ends in any case; rotate: age at which the
    token is changed; grace: how long the former token may still arrive after the new one was seen.
    """

    secret: bytes
    idle: timedelta = timedelta(minutes=30)
    longest: timedelta = timedelta(hours=12)
    rotate: timedelta = timedelta(minutes=15)
    grace: timedelta = timedelta(seconds=60)


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """A session of a browser. idle_end: when it ends unless a request comes; last_end: in any case."""

    id: str
    person: Person
    provider: str
    id_token: str
    authority: str
    roles: frozenset[OfficerRole]
    device: str
    created_at: datetime
    seen_at: datetime
    idle_end: datetime
    last_end: datetime

    @property
    def actor(self) -> Actor:
        """Who acts in this session: an officer where the provider said so, else a person."""
        official = bool(self.authority and self.roles)
        return Actor(
            kind=ActorKind.OFFICER if official else ActorKind.PERSON,
            id=self.person.id,
            display_name=self.person.display_name,
            authority=self.authority if official else "",
            roles=self.roles if official else frozenset(),
            locale=self.person.locale,
        )


class Resumed(msgspec.Struct, frozen=True, kw_only=True):
    """A session that goes on. token: what the browser must send from now on, None: what it has."""

    login: Login
    token: str | None = None


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is over. person_id: whose it was; what they typed is kept for them."""

    person_id: str
    why: str


class HeldFile(msgspec.Struct, frozen=True):
    """A file that came with a form. size: bytes."""

    name: str
    size: int


class HeldForm(msgspec.Struct, frozen=True, kw_only=True):
    """address: where it was going; fields: names and values in their order, without the form's own token."""

    id: str
    address: str
    fields: Fields
    created_at: datetime
    files: tuple[HeldFile, ...] = ()
