"""Market supervision authorities of Xinjiang (市场监督管理局), by the division they serve.

The names are composed from the names of the divisions, those of the twelve cities of the Production
and Construction Corps with the number of their division. The Corps has an organ of its own, so the
authority of a place and the place itself are kept apart everywhere.
"""

from dataclasses import dataclass
from functools import cache

from credit.domain.reference.tables import rows


@dataclass(frozen=True, slots=True)
class Authority:
    """superior: division of the authority one level up, None for the one of the region."""

    division: str
    name: str
    superior: str | None


@cache
def authorities() -> dict[str, Authority]:
    """All authorities by the code of their division."""
    return {
        code: Authority(code, name, above or None) for code, name, above in rows("authorities_xinjiang.tsv")
    }


def authority(division: str) -> Authority | None:
    """The authority of a division, if it has one."""
    return authorities().get(division)


@cache
def _by_name() -> dict[str, Authority]:
    return {item.name: item for item in authorities().values()}


def by_name(name: str) -> Authority | None:
    """The authority with this full name."""
    return _by_name().get(name)


def chain(division: str) -> tuple[Authority, ...]:
    """The authority of a division and those above it, nearest first."""
    found: list[Authority] = []
    item = authority(division)
    while item is not None:
        found.append(item)
        item = authority(item.superior) if item.superior else None
    return tuple(found)
