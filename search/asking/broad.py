"""Totals and facets of broad questions, kept while the index stays as it is, and for a while after: counting
a million hits takes longer than everything else, and one change more or less does not alter what they tell.

What is older than half a minute is counted anew behind the reader who asks for it, and told once more as it
was; nobody waits but the first to ask, and who asks what nobody has asked for an hour.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic

from search.backend import Answer, Ask, Backend
from search.behind import Behind, Start
from search.plan import Pinned
from search.query import Facet

BROAD = 20_000  # hits from which on counts are kept
SECONDS = 30.0  # from then on they are made anew
OLDEST = 3600.0  # from then on they are not told any more
_KEPT = 256


@dataclass(frozen=True, slots=True)
class _Counts:
    made: float
    state: str
    total: int
    facets: dict[Facet, dict[str, int]]


class BroadCounts:
    """Runs asks on a backend; says with each answer whether its total is exact."""

    def __init__(
        self, backend: Backend, clock: Callable[[], float] = monotonic, behind: Start | None = None
    ) -> None:
        self._backend = backend
        self._clock = clock
        self._behind = behind or Behind()
        self._known: OrderedDict[object, _Counts] = OrderedDict()
        self._lock = Lock()

    def run(self, ask: Ask, question: object) -> tuple[Answer, bool]:
        """The answer to an ask that counts. question: names its tiers. Raises: SearchUnavailableError."""
        key = (question, ask.scope, ask.facets)
        state = self._backend.state()
        with self._lock:
            known = self._known.get(key)
        if known is None or not self._serves(known, ask, state):
            return self._count(key, ask, state), True
        if known.state != state and self._clock() >= known.made + SECONDS:
            whole = replace(ask, limit=0, after=None)
            self._behind(key, lambda: self._again(key, whole))
        bare = self._backend.run(replace(ask, count=False, facets=frozenset()))
        return Answer(bare.rows, known.total, known.facets), known.state == state

    def _serves(self, known: _Counts, ask: Ask, state: str) -> bool:
        """Whether counts can still be told: those of this very state for ever, those before it for a while.

        Pinned documents are those of one state: what holds some is counted by who asks.
        """
        if known.state == state:
            return True
        age = self._clock() - known.made
        longest = SECONDS if any(isinstance(tier, Pinned) for tier in ask.tiers) else OLDEST
        return age < longest and _same_generation(known.state, state)

    def _again(self, key: object, ask: Ask) -> None:
        self._count(key, ask, self._backend.state())

    def _count(self, key: object, ask: Ask, state: str) -> Answer:
        """The answer, counted now; its counts are kept if they are broad."""
        answer = self._backend.run(ask)
        with self._lock:
            if (answer.total or 0) < BROAD:
                self._known.pop(key, None)
                return answer
            self._known[key] = _Counts(self._clock(), state, answer.total or 0, answer.facets)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return answer


def _same_generation(one: str, other: str) -> bool:
    """Counts never outlive a generation; the part of a state before the first slash names it."""
    return one.split("/", 1)[0] == other.split("/", 1)[0]
