"""Totals and facets of broad questions, kept for half a minute: counting a million hits takes longer than
everything else, and one change more or less does not alter what they tell."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic

from search.backend import Answer, Ask, Backend
from search.query import Facet

BROAD = 20_000  # hits from which on counts are kept
SECONDS = 30.0
_KEPT = 256


@dataclass(frozen=True, slots=True)
class _Counts:
    until: float
    state: str
    total: int
    facets: dict[Facet, dict[str, int]]


class BroadCounts:
    """Runs asks on a backend; says with each answer whether its total is exact."""

    def __init__(self, backend: Backend, clock: Callable[[], float] = monotonic) -> None:
        self._backend = backend
        self._clock = clock
        self._known: OrderedDict[object, _Counts] = OrderedDict()
        self._lock = Lock()

    def run(self, ask: Ask, question: object) -> tuple[Answer, bool]:
        """The answer to an ask that counts. question: names its tiers. Raises: SearchUnavailableError."""
        key = (question, ask.scope, ask.facets)
        state = self._backend.state()
        with self._lock:
            known = self._known.get(key)
        if known is not None and self._clock() < known.until and _same_generation(known.state, state):
            bare = self._backend.run(replace(ask, count=False, facets=frozenset()))
            return Answer(bare.rows, known.total, known.facets), known.state == state
        answer = self._backend.run(ask)
        if (answer.total or 0) >= BROAD:
            counts = _Counts(self._clock() + SECONDS, state, answer.total or 0, answer.facets)
            with self._lock:
                self._known[key] = counts
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return answer, True


def _same_generation(one: str, other: str) -> bool:
    """Counts never outlive a generation; the part of a state before the first slash names it."""
    return one.split("/", 1)[0] == other.split("/", 1)[0]
