"""Reading files: which encoding, which table, row by row. CSV, spreadsheets, JSON Lines."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any, Self, TextIO

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from credit.rules.personal_data import mask
from credit.services.imports.columns import Table
from credit.services.imports.extents import too_large
from credit.services.imports.screening import KeyScreen, RefusedError, refuse_risk
from credit.services.imports.tables import names_kind, nearest, table_for

SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
JSON_LINES = frozenset({".jsonl", ".ndjson", ".json"})
HEADING_WITHIN = 10  # rows in which the heading is looked for; real files begin with a title
LONGEST_FIELD = 1 << 20
BLOCK = 1 << 20
LONGEST_LINE = 16 << 20
LONGEST_RECORD = 4 << 20  # characters of one row of a CSV file, over however many lines


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be read at all."""

    reason: str


Cells = Sequence[Any] | dict[str, Any] | Broken
Row = tuple[str, Cells]  # its place in words ("17", "Sheet1!17"), its cells


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file before it is read. lines: roughly how many rows there are, for progress."""

    path: Path
    fingerprint: str
    encoding: str
    lines: int

    @property
    def kind(self) -> str:
        suffix = self.path.suffix.lower()
        if suffix in SPREADSHEETS:
            return "spreadsheet"
        return "json" if suffix in JSON_LINES else "csv"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of rows under one heading; headings is None for JSON Lines."""

    headings: tuple[str, ...] | None
    rows: Iterator[Row]


def inspect(path: Path) -> Inspected:
    """Look through a file once: fingerprint, encoding, number of lines. Raises RefusedError."""
    mark, lines, utf8 = blake2b(digest_size=16), 0, True
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            while block := file.read(BLOCK):
                mark.update(block)
                lines += block.count(b"\n")
                utf8 = utf8 and _decodes(decoder, block)
        utf8 = utf8 and _decodes(decoder, b"", final=True)
    except OSError as error:
        raise RefusedError(f"文件无法打开：{error.strerror}") from error
    if not start:
        raise RefusedError("文件是空的")
    encoding = _encoding(path, start, utf8)
    return Inspected(path, mark.hexdigest(), encoding, lines)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _encoding(path: Path, start: bytes, utf8: bool) -> str:
    if path.suffix.lower() in SPREADSHEETS:
        return "-"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if utf8:
        return "utf-8-sig" if start.startswith(codecs.BOM_UTF8) else "utf-8"
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return "gb18030" if _mostly_gb18030(path) else "utf-8"


def _mostly_gb18030(path: Path) -> bool:
    """Which of the two encodings leaves fewer unreadable places at the beginning of the file."""
    with path.open("rb") as file:
        head = file.read(BLOCK)
    broken = {name: head.decode(name, "replace").count("\ufffd") for name in ("gb18030", "utf-8")}
    return broken["gb18030"] <= broken["utf-8"]


def parts(file: Inspected, screened: bool = False) -> Iterator[Part]:
    """The file's rows, part by part. Raises RefusedError before the first row is given out.

    screened: all keys of this JSON file have been looked at already.
    """
    if file.kind == "json":
        if not screened:
            _screen_json(file)
        yield Part(None, _json_rows(file))
    elif file.kind == "spreadsheet":
        yield from _sheets(file)
    else:
        numbered = _csv_rows(file)
        yield _part(numbered, "")


def _part(numbered: Iterator[tuple[int, Sequence[Any] | Broken]], prefix: str) -> Part:
    """Find the heading among the first rows; what stands before it is a title."""
    near: tuple[Table, list[str]] | None = None
    for number, cells in islice(numbered, HEADING_WITHIN):
        if isinstance(cells, Broken):
            continue
        headings = tuple(str(cell).strip() for cell in cells)
        refuse_risk(headings)
        if table_for(headings) or names_kind(headings):
            rows = ((f"{prefix}{place}", row) for place, row in numbered)
            return Part(headings, rows)
        near = near or nearest(headings)
        del number
    if near is not None and near[1]:
        table, lacking = near
        raise RefusedError(f"没有认出表头：最接近“{table.label}”，还缺少列：{'、'.join(lacking)}")
    raise RefusedError("没有认出表头：前 10 行中没有一行含有导入说明所列的必填列")


