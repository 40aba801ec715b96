"""Who decides on a repair: the authority that made the record, or what it has become (谁认定、谁修复)."""

from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from credit.domain.reference.authorities import Authority, authorities, authority, by_name
from credit.domain.reference.divisions import XINJIANG, Level, divisions
from credit.domain.values import Agency
from credit.rules import departments
from credit.rules.citations import cites
from credit.rules.repair.question import REPAIR_2021, REPAIR_SCHEME

_CORPS: Final = "兵团"


class Field(StrEnum):
    """Whose field a record lies in."""

    HERE = "here"
    OTHER_DEPARTMENT = "other_department"
    OTHER_PROVINCE = "other_province"


@cites(REPAIR_2021, "第四条")
@cites(REPAIR_SCHEME, "条号未核", unverified=True)
def field_of(agency: Agency, on: date) -> Field:
    """Whether the repair is decided here. An agency without a name is of the import's own region."""
    if not agency.name:
        return Field.HERE
    if not departments.is_own(agency.name, on):
        return Field.OTHER_DEPARTMENT
    return Field.OTHER_PROVINCE if _outside(agency.name, agency.code or "") else Field.HERE


@cites(REPAIR_2021, "第四条")
@lru_cache(maxsize=4096)
def decider(agency: Agency) -> Authority | None:
    """The authority here that decides: the one of that name, or the one that serves its division now."""
    named = by_name(agency.name)
    if named is not None:
        return named
    coded = authority(_division(agency.code or ""))
    return coded or _serving(agency.name)


def _division(code: str) -> str:
    """The division in a public body's code (11 or 12, then six digits)."""
    return code[2:8] if len(code) == 18 and code[2:8].isdigit() else ""


def _serving(name: str) -> Authority | None:
    """The lowest authority whose division is named in an agency's name."""
    places = divisions()
    found = [
        one
        for code, one in authorities().items()
        if code in places and (places[code].name in name or (code == XINJIANG and "新疆" in name))
    ]
    return max(found, key=lambda one: (one.division[4:] != "00", one.division[2:] != "0000"), default=None)


@lru_cache(maxsize=4096)
def _outside(name: str, code: str) -> bool:
    if by_name(name) is not None:
        return False
    division = _division(code)
    if division:
        return not division.startswith(XINJIANG[:2])
    here, elsewhere = _places()
    if _CORPS in name or "新疆" in name or any(place in name for place in here):
        return False
    return any(place in name for place in elsewhere)


@cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """Names of divisions of Xinjiang, and of provinces and prefectures elsewhere that are no name here."""
    here, elsewhere = set(), set()
    for code, one in divisions().items():
        if one.grouping:
            continue
        if code.startswith(XINJIANG[:2]):
            here.add(one.name)
        elif one.level in (Level.PROVINCE, Level.PREFECTURE):
            elsewhere.add(one.name)
    return frozenset(here), frozenset(elsewhere - here)
