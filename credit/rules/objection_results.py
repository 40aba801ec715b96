"""What an objection that held makes of a record."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from credit.domain.corrections import Corrected, CorrectedField
from credit.domain.objections import Outcome, Ruling
from credit.domain.records import Record
from credit.rules import objection_fields
from credit.rules.citations import cites
from credit.rules.objections import DISCLOSURE_REGULATION, PENALTY_ORDER


@cites(DISCLOSURE_REGULATION, "第十二条")
@cites(PENALTY_ORDER, "第十一条、第十二条")
def corrected(record: Record, ruling: Ruling, number: str, on: date) -> Record:
    """A record after an objection held: with other values and the mark of it, or taken down.

    What an earlier correction says of other fields goes on.
    """
    before = record.corrected.fields if record.corrected else ()
    if ruling.outcome is Outcome.TAKEN_DOWN:
        mark = Corrected(on=on, number=number, fields=before, taken_down=True)
        return replace(record, corrected=mark)
    named = {one.field for one in ruling.amendments}
    values = {
        one.field: objection_fields.read(record.content, one.field, one.value) for one in ruling.amendments
    }
    made = tuple(_field(record, before, name, value) for name, value in values.items())
    fields = (*(one for one in before if one.name not in named), *made)
    return replace(
        record,
        content=replace(record.content, **values),
        corrected=Corrected(on=on, number=number, fields=fields),
    )


def _field(record: Record, before: Iterable[CorrectedField], name: str, value: object) -> CorrectedField:
    """What the source says of a field stays known when a correction is corrected."""
    known = next((one.was for one in before if one.name == name), None)
    was = objection_fields.typed(getattr(record.content, name)) if known is None else known
    return CorrectedField(name=name, was=was, now=objection_fields.typed(value))
