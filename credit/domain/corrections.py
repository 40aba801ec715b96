"""What was corrected in a record after it was objected to."""

from datetime import date

import msgspec


class CorrectedField(msgspec.Struct, frozen=True):
    """A field that was corrected after verification: what its source says and what it says now, as typed."""

    name: str
    was: str
    now: str


class Corrected(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record was corrected after an objection, or taken down as one that should never have been shown.

    number: of the case. fields: so that a source which repeats its error does not bring it back.
    """

    on: date
    number: str
    fields: tuple[CorrectedField, ...] = ()
    taken_down: bool = False
