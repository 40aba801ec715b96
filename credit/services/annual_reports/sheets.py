"""Reports of many clients in one spreadsheet: taken away, filled in, handed back, checked row by row.

A row is kept as a draft as it was typed, right or wrong, so nothing is lost; submitting stays an act of
its own for each report. Lists stay as they were last year and are changed on the pages.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook

from credit.domain.accounts import Right, Task
from credit.domain.annual_report import ANY, Form, FormField, FormSection, Publication, ReportState
from credit.domain.errors import DomainError, InputError
from credit.rules.annual_report.findings import Finding
from credit.rules.annual_report.reading import Problem
from credit.services import access
from credit.services.annual_reports import drafts, overview
from credit.services.annual_reports.store import Work
from credit.services.context import Context
from credit.services.imports.extents import too_large

MOST_ROWS = 500
LARGEST = 2 << 20  # bytes of a file handed in
CODE, NAME = "code", "name"
SHOWN = "#"  # ends the column of a choice of publication
_HEAD_ROWS = 2  # paths for the program, labels for people
_UNPACKED = 64 << 20
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no workbook can hold


class Client(NamedTuple):
    """A subject somebody files for, with the draft of the year where one has been begun."""

    key: str
    code: str
    name: str
    work: Work | None
    refused: str  # code of the rule why nothing can be begun; empty: it can
    state: ReportState


class RowResult(NamedTuple):
    """What became of a row. refused: code of the error, empty where it was kept."""

    row: int
    code: str
    name: str
    year: int
    refused: str
    problems: tuple[Problem, ...]
    questions: tuple[Finding, ...]
    ready: bool
    form: Form | None


def clients(ctx: Context, year: int) -> list[Client]:
    """Everybody the person may file for, in the order of their names."""
    with ctx.sessions.read() as session:
        held = access.memberships(session, ctx.actor.id, ctx.clock.now())
        able = [one for one in held if one.allows(Task.ANNUAL_REPORT, Right.WRITE)]
        named = {one.subject_key: access.by_key(session, one.subject_key) for one in able}
    found = [client for key, who in named.items() for client in _client(ctx, key, who.address, year)]
    return sorted(found, key=lambda one: one.name)


def _client(ctx: Context, key: str, address: str, year: int) -> Iterator[Client]:
    try:
        seen = overview.overview(ctx, key)
    except DomainError:
        return  # an association, say, files no report
    one = next((item for item in seen.years if item.year == year), None)
    if one is not None:
        yield Client(
            key, address, seen.filer.name, one.draft, one.refused if one.draft is None else "", one.state
        )


def columns(form: Form) -> list[tuple[str, str]]:
    """The columns of a form: path and label; a choice of publication has a column of its own."""
    found = [(CODE, "统一社会信用代码"), (NAME, "名称")]
    for section, field in form.fields():
        if not section.rows:
            found.append((f"{section.key}.{field.key}", _label(section, field)))
            if field.publication is Publication.CHOICE and not form.whole_choice:
                found.append((f"{section.key}.{field.key}{SHOWN}", "公示（是/否）"))
    return found


def _label(section: FormSection, field: FormField) -> str:
    options = "/".join(f"{one.value}={one.label}" for one in field.options)
    return f"{section.label}：{field.label}" + (f"（{options}）" if options else "")


def export(ctx: Context, year: int) -> bytes:
    """A workbook with one sheet a form and one row a client, filled in as far as anything is known.

    Drafts are begun for whoever may begin one, so that the rows can be handed back.
    """
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for client in clients(ctx, year):
        if client.refused:
            continue
        work = client.work or drafts.begin(ctx, client.key, year)
        _row(book, work, client)
    if not book.sheetnames:
        book.create_sheet(str(year))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _row(book: Workbook, work: Work, client: Client) -> None:
    listed = columns(work.form)
    title = f"{work.year} {work.form.subject_class.value} {'-'.join(sorted(work.filer.traits))}".strip()[:31]
    if title not in book.sheetnames:
        sheet = book.create_sheet(title)
        sheet.append([path for path, _ in listed])
        sheet.append([label for _, label in listed])
        sheet.row_dimensions[1].hidden = True
        sheet.freeze_panes = "C3"
        for number, cell in enumerate(sheet[2], 1):
            cell.font = Font(bold=True)
            sheet.column_dimensions[get_column_letter(number)].width = 22
    book[title].append([_NOT_XML.sub("", _value(work, client, path)) for path, _ in listed])
    for cell in book[title][book[title].max_row]:
        cell.number_format = "@"
        cell.data_type = "s"  # a text that begins like a formula stays a text, whoever opens the file


def _value(work: Work, client: Client, path: str) -> str:
    if path in (CODE, NAME):
        return client.code if path == CODE else client.name
    if path.endswith(SHOWN):
        chosen = work.answers.published.get(path.removesuffix(SHOWN))
        return "" if chosen is None else ("是" if chosen else "否")
    return work.answers.values.get(path, "")


def take(ctx: Context, body: bytes, year: int) -> list[RowResult]:
    """Keep the rows of a workbook as drafts and say of each how it stands.

    Raises InputError `sheet.large`, `sheet.unreadable`, `sheet.columns`, `sheet.rows`.
    """
    results: list[RowResult] = []
    seen: set[str] = set()
    for paths, rows in _sheets(body):
        known = {one.code: one for one in clients(ctx, year)}
        for number, cells in rows:
            values = dict(zip(paths, map(_text, cells), strict=False))
            if any(values.values()):
                again = values.get(CODE, "") in seen
                results.append(
                    _refused(number, values, year, "sheet.again")
                    if again
                    else _take_row(ctx, year, number, values, known)
                )
                seen.add(values.get(CODE, ""))
    return results


def _sheets(body: bytes) -> Iterator[tuple[list[str], list[tuple[int, Sequence[Any]]]]]:
    if len(body) > LARGEST:
        raise InputError("sheet.large", most=LARGEST)
    for rows in _read(body):
        if len(rows) < _HEAD_ROWS:
            continue
        paths = [_text(cell) for cell in rows[0]]
        if CODE not in paths:
            raise InputError("sheet.columns")
        if len(rows) > MOST_ROWS + _HEAD_ROWS:
            raise InputError("sheet.rows", most=MOST_ROWS)
        yield paths, list(enumerate(rows[_HEAD_ROWS:], _HEAD_ROWS + 1))


def _read(body: bytes) -> list[list[list[Any]]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "reports.xlsx"
        path.write_bytes(body)
        try:
            with zipfile.ZipFile(path) as packed:
                if sum(one.file_size for one in packed.infolist()) > _UNPACKED or too_large(path):
                    raise InputError("sheet.large", most=LARGEST)
            book = CalamineWorkbook.from_path(str(path))
            return [
                book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
            ]
        except (CalamineError, OSError, zipfile.BadZipFile) as error:
            raise InputError("sheet.unreadable") from error


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _NOT_XML.sub("", str(cell)).strip()


def _refused(number: int, values: dict[str, str], year: int, why: str) -> RowResult:
    return RowResult(number, values.get(CODE, ""), values.get(NAME, ""), year, why, (), (), False, None)


def _take_row(
    ctx: Context, year: int, number: int, values: dict[str, str], known: dict[str, Client]
) -> RowResult:
    code = values.get(CODE, "")
    client = known.get(code)
    if client is None:
        return _refused(number, values, year, "sheet.not_client")
    try:
        work = _keep(ctx, client.key, year, values)
    except DomainError as error:
        return RowResult(number, code, client.name, year, error.code, (), (), False, None)
    state = work.progress()
    return RowResult(
        number, code, client.name, year, "", state.read.problems, state.open, state.ready, work.form
    )


def _keep(ctx: Context, key: str, year: int, values: dict[str, str]) -> Work:
    work = drafts.begin(ctx, key, year)
    parts: dict[str, tuple[dict[str, str], dict[str, bool]]] = {}
    for section in work.form.sections:
        if section.rows:
            if work.answers.of(section.key, ANY) or not section.question:
                parts[section.key] = {}, {}
        elif typed := _typed(section, values):
            parts[section.key] = typed, _shown(section, values)
    return drafts.save_sections(ctx, key, year, parts)


def _shown(section: FormSection, values: dict[str, str]) -> dict[str, bool]:
    """The choices of publication that stand in the columns of a section."""
    written = {field.key: values.get(f"{section.key}.{field.key}{SHOWN}", "") for field in section.fields}
    return {key: text in ("是", "yes", "1") for key, text in written.items() if text}


def _typed(section: FormSection, values: dict[str, str]) -> dict[str, str]:
    """What stands in the columns of a section; choices may be written as their value or their label."""
    typed = {}
    for field in section.fields:
        text = values.get(f"{section.key}.{field.key}")
        if text is not None:
            named = {option.label: option.value for option in field.options}
            typed[field.key] = ",".join(_named(text, named)) if field.options else text
    return typed


def _named(text: str, named: dict[str, str]) -> Iterable[str]:
    return (
        named.get(part.strip(), part.strip()) for part in text.replace("、", ",").split(",") if part.strip()
    )
