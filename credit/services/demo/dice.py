"""Seeded chance: one `Dice` per chunk, so that chunks can be made in any order or process."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
_LETTERS = str.maketrans("0123456789", "ghjkmnpqrs")


class Dice:
    """Small, fast draws from one seeded source."""

    __slots__ = ("bits", "random")

    def __init__(self, seed: str) -> None:
        source = Random(seed)  # noqa: S311 - repeatable on purpose, guards no secret
        self.random = source.random
        self.bits = source.getrandbits

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def below(self, limit: int) -> int:
        """An integer from 0 to limit - 1."""
        return int(self.random() * limit)

    def between(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.random() * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """At most `count` different items."""
        return list(dict.fromkeys(self.pick(items) for _ in range(count)))

    def age(self, span: int) -> int:
        """Days before the last possible day, below `span`; recent days are the likelier ones."""
        return int(span * self.random() ** 1.3)

    def identity(self) -> str:
        """A random 80-bit identity: twenty letters, so that none ever looks like somebody's number."""
        return f"{self.bits(80):020x}".translate(_LETTERS)
