"""Checks of commitments (守诺核查) and findings that one was not kept (违诺认定): what they hold.

A check is somebody looking whether a promise was kept. One that says "not kept" or "partly" is an
allegation until the authority has heard the enterprise and decided: it stays between the two, and only
a decision that stands is public.
"""

from datetime import date

import msgspec

from credit.domain.commitments import CommitmentType
from credit.domain.labels import Vocabulary, zh
from credit.domain.vocabulary import Severity


class CheckReason(Vocabulary):
    """Why a commitment is looked at."""

    DUE = "due", zh("到期核查")
    DRAWN = "drawn", zh("随机抽查")
    TIP = "tip", zh("社会监督线索")
    OWN = "own", zh("机关主动核查")
    FOLLOW_UP = "follow_up", zh("整改复查")


class CheckState(Vocabulary):
    """Where a check stands."""

    OPEN = "open", zh("待核查")
    DONE = "done", zh("已核查")
    DROPPED = "dropped", zh("不再核查")  # the commitment was withdrawn, replaced or is over before its day


class CheckOutcome(Vocabulary):
    """What a check found."""

    KEPT = "kept", zh("已履行")
    PARTLY = "partly", zh("部分履行")
    NOT_KEPT = "not_kept", zh("未履行")
    NOT_CHECKABLE = "not_checkable", zh("无法核查")


ALLEGED = frozenset({CheckOutcome.PARTLY, CheckOutcome.NOT_KEPT})


class FindingState(Vocabulary):
    """Where a finding stands."""

    NOTIFIED = "notified", zh("等待企业陈述申辩")
    ANSWERED = "answered", zh("企业已陈述申辩")
    NOT_ESTABLISHED = "not_established", zh("认定不成立")
    ENDED = "ended", zh("依法终止办理")
    CORRECTION_ORDERED = "correction_ordered", zh("责令限期整改")
    CORRECTED = "corrected", zh("已经整改")
    NOT_CORRECTED = "not_corrected", zh("逾期未整改")
    REVOKED = "revoked", zh("撤销行政决定")
    PENALISED = "penalised", zh("行政处罚")
    WITHDRAWN = "withdrawn", zh("告知已经撤回")
    RESCINDED = "rescinded", zh("决定已被撤销")


class FindingOutcome(Vocabulary):
    """What a decision says."""

    NOT_ESTABLISHED = "not_established", zh("认定不成立")
    ENDED = "ended", zh("依法终止办理")
    CORRECTION_ORDERED = "correction_ordered", zh("责令限期整改")
    REVOKED = "revoked", zh("撤销行政决定")
    PENALISED = "penalised", zh("行政处罚")


class Service(Vocabulary):
    """How the notice reached the enterprise (送达方式)."""

    PORTAL = "portal", zh("本系统消息送达")
    DIRECT = "direct", zh("直接送达")
    POST = "post", zh("邮寄送达")
    ANNOUNCEMENT = "announcement", zh("公告送达")


class ContestKind(Vocabulary):
    """How a decision is contested."""

    REVIEW = "review", zh("行政复议")
    SUIT = "suit", zh("行政诉讼")


class ContestResult(Vocabulary):
    """How a review or a suit ended."""

    UPHELD = "upheld", zh("维持决定")
    CHANGED = "changed", zh("变更决定")
    RESCINDED = "rescinded", zh("撤销决定")


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """A check that was done. by: name of the authority; actor: who did it, for officers alone."""

    id: str
    on: date
    by: str
    actor: str
    outcome: CheckOutcome


class CheckTask(msgspec.Struct, frozen=True, kw_only=True):
    """A check that is to be done, or was. record_id: of the commitment. tip: the case it came from, or empty.

    lot: how a drawn one was drawn, so that the draw can be repeated. finding: the case it led to.
    """

    id: str
    subject_key: str
    record_id: str
    commitment_no: str
    commitment_type: CommitmentType
    matter: str
    authority: str
    reason: CheckReason
    state: CheckState
    due_on: date
    firm: bool
    opened_on: date
    tip: str = ""
    lot: str = ""
    done: Checked | None = None
    finding: str = ""

    @property
    def open(self) -> bool:
        """Whether somebody still has to look."""
        return self.state is CheckState.OPEN

    @property
    def alleges(self) -> bool:
        """Whether it says that a promise was broken, which no check alone makes public."""
        return self.done is not None and self.done.outcome in ALLEGED


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """The notice (告知) that opens a finding. facts: what the enterprise has to answer.

    until: the last day for its statement, as it is told: the earlier reading of the two calendars.
    open_until: the later reading; before that day is over silence means nothing.
    """

    facts: str
    basis: str
    service: Service
    served_on: date
    until: date
    open_until: date
    firm: bool
    by: str  # the actor who told


class Remedy(msgspec.Struct, frozen=True, kw_only=True):
    """The remedy clause (救济途径). review_until, suit_until: the last days, counted from service."""

    text: str
    review_until: date
    suit_until: date


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """A decision. correct_by: for an ordered correction; penalty_no: of the penalty that was imposed.

    severity: as the authority states it; the period of publication follows from it.
    """

    number: str
    outcome: FindingOutcome
    reasons: str
    on: date
    by: str  # the actor who decided, or who entered what a review or a court decided
    remedy: Remedy
    severity: Severity
    correct_by: date | None = None
    penalty_no: str = ""


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """A review or a suit about a decision. number: under which it was accepted."""

    kind: ContestKind
    since: date
    number: str
    result: ContestResult | None = None
    ended_on: date | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A finding, whole. heard: the enterprise said something before the decision; said_all: and has nothing
    to add. former: decisions that no longer stand, oldest first. corrected_on: as confirmed."""

    check: Checked
    notice: Notice
    state: FindingState
    commitment_type: CommitmentType
    heard: bool = False
    said_all: bool = False
    decision: Decision | None = None
    former: tuple[Decision, ...] = ()
    corrected_on: date | None = None
    contests: tuple[Contest, ...] = ()

    @property
    def running(self) -> bool:
        """Whether it waits for a decision."""
        return self.state in (FindingState.NOTIFIED, FindingState.ANSWERED)

    @property
    def contest(self) -> Contest | None:
        """The review or suit that is under way."""
        last = self.contests[-1] if self.contests else None
        return last if last is not None and last.result is None else None


class PublicCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What the public may know of a check: when, by which authority, with what outcome."""

    on: date
    by: str
    outcome: CheckOutcome
