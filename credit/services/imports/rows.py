"""From the cells of a row to a registration or a record, or to the list of what is wrong with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from credit.domain.errors import DomainError
from credit.services.batches import Incoming
from credit.services.imports.cells import EMPTY, CellError, as_text, fold, missing_word, tidy
from credit.services.imports.columns import Column, RowError, Table, Taken, Values, incoming
from credit.services.imports.files import Broken, Cells
from credit.services.imports.screening import hold_back, is_personal, star_registration, tells_risk
from credit.services.imports.tables import BY_WORD, names_kind, table_for
from credit.services.imports.tables_registration import REGISTRATION, class_by_type, registration

Problem = tuple[str, str]  # column, reason


@dataclass(frozen=True, slots=True)
class Read:
    """What a row became: something to keep, or problems. held: kept, but back for an officer."""

    taken: Taken | None
    problems: tuple[Problem, ...] = ()
    held: bool = False


@dataclass(slots=True)
class Headings:
    """What became of a file's columns: which were not known, which hold identity documents."""

    unknown: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


class RowReader:
    """Reads the rows of one part of a file. `received` is the moment of receipt for all of them."""

    def __init__(
        self,
        headings: Sequence[str] | None,
        received: datetime,
        forced: Table | None = None,
        seen: Headings | None = None,
    ) -> None:
        self.received = received
        self.today: date = received.date()
        self.seen = seen or Headings()
        self._headings = headings
        self._forced = forced
        self._kind = names_kind(headings) if headings else None
        self._kind_at = headings.index(self._kind) if headings and self._kind else -1
        self._plans: dict[str, list[tuple[int, Column, bool]]] = {}
        self._keys: dict[tuple[str, str], tuple[Column, bool] | None] = {}
        self._shapes: dict[tuple[str, ...], Table | None] = {}
        self.table = forced or (table_for(headings) if headings and not self._kind else None)

    def read(self, cells: Cells) -> Read | None:
        """The row read; None for an empty one."""
        if isinstance(cells, Broken):
            return Read(None, (("（整行）", cells.reason),))
        table = self._table_of(cells)
        if table is None:
            if not any(str(cell).strip() for cell in (cells.values() if isinstance(cells, dict) else cells)):
                return None
            return Read(None, (("记录类型", "没有认出记录类型，可选值见导入说明"),))
        values: Values = {}
        problems: list[Problem] = []
        if not self._fill(table, self._pairs(table, cells), values, problems):
            return None
        return self._finish(table, values, problems)

    def _table_of(self, cells: Sequence[Any] | dict[str, Any]) -> Table | None:
        if self.table:
            return self.table
        if isinstance(cells, dict):
            named = names_kind(cells)
            if named is not None:
                return BY_WORD.get(fold(str(cells[named])))
            shape = tuple(cells)
            if shape not in self._shapes:
                self._shapes[shape] = table_for(shape)
            return self._shapes[shape]
        kind = cells[self._kind_at] if 0 <= self._kind_at < len(cells) else ""
        return BY_WORD.get(fold(str(kind)))

    def _pairs(
        self, table: Table, cells: Sequence[Any] | dict[str, Any]
    ) -> Iterable[tuple[Column, bool, Any]]:
        if isinstance(cells, dict):
            found = ((self._column(table, key), value) for key, value in cells.items())
            return [(*known, value) for known, value in found if known]
        plan = self._plans.get(table.name)
        if plan is None:
            plan = self._plans[table.name] = self._plan(table)
        width = len(cells)
        return [(column, may, cells[at]) for at, column, may in plan if at < width]

    def _plan(self, table: Table) -> list[tuple[int, Column, bool]]:
        plan = []
        for at, heading in enumerate(self._headings or ()):
            if at != self._kind_at and heading and (known := self._column(table, heading)):
                plan.append((at, *known))
        return plan

    def _column(self, table: Table, heading: str) -> tuple[Column, bool] | None:
        """The column behind a heading; one that holds identity documents is never looked at."""
        place = (table.name, heading)
        if place in self._keys:
            return self._keys[place]
        column = None if is_personal(heading) else table.by_heading.get(fold(heading))
        if is_personal(heading):
            self.seen.dropped.add(heading)
        elif column is None and names_kind([heading]) is None:
            self.seen.unknown.add(heading)
        found = (column, column.field in table.may_miss) if column else None
        if len(self._keys) < 10_000:
            self._keys[place] = found
        return found

    def _fill(
        self,
        table: Table,
        pairs: Iterable[tuple[Column, bool, Any]],
        values: Values,
        problems: list[Problem],
    ) -> bool:
        """Read the cells; False when all of them are empty."""
        filled = False
        for column, may_miss, raw in pairs:
            try:
                text = tidy(raw if type(raw) is str else as_text(raw))
                if text in EMPTY:
                    continue
                filled = True
                if may_miss and (missing := missing_word(text)):
                    values[column.field] = missing
                    continue
                if tells_risk(text):
                    raise CellError("含有企业信用风险分类的内容，不予接收")
                values[column.field] = column.cell.parse(text)
            except CellError as error:
                filled = True
                problems.append((column.label, str(error)))
        return filled

    def _finish(self, table: Table, values: Values, problems: list[Problem]) -> Read:
        if table is REGISTRATION:
            class_by_type(values)
        wrong = {label for label, _ in problems}
        for column in table.required:
            if column.field not in values and column.label not in wrong:
                problems.append((column.label, "必填"))
        for column in table.past:
            day = values.get(column.field)
            if type(day) is date and day > self.today:
                problems.append((column.label, "日期晚于接收日期"))
        if problems:
            return Read(None, tuple(problems))
        return self._make(table, values)

    def _make(self, table: Table, values: Values) -> Read:
        try:
            if table is REGISTRATION:
                return Read(star_registration(registration(values, self.received)))
            item = incoming(table, values, self.received)
        except RowError as error:
            return Read(None, ((error.column, error.reason),))
        except DomainError:
            return Read(None, (("（整行）", "内容互相矛盾"),))
        record, held = hold_back(item.record, self.today)
        return Read(item if record is item.record else Incoming(item.codes, record), held=held)
