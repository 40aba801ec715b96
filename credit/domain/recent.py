"""What was published in the last days, as a list with places in it."""

import re
from dataclasses import dataclass
from datetime import date

from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.notices import PublicNotice

WEEK = 7  # days

_POSITION = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9a-z]{1,40})\.([0-9a-z]{1,40}|~)")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the list: a day of publication, a subject's key, and the id of its record there.

    A notice that belongs to no subject has its own key in both places.
    """

    day: date
    key: str
    record: str

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """From its text in an address; None for whatever else stands there."""
        found = _POSITION.fullmatch(text)
        if found is None:
            return None
        try:
            return cls(date.fromisoformat(found[1]), found[2], found[3])
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.day.isoformat()}.{self.key}.{self.record}"


@dataclass(frozen=True, slots=True)
class Published:
    """A record and whose it is."""

    dossier: Dossier
    record: PublicRecord


@dataclass(frozen=True, slots=True)
class Announced:
    """A notice of an authority, which is nobody's."""

    notice: PublicNotice


@dataclass(frozen=True, slots=True)
class Recently:
    """A page of the list, the day of publication newest first. total: records of the whole list."""

    items: tuple[Published | Announced, ...]
    total: int
    next: Position | None
