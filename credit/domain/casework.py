"""Cases an authority handles: one machine for all of them, whatever they are about.

What a case is about lies in the tables of its own room; here are its number, whose it is, its clock of
working days, and what happened to it, in codes. What is said in a case is between the parties, and no
case is public; public are counts and median times alone.
"""

from datetime import date, datetime
from typing import Final

import msgspec

from credit.domain.actors import Actor, ActorKind
from credit.domain.labels import Vocabulary, zh


class CaseKind(Vocabulary):
    """What a case is about."""

    FINDING = "finding", zh("违诺认定")
    TIP = "tip", zh("社会监督举报")
    ENQUIRY = "enquiry", zh("信用记录查询申请")
    REPAIR = "repair", zh("信用修复申请")
    OBJECTION = "objection", zh("异议申请")
    BROKER = "broker", zh("中介违规线索")


UNTOLD: Final = frozenset({CaseKind.TIP, CaseKind.ENQUIRY, CaseKind.BROKER})
"""Cases that an enterprise does not learn of from its own pages: what others say of it, unverified."""

PREFIX: Final = {  # what the number of a case begins with
    CaseKind.FINDING: "违诺",
    CaseKind.TIP: "举报",
    CaseKind.ENQUIRY: "查询",
    CaseKind.REPAIR: "修复",
    CaseKind.OBJECTION: "异议",
    CaseKind.BROKER: "中介",
}


class PauseReason(Vocabulary):
    """Why a clock stands still: time that the law does not count."""

    CORRECTION = "correction", zh("等待补正")
    EXPERT = "expert", zh("鉴定检验")
    ANNOUNCEMENT = "announcement", zh("公告送达")
    SUIT = "suit", zh("复议或者诉讼期间")
    OTHER = "other", zh("其他法定事由")


class RecusalReason(Vocabulary):
    """Why an officer must not handle a case (回避)."""

    PARTY = "party", zh("本人或者近亲属是当事人")
    INTEREST = "interest", zh("与本案有直接利害关系")
    SERVED = "served", zh("曾在当事人处任职或者提供服务")
    OTHER = "other", zh("其他可能影响公正办理的关系")


class Stage(Vocabulary):
    """How far a case was carried upwards because of its clock."""

    NONE = "", zh("未提请督办")
    SOON = "soon", zh("临期提醒")
    OVERDUE = "overdue", zh("超期督办")


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """Days that do not count, from `since` up to `until`, on which it goes on; None: until further notice."""

    since: date
    until: date | None = None
    reason: PauseReason
    note: str = ""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """A period of working days. started_on: day of the event, not counted. extra: days of extension."""

    started_on: date
    workdays: int
    pauses: tuple[Pause, ...] = ()
    extra: int = 0
    ended_on: date | None = None

    @property
    def total(self) -> int:
        return self.workdays + self.extra

    @property
    def open_pause(self) -> Pause | None:
        """The pause that nobody has ended."""
        last = self.pauses[-1] if self.pauses else None
        return last if last is not None and last.until is None else None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a clock says on a day: the same for the applicant and the officer.

    due: the last day, on the earlier of the two calendars; while paused, as if it went on that day.
    firm: whether `due` is certain. used, left: working days; the last day has none left. overdue: past
    the last day under both calendars. escalate: so near its end that others have to be told.
    """

    due: date
    firm: bool
    used: int
    left: int
    paused: bool
    overdue: bool
    escalate: bool


class Milestones(msgspec.Struct, frozen=True, kw_only=True):
    """The days of a running clock by which cases are put in order. late_from: first day too late."""

    due: date
    escalate_from: date
    late_from: date
    firm: bool


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """One case as its authority sees it.

    subject_key: None where it is about no enterprise. assignee: name of an actor, "" for nobody.
    group: what was filed in one sitting. params: codes for the page, never personal data.
    """

    id: str
    kind: CaseKind
    number: str
    subject_key: str | None
    authority: str
    state: str
    assignee: str
    opened_at: datetime
    closed_at: datetime | None = None
    clock: Clock | None = None
    group: str = ""
    title: str = ""
    params: dict[str, str] = msgspec.field(default_factory=dict)
    stage: Stage = Stage.NONE


class CaseEvent(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a case. actor: its name, for officers alone. text: what was said."""

    at: datetime
    actor: str
    code: str
    params: dict[str, str] = msgspec.field(default_factory=dict)
    text: str = ""
    public_to_applicant: bool = True


def desk_name(person_id: str) -> str:
    """The name under which an officer stands as the assignee of a case."""
    return f"{ActorKind.OFFICER.value}:{person_id}"


def is_assigned(case: CaseFile, actor: Actor) -> bool:
    """Whether a case is this officer's to handle."""
    return actor.is_official and case.assignee == desk_name(actor.id)
