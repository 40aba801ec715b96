"""What was corrected in a record after it was objected to, and what stands beside a registered fact."""

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


class DisputedFact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A registered fact that is under objection, or was found wrong and waits for who keeps it.

    fact: its name (`credit.rules.registered_facts`). since: the day from which it is under objection; None:
    it is not. found_on: the day on which it was found wrong. back_on: withheld until that day, at most.
    """

    fact: str
    since: date | None = None
    found_on: date | None = None
    back_on: date | None = None
