"""Files made to fill the memory are refused before they are laid out."""

import csv
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from credit.services.imports import files
from credit.services.imports.extents import too_large
from credit.services.imports.files import Broken, inspect, parts
from credit.services.imports.screening import RefusedError
from tests.imports.test_import import enterprise

_NAMES = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_CELL = '<table:table-cell office:value-type="string"{1}><text:p>{0}</text:p></table:table-cell>'
_REST = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def cell(text: str, repeated: int = 1) -> str:
    return _CELL.format(text, f' table:number-columns-repeated="{repeated}"' if repeated > 1 else "")


def ods(path: Path, *rows: str) -> Path:
    spaces = " ".join(_NAMES.format(name) for name in ("office", "table", "text"))
    body = f'<table:table table:name="一">{"".join(rows)}</table:table>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _MIME)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def data() -> tuple[str, str]:
    given = enterprise()
    return row(*map(cell, given)), row(*map(cell, given.values()))


def test_an_ods_file_with_its_empty_rest_is_read(tmp_path: Path) -> None:
    path = ods(tmp_path / "x.ods", *data(), _REST)
    assert not too_large(path)
    assert [len(list(part.rows)) for part in parts(inspect(path))] == [1]


@pytest.mark.parametrize(
    "rows",
    [
        [row(cell("1", repeated=16384), repeated=1_048_576)],
        [row(cell("1")), _REST, row(*[cell(str(n)) for n in range(20)])],
        [row("<table:table-cell table:number-columns-repeated='16000000'/>", cell("1")), row(cell("1"))],
    ],
    ids=["repeated", "far down", "far out"],
)
def test_an_ods_file_that_repeats_itself_is_refused(tmp_path: Path, rows: list[str]) -> None:
    path = ods(tmp_path / "x.ods", *data(), *rows)
    assert path.stat().st_size < 10_000
    with pytest.raises(RefusedError, match="范围太大"):
        list(parts(inspect(path)))


def xlsb(path: Path, last_row: int, last_column: int) -> Path:
    """The records of a sheet: a row's header and a cell of it, at the beginning and in the last corner."""

    def cells(at: int, column: int) -> bytes:
        header = b"\x00\x11" + struct.pack("<I", at) + bytes(13)
        return header + b"\x05\x10" + struct.pack("<IId", column, 0, 1.0)

    sheet = (
        b"\x81\x01\x00\x91\x01\x00" + cells(0, 0) + cells(last_row, last_column) + b"\x92\x01\x00\x82\x01\x00"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def test_a_binary_sheet_is_measured_by_its_rows_and_cells(tmp_path: Path) -> None:
    assert not too_large(xlsb(tmp_path / "a.xlsb", 999, 99))
    path = xlsb(tmp_path / "b.xlsb", 1_048_575, 16_383)
    with pytest.raises(RefusedError, match="范围太大"):
        list(parts(inspect(path)))


def test_an_archive_that_unpacks_to_more_than_it_says_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "x.ods", *data())
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02", raw.index(b"content.xml") + 1)
    at = raw.index(b"PK\x01\x02", raw.rindex(b"META-INF") - 46 + 1)  # the directory's entry of content.xml
    struct.pack_into("<I", raw, at + 24, 10)  # what it says to unpack to
    path.write_bytes(raw)
    assert too_large(path)


def test_an_archive_of_zeros_is_refused_by_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("credit.services.imports.extents.UNPACKED", 1 << 20)
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", bytes(2 << 20))
    assert too_large(tmp_path / "x.xlsx")


@pytest.mark.parametrize("quoted", [False, True], ids=["one line", "one quoted text over many lines"])
def test_a_row_without_end_is_named_and_never_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quoted: bool
) -> None:
    monkeypatch.setattr(files, "LONGEST_RECORD", 1 << 16)
    given = enterprise()
    path = tmp_path / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(given)
        writer.writerow(given.values())
        out.write('"' + "甲\n" * 100_000 if quoted else "甲," * 5_000_000)
        out.write('"\n' if quoted else "\n")
        writer.writerow(given.values())
    [part] = parts(inspect(path))
    read = list(part.rows)
    broken = [cells for _, cells in read if isinstance(cells, Broken)]
    assert "太长" in broken[0].reason
    whole = [cells for _, cells in read if not isinstance(cells, Broken) and len(cells) == len(given)]
    assert whole[0] == list(given.values())
    assert quoted or whole == [list(given.values())] * 2


def test_a_hundred_megabytes_in_one_line_take_little_memory(tmp_path: Path) -> None:

    path = tmp_path / "x.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write(",".join(enterprise()) + "\n")
        for _ in range(100):
            out.write("a," * (1 << 19))
    script = (
        "import resource, sys; from pathlib import Path;"
        "from credit.services.imports.files import inspect, parts;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "[list(part.rows) for part in parts(inspect(Path(sys.argv[1])))];"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True, cwd=root
    )
    assert int(done.stdout) < 64 * 1024, "KiB beyond what was there before"
