"""The more favourable of the rule at publication and the rule now; what has ended stays ended."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.records import Penalty
from credit.domain.values import Money
from credit.domain.vocabulary import PenaltyKind, SubjectClass
from credit.rules import publication
from credit.rules.packs import Topic
from credit.rules.periods import last_day
from credit.rules.publication import PENALTIES

FINED = Penalty(
    decision_no="1",
    violation="x",
    kinds=(PenaltyKind.FINE,),
    decided_on=date(2024, 1, 1),
    fine=Money(Decimal(50)),
)
LONGER_AGAIN = date(2028, 1, 1)


@pytest.fixture
def three_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    """After today's two rules a third one, as long as the first."""
    first, second = PENALTIES.packs
    third = replace(first, name="longer-again", starts=LONGER_AGAIN, ends=None)
    ended = replace(second, ends=date(2027, 12, 31))
    packs = (first, ended, third)
    topic = Topic("penalty_publication", packs, tuple(pack.starts for pack in packs))
    monkeypatch.setattr(publication, "PENALTIES", topic)


def shown(published: date, on: date) -> bool:
    return publication.penalty(FINED, published, SubjectClass.COMPANY, on).shown


@pytest.mark.usefixtures("three_packs")
def test_what_ran_out_under_a_shorter_rule_does_not_come_back() -> None:
    published = date(2025, 6, 1)
    assert shown(published, date(2026, 6, 1))
    assert not shown(published, date(2026, 6, 2))
    assert not shown(published, LONGER_AGAIN)
    assert last_day(published, years=3) > LONGER_AGAIN  # both the first and the last rule would show it


@pytest.mark.usefixtures("three_packs")
def test_a_longer_rule_does_not_lengthen_what_was_published_under_a_shorter() -> None:
    published = date(2027, 6, 1)
    answer = publication.penalty(FINED, published, SubjectClass.COMPANY, LONGER_AGAIN)
    assert answer.until == date(2028, 6, 1)
    assert set(answer.packs) == {"longer-again", "order-107"}


amounts = st.decimals(Decimal("0.01"), Decimal(1000), places=2)
published_days = st.dates(date(2021, 9, 1), date(2030, 1, 1))


@given(amounts, amounts, published_days, st.integers(0, 1500))
def test_a_higher_fine_is_never_shown_shorter(one: Decimal, other: Decimal, day: date, later: int) -> None:
    on = date.fromordinal(day.toordinal() + later)
    low, high = (
        publication.penalty(replace_fine(amount), day, SubjectClass.COMPANY, on).until
        for amount in sorted((one, other))
    )
    assert low is not None
    assert high is not None
    assert low <= high


def replace_fine(amount: Decimal) -> Penalty:
    return Penalty(
        decision_no="1",
        violation="x",
        kinds=(PenaltyKind.FINE,),
        decided_on=date(2024, 1, 1),
        fine=Money(amount),
    )


@given(st.sets(st.sampled_from(PenaltyKind), min_size=1), st.sampled_from(PenaltyKind), published_days)
def test_a_further_kind_of_penalty_never_shortens(
    kinds: set[PenaltyKind], more: PenaltyKind, day: date
) -> None:
    def until(chosen: set[PenaltyKind]) -> date:
        content = Penalty(decision_no="1", violation="x", kinds=tuple(sorted(chosen)), decided_on=day)
        answer = publication.penalty(content, day, SubjectClass.COMPANY, day)
        return answer.until if answer.until and answer.shown else date.min

    assert until(kinds) <= until(kinds | {more})
