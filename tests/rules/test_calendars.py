"""Working days: properties of both calendars, and what is said about years nobody published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.errors import RuleError
from credit.rules.calendars import (
    Calendar,
    Deadline,
    add_workdays,
    deadline,
    earlier_deadline,
    is_loaded,
    is_workday,
    moved_to_workday,
)
from credit.rules.publication import takedown_due

loaded = st.dates(date(2025, 1, 1), date(2025, 11, 30))
any_day = st.dates(date(2000, 1, 1), date(2040, 1, 1))
calendars = st.sampled_from(list(Calendar))
counts = st.integers(1, 20)


@given(loaded, counts, calendars)
def test_the_answer_is_a_working_day_after_the_start(start: date, count: int, calendar: Calendar) -> None:
    day = add_workdays(start, count, calendar)
    between = [start + timedelta(days=n) for n in range(1, (day - start).days + 1)]
    assert is_workday(day, calendar)
    assert sum(is_workday(one, calendar) for one in between) == count


@given(any_day, counts, calendars)
def test_more_days_never_end_earlier(start: date, count: int, calendar: Calendar) -> None:
    assert deadline(start, count, calendar).day < deadline(start, count + 1, calendar).day


@given(any_day, counts)
def test_the_earlier_of_two_keeps_both(start: date, count: int) -> None:
    earlier = earlier_deadline(start, count)
    both = [deadline(start, count, calendar) for calendar in Calendar]
    assert earlier.day == min(one.day for one in both)
    assert earlier.firm == all(one.firm for one in both)


@given(any_day, counts, calendars)
def test_firm_dates_lie_in_loaded_years_only(start: date, count: int, calendar: Calendar) -> None:
    answer = deadline(start, count, calendar)
    years = {(start + timedelta(days=1)).year, answer.day.year}
    assert answer.firm == all(is_loaded(year, calendar) for year in years)


def test_an_unloaded_year_is_refused_or_expected() -> None:
    with pytest.raises(RuleError) as refused:
        add_workdays(date(2099, 3, 2), 3, Calendar.NATIONAL)
    assert refused.value.code == "calendar.not_loaded"
    assert deadline(date(2099, 3, 2), 3, Calendar.NATIONAL).firm is False
    with pytest.raises(RuleError):
        is_workday(date(2099, 3, 2), Calendar.NATIONAL)


def test_a_regional_year_that_was_not_found_is_expected_on_the_national_one() -> None:
    start = date(2024, 4, 8)
    national, regional = (deadline(start, 5, calendar) for calendar in Calendar)
    assert national.firm
    assert not regional.firm
    assert national.day == regional.day
    with pytest.raises(RuleError):
        add_workdays(start, 5, Calendar.XINJIANG)


def test_running_into_the_next_unloaded_year_is_refused() -> None:
    last = max(year for year in range(2020, 2098) if is_loaded(year, Calendar.NATIONAL))
    with pytest.raises(RuleError) as refused:
        add_workdays(date(last, 12, 25), 20, Calendar.NATIONAL)
    assert refused.value.params["year"] == last + 1


@pytest.mark.parametrize("count", [0, -1])
def test_no_days_are_no_period(count: int) -> None:
    with pytest.raises(RuleError) as refused:
        deadline(date(2025, 1, 1), count, Calendar.NATIONAL)
    assert refused.value.code == "calendar.count"


def test_a_last_day_of_rest_moves_behind_the_rest() -> None:
    assert moved_to_workday(date(2026, 10, 1), Calendar.NATIONAL).day == date(2026, 10, 8)
    assert moved_to_workday(date(2026, 2, 14), Calendar.NATIONAL).day == date(2026, 2, 14)
    assert moved_to_workday(date(2025, 6, 9), Calendar.XINJIANG).day == date(2025, 6, 11)


def test_a_withdrawn_decision_is_due_down_in_three_working_days() -> None:
    assert takedown_due(date(2025, 6, 5)) == Deadline(date(2025, 6, 10), firm=True)
    assert takedown_due(date(2026, 2, 12)) == Deadline(date(2026, 2, 24), firm=False)
