"""The invented region as import files, in the columns that the import itself is made of.

One CSV file for each table that has rows, and one JSON Lines file that mixes the small tables. What
the import reads from them equals what was generated, but for our ids and the moment of receipt.
"""

import csv
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import orjson
from msgspec.structs import replace

from credit.domain.commitments import BreachFinding, Commitment, CommitmentType
from credit.domain.labels import Vocabulary
from credit.domain.notices import Attachment, NoticeFacts
from credit.domain.records import EnterpriseFacts, FormerName, Measure, Penalty, Record, Registration
from credit.domain.values import NOT_COLLECTED, Missing, Money, Provenance, Withholding
from credit.domain.vocabulary import RecordKind, SubjectClass
from credit.services.demo.authority_notices import authority_notices
from credit.services.demo.region import Plan, region
from credit.services.imports.cells import OpenDay
from credit.services.imports.columns import Column, Table
from credit.services.imports.tables import BY_NAME
from credit.services.imports.tables_notices import AUTHORITY_NOTICE

Values = dict[str, object]
MIXED_FILE = "facts.jsonl"
# Tables with a CSV file of their own; the others go into the mixed file.
SEPARATE = ("registration", "licence", "penalty", "abnormal", "serious", "check")


def write(plan: Plan, directory: Path, progress: Callable[[int], None]) -> dict[Path, int]:
    """Write the region into `directory`, streaming; how many rows each file has."""
    directory.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        out = _Files(directory, stack)
        for number, facts in enumerate(region(plan), start=1):
            for name, row in rows(facts):
                out.put(name, row)
            if not number % 500 or number == plan.size:
                progress(500 if not number % 500 else number % 500)
        for said in authority_notices(plan):
            out.put(AUTHORITY_NOTICE.name, _cells(AUTHORITY_NOTICE, _notice(said)))
    return out.counts


def rows(facts: EnterpriseFacts) -> Iterator[tuple[str, list[str]]]:
    """Table and cells of every row that one subject gives, its registration first."""
    entry = facts.registration
    yield "registration", _cells(BY_NAME["registration"], _registration(entry))
    for record in map(sent, facts.records):
        if record is not None:
            name = record.content.record_kind().value
            yield name, _cells(BY_NAME[name], _record(entry, record))


def sent(record: Record) -> Record | None:
    """A record as a source sends it; None: it is made or decided in the portal itself.

    What was found out about a commitment is the portal's own, and so are the wordings it keeps.
    """
    content = record.content
    if isinstance(content, BreachFinding):
        return None
    if not isinstance(content, Commitment):
        return record
    if content.commitment_type not in (CommitmentType.LICENCE, CommitmentType.CERTIFICATE):
        return None
    kept = {name: getattr(content, name) for name in _OF_COMMITMENTS}
    return replace(record, content=Commitment(**kept))


_FIELDS = {column.field for column in BY_NAME["commitment"].columns}
_OF_COMMITMENTS = tuple(field.name for field in msgspec.structs.fields(Commitment) if field.name in _FIELDS)


class _Files:
    def __init__(self, directory: Path, stack: ExitStack) -> None:
        self._directory = directory
        self._stack = stack
        self._writers: dict[str, Any] = {}
        self._mixed: Any = None
        self.counts: dict[Path, int] = {}

    def put(self, name: str, cells: list[str]) -> None:
        path = self._directory / (f"{name}.csv" if name in SEPARATE else MIXED_FILE)
        self.counts[path] = self.counts.get(path, 0) + 1
        if name not in SEPARATE:
            self._put_mixed(path, name, cells)
            return
        if name not in self._writers:
            file = self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            self._writers[name] = csv.writer(file)
            self._writers[name].writerow([column.name for column in BY_NAME[name].columns])
        self._writers[name].writerow(cells)

    def _put_mixed(self, path: Path, name: str, cells: list[str]) -> None:
        if self._mixed is None:
            self._mixed = self._stack.enter_context(path.open("wb"))
        columns = BY_NAME[name].columns
        row = {column.name: cell for column, cell in zip(columns, cells, strict=True) if cell}
        self._mixed.write(orjson.dumps({"kind": name, **row}, option=orjson.OPT_APPEND_NEWLINE))


