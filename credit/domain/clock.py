"""Legal time: one clock, Asia/Shanghai, handed down as an argument."""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present moment, aware, in Asia/Shanghai."""
        ...

    def today(self) -> date:
        """The calendar day of `now`."""
        ...


class SystemClock:
    """The machine's clock, read in legal time."""

    def now(self) -> datetime:
        return datetime.now(SHANGHAI)

    def today(self) -> date:
        return self.now().date()


class FixedClock:
    """A clock that stands still: for tests, benchmarks and reproducible demo data."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment.astimezone(SHANGHAI)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()
