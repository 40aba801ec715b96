"""The part of the gate that puts marks beside registered facts, and holds back those found wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from credit.domain.corrections import DisputedFact
from credit.domain.records import Registration
from credit.domain.vocabulary import ChangeItem
from credit.rules import registered_facts

FIELD_OF: Mapping[ChangeItem, str] = {
    ChangeItem.NAME: "name",
    ChangeItem.LEGAL_REPRESENTATIVE: "legal_representative",
    ChangeItem.CAPITAL: "capital",
    ChangeItem.ADDRESS: "address",
    ChangeItem.SCOPE: "scope",
    ChangeItem.TYPE: "type_label",
    ChangeItem.TERM: "term_to",
    ChangeItem.AUTHORITY: "registration_authority",
}


class Disputed(NamedTuple):
    """What stands beside the facts on a day, the fields held back, with what is shown in their place."""

    marks: tuple[DisputedFact, ...]
    held: dict[str, Any]

    def covers(self, item: ChangeItem) -> bool:
        """Whether a change of an item would tell what is held back."""
        return FIELD_OF.get(item) in self.held


def disputed_on(registration: Registration, on: date, days: list[date | None]) -> Disputed:
    """The marks that count on a day. days: on which that becomes otherwise, added to."""
    marks = []
    for one in registered_facts.known(registration.disputed):
        days += (one.since, one.found_on, one.back_on)
        since = one.since if one.since and one.since <= on else None
        found = one.found_on if one.found_on and one.found_on <= on else None
        back = one.back_on if found and one.back_on and on < one.back_on else None
        if since or found:
            marks.append(replace(one, since=since, found_on=found, back_on=back))
    return Disputed(tuple(marks), registered_facts.withheld(tuple(marks), on))
