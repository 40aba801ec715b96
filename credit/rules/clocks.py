"""Clocks of cases: working days, pauses that give back exactly their own, extensions, and their end.

A period is read on the national and on the regional calendar. What is shown is the earlier last day;
late is only who is late under both. The day of an event is not counted (民法典 Art 201): not the day on which
a clock begins, nor any day of a pause, its first and the one on which the clock goes on among them. Whoever
is late stays late: what comes after the last day gives nothing back.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from credit.domain.casework import Clock, Milestones, Pause, PauseReason, Reading
from credit.domain.errors import RuleError
from credit.rules import packs
from credit.rules.calendars import CIVIL_CODE, PENALTY_LAW, Calendar, expected_workday, is_loaded
from credit.rules.citations import cites

CASEWORK: Final = packs.topic("casework")
SETTING: Final = "案件办理（本系统设置）"
LICENSING_LAW: Final = "行政许可法"
LONGEST: Final = 400  # working days: nothing in law is longer
LATE_TOO: Final = frozenset(
    {PauseReason.CORRECTION, PauseReason.SUIT}
)  # they are not the officer's to choose
_ONE_DAY: Final = timedelta(days=1)


class _Run(NamedTuple):
    """A clock on one calendar: the last day, the one from which others are told, the days used so far."""

    due: date
    tell: date
    used: int


@cites(PENALTY_LAW, "第八十五条")
def start(on: date, workdays: int) -> Clock:
    """A clock that begins with an event of this day. Raises RuleError `clock.workdays` (most=…)."""
    if not 1 <= workdays <= LONGEST:
        raise RuleError("clock.workdays", most=LONGEST)
    return Clock(started_on=on, workdays=workdays)


@cites(CIVIL_CODE, "第二百零一条")
def pause(clock: Clock, on: date, reason: PauseReason, note: str = "") -> Clock:
    """Stand still from this day on; a clock that is late stays late, and may wait for others alone.

    Raises RuleError `clock.ended`, `clock.paused`, `clock.overdue` (not in `LATE_TOO`), `clock.order` (a day
    before the last event of the clock).
    """
    _require_running(clock, on)
    if clock.open_pause is not None:
        raise RuleError("clock.paused")
    if reason not in LATE_TOO and reading(clock, on).overdue:
        raise RuleError("clock.overdue")
    return replace(clock, pauses=(*clock.pauses, Pause(since=on, reason=reason, note=note)))


@cites(CIVIL_CODE, "第二百零一条")
def resume(clock: Clock, on: date) -> Clock:
    """Go on: the next day counts again. Raises RuleError `clock.ended`, `clock.running`, `clock.order`."""
    _require_running(clock, on)
    held = clock.open_pause
    if held is None:
        raise RuleError("clock.running")
    return replace(clock, pauses=(*clock.pauses[:-1], replace(held, until=on)))


@cites(LICENSING_LAW, "第四十二条", unverified=True)
def extend(clock: Clock, on: date, days: int) -> Clock:
    """Give a clock more working days.

    Raises RuleError `clock.ended`, `clock.overdue`, `clock.order`, `clock.extension` (most=… days left to
    give).
    """
    _require_running(clock, on)
    if reading(clock, on).overdue:
        raise RuleError("clock.overdue")
    most = longest_extension(clock, on)
    if not 1 <= days <= most:
        raise RuleError("clock.extension", most=most)
    return replace(clock, extra=clock.extra + days)


@cites(LICENSING_LAW, "第四十二条", unverified=True)
def longest_extension(clock: Clock, on: date) -> int:
    """By how many working days a clock may still be extended."""
    percent: int = CASEWORK.at(on)["extension_percent"]
    return max(0, clock.workdays * percent // 100 - clock.extra)


@cites(PENALTY_LAW, "第八十五条")
def end(clock: Clock, on: date) -> Clock:
    """Stop for good. Raises RuleError `clock.ended`, `clock.order`."""
    _require_running(clock, on)
    return replace(clock, ended_on=on)


@cites(PENALTY_LAW, "第八十五条")
@cites(CIVIL_CODE, "第二百零一条、第二百零三条")
def reading(clock: Clock, on: date) -> Reading:
    """What a clock says at the end of a day, or at its own end where that was before."""
    day = on if clock.ended_on is None else min(on, clock.ended_on)
    runs = [_run(clock, day, calendar) for calendar in Calendar]
    used = max(run.used for run in runs)
    paused = clock.ended_on is None and _stands_still(clock, day)
    near = day >= min(run.tell for run in runs)
    return Reading(
        due=min(run.due for run in runs),
        firm=_firm(clock.started_on, max(run.due for run in runs)),
        used=used,
        left=max(0, clock.total - used),
        paused=paused,
        overdue=day > max(run.due for run in runs),
        escalate=near and not paused and clock.ended_on is None,
    )


@cites(SETTING, "设置项", unverified=True)
def milestones(clock: Clock, on: date) -> Milestones | None:
    """The days of a clock; None for one that is over, or paused in time: then nothing comes by itself."""
    if clock.ended_on is not None:
        return None
    runs = [_run(clock, on, calendar) for calendar in Calendar]
    last = max(run.due for run in runs)
    if clock.open_pause is not None and on <= last:
        return None
    return Milestones(
        due=min(run.due for run in runs),
        escalate_from=min(run.tell for run in runs),
        late_from=last + _ONE_DAY,
        firm=_firm(clock.started_on, last),
    )


def _run(clock: Clock, on: date, calendar: Calendar) -> _Run:
    tell, used = _share(clock), 0
    due = told = clock.started_on
    for counted, day in enumerate(_counted_days(clock, on, calendar), 1):
        used += day <= on
        told = day if counted <= tell else told
        due = day if counted <= clock.total else due
        if counted >= clock.total and day >= on:
            break
    return _Run(due, told, used)


def _share(clock: Clock) -> int:
    """The number of the working day from which others are told: never later than the last one."""
    percent: int = CASEWORK.at(clock.started_on)["escalate_percent"]
    return min(clock.total, -(-clock.total * percent // 100))


def _counted_days(clock: Clock, on: date, calendar: Calendar) -> Iterator[date]:
    """The working days that count, without end. on: the day up to which an open pause is known to last."""
    day = clock.started_on
    while True:
        day += _ONE_DAY
        if expected_workday(day, calendar) and not _is_given_back(clock, day, on):
            yield day


def _is_given_back(clock: Clock, day: date, on: date) -> bool:
    return any(one.since <= day <= (one.until or on) for one in clock.pauses)


def _stands_still(clock: Clock, day: date) -> bool:
    return any(one.since <= day and (one.until is None or day < one.until) for one in clock.pauses)


def _firm(first: date, last: date) -> bool:
    years = range((first + _ONE_DAY).year, last.year + 1)
    return all(is_loaded(year, calendar) for year in years for calendar in Calendar)


def _require_running(clock: Clock, on: date) -> None:
    if clock.ended_on is not None:
        raise RuleError("clock.ended")
    if on < max(_events(clock)):
        raise RuleError("clock.order")


def _events(clock: Clock) -> Iterator[date]:
    yield clock.started_on
    for one in clock.pauses:
        yield one.until or one.since
