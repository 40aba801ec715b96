"""Judged queries: what a reader typed, and what must be found.

Two formats are read: the project's own YAML (a list of mappings with `query`, `language`, `class`,
`expected` and, where order matters, `must_rank_above` and `found_below`), and TSV of others with a
header line (`class`, `language`, `query`, `expected`), several expected answers joined by `|`.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search.query import Language

COLUMNS = ("class", "language", "query", "expected")
_ALIASES = {"lang": "language", "kind": "class", "category": "class", "text": "query", "truth": "expected"}


class JudgedError(ValueError):
    """A judged set that cannot be read; the message names file, line and what is missing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged query. The tuples hold credit codes, registration numbers or registered names.

    must_rank_above: may be found, but only below every expected one. found_below: must be found on
    the same page, below the expected ones.
    """

    query: str
    language: Language
    category: str
    expected: tuple[str, ...]
    must_rank_above: tuple[str, ...] = ()
    found_below: tuple[str, ...] = ()


def load(path: Path) -> tuple[Judged, ...]:
    """Read a judged set, by suffix: .yaml/.yml, else TSV.

    Raises: JudgedError.
    """
    reader = _yaml if path.suffix in {".yaml", ".yml"} else _tsv
    judged = tuple(reader(path))
    if not judged:
        raise JudgedError(f"{path}: 没有查询")
    return judged


def _yaml(path: Path) -> Iterator[Judged]:
    import yaml  # noqa: PLC0415 - only where the test extra is installed

    for number, item in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or (), start=1):
        yield _judged(item, f"{path}: 第 {number} 条")


def _tsv(path: Path) -> Iterator[Judged]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = [_ALIASES.get(cell.strip().lower(), cell.strip().lower()) for cell in next(rows, [])]
        missing = [column for column in COLUMNS if column not in header]
        if missing:
            raise JudgedError(f"{path}: 第 1 行缺少列 {'、'.join(missing)}")
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                item: dict[str, Any] = dict(zip(header, row, strict=False))
                item["expected"] = [part for part in item.get("expected", "").split("|") if part.strip()]
                yield _judged(item, f"{path}: 第 {number} 行")


def _judged(item: Mapping[str, Any], where: str) -> Judged:
    missing = [column for column in COLUMNS if not item.get(column)]
    if missing:
        raise JudgedError(f"{where}缺少 {'、'.join(missing)}")
    return Judged(
        query=str(item["query"]),
        language=Language.UG if str(item["language"]).lower().startswith("ug") else Language.ZH,
        category=str(item["class"]),
        expected=tuple(map(str, item["expected"])),
        must_rank_above=tuple(map(str, item.get("must_rank_above", ()))),
        found_below=tuple(map(str, item.get("found_below", ()))),
    )
