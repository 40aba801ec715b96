"""Findings of other departments as rows of a file: each row a transaction, each counted once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from credit.domain.errors import DomainError, InputError
from credit.services import access
from credit.services.annual_reports import part_checks, store
from credit.services.annual_reports.part_checks import Finding
from credit.services.context import Context

COLUMNS = ("统一社会信用代码", "报告年度", "部分", "核对日期", "核对结果", "理由", "编号")
_RESULTS = {"一致": True, "不一致": False}


@dataclass(slots=True)
class Taken:
    """What became of the rows. refused: number of the row, code of the reason."""

    new: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def missing(headings: Iterable[str]) -> list[str]:
    """The columns that a file lacks."""
    there = set(headings)
    return [one for one in COLUMNS if one not in there]


def take(ctx: Context, source: str, rows: Iterable[Mapping[str, str]]) -> Taken:
    """Record every row that can be recorded. source: whose rows, with the number of a row its identity.

    A row is refused with the code of the domain error, or `row.year`, `row.day`, `row.result`.
    """
    taken = Taken()
    for number, row in enumerate(rows, 2):  # the heading is row 1
        try:
            new = _take(ctx, source, {key: (row.get(key) or "").strip() for key in COLUMNS})
        except DomainError as error:
            taken.refused.append((number, error.code))
            continue
        taken.new, taken.known = taken.new + new, taken.known + (not new)
    return taken


def _take(ctx: Context, source: str, row: Mapping[str, str]) -> bool:
    with ctx.sessions.read() as session:
        key = access.standing(session, row["统一社会信用代码"]).key
        year = _year(row["报告年度"])
        filed = store.filed(session, key, year)
    named = {one.label: one.key for one in part_checks.sections_of(filed[0])} if filed else {}
    if row["核对结果"] not in _RESULTS:
        raise InputError("row.result")
    finding = Finding(
        year=year,
        section=named.get(row["部分"], row["部分"]),
        on=_day(row["核对日期"]),
        agrees=_RESULTS[row["核对结果"]],
        note=row["理由"],
        source=source,
        source_id=row["编号"],
    )
    return part_checks.record(ctx, key, finding)


def _year(text: str) -> int:
    if not (len(text) == 4 and text.isascii() and text.isdigit()):
        raise InputError("row.year")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("row.day") from None


def decoded(data: bytes) -> Iterator[str]:
    """The lines of a file in UTF-8 or GB18030. Raises InputError `file.encoding`."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            yield from data.decode(encoding).splitlines(keepends=True)
        except UnicodeDecodeError:
            continue
        return
    raise InputError("file.encoding")
