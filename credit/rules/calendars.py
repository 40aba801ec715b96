"""Working days (工作日): the national calendar and Xinjiang's on top of it.

The national one holds the State Council's yearly notices, adjusted working weekends included; the
regional one adds the days that the regional government's notices name. A year nobody published yet
has no firm dates: `add_workdays` refuses it, `deadline` answers with a date marked as expected.
Days are days in Asia/Shanghai.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import chinese_calendar

from credit.domain.errors import RuleError
from credit.rules.citations import cites

HOLIDAYS: Final = "全国年节及纪念日放假办法"
CIVIL_CODE: Final = "民法典"
PENALTY_LAW: Final = "行政处罚法"
_ONE_DAY: Final = timedelta(days=1)
_REGIONAL_FILE: Final = Path(__file__).parent / "calendars_data" / "xinjiang.toml"


class Calendar(StrEnum):
    """Whose working days count."""

    NATIONAL = "CN"
    XINJIANG = "CN-65"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period of working days. firm: False means expected (预计), not certain."""

    day: date
    firm: bool


@cache
def _regional() -> dict[int, dict[str, Any]]:
    document = tomllib.loads(_REGIONAL_FILE.read_text(encoding="utf-8"))
    return {entry["year"]: entry for entry in document["year"]}


@cache
def is_loaded(year: int, calendar: Calendar) -> bool:
    """Whether the working days of a year are known on a calendar."""
    try:
        chinese_calendar.is_workday(date(year, 1, 4))
    except NotImplementedError:
        return False
    return calendar is Calendar.NATIONAL or year in _regional()


@cites(HOLIDAYS, "第四条、第七条")
def fingerprint() -> int:
    """A number that changes when more is known of either calendar, or something else."""
    known = f"{version('chinesecalendar')} {_REGIONAL_FILE.read_text(encoding='utf-8')}"
    return int.from_bytes(blake2b(known.encode(), digest_size=6).digest())


@cites(HOLIDAYS, "第二条、第四条、第六条")
def is_workday(day: date, calendar: Calendar) -> bool:
    """Whether a day is a working day. Raises RuleError `calendar.not_loaded` for an unknown year."""
    if not is_loaded(day.year, calendar):
        raise RuleError("calendar.not_loaded", calendar=calendar.value, year=day.year)
    return _is_workday(day, calendar)


def _is_workday(day: date, calendar: Calendar) -> bool:
    """As `is_workday`, on the best that is known: national for regional, weekdays for national."""
    if calendar is Calendar.XINJIANG and (entry := _regional().get(day.year)):
        if day in entry["days_off"]:
            return False
        if day in entry["workdays"]:
            return True
    if is_loaded(day.year, Calendar.NATIONAL):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


@lru_cache(maxsize=20_000)
def expected_workday(day: date, calendar: Calendar) -> bool:
    """Whether a day is taken for a working day: as `is_workday`, and the best guess in other years."""
    return _is_workday(day, calendar)


@cites(PENALTY_LAW, "第八十五条")
@cites(CIVIL_CODE, "第二百零一条")
def add_workdays(start: date, count: int, calendar: Calendar) -> date:
    """The `count`th working day after `start`, the day of the event not counted.

    Raises RuleError `calendar.not_loaded` when it runs into a year that is not loaded.
    """
    found = deadline(start, count, calendar)
    if not found.firm:
        year = start.year if not is_loaded(start.year, calendar) else found.day.year
        raise RuleError("calendar.not_loaded", calendar=calendar.value, year=year)
    return found.day


@cites(PENALTY_LAW, "第八十五条")
def deadline(start: date, count: int, calendar: Calendar) -> Deadline:
    """As `add_workdays`, but beyond the loaded years an expected day instead of a refusal.

    Raises RuleError `calendar.count` for fewer than one day.
    """
    if count < 1:
        raise RuleError("calendar.count", count=count)
    day, left, firm = start, count, True
    while left:
        day += _ONE_DAY
        firm = firm and is_loaded(day.year, calendar)
        left -= _is_workday(day, calendar)
    return Deadline(day, firm)


@cites(HOLIDAYS, "第四条")
def earlier_deadline(start: date, count: int) -> Deadline:
    """The earlier of the national and the regional date: who keeps it is late on neither reading."""
    national = deadline(start, count, Calendar.NATIONAL)
    regional = deadline(start, count, Calendar.XINJIANG)
    return Deadline(min(national.day, regional.day), national.firm and regional.firm)


@cites(CIVIL_CODE, "第二百零三条")
def moved_to_workday(last: date, calendar: Calendar) -> Deadline:
    """The last day of a period for an act; one that falls on a day of rest moves behind the rest."""
    day, firm = last, is_loaded(last.year, calendar)
    while not _is_workday(day, calendar):
        day += _ONE_DAY
        firm = firm and is_loaded(day.year, calendar)
    return Deadline(day, firm)
