"""What may be done about an application for repair, by whom and when: pure, one function for each act.

A course (`Course`) goes through the states of 草稿 → 已提交 → (补正) → 受理 / 不予受理 → 核实 → 准予 / 不予 →
更新公示 → 办结, may be withdrawn before the decision and a grant revoked later. Two clocks run one after
the other, for acceptance and for the decision; each act says what it does to them (`Tick`).
"""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from msgspec.structs import replace

from credit.domain.errors import ConflictError, InputError, NotAllowedError, RuleError
from credit.domain.repair import DocumentKind
from credit.domain.repair_cases import (
    Correction,
    Course,
    Decision,
    Handling,
    Proposal,
    RefusalReason,
    RepairAct,
    RepairState,
    Revocation,
    RevocationReason,
    Verdict,
    Verification,
)
from credit.rules.citations import cites
from credit.rules.repair_handling import ORDER_107, REPAIR_2021, answer_by, contradicted, lacking

_S, _A = RepairState, RepairAct
_NEXT: Final[dict[tuple[RepairState, RepairAct], RepairState]] = {
    (_S.SUBMITTED, _A.ASK): _S.CORRECTION,
    (_S.CORRECTION, _A.ANSWER): _S.SUBMITTED,
    (_S.SUBMITTED, _A.ACCEPT): _S.ACCEPTED,
    (_S.SUBMITTED, _A.PROPOSE): _S.PROPOSED,
    (_S.CORRECTION, _A.PROPOSE): _S.PROPOSED,
    (_S.ACCEPTED, _A.VERIFY): _S.ACCEPTED,
    (_S.ACCEPTED, _A.PROPOSE): _S.PROPOSED,
    (_S.GRANTED, _A.DISPLAY): _S.DISPLAYED,
    (_S.DISPLAYED, _A.CLOSE): _S.CLOSED,
    (_S.REFUSED, _A.CLOSE): _S.CLOSED,
    (_S.NOT_ACCEPTED, _A.CLOSE): _S.CLOSED,
    **{
        (state, _A.WITHDRAW): _S.WITHDRAWN
        for state in (_S.SUBMITTED, _S.CORRECTION, _S.ACCEPTED, _S.PROPOSED)
    },
    **{(state, _A.REVOKE): _S.REVOKED for state in (_S.GRANTED, _S.DISPLAYED, _S.CLOSED)},
}
_DECIDED: Final = {
    Verdict.GRANT: _S.GRANTED,
    Verdict.REFUSE: _S.REFUSED,
    Verdict.NOT_ACCEPT: _S.NOT_ACCEPTED,
}
UNDECIDED: Final = frozenset({_S.SUBMITTED, _S.CORRECTION, _S.ACCEPTED, _S.PROPOSED})


class Tick(StrEnum):
    """What an act does to the clock of the case."""

    NONE = "none"
    PAUSE = "pause"  # while an answer is awaited
    RESUME = "resume"
    NEXT = "next"  # the clock of acceptance ends and that of the decision begins
    STOP = "stop"


class Step(NamedTuple):
    """The course after an act, and what the act does to the clock."""

    course: Course
    tick: Tick = Tick.NONE


class Asked(NamedTuple):
    """A request for what is missing. second_by_senior: who asks a second time may, and says why."""

    items: tuple[tuple[DocumentKind, str], ...]
    by: str
    reason: str = ""
    senior: bool = False


@cites(ORDER_107, "条号未载", unverified=True)
def submitted(course_of: Handling, on: date, *, sampled: bool = False) -> Course:
    """A course that begins with the day on which the application was submitted."""
    return Course(state=_S.SUBMITTED, handling=course_of, submitted_on=on, sampled=sampled)


