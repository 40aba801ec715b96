"""What a column is and what a table of columns makes of a row. The tables themselves are data.

From these the import reads, and `docs/import.md` is written; there is no second list of columns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Any, get_args

import msgspec

from credit.domain.contents import Content
from credit.domain.notices import NoticeFacts
from credit.domain.records import Record, Registration
from credit.domain.values import NOT_COLLECTED, Agency, Missing, Money, Provenance, Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.services.batches import Incoming
from credit.services.imports.cells import Cell, Choice, Code, Day, OldNumber, OwnId, Text, fold

Values = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its name in files, its label, how it is read, and where it goes.

    past: a day after the day of receipt is refused. into: the field it fills, by default its name.
    """

    name: str
    label: str
    cell: Cell
    example: str = ""
    required: bool = False
    unit: str = ""
    note: str = ""
    aliases: tuple[str, ...] = ()
    past: bool = False
    into: str = ""

    @cached_property
    def field(self) -> str:
        return self.into or self.name

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every way of heading this column, as compared."""
        return frozenset(fold(word) for word in (self.name, self.label, self.field, *self.aliases))


class RowError(ValueError):
    """A row that cannot be taken as a whole: the column to look at, and why."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


Build = Callable[[Values], Content]


@dataclass(frozen=True)
class Table:
    """A kind of file: its columns and what a row becomes.

    identity: the fields that tell two records of a subject apart where the source gives no id of its
    own. effective: the field whose day the record holds from. build: content from values.
    """

    name: str
    label: str
    note: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    effective: str
    build: Build | None  # None: what lies under no subject: registrations, notices of authorities
    content: type[msgspec.Struct]

    @cached_property
    def by_heading(self) -> Mapping[str, Column]:
        return {heading: column for column in self.columns for heading in column.headings}

    @cached_property
    def required(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.required)

    @cached_property
    def required_fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.required)

    @cached_property
    def past(self) -> tuple[tuple[str, str], ...]:
        """Field and label of the days that must not lie after the day of receipt."""
        return tuple((column.field, column.label) for column in self.columns if column.past)

    @cached_property
    def may_miss(self) -> frozenset[str]:
        """Fields for which a stated absence (未采集 …) is a value."""
        fields = msgspec.structs.fields(self.content)
        return frozenset(field.name for field in fields if Missing in get_args(field.type))

    def label_of(self, field: str) -> str:
        return next((column.label for column in self.columns if column.field == field), field)


WITHHOLD = (
    Column(
        "withheld_ground",
        "不予公示理由",
        Choice(WithholdingGround, without=frozenset({WithholdingGround.DETECTOR})),
        note="填写后该记录不公示",
    ),
    Column("withheld_approver", "不予公示批准人", Text(50), note="不予公示时必填"),
    Column("withheld_review_on", "不予公示复核日期", Day(), note="不予公示时必填"),
)
SOURCE = (
    Column("source", "来源系统", OwnId(100), "乌市许可系统", note="缺省为机关代码或机关名称"),
    Column(
        "source_id", "来源记录号", OwnId(200), "LY-2024-0001", note="来源系统中的编号；缺省由本表的关键列组成"
    ),
    Column("published_on", "公示日期", Day(), "2024-03-20", past=True, note="首次公示的日期；缺省为生效日期"),
)
MARKS = (
    *WITHHOLD,
    Column("objection_since", "异议处理中（自）", Day(), past=True),
)
NAME = Column(
    "subject_name", "名称", Text(200), "乌鲁木齐市金石商贸有限公司", aliases=("企业名称", "主体名称")
)


def whose(required_note: str = "与注册号至少填一项") -> tuple[Column, ...]:
    """The columns that say whose record it is."""
    return (
        Column("credit_code", "统一社会信用代码", Code(), "91650102000000019F", note=required_note),
        Column("registration_no", "注册号", OldNumber(), note="没有统一社会信用代码时填写"),
        NAME,
    )


def agency(label: str, example: str, *aliases: str) -> tuple[Column, ...]:
    """The columns that say which public body it comes from."""
    return (
        Column("agency", label, Text(200), example, required=True, aliases=("机关", *aliases)),
        Column("agency_code", f"{label}代码", Code(), note="统一社会信用代码"),
    )


def withholding(values: Values) -> Withholding | None:
    """The withholding that a row states. Raises RowError where approver or review date are not given."""
    ground = values.get("withheld_ground")
    if ground is None:
        return None
    for column in WITHHOLD[1:]:
        if column.field not in values:
            raise RowError(column.label, "填写了不予公示理由时必填")
    return Withholding(ground, values["withheld_approver"], values["withheld_review_on"])


def money(values: Values, field: str) -> Money | Missing:
    """The amount in `field` with its currency."""
    amount = values.get(field, NOT_COLLECTED)
    if isinstance(amount, Decimal):
        return Money(amount, values.get(f"{field}_currency", "CNY"))
    return NOT_COLLECTED if amount is NOT_COLLECTED else amount  # type: ignore[no-any-return] # Missing


def plain(content: type[Content], *amounts: str) -> Build:
    """A builder that hands values over by name; `amounts` are fields of money."""
    names = [field.name for field in msgspec.structs.fields(content) if field.name not in amounts]

    def build(values: Values) -> Content:
        given = {name: values[name] for name in names if name in values}
        for amount in amounts:
            if amount in values:
                given[amount] = money(values, amount)
        return content(**given)

    return build


def provenance(table: Table, values: Values, received: datetime, own_id: str) -> Provenance:
    """Who says so, since when: from the row, with the defaults the manual states."""
    effective: date = values.get("effective_on") or values[table.effective]
    body = values["agency"]
    source = values.get("source") or values.get("source_code") or values.get("agency_code") or body
    return Provenance(
        agency=Agency(body, values.get("agency_code")),
        source=source,
        source_id=values.get("source_id") or own_id,
        effective_on=effective,
        published_on=values.get("published_on") or effective,
        received_at=received,
    )


def codes_in(values: Values) -> tuple[str, ...]:
    """The codes a row names its subject by."""
    return tuple(values[field] for field in ("credit_code", "registration_no") if field in values)


def incoming(table: Table, values: Values, received: datetime) -> Incoming:
    """A record from the values of a row. Raises RowError."""
    codes = codes_in(values)
    if not codes:
        raise RowError(table.label_of("credit_code"), "统一社会信用代码与注册号至少填一项")
    if table.build is None:
        raise TypeError(table.name)
    content = table.build(values)
    own = "" if "source_id" in values else own_id(table, values, codes[0])
    record = Record(
        id="",
        provenance=provenance(table, values, received, own),
        content=content,  # type: ignore[arg-type] # every build makes a member of the union
        withheld=withholding(values),
        objection_since=values.get("objection_since"),
    )
    return Incoming(codes, record)


def own_id(table: Table, values: Values, owner: str) -> str:
    """An id of a record whose source gives none; names of persons do not stand in it. owner: whose it is."""
    parts = "\0".join(str(values.get(field, "")) for field in table.identity)
    return f"{owner}:{blake2b(parts.encode(), digest_size=12).hexdigest()}"


Taken = Incoming | Registration | NoticeFacts
