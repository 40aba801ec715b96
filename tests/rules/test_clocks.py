"""Clocks of cases: against a count day by day, and in what must hold of every clock."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.domain.casework import Clock, Pause, PauseReason
from credit.domain.errors import RuleError
from credit.rules import clocks
from credit.rules.calendars import Calendar, expected_workday
from credit.rules.citations import citations_of

DAY = timedelta(days=1)
starts = st.dates(date(2021, 1, 1), date(2028, 12, 31))
lengths = st.integers(1, 30)
gaps = st.integers(0, 25)


def days_on(calendar: Calendar, first: date, last: date) -> list[date]:
    """The working days after `first` up to `last`."""
    span = [first + DAY * step for step in range(1, (last - first).days + 1)]
    return [day for day in span if expected_workday(day, calendar)]


def simulated(dice: Random) -> tuple[Clock, date]:
    """A clock that was paused, resumed, extended and ended as chance would have it, and the day after."""
    day = date(2021, 1, 1) + DAY * dice.randrange(2900)
    clock = clocks.start(day, dice.randint(1, 30))
    for _ in range(dice.randrange(5)):
        day += DAY * dice.randrange(12)
        act = dice.choice((_pause, _resume, _extend))
        try:
            clock = act(clock, day, dice)
        except RuleError:
            continue
    day += DAY * dice.randrange(25)
    return (clocks.end(clock, day) if dice.random() < 0.2 else clock), day + DAY * dice.randrange(10)


def _pause(clock: Clock, day: date, dice: Random) -> Clock:
    return clocks.pause(clock, day, dice.choice(tuple(PauseReason)))


def _resume(clock: Clock, day: date, dice: Random) -> Clock:
    return clocks.resume(clock, day)


def _extend(clock: Clock, day: date, dice: Random) -> Clock:
    return clocks.extend(clock, day, dice.randint(1, 5))


def counted(clock: Clock, on: date, calendar: Calendar) -> int:
    """The naive count: every day on its own, every pause on its own."""
    last = min(on, clock.ended_on) if clock.ended_on else on
    return sum(
        expected_workday(day, calendar)
        and all(day < one.since or (one.until is not None and day > one.until) for one in clock.pauses)
        for day in (clock.started_on + DAY * step for step in range(1, (last - clock.started_on).days + 1))
    )


def test_ten_thousand_clocks_agree_with_a_count_day_by_day() -> None:
    dice = Random(20260615)
    seen = {"paused": 0, "overdue": 0, "escalate": 0, "extended": 0, "ended": 0}
    for _ in range(10_000):
        clock, on = simulated(dice)
        read = clocks.reading(clock, on)
        used = [counted(clock, on, calendar) for calendar in Calendar]
        assert read.used == max(used), clock
        assert read.left == max(0, clock.total - max(used)), clock
        assert read.overdue == _gone_by(clock, on), clock
        assert read.paused == (clock.open_pause is not None and clock.ended_on is None), clock
        for name in ("paused", "overdue", "escalate"):
            seen[name] += getattr(read, name)
        seen["extended"] += clock.extra > 0
        seen["ended"] += clock.ended_on is not None
    assert min(seen.values()) > 300, seen  # or it proves less than it says


def _gone_by(clock: Clock, on: date) -> bool:
    """Whether the last day has gone by under every calendar."""
    last = min(on, clock.ended_on) if clock.ended_on else on
    return all(counted(clock, last - DAY, calendar) >= clock.total for calendar in Calendar)


@given(starts, lengths, gaps, gaps)
def test_a_pause_gives_back_exactly_its_working_days(start: date, length: int, wait: int, span: int) -> None:
    clock = clocks.start(start, length)
    since = start + DAY * wait
    if clocks.reading(clock, since).left == 0:
        return
    paused = clocks.pause(clock, since, PauseReason.EXPERT)
    until = since + DAY * span
    gone_on = clocks.resume(paused, until)
    for calendar in Calendar:
        given_back = len(days_on(calendar, max(since - DAY, start), until))
        longer = replace(clock, workdays=length + given_back)
        assert _due(gone_on, calendar) == _due(longer, calendar)


@given(starts, lengths, gaps, gaps)
def test_the_day_on_which_a_clock_goes_on_is_not_counted(
    start: date, length: int, wait: int, span: int
) -> None:
    """The answer of an applicant is an event: the day after it is the first of what is left."""
    clock, since = clocks.start(start, length), start + DAY * wait
    if clocks.reading(clock, since).overdue:
        return
    paused = clocks.pause(clock, since, PauseReason.CORRECTION)
    until = since + DAY * span
    gone_on = clocks.resume(paused, until)
    then, now = clocks.reading(paused, until), clocks.reading(gone_on, until)
    assert (now.used, now.left, now.due) == (then.used, then.left, then.due)
    assert (then.paused, now.paused) == (True, False)
    counts = any(expected_workday(until + DAY, calendar) for calendar in Calendar)
    assert clocks.reading(gone_on, until + DAY).used <= now.used + counts
    if all(expected_workday(until + DAY, calendar) for calendar in Calendar):
        assert clocks.reading(gone_on, until + DAY).used == now.used + 1


@given(starts, lengths, st.integers(1, 40), gaps, st.sampled_from(sorted(clocks.LATE_TOO)))
def test_whoever_is_late_may_wait_and_stays_late(
    start: date, length: int, past: int, span: int, reason: PauseReason
) -> None:
    clock = clocks.start(start, length)
    ahead = clocks.milestones(clock, start)
    assert ahead is not None
    since = ahead.late_from + DAY * (past - 1)
    paused = clocks.pause(clock, since, reason)
    gone_on = clocks.resume(paused, since + DAY * span)
    for one in (paused, gone_on):
        read = clocks.reading(one, since + DAY * span)
        assert read.overdue
        assert (read.left, read.due) == (0, ahead.due)
        assert clocks.milestones(one, since + DAY * span) == ahead
    assert clocks.reading(paused, since).paused


def _due(clock: Clock, calendar: Calendar) -> date:
    day = clock.started_on
    while counted(clock, day, calendar) < clock.total:
        day += DAY
    return day


@given(starts, lengths, gaps)
def test_a_clock_only_goes_forward(start: date, length: int, wait: int) -> None:
    clock, read = clocks.start(start, length), None
    for step in range(wait + 40):
        now = clocks.reading(clock, start + DAY * step)
        if read is not None:
            assert now.used >= read.used
            assert now.left <= read.left
            assert now.due == read.due
            assert now.overdue or not read.overdue
            assert now.escalate or not read.escalate
        assert now.used + now.left == length or now.left == 0
        read = now


@given(starts, lengths)
def test_others_are_told_before_a_clock_is_overdue(start: date, length: int) -> None:
    clock = clocks.start(start, length)
    ahead = clocks.milestones(clock, start)
    assert ahead is not None
    assert start < ahead.escalate_from <= ahead.due < ahead.late_from
    assert clocks.reading(clock, ahead.escalate_from).escalate
    assert not clocks.reading(clock, ahead.escalate_from - DAY).escalate
    assert clocks.reading(clock, ahead.late_from).overdue
    assert not clocks.reading(clock, ahead.late_from - DAY).overdue


@given(starts, lengths, gaps, gaps)
def test_nobody_is_overdue_who_is_in_time_under_one_reading(
    start: date, length: int, wait: int, past: int
) -> None:
    clock, on = clocks.start(start, length), start + DAY * (wait + past)
    in_time = any(on <= _due(clock, calendar) for calendar in Calendar)
    assert clocks.reading(clock, on).overdue is not in_time


@given(starts, lengths, gaps, gaps)
def test_while_paused_the_day_slides_and_nothing_is_used(
    start: date, length: int, wait: int, span: int
) -> None:
    clock, since = clocks.start(start, length), start + DAY * wait
    if clocks.reading(clock, since).left == 0:
        return
    paused = clocks.pause(clock, since, PauseReason.CORRECTION, "等待材料")
    reads = [clocks.reading(paused, since + DAY * step) for step in range(span + 1)]
    assert {(one.used, one.left, one.paused, one.overdue, one.escalate) for one in reads} == {
        (reads[0].used, reads[0].left, True, False, False)
    }
    assert [one.due for one in reads] == sorted(one.due for one in reads)
    assert reads[-1].due > since + DAY * span
    assert clocks.milestones(paused, since) is None


def test_the_calendar_of_the_region_makes_nobody_late() -> None:
    clock = clocks.start(date(2025, 6, 5), 3)  # 6, 9 and 10 June 2025 were free in Xinjiang alone
    assert clocks.reading(clock, date(2025, 6, 5)).due == date(2025, 6, 10)
    assert not clocks.reading(clock, date(2025, 6, 13)).overdue
    assert clocks.reading(clock, date(2025, 6, 14)).overdue


def test_a_year_nobody_published_is_expected_only() -> None:
    assert clocks.reading(clocks.start(date(2025, 6, 5), 3), date(2025, 6, 5)).firm
    assert not clocks.reading(clocks.start(date(2025, 12, 30), 3), date(2025, 12, 30)).firm


def test_a_clock_that_ended_says_the_same_ever_after() -> None:
    ended = clocks.end(clocks.start(date(2025, 3, 3), 5), date(2025, 3, 6))
    assert clocks.reading(ended, date(2025, 3, 6)) == clocks.reading(ended, date(2026, 3, 6))
    assert clocks.reading(ended, date(2026, 3, 6)).used == 3


def test_what_a_clock_refuses() -> None:
    on = date(2025, 3, 3)
    clock = clocks.start(on, 5)
    held = clocks.pause(clock, on, PauseReason.SUIT)
    refusals: dict[str, Callable[[], Clock]] = {
        "clock.workdays": lambda: clocks.start(on, 0),
        "clock.running": lambda: clocks.resume(clock, on),
        "clock.order": lambda: clocks.end(clock, on - DAY),
        "clock.overdue": lambda: clocks.pause(clock, on + DAY * 30, PauseReason.OTHER),
        "clock.extension": lambda: clocks.extend(clock, on, 3),
        "clock.ended": lambda: clocks.end(clocks.end(clock, on), on),
        "clock.paused": lambda: clocks.pause(held, on + DAY, PauseReason.SUIT),
    }
    for code, act in refusals.items():
        with pytest.raises(RuleError) as refused:
            act()
        assert refused.value.code == code


def test_a_clock_that_was_extended_too_late_stays_late() -> None:
    late = Clock(started_on=date(2025, 3, 3), workdays=4)
    with pytest.raises(RuleError, match=r"clock\.overdue"):
        clocks.extend(late, date(2025, 4, 1), 1)
    assert clocks.longest_extension(late, date(2025, 3, 3)) == 2


def test_a_planned_end_of_a_pause_counts_from_the_start() -> None:
    held = Pause(since=date(2025, 3, 5), until=date(2025, 3, 10), reason=PauseReason.ANNOUNCEMENT)
    clock = Clock(started_on=date(2025, 3, 3), workdays=3, pauses=(held,))
    assert clocks.reading(clock, date(2025, 3, 4)).due == date(2025, 3, 12)
    assert clocks.reading(clock, date(2025, 3, 6)).paused
    assert not clocks.reading(clock, date(2025, 3, 10)).paused


@pytest.mark.parametrize("rule", [clocks.start, clocks.pause, clocks.extend, clocks.end, clocks.reading])
def test_rules_name_their_law(rule: object) -> None:
    assert citations_of(rule)  # type: ignore[arg-type]
