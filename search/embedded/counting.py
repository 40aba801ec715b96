"""Counts facet values: one pass for all facets that share their filters."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tantivy import Query, Searcher

from search.backend import Scope
from search.document import Document
from search.embedded.clauses import Frame
from search.facets import COLUMNS, read_mark, rolled_up, split
from search.query import Facet

_MOST_VALUES = 50_000
_TOTAL = "total"
Counts = dict[Facet, dict[str, int]]


def count_values(
    searcher: Searcher, frame: Frame, query: Query | None, scope: Scope, facets: frozenset[Facet]
) -> tuple[Counts, int | None]:
    """Counts of each facet's values over the query; each facet leaves its own filter out.

    Also how many entries match inside all filters, if the same pass could tell.
    """
    filtered = {chosen.facet for chosen in scope.filters}
    groups: dict[Facet | None, list[Facet]] = {}
    for facet in sorted(facets):
        groups.setdefault(facet if facet in filtered else None, []).append(facet)
    counts: Counts = {}
    total: int | None = None
    for without, group in groups.items():
        answer = searcher.aggregate(frame.around(query, without), _request(group))
        marked = _marked(answer["marks"]["buckets"], scope)
        counts |= {facet: _read(answer, facet, marked.get(facet.value, {})) for facet in group}
        if without is None:
            total = int(answer[_TOTAL]["value"])
    return counts, total


def count_documents(documents: Iterable[Document], on: date, facets: frozenset[Facet]) -> Counts:
    """Counts of each facet's values over documents at hand, as `count_values` would count them."""
    counts: Counts = {facet: {} for facet in facets}
    for document in documents:
        plain, marks = split(document.facets)
        held = [(facet.value, value) for facet, value in plain.items()]
        held += [read for text in marks if (read := read_mark(text, on)) is not None]
        for name, value in held:
            of_facet = counts.get(Facet(name))
            if of_facet is not None:
                of_facet[value] = of_facet.get(value, 0) + 1
    if Facet.DIVISION in counts:
        counts[Facet.DIVISION] = rolled_up(counts[Facet.DIVISION])
    return counts


def _request(facets: list[Facet]) -> dict[str, Any]:
    fields = [f"f_{facet.value}" for facet in facets if facet in COLUMNS]
    terms = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in (*fields, "marks")}
    return {**terms, _TOTAL: {"value_count": {"field": "rank"}}}  # every document has one rank


def _marked(buckets: list[dict[str, Any]], scope: Scope) -> dict[str, dict[str, int]]:
    """Counts of the marks that hold on the day, by facet."""
    counts: dict[str, dict[str, int]] = {}
    for bucket in buckets:
        read = read_mark(bucket["key"], scope.on)
        if read is not None:
            of_facet = counts.setdefault(read[0], {})
            of_facet[read[1]] = of_facet.get(read[1], 0) + bucket["doc_count"]
    return counts


def _read(answer: dict[str, Any], facet: Facet, marked: dict[str, int]) -> dict[str, int]:
    counts = dict(marked)
    if facet in COLUMNS:
        for bucket in answer[f"f_{facet.value}"]["buckets"]:
            counts[bucket["key"]] = counts.get(bucket["key"], 0) + bucket["doc_count"]
    return rolled_up(counts) if facet is Facet.DIVISION else counts
