"""How a public record can be repaired, told from what is public of its subject and from nothing else.

Whoever reads it learns no more than the page says already: a record that is hidden says nothing here.
"""

from datetime import date, datetime
from typing import Final

from credit.domain.annual_report import AnnualReport
from credit.domain.clock import SHANGHAI
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.records import Record
from credit.domain.repair import Answer, RepairFacts, RepairKind
from credit.domain.values import Provenance
from credit.domain.vocabulary import RecordKind
from credit.rules.citations import cites
from credit.rules.repair.eligibility import eligibility, kind_of
from credit.rules.repair.question import REPAIR_SCHEME

_MATTERS: Final = frozenset(
    {
        RecordKind.PENALTY,
        RecordKind.ABNORMAL,
        RecordKind.SERIOUS,
        RecordKind.CHECK,
        RecordKind.BREACH,
        RecordKind.CHANGE,
    }
)


@cites(REPAIR_SCHEME, "条号未核", unverified=True)
def answers(dossier: Dossier, on: date) -> dict[str, Answer]:
    """The answer about each public negative record, by its id."""
    negative = [one for one in dossier.records if kind_of(one.content, on) is not RepairKind.NONE]
    if not negative:
        return {}
    records = {one.id: _record(one) for one in dossier.records if one.kind in _MATTERS}
    facts = RepairFacts(
        subject_class=dossier.registered.subject_class,
        status=dossier.registered.status,
        records=tuple(records.values()),
        reports=_reports(dossier),
    )
    asked = {one.id: eligibility(records[one.id], facts, on) for one in negative}
    return {record_id: answer for record_id, answer in asked.items() if not answer.over}


def _record(one: PublicRecord) -> Record:
    day = one.source.received_on
    return Record(
        id=one.id,
        provenance=Provenance(
            agency=one.source.agency,
            source="",
            source_id=one.id,
            effective_on=one.source.effective_on,
            published_on=one.source.published_on,
            received_at=datetime(day.year, day.month, day.day, tzinfo=SHANGHAI),
        ),
        content=one.content,
    )


def _reports(dossier: Dossier) -> dict[int, date]:
    """Since when the report of each year is public."""
    found: dict[int, date] = {}
    for one in dossier.of_kind(RecordKind.ANNUAL_REPORT):
        if isinstance(one.content, AnnualReport):
            day, year = one.source.published_on, one.content.year
            found[year] = min(day, found.get(year, day))
    return found
