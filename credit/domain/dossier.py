"""The dossier: everything the public may know about one subject on one day.

Made by `credit.disclosure.project` and by nothing else; pages, search documents, suggestions, API,
bulk files, feeds and statistics are made from it and from nothing else.
"""

from datetime import date, datetime

import msgspec

from credit.domain.contents import kind_of
from credit.domain.corrections import DisputedFact
from credit.domain.records import AnyContent, Flags, FormerName
from credit.domain.values import Agency, Missing, Money
from credit.domain.vocabulary import (
    AbnormalGround,
    KeyArea,
    RecordKind,
    SeriousCategory,
    Severity,
    Status,
    SubjectClass,
)

SCHEMA = 1


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """The public part of a provenance."""

    agency: Agency
    effective_on: date
    published_on: date
    received_on: date


class PublicRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record as the public may see it; `until` is the last day on which it may be shown.

    linked: ids of public records that belong to it, a penalty's check and a check's penalties.
    corrected_on: the day on which it was corrected after an objection.
    """

    id: str
    source: Source
    content: AnyContent
    until: date | None = None
    severity: Severity | None = None  # penalties: class by the pack named in `pack`
    pack: str | None = None
    objection_since: date | None = None
    linked: tuple[str, ...] = ()
    corrected_on: date | None = None

    @property
    def kind(self) -> RecordKind:
        return kind_of(self.content.__class__)


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The registered facts that may be shown, as registered, with the day each last changed."""

    name: str
    subject_class: SubjectClass
    status: Status
    source: Source
    credit_code: str | None = None
    registration_no: str | None = None
    old_codes: tuple[str, ...] = ()
    uyghur_name: str | None = None
    former_names: tuple[FormerName, ...] = ()
    type_code: str | None = None
    type_label: str | Missing
    legal_representative: str | Missing
    capital: Money | Missing
    established_on: date | Missing
    approved_on: date | Missing
    term_from: date | Missing
    term_to: date | Missing | None
    address: str | Missing
    business_place: str | Missing
    division: str | None = None
    industry: str | None = None
    scope: str | Missing
    registration_authority: str | Missing
    managing_office: str | Missing
    moved_to: str | None = None
    status_since: date | None = None
    status_reason: str | Missing
    parent_name: str | None = None
    parent_code: str | None = None
    headcount: int | Missing
    flags: Flags
    since: dict[str, date] = {}  # field name -> day of its last registered change
    disputed: tuple[DisputedFact, ...] = ()  # under objection, or found wrong


class AbnormalStanding(msgspec.Struct, frozen=True, omit_defaults=True):
    ground: AbnormalGround
    listed_on: date
    record_id: str
    report_year: int | None = None
    marking: bool = False


class SeriousStanding(msgspec.Struct, frozen=True, omit_defaults=True):
    category: SeriousCategory
    listed_on: date
    record_id: str
    until: date | None = None


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the one opening sentence of a page needs; counts only what is public now."""

    abnormal: tuple[AbnormalStanding, ...] = ()
    serious: tuple[SeriousStanding, ...] = ()
    key_areas: tuple[KeyArea, ...] = ()


class Dossier(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything the public may know about one subject from `projected_on` until `valid_until`.

    key: our permanent key. address: the last part of the page's URL (credit code, else registration
    number, else the key). valid_until: the first day on which a rule changes the dossier; a read on
    or after that day projects again. packs: names of the rule packs that were used.
    """

    key: str
    address: str
    projected_on: date
    valid_until: date | None = None
    registered: Fact
    standing: Standing = Standing()
    records: tuple[PublicRecord, ...] = ()
    packs: tuple[str, ...] = ()
    received_at: datetime
    schema: int = SCHEMA

    def of_kind(self, kind: RecordKind) -> tuple[PublicRecord, ...]:
        """The records of one kind, in the dossier's order (newest effective day first)."""
        return tuple(record for record in self.records if record.kind is kind)
