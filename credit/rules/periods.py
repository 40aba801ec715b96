"""Periods of months and years in calendar time (民法典 Arts 200-203).

The day of the event is not counted; the period ends with the corresponding day of its last month,
or with the last day of that month where there is none, at 24:00.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from credit.rules.citations import cites

CIVIL_CODE: Final = "民法典"
_ONE_DAY: Final = timedelta(days=1)


@cites(CIVIL_CODE, "第二百零一条、第二百零二条")
def last_day(start: date, *, months: int = 0, years: int = 0) -> date:
    """The last day of a period of `months` and `years` that begins with an event on `start`."""
    total = start.year * 12 + start.month - 1 + months + 12 * years
    year, month = total // 12, total % 12 + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(start.day, monthrange(year, month)[1]))


@cites(CIVIL_CODE, "第二百零一条、第二百零二条")
def first_day_after(start: date, *, months: int = 0, years: int = 0) -> date:
    """The first day after the period has run out: something due "after N months" may begin then."""
    return following(last_day(start, months=months, years=years)) or date.max


def following(day: date) -> date | None:
    """The next day; None after the last day there is, which stands for an end that never comes."""
    return day + _ONE_DAY if day < date.max else None


def preceding(day: date) -> date:
    """The day before, or the first day there is."""
    return day - _ONE_DAY if day > date.min else day
