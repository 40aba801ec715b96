"""What a question about a repair rests on, and what one kind of record says to it on one day."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from credit.domain.records import AnyContent, Record
from credit.domain.repair import Basis, Document, Duty, Effect, Reason, RepairFacts, RepairKind
from credit.domain.vocabulary import Severity
from credit.rules import packs
from credit.rules.packs import Pack

CONDITIONS: Final = packs.topic("repair_conditions")
CREDIT_CHINA: Final = packs.topic("credit_china_repair")
REPAIR_2021: Final = "市场监督管理信用修复管理办法（国市监信规〔2021〕3号）"
REPAIR_SCHEME: Final = "关于进一步完善信用修复制度的实施方案（国办发〔2025〕22号）"


class Read:
    """The figures of a pack, and which of them an answer rests on."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._used: dict[Basis, None] = {}

    def __call__(self, key: str) -> Any:
        """The value of a figure, noted as used. Raises RuleError `pack.no_figure`."""
        value = self.pack[key]
        one = self.pack.figures[key]
        self._used[Basis(one.instrument, one.article, one.pack, one.unverified)] = None
        return value

    def has(self, key: str) -> bool:
        """Whether this version of the rule has a figure."""
        return key in self.pack.figures

    @property
    def basis(self) -> tuple[Basis, ...]:
        """What was used, in the order in which it was read."""
        return tuple(self._used)


@dataclass(frozen=True, slots=True)
class Question:
    """One record and what is known of its subject.

    content: by which periods are reckoned. published_on: from which they run. assumed: duties taken as
    done, to ask from which day on they would be all that was missing.
    """

    record: Record
    content: AnyContent
    published_on: date
    facts: RepairFacts
    assumed: frozenset[Duty] = frozenset()

    def found_undone(self, duty: Duty) -> bool:
        """Whether an officer found a duty open that is otherwise taken as done."""
        return duty not in self.assumed and (self.record.id, duty) in self.facts.undone

    def has_done(self, duty: Duty, on: date, *days: date | None) -> bool:
        """Whether a duty is done on a day, by what was told of it or by one of `days`."""
        if duty in self.assumed:
            return True
        if (self.record.id, duty) in self.facts.undone:
            return False
        told = [one.on for one in self.facts.done if one.record_id == self.record.id and one.duty is duty]
        return any(day <= on for day in (*told, *days) if day is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule finds on one day. over: there is nothing to repair, since `gone_on`; ends: it ends without
    an application; bars, waits, duties: what speaks against an application now."""

    kind: RepairKind
    over: Reason | None = None
    gone_on: date | None = None
    ends: Reason | None = None
    bars: tuple[Reason, ...] = ()
    waits: tuple[Reason, ...] = ()
    duties: tuple[tuple[Duty, tuple[str, ...]], ...] = ()
    ready: tuple[Reason, ...] = ()
    until: date | None = None
    time_from: date | None = None
    severity: Severity | None = None
    lengths: tuple[str, ...] = ()
    rules: str = ""
    effect: Effect | None = None
    documents: tuple[Document, ...] = ()
    accept_workdays: int | None = None
    decide_workdays: int | None = None
    basis: tuple[Basis, ...] = ()
    linked: tuple[str, ...] = field(default=())

    @property
    def open(self) -> bool:
        """Whether an application may be made."""
        return not (self.over or self.ends or self.bars or self.waits or self.duties)
