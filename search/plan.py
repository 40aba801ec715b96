"""A question as neutral clauses over tokens, in tiers: what both engines run, and why they rank alike.

A document belongs to the first tier that it matches. Tiers follow each other; inside one tier the rank of
the document decides (weight, then shorter names, then a fixed hash), so the order is total and a cursor
is a tier and a rank. No engine scores text.

Clauses are structs, not dataclasses: a question makes two hundred of them and looks each up again.
"""

from collections.abc import Iterable
from enum import IntEnum
from typing import TypeAlias

import msgspec

from search.page import Reason


class Term(msgspec.Struct, frozen=True):
    """Documents that carry this token."""

    token: str


class Prefix(msgspec.Struct, frozen=True):
    """Documents that carry a token beginning so; for codes only, where few tokens do."""

    start: str


class All(msgspec.Struct, frozen=True):
    """Documents that match every clause; at least one clause."""

    clauses: tuple["Clause", ...]


class AnyOf(msgspec.Struct, frozen=True):
    """Documents that match at least one clause; none for no clause."""

    clauses: tuple["Clause", ...]


Clause: TypeAlias = Term | Prefix | All | AnyOf


class Stage(IntEnum):
    """When a tier is asked: later stages only where earlier ones found too little."""

    SPELLED = 0  # the whole question is there as written
    SOUND = 1  # sounds like the whole question; only to fill up
    NEAR = 2  # one character off; only when nothing is fully spelled
    PARTIAL = 3  # a part of the question, when nothing else is left


class Tier(msgspec.Struct, frozen=True):
    """Documents found for one reason.

    checked: the clause only gathers candidates (at most `CANDIDATES`), and the names decide which of
    them fit, and in what order.
    """

    reason: Reason
    clause: Clause
    stage: Stage = Stage.SPELLED
    checked: bool = False


class Pinned(msgspec.Struct, frozen=True):
    """Documents named by their keys, in this order: what is left of a checked tier."""

    reason: Reason
    keys: tuple[str, ...]


CANDIDATES = 60


def term(token: str) -> Term:
    """A term as the index holds it."""
    return Term(token if token.isalnum() else "_".join(token.split()))


def every(clauses: Iterable[Clause]) -> Clause | None:
    """All of them; None for no clause at all."""
    found = tuple(dict.fromkeys(clauses))
    return None if not found else found[0] if len(found) == 1 else All(found)


def some(clauses: Iterable[Clause]) -> Clause | None:
    """Any of them; None for no clause at all."""
    found = tuple(dict.fromkeys(clauses))
    return None if not found else found[0] if len(found) == 1 else AnyOf(found)