def _cells(table: Table, values: Values) -> list[str]:
    return [_cell(values.get(column.field), column) for column in table.columns]


def _cell(value: object, column: Column) -> str:  # noqa: C901, PLR0911 - one answer for each type
    if value is None:
        return "长期" if isinstance(column.cell, OpenDay) else ""
    if isinstance(value, str) and not isinstance(value, Vocabulary):
        return value
    if isinstance(value, Missing):
        return "" if value == NOT_COLLECTED and not column.required else value.why.label
    if isinstance(value, Vocabulary):
        return value.label
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return "；".join(_cell(part, column) for part in value)
    if isinstance(value, FormerName):
        return f"{value.name}@{value.until.isoformat()}" if value.until else value.name
    if isinstance(value, Attachment):
        return f"{value.name}｜{value.url}"
    if isinstance(value, Measure):
        return "｜".join((value.what, value.basis, value.until.isoformat() if value.until else ""))
    return str(value)


def _plain(struct: Any) -> Values:
    """The fields of a struct; money as its amount and its currency beside it."""
    values: Values = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if isinstance(value, Money):
            values[name], values[f"{name}_currency"] = value.amount, value.currency
        else:
            values[name] = value
    return values


def _source(said: Provenance) -> Values:
    return {
        "agency": said.agency.name,
        "agency_code": said.agency.code,
        "source_name": said.agency.name,
        "source_code": said.agency.code,
        "source": said.source,
        "source_id": said.source_id,
        "published_on": said.published_on,
        "effective_on": said.effective_on,
    }


def _withheld(held: Withholding | None) -> Values:
    if held is None:
        return {}
    return {
        "withheld_ground": held.ground,
        "withheld_approver": held.approver,
        "withheld_review_on": held.review_on,
    }


def _notice(facts: NoticeFacts) -> Values:
    return {
        **_plain(facts.content),
        **_source(facts.provenance),
        **_withheld(facts.withheld),
        "objection_since": facts.objection_since,
    }


def _registration(entry: Registration) -> Values:
    flags = entry.flags
    dormancy, simple, marking = flags.dormancy, flags.simple_deregistration, flags.marking
    return {
        **_plain(entry),
        **_source(entry.provenance),
        **_withheld(entry.withheld),
        "dormancy_since": dormancy and dormancy.since,
        "dormancy_until": dormancy and dormancy.until,
        "dormancy_address": dormancy and dormancy.service_address,
        "liquidation_since": flags.liquidation_since,
        "simple_since": simple and simple.since,
        "simple_until": simple and simple.until,
        "marking_since": marking and marking.since,
        "marking_ground": marking and marking.ground,
        "restored_on": flags.restored_on,
    }


def _record(entry: Registration, record: Record) -> Values:
    content = record.content
    individual = entry.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    values: Values = {
        **_source(record.provenance),
        **_withheld(record.withheld),
        "objection_since": record.objection_since,
        "subject_name": entry.name,
        "credit_code": entry.credit_code,
        "registration_no": None if entry.credit_code else entry.registration_no,
        "counterpart_class": "个体工商户" if individual else "法人及非法人组织",
        **_plain(content),
    }
    if content.record_kind() is RecordKind.LICENCE:
        values["decided_on"] = record.provenance.effective_on
    if isinstance(content, Penalty) and content.withdrawal:
        values["withdrawal_reason"] = content.withdrawal.reason
        values["withdrawn_on"] = content.withdrawal.on
        values["withdrawal_explanation"] = content.withdrawal.explanation
    sample = values.pop("sample", None)
    return values | (_plain(sample) if sample is not None else {})
