"""What an engine must be able to do for the portal's search: run tiers, count, fetch. Nothing else.

An engine knows neither names nor languages. `search.asking` turns questions into `Ask`s and answers
into pages, once for all engines.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import msgspec

from search.document import Document
from search.plan import Clause, Pinned, Tier
from search.query import Facet, Filter, Kind, Sort


@dataclass(frozen=True, slots=True)
class Scope:
    """Which documents take part at all: one kind, public on a day, and inside the filters."""

    kind: Kind
    on: date
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class After:
    """Where a page goes on: behind the document of this tier and rank (of a pinned tier: this place)."""

    tier: int
    rank: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Run tiers in order. A sort by date takes all tiers as one set.

    count: also say how many documents match any tier. facets: count their values, each facet without
    its own filter.
    """

    scope: Scope
    tiers: tuple[Tier | Pinned, ...]
    limit: int
    after: After | None = None
    sort: Sort = Sort.RELEVANCE
    count: bool = False
    facets: frozenset[Facet] = frozenset()


class Row(msgspec.Struct, frozen=True):
    """A document found, the tier that found it, and its place in the order of that tier."""

    tier: int
    rank: int
    document: Document


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows in order; total only if asked for; counts of facet values that hold on the day."""

    rows: tuple[Row, ...]
    total: int | None = None
    facets: dict[Facet, dict[str, int]] = field(default_factory=dict)


class Backend(Protocol):
    """An open engine, reading one generation at a time."""

    def state(self) -> str:
        """What the engine holds now: its generation, a slash, and what changes with each commit."""
        ...

    def run(self, ask: Ask) -> Answer:
        """Answer one ask. Raises: SearchUnavailableError."""
        ...

    def count(self, scope: Scope, clause: Clause | None) -> int:
        """How many documents of the scope match; all of them for no clause."""
        ...

    def values(self, scope: Scope, names: Sequence[Facet]) -> dict[Facet, dict[str, int]]:
        """Counts of facet values over the whole scope."""
        ...
