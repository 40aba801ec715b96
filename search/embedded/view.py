"""One state of the index, and what was worked out for it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import tantivy
from tantivy import DocAddress, Query

from search.backend import Ask, Scope
from search.document import Document
from search.embedded import columns
from search.embedded.clauses import Compiler, Frame, keys_query
from search.embedded.columns import Counts, Tally
from search.embedded.counting import Whole
from search.embedded.schema import body, ranks_of
from search.plan import CANDIDATES, Clause, Pinned, Tier
from search.query import Facet, Filter

ALL = 3000  # hits up to which a tier is held whole
_BROAD = 50_000  # entries that a tier may match from which on only its head is held
_HEAD = 256  # more than two pages
_REMEMBERED = 2000
_DOCUMENTS = 8000
_TOTALS = 100
_SCOPES = 32
_HELD = 50_000
_PLACES = 5000
_UNIONS = 4
_NOWHERE = 200


@dataclass(frozen=True, slots=True)
class Stamp:
    """Changes whenever what a reader would see changes."""

    generation: str
    inode: int
    modified: int


Hits = list[tuple[int, DocAddress]]


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of one tier in one scope, by rank. complete: there are no others."""

    query: Query
    hits: Hits
    complete: bool


def of_ranks(hits: Hits, ranks: range) -> Hits:
    """Those of hits in the order of their ranks, the greatest first, whose rank is one of a stretch."""
    if not hits or (hits[0][0] in ranks and hits[-1][0] in ranks):
        return hits
    first = bisect_left(hits, -ranks[-1], key=_falling)
    return hits[first : bisect_right(hits, -ranks[0], lo=first, key=_falling)]


def _falling(hit: tuple[int, DocAddress]) -> int:
    return -hit[0]


class Scoped:
    """What tiers find in one scope; kept, as deciding which take part and answering ask for the same ones."""

    def __init__(self, view: "View", scope: Scope, across: "Across") -> None:
        self.frame = Frame(scope, view.compiler, view.ends, view.marks)
        self._view = view
        self._ranks = ranks_of(scope.kind)
        self._across = across
        self._known: dict[int, tuple[Tier | Pinned, Found | None]] = {}
        self._held = 0
        self._nowhere: set[Clause] = set()
        self._places: dict[str, tuple[int, DocAddress]] = {}
        self._unions: dict[tuple[int, ...], tuple[tuple[Found, ...], dict[int, DocAddress]]] = {}

    def note(self, key: str, rank: int, address: DocAddress) -> None:
        """Where a candidate lies: those that fit are asked for next, by their keys."""
        if len(self._places) >= _PLACES:
            self._places.clear()
        self._places[key] = rank, address

    def found(self, tier: Tier | Pinned, most: int) -> Found | None:
        """The first `most` hits of a tier, None if it has none."""
        known = self._known.get(id(tier))
        if known is not None and (known[1] is None or known[1].complete or len(known[1].hits) >= most):
            return known[1]
        found = self._look(tier, most)
        self._held += 1 if found is None else len(found.hits)
        if self._held > _HELD:
            self._held, self._known = 0, {}
        self._known[id(tier)] = tier, found  # the tier is kept alive, which the key goes by
        return found

    def _look(self, tier: Tier | Pinned, most: int) -> Found | None:
        if isinstance(tier, Pinned):
            return self._pinned(tier.keys)
        query, bound = self._view.compiled(tier)
        broad = bound > _BROAD
        if query is None or (broad and tier.clause in self._nowhere):
            return None
        most = CANDIDATES if tier.checked else min(most, _HEAD) if broad else most
        if most == ALL:
            hits = self._across.hits(tier, self.frame.across(query))
            mine = of_ranks(hits, self._ranks)
            found = Found(query, mine, len(hits) < most)
        if most < ALL or not (found.complete or len(mine) == len(hits)):
            found = self._view.look(query, self.frame.around(query), most)
        if not found.hits and broad:
            self._note_nowhere(tier.clause)
        return found if found.hits else None

    def _note_nowhere(self, clause: Clause) -> None:
        """Several tiers of a question look for the same; where it is of many broad words, that takes long."""
        if len(self._nowhere) >= _NOWHERE:
            self._nowhere.clear()
        self._nowhere.add(clause)

    def union(self, found: Sequence[Found]) -> dict[int, DocAddress]:
        """All hits of some tiers by their ranks, not to be changed. Deciding which tiers take part and
        answering ask for the same ones: the last unions are remembered."""
        key = tuple(map(id, found))
        known = self._unions.get(key)
        if known is not None:
            return known[1]
        hits = dict(found[0].hits) if found else {}
        for one in found[1:]:
            hits.update(one.hits)
        if len(self._unions) >= _UNIONS:
            self._unions.clear()
        self._unions[key] = tuple(found), hits  # what was found is kept alive, which the key goes by
        return hits

    def _pinned(self, keys: Sequence[str]) -> Found | None:
        query = keys_query(keys)
        places = [self._places[key] for key in keys if key in self._places]
        if len(places) == len(keys):
            return Found(query, places, complete=True)
        found = self._view.look(query, self.frame.around(query), len(keys) + 1)
        return found if found.hits else None


