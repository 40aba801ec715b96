"""Dated figures of law, read from `packs/*.toml`: one file a topic, one pack a version of the rule.

Every figure says what it is worth, in which unit, since when, by which instrument and article, and
either where that can be read or that nobody could read it (`unverified`). Unverified figures are
configuration: the operator sees them listed and corrects the row once the text is at hand.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from credit.domain.errors import RuleError

PACKS_DIRECTORY: Final = Path(__file__).parent / "packs"

Value = int | str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number or choice of law.

    starts, ends: first and last day in force (`ends` None: until further notice). link: where the
    text can be read, or None when `unverified`. checked_on: the day somebody last looked.
    """

    topic: str
    pack: str
    key: str
    value: Value
    unit: str
    starts: date
    ends: date | None
    instrument: str
    article: str
    link: str | None
    unverified: bool
    checked_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """The figures of one topic that are in force together."""

    topic: str
    name: str
    starts: date
    ends: date | None
    instrument: str
    figures: Mapping[str, Figure] = field(hash=False)

    def __getitem__(self, key: str) -> Any:
        """The value of a figure. Raises RuleError `pack.no_figure`."""
        try:
            return self.figures[key].value
        except KeyError:
            raise RuleError("pack.no_figure", topic=self.topic, pack=self.name, key=key) from None

    def get(self, key: str) -> Any:
        """The value of a figure, or None when this version of the rule has none of that name."""
        figure = self.figures.get(key)
        return None if figure is None else figure.value


@dataclass(frozen=True, slots=True)
class Topic:
    """All versions of one rule, oldest first, without gaps or overlaps."""

    name: str
    packs: tuple[Pack, ...]
    starts: tuple[date, ...]

    def at(self, on: date) -> Pack:
        """The pack in force on a day. Raises RuleError `pack.not_covered`; it never guesses."""
        pack = self.find(on)
        if pack is None:
            raise RuleError("pack.not_covered", topic=self.name, on=on.isoformat())
        return pack

    def find(self, on: date) -> Pack | None:
        """The pack in force on a day, or None outside the covered days."""
        index = bisect_right(self.starts, on) - 1
        if index < 0:
            return None
        pack = self.packs[index]
        return pack if pack.ends is None or on <= pack.ends else None

    def between(self, first: date, last: date) -> Sequence[Pack]:
        """The packs in force on any day from `first` to `last`, oldest first."""
        return [
            pack for pack in self.packs if pack.starts <= last and (pack.ends is None or first <= pack.ends)
        ]

    def next_start(self, on: date) -> date | None:
        """The first day after `on` on which another pack comes into force."""
        index = bisect_right(self.starts, on)
        return self.starts[index] if index < len(self.starts) else None


def read_topic(path: Path) -> Topic:
    """A topic from its file. Raises RuleError `pack.malformed` when figures are incomplete."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    packs = tuple(_pack(document["topic"], entry) for entry in document["pack"])
    for earlier, later in pairwise(packs):
        if earlier.ends is None or (later.starts - earlier.ends).days != 1:
            raise RuleError("pack.malformed", topic=document["topic"], why="gap or overlap", pack=later.name)
    return Topic(document["topic"], packs, tuple(pack.starts for pack in packs))


def _pack(topic: str, entry: Mapping[str, Any]) -> Pack:
    figures = {row["key"]: _figure(topic, entry, row) for row in entry["figure"]}
    if len(figures) != len(entry["figure"]):
        raise RuleError("pack.malformed", topic=topic, why="a figure twice", pack=entry["name"])
    return Pack(topic, entry["name"], entry["from"], entry.get("to"), entry["instrument"], figures)


def _figure(topic: str, entry: Mapping[str, Any], row: Mapping[str, Any]) -> Figure:
    value = tuple(row["value"]) if isinstance(row["value"], list) else row["value"]
    unverified = bool(row.get("unverified", False))
    link = None if unverified else row.get("link", entry.get("link"))
    if not unverified and not link:
        raise RuleError("pack.malformed", topic=topic, why="neither link nor unverified", key=row["key"])
    return Figure(
        topic=topic,
        pack=entry["name"],
        key=row["key"],
        value=value,
        unit=row["unit"],
        starts=entry["from"],
        ends=entry.get("to"),
        instrument=row.get("instrument", entry["instrument"]),
        article=row["article"],
        link=link,
        unverified=unverified,
        checked_on=row.get("checked_on", entry["checked_on"]),
        note=row.get("note", ""),
    )


@cache
def topic(name: str) -> Topic:
    """A topic by the name of its file."""
    return read_topic(PACKS_DIRECTORY / f"{name}.toml")


def topics() -> tuple[str, ...]:
    """The names of all topics, in order."""
    return tuple(sorted(path.stem for path in PACKS_DIRECTORY.glob("*.toml")))


def figures() -> Iterator[Figure]:
    """Every figure of every pack of every topic."""
    for name in topics():
        for pack in topic(name).packs:
            yield from pack.figures.values()


def unverified() -> tuple[Figure, ...]:
    """The figures nobody could read in a source: what an operator must confirm before launch."""
    return tuple(figure for figure in figures() if figure.unverified)
