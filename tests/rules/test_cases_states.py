"""Orders and intended listings: whatever is done in whatever order, nobody is listed unheard."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.cases import LateFacts, ListingAct, ListingState, OrderAct, OrderState, Unmet
from credit.domain.errors import ConflictError, DomainError, RuleError
from credit.domain.vocabulary import AbnormalGround
from credit.rules import cases
from credit.rules.calendars import Calendar, is_workday

BEGUN = date(2025, 3, 3)
UNTIL = cases.answer_until(BEGUN, 5).day
steps = st.lists(st.tuples(st.sampled_from(ListingAct), st.integers(0, 5)), max_size=12)
lates = st.builds(
    LateFacts,
    ground=st.sampled_from(AbnormalGround),
    filed=st.booleans(),
    listed_before=st.booleans(),
    late_before=st.booleans(),
)
ENDS = {ListingState.LISTED, ListingState.NOT_LISTED, ListingState.EXEMPTED, ListingState.WITHDRAWN}


@given(steps, lates)
def test_a_listing_comes_after_an_answer_or_the_last_day(
    acts: list[tuple[ListingAct, int]], late: LateFacts
) -> None:
    state, on, heard = ListingState.NOTIFIED, BEGUN, False
    for act, days in acts:
        on += timedelta(days=days)
        try:
            after = cases.after_listing(state, act, UNTIL, on, late)
        except DomainError:
            assert state in ENDS or act in (ListingAct.LIST, ListingAct.EXEMPT)
            continue
        assert state not in ENDS  # what has ended stays ended
        if after is ListingState.LISTED:
            assert heard or on > UNTIL
            assert not (late.ground is AbnormalGround.REPORT_NOT_FILED and late.filed)
        if after is ListingState.EXEMPTED:
            assert late.ground is AbnormalGround.REPORT_NOT_FILED
            assert late.filed
            assert not late.listed_before
            assert not late.late_before
        heard = heard or act is ListingAct.ANSWER
        state = after


@given(st.lists(st.tuples(st.sampled_from(OrderAct), st.integers(0, 6)), max_size=12))
def test_an_order_is_unfulfilled_only_after_its_last_day(acts: list[tuple[OrderAct, int]]) -> None:
    due = cases.order_due(BEGUN).day
    state, on, answered = OrderState.OPEN, BEGUN, False
    for act, days in acts:
        on += timedelta(days=days)
        try:
            after = cases.after_order(state, act, due, on)
        except DomainError:
            continue
        assert state in (OrderState.OPEN, OrderState.ANSWERED)
        assert after is not OrderState.UNFULFILLED or on > due
        assert after is not OrderState.FULFILLED or answered
        answered = answered or act is OrderAct.ANSWER
        state = after


@given(st.dates(date(2024, 1, 2), date(2025, 11, 30)))
def test_an_order_ends_on_a_working_day_ten_days_later_or_after_the_rest(issued: date) -> None:
    found = cases.order_due(issued)
    assert found.day >= issued + timedelta(days=10)
    assert any(is_workday(found.day, one) for one in (Calendar.NATIONAL,))
    assert not cases.order_over(found.day, found.day)


@pytest.mark.parametrize(("workdays", "allowed"), [(4, False), (5, True), (10, True), (11, False)])
def test_the_time_to_answer_has_bounds(workdays: int, allowed: bool) -> None:
    if allowed:
        assert cases.answer_until(BEGUN, workdays).day > BEGUN
    else:
        with pytest.raises(RuleError, match=r"listing\.answer_days"):
            cases.answer_until(BEGUN, workdays)


def test_a_first_lateness_says_what_is_missing() -> None:
    bad = LateFacts(ground=AbnormalGround.REPORT_NOT_FILED, filed=False, listed_before=True, late_before=True)
    assert cases.first_lateness(bad) == (Unmet.NOT_FILED, Unmet.LISTED_BEFORE, Unmet.LATE_BEFORE)
    other = LateFacts(ground=AbnormalGround.UNREACHABLE, filed=True, listed_before=False, late_before=False)
    assert cases.first_lateness(other) == (Unmet.OTHER_GROUND,)


def test_an_order_that_is_closed_stays_closed() -> None:
    with pytest.raises(ConflictError, match=r"order\.closed"):
        cases.after_order(OrderState.FULFILLED, OrderAct.ANSWER, BEGUN, BEGUN)
