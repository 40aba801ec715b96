"""Facet values of an entry as three numbers, so that those of some thousand hits are counted in one walk.

An aggregation costs a millisecond whatever it counts: each facet's values, and above all hundreds of
distinct marks with their days, pass through JSON. Numbers of entries at hand are read in one call.

place: the division (20 bits) and the year (12) as they are, and the first mark. marks: three more marks, 21
bits each. rest: a hash of all other values; what it stands for is learnt from the first document that bears
it. A mark is its place in `MARKS` (5 bits) and its first invalid day (16, all ones: open).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b

from search.document import Document
from search.facets import mark as as_text
from search.facets import rolled_up, split
from search.query import Facet

NAMES = ("c_place", "c_marks", "c_rest")
# in this order, counted from one; others are counted too, by learning them
MARKS = (
    *((Facet.LICENSED, "yes"), (Facet.PENALISED, "yes"), (Facet.OBJECTIONS, "open")),
    *((Facet.LISTED, "abnormal"), (Facet.LISTED, "serious")),
    (Facet.STATE, "public"),
    *((Facet.KEY_AREA, f"{group}{number}") for group in "FS" for number in range(1, 10)),
)
Counts = dict[Facet, dict[str, int]]
Held = tuple[Facet, str, str]  # facet, value, first invalid day or nothing
Learn = Callable[[int], Document]

_NUMBER = {mark: number for number, mark in enumerate(MARKS, 1)}
_MARK_BITS = 21
_MARK = (1 << _MARK_BITS) - 1
_OPEN = 0xFFFF
_ROOM = 4
_YEAR_BITS, _DIVISION_BITS = 12, 20
_YEAR, _PLACE = (1 << _YEAR_BITS) - 1, (1 << _DIVISION_BITS) - 1
_PLACE_BITS = _DIVISION_BITS + _YEAR_BITS
_FIRST_DAY = date(1899, 12, 31).toordinal()
_MOST_LEARNT = 100_000


def pack(plain: Mapping[Facet, str], marks: Sequence[str]) -> dict[str, int]:
    """The numbers of an entry with these values, as `search.facets.split` gives them."""
    place, held, rest = _sorted(plain, marks)
    first, *others = [*held, 0]
    packed = sum(number << _MARK_BITS * at for at, number in enumerate(others))
    return {"c_place": first << _PLACE_BITS | place, "c_marks": packed, "c_rest": _hash(rest)}


def _sorted(plain: Mapping[Facet, str], marks: Sequence[str]) -> tuple[int, list[int], tuple[str, ...]]:
    """Division and year as a number, marks as numbers, everything else as texts."""
    left = dict(plain)
    place = 0
    for facet, bits, size in ((Facet.DIVISION, _DIVISION_BITS, 6), (Facet.YEAR, _YEAR_BITS, 4)):
        value = left.get(facet, "")
        place <<= bits
        if len(value) == size and value.isascii() and value.isdigit() and value[0] != "0":
            place |= int(left.pop(facet))
    if not marks:
        return place, [], _texts(tuple(left.items()))
    numbers = {text: _mark(text) for text in marks}
    held = [number for number in numbers.values() if number][:_ROOM]
    kept = [text for text, number in numbers.items() if number not in held]
    texts = _texts(tuple(left.items()))
    return place, held, tuple(sorted([*texts, *kept])) if kept else texts


@lru_cache(maxsize=4096)
def _texts(plain: tuple[tuple[Facet, str], ...]) -> tuple[str, ...]:
    return tuple(sorted([as_text(facet, value) for facet, value in plain]))


@lru_cache(maxsize=4096)
def _mark(text: str) -> int:
    """A mark as a number; 0 for one that has none."""
    facet, value, until = _read(text)
    number = _NUMBER.get((facet, value), 0)
    day = date.fromisoformat(until).toordinal() - _FIRST_DAY if until else _OPEN
    return number << 16 | day if number and 0 < day <= _OPEN - (until != "") else 0


def _read(text: str) -> Held:
    name, _, until = text.partition("|")
    facet, _, value = name.partition("=")
    return Facet(facet), value, until


@lru_cache(maxsize=4096)
def _hash(rest: tuple[str, ...]) -> int:
    return int.from_bytes(blake2b("\n".join(rest).encode(), digest_size=8).digest(), "big") if rest else 0


class Tally:
    """Counts entries by their numbers, and remembers what it has learnt: hashes mean the same everywhere."""

    def __init__(self) -> None:
        self._learnt: dict[int, tuple[Held, ...]] = {0: ()}

    def count(
        self, numbers: Sequence[Sequence[int]], on: date, facets: frozenset[Facet], learn: Learn
    ) -> Counts:
        """Counts of each facet's values. numbers: as `NAMES`. learn: the document of the entry at a place."""
        places, marks, rest = numbers
        counts: Counts = {facet: {} for facet in Facet}
        marked = _add_places(counts, places)
        _add_marks(counts, marked, marks, on)
        self._add_rest(counts, rest, on, learn)
        counts[Facet.DIVISION] = rolled_up(counts[Facet.DIVISION])
        return {facet: counts[facet] for facet in facets}

    def _add_rest(self, counts: Counts, rest: Sequence[int], on: date, learn: Learn) -> None:
        day = on.isoformat()
        for number, count in Counter(rest).items():
            held = self._learnt.get(number)
            if held is None:
                held = self._learn(number, learn(rest.index(number)))
            for facet, value, until in held:
                if not until or day < until:
                    of_facet = counts[facet]
                    of_facet[value] = of_facet.get(value, 0) + count

    def _learn(self, number: int, document: Document) -> tuple[Held, ...]:
        if len(self._learnt) >= _MOST_LEARNT:
            self._learnt = {0: ()}
        held = self._learnt[number] = tuple(map(_read, _sorted(*split(document.facets))[2]))
        return held


def _add_places(counts: Counts, places: Sequence[int]) -> dict[int, int]:
    """Count divisions and years; how often each first mark occurs."""
    division: dict[int, int] = {}
    year: dict[int, int] = {}
    marked: dict[int, int] = {}
    for number, count in Counter(places).items():
        code, born, first = number >> _YEAR_BITS & _PLACE, number & _YEAR, number >> _PLACE_BITS
        division[code] = division.get(code, 0) + count
        year[born] = year.get(born, 0) + count
        marked[first] = marked.get(first, 0) + count
    counts[Facet.DIVISION] = {str(code): count for code, count in division.items() if code}
    counts[Facet.YEAR] = {str(born): count for born, count in year.items() if born}
    return marked


def _add_marks(counts: Counts, marked: dict[int, int], marks: Sequence[int], on: date) -> None:
    """Count the marks that hold on the day. marked: first marks; marks: the others, three to a number."""
    for number, count in Counter(marks).items():
        left = number
        while left:
            one = left & _MARK
            marked[one] = marked.get(one, 0) + count
            left >>= _MARK_BITS
    today = on.toordinal() - _FIRST_DAY
    for number, count in marked.items():
        if number & _OPEN > today:
            facet, value = MARKS[(number >> 16) - 1]
            counts[facet][value] = counts[facet].get(value, 0) + count
