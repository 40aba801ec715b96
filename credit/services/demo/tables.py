"""The word lists of the generator: tab-separated files beside this module, read once."""

from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


@cache
def table(file: str) -> tuple[dict[str, str], ...]:
    """The rows of a word list, each by the names of its header line."""
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    return tuple(dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:])


@cache
def words(file: str, key: str, column: str, value: str) -> tuple[str, ...]:
    """The blank-separated values of the row whose `key` is `value`."""
    return next(tuple(row[column].split(" ")) for row in table(file) if row[key] == value)
