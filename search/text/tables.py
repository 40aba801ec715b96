"""Reads the tables of `search/data`, each once in a process."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def rows(name: str) -> Iterator[list[str]]:
    """Rows of a tab-separated table without its header line."""
    with (DATA / name).open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


@cache
def simplified() -> dict[int, str]:
    """Translation table from traditional and variant characters to simplified ones."""
    return {ord(row[0]): row[1] for row in rows("simplified.tsv")}


@cache
def places() -> frozenset[str]:
    """Names of places with and without the word for their level."""
    return frozenset(row[0].translate(simplified()) for row in rows("places.tsv"))


@cache
def trades() -> frozenset[str]:
    """Words that say what an enterprise does."""
    return frozenset(row[0] for row in rows("trades.tsv"))


@cache
def forms() -> dict[str, str]:
    """Endings of names: legal forms ("legal") and kinds of shop ("shop")."""
    return {row[0]: row[1] for row in rows("forms.tsv")}


def _by_start(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            sizes.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(found, reverse=True)) for start, found in sizes.items()}


@cache
def place_sizes() -> dict[str, tuple[int, ...]]:
    """First two characters of places to the lengths of such places, longest first."""
    return _by_start(places())


@cache
def place_endings() -> dict[str, tuple[int, ...]]:
    """Last two characters of places to the lengths of such places, longest first."""
    sizes: dict[str, set[int]] = {}
    for place in places():
        if len(place) > 1:
            sizes.setdefault(place[-2:], set()).add(len(place))
    return {end: tuple(sorted(found, reverse=True)) for end, found in sizes.items()}


@cache
def trade_sizes() -> dict[str, tuple[int, ...]]:
    """First two characters of trade words to the lengths of such words, longest first."""
    return _by_start(trades())


@cache
def form_sizes() -> dict[str, tuple[int, ...]]:
    """Last characters of endings of names to the lengths of such endings, longest first."""
    sizes: dict[str, set[int]] = {}
    for form in forms():
        sizes.setdefault(form[-1], set()).add(len(form))
    return {end: tuple(sorted(found, reverse=True)) for end, found in sizes.items()}


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Character to its syllables without tone, the usual one first."""
    return {row[0]: tuple(row[1].split(" ")) for row in rows("readings.tsv")}


@cache
def first_readings() -> dict[str, str]:
    """Character to its usual syllable."""
    return {char: said[0] for char, said in readings().items()}


@cache
def polyphones() -> dict[str, tuple[str, ...]]:
    """Characters that are read in two ways in names, with both readings."""
    return {char: said for char, said in readings().items() if len(said) > 1}


@cache
def phrases() -> dict[str, tuple[str, ...]]:
    """Words whose reading is not the sum of the usual ones."""
    return {row[0].translate(simplified()): tuple(row[1].split(" ")) for row in rows("phrases.tsv")}
