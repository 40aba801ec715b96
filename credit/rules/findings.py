"""Findings that a commitment was not kept: notice, hearing, decision, and what may follow.

Every function is pure: it takes a finding and a day and gives the finding after the act, or raises. What
of it is public is said by `findings_public.published` alone.
"""

from datetime import date, timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from credit.domain.commitments import CommitmentType
from credit.domain.errors import ConflictError, InputError, NotAllowedError, RuleError
from credit.domain.findings import (
    ALLEGED,
    Checked,
    Decision,
    Finding,
    FindingOutcome,
    FindingState,
    Notice,
    Remedy,
    Service,
)
from credit.domain.vocabulary import Severity
from credit.rules.calendars import Calendar, Deadline, deadline, earlier_deadline
from credit.rules.checks import CHECKS, GUIDING_OPINION
from credit.rules.citations import cites
from credit.rules.periods import last_day

PENALTY_LAW: Final = "行政处罚法"
LICENSING_LAW: Final = "行政许可法"
REVIEW_LAW: Final = "行政复议法"
SUIT_LAW: Final = "行政诉讼法"
CIVIL_CODE: Final = "民法典"
_FAR: Final = timedelta(days=120)  # a notice by announcement counts as served well before that
_ESTABLISHED: Final = tuple(one for one in FindingOutcome if one is not FindingOutcome.NOT_ESTABLISHED)


class Told(NamedTuple):
    """What a notice says, before it is one. served_on: when it reached the enterprise, or will have."""

    facts: str
    basis: str
    workdays: int
    service: Service
    served_on: date


class Ruling(NamedTuple):
    """A decision before it is one. review, court: where it can be contested."""

    number: str
    outcome: FindingOutcome
    reasons: str
    review: str
    court: str
    severity: Severity = Severity.GENERAL
    correct_by: date | None = None
    penalty_no: str = ""


@cites(PENALTY_LAW, "第四十四条、第四十五条")
@cites(LICENSING_LAW, "第七条")
def notify(check: Checked, commitment_type: CommitmentType, told: Told, by: str, on: date) -> Finding:
    """Open a finding by telling the enterprise what it is held to have broken.

    Raises RuleError `finding.no_breach` (the check alleges nothing), `finding.answer_days`
    (least=…, most=…), InputError `finding.served`.
    """
    if check.outcome not in ALLEGED:
        raise RuleError("finding.no_breach")
    if not on <= told.served_on <= on + _FAR:
        raise InputError("finding.served")
    if told.service is Service.PORTAL and told.served_on != on:
        raise InputError("finding.served")
    until, open_until = hearing(told.served_on, told.workdays)
    return Finding(
        check=check,
        commitment_type=commitment_type,
        state=FindingState.NOTIFIED,
        notice=Notice(
            facts=told.facts,
            basis=told.basis,
            service=told.service,
            served_on=told.served_on,
            until=until.day,
            open_until=open_until,
            firm=until.firm,
            by=by,
        ),
    )


@cites(PENALTY_LAW, "第四十五条、第八十五条")
def hearing(served_on: date, workdays: int) -> tuple[Deadline, date]:
    """The last day for a statement as told (the earlier reading), and the later reading of the same.

    Raises RuleError `finding.answer_days` (least=…, most=…).
    """
    pack = CHECKS.at(served_on)
    least, most = pack["answer_workdays"], pack["answer_workdays_most"]
    if not least <= workdays <= most:
        raise RuleError("finding.answer_days", least=least, most=most)
    later = max(deadline(served_on, workdays, calendar).day for calendar in Calendar)
    return earlier_deadline(served_on, workdays), later


@cites(PENALTY_LAW, "第四十五条")
def answer(finding: Finding, said_all: bool) -> Finding:
    """The enterprise states its case; as often as it likes before the decision.

    Raises ConflictError `finding.closed`.
    """
    if not finding.running:
        raise ConflictError("finding.closed")
    return replace(finding, state=FindingState.ANSWERED, heard=True, said_all=finding.said_all or said_all)


@cites(PENALTY_LAW, "第四十四条、第四十五条、第六十二条")
def is_heard(finding: Finding, on: date) -> bool:
    """Whether a decision may be made: the enterprise has said all, or its time is over on either calendar."""
    return finding.said_all or on > finding.notice.open_until


