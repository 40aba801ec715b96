"""How facet values are kept for counting and filtering, alike in every engine.

A plain value (one for its facet, no end) has a column of its own, which is cheap to count. Every other
value is a mark `facet=value` or `facet=value|first invalid day`, so that a count by distinct marks tells
which of them hold on a given day.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from search.document import FacetValue
from search.query import Facet

COLUMNS = (
    *(Facet.DIVISION, Facet.STATUS, Facet.SUBJECT_CLASS, Facet.INDUSTRY),
    *(Facet.YEAR, Facet.TOPIC, Facet.AGENCY),
)


def split(values: Iterable[FacetValue]) -> tuple[dict[Facet, str], list[str]]:
    """The first open value of each plain facet; and all other values as marks, each with its latest end."""
    plain: dict[Facet, str] = {}
    others: list[FacetValue] = []
    for value in values:
        if value.until is None and value.facet in COLUMNS and value.facet not in plain:
            plain[value.facet] = value.value
        else:
            others.append(value)
    ends: dict[tuple[Facet, str], date | None] = {}
    for value in others:
        key = value.facet, value.value
        if plain.get(value.facet) == value.value:
            continue
        known = ends.get(key, value.until)
        ends[key] = None if known is None or value.until is None else max(known, value.until)
    return plain, [mark(facet, value, until) for (facet, value), until in ends.items()]


def mark(facet: Facet, value: str, until: date | None = None) -> str:
    """A value as a mark."""
    return f"{facet.value}={value}" if until is None else f"{facet.value}={value}|{until.isoformat()}"


def read_mark(text: str, on: date) -> tuple[str, str] | None:
    """(facet, value) of a mark that holds on a day, else None."""
    facet, _, rest = text.partition("=")
    value, bar, until = rest.rpartition("|")
    if not bar:
        return facet, rest
    return (facet, value) if on.isoformat() < until else None


@lru_cache(maxsize=8192)
def region_levels(code: str) -> tuple[str, ...]:
    """A division's code and those of the divisions around it, the widest first."""
    if len(code) != 6:
        return (code,)
    return tuple(dict.fromkeys((code[:2] + "0000", code[:4] + "00", code)))


def regions(values: Iterable[FacetValue]) -> list[str]:
    """Every division that an open division value lies in."""
    found = [v.value for v in values if v.facet is Facet.DIVISION and v.until is None]
    if len(found) == 1:
        return list(region_levels(found[0]))
    return list(dict.fromkeys([level for value in found for level in region_levels(value)]))


def rolled_up(leaves: Mapping[str, int]) -> dict[str, int]:
    """Counts of every level from counts of the leaves."""
    total: dict[str, int] = {}
    for code, count in leaves.items():
        for level in region_levels(code):
            total[level] = total.get(level, 0) + count
    return total
