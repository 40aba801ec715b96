"""Neutral clauses as tantivy queries."""

import re
from datetime import date

from tantivy import FieldType, Occur, Query

from search.backend import Scope
from search.embedded.schema import schema
from search.facets import COLUMNS, read_mark
from search.plan import All, AnyOf, Clause, Prefix, Term
from search.query import Facet, Filter
from search.text.tokens import KIND

Part = tuple[Occur, Query]


def compiled(clause: Clause) -> Query:
    """A clause over tokens. Scores are never used."""
    match clause:
        case Term(token):
            return Query.term_query(schema(), "t", token, "basic")
        case Prefix(start):
            return Query.regex_query(schema(), "t", re.escape(start) + ".*")
        case All(clauses):
            return Query.boolean_query([(Occur.Must, compiled(part)) for part in clauses])
        case AnyOf(clauses) if clauses and all(isinstance(part, Term) for part in clauses):
            return Query.term_set_query(
                schema(), "t", [part.token for part in clauses if isinstance(part, Term)]
            )
        case AnyOf(clauses):
            return Query.boolean_query([(Occur.Should, compiled(part)) for part in clauses])


def keys_query(letter: str, keys: tuple[str, ...]) -> Query:
    """Documents named by their keys."""
    return Query.term_set_query(schema(), "t", [letter + "k" + "_".join(key.split()) for key in keys])


class Frame:
    """Everything a scope asks beside the tiers, for one state of the index.

    ends: all days on which some document ends. marks: all distinct marks.
    """

    def __init__(self, scope: Scope, ends: list[str], marks: list[str]) -> None:
        self._scope = scope
        self._marks = marks
        gone = [end for end in ends if end <= scope.on.isoformat()]
        self._always: list[Part] = (
            [(Occur.MustNot, Query.term_set_query(schema(), "until", gone))] if gone else []
        )

    def around(self, query: Query | None, without: Facet | None = None) -> Query:
        """The query inside the scope; `without` leaves one facet's filter out."""
        parts = [
            *self._always,
            *(p for f in self._scope.filters if f.facet is not without for p in self._filter(f)),
        ]
        if query is None:
            query = Query.term_query(schema(), "t", KIND[self._scope.kind] + "*", "basic")
        return Query.boolean_query([(Occur.Must, query), *parts]) if parts else query

    def _filter(self, chosen: Filter) -> list[Part]:
        wanted = set(chosen.values)
        field = "regions" if chosen.facet is Facet.DIVISION else f"f_{chosen.facet.value}"
        options: list[Query] = []
        if chosen.facet in COLUMNS:
            options.append(Query.term_set_query(schema(), field, sorted(wanted)))
        holding = [m for m in self._marks if _holds(m, chosen.facet, wanted, self._scope.on)]
        if holding or not options:
            options.append(Query.term_set_query(schema(), "marks", holding))
        query = options[0] if len(options) == 1 else Query.boolean_query([(Occur.Should, o) for o in options])
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