def _csv_rows(file: Inspected) -> Iterator[tuple[int, Sequence[Any] | Broken]]:
    csv.field_size_limit(LONGEST_FIELD)
    with file.path.open(encoding=file.encoding, errors=_on_damage(file), newline="") as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=_delimiter(file))
        number = 0
        while True:
            number += 1
            before = reader.line_num
            lines.begin()
            try:
                yield number, next(reader)
            except StopIteration:
                return
            except csv.Error:
                span = f"第 {before + 1} 至 {reader.line_num} 行"
                yield number, Broken(f"{span}无法按 CSV 读取，请检查引号是否成对")
            except _TooLongError:
                yield number, Broken("这一行太长，没有读取：请检查换行和引号，一行不超过 400 万字")


class _TooLongError(Exception):
    """A row does not end where a row must."""


class _Lines:
    """The lines of a text, none of them read whole before it is known to be short enough."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._left = LONGEST_RECORD

    def begin(self) -> None:
        """Another row begins."""
        self._left = LONGEST_RECORD

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        if len(line) > self._left:
            while line and not line.endswith(("\n", "\r")):
                line = self._text.readline(BLOCK)
            raise _TooLongError
        self._left -= len(line)
        return line


def _on_damage(file: Inspected) -> str:
    """How a place that cannot be decoded is marked, so that its cell is named when it is read."""
    return "replace" if file.encoding == "utf-16" else "surrogateescape"  # which knows no UTF-16


def _delimiter(file: Inspected) -> str:
    with file.path.open(encoding=file.encoding, errors="replace", newline="") as text:
        head = "".join(text.read(BLOCK).splitlines(keepends=True)[:HEADING_WITHIN])
    return max(",\t;|", key=head.count)


def _sheets(file: Inspected) -> Iterator[Part]:
    if too_large(file.path):
        raise RefusedError("电子表格的范围太大，请删除数据之外的单元格，或者另存为 CSV 后导入")
    try:
        workbook = CalamineWorkbook.from_path(str(file.path))
    except (CalamineError, OSError) as error:
        raise RefusedError("文件无法作为电子表格打开") from error
    found, refused = [], None
    refuse_risk(workbook.sheet_names)
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if not any(any(cell != "" for cell in row) for row in rows):
            continue
        try:
            found.append(_part(iter(list(enumerate(rows, start=1))), f"{mask(name)}!"))
        except RefusedError as error:
            if "表头" not in str(error):
                raise
            refused = error  # a sheet of notes beside sheets of data
    if not found:
        raise refused or RefusedError("文件是空的")
    yield from found


def _json_lines(file: Inspected) -> Iterator[bytes]:
    """Lines as bytes of UTF-8; a line that is far too long is given in pieces and will not parse."""
    with file.path.open("rb") as raw:
        first = True
        while line := raw.readline(LONGEST_LINE):
            if first:
                line, first = line.removeprefix(codecs.BOM_UTF8), False
            yield line if file.encoding.startswith("utf-8") else _recoded(line, file.encoding)


def _recoded(line: bytes, encoding: str) -> bytes:
    return line.decode(encoding, "replace").encode()


def _screen_json(file: Inspected) -> None:
    """Look at every key of the whole file before any row is taken."""
    if file.encoding == "utf-16":
        raise RefusedError("JSON Lines 文件应为 UTF-8 编码")
    screen, decode = KeyScreen(), msgspec.json.Decoder().decode
    for number, line in enumerate(_json_lines(file)):
        if number == 0 and line.lstrip().startswith(b"["):
            raise RefusedError("请使用 JSON Lines：每行一个对象，不要写成一个数组")
        try:
            screen.check(decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue  # this row will be named when it is read


def _json_rows(file: Inspected) -> Iterator[Row]:
    decode = msgspec.json.Decoder().decode
    for number, line in enumerate(_json_lines(file), start=1):
        if line.isspace():
            continue
        try:
            value = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            yield str(number), Broken("这一行不是 JSON")
            continue
        yield str(number), value if isinstance(value, dict) else Broken("这一行不是 JSON 对象")
