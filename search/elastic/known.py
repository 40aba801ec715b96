"""Everything that some tiers find, brought in one trip: what can be asked of it needs no other trip.

The cluster says of each document which tiers match it. Where all of their documents are at hand, any ask for
some of these tiers is answered here: rows, totals and facets, as the cluster would.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search.backend import Answer, Ask, Row
from search.document import Document
from search.elastic.asking import Counts
from search.facets import read_mark, rolled_up, split
from search.plan import Pinned, Tier
from search.query import Facet, Sort

ENOUGH = 100  # documents up to which all of them are brought


class Known:
    """All documents that some tiers find, by key: the document, its rank, and the tiers that match it.

    whole: all tiers of a question are among them. complete: all documents are at hand.
    """

    def __init__(self, tiers: Sequence[Tier | Pinned], whole: bool = False) -> None:
        self.complete = False
        self.whole = whole
        self._places = {id(tier): at for at, tier in enumerate(tiers)}
        self._tiers = tiers  # keeps them alive, which places go by
        self._found: dict[str, tuple[Document, int, frozenset[int]]] = {}
        self._seen: dict[str, Document] = {}

    @property
    def empty(self) -> bool:
        """Whether the tiers find nothing."""
        return self.complete and not self._found

    def take(self, told: Mapping[str, Any], answer: Answer) -> None:
        """Take over what was found: the answer to an ask, and what the cluster says of each row."""
        self.complete = answer.total == len(answer.rows)
        hits = told.get("hits", {}).get("hits", ())
        for row, hit in zip(answer.rows, hits, strict=True):
            matched = frozenset(map(int, hit.get("matched_queries", ())))
            self._found[row.document.key] = row.document, int(hit["sort"][-1]), matched

    def see(self, rows: Iterable[Row]) -> None:
        """Take over candidates, which may become pinned."""
        for row in rows:
            self._seen[row.document.key] = row.document

    def covers(self, ask: Ask) -> bool:
        """Whether every document that an ask can find is at hand."""
        if not self.complete or ask.scope.filters or ask.sort is not Sort.RELEVANCE or ask.after is not None:
            return False
        return all(self._covers(tier) for tier in ask.tiers)

    def _covers(self, tier: Tier | Pinned) -> bool:
        if isinstance(tier, Pinned):
            return all(key in self._seen or key in self._found for key in tier.keys)
        return id(tier) in self._places

    def answer(self, ask: Ask) -> Answer:
        """The answer to an ask that is covered."""
        rows: dict[str, tuple[int, int, Row]] = {}
        for at, tier in enumerate(ask.tiers):
            if isinstance(tier, Pinned):
                for place, key in enumerate(tier.keys):
                    rows.setdefault(key, (at, place, Row(at, place, self._document(key))))
                continue
            own = self._places[id(tier)]
            for key, (document, rank, matched) in self._found.items():
                if own in matched:
                    rows.setdefault(key, (at, -rank, Row(at, rank, document)))
        ordered = [row for _, _, row in sorted(rows.values(), key=lambda found: found[:2])]
        facets = _count(ordered, ask) if ask.facets else {}
        return Answer(tuple(ordered[: ask.limit]), len(ordered) if ask.count else None, facets)

    def _document(self, key: str) -> Document:
        return self._found[key][0] if key in self._found else self._seen[key]


def _count(rows: Iterable[Row], ask: Ask) -> Counts:
    counts: Counts = {facet: {} for facet in ask.facets}
    for row in rows:
        plain, marks = split(row.document.facets)
        held = [(facet.value, value) for facet, value in plain.items()]
        held += [read for text in marks if (read := read_mark(text, ask.scope.on)) is not None]
        for name, value in held:
            of_facet = counts.get(Facet(name))
            if of_facet is not None:
                of_facet[value] = of_facet.get(value, 0) + 1
    if Facet.DIVISION in counts:
        counts[Facet.DIVISION] = rolled_up(counts[Facet.DIVISION])
    return counts
