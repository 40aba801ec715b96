"""Who acts: named in the audit trail, asked for wherever something is allowed or not."""

from enum import StrEnum

import msgspec

from credit.domain.labels import Vocabulary, zh


class ActorKind(Vocabulary):
    """In which capacity somebody or something acts."""

    SYSTEM = "system", zh("系统")  # imports, clocks, background work
    OPERATOR = "operator", zh("运行维护人员")  # at the command line
    PERSON = "person", zh("经营主体人员")  # signed in, for a market subject
    OFFICER = "officer", zh("监管人员")  # of one authority, for the records of that authority
    COUNTER = "counter", zh("窗口人员")  # an officer who enters what a subject handed in on paper


class OfficerRole(Vocabulary):
    """What an officer is appointed to; several are possible. Their reach is their authority's subtree."""

    HANDLER = "handler", zh("经办人员")  # takes up, asks, proposes
    REVIEWER = "reviewer", zh("审批人员")  # decides, never what they handled themselves
    COUNTER = "counter", zh("窗口人员")  # takes paper, checks originals
    SUPERVISOR = "supervisor", zh("督查人员")  # sees the subtree, hands cases over, decides nothing


class Tongue(StrEnum):
    """The language somebody is written to in."""

    ZH = "zh"
    UG = "ug"


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """id: of a person or officer our own random one; of the rest a name such as "import".

    display_name is personal and is never written to a log. authority: the division whose authority an
    officer serves, e.g. 653101; empty for everybody else.
    """

    kind: ActorKind
    id: str
    display_name: str = ""
    authority: str = ""
    roles: frozenset[OfficerRole] = frozenset()
    locale: Tongue = Tongue.ZH

    @property
    def name(self) -> str:
        """What stands in the audit trail: never a person's name."""
        if self.kind is ActorKind.SYSTEM:
            return self.id
        if self.kind is ActorKind.OPERATOR:
            return f"cli:{self.id}"
        return f"{self.kind.value}:{self.id}"

    @property
    def is_official(self) -> bool:
        """Whether an authority stands behind the actor."""
        return self.kind in (ActorKind.OFFICER, ActorKind.COUNTER)


def system(name: str) -> Actor:
    """The portal itself, doing `name`: "import", "sweep"."""
    return Actor(kind=ActorKind.SYSTEM, id=name)


def operator(login: str) -> Actor:
    """Somebody at the command line, by the name under which they are logged in there."""
    return Actor(kind=ActorKind.OPERATOR, id=login)


def person(person_id: str, display_name: str = "", locale: Tongue = Tongue.ZH) -> Actor:
    """A signed-in person; what they may do is said by their memberships."""
    return Actor(kind=ActorKind.PERSON, id=person_id, display_name=display_name, locale=locale)


def officer(
    person_id: str,
    authority: str,
    roles: frozenset[OfficerRole],
    display_name: str = "",
    locale: Tongue = Tongue.ZH,
) -> Actor:
    """A signed-in officer of the authority of a division."""
    return Actor(
        kind=ActorKind.OFFICER,
        id=person_id,
        display_name=display_name,
        authority=authority,
        roles=roles,
        locale=locale,
    )


def at_counter(actor: Actor) -> Actor:
    """The same officer while entering paper of a subject: marked so in the trail and on the filing."""
    return msgspec.structs.replace(actor, kind=ActorKind.COUNTER)
