"""Counts facet values: one pass for all facets that share their filters."""

from collections.abc import Callable
from functools import lru_cache
from time import monotonic
from typing import Any

from tantivy import Query, Searcher

from search.backend import Scope
from search.behind import Behind, Start
from search.embedded.clauses import Frame
from search.facets import COLUMNS, read_mark, rolled_up
from search.query import Facet

_MOST_VALUES = 50_000
_SECONDS = 30.0
_WHOLES = 32
Counts = dict[Facet, dict[str, int]]


def count_values(
    searcher: Searcher, frame: Frame, query: Query | None, scope: Scope, facets: frozenset[Facet]
) -> Counts:
    """Counts of each facet's values over the query; each facet leaves its own filter out."""
    filtered = {chosen.facet for chosen in scope.filters}
    groups: dict[Facet | None, list[Facet]] = {}
    for facet in sorted(facets):
        groups.setdefault(facet if facet in filtered else None, []).append(facet)
    counts: Counts = {}
    for without, group in groups.items():
        answer = searcher.aggregate(frame.around(query, without), _request(group))
        marked = _marked(answer["marks"]["buckets"], scope)
        counts |= {facet: _read(answer, facet, marked.get(facet.value, {})) for facet in group}
    return counts


def total_of(searcher: Searcher, query: Query) -> int:
    """How many entries match."""
    # the wheel's stubs do not know this attribute
    return int(searcher.search(query, limit=1, count=True).count)  # type: ignore[attr-defined]


class Whole:
    """Counts over everything of a kind. What most of it matches is counted by what does not match.

    Made behind the readers, and told for half a minute while changes come in, as all counts of broad
    questions are.
    """

    def __init__(self, clock: Callable[[], float] = monotonic, behind: Start | None = None) -> None:
        self._clock = clock
        self._behind = behind or Behind()
        self._known: dict[object, tuple[float, object, Counts, int]] = {}

    def counts(
        self, searcher: Searcher, frame: Frame, scope: Scope, stamp: tuple[str, object]
    ) -> tuple[Counts, int] | None:
        """Counts of all facets, and the total, of a scope without filters; None while there are none, which
        are then on their way. stamp: generation, and state."""
        key = stamp[0], scope.kind, scope.on
        if not self._fresh(key, stamp):
            self._behind(key, lambda: self._make(key, searcher, frame, scope, stamp))
        known = self._known.get(key)
        return known[2:] if known is not None and self._fresh(key, stamp) else None

    def _fresh(self, key: object, stamp: object) -> bool:
        known = self._known.get(key)
        return known is not None and (known[1] == stamp or self._clock() <= known[0] + _SECONDS)

    def _make(self, key: object, searcher: Searcher, frame: Frame, scope: Scope, stamp: object) -> None:
        counts = count_values(searcher, frame, None, scope, frozenset(Facet))
        total = total_of(searcher, frame.around(None))
        if len(self._known) >= _WHOLES:
            self._known.clear()
        self._known[key] = self._clock(), stamp, counts, total


def subtract(whole: Counts, rest: Counts) -> Counts:
    """What is left of the counts of some facets; values that nothing is left of are dropped."""
    return {facet: _less(whole[facet], counts) for facet, counts in rest.items()}


def _less(whole: dict[str, int], rest: dict[str, int]) -> dict[str, int]:
    return {value: left for value, count in whole.items() if (left := count - rest.get(value, 0)) > 0}


def _request(facets: list[Facet]) -> dict[str, Any]:
    fields = [f"f_{facet.value}" for facet in facets if facet in COLUMNS]
    return {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in (*fields, "marks")}


def _marked(buckets: list[dict[str, Any]], scope: Scope) -> dict[str, dict[str, int]]:
    """Counts of the marks that hold on the day, by facet."""
    counts: dict[str, dict[str, int]] = {}
    for bucket in buckets:
        read = _reading(bucket["key"], scope.on)
        if read is not None:
            of_facet = counts.setdefault(read[0], {})
            of_facet[read[1]] = of_facet.get(read[1], 0) + bucket["doc_count"]
    return counts


_reading = lru_cache(maxsize=65_536)(read_mark)  # thousands a count, the same ones in every count of a day


def _read(answer: dict[str, Any], facet: Facet, marked: dict[str, int]) -> dict[str, int]:
    counts = dict(marked)
    if facet in COLUMNS:
        for bucket in answer[f"f_{facet.value}"]["buckets"]:
            counts[bucket["key"]] = counts.get(bucket["key"], 0) + bucket["doc_count"]
    return rolled_up(counts) if facet is Facet.DIVISION else counts
