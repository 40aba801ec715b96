"""Checks and findings on the days that matter: the last one in time, and the one after."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.commitments import CommitmentType
from credit.domain.errors import ConflictError, InputError, NotAllowedError, RuleError
from credit.domain.findings import (
    CheckReason,
    ContestKind,
    ContestResult,
    Finding,
    FindingOutcome,
    FindingState,
    Service,
)
from credit.rules import checks, findings, findings_after
from credit.rules.findings_public import published
from tests.fixtures.findings import BEGUN, checked, ruling, told

K = CommitmentType
ORDERED = FindingOutcome.CORRECTION_ORDERED


def opened(workdays: int = 5, kind: CommitmentType = K.LICENCE) -> Finding:
    return findings.notify(checked(), kind, told(workdays=workdays), "officer:tells", BEGUN)


def decided(outcome: FindingOutcome = ORDERED, on: date = BEGUN) -> Finding:
    heard = findings.answer(opened(), said_all=True)
    return findings.decide(heard, ruling(outcome, on), "officer:one", on)


@pytest.mark.parametrize(
    ("kind", "made", "valid_to", "due"),
    [
        (K.LICENCE, date(2026, 3, 2), None, date(2026, 5, 6)),  # 1 May: moved behind the holiday
        (K.LICENCE, date(2026, 3, 10), None, date(2026, 5, 9)),  # a Saturday on which everybody works
        (K.CERTIFICATE, date(2026, 3, 12), None, date(2026, 5, 11)),
        (
            K.CERTIFICATE,
            date(2026, 3, 12),
            date(2026, 3, 20),
            date(2026, 4, 20),
        ),  # 30 days after its end: Sunday
        (K.CERTIFICATE, date(2026, 3, 12), date(2026, 12, 31), date(2026, 5, 11)),
        (K.LICENCE, date(2026, 3, 12), date.max, date(2026, 5, 11)),
        (K.SME_PAYMENT, date(2026, 3, 12), None, date(2026, 9, 8)),
        (K.STATEMENT, date(2026, 3, 12), None, None),
        (K.INDUSTRY, date(2026, 3, 12), None, None),
        (K.LICENCE, date(2020, 10, 26), None, None),  # before the rule
    ],
)
def test_a_check_is_due_by_type(
    kind: CommitmentType, made: date, valid_to: date | None, due: date | None
) -> None:
    found = checks.due_by_type(kind, made, valid_to)
    assert (found.day if found else None) == due


def test_a_check_for_a_reason_has_its_working_days() -> None:
    assert checks.due_by_reason(CheckReason.TIP, BEGUN).day == date(2026, 3, 23)
    assert checks.due_by_reason(CheckReason.OWN, BEGUN).day == date(2026, 3, 16)


@pytest.mark.parametrize(("day", "name"), [("2026-03-31", "2026-Q1"), ("2026-04-01", "2026-Q2")])
def test_a_draw_is_for_a_quarter(day: str, name: str) -> None:
    assert checks.quarter(date.fromisoformat(day)) == name


@given(st.sets(st.text(min_size=1, max_size=8), max_size=80), st.text(min_size=1, max_size=20))
def test_a_draw_can_be_repeated_and_takes_its_share(candidates: set[str], seed: str) -> None:
    drawn = checks.draw(candidates, seed, BEGUN)
    assert drawn == checks.draw(sorted(candidates, reverse=True), seed, BEGUN)
    assert set(drawn) <= candidates
    assert len(drawn) == -(-len(candidates) * 50 // 1000)


def test_another_seed_draws_others() -> None:
    everyone = [f"{number:04}" for number in range(400)]
    first, second = (checks.draw(everyone, seed, BEGUN) for seed in ("one", "two"))
    assert len(first) == len(second) == 20
    assert first != second


@pytest.mark.parametrize(("workdays", "allowed"), [(4, False), (5, True), (15, True), (16, False)])
def test_the_time_for_a_statement_has_bounds(workdays: int, allowed: bool) -> None:
    if allowed:
        assert opened(workdays).notice.until > BEGUN
    else:
        with pytest.raises(RuleError, match=r"finding\.answer_days"):
            opened(workdays)


def test_silence_counts_after_the_last_day_of_the_later_calendar() -> None:
    served = date(2025, 3, 24)  # five working days: 31 March, a holiday in Xinjiang
    case = findings.notify(checked(), K.LICENCE, told(served_on=served), "officer:tells", served)
    assert case.notice.until < case.notice.open_until
    with pytest.raises(RuleError, match=r"finding\.unheard"):
        findings.decide(case, ruling(on=case.notice.open_until), "officer:one", case.notice.open_until)
    after = case.notice.open_until + timedelta(days=1)
    assert (
        findings.decide(case, ruling(on=after), "officer:one", after).state is FindingState.CORRECTION_ORDERED
    )


def test_an_answer_ends_the_time_only_when_everything_is_said() -> None:
    some = findings.answer(opened(), said_all=False)
    assert not findings.is_heard(some, BEGUN)
    everything = findings.answer(some, said_all=True)
    assert findings.is_heard(everything, BEGUN)
    assert findings.is_heard(findings.answer(everything, said_all=False), BEGUN)


@pytest.mark.parametrize(
    ("service", "days", "allowed"),
    [
        (Service.PORTAL, 0, True),
        (Service.PORTAL, 1, False),
        (Service.POST, 3, True),
        (Service.DIRECT, -1, False),
        (Service.ANNOUNCEMENT, 120, True),
        (Service.ANNOUNCEMENT, 121, False),
    ],
)
def test_the_time_runs_from_service_and_never_from_before(service: Service, days: int, allowed: bool) -> None:
    said = told(service, BEGUN + timedelta(days=days))
    if allowed:
        made = findings.notify(checked(), K.LICENCE, said, "officer:tells", BEGUN)
        assert made.notice.until > said.served_on
    else:
        with pytest.raises(InputError, match=r"finding\.served"):
            findings.notify(checked(), K.LICENCE, said, "officer:tells", BEGUN)


@pytest.mark.parametrize("by", ["officer:checks", "officer:tells"])
def test_who_checked_or_told_does_not_decide(by: str) -> None:
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        findings.decide(findings.answer(opened(), said_all=True), ruling(on=BEGUN), by, BEGUN)


@pytest.mark.parametrize("kind", [K.STATEMENT, K.INDUSTRY, K.SME_PAYMENT])
def test_where_no_administrative_decision_rests_on_a_promise_none_is_taken_back(kind: CommitmentType) -> None:
    heard = findings.answer(opened(kind=kind), said_all=True)
    for outcome in (FindingOutcome.ENDED, FindingOutcome.REVOKED):
        with pytest.raises(RuleError, match=r"finding\.outcome"):
            findings.decide(heard, ruling(outcome), "officer:one", BEGUN)
    assert findings.outcomes(kind, BEGUN) == (ORDERED, FindingOutcome.PENALISED)


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (180, True), (181, False)])
def test_an_ordered_correction_has_its_day(days: int, allowed: bool) -> None:
    heard = findings.answer(opened(), said_all=True)
    asked = ruling(on=BEGUN)._replace(correct_by=BEGUN + timedelta(days=days))
    if allowed:
        assert findings.decide(heard, asked, "officer:one", BEGUN).decision is not None
    else:
        with pytest.raises(InputError, match=r"finding\.correct_by"):
            findings.decide(heard, asked, "officer:one", BEGUN)


def test_a_penalty_is_named() -> None:
    heard = findings.answer(opened(), said_all=True)
    asked = ruling(FindingOutcome.PENALISED)._replace(penalty_no="")
    with pytest.raises(InputError, match=r"finding\.penalty_no"):
        findings.decide(heard, asked, "officer:one", BEGUN)


def test_the_remedy_clause_has_its_days() -> None:
    remedy = findings.remedy("甲机关", "乙法院", date(2026, 8, 31))
    assert remedy.review_until == date(2026, 10, 30)
    assert remedy.suit_until == date(2027, 2, 28)
    assert remedy.text.startswith("如不服本决定，可以自收到本决定之日起60日内向甲机关申请行政复议")
    assert "6个月内依法向乙法院提起行政诉讼" in remedy.text


def test_a_correction_is_missed_only_after_a_last_day_that_moved_behind_a_rest() -> None:
    case = decided()
    until = case.decision.correct_by if case.decision else BEGUN
    assert until == date(2026, 4, 1)
    with pytest.raises(RuleError, match=r"finding\.correcting"):
        findings_after.find_uncorrected(case, until)
    missed = findings_after.find_uncorrected(case, date(2026, 4, 2))
    assert published(missed) == case.decision
    mended = findings_after.correct(missed, date(2026, 4, 3), date(2026, 4, 3))
    assert (mended.state, mended.corrected_on) == (FindingState.CORRECTED, date(2026, 4, 3))
    with pytest.raises(ConflictError, match=r"finding\.no_correction"):
        findings_after.correct(mended, date(2026, 4, 3), date(2026, 4, 3))
    with pytest.raises(InputError, match=r"finding\.corrected_on"):
        findings_after.correct(case, date(2026, 4, 4), date(2026, 4, 3))


def test_a_contested_decision_stays_until_it_is_changed_or_gone() -> None:
    case = findings_after.contest(decided(), ContestKind.REVIEW, BEGUN, "〔2026〕复1号", BEGUN)
    assert published(case) is not None
    with pytest.raises(ConflictError, match=r"finding\.contested"):
        findings_after.contest(case, ContestKind.SUIT, BEGUN, "〔2026〕行初1号", BEGUN)
    other = ruling(FindingOutcome.ENDED)._replace(number="〔2026〕复决1号")
    changed = findings_after.resolve(case, ContestResult.CHANGED, other, "officer:two", BEGUN)
    assert [one.number for one in changed.former] == ["乌市监违诺〔2026〕1号"]
    assert published(changed) == changed.decision
    again = findings_after.contest(changed, ContestKind.SUIT, BEGUN, "〔2026〕行初1号", BEGUN)
    gone = findings_after.resolve(again, ContestResult.RESCINDED, None, "officer:two", BEGUN)
    assert (published(gone), len(gone.former), gone.contest) == (None, 2, None)
    with pytest.raises(InputError, match=r"finding\.changed"):
        findings_after.resolve(case, ContestResult.CHANGED, None, "officer:two", BEGUN)


def test_nothing_is_left_to_contest_in_what_was_taken_back() -> None:
    case = findings_after.contest(decided(), ContestKind.SUIT, BEGUN, "〔2026〕行初1号", BEGUN)
    gone = findings_after.rescind(case, BEGUN)
    assert (gone.state, gone.contest, published(gone)) == (FindingState.RESCINDED, None, None)
    assert gone.contests[0].result is ContestResult.RESCINDED


def test_what_is_not_decided_is_neither_contested_nor_rescinded() -> None:
    for case in (opened(), findings.withdraw(opened()), decided(FindingOutcome.NOT_ESTABLISHED)):
        with pytest.raises(ConflictError, match=r"finding\.not_decided"):
            findings_after.contest(case, ContestKind.REVIEW, BEGUN, "1", BEGUN)
        with pytest.raises(ConflictError, match=r"finding\.not_decided"):
            findings_after.rescind(case, BEGUN)
        with pytest.raises(ConflictError, match=r"finding\.not_contested"):
            findings_after.resolve(case, ContestResult.UPHELD, None, "officer:two", BEGUN)
