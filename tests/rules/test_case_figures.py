"""A median of counted values, and how much of small numbers gets out."""

from collections import Counter
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from credit.domain.casework import CaseKind
from credit.domain.casework_board import PublicLine
from credit.rules import case_figures

MINIMUM = 5


def line(division: str, received: int, closed: int) -> PublicLine:
    return PublicLine(
        division=division, kind=CaseKind.REPAIR, received=received, closed=closed, median=3.0, in_time=100
    )


@given(st.lists(st.integers(0, 60), max_size=40))
def test_the_median_is_that_of_the_values_one_by_one(values: list[int]) -> None:
    found = case_figures.median(Counter(values))
    assert found == (median(values) if values else None)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12))
def test_nobody_can_work_out_a_small_number(counts: list[tuple[int, int]]) -> None:
    lines = [line(f"65{number:04d}", *pair) for number, pair in enumerate(counts)]
    whole = line("", sum(one.received for one in lines), sum(one.closed for one in lines))
    shown = case_figures.publishable(lines, whole, MINIMUM)
    assert all(min(one.received, one.closed) >= MINIMUM for one in shown)
    if not shown:
        return
    assert shown[0] == whole
    for left in (
        whole.received - sum(one.received for one in shown[1:]),
        whole.closed - sum(one.closed for one in shown[1:]),
    ):
        assert left == 0 or left >= MINIMUM


def test_what_is_large_enough_is_shown() -> None:
    lines = [line("650102", 9, 8), line("653101", 7, 7)]
    whole = line("", 16, 15)
    assert [one.division for one in case_figures.publishable(lines, whole, MINIMUM)] == [
        "",
        "650102",
        "653101",
    ]
    assert case_figures.publishable(lines, None, MINIMUM) == ()


@given(st.lists(st.integers(0, 20), max_size=12))
def test_nobody_can_work_out_a_small_part_of_a_sum(counts: list[int]) -> None:
    may = case_figures.shown(counts, MINIMUM)
    assert all(
        count == 0 or count >= MINIMUM for count, is_shown in zip(counts, may, strict=True) if is_shown
    )
    left = sum(count for count, is_shown in zip(counts, may, strict=True) if not is_shown)
    few = sum(counts) < MINIMUM
    assert left == 0 or left >= MINIMUM or few
    assert few or any(0 < count < MINIMUM for count in counts) is not all(may)


def test_the_smallest_goes_with_what_is_too_small() -> None:
    assert case_figures.shown([0, 2, 7, 9], MINIMUM) == (True, False, False, True)
    assert case_figures.shown([6, 6, 0], MINIMUM) == (True, True, True)
