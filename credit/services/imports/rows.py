"""From the cells of a row to a registration or a record, or to the list of what is wrong with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from credit.domain.errors import DomainError
from credit.domain.notices import NoticeFacts
from credit.domain.vocabulary import RecordKind
from credit.rules import departments
from credit.services.batches import Incoming
from credit.services.holding_back import hold_back, star_registration
from credit.services.imports.cells import EMPTY, MISSING_WORDS, CellError, as_text, fold, tidy
from credit.services.imports.columns import Column, RowError, Table, Taken, Values, incoming
from credit.services.imports.files import Broken, Cells
from credit.services.imports.screening import is_personal, tells_risk
from credit.services.imports.tables import BY_WORD, names_kind, table_for
from credit.services.imports.tables_notices import AUTHORITY_NOTICE, authority_notice
from credit.services.imports.tables_registration import REGISTRATION, class_by_type, registration

Problem = tuple[str, str]  # column, reason


@dataclass(frozen=True, slots=True)
class Read:
    """What a row became: something to keep, or problems. held: kept, but back for an officer.

    foreign: kept, but not shown, being another department's.
    """

    taken: Taken | None
    problems: tuple[Problem, ...] = ()
    held: bool = False
    foreign: bool = False


@dataclass(slots=True)
class Headings:
    """What became of a file's columns: which were not known, which hold identity documents."""

    unknown: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


class Step(NamedTuple):
    """One cell to read: where it stands, which field it fills, how it is read."""

    place: Any  # number of the cell, or key in JSON
    field: str
    label: str
    parse: Callable[[str], Any]
    may_miss: bool


REMEMBERED = 5_000  # shapes of JSON objects whose plan is kept


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
        self._plans: dict[tuple[str, Sequence[str] | None], list[Step]] = {}
        self._shapes: dict[tuple[str, ...], Table | str | None] = {}
        self._tables: dict[str, Table] = {}
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
        if not self._fill(self._plan(table, cells), cells, values, problems):
            return None
        return self._finish(table, values, problems)

    def _table_of(self, cells: Sequence[Any] | dict[str, Any]) -> Table | None:
        if self.table:
            return self.table
        if isinstance(cells, dict):
            named = self._shape(tuple(cells))
            if not isinstance(named, str):
                return named
            kind = cells[named]
        else:
            kind = cells[self._kind_at] if 0 <= self._kind_at < len(cells) else ""
        return self._tables.get(kind) if type(kind) is str and kind in self._tables else self._named(kind)

    def _shape(self, keys: tuple[str, ...]) -> Table | str | None:
        """The table that fits these keys, or the key that names the table."""
        if keys not in self._shapes:
            if len(self._shapes) >= REMEMBERED:
                self._shapes.clear()
            self._shapes[keys] = names_kind(keys) or table_for(keys)
        return self._shapes[keys]

    def _named(self, kind: object) -> Table | None:
        word = str(kind)
        table = BY_WORD.get(fold(word))
        if table is not None:
            self._tables[word] = table
        return table

    def _plan(self, table: Table, cells: Sequence[Any] | dict[str, Any]) -> list[Step]:
        """What to read where, for rows of this shape."""
        keys: Sequence[str] = tuple(cells) if isinstance(cells, dict) else ()
        shape = (table.name, keys if isinstance(cells, dict) else None)
        plan = self._plans.get(shape)
        if plan is None:
            if len(self._plans) >= REMEMBERED:
                self._plans.clear()
            places: Iterable[tuple[Any, str]] = zip(keys, keys, strict=True)
            if not isinstance(cells, dict):
                places = enumerate(self._headings or ())
            plan = self._plans[shape] = [
                Step(place, column.field, column.label, column.cell.parse, column.field in table.may_miss)
                for place, heading in places
                if place != self._kind_at and heading and (column := self._column(table, heading))
            ]
        return plan

    def _column(self, table: Table, heading: str) -> Column | None:
        """The column behind a heading; one that holds identity documents is never looked at."""
        if is_personal(heading):
            self.seen.dropped.add(heading)
            return None
        column = table.by_heading.get(fold(heading))
        if column is None and names_kind([heading]) is None:
            self.seen.unknown.add(heading)
        return column

    def _fill(
        self,
        plan: list[Step],
        cells: Sequence[Any] | dict[str, Any],
        values: Values,
        problems: list[Problem],
    ) -> bool:
        """Read the cells; False when all of them are empty."""
        filled = False
        width = len(cells)
        short = not isinstance(cells, dict)
        for place, field_name, label, parse, may_miss in plan:
            if short and place >= width:
                continue
            raw = cells[place]
            try:
                text = tidy(raw if type(raw) is str else as_text(raw))
                if not text or text in EMPTY:
                    continue
                filled = True
                if may_miss and text in MISSING_WORDS:
                    values[field_name] = MISSING_WORDS[text]
                    continue
                if "风险" in text and tells_risk(text):
                    raise CellError("含有企业信用风险分类的内容，不予接收")
                values[field_name] = parse(text)
            except CellError as error:
                filled = True
                problems.append((label, str(error)))
        return filled

    def _finish(self, table: Table, values: Values, problems: list[Problem]) -> Read:
        if table is REGISTRATION:
            class_by_type(values)
        if not table.required_fields <= values.keys():
            wrong = {label for label, _ in problems}
            for column in table.required:
                if column.field not in values and column.label not in wrong:
                    problems.append((column.label, "必填"))
        for field_name, label in table.past:
            day = values.get(field_name)
            if type(day) is date and day > self.today:
                problems.append((label, "日期晚于接收日期"))
        if problems:
            return Read(None, tuple(problems))
        return self._make(table, values)

    def _make(self, table: Table, values: Values) -> Read:
        try:
            if table is REGISTRATION:
                return Read(star_registration(registration(values, self.received)))
            if table is AUTHORITY_NOTICE:
                return self._notice(authority_notice(values, self.received))
            item = incoming(table, values, self.received)
        except RowError as error:
            return Read(None, ((error.column, error.reason),))
        except DomainError:
            return Read(None, (("（整行）", "内容互相矛盾"),))
        record, held = hold_back(item.record, self.today)
        kept = item if record is item.record else Incoming(item.codes, record)
        kind, agency = record.content.record_kind(), record.provenance.agency.name
        return Read(kept, held=held, foreign=not departments.is_carried(kind, agency, self.today))

    def _notice(self, said: NoticeFacts) -> Read:
        facts, held = hold_back(said, self.today)
        agency = facts.provenance.agency.name
        foreign = not departments.is_carried(RecordKind.NOTICE, agency, self.today)
        return Read(facts, held=held, foreign=foreign)
