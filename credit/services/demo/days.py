"""Days around the reference day, as cached dates and moments."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from credit.domain.clock import SHANGHAI
from credit.services.demo.dice import Dice


@lru_cache(maxsize=40_000)
def day(ordinal: int) -> date:
    """The date of a proleptic Gregorian ordinal; one object a day saves memory and time."""
    return date.fromordinal(ordinal)


@lru_cache(maxsize=40_000)
def moment(ordinal: int, hour: int) -> datetime:
    """A moment of the day in legal time."""
    found = day(ordinal)
    return datetime(found.year, found.month, found.day, hour, (ordinal * 7 + hour * 13) % 60, tzinfo=SHANGHAI)


def ordinal(year: int, month: int, of_month: int) -> int:
    return date(year, month, of_month).toordinal()


def chinese(found: date) -> str:
    """The day as Chinese prose writes it: 2026年3月15日."""
    return f"{found.year}年{found.month}月{found.day}日"


@dataclass(frozen=True, slots=True)
class Horizon:
    """The reference day of the region as an ordinal; nothing is published after it."""

    today: int

    def year(self) -> int:
        return day(self.today).year

    def missing_report_year(self) -> int:
        """The latest year whose annual report (due by 30 June) can already be missing from the list."""
        found = day(self.today)
        return found.year - 1 if (found.month, found.day) >= (7, 14) else found.year - 2

    def listing_day(self, dice: Dice, report_year: int) -> int:
        """A day within ten working days after the reporting window of that year closed."""
        return ordinal(report_year + 1, 7, 1) + dice.between(1, 12)
