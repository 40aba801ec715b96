"""Whose records are shown here: those of market supervision, and of other departments as configured.

Credit China publishes the records of all departments; a department publishes what lies in its own
field and in principle nothing else. Which other agency's records of which kind are shown all the
same is a row of the pack.
"""

from datetime import date
from functools import cache, lru_cache
from typing import Final

from credit.domain.vocabulary import RecordKind
from credit.rules import packs
from credit.rules.citations import cites
from credit.rules.packs import Pack

DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
REPAIR_SCHEME: Final = "关于进一步完善信用修复制度的实施方案（国办发〔2025〕22号）"
DEPARTMENTS: Final = packs.topic("other_departments")
EVERY: Final = "*"


@cites(DISCLOSURE_REGULATION, "第六条、第七条")
@cites(REPAIR_SCHEME, "第一项", unverified=True)
def is_carried(kind: RecordKind, agency: str, on: date) -> bool:
    """Whether an agency's record of this kind is shown here on a day. agency: its full name.

    Raises RuleError `pack.not_covered` before the first rule known here.
    """
    pack = DEPARTMENTS.at(on)
    return _is_carried(pack.name, kind, agency)


@cites(DISCLOSURE_REGULATION, "第六条")
def is_own(agency: str, on: date) -> bool:
    """Whether an agency belongs to market supervision. Raises RuleError `pack.not_covered`."""
    return any(word in agency for word in DEPARTMENTS.at(on)["own_agencies"])


@lru_cache(maxsize=8192)
def _is_carried(pack: str, kind: RecordKind, agency: str) -> bool:
    rows = next(one for one in DEPARTMENTS.packs if one.name == pack)
    also = _also(rows, kind)
    return EVERY in also or any(word in agency for word in (*rows["own_agencies"], *also))


@cites(REPAIR_SCHEME, "第一项", unverified=True)
def not_carried(on: date) -> tuple[RecordKind, ...]:
    """The kinds of which some agency's records are not shown here on a day, in the order of the vocabulary.

    Raises RuleError `pack.not_covered`.
    """
    return _not_carried(DEPARTMENTS.at(on).name)


@cache
def _not_carried(name: str) -> tuple[RecordKind, ...]:
    pack = next(one for one in DEPARTMENTS.packs if one.name == name)
    return tuple(kind for kind in RecordKind if EVERY not in _also(pack, kind))


def _also(pack: Pack, kind: RecordKind) -> tuple[str, ...]:
    """Words in the names of other agencies whose records of this kind are shown."""
    named: tuple[str, ...] | None = pack.get(kind.value)
    return (EVERY,) if named is None else named
