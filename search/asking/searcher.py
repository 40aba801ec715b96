"""The reading side of the portal's search over any backend."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from operator import itemgetter

import msgspec

from search.asking import cursor
from search.asking.broad import BROAD, BroadCounts
from search.asking.hints import hints_for
from search.asking.resolve import Resolved, Resolver
from search.asking.spans import shown
from search.asking.suggesting import Suggester
from search.backend import After, Ask, Backend, Row, Scope
from search.document import Card
from search.engine import Health
from search.errors import IndexBuildingError
from search.page import FacetCount, Hit, Page, Reason, Suggestion
from search.query import Facet, Language, Query, Sort
from search.text.codes import number_key
from search.text.question import Question, Script, read

_LARGEST_PAGE = 100
_MOST_BROAD = 512  # pages of broad questions that are kept
Session = Callable[[Query, Sequence[Query]], AbstractContextManager[None]]


class Searcher:
    """Implements `search.engine.SearchReader`.

    question: what an engine does around everything that one query, and others to be counted, ask of it.
    sure: the state that an engine tells is that of everything it holds, so that what is found in it stays.
    """

    def __init__(
        self, backend: Backend, health: Callable[[], Health], question: Session, *, sure: bool = False
    ) -> None:
        self._backend = backend
        self._question = question
        self._health = health
        self._resolver = Resolver(backend)
        self._counts = BroadCounts(backend)
        self._suggester = Suggester(backend)
        self._sure = sure
        self._broad: dict[Query, tuple[str, Page]] = {}
        self._filled = ""  # the generation that was last seen to hold something

    def search(self, query: Query) -> Page:
        """Answer a question. Raises: SearchUnavailableError, IndexBuildingError, CursorError."""
        with self._question(query, ()):
            return self._search(query)

    def search_and_count(
        self, query: Query, others: Sequence[Query]
    ) -> tuple[Page, tuple[tuple[int, bool], ...]]:
        """A page, and how much other questions find. Raises as `search`."""
        with self._question(query, others):
            return self._search(query), tuple(map(self._count, others))

    def _search(self, query: Query) -> Page:
        """The page; what takes long is looked for once, until something changes."""
        if not self._sure:
            return self._look(query)
        state = self._backend.state()
        known = self._broad.get(query)
        if known is not None and known[0] == state:
            return known[1]
        page = self._look(query)
        if page.exact and page.total >= BROAD:
            if len(self._broad) >= _MOST_BROAD:
                self._broad.clear()
            self._broad[query] = state, page
        return page

    def _look(self, query: Query) -> Page:
        question = read(query.text)
        after = cursor.read(query)
        resolved = self._resolver.resolve(question, query.kind, query.language, query.on)
        size = min(max(query.size, 0), _LARGEST_PAGE)
        ask = Ask(
            Scope(query.kind, query.on, query.filters),
            resolved.tiers,
            size + 1,
            after,
            query.sort,
            count=True,
            facets=query.facets,
        )
        # how a question in Latin letters is read depends on the reader's language, no other does
        named = (question.text, query.language if Script.LATIN in question.scripts else None)
        answer, exact = self._counts.run(ask, named)
        if not answer.total:
            self._refuse_while_empty()
        rows = answer.rows[:size]
        more = len(answer.rows) > size and rows
        hits = tuple(hit(question, resolved, query, row) for row in rows)
        return Page(
            hits=hits,
            total=answer.total or 0,
            exact=exact,
            facets={facet: _counts(facet, found) for facet, found in answer.facets.items()},
            next=cursor.write(query, After(rows[-1].tier, rows[-1].rank)) if more else None,
            hints=hints_for(self._backend, self._resolver, query, question, hits, answer.total or 0),
        )

    def count(self, query: Query) -> tuple[int, bool]:
        """How many documents match, and whether that number is exact."""
        with self._question(query, ()):
            return self._count(query)

    def _count(self, query: Query) -> tuple[int, bool]:
        resolved = self._resolver.resolve(read(query.text), query.kind, query.language, query.on)
        scope = Scope(query.kind, query.on, query.filters)
        return self._backend.run(Ask(scope, resolved.tiers, 0, count=True)).total or 0, True

    def suggest(self, prefix: str, language: Language, on: date, limit: int = 8) -> tuple[Suggestion, ...]:
        """Lines for a half-typed question. Raises: SearchUnavailableError, IndexBuildingError."""
        found = self._suggester.lines(prefix, language, on, limit)
        if not found:
            self._refuse_while_empty()
        return found

    def health(self) -> Health:
        """State of the live generation. Raises: SearchUnavailableError."""
        return self._health()

    def _refuse_while_empty(self) -> None:
        """Nothing found in an index that holds nothing is no answer. Raises: IndexBuildingError."""
        generation = self._backend.state().split("/", 1)[0]
        if generation == self._filled:
            return
        health = self._health()
        if not health.position and not any(health.documents.values()):
            raise IndexBuildingError("the index holds nothing yet")
        self._filled = generation


def hit(question: Question, resolved: Resolved, query: Query, row: Row) -> Hit:
    """A row as the page shows it."""
    reason = resolved.tiers[row.tier].reason
    if query.sort is not Sort.RELEVANCE and len(resolved.tiers) > 1:
        reason = Reason.NAME if question.text else Reason.ALL
    document = row.document
    seen = shown(question, reason, document)
    anchor = document.card.anchor
    if reason is Reason.NUMBER:
        anchors = (n.anchor for n in document.numbers if number_key(n.text) == question.number)
        anchor = next(anchors, anchor)
    return Hit(
        kind=document.kind,
        key=document.key,
        card=card_on(document.card, query.on),
        reason=seen.reason,
        spans=seen.spans,
        detail=seen.detail,
        anchor=anchor,
    )


def card_on(card: Card, on: date) -> Card:
    """The card without tags that no longer hold."""
    tags = tuple(tag for tag in card.tags if tag.until is None or on < tag.until)
    return card if len(tags) == len(card.tags) else msgspec.structs.replace(card, tags=tags)


def _counts(facet: Facet, found: dict[str, int]) -> tuple[FacetCount, ...]:
    """Values by count; years and divisions in their own order."""
    pairs = sorted(found.items(), reverse=facet is Facet.YEAR)
    if facet not in (Facet.DIVISION, Facet.YEAR):
        pairs.sort(key=itemgetter(1), reverse=True)
    return tuple([FacetCount(value, count) for value, count in pairs if count])