@cites(REPAIR_2021, "第八条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def ask(course: Course, asked: Asked, on: date) -> Step:
    """Ask once, for everything that is missing; the clock of acceptance stands still until the answer.

    Raises ConflictError `repair.state`, InputError `repair.items` (nothing named), RuleError
    `repair.asked_already` where a second request has no reason of a reviewer or supervisor.
    """
    after = _after(course, _A.ASK)
    if not asked.items or any(not text.strip() for _, text in asked.items):
        raise InputError("repair.items")
    if course.corrections and not (asked.senior and asked.reason.strip()):
        raise RuleError("repair.asked_already")
    one = Correction(
        items=asked.items,
        asked_on=on,
        asked_by=asked.by,
        answer_by=answer_by(on).day,
        reason=asked.reason.strip() if course.corrections else "",
    )
    return Step(replace(course, state=after, corrections=(*course.corrections, one)), Tick.PAUSE)


@cites(REPAIR_2021, "第八条", unverified=True)
def answer(course: Course, on: date) -> Step:
    """The applicant has put right what was missing. Raises ConflictError `repair.state`."""
    after = _after(course, _A.ANSWER)
    answered = replace(course.corrections[-1], answered_on=on)
    return Step(replace(course, state=after, corrections=(*course.corrections[:-1], answered)), Tick.RESUME)


@cites(REPAIR_2021, "第八条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def accept(course: Course, on: date) -> Step:
    """Accept: the clock of the decision begins. Raises ConflictError `repair.state`."""
    return Step(replace(course, state=_after(course, _A.ACCEPT), accepted_on=on), Tick.NEXT)


@cites(REPAIR_2021, "第九条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def verify(course: Course, one: Verification) -> Step:
    """Note what one method of verification found. Raises ConflictError `repair.state`."""
    return Step(replace(course, state=_after(course, _A.VERIFY), checks=(*course.checks, one)))


@cites(REPAIR_2021, "第九条、第十条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def propose(course: Course, proposal: Proposal) -> Step:
    """Propose a decision to a second person.

    Raises ConflictError `repair.state`, InputError `repair.reasons`, RuleError `repair.unverified`
    (means=…, visit=…), `repair.contradicted`, `repair.waiting` (the applicant still has time to answer).
    """
    after = _after(course, _A.PROPOSE)
    _require_sound(course, proposal.verdict, proposal.reasons, proposal.text, proposal.on)
    return Step(replace(course, state=after, proposal=proposal))


@cites(ORDER_107, "条号未载", unverified=True)
def send_back(course: Course, by: str, why: str) -> Step:
    """A second person does not follow what was proposed: it goes back with a reason.

    Raises ConflictError `repair.state`, InputError `repair.returned`, NotAllowedError `access.own_case`.
    """
    if course.state is not _S.PROPOSED or course.proposal is None:
        raise ConflictError("repair.state", state=course.state, act=_A.RETURN)
    if not why.strip():
        raise InputError("repair.returned")
    if course.proposal.by == by:
        raise NotAllowedError("access.own_case")
    return Step(
        replace(course, state=_before(course), proposal=None, returned=(*course.returned, why.strip()))
    )


def _before(course: Course) -> RepairState:
    """Where a proposal came from."""
    if course.accepted_on is not None:
        return _S.ACCEPTED
    waits = course.corrections and course.corrections[-1].answered_on is None
    return _S.CORRECTION if waits else _S.SUBMITTED


@cites(REPAIR_2021, "第九条、第十条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def decide(course: Course, decision: Decision) -> Step:
    """Decide. A refusal, and anything about a serious record, was proposed by another person before.

    Raises ConflictError `repair.state`, `repair.decided`, InputError `repair.reasons`, NotAllowedError
    `access.own_case`, RuleError `repair.second_person`, `repair.unverified`, `repair.contradicted`.
    """
    if course.decision is not None:
        raise ConflictError("repair.decided")
    alone = decision.verdict is Verdict.GRANT and not course.handling.two_persons
    if course.state is _S.PROPOSED and course.proposal is not None:
        if course.proposal.by == decision.by:
            raise NotAllowedError("access.own_case")
        if course.proposal.verdict is not decision.verdict:
            raise RuleError("repair.second_person")
    elif course.state is not _S.ACCEPTED:
        raise ConflictError("repair.state", state=course.state, act=_A.DECIDE)
    elif not alone:
        raise RuleError("repair.second_person")
    _require_sound(course, decision.verdict, decision.reasons, decision.text, decision.on)
    return Step(replace(course, state=_DECIDED[decision.verdict], decision=decision), Tick.STOP)


def _require_sound(
    course: Course, verdict: Verdict, reasons: tuple[RefusalReason, ...], text: str, on: date
) -> None:
    if (verdict is Verdict.NOT_ACCEPT) != (course.accepted_on is None):
        raise ConflictError("repair.state", state=course.state, act=verdict)
    if verdict is not Verdict.GRANT:
        if not reasons or not text.strip():
            raise InputError("repair.reasons")
        if _may_still_answer(course, on):
            raise RuleError("repair.waiting", until=course.corrections[-1].answer_by)
        return
    if contradicted(course):
        raise RuleError("repair.contradicted")
    means, visit = lacking(course)
    if means:
        raise RuleError("repair.unverified", means=means, visit=visit)


def _may_still_answer(course: Course, on: date) -> bool:
    last = course.corrections[-1] if course.corrections else None
    return last is not None and last.answered_on is None and on <= last.answer_by


@cites(ORDER_107, "条号未载", unverified=True)
def displayed(course: Course) -> Step:
    """What is public was changed. Raises ConflictError `repair.state`."""
    return Step(replace(course, state=_after(course, _A.DISPLAY)))


@cites(ORDER_107, "条号未载", unverified=True)
def close(course: Course) -> Step:
    """The decision reached the applicant and everybody who has to know knows. Raises ConflictError."""
    return Step(replace(course, state=_after(course, _A.CLOSE)))


@cites(REPAIR_2021, "第十一条", unverified=True)
def withdraw(course: Course) -> Step:
    """Take an application back, at any time before the decision. Raises ConflictError `repair.state`."""
    return Step(replace(course, state=_after(course, _A.WITHDRAW), proposal=None), Tick.STOP)


@cites(REPAIR_2021, "第十二条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def propose_revocation(course: Course, reason: RevocationReason, text: str, by: str, on: date) -> Course:
    """Propose that a grant be taken back.

    Raises ConflictError `repair.state`, `repair.revocation_proposed` (another proposal waits: its words are
    not exchanged under the eyes of who decides), InputError `repair.reasons`.
    """
    _require_granted(course)
    if course.revocation is not None:
        raise ConflictError("repair.revocation_proposed")
    if not text.strip():
        raise InputError("repair.reasons")
    said = Revocation(reason=reason, text=text.strip(), proposed_by=by, proposed_on=on)
    return replace(course, revocation=said)


@cites(REPAIR_2021, "第十二条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def revoke(course: Course, by: str, number: str, on: date) -> Step:
    """Take a grant back, as another person proposed: publication runs anew.

    Raises ConflictError `repair.state`, RuleError `repair.second_person`, NotAllowedError `access.own_case`.
    """
    _require_granted(course)
    said = course.revocation
    if said is None:
        raise RuleError("repair.second_person")
    if said.proposed_by == by:
        raise NotAllowedError("access.own_case")
    revocation = replace(said, by=by, number=number, on=on)
    return Step(replace(course, state=_after(course, _A.REVOKE), revocation=revocation))


def _require_granted(course: Course) -> None:
    granted = course.decision is not None and course.decision.verdict is Verdict.GRANT
    if not granted or (course.state, _A.REVOKE) not in _NEXT:
        raise ConflictError("repair.state", state=course.state, act=_A.REVOKE)


def _after(course: Course, act: RepairAct) -> RepairState:
    after = _NEXT.get((course.state, act))
    if after is None:
        raise ConflictError("repair.state", state=course.state, act=act)
    return after
