"""The manual of the import, written from the tables themselves: `docs/import.md` and `docs/examples`.

`python -m credit.services.imports.manual docs` writes both; a test holds them against the tables.
"""

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import orjson

from credit.services.imports.columns import Column, Table
from credit.services.imports.tables import BY_NAME, TABLES

HEAD = Path(__file__).with_name("manual.md")


def manual() -> str:
    """The whole of `docs/import.md`."""
    return "\n".join([HEAD.read_text(encoding="utf-8"), *(_section(table) for table in TABLES)])


def _section(table: Table) -> str:
    identity = "、".join(table.label_of(field) for field in table.identity)
    key = f"关键列：主体代码、{identity}。" if identity else "关键列：主体代码。"
    lines = [
        f"## {table.label} `{table.name}`",
        "",
        f"{table.note}{key}示例：[{table.name}.csv](examples/{table.name}.csv)",
        "",
        "| 列名 | 中文名 | 类型 | 单位 | 必填 | 可选值 | 示例 | 说明 |",
        "|---|---|---|---|---|---|---|---|",
        *(_line(table, column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _line(table: Table, column: Column) -> str:
    notes = [column.note] if column.note else []
    if column.aliases:
        notes.append(f"也认：{'、'.join(column.aliases)}")
    if column.past:
        notes.append("不晚于接收日期")
    if column.field in table.may_miss:
        notes.append("可填未采集等")
    cells = (
        f"`{column.name}`",
        column.label,
        column.cell.label,
        column.unit,
        "是" if column.required else "",
        "、".join(column.cell.vocabulary),
        column.example,
        "；".join(notes),
    )
    return f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"


def example(table: Table) -> tuple[list[str], list[str]]:
    """Headings and one row for every column that has an example."""
    shown = [column for column in table.columns if column.example]
    return [column.label for column in shown], [column.example for column in shown]


def examples() -> Iterator[tuple[str, bytes]]:
    """Name and content of every example file."""
    for table in TABLES:
        yield f"{table.name}.csv", _csv(table).encode()
    yield "penalty-gb18030.csv", _csv(BY_NAME["penalty"]).encode("gb18030")
    yield "mixed.jsonl", b"".join(_json(table) for table in TABLES)
    yield "licence.xlsx", _spreadsheet(BY_NAME["licence"])


def _csv(table: Table) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(example(table))
    return text.getvalue()


def _json(table: Table) -> bytes:
    shown = {column.name: column.example for column in table.columns if column.example}
    return orjson.dumps({"kind": table.name, **shown}) + b"\n"


def _spreadsheet(table: Table) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = table.label
    sheet.append([f"{table.label}导入示例"])
    for row in example(table):
        sheet.append(row)
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def write(directory: Path) -> None:
    """Write manual and examples; a spreadsheet that is there is left, its bytes hold the time."""
    (directory / "examples").mkdir(parents=True, exist_ok=True)
    (directory / "import.md").write_text(manual(), encoding="utf-8")
    for name, content in examples():
        path = directory / "examples" / name
        if not (name.endswith(".xlsx") and path.exists()):
            path.write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
