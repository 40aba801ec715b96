"""A question as neutral clauses over tokens, in tiers: what both engines run, and why they rank alike.

A document belongs to the first tier that it matches. Tiers follow each other; inside one tier the rank of
the document decides (weight, then shorter names, then a fixed hash), so the order is total and a cursor
is a tier and a rank. No engine scores text.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from hashlib import blake2b
from typing import TypeAlias

from search.document import Document
from search.page import Reason


@dataclass(frozen=True, slots=True)
class Term:
    """Documents that carry this token."""

    token: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Documents that carry a token beginning so; for codes only, where few tokens do."""

    start: str


@dataclass(frozen=True, slots=True)
class All:
    """Documents that match every clause; at least one clause."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that match at least one clause; none for no clause."""

    clauses: tuple["Clause", ...]


Clause: TypeAlias = Term | Prefix | All | AnyOf


class Stage(IntEnum):
    """When a tier is asked: later stages only where earlier ones found too little."""

    SPELLED = 0  # the whole question is there as written
    SOUND = 1  # sounds like the whole question; only to fill up
    NEAR = 2  # one character off; only when nothing is fully spelled
    PARTIAL = 3  # a part of the question, when nothing else is left


@dataclass(frozen=True, slots=True)
class Tier:
    """Documents found for one reason.

    checked: the clause only gathers candidates (at most `CANDIDATES`), and the names decide which of
    them fit, and in what order.
    """

    reason: Reason
    clause: Clause
    stage: Stage = Stage.SPELLED
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Pinned:
    """Documents named by their keys, in this order: what is left of a checked tier."""

    reason: Reason
    keys: tuple[str, ...]


CANDIDATES = 60


def term(kind: str, token: str) -> Term:
    """A term for one kind of document, as the index holds it."""
    return Term(kind + (token if token.isalnum() else "_".join(token.split())))


def every(clauses: Iterable[Clause]) -> Clause | None:
    """All of them; None for no clause at all."""
    found = tuple(dict.fromkeys(clauses))
    return None if not found else found[0] if len(found) == 1 else All(found)


def some(clauses: Iterable[Clause]) -> Clause | None:
    """Any of them; None for no clause at all."""
    found = tuple(dict.fromkeys(clauses))
    return None if not found else found[0] if len(found) == 1 else AnyOf(found)


_HASH_BITS = 37
_LONGEST = 63
_FIRST_DAY = date(1899, 12, 31).toordinal()
_DAY_BITS = 16  # up to 2079


def rank(document: Document) -> int:
    """Order inside a tier, greater first: weight, size by legal form, short names, a hash. Below 2**53."""
    length = min(min((len(name.text) for name in document.names), default=_LONGEST), _LONGEST)
    weight = min(max(document.weight, 0), 100)
    form = _form_class(document.names[0].text) if document.names else 0
    return (weight << 8 | form << 6 | _LONGEST - length) << _HASH_BITS | _hash(document)


def _form_class(name: str) -> int:
    """3 joint-stock companies and groups, 2 other companies, 1 co-operatives and partnerships, 0 the rest."""
    if name.endswith("公司") and "分公司" not in name:
        return 3 if "股份" in name or "集团" in name else 2
    return 1 if "合作社" in name or "合伙" in name else 0


def day_rank(document: Document) -> int:
    """Order by date, greater is newer; documents without a date are oldest. Below 2**53."""
    day = document.day.toordinal() - _FIRST_DAY if document.day else 0
    return min(max(day, 0), (1 << _DAY_BITS) - 1) << _HASH_BITS | _hash(document)


def _hash(document: Document) -> int:
    whole = blake2b(f"{document.kind}/{document.key}".encode(), digest_size=8).digest()
    return int.from_bytes(whole, "big") >> (64 - _HASH_BITS)
