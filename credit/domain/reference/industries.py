"""Industries (GB/T 4754-2017): sections A–T, divisions, groups and classes.

Codes carry the letter of their section (F, F51, F511, F5111), so that a parent is always found.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from credit.domain.reference.tables import rows


class IndustryLevel(StrEnum):
    SECTION = "section"  # 门类
    DIVISION = "division"  # 大类
    GROUP = "group"  # 中类
    CLASS = "class"  # 小类


@dataclass(frozen=True, slots=True)
class Industry:
    code: str
    name: str
    level: IndustryLevel
    parent: str | None


@cache
def industries() -> dict[str, Industry]:
    """All industries by code, in the order of the standard."""
    return {
        code: Industry(code, name, IndustryLevel(level), parent or None)
        for code, name, level, parent in rows("industries.tsv")
    }


def industry(code: str) -> Industry | None:
    """The industry with this code, if there is one."""
    return industries().get(code)


@cache
def _tree() -> dict[str | None, tuple[Industry, ...]]:
    below: dict[str | None, list[Industry]] = {}
    for item in industries().values():
        below.setdefault(item.parent, []).append(item)
    return {parent: tuple(items) for parent, items in below.items()}


def children(code: str | None = None) -> tuple[Industry, ...]:
    """The industries directly below `code`; the twenty sections for None."""
    return _tree().get(code, ())


def parent(code: str) -> Industry | None:
    """The industry directly above; None for a section or an unknown code."""
    item = industries().get(code)
    return industries().get(item.parent) if item and item.parent else None


@cache
def path(code: str) -> tuple[Industry, ...]:
    """From the section down to `code` itself; empty for an unknown code."""
    item = industries().get(code)
    if item is None:
        return ()
    return (*(path(item.parent) if item.parent else ()), item)


def section(code: str) -> Industry | None:
    """The section (门类) an industry code belongs to."""
    above = path(code)
    return above[0] if above else None


def label(code: str) -> str | None:
    """The Chinese name of the industry; the catalogue translates the names of the sections."""
    item = industries().get(code)
    return item.name if item else None
