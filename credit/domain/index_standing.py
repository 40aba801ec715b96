"""How far an index of the search has followed the register."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class IndexStanding:
    """How an index that holds the change log up to a position stands to the register.

    head: last change of the log. reached: when the last change that the index holds was committed.
    waiting_since: when the oldest one that it lacks was, None where it lacks nothing.
    """

    position: int
    head: int
    reached: datetime | None
    waiting_since: datetime | None

    @property
    def behind(self) -> int:
        """Changes that the index lacks."""
        return max(0, self.head - self.position)

    def seconds(self, now: datetime) -> float:
        """For how long the oldest change has been waiting."""
        return max(0.0, (now - self.waiting_since).total_seconds()) if self.waiting_since else 0.0
