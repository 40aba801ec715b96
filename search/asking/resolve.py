"""Decides which tiers take part, and settles those whose candidates must be looked at.

This does not depend on filters, sort or page, so that every page and every facet of one question stands on
the same set of documents.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TypeVar

import msgspec

from search.asking.checks import fitting
from search.backend import Ask, Backend, Scope
from search.page import Reason
from search.plan import CANDIDATES, Pinned, Stage, Tier
from search.planning.planner import fully_spelled, tiers_at, whole_name
from search.query import Kind, Language
from search.text.question import Question
from search.text.tables import forms

T = TypeVar("T", bound=Tier | Pinned)

FULL_PAGE = 20  # spelled hits beyond which nobody looks for what sounds alike: they fill the page
ENOUGH = 100  # hits beyond which nobody looks for short names and for what is one character off
FEW = 10  # hits below which a part of the question is tried
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Resolved:
    """The tiers that take part, in order.

    stages: those that were looked at. written: whether something is named as the question is written.
    found: whether anything was found at all.
    """

    tiers: tuple[Tier | Pinned, ...]
    stages: tuple[Stage, ...] = (Stage.SPELLED,)
    written: bool = True
    found: bool = True

    def guides(self, tier: Tier) -> bool:
        """Whether a tier is worth asking of another kind of documents, which bear the same names.

        Where the names of all enterprises hold nothing that fits a checked tier, no record does.
        """
        if not tier.checked or tier.reason is Reason.NUMBER:
            return True
        return not self.written and any(
            isinstance(one, Pinned) and one.reason is tier.reason for one in self.tiers
        )


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
        """Stage by stage. How a question is to be read is settled once, among the enterprises."""
        scope = Scope(kind, on)
        if not question.text:
            return Resolved(tiers_at(question, language, Stage.SPELLED))
        guide = None if kind is Kind.ENTERPRISE else self.resolve(question, Kind.ENTERPRISE, language, on)
        if guide is not None and not guide.found:
            guide = None
        allowed = tuple(Stage) if guide is None else guide.stages[:1] if guide.written else guide.stages
        taken: list[Tier | Pinned] = []
        looked: list[Stage] = []
        known = _Known()
        for stage in allowed:
            if not _wanted(stage, known):
                continue
            tiers = tiers_at(question, language, stage)
            looked.append(stage)
            if guide is not None:
                tiers = tuple(tier for tier in tiers if guide.guides(tier))
            elif stage is Stage.SPELLED:
                known = self._written(question, scope, tiers)
                if known.full >= ENOUGH:  # a short name would stand behind all of them
                    tiers = tuple(t for t in tiers if not (t.checked and t.reason is Reason.SHORT_NAME))
            settled = self._settle(question, scope, tiers)
            taken += settled
            if settled and (stage is not allowed[-1] or guide is None):
                known = self._counted(question, scope, stage, known, taken)
        return Resolved(tuple(taken), tuple(looked), known.written, known.total > 0)

    def _written(self, question: Question, scope: Scope, tiers: Sequence[Tier]) -> "_Known":
        """How much bears the whole question as written."""
        full = self._count(scope, [tier for tier in _plain(question, tiers) if not tier.checked])
        return _Known(written=full > 0, full=full, total=full)

    def _counted(
        self, question: Question, scope: Scope, stage: Stage, known: "_Known", taken: Sequence[Tier | Pinned]
    ) -> "_Known":
        """How much there is after a stage; no more is counted than the next decision needs."""
        full, total = known.full, known.total
        if stage is Stage.SPELLED and not full:
            full = self._count(scope, _plain(question, taken))
        if total < ENOUGH:
            total = self._count(scope, taken)
        return _Known(total, full, known.written)

    def _count(self, scope: Scope, tiers: Sequence[Tier | Pinned]) -> int:
        return self._backend.run(Ask(scope, tuple(tiers), 0, count=True)).total or 0 if tiers else 0

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


class _Known(msgspec.Struct, frozen=True):
    """What is known after the stages so far. total: hits, at least; full: those spelled as a whole."""

    total: int = 0
    full: int = 0
    written: bool = False


def _plain(question: Question, tiers: Sequence[T]) -> list[T]:
    """Those whose hits bear the whole question; a whole name, if one was typed with its legal form."""
    complete = forms().get(question.parts.form) == "legal"
    return [tier for tier in tiers if (whole_name(tier) if complete else fully_spelled(tier))]


def _wanted(stage: Stage, known: _Known) -> bool:
    if stage is Stage.SPELLED:
        return True
    if stage is Stage.SOUND:
        return known.total < FULL_PAGE
    return known.full == 0 and known.total < (ENOUGH if stage is Stage.NEAR else FEW)
