"""How large the sheets of a spreadsheet would be when laid out, looked up before they are.

The reader lays a sheet out from its first to its last cell: one cell in the last corner of a file of a
few kilobytes asks for half a terabyte and ends the process. The same goes for a cell that is repeated a
million times (ODS), and for an archive that unpacks to much more than it is.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO
from xml.parsers import expat

LARGEST = 16_000_000  # cells of one sheet: about half a gigabyte
UNPACKED = 2 << 30  # bytes of all parts together
_BLOCK = 1 << 20
_OVERLAP = 64  # longer than a cell's reference with the tag around it
_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_ROW_HEADER, _CELLS = 0, range(1, 12)  # records of a binary sheet: MS-XLSB 2.3.1


def too_large(path: Path) -> bool:
    """Whether a sheet reaches too far, or a part is not what the archive says of it.

    False for what is no archive at all: the reader will say so.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        return False
    with archive:
        if sum(part.file_size for part in archive.infolist()) > UNPACKED:
            return True
        try:
            return any(_reach(archive, name) > LARGEST for name in archive.namelist())
        except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, expat.ExpatError):
            return True


def _reach(archive: zipfile.ZipFile, name: str) -> int:
    """Rows times columns up to the last cell of a sheet; 0 for what is none."""
    look = _look_for(name)
    if look is None:
        return 0
    with archive.open(name) as sheet:
        return look(sheet)


def _look_for(name: str) -> Callable[[IO[bytes]], int] | None:
    if name == "content.xml":
        return _open_document
    if name.startswith("xl/worksheets/"):
        return _binary if name.endswith(".bin") else _xml
    return None


def _xml(sheet: IO[bytes]) -> int:
    rows = columns = 0
    tail = b""
    while block := sheet.read(_BLOCK):
        for letters, row in set(_CELL.findall(tail + block)):
            rows, columns = max(rows, int(row)), max(columns, _column(letters))
        tail = block[-_OVERLAP:]
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _binary(sheet: IO[bytes]) -> int:
    """Records of an XLSB sheet: a kind, a length, and what follows."""
    rows = columns = 0
    while (kind := _varying(sheet, 2)) is not None:
        size = _varying(sheet, 4) or 0
        head = sheet.read(min(size, 4))
        if kind == _ROW_HEADER:
            rows = max(rows, int.from_bytes(head, "little") + 1)
        elif kind in _CELLS:
            columns = max(columns, int.from_bytes(head, "little") + 1)
        _skip(sheet, size - len(head))
    return rows * columns


def _varying(sheet: IO[bytes], longest: int) -> int | None:
    """A number of seven bits a byte, the lowest first; the kind of a record keeps its marking bit."""
    number = 0
    for place in range(longest):
        byte = sheet.read(1)
        if not byte:
            return None
        number |= (byte[0] & 0x7F) << 7 * place
        if byte[0] < 0x80:
            break
    return number


def _skip(sheet: IO[bytes], size: int) -> None:
    while size > 0 and (block := sheet.read(min(size, _BLOCK))):
        size -= len(block)


def _open_document(content: IO[bytes]) -> int:
    """The largest table of an ODS file; empty cells at the end, however often repeated, are not laid out."""
    laid = _Laid()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = laid.start
    parser.EndElementHandler = laid.end
    while block := content.read(_BLOCK):
        parser.Parse(block, False)
    parser.Parse(b"", True)
    return laid.largest


class _Laid:
    """Counts the cells of tables while they are read."""

    def __init__(self) -> None:
        self.largest = 0
        self._row = self._rows = self._columns = self._column = self._filled = self._repeated = 0

    def start(self, name: str, told: dict[str, str]) -> None:
        """A table, row or cell begins."""
        if name == f"{_TABLE}table":
            self._row = self._rows = self._columns = 0
        elif name == f"{_TABLE}table-row":
            self._column = self._filled = 0
            self._repeated = _number(told.get(f"{_TABLE}number-rows-repeated"))
        elif name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._column += _number(told.get(f"{_TABLE}number-columns-repeated"))
            if f"{_OFFICE}value-type" in told or f"{_TABLE}formula" in told:
                self._filled = self._column

    def end(self, name: str) -> None:
        """A row ends."""
        if name != f"{_TABLE}table-row":
            return
        self._row += self._repeated
        if self._filled:
            self._rows, self._columns = self._row, max(self._columns, self._filled)
            self.largest = max(self.largest, self._rows * self._columns)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 1
