"""The flags of a subject that hold on a day: part of the gate, pure."""

from datetime import date
from typing import Final

from credit.disclosure_clean import clean_struct
from credit.domain.records import Flags
from credit.rules.periods import following


def standing_flags(flags: Flags, on: date, days: list[date | None]) -> Flags:
    """The flags that hold on the day; a term that has run out is no flag any more.

    days: gets the days on which this answer changes.
    """
    if flags == _NO_FLAGS:
        return flags
    dormancy, simple, marking = flags.dormancy, flags.simple_deregistration, flags.marking
    if dormancy:
        days += [dormancy.since, following(dormancy.until)]
    if simple:
        days += [simple.since, following(simple.until)]
    days += [marking.since if marking else None, flags.liquidation_since, flags.restored_on]
    return clean_struct(
        Flags(
            dormancy=dormancy if dormancy and dormancy.since <= on <= dormancy.until else None,
            simple_deregistration=simple if simple and simple.since <= on <= simple.until else None,
            marking=marking if marking and marking.since <= on else None,
            liquidation_since=_reached(flags.liquidation_since, on),
            restored_on=_reached(flags.restored_on, on),
        )
    )


_NO_FLAGS: Final = Flags()


def _reached(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None
