"""One ask on one state of the index.

Most questions match a few hundred documents: then each tier is run once, its hits are kept as ranks with
places, and rows, totals and facets are worked out from them. The engine counts only what is broader.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from operator import itemgetter

from tantivy import DocAddress, Occur, Order, Query

from search.backend import Answer, Ask, Row
from search.document import Document
from search.embedded.clauses import above, below, either, tokens_of
from search.embedded.counting import Counts, count_values, subtract, total_of
from search.embedded.schema import kind_token, schema
from search.embedded.view import ALL, Found, View
from search.plan import Pinned, Tier
from search.query import Facet, Sort

_BROAD = 20_000  # hits from which on another way of counting may pay


class Run:
    """Answers one ask."""

    def __init__(self, view: View, ask: Ask) -> None:
        self._view = view
        self._searcher = view.searcher
        self._scoped = view.scoped(ask.scope)
        self._frame = self._scoped.frame
        self._ask = ask
        most = ALL if ask.count or ask.facets else 2 * ask.limit
        found = ((at, self._scoped.found(tier, most)) for at, tier in enumerate(ask.tiers))
        self._found = [(at, one) for at, one in found if one is not None]

    def answer(self) -> Answer:
        """Rows, total and counts as asked."""
        ask = self._ask
        if not self._found and not ask.scope.filters:
            return Answer((), 0 if ask.count else None, {facet: {} for facet in ask.facets})
        rows: list[Row] = []
        if ask.limit > 0:
            rows = self._by_tier() if ask.sort is Sort.RELEVANCE else self._by_day()
        total = self._total() if ask.count else None
        return Answer(tuple(rows), total, self._facets() if ask.facets else {})

    @cached_property
    def _hits(self) -> dict[int, DocAddress] | None:
        """All documents of all tiers by their ranks, None if they are too many."""
        found = [one for _, one in self._found]
        return self._scoped.union(found) if all(one.complete for one in found) else None

    # --- rows ---

    def _by_tier(self) -> list[Row]:
        after = self._ask.after
        if after is not None and not all(one.complete for _, one in self._found):
            return self._further()
        rows: list[Row] = []
        seen: set[int] = set()
        for at, one in self._found:
            if after is not None and at < after.tier:
                seen.update(rank for rank, _ in one.hits)
                continue
            start = after.rank if after is not None and at == after.tier else None
            pinned = isinstance(self._ask.tiers[at], Pinned)
            for place, rank, address in self._in_order(at, one):
                if rank in seen:
                    continue
                seen.add(rank)
                if start is not None and (place <= start if pinned else place >= start):
                    continue  # on an earlier page
                rows.append(Row(at, place, self._document(at, rank, address)))
                if len(rows) == self._ask.limit:
                    return rows
        return rows

    def _document(self, at: int, rank: int, address: DocAddress) -> Document:
        document, tier = self._view.document(address), self._ask.tiers[at]
        if isinstance(tier, Tier) and tier.checked:
            self._scoped.note(document.key, rank, address)
        return document

    def _in_order(self, at: int, one: Found) -> Iterator[tuple[int, int, DocAddress]]:
        """Place in the tier, rank and address of its hits."""
        tier = self._ask.tiers[at]
        if not isinstance(tier, Pinned):
            return ((rank, rank, found) for rank, found in one.hits)
        places = {key: place for place, key in enumerate(tier.keys)}
        keys = [(places[self._view.document(address).key], rank, address) for rank, address in one.hits]
        return iter(sorted(keys, key=itemgetter(0)))

    def _further(self) -> list[Row]:
        """Rows of a later page of a broad question: the tiers before are shut out."""
        rows: list[Row] = []
        after, limit = self._ask.after, self._ask.limit
        assert after is not None
        for place, (at, one) in enumerate(self._found):
            if at < after.tier or len(rows) == limit:
                continue
            parts = [(Occur.Must, self._frame.around(one.query))]
            parts += [(Occur.MustNot, earlier.query) for _, earlier in self._found[:place]]
            start = after.rank if at == after.tier else None
            pinned = isinstance(self._ask.tiers[at], Pinned)
            if start is not None and not pinned:
                parts.append((Occur.Must, below("rank", start)))
            rest = self._view.look(one.query, Query.boolean_query(parts), limit)
            for mark, _, address in self._in_order(at, rest):
                if len(rows) < limit and (start is None or not pinned or mark > start):
                    rows.append(Row(at, mark, self._view.document(address)))
        return rows

    def _by_day(self) -> list[Row]:
        newest = self._ask.sort is Sort.NEWEST
        if not self._found:
            return []
        query = self._frame.around(self._union)
        if self._ask.after is not None:
            bound = (below if newest else above)("day", self._ask.after.rank)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, bound)])
        order = Order.Desc if newest else Order.Asc
        limit = self._ask.limit
        found = self._searcher.search(query, limit=limit, count=False, order_by_field="day", order=order).hits
        return [Row(0, int(day), self._view.document(address)) for day, address in found]

    # --- totals and facets ---

    def _total(self) -> int:
        if len(self._found) == 1 and self._found[0][1].complete:
            return len(self._found[0][1].hits)
        if self._hits is not None:
            return len(self._hits)
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

    @cached_property
    def _wide(self) -> list[tuple[int, Query]]:
        """The tiers but those that ask for all tokens of another one, and more: they add nothing to a set."""
        asked = {at: tokens_of(self._ask.tiers[at]) for at, _ in self._found}
        plain = [tokens for tokens in asked.values() if tokens]
        return [(at, one.query) for at, one in self._found if not any(other < asked[at] for other in plain)]

    @cached_property
    def _union(self) -> Query:
        """What any tier matches."""
        return either([query for _, query in self._wide])

    def _facets(self) -> Counts:
        """Counts of each facet's values; each facet leaves its own filter out."""
        ask = self._ask
        filtered = ask.facets & {chosen.facet for chosen in ask.scope.filters}
        counts = self._counted(ask.facets - filtered)
        for facet in filtered:
            others = tuple(chosen for chosen in ask.scope.filters if chosen.facet is not facet)
            wider = replace(ask, scope=replace(ask.scope, filters=others), facets=frozenset((facet,)))
            counts |= Run(self._view, wider)._counted(wider.facets)
        return counts

    def _counted(self, facets: frozenset[Facet]) -> Counts:
        """Counts of facets that no filter of the scope belongs to."""
        ask, view = self._ask, self._view
        if not facets or not self._found:
            return {facet: {} for facet in facets}
        counts = None if self._hits is None else view.tally(list(self._hits.values()), ask.scope.on, facets)
        if counts is not None:
            return counts
        if not ask.scope.filters and (known := self._total()) >= _BROAD:
            stamp = view.stamp.generation, view.stamp
            everything = view.whole.counts(self._searcher, self._frame, ask.scope, stamp)
            if everything is not None and 2 * known > everything[1]:
                return subtract(everything[0], self._aggregated(self._others(), facets))
        return self._aggregated(self._union, facets)

    def _aggregated(self, query: Query, facets: frozenset[Facet]) -> Counts:
        return count_values(self._searcher, self._frame, query, self._ask.scope, facets)

    def _others(self) -> Query:
        """Everything of the kind that no tier matches."""
        every = Query.term_query(schema(), "t", kind_token(self._ask.scope.kind), "basic")
        return Query.boolean_query([(Occur.Must, every), *((Occur.MustNot, q) for _, q in self._wide)])
