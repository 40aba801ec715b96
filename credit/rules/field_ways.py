"""On which ways a field may leave, and what is done to its text: the columns of the allow-list."""

from enum import StrEnum
from typing import Final, Self

import msgspec

from credit.domain.vocabulary import Channel

EVERYWHERE: Final = frozenset(Channel)
# read and taken away, neither matched nor announced
OPEN_DATA: Final = frozenset({Channel.PAGE, Channel.API, Channel.BULK})
ANNOUNCED: Final = OPEN_DATA | {Channel.FEED}
# one subject at a time: names of persons, long texts
ASKED_FOR: Final = frozenset({Channel.PAGE, Channel.API})
SHOWN_NAME: Final = ASKED_FOR | {Channel.CARD}  # the representative beside a result, never matched
PAGE_ONLY: Final = frozenset({Channel.PAGE})
FOUND: Final = OPEN_DATA | {Channel.SEARCH}
FILED: Final = FOUND | {Channel.FEED}


class Handling(StrEnum):
    """What happens to personal data found in a value."""

    AS_IS = "as_is"  # no text: dates, numbers, closed vocabularies, nested structs
    MASK = "mask"  # names, numbers, registered items: the personal part is masked
    HOLD = "hold"  # free text: a hit holds the whole record back


class Allowed(msgspec.Struct, frozen=True):
    """Where a field may go and how its text is handled. person: it may name a natural person."""

    channels: frozenset[Channel]
    handling: Handling = Handling.AS_IS
    person: bool = False

    @classmethod
    def plain(cls, channels: frozenset[Channel]) -> Self:
        """No text of its own."""
        return cls(channels)

    @classmethod
    def line(cls, channels: frozenset[Channel]) -> Self:
        """A name, a number, a registered item."""
        return cls(channels, Handling.MASK)

    @classmethod
    def free(cls, channels: frozenset[Channel]) -> Self:
        """Free text."""
        return cls(channels, Handling.HOLD)

    @classmethod
    def named(cls, channels: frozenset[Channel]) -> Self:
        """May name a natural person."""
        return cls(channels, Handling.MASK, person=True)
