"""Days on which the answer about a record may become another one: whoever looks for the first day on which
an application is possible has to look at these alone."""

from collections.abc import Iterator
from datetime import date

from credit.domain.commitments import BreachFinding
from credit.domain.records import AbnormalEntry, Change, Check, Penalty, SeriousEntry
from credit.rules.citations import cites
from credit.rules.commitments.publication import COMMITMENTS
from credit.rules.departments import DEPARTMENTS
from credit.rules.periods import first_day_after, following
from credit.rules.publication import CHECKS, LISTS, ORDER_107, PENALTIES
from credit.rules.repair.question import CONDITIONS, REPAIR_2021, Question, Read
from credit.rules.repair.standing import bar_ends

_RULES = (CONDITIONS, PENALTIES, LISTS, CHECKS, COMMITMENTS, DEPARTMENTS)
_LENGTHS = "_months"


@cites(REPAIR_2021, "第五条至第七条")
@cites(ORDER_107, "条号未载", unverified=True)
def turning_days(question: Question, on: date) -> list[date]:
    """The days after `on`, in order."""
    days = {day for day in _days(question) if day is not None and day > on}
    return sorted(days)


def _days(question: Question) -> Iterator[date | None]:
    for topic in _RULES:
        yield from topic.starts
    yield from (question.published_on, question.record.republished_on)
    yield from _openings(question)
    yield from _own(question)
    yield from _around(question)
    case = question.facts.bankruptcy
    if case is not None:
        yield from (case.ruling_on, case.executed_on, case.failed_on)


def _openings(question: Question) -> Iterator[date]:
    """The ends of every least length of every version of the rule, reckoned from every first day."""
    content = question.content
    starts = {question.published_on, question.record.republished_on or question.published_on}
    if isinstance(content, SeriousEntry):
        starts.add(content.listed_on)
    for pack in CONDITIONS.packs:
        yield from bar_ends(question.facts, Read(pack))
        lengths = {one.value for key, one in pack.figures.items() if key.endswith(_LENGTHS)}
        for months in lengths:
            yield from (first_day_after(start, months=int(str(months))) for start in starts)


def _own(question: Question) -> Iterator[date | None]:
    """Days in the record itself, and of what is known to be done for it."""
    content = question.content
    told = (one.on for one in question.facts.done if one.record_id == question.record.id)
    yield from told
    if isinstance(content, Penalty):
        yield content.duties_performed_on
        yield following(content.ban_until) if content.ban_until else None
    elif isinstance(content, AbnormalEntry):
        yield content.listed_on
        yield from question.facts.reports.values()
    elif isinstance(content, SeriousEntry):
        yield from (following(one.until) for one in content.measures if one.until)
    elif isinstance(content, Check | BreachFinding):
        yield content.corrected_on


def _around(question: Question) -> Iterator[date | None]:
    """Days in other records that speak for or against it."""
    for record in question.facts.records:
        content = record.content
        if record.repaired is not None:
            yield record.repaired.on
        if isinstance(content, AbnormalEntry | SeriousEntry):
            yield content.removed_on
            if isinstance(content, SeriousEntry):
                since = record.republished_on or content.listed_on
                yield from (first_day_after(since, years=pack["serious_years"]) for pack in LISTS.packs)
        elif isinstance(content, Penalty):
            yield content.duties_performed_on
            yield content.withdrawal.on if content.withdrawal else None
        elif isinstance(content, Change):
            yield content.changed_on
