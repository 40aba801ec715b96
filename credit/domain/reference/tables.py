"""Reading of the tab-separated reference files: UTF-8, one header line, no quoting."""

from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).with_name("data")


def rows(file: str) -> Iterator[list[str]]:
    """The rows of a reference file without its header line, every row as wide as the header."""
    with (DATA / file).open(encoding="utf-8") as lines:
        width = next(lines).count("\t") + 1
        for number, line in enumerate(lines, start=2):
            row = line.rstrip("\n").split("\t")
            if len(row) != width:
                message = f"{file}:{number}: {len(row)} columns instead of {width}"
                raise ValueError(message)
            yield row
