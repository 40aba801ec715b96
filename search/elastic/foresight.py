"""Sends what a question will need in one trip, before anybody asks for it.

Deciding how a question is to be read takes several asks, one after the other; each of them would be a trip
to the cluster. So the first trip brings the state of the index, everything that the question's tiers find as
far as it is little, and the candidates of checked tiers. Most questions are answered from that.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from threading import local

from search.asking import cursor
from search.asking.broad import BROAD
from search.backend import Answer, Ask, Scope
from search.elastic.known import ENOUGH, Known
from search.elastic.reader import ElasticReader
from search.plan import CANDIDATES, Clause, Pinned, Stage, Tier
from search.planning.planner import fully_spelled, tiers_at
from search.query import Facet, Kind, Query
from search.text.question import read

_FIRST = (Stage.SPELLED, Stage.SOUND)
_REMEMBERED = 2_000
Tiers = tuple[Tier | Pinned, ...]


class Foresight:
    """Implements `search.backend.Backend`; inside `question`, asks are answered from what was foreseen."""

    def __init__(self, reader: ElasticReader) -> None:
        self._reader = reader
        self._local = local()
        self._last = ""
        self._settled: dict[object, tuple[str, Tiers, bool]] = {}
        self._numbers = count()

    @contextmanager
    def question(self, query: Query, others: Sequence[Query] = ()) -> Iterator[None]:
        """While the block runs, this thread asks what belongs to a query, and counts others of its text."""
        session = self._local.session = _Session(self, self._reader, query, others)
        try:
            yield
            session.remember()
        finally:
            self._local.session = None

    def state(self) -> str:
        """Names the generation and the last change of it."""
        session = self._session()
        return self._reader.state() if session is None else session.state()

    def run(self, ask: Ask) -> Answer:
        """Answer one ask. Raises: SearchUnavailableError."""
        session = self._session()
        return self._reader.run(ask) if session is None else session.run(ask)

    def count(self, scope: Scope, clause: Clause | None) -> int:
        """How many documents of the scope match."""
        return self._reader.count(scope, clause)

    def values(self, scope: Scope, names: Sequence[Facet]) -> dict[Facet, dict[str, int]]:
        """Counts of facet values over the whole scope."""
        return self._reader.values(scope, names)

    def _session(self) -> "_Session | None":
        session: _Session | None = getattr(self._local, "session", None)
        return session

    @property
    def last(self) -> str:
        """The state that was seen last by any question."""
        return self._last

    def seen(self, state: str, before: str) -> str:
        """Take a new state over; the name under which decisions made with it may be remembered.

        What came in the same trip as a state may be a little older than it, but no older than the state
        seen before the trip began: where the two differ, nothing may be remembered.
        """
        self._last = state
        return state if state == before else f"{state}/{next(self._numbers)}"

    def settled(self, key: object) -> tuple[Tiers, bool] | None:
        """The tiers that answered a query before, if nothing has changed since; and whether broadly."""
        found = self._settled.get(key)
        return None if found is None or found[0] != self._last else found[1:]

    def settle(self, key: object, state: str, tiers: Tiers, broad: bool) -> None:
        """Remember what answered a query."""
        if len(self._settled) >= _REMEMBERED:
            self._settled.clear()
        self._settled[key] = state, tiers, broad


class _Session:
    """One query being answered, and others of the same text, each of another kind, being counted."""

    def __init__(
        self, shared: Foresight, reader: ElasticReader, query: Query, others: Sequence[Query]
    ) -> None:
        self._shared = shared
        self._reader = reader
        self._query = query
        self._others = others
        self._question = read(query.text)
        self._state: str | None = None
        self._memo: dict[Ask, Answer] = {}
        self._known: dict[Kind, Known] = {}
        self._last: tuple[Ask, Answer] | None = None
        self._counted: dict[Kind, Ask] = {}

    def state(self) -> str:
        """The state, brought with everything that will be asked next."""
        if self._state is None:
            before = self._shared.last
            asks: list[Ask] = []
            kinds: dict[Kind, None] = {}
            for query in (self._query, *self._others):
                settled = self._shared.settled(_key(query))
                if settled is None:
                    kinds |= dict.fromkeys((Kind.ENTERPRISE, query.kind))
                else:
                    asks.append(self._again(query, *settled))
            self._state = self._shared.seen(self._look(kinds, _FIRST, asks), before)
        return self._state

    def _again(self, query: Query, tiers: Tiers, broad: bool) -> Ask:
        """What is asked for a query whose tiers are known."""
        if query is not self._query:
            return _count(query, tiers)
        page = self._page(tiers)
        return replace(page, count=False, facets=frozenset()) if broad else page

    def run(self, ask: Ask) -> Answer:
        """Answer one ask of the query."""
        answer = self._answer(ask)
        if not ask.limit:
            self._counted[ask.scope.kind] = ask  # the last one of a kind is its count
        elif ask.limit != CANDIDATES:
            self._last = ask, answer
        return answer

    def _answer(self, ask: Ask) -> Answer:
        if not ask.tiers:
            return self._reader.run(ask)
        found = self._foreseen(ask)
        if found is None and self._can_look(ask):
            others = [kind for kind in Kind if kind not in self._known] if self._in_vain() else []
            self._look(dict.fromkeys((ask.scope.kind, *others)), tuple(Stage))
            found = self._foreseen(ask)
        return self._reader.run(ask) if found is None else found

    def _foreseen(self, ask: Ask) -> Answer | None:
        found = self._memo.get(ask)
        if found is not None:
            return found
        known = self._known.get(ask.scope.kind)
        return known.answer(ask) if known is not None and known.covers(ask) else None

    def _can_look(self, ask: Ask) -> bool:
        """Whether an ask is about tiers of this question that were not looked at yet."""
        known = self._known.get(ask.scope.kind)
        if ask.scope.filters or ask.scope.on != self._query.on or (known is not None and known.whole):
            return False
        plain = [tier for tier in ask.tiers if isinstance(tier, Tier)]
        return known is None or any(tier.stage > Stage.SOUND for tier in plain)

    def _in_vain(self) -> bool:
        """Whether nothing was found among the first tiers."""
        known = self._known.get(self._query.kind)
        return known is not None and known.empty

    def _look(self, kinds: Iterable[Kind], stages: tuple[Stage, ...], more: Sequence[Ask] = ()) -> str:
        """Bring what the tiers of some stages find among some kinds of documents, and answers to more."""
        looks: dict[Kind, tuple[Ask, list[Ask]]] = {}
        for kind in kinds:
            tiers = [
                tier for stage in stages for tier in tiers_at(self._question, self._query.language, stage)
            ]
            plain = tuple(tier for tier in tiers if not tier.checked)
            scope = Scope(kind, self._query.on)
            checked = [Ask(scope, (tier,), CANDIDATES) for tier in tiers if tier.checked]
            looks[kind] = Ask(scope, plain, ENOUGH, count=True), checked
        asks = [one for _, checked in looks.values() for one in checked]
        asks += [ask for ask in more if ask.tiers]
        state, named, answers = self._reader.together(asks, [whole for whole, _ in looks.values()])
        self._memo.update(zip(asks, answers, strict=True))
        broad: list[Ask] = []
        for (kind, (whole, checked)), (told, answer) in zip(looks.items(), named, strict=True):
            known = self._known[kind] = Known(whole.tiers, whole=len(stages) == len(Stage))
            self._memo[replace(whole, limit=0)] = replace(answer, rows=())
            known.take(told, answer)
            for one in checked:
                known.see(self._memo[one].rows)
            if not known.complete:
                broad += self._broad(whole)
        if broad:
            self._bring(broad)
        return state

    def _broad(self, whole: Ask) -> list[Ask]:
        """What is asked next where too much was found to bring all of it."""
        spelled = tuple(
            tier for tier in whole.tiers if isinstance(tier, Tier) and tier.stage is Stage.SPELLED
        )
        full = tuple(tier for tier in spelled if fully_spelled(tier))
        counts = [Ask(whole.scope, tiers, 0, count=True) for tiers in dict.fromkeys((full, spelled)) if tiers]
        if whole.scope.kind is self._query.kind:
            return [*counts, self._page(spelled)]
        others = [_count(one, spelled) for one in self._others if one.kind is whole.scope.kind]
        return list(dict.fromkeys((*counts, *others)))

    def _page(self, tiers: Tiers) -> Ask:
        query = self._query
        size = min(max(query.size, 0), 100)
        scope = Scope(query.kind, query.on, query.filters)
        after = None if query.cursor is None else cursor.read(query)
        return Ask(scope, tiers, size + 1, after, query.sort, count=True, facets=query.facets)

    def _bring(self, asks: list[Ask]) -> str:
        wanted = [ask for ask in asks if ask.tiers]
        state, _, answers = self._reader.together(wanted, [])
        self._memo.update(zip(wanted, answers, strict=True))
        return state

    def remember(self) -> None:
        """Keep which tiers answered, for the next page and the next visitor."""
        if self._state is None:
            return
        if self._last is not None and self._last[0].scope.kind is self._query.kind:
            ask, answer = self._last
            broad = answer.total is None or answer.total >= BROAD
            self._shared.settle(_key(self._query), self._state, ask.tiers, broad)
        for query in self._others:
            if query.kind in self._counted:
                self._shared.settle(_key(query), self._state, self._counted[query.kind].tiers, False)


def _key(query: Query) -> object:
    return query.text, query.kind, query.language, query.on


def _count(query: Query, tiers: Tiers) -> Ask:
    return Ask(Scope(query.kind, query.on, query.filters), tiers, 0, count=True)
