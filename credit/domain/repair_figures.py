"""Figures of repairs that everybody may see: made once a month, never of few."""

from datetime import date

import msgspec


class RepairLine(msgspec.Struct, frozen=True, kw_only=True):
    """Repairs of one authority, or of a prefecture and all below it (`together`), or of all ("").

    days: median working days from acceptance to the decision; None where no clock was kept. in_time:
    percent.
    """

    place: str
    together: bool
    decided: int
    days: float | None
    in_time: int


class RepairMonth(msgspec.Struct, frozen=True, kw_only=True):
    """One month, by its first day. None: too few to be shown, or left out so that nobody can work out few."""

    first: date
    filed: int | None
    decided: int | None


class RepairFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Twelve whole months. granted: of all decisions; None where grants or the rest of them were few."""

    whole: RepairLine
    granted: int | None
    months: tuple[RepairMonth, ...]
    places: tuple[RepairLine, ...]
