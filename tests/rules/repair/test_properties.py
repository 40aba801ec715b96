"""What has to hold of every answer about repair, whatever the record."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.domain.records import Record
from credit.domain.repair import Bankruptcy, Done, Duty, Outcome, Reason, RepairFacts, RepairKind
from credit.domain.values import Repair
from credit.domain.vocabulary import (
    AbnormalGround,
    PenaltyField,
    PenaltyKind,
    Severity,
    Status,
    SubjectClass,
)
from credit.rules.repair import eligibility
from credit.rules.repair.question import CONDITIONS
from tests.disclosure.strategies import plain
from tests.disclosure.strategies import records as any_records
from tests.fixtures.repair import HERE, record_of

FIRST, CHANGE, LAST = date(2021, 9, 1), date(2025, 12, 25), date(2032, 12, 31)
ONE_DAY = timedelta(days=1)
LEAN = settings(max_examples=60, deadline=None)
days = st.dates(FIRST, LAST)
agencies = st.sampled_from([HERE, HERE, HERE, "喀什市公安局", "兰州市市场监督管理局"])
HERE_ONLY = st.just(HERE)
Question = tuple[Record, RepairFacts]


def rows(dates: st.SearchStrategy[date], agency: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """A record that matters to repair, in the short form of the cases, with all its days from `dates`."""
    maybe = st.one_of(st.none(), dates)
    common = {"published": dates, "decided": dates, "listed": dates, "agency": agency}
    return st.one_of(
        st.fixed_dictionaries(
            common
            | {
                "type": st.just("penalty"),
                "number": st.sampled_from(["甲1号", "甲2号", "甲3号"]),
                "violation": st.sampled_from(["甲", "乙"]),
                "kinds": st.lists(st.sampled_from(list(PenaltyKind)), min_size=1, max_size=2),
                "fine": st.sampled_from(["", "0.5", "50"]),
                "field": st.sampled_from(list(PenaltyField)),
                "performed": maybe,
                "ban_until": maybe,
                "check": st.sampled_from([None, "c1"]),
            },
            optional={"severity": st.sampled_from(list(Severity)), "republished": dates},
        ),
        st.fixed_dictionaries(
            common
            | {
                "type": st.just("abnormal"),
                "ground": st.sampled_from(list(AbnormalGround)),
                "year": st.sampled_from([None, 2024]),
                "removed": maybe,
                "marking": st.booleans(),
            }
        ),
        st.fixed_dictionaries(
            common
            | {
                "type": st.just("serious"),
                "category": st.just("food"),
                "penalty_no": st.just("甲1号"),
                "measures": st.lists(maybe, max_size=1),
                "removed": maybe,
            }
        ),
        st.fixed_dictionaries(
            common
            | {
                "type": st.just("check"),
                "results": st.just(["false"]),
                "corrected": maybe,
                "source_id": st.just("c1"),
            }
        ),
        st.fixed_dictionaries(
            common | {"type": st.just("breach"), "outcome": st.just("revoked"), "corrected": maybe},
            optional={"severity": st.sampled_from(list(Severity))},
        ),
        st.fixed_dictionaries(common | {"type": st.just("change"), "changed": dates}),
    )


@st.composite
def questions(
    draw: st.DrawFn,
    dates: st.SearchStrategy[date] = days,
    *,
    bankrupt: bool = True,
    agency: st.SearchStrategy[str] = agencies,
    done: bool = False,
) -> Question:
    """A record and what is known of its subject; done: every duty for it since the first day."""
    record = record_of(draw(rows(dates, agency)))
    if draw(st.integers(0, 7)) == 0:
        record = replace(record, repaired=Repair(number="1", agency=HERE, on=FIRST))
    others = draw(st.lists(rows(dates, agencies), max_size=2))
    ruling = st.builds(Bankruptcy, ruling_on=dates, executed_on=st.one_of(st.none(), dates))
    told = draw(st.lists(st.builds(Done, st.just(record.id), st.sampled_from(Duty), dates), max_size=2))
    return record, RepairFacts(
        subject_class=draw(st.sampled_from([SubjectClass.COMPANY, SubjectClass.INDIVIDUAL_BUSINESS])),
        status=draw(st.sampled_from([Status.OPERATING, Status.OPERATING, Status.DEREGISTERED])),
        records=(record, *(record_of(row, f"other-{number}") for number, row in enumerate(others))),
        reports=draw(st.dictionaries(st.integers(2020, 2031), dates, max_size=2)),
        done=tuple(Done(record.id, duty, FIRST) for duty in Duty) if done else tuple(told),
        bankruptcy=draw(st.one_of(st.none(), ruling)) if bankrupt and draw(st.integers(0, 3)) == 0 else None,
    )


@st.composite
def asked(draw: st.DrawFn, /, **given: Any) -> tuple[Question, date]:
    """A question, and a day on which somebody might ask it: while the record is public."""
    question = draw(questions(**given))
    content, published_on = question[0].content, question[0].provenance.published_on
    since = max(published_on, getattr(content, "listed_on", published_on))
    return question, min(since + timedelta(days=draw(st.integers(0, 420))), LAST)


@LEAN
@given(any_records(plain), st.sampled_from(SubjectClass), st.sampled_from(Status), days)
def test_every_record_has_an_answer(record: Record, subject: SubjectClass, status: Status, on: date) -> None:
    facts = RepairFacts(subject_class=subject, status=status, records=(record,))
    answer = eligibility(record, facts, on)
    assert answer.outcome in Outcome
    assert answer.reasons
    assert answer == eligibility(record, facts, on)


@LEAN
@given(asked())
def test_no_answer_is_a_bare_no(about: tuple[Question, date]) -> None:
    """It says what to do, from when, where, or when the record ends; or there is nothing to repair."""
    question, on = about
    answer = eligibility(*question, on)
    match answer.outcome:
        case Outcome.NOW:
            assert answer.on == on
        case Outcome.LATER:
            assert answer.on is not None
            assert answer.on > on
        case Outcome.DO_FIRST:
            assert answer.steps
            assert answer.on is not None
        case Outcome.ENDS:
            assert answer.on is not None or Reason.GONE in answer.reasons
        case Outcome.ELSEWHERE:
            assert answer.link
            assert answer.authority
        case Outcome.NOT_REPAIRABLE:
            assert answer.kind is RepairKind.NONE or answer.on is not None or answer.until is not None


@LEAN
@given(asked(agency=HERE_ONLY, done=True), st.lists(st.integers(1, 1500), min_size=3, max_size=6))
def test_the_day_it_names_is_the_first(about: tuple[Question, date], spread: list[int]) -> None:
    question, on = about
    answer = eligibility(*question, on)
    if not (answer.outcome in (Outcome.LATER, Outcome.NOT_REPAIRABLE) and answer.on is not None):
        return
    assert answer.on is not None
    then = eligibility(*question, answer.on)
    barred = answer.outcome is Outcome.NOT_REPAIRABLE  # the bar falls that day; duties may be left
    assert then.outcome is Outcome.NOW or (barred and then.outcome is Outcome.DO_FIRST)
    between = {answer.on - ONE_DAY, *(on + timedelta(days=days) for days in spread)}
    for day in sorted(day for day in between if on <= day < answer.on):
        assert eligibility(*question, day).outcome is not Outcome.NOW, day


@LEAN
@given(asked(), st.lists(st.integers(1, 1500), min_size=3, max_size=6))
def test_without_a_day_there_is_none(about: tuple[Question, date], spread: list[int]) -> None:
    question, on = about
    answer = eligibility(*question, on)
    if not (answer.outcome is Outcome.NOT_REPAIRABLE and answer.on is None):
        return
    for later in spread:
        assert eligibility(*question, on + timedelta(days=later)).outcome is not Outcome.NOW


@LEAN
@given(asked(agency=HERE_ONLY, bankrupt=False))
def test_who_does_what_it_says_may_apply_on_its_day(about: tuple[Question, date]) -> None:
    question, on = about
    record, facts = question
    answer = eligibility(record, facts, on)
    if answer.outcome is not Outcome.DO_FIRST:
        return
    if any(step.duty in (Duty.LEAVE_ABNORMAL, Duty.LEAVE_SERIOUS) for step in answer.steps):
        return
    done = tuple(Done(record.id, step.duty, on) for step in answer.steps)
    performed = replace(facts, done=(*facts.done, *done))
    assert answer.on is not None
    assert eligibility(record, performed, answer.on).outcome is Outcome.NOW
    for day in (on, answer.on - ONE_DAY):
        if on <= day < answer.on:
            assert eligibility(record, performed, day).outcome is Outcome.LATER


RANK = {Outcome.NOT_REPAIRABLE: 0, Outcome.DO_FIRST: 1, Outcome.LATER: 2, Outcome.NOW: 3, Outcome.ENDS: 4}
past = st.dates(FIRST, date(2027, 6, 30))


@LEAN
@given(questions(past), st.dates(date(2027, 7, 1), LAST), st.integers(1, 2000))
def test_waiting_never_makes_it_worse(question: Question, on: date, wait: int) -> None:
    """While the facts and the rules stay: every day of theirs is over."""
    early, late = (eligibility(*question, day) for day in (on, on + timedelta(days=wait)))
    if not (Outcome.ELSEWHERE not in (early.outcome, late.outcome)):
        return
    assert RANK[early.outcome] <= RANK[late.outcome]
    if early.outcome is late.outcome is Outcome.LATER:
        assert early.on == late.on


older = st.dates(FIRST, date(2024, 6, 30))


@LEAN
@given(questions(older), st.dates(date(2024, 7, 1), CHANGE - ONE_DAY), st.dates(CHANGE, date(2030, 1, 1)))
def test_the_new_rule_makes_waiting_worse_only_for_what_it_calls_serious(
    question: Question, on: date, later: date
) -> None:
    early, late = (eligibility(*question, day) for day in (on, later))
    if not (Outcome.ELSEWHERE not in (early.outcome, late.outcome)):
        return
    worse = RANK[late.outcome] < RANK[early.outcome]
    assert not worse or late.severity is Severity.SERIOUS


@LEAN
@given(asked(), st.sampled_from(Duty))
def test_doing_a_duty_never_makes_it_worse(about: tuple[Question, date], duty: Duty) -> None:
    question, on = about
    record, facts = question
    before = eligibility(record, facts, on)
    after = eligibility(record, replace(facts, done=(*facts.done, Done(record.id, duty, on))), on)
    if before.outcome is Outcome.ELSEWHERE:
        assert after.outcome is Outcome.ELSEWHERE
        return
    assert RANK[before.outcome] <= RANK[after.outcome]
    if before.on is not None and before.outcome is not Outcome.ENDS:
        assert after.on is not None
        assert after.on <= before.on


@LEAN
@given(asked(bankrupt=False))
def test_the_rule_of_the_day_and_that_of_the_length_are_both_named(
    about: tuple[Question, date],
) -> None:
    question, on = about
    answer = eligibility(*question, on)
    if answer.outcome not in (Outcome.NOW, Outcome.LATER, Outcome.DO_FIRST):
        return
    assert answer.rules == CONDITIONS.at(on).name
    assert answer.lengths
    assert all(one.pack == answer.rules for one in answer.basis)
