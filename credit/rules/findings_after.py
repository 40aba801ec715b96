"""What follows a decision on a commitment: a correction, a review or suit, and its end."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from credit.domain.errors import ConflictError, InputError, RuleError
from credit.domain.findings import Contest, ContestKind, ContestResult, Finding, FindingOutcome, FindingState
from credit.rules import findings
from credit.rules.calendars import Calendar, moved_to_workday
from credit.rules.citations import cites
from credit.rules.findings import CIVIL_CODE, PENALTY_LAW, REVIEW_LAW, SUIT_LAW, Ruling

STANDS: Final = frozenset(
    {
        FindingState.ENDED,
        FindingState.CORRECTION_ORDERED,
        FindingState.CORRECTED,
        FindingState.NOT_CORRECTED,
        FindingState.REVOKED,
        FindingState.PENALISED,
    }
)
_CORRECTING: Final = frozenset({FindingState.CORRECTION_ORDERED, FindingState.NOT_CORRECTED})


@cites(PENALTY_LAW, "第二十八条")
def correct(finding: Finding, corrected_on: date, on: date) -> Finding:
    """Confirm that what was ordered is done, late or in time.

    Raises ConflictError `finding.no_correction`, InputError `finding.corrected_on`.
    """
    decision = finding.decision
    if finding.state not in _CORRECTING or decision is None:
        raise ConflictError("finding.no_correction")
    if not decision.on <= corrected_on <= on:
        raise InputError("finding.corrected_on")
    return replace(finding, state=FindingState.CORRECTED, corrected_on=corrected_on)


@cites(PENALTY_LAW, "第二十八条")
@cites(CIVIL_CODE, "第二百零三条")
def find_uncorrected(finding: Finding, on: date) -> Finding:
    """State that the day for a correction passed without one.

    Raises ConflictError `finding.no_correction`, RuleError `finding.correcting` (until=…).
    """
    decision = finding.decision
    if finding.state is not FindingState.CORRECTION_ORDERED or decision is None or not decision.correct_by:
        raise ConflictError("finding.no_correction")
    if not correction_over(decision.correct_by, on):
        raise RuleError("finding.correcting", until=decision.correct_by)
    return replace(finding, state=FindingState.NOT_CORRECTED)


@cites(CIVIL_CODE, "第二百零三条")
def correction_over(correct_by: date, on: date) -> bool:
    """Whether the time for a correction is over under every reading of the calendars."""
    return on > max(moved_to_workday(correct_by, calendar).day for calendar in Calendar)


@cites(REVIEW_LAW, "第二条")
@cites(SUIT_LAW, "第二条")
def contest(finding: Finding, kind: ContestKind, since: date, number: str, on: date) -> Finding:
    """Note that a review or a suit about the decision was accepted.

    Raises ConflictError `finding.not_decided`, `finding.contested`, InputError `finding.contested_since`.
    """
    decision = finding.decision
    if decision is None or finding.state not in STANDS:
        raise ConflictError("finding.not_decided")
    if finding.contest is not None:
        raise ConflictError("finding.contested")
    if not decision.on <= since <= on:
        raise InputError("finding.contested_since")
    begun = Contest(kind=kind, since=since, number=number)
    return replace(finding, contests=(*finding.contests, begun))


@cites(REVIEW_LAW, "第六十三条至第六十九条")
@cites(SUIT_LAW, "第六十九条、第七十条、第七十七条")
def resolve(finding: Finding, result: ContestResult, ruling: Ruling | None, by: str, on: date) -> Finding:
    """Enter how a review or suit ended: the decision stands, is another one, or is no more.

    Only this way another decision takes the place of one without a new notice: the enterprise was heard by
    whoever changed it. Raises ConflictError `finding.not_contested`, InputError `finding.changed`, and what
    `decide` raises about a ruling.
    """
    open_one = finding.contest
    if open_one is None or finding.state not in STANDS:
        raise ConflictError("finding.not_contested")
    closed = replace(open_one, result=result, ended_on=on)
    ended = replace(finding, contests=(*finding.contests[:-1], closed))
    if result is ContestResult.UPHELD:
        return ended
    if result is ContestResult.RESCINDED:
        return _rescinded(ended)
    if ruling is None or ruling.outcome is FindingOutcome.NOT_ESTABLISHED:
        raise InputError("finding.changed")
    return findings.ruled(ended, ruling, by, on)


@cites(PENALTY_LAW, "第七十五条")
def rescind(finding: Finding, on: date) -> Finding:
    """The authority takes its own decision back: it is down at once, and nothing is left to contest.

    Another decision needs another notice and hearing. Raises ConflictError `finding.not_decided`.
    """
    if finding.state not in STANDS:
        raise ConflictError("finding.not_decided")
    under_way = finding.contest
    if under_way is not None:
        closed = replace(under_way, result=ContestResult.RESCINDED, ended_on=on)
        finding = replace(finding, contests=(*finding.contests[:-1], closed))
    return _rescinded(finding)


def _rescinded(finding: Finding) -> Finding:
    gone = FindingState.RESCINDED
    return replace(finding, state=gone, decision=None, former=findings.former(finding), corrected_on=None)
