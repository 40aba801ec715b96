"""What else of a subject speaks for or against a repair: lists, further penalties, a restructuring."""

from collections.abc import Iterator
from datetime import date

from credit.domain.records import AbnormalEntry, Penalty, Record, SeriousEntry
from credit.domain.repair import Duty, Reason, RepairFacts
from credit.rules import departments
from credit.rules.citations import cites
from credit.rules.periods import first_day_after, last_day
from credit.rules.publication import ORDER_44, ORDER_107, is_listed, serious_entry
from credit.rules.repair.question import REPAIR_2021, REPAIR_SCHEME, Question, Read


@cites(ORDER_107, "条号未载", unverified=True)
def stands(record: Record, on: date) -> bool:
    """Whether a record has not been repaired by a day."""
    return record.repaired is None or record.repaired.on > on


@cites(REPAIR_2021, "第六条")
@cites(ORDER_107, "条号未载", unverified=True)
def lists_to_leave(facts: RepairFacts, read: Read, on: date) -> Iterator[tuple[Duty, tuple[str, ...]]]:
    """The lists on which the subject stands: whoever stands on one has it ended first."""
    if not read("lists_bar"):
        return
    markings = read("marking_bars")
    abnormal, serious = [], []
    for record in facts.records:
        content = record.content
        if isinstance(content, AbnormalEntry) and stands(record, on):
            counted = markings or not content.marking
            if counted and is_listed(content, facts.status, on):
                abnormal.append(record.id)
        elif isinstance(content, SeriousEntry) and stands(record, on) and content.listed_on <= on:
            published_on = record.provenance.published_on
            if serious_entry(content, min(published_on, on), on, record.republished_on).shown:
                serious.append(record.id)
    if abnormal:
        yield Duty.LEAVE_ABNORMAL, tuple(abnormal)
    if serious:
        yield Duty.LEAVE_SERIOUS, tuple(serious)


@cites(REPAIR_2021, "第六条、第七条")
def later_penalties(question: Question, after: date, on: date) -> Iterator[Penalty]:
    """Further penalties of market supervision decided after a day that stand on another; copies of the
    same decision are none."""
    own = getattr(question.content, "decision_no", None)
    for record in question.facts.records:
        content = record.content
        if not isinstance(content, Penalty) or not after < content.decided_on <= on:
            continue
        if record is question.record or content.decision_no == own:
            continue
        fallen = content.withdrawal is not None and content.withdrawal.on <= on
        if not fallen and departments.is_own(record.provenance.agency.name, on):
            yield content


@cites(REPAIR_2021, "第六条")
def same_kind_again(question: Question, content: Penalty, on: date) -> bool:
    """Whether the subject was penalised again for the same kind of violation."""
    kind = "".join(content.violation.split())
    later = later_penalties(question, content.decided_on, on)
    return any("".join(one.violation.split()) == kind for one in later)


@cites(REPAIR_2021, "第七条")
@cites(ORDER_44, "第二条")
def heavier_again(question: Question, listed_on: date, read: Read, on: date) -> bool:
    """Whether a heavier penalty (较重行政处罚) followed the listing."""
    kinds = frozenset(read("heavier_kinds"))
    rests_on = getattr(question.content, "penalty_no", None)
    later = later_penalties(question, listed_on, on)
    return any(one.decision_no != rests_on and kinds.intersection(one.kinds) for one in later)


@cites(REPAIR_SCHEME, "条号未核", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def restructured(facts: RepairFacts, read: Read, on: date) -> bool:
    """Whether a restructuring or settlement opens the way without the usual conditions."""
    case = facts.bankruptcy
    if case is None or case.ruling_on > on or not read("bankruptcy"):
        return False
    return case.failed_on is None or case.failed_on > on


@cites("信用修复管理办法（国家发展改革委令第36号）", "条号未核", unverified=True)
def too_many(facts: RepairFacts, read: Read, on: date) -> tuple[Reason, ...]:
    """The bar after several repairs within some years: configuration, off unless a text is found."""
    years, most = read("repeat_bar_years"), read("repeat_bar_count")
    if not years:
        return ()
    recent = [day for day in facts.repairs if day <= on <= last_day(day, years=years)]
    return (Reason.TOO_MANY,) if len(recent) >= most else ()


def bar_ends(facts: RepairFacts, read: Read) -> Iterator[date]:
    """Days on which that bar may end."""
    years = read.pack["repeat_bar_years"]
    if years:
        yield from (first_day_after(day, years=years) for day in facts.repairs)