@cites(PENALTY_LAW, "第五十七条、第六十二条")
@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def decide(finding: Finding, ruling: Ruling, by: str, on: date) -> Finding:
    """Decide with reasons. Who checked or told does not decide.

    Raises ConflictError `finding.closed`, NotAllowedError `access.own_case`, RuleError `finding.unheard`
    (until=…), `finding.outcome`, InputError `finding.correct_by` (most=…), `finding.penalty_no`.
    """
    if not finding.running:
        raise ConflictError("finding.closed")
    require_other(finding, by)
    if not is_heard(finding, on):
        raise RuleError("finding.unheard", until=finding.notice.open_until)
    return ruled(finding, ruling, by, on)


@cites(PENALTY_LAW, "第五十七条")
def require_other(finding: Finding, by: str) -> None:
    """Who checked or told decides nothing in it, nor changes a decision, nor takes one back.

    Raises NotAllowedError `access.own_case`.
    """
    if by in (finding.check.actor, finding.notice.by):
        raise NotAllowedError("access.own_case")


@cites(PENALTY_LAW, "第五十七条")
@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def ruled(finding: Finding, ruling: Ruling, by: str, on: date) -> Finding:
    """A finding with another decision, whose content fits what it says. Raises as `decide` does, and
    InputError `finding.number` for one that an earlier decision of the case has."""
    pack = CHECKS.at(on)
    established = ruling.outcome is not FindingOutcome.NOT_ESTABLISHED
    if established and ruling.outcome not in outcomes(finding.commitment_type, on):
        raise RuleError("finding.outcome")
    ordered = ruling.outcome is FindingOutcome.CORRECTION_ORDERED
    most = pack["correction_days_most"]
    if ordered and not (ruling.correct_by and on < ruling.correct_by <= on + timedelta(days=most)):
        raise InputError("finding.correct_by", most=most)
    if ruling.number in [one.number for one in former(finding)]:
        raise InputError("finding.number")
    penalised = ruling.outcome is FindingOutcome.PENALISED
    if penalised and not ruling.penalty_no:
        raise InputError("finding.penalty_no")
    decision = Decision(
        number=ruling.number,
        outcome=ruling.outcome,
        reasons=ruling.reasons,
        on=on,
        by=by,
        remedy=remedy(ruling.review, ruling.court, on),
        severity=ruling.severity,
        correct_by=ruling.correct_by if ordered else None,
        penalty_no=ruling.penalty_no if penalised else "",
    )
    state, gone = FindingState(ruling.outcome.value), former(finding)
    return replace(finding, state=state, decision=decision, former=gone, corrected_on=None)


@cites(GUIDING_OPINION, "二、（七）", unverified=True)
def outcomes(commitment_type: CommitmentType, on: date) -> tuple[FindingOutcome, ...]:
    """What a decision may say of a commitment of this type, beside that nothing is established."""
    pack = CHECKS.at(on)
    named = pack.get(f"outcomes_{commitment_type.value}") or pack["outcomes_other"]
    return tuple(one for one in _ESTABLISHED if one.value in named)


@cites(REVIEW_LAW, "第二十条")
@cites(SUIT_LAW, "第四十六条")
def remedy(review: str, court: str, on: date) -> Remedy:
    """The clause under a decision of a day: where and until when it can be contested."""
    pack = CHECKS.at(on)
    days, months = pack["review_days"], pack["suit_months"]
    return Remedy(
        text=pack["remedy_text"].format(days=days, months=months, review=review, court=court),
        review_until=on + timedelta(days=days),
        suit_until=last_day(on, months=months),
    )


@cites(PENALTY_LAW, "第五十七条")
def withdraw(finding: Finding) -> Finding:
    """Take a notice back before anything is decided. Raises ConflictError `finding.closed`."""
    if not finding.running:
        raise ConflictError("finding.closed")
    return replace(finding, state=FindingState.WITHDRAWN)


@cites(REVIEW_LAW, "第二十四条", unverified=True)
def review_body(authority: str) -> str:
    """Who usually reviews a decision of an authority, by its name: the government of the same place."""
    place = authority.removesuffix("市场监督管理局")
    return f"{place}人民政府" if place != authority else ""


@cites(PENALTY_LAW, "第六十条", unverified=True)
def decide_workdays(notified_on: date) -> int:
    """Within how many working days of the notice a finding is decided."""
    days: int = CHECKS.at(notified_on)["decide_workdays"]
    return days


@cites(PENALTY_LAW, "第七十五条")
def former(finding: Finding) -> tuple[Decision, ...]:
    """Every decision so far: what is left when the last one does not stand any longer."""
    return (*finding.former, finding.decision) if finding.decision else finding.former
