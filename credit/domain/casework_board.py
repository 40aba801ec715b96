"""Queues and boards of cases: what officers see of them, and the little of it the public sees."""

from datetime import date

import msgspec

from credit.domain.casework import CaseFile, CaseKind
from credit.domain.labels import Vocabulary, zh
from credit.domain.repair_figures import RepairFigures


class When(Vocabulary):
    """Which open cases of a queue, by their clocks."""

    ALL = "", zh("全部")
    SOON = "soon", zh("临近期限")
    OVERDUE = "overdue", zh("已经超期")
    PAUSED = "paused", zh("计时暂停")


class QueueFilter(msgspec.Struct, frozen=True, kw_only=True):
    """kind, state, authority: None or empty for all within reach. after: where the page before ended."""

    kind: CaseKind | None = None
    mine: bool = False
    when: When = When.ALL
    state: str = ""
    authority: str = ""
    after: str = ""


class QueuePage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of a queue, soonest due first. next: `after` of the next one; empty: there is none."""

    cases: tuple[CaseFile, ...]
    next: str = ""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many open cases there are. idle: nobody's. soon: near their last day but not past it."""

    open: int = 0
    soon: int = 0
    overdue: int = 0
    paused: int = 0
    idle: int = 0
    mine: int = 0


class BoardLine(msgspec.Struct, frozen=True, kw_only=True):
    """Cases of one kind at one authority. closed: in the last 365 days; median: of their working days."""

    authority: str
    kind: CaseKind
    tally: Tally
    closed: int = 0
    late: int = 0
    median: float | None = None


class PublicLine(msgspec.Struct, frozen=True, kw_only=True):
    """What the public may know: counts of twelve months. in_time: percent. division "": all together."""

    division: str
    kind: CaseKind
    received: int
    closed: int
    median: float
    in_time: int


class PublicBoard(msgspec.Struct, frozen=True, kw_only=True):
    """Twelve whole months, from `first` to `last`. minimum: lines of fewer cases are left out.

    repairs: of these alone there are figures by month and by prefecture, in place of lines.
    """

    first: date
    last: date
    minimum: int
    lines: tuple[PublicLine, ...] = ()
    repairs: RepairFigures | None = None
