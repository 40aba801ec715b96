"""Persons, and what they may do for which market subject.

A membership binds a person to a subject by a role, the tasks it covers, a start and an end. It is
never deleted: an ended one says who acted until then.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from credit.domain.actors import Tongue
from credit.domain.labels import Vocabulary, zh
from credit.domain.records import Registration


class Role(Vocabulary):
    """What somebody is to a subject."""

    OWNER = "owner", zh("负责人")  # legal representative, holder of the licence: everything, and members
    FILER = "filer", zh("填报人")  # prepares and submits within their tasks
    VIEWER = "viewer", zh("查看人")  # reads within their tasks


class Task(Vocabulary):
    """What can be done for a subject."""

    ANNUAL_REPORT = "annual_report", zh("年度报告")
    INSTANT = "instant", zh("即时信息")
    VOLUNTARY = "voluntary", zh("自愿公示信息")
    COMMITMENT = "commitment", zh("信用承诺")
    REPAIR = "repair", zh("信用修复")
    OBJECTION = "objection", zh("异议和申辩")
    MEMBERS = "members", zh("人员管理")


class Right(StrEnum):
    """How far into a task."""

    READ = "read"
    WRITE = "write"  # drafts
    SUBMIT = "submit"  # what has legal effect


class Origin(Vocabulary):
    """On what a membership rests."""

    LICENCE = "licence", zh("电子营业执照")
    INVITATION = "invitation", zh("邀请")
    RECOVERY = "recovery", zh("找回办理权限")
    COUNTER = "counter", zh("窗口核验")


FILING_TASKS = frozenset(Task) - {Task.MEMBERS}
_RIGHTS = {
    Role.OWNER: frozenset(Right),
    Role.FILER: frozenset(Right),
    Role.VIEWER: frozenset({Right.READ}),
}


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who signs in. All of it is personal: shown to the person, and to owners they act beside."""

    id: str
    display_name: str
    locale: Tongue = Tongue.ZH
    email: str = ""
    phone: str = ""
    by_email: bool = True
    by_sms: bool = True


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Where, how and in which language somebody wants to be written to; their page always has it too."""

    email: str = ""
    phone: str = ""
    locale: Tongue = Tongue.ZH
    by_email: bool = True
    by_sms: bool = True


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """One person's standing with one subject. end: first moment at which it no longer holds; None: open.

    liaison: the person is the subject's 联络员, whom authorities address; at most one at a time.
    """

    id: str
    person_id: str
    subject_key: str
    role: Role
    tasks: frozenset[Task]
    start: datetime
    end: datetime | None = None
    liaison: bool = False
    origin: Origin = Origin.INVITATION

    def holds(self, at: datetime) -> bool:
        """Whether it is in force at that moment."""
        return self.start <= at and (self.end is None or at < self.end)

    def allows(self, task: Task, right: Right) -> bool:
        """Whether role and tasks reach that far, time left aside."""
        if self.role is Role.OWNER:
            return True
        return task in self.tasks and task is not Task.MEMBERS and right in _RIGHTS[self.role]


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What a membership is to give. until: its end; label: for whom, in the inviter's words."""

    role: Role
    tasks: frozenset[Task] = FILING_TASKS
    liaison: bool = False
    until: datetime | None = None
    label: str = ""


class Standing(msgspec.Struct, frozen=True):
    """A subject as the people who act for it may see it: registered facts, not the dossier.

    An association stands here with what its licence says; it is no entry of the register.
    """

    key: str
    registration: Registration

    @property
    def address(self) -> str:
        """What stands in addresses: the credit code, else the registration number, else the key."""
        return self.registration.credit_code or self.registration.registration_no or self.key


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A membership with the name of its person, for the other owners."""

    membership: Membership
    name: str


class Workplace(msgspec.Struct, frozen=True, kw_only=True):
    """One subject somebody works for, in the list of all of them."""

    membership: Membership
    name: str
    address: str
    uyghur_name: str | None = None


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that can still be accepted."""

    id: str
    subject: Standing
    terms: Terms
    expires_at: datetime


class OwnerNotice(msgspec.Struct, frozen=True, kw_only=True):
    """code: what happened, e.g. "filing.new"; href: address without its language."""

    id: str
    person_id: str
    subject_key: str | None
    code: str
    params: dict[str, str]
    href: str
    created_at: datetime
    read_at: datetime | None = None
