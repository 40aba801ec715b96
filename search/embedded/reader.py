"""Runs asks on the live generation; notices commits and switches by looking at two small files."""

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock

import tantivy
from tantivy import Occur, Order, Query

from search.backend import Answer, Ask, Row, Scope
from search.document import Document
from search.embedded.clauses import above, below, either, keys_query, tokens_of
from search.embedded.counting import Counts, Whole, count_documents, count_values, subtract, total_of
from search.embedded.generations import Generations, is_current
from search.embedded.schema import POSITION, schema
from search.embedded.view import Stamp, View
from search.engine import Health
from search.errors import IndexBuildingError, SearchUnavailableError
from search.plan import Clause, Pinned, Tier
from search.query import Facet, Kind, Sort
from search.text.tokens import KIND

_BROAD = 20_000  # hits from which on another way of counting may pay


class EmbeddedReader:
    """Implements `search.backend.Backend`; safe in many threads, and in a process forked after import."""

    def __init__(self, root: Path) -> None:
        self._generations = Generations(root)
        self._lock = Lock()
        self._view: View | None = None
        self._whole = Whole()
        self._index: tuple[str, tantivy.Index] | None = None
        self._pointer = str(self._generations.pointer)
        self._named: tuple[tuple[int, int], str, str] | None = None

    def view(self) -> View:
        """The current state. Raises: SearchUnavailableError."""
        try:
            stamp = self._stamp()
            view = self._view
            if view is not None and view.stamp == stamp:
                return view
            with self._lock:
                return self._renew(self._stamp())
        except FileNotFoundError as error:  # never built, or its files were taken away
            raise IndexBuildingError(str(error)) from error
        except (OSError, ValueError) as error:
            raise SearchUnavailableError(str(error)) from error

    def _stamp(self) -> Stamp:
        pointer = os.stat(self._pointer)
        mark = pointer.st_ino, pointer.st_mtime_ns
        named = self._named
        if named is None or named[0] != mark:
            name = self._generations.live()
            if name is None:
                raise IndexBuildingError("no generation has been built yet")
            self._named = named = mark, name, str(self._generations.path(name) / "meta.json")
        found = os.stat(named[2])
        return Stamp(named[1], found.st_ino, found.st_mtime_ns)

    def _renew(self, stamp: Stamp) -> View:
        if self._view is not None and self._view.stamp == stamp:
            return self._view
        if self._index is None or self._index[0] != stamp.generation:
            index = tantivy.Index(schema(), str(self._generations.path(stamp.generation)))
            index.config_reader("manual")
            self._index = stamp.generation, index
        self._index[1].reload()
        self._view = View(stamp, self._index[1].searcher(), self._whole)
        return self._view

    def state(self) -> str:
        """Names the generation and its last commit."""
        stamp = self.view().stamp
        return f"{stamp.generation}/{stamp.modified}/{stamp.inode}"

    def run(self, ask: Ask) -> Answer:
        """Answer one ask. Raises: SearchUnavailableError."""
        view = self.view()
        try:
            return _Run(view, ask).answer()
        except (OSError, ValueError) as error:
            raise SearchUnavailableError(str(error)) from error

    def count(self, scope: Scope, clause: Clause | None) -> int:
        """How many documents of the scope match."""
        view = self.view()
        query = None if clause is None else view.compiler.query(clause)
        if clause is not None and query is None:
            return 0
        query = view.frame(scope).around(query)
        return total_of(view.searcher, query)

    def values(self, scope: Scope, names: Sequence[Facet]) -> dict[Facet, dict[str, int]]:
        """Counts of facet values over the whole scope."""
        view = self.view()
        return count_values(view.searcher, view.frame(scope), None, scope, frozenset(names))

    def health(self) -> Health:
        """State of the live generation."""
        view = self.view()
        found = {kind: self._all(view, kind) for kind in Kind}
        name = view.stamp.generation
        return Health(True, name, position_of(view.searcher), found, is_current(name))

    @staticmethod
    def _all(view: View, kind: Kind) -> int:
        query = Query.term_query(schema(), "t", KIND[kind] + "*", "basic")
        return total_of(view.searcher, query)


def position_of(searcher: tantivy.Searcher) -> int:
    """How far the log has been followed."""
    return version_of(searcher, POSITION) or 0


def version_of(searcher: tantivy.Searcher, parent: str) -> int | None:
    """Version held of a parent, None if it was never seen."""
    query = Query.term_query(schema(), "parent", parent, "basic")
    hits = searcher.search(query, limit=1, count=False).hits
    return int(searcher.fast_field_values("version", [hits[0][1]])[0] or 0) if hits else None


