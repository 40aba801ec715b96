"""How large the sheets of an XLSX file would be when laid out, looked up before they are.

The reader lays a sheet out from its first to its last cell: one cell in the last corner of a file of a
few kilobytes asks for half a terabyte and ends the process.
"""

import re
import zipfile
import zlib
from pathlib import Path

LARGEST = 16_000_000  # cells of one sheet: about half a gigabyte
_BLOCK = 1 << 20
_OVERLAP = 64  # longer than a cell's reference with the tag around it
_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')


def too_large(path: Path) -> bool:
    """Whether a sheet reaches too far. False for what is no XLSX file: the reader will say so."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return any(_reach(archive, name) > LARGEST for name in names)
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError):
        return False


def _reach(archive: zipfile.ZipFile, name: str) -> int:
    """Rows times columns up to the last cell of a sheet."""
    rows = columns = 0
    tail = b""
    with archive.open(name) as sheet:
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