class Across:
    """What tiers find among all kinds of documents, on one day inside the same filters: a question is counted
    for every kind, and one look serves all."""

    def __init__(self, view: "View") -> None:
        self._view = view
        self._known: dict[int, tuple[Tier, Hits]] = {}
        self._held = 0

    def hits(self, tier: Tier, framed: Query) -> Hits:
        """The first hits of a tier inside its frame, kind by kind."""
        known = self._known.get(id(tier))
        if known is not None:
            return known[1]
        hits = self._view.hits(framed, ALL)
        self._held += 1 + len(hits)
        if self._held > _HELD:
            self._held, self._known = 0, {}
        self._known[id(tier)] = tier, hits  # the tier is kept alive, which the key goes by
        return hits


class View:
    """One state of the index: a searcher and what was worked out for it."""

    def __init__(self, stamp: Stamp, searcher: tantivy.Searcher, whole: Whole, tally: Tally) -> None:
        self.stamp = stamp
        self.whole = whole
        self._tally = tally
        self.searcher = searcher
        self.compiler = Compiler(searcher)
        self._compiled: dict[int, tuple[Tier, Query | None, int]] = {}
        self._scopes: dict[Scope, Scoped] = {}
        self._across: dict[tuple[date, tuple[Filter, ...]], Across] = {}
        self._documents: dict[tuple[int, int], Document] = {}
        self._totals: dict[object, tuple[Ask, int]] = {}

    @cached_property
    def ends(self) -> list[str]:
        """All days on which some document ends, in order."""
        return sorted(term for term, _ in self.searcher.terms_with_prefix("until", ""))

    @cached_property
    def marks(self) -> list[str]:
        """All distinct marks."""
        return [term for term, _ in self.searcher.terms_with_prefix("marks", "")]

    def document(self, address: DocAddress) -> Document:
        """The stored document; the last ones are remembered."""
        place = address.segment_ord, address.doc
        found = self._documents.get(place)
        if found is None:
            if len(self._documents) >= _DOCUMENTS:
                self._documents.clear()
            found = self._documents[place] = body(self.searcher.doc(address)["body"][0])
        return found

    def look(self, query: Query, framed: Query, most: int) -> Found:
        """The first `most` hits of a query inside its frame."""
        hits = self.hits(framed, most)
        return Found(query, hits, len(hits) < most)

    def hits(self, framed: Query, most: int) -> Hits:
        """The first `most` hits of a framed query, by rank."""
        return self.searcher.search(framed, limit=most, count=False, order_by_field="rank").hits

    def compiled(self, tier: Tier) -> tuple[Query | None, int]:
        """The query of a tier, and how many entries it matches at most; the last ones are remembered."""
        found = self._compiled.get(id(tier))
        if found is None:
            if len(self._compiled) >= _REMEMBERED:
                self._compiled.clear()
            found = self._compiled[id(tier)] = tier, *self.compiler.bounded(tier.clause)
        return found[1:]

    def tally(self, addresses: list[DocAddress], on: date, facets: frozenset[Facet]) -> Counts | None:
        """Counts of facet values of some entries; None for an index that was built without the numbers."""
        try:
            numbers: Any = [self.searcher.fast_field_values(name, addresses) for name in columns.NAMES]
        except ValueError:
            return None
        return (
            None
            if any(None in column for column in numbers)
            else self._tally.count(numbers, on, facets, lambda at: self.document(addresses[at]))
        )

    def known_total(self, ask: Ask) -> int | None:
        """How many documents match the same tiers in the same scope, if that was counted a moment ago."""
        found = self._totals.get(_counted(ask))
        return None if found is None else found[1]

    def remember(self, ask: Ask, total: int) -> None:
        """Keep a total: deciding which tiers take part and answering ask for the same one."""
        if len(self._totals) >= _TOTALS:
            self._totals.clear()
        self._totals[_counted(ask)] = ask, total  # the ask keeps its tiers alive, which the key goes by

    def scoped(self, scope: Scope) -> Scoped:
        """The scope for this state."""
        found = self._scopes.get(scope)
        if found is None:
            if len(self._scopes) >= _SCOPES:
                self._scopes.clear()
                self._across.clear()
            across = self._across.setdefault((scope.on, scope.filters), Across(self))
            found = self._scopes[scope] = Scoped(self, scope, across)
        return found


def _counted(ask: Ask) -> object:
    """What a total depends on. Tiers go by identity: comparing large ones costs more than it saves."""
    return ask.scope, tuple(map(id, ask.tiers))