class _Run:
    """One ask on one state."""

    def __init__(self, view: View, ask: Ask) -> None:
        self._view = view
        self._searcher = view.searcher
        self._frame = view.frame(ask.scope)
        self._ask = ask
        self._letter = KIND[ask.scope.kind]
        compiled = ((at, self._query(tier)) for at, tier in enumerate(ask.tiers))
        self._queries = [(at, query) for at, query in compiled if query is not None]

    def _query(self, tier: Tier | Pinned) -> Query | None:
        if isinstance(tier, Pinned):
            return keys_query(self._letter, tier.keys) if tier.keys else None
        return self._view.compiler.query(tier.clause)

    @cached_property
    def _wide(self) -> list[tuple[int, Query]]:
        """The tiers but those that ask for all tokens of another one, and more: they add nothing to a set."""
        asked = {at: tokens_of(self._ask.tiers[at]) for at, _ in self._queries}
        plain = [tokens for tokens in asked.values() if tokens]
        return [(at, q) for at, q in self._queries if not any(other < asked[at] for other in plain)]

    @cached_property
    def _union(self) -> Query:
        """What any tier matches."""
        return either([query for _, query in self._wide])

    def answer(self) -> Answer:
        ask = self._ask
        if not self._queries:
            return Answer((), 0 if ask.count else None, {facet: {} for facet in ask.facets})
        rows: list[Row] = []
        if ask.limit > 0:
            rows = self._by_tier() if ask.sort is Sort.RELEVANCE else self._by_day()
        facets = self._facets(rows) if ask.facets else {}
        return Answer(tuple(rows), self._total(len(rows)) if ask.count else None, facets)

    def _facets(self, rows: list[Row]) -> Counts:
        ask, view = self._ask, self._view
        if not ask.scope.filters and self._are_all(len(rows)):
            return count_documents((row.document for row in rows), ask.scope.on, ask.facets)
        if not ask.scope.filters and (known := self._total(len(rows))) >= _BROAD:
            stamp = view.stamp.generation, view.stamp
            whole, total = view.whole.counts(self._searcher, self._frame, ask.scope, stamp)
            if 2 * known > total:
                return subtract(whole, self._count(self._others()))
        return self._count(self._union)

    def _count(self, query: Query) -> Counts:
        return count_values(self._searcher, self._frame, query, self._ask.scope, self._ask.facets)

    def _others(self) -> Query:
        """Everything of the kind that no tier matches."""
        every = Query.term_query(schema(), "t", self._letter + "*", "basic")
        return Query.boolean_query([(Occur.Must, every), *((Occur.MustNot, q) for _, q in self._wide)])

    def _are_all(self, found: int) -> bool:
        """Whether a first page holds everything there is."""
        return self._ask.after is None and 0 < found < self._ask.limit

    def _total(self, found: int) -> int:
        if self._are_all(found):
            return found
        total = self._view.known_total(self._ask)
        if total is None:
            total = self._count_all()
            self._view.remember(self._ask, total)
        return total

    def _count_all(self) -> int:
        """How many documents match; the few pinned ones are counted apart, as joining sets is dear."""
        pinned = [q for at, q in self._wide if isinstance(self._ask.tiers[at], Pinned)]
        plain = [q for at, q in self._wide if not isinstance(self._ask.tiers[at], Pinned)]
        total = total_of(self._searcher, self._frame.around(either(plain))) if plain else 0
        if pinned:
            only = [(Occur.Must, either(pinned)), *((Occur.MustNot, q) for q in plain)]
            total += total_of(self._searcher, self._frame.around(Query.boolean_query(only)))
        return total

    def _by_tier(self) -> list[Row]:
        rows: list[Row] = []
        seen: set[tuple[int, int]] = set()
        after = self._ask.after
        for place, (at, query) in enumerate(self._queries):
            missing = self._ask.limit - len(rows)
            if missing <= 0:
                break
            if after is not None and at < after.tier:
                continue
            start = after.rank if after is not None and at == after.tier else None
            # on a first page every earlier hit is at hand; further on, earlier tiers are shut out
            earlier = [q for _, q in self._queries[:place]] if after is not None else []
            scoped = self._frame.around(query)
            if earlier:
                scoped = Query.boolean_query([(Occur.Must, scoped), *((Occur.MustNot, q) for q in earlier)])
            tier = self._ask.tiers[at]
            if isinstance(tier, Pinned):
                found = self._pinned(at, tier, scoped, -1 if start is None else start)
            else:
                found = self._ranked(at, scoped, start, missing + len(seen))
            for address, rank in found:
                if address not in seen and len(rows) < self._ask.limit:
                    seen.add(address)
                    rows.append(Row(at, rank, self._document(address)))
        return rows

    def _ranked(
        self, at: int, query: Query, start: int | None, limit: int
    ) -> list[tuple[tuple[int, int], int]]:
        if start is not None:
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, below("rank", start))])
        found = self._searcher.search(query, limit=limit, count=False, order_by_field="rank").hits
        return [((address.segment_ord, address.doc), int(rank)) for rank, address in found]

    def _pinned(self, at: int, tier: Pinned, query: Query, start: int) -> list[tuple[tuple[int, int], int]]:
        hits = self._searcher.search(query, limit=len(tier.keys), count=False).hits
        places = {key: place for place, key in enumerate(tier.keys)}
        found = [(address.segment_ord, address.doc) for _, address in hits]
        ranked = [(address, places[self._document(address).key]) for address in found]
        return sorted((pair for pair in ranked if pair[1] > start), key=lambda pair: pair[1])

    def _by_day(self) -> list[Row]:
        newest = self._ask.sort is Sort.NEWEST
        query = self._frame.around(self._union)
        if self._ask.after is not None:
            bound = (below if newest else above)("day", self._ask.after.rank)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, bound)])
        order = Order.Desc if newest else Order.Asc
        limit = self._ask.limit
        found = self._searcher.search(query, limit=limit, count=False, order_by_field="day", order=order).hits
        return [Row(0, int(day), self._document((a.segment_ord, a.doc))) for day, a in found]

    def _document(self, address: tuple[int, int]) -> Document:
        return self._view.document(address)
