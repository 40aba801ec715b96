"""Decides which tiers take part, and settles those whose candidates must be looked at.

This does not depend on filters, sort or page, so that every page and every facet of one question stands on
the same set of documents.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

from search.asking.checks import fitting
from search.backend import Ask, Backend, Scope
from search.page import Reason
from search.plan import CANDIDATES, Pinned, Stage, Tier
from search.planning.planner import fully_spelled, tiers_at, whole_name
from search.query import Kind, Language
from search.text.question import Question
from search.text.tables import forms

ENOUGH = 100  # spelled hits beyond which nobody looks for what sounds alike
FEW = 10  # hits below which a part of the question is tried
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Resolved:
    """The tiers that take part, in order."""

    tiers: tuple[Tier | Pinned, ...]
    spelled: bool  # whether the whole question was found as written


class Resolver:
    """Resolves questions on one backend, remembering the last ones."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._known: OrderedDict[object, Resolved] = OrderedDict()
        self._lock = Lock()

    def resolve(self, question: Question, kind: Kind, language: Language, on: date) -> Resolved:
        """Tiers for a question as the index stands. Raises: SearchUnavailableError."""
        key = (self._backend.state(), question.text, kind, language, on)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = self._work(question, kind, language, on)
        with self._lock:
            self._known[key] = found
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def _work(self, question: Question, kind: Kind, language: Language, on: date) -> Resolved:
        scope = Scope(kind, on)
        if not question.text:
            return Resolved(tiers_at(question, kind, language, Stage.SPELLED), True)
        taken: list[Tier | Pinned] = []
        total = full = 0
        complete = forms().get(question.parts.form) == "legal"  # a whole name was typed, form and all
        for stage in Stage:
            if not _wanted(stage, total, full):
                continue
            tiers = tiers_at(question, kind, language, stage)
            if not tiers:
                continue
            settled = self._settle(question, scope, tiers)
            taken += settled
            total = self._count(scope, taken)
            if stage is Stage.SPELLED:
                plain = [t for t in settled if (whole_name(t) if complete else fully_spelled(t))]
                full = total if len(plain) == len(settled) else self._count(scope, plain)
        return Resolved(tuple(taken), full > 0)

    def _count(self, scope: Scope, tiers: list[Tier | Pinned]) -> int:
        return self._backend.run(Ask(scope, tuple(tiers), 0, count=True)).total or 0

    def _settle(self, question: Question, scope: Scope, tiers: Sequence[Tier]) -> list[Tier | Pinned]:
        """Checked tiers become the documents that fit; each document stays where it is found first."""
        settled: list[Tier | Pinned] = []
        for tier in tiers:
            if not tier.checked:
                settled.append(tier)
                continue
            if tier.reason is Reason.SHORT_NAME and settled and isinstance(settled[-1], Pinned):
                continue  # a short name that begins as the full one does needs no looser look
            rows = self._backend.run(Ask(scope, (tier,), CANDIDATES)).rows
            keys = fitting(question, tier, rows, scope.on.isoformat())
            if keys:
                settled.append(Pinned(tier.reason, tuple(keys)))
        return settled


def _wanted(stage: Stage, total: int, full: int) -> bool:
    if stage is Stage.SPELLED:
        return True
    if stage is Stage.SOUND:
        return total < ENOUGH
    return full == 0 and total < (ENOUGH if stage is Stage.NEAR else FEW)
