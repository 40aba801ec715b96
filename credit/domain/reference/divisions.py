"""Administrative divisions (行政区划, GB/T 2260), from the nation to the county.

A credit code keeps the division of first registration for ever, so codes out of use must stay
readable: `historic` answers for a year, `reading` for a code without one. The present division of
an enterprise is never derived from its code.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from credit.domain.reference.tables import rows

XINJIANG = "650000"

# Rows of the code list that only group others; they are no place and appear in no path.
_GROUPING = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Level(StrEnum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


@dataclass(frozen=True, slots=True)
class Division:
    """One division in force. `parent`: code of the level above in the code list, None at the top.

    uyghur: name in Uyghur, None where no source gives one. uyghur_aliases: other spellings in use,
    for searching. uyghur_checked: false where the spelling still waits for a qualified translator.
    """

    code: str
    name: str
    level: Level
    parent: str | None
    uyghur: str | None = None
    uyghur_aliases: tuple[str, ...] = ()
    uyghur_checked: bool = False

    @property
    def grouping(self) -> bool:
        """True for rows of the list that only group others (市辖区 and the like)."""
        return self.name in _GROUPING


@dataclass(frozen=True, slots=True)
class HistoricDivision:
    """A code as it was used from `since` until before `until` (None: still in use).

    became: the codes that took its place or parts of it, each with the year where one is given.
    """

    code: str
    name: str
    level: Level
    province: str
    prefecture: str
    since: int
    until: int | None
    became: tuple[tuple[str, int | None], ...]

    @property
    def full_name(self) -> str:
        """Province, prefecture and own name, each once."""
        parts = dict.fromkeys((self.province, self.prefecture, self.name))
        return "".join(part for part in parts if part and part not in {"直辖", "省直辖"})


@dataclass(frozen=True, slots=True)
class Township:
    """A township-level division (乡、镇、街道) of Xinjiang: nine digits, and its county's code."""

    code: str
    name: str
    county: str


@cache
def divisions() -> dict[str, Division]:
    """All divisions in force by six-digit code, in the order of the codes."""
    uyghur = {row[0]: row for row in rows("divisions_uyghur.tsv")}
    found: dict[str, Division] = {}
    for code, name, level, parent in rows("divisions.tsv"):
        _, _, own, aliases, source = uyghur.get(code, ("", "", "", "", ""))
        found[code] = Division(
            code,
            name,
            Level(level),
            parent or None,
            own or None,
            tuple(filter(None, aliases.split("|"))),
            bool(own) and source != "unverified",
        )
    return found


def division(code: str) -> Division | None:
    """The division in force with this code, if there is one."""
    return divisions().get(code)


@cache
def _tree() -> dict[str | None, tuple[Division, ...]]:
    below: dict[str | None, list[Division]] = {}
    for item in divisions().values():
        below.setdefault(item.parent, []).append(item)
    return {parent: tuple(items) for parent, items in below.items()}


def children(code: str | None) -> tuple[Division, ...]:
    """The divisions directly below `code`; the provinces for None. Grouping rows are seen through."""
    found: list[Division] = []
    for item in _tree().get(code, ()):
        if item.grouping:
            found.extend(_tree().get(item.code, ()))
        else:
            found.append(item)
    return tuple(found)


def parent(code: str) -> Division | None:
    """The place directly above, grouping rows left out; None at the top or for an unknown code."""
    above = path(code)
    return above[-2] if len(above) > 1 else None


@cache
def path(code: str) -> tuple[Division, ...]:
    """From the province down to `code` itself, without grouping rows; empty for an unknown code."""
    item = divisions().get(code)
    if item is None:
        return ()
    above = path(item.parent) if item.parent else ()
    return above if item.grouping else (*above, item)


def full_name(code: str) -> str | None:
    """The Chinese names from the province down, joined: 新疆维吾尔自治区乌鲁木齐市天山区."""
    return "".join(item.name for item in path(code)) or None


def label(code: str, language: str = "zh") -> str | None:
    """Name of the division in `language` (zh or ug; Chinese where no Uyghur name is known).

    A code out of use answers with the last name it had; None for a code never used.
    """
    item = divisions().get(code)
    if item is not None:
        return (item.uyghur or item.name) if language == "ug" else item.name
    last = reading(code)
    return last.name if last else None


@cache
def _history() -> dict[str, tuple[HistoricDivision, ...]]:
    found: dict[str, list[HistoricDivision]] = {}
    for code, province, prefecture, name, level, since, until, became in rows("division_history.tsv"):
        row = HistoricDivision(
            code,
            name,
            Level(level),
            province,
            prefecture,
            int(since),
            int(until) if until else None,
            tuple(_successor(part) for part in became.split(";") if part),
        )
        found.setdefault(code, []).append(row)
    return {code: tuple(sorted(items, key=lambda item: item.since)) for code, items in found.items()}


def _successor(text: str) -> tuple[str, int | None]:
    code, _, year = text.partition("[")
    return code, int(year.rstrip("]")) if year else None


def history(code: str) -> tuple[HistoricDivision, ...]:
    """Every use of the code since 1980, oldest first."""
    return _history().get(code, ())


def historic(code: str, year: int) -> HistoricDivision | None:
    """What the code meant in `year`."""
    for item in history(code):
        if item.since <= year and (item.until is None or year < item.until):
            return item
    return None


def reading(code: str) -> HistoricDivision | None:
    """What the code means now, or last meant: for the division frozen in an old credit code."""
    uses = history(code)
    return uses[-1] if uses else None


@cache
def retired(province: str = XINJIANG) -> tuple[str, ...]:
    """Codes of the province that are no longer in use, in order."""
    return tuple(
        code
        for code, uses in sorted(_history().items())
        if code[:2] == province[:2] and all(use.until is not None for use in uses)
    )


@cache
def townships(county: str) -> tuple[Township, ...]:
    """The township-level divisions of a county of Xinjiang."""
    return tuple(Township(code, name, above) for code, name, above in _townships() if above == county)


@cache
def _townships() -> tuple[tuple[str, str, str], ...]:
    return tuple((row[0], row[1], row[2]) for row in rows("townships_xinjiang.tsv"))
