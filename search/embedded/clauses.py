"""Neutral clauses as tantivy queries."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from tantivy import FieldType, Occur, Query, Searcher

from search.backend import Scope
from search.embedded.schema import kind_token, schema
from search.facets import COLUMNS, read_mark
from search.plan import All, AnyOf, Clause, Pinned, Term, Tier
from search.query import Facet, Filter, Kind

Part = tuple[Occur, Query]

_STARTS = 1_000  # tokens with one beginning that are worth listing
_MANY = 40  # from here on a set of terms is looked up at once, at a fixed price
_REMEMBERED = 100_000
_UNKNOWN = 1  # codes with one beginning: few


def terms(field: str, values: Sequence[str]) -> Query:
    """Entries with any of some values of a field."""
    if len(values) > _MANY:
        return Query.term_set_query(schema(), field, values)
    parts = [Query.term_query(schema(), field, value, "basic") for value in values]
    return parts[0] if len(parts) == 1 else either(parts)


def either(queries: Sequence[Query]) -> Query:
    """Entries that match at least one of them."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, q) for q in queries])


class Compiler:
    """Turns clauses into queries for one state of the index, and knows at once what cannot be found."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._frequency: dict[str, int] = {}
        self._starts: dict[str, tuple[list[str], int]] = {}

    def frequency(self, token: str) -> int:
        """How many entries carry a token, those on their way out included."""
        found = self._frequency.get(token)
        if found is None:
            if len(self._frequency) >= _REMEMBERED:
                self._frequency.clear()
            found = self._frequency[token] = self._searcher.doc_freq("t", token)
        return found

    def of_kind(self, kind: Kind) -> Query:
        """All documents of a kind."""
        return Query.term_query(schema(), "t", kind_token(kind), "basic")

    def only(self, kind: Kind) -> Part:
        """What leaves the documents of a kind: fewer are looked at where those of the others are shut out."""
        others = [other for other in Kind if other is not kind]
        if self.frequency(kind_token(kind)) <= sum(self.frequency(kind_token(other)) for other in others):
            return Occur.Must, self.of_kind(kind)
        return Occur.MustNot, either(list(map(self.of_kind, others)))

    def query(self, clause: Clause) -> Query | None:
        """A clause over tokens, None if nothing can match it. Scores are never used."""
        return self.bounded(clause)[0]

    def bounded(self, clause: Clause) -> tuple[Query | None, int]:
        """The query, and how many entries it matches at most."""
        if isinstance(clause, Term):
            return self._term(clause.token)
        if isinstance(clause, All):
            return self._all(clause.clauses)
        if isinstance(clause, AnyOf):
            found = [(q, bound) for q, bound in map(self.bounded, clause.clauses) if q is not None]
            return either([q for q, _ in found]) if found else None, sum(bound for _, bound in found)
        return self._beginning(clause.start)

    def _beginning(self, start: str) -> tuple[Query | None, int]:
        """Entries with any token that begins so. A few tokens are asked for one by one: an expression over
        all tokens costs more to set up than most questions take."""
        found = self._starts.get(start)
        if found is None:
            if len(self._starts) >= _STARTS:
                self._starts.clear()
            listed = self._searcher.terms_with_prefix("t", start)[: _STARTS + 1]
            found = self._starts[start] = [token for token, _ in listed], sum(count for _, count in listed)
        tokens, bound = found
        if len(tokens) > _STARTS:
            return Query.regex_query(schema(), "t", re.escape(start) + ".*"), _UNKNOWN
        return terms("t", tokens) if tokens else None, bound

    def _term(self, token: str) -> tuple[Query | None, int]:
        bound = self.frequency(token)
        return Query.term_query(schema(), "t", token, "basic") if bound else None, bound

    def _all(self, clauses: tuple[Clause, ...]) -> tuple[Query | None, int]:
        # first whether all tokens are there: most clauses fail here, before anything is made
        if not all(self.frequency(part.token) for part in clauses if isinstance(part, Term)):
            return None, 0
        parts: list[Part] = []
        bounds: list[int] = []
        for part in clauses:
            query, bound = self.bounded(part)
            if query is None:
                return None, 0
            parts.append((Occur.Must, query))
            bounds.append(bound)
        return Query.boolean_query(parts), min(bounds)


def tokens_of(tier: Tier | Pinned) -> frozenset[str]:
    """The tokens that a document needs for a tier; none for tiers that offer a choice."""
    match tier:
        case Tier(clause=Term(token)):
            return frozenset((token,))
        case Tier(clause=All(clauses)) if all(isinstance(part, Term) for part in clauses):
            return frozenset(part.token for part in clauses if isinstance(part, Term))
    return frozenset()


def keys_query(keys: Sequence[str]) -> Query:
    """Documents named by their keys."""
    return terms("t", ["k" + "_".join(key.split()) for key in keys])


class Frame:
    """Everything a scope asks beside the tiers, for one state of the index.

    ends: all days on which some document ends, in order. marks: all distinct marks.
    """

    def __init__(self, scope: Scope, compiler: Compiler, ends: list[str], marks: list[str]) -> None:
        self._scope = scope
        self._marks = marks
        self._all = compiler.of_kind(scope.kind)
        self._kind = compiler.only(scope.kind)
        gone = ends[: bisect_right(ends, scope.on.isoformat())]
        self._always: list[Part] = [(Occur.MustNot, terms("until", gone))] if gone else []

    def around(self, query: Query | None, without: Facet | None = None) -> Query:
        """The query inside the scope, everything for none; `without` leaves one facet's filter out."""
        parts = [*self._always, *self._filtered(without)]
        if query is None:
            parts.append((Occur.Must, self._all))
        else:
            parts += [(Occur.Must, query), self._kind]
        return Query.boolean_query(parts)

    def across(self, query: Query) -> Query:
        """The query inside the scope, among all kinds."""
        parts = [*self._always, *self._filtered(None)]
        return Query.boolean_query([(Occur.Must, query), *parts]) if parts else query

    def _filtered(self, without: Facet | None) -> Iterator[Part]:
        return (p for f in self._scope.filters if f.facet is not without for p in self._filter(f))

    def _filter(self, chosen: Filter) -> list[Part]:
        wanted = set(chosen.values)
        options: list[Query] = []
        field = "regions" if chosen.facet is Facet.DIVISION else f"f_{chosen.facet.value}"
        if wanted and chosen.facet in COLUMNS:
            options.append(terms(field, sorted(wanted)))
        holding = [m for m in self._marks if _holds(m, chosen.facet, wanted, self._scope.on)]
        if holding:
            options.append(terms("marks", holding))
        query = either(options) if options else Query.empty_query()
        return [(Occur.MustNot if chosen.exclude else Occur.Must, query)]


def _holds(mark: str, facet: Facet, wanted: set[str], on: date) -> bool:
    if not mark.startswith(facet.value + "="):
        return False
    read = read_mark(mark, on)
    return read is not None and read[1] in wanted


def below(field: str, bound: int) -> Query:
    """Entries whose number is smaller."""
    return Query.range_query(schema(), field, FieldType.Unsigned, upper_bound=bound, include_upper=False)


def above(field: str, bound: int) -> Query:
    """Entries whose number is greater."""
    return Query.range_query(schema(), field, FieldType.Unsigned, lower_bound=bound, include_lower=False)
