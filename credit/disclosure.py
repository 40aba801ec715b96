"""THE GATE: what the public may know about a subject on a day.

`project` makes the dossier, `narrow` cuts it down to one channel. Both are pure. Fields come in by
name (`credit.rules.fields`), periods by rule (`credit.rules.publication`), personal data is masked or
holds its record back (`credit.rules.personal_data`). What is withheld, repaired, over or not yet public
leaves no trace: no record, no count, and nothing withheld moves `valid_until`. Records of other
departments come in as `credit.rules.departments` says.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from msgspec.structs import fields as struct_fields
from msgspec.structs import replace

from credit.disclosure_clean import clean, clean_all, clean_code, source_of
from credit.disclosure_commitments import carried_as, decide_commitment, on_the_day
from credit.disclosure_facts import FIELD_OF, Disputed, disputed_on
from credit.disclosure_flags import standing_flags
from credit.disclosure_links import links_between
from credit.disclosure_narrow import OFF_CHANNEL, narrow
from credit.disclosure_repaired import as_decided, unnamed, unrepaired
from credit.domain.commitments import BreachFinding, Commitment
from credit.domain.dossier import (
    AbnormalStanding,
    Dossier,
    Fact,
    PublicRecord,
    SeriousStanding,
    Standing,
)
from credit.domain.errors import NotFoundError
from credit.domain.instant import InstantInfo
from credit.domain.records import (
    AbnormalEntry,
    AnyContent,
    Change,
    Check,
    EnterpriseFacts,
    Flags,
    JudicialAssistance,
    Licence,
    Penalty,
    Record,
    Registration,
    SeriousEntry,
    Voluntary,
)
from credit.domain.values import NOT_APPLICABLE
from credit.domain.vocabulary import ChangeItem, KeyArea, SubjectClass
from credit.rules import departments, publication
from credit.rules.fields import REGISTERED
from credit.rules.instant.publication import Official, instant, officially
from credit.rules.key_areas import holds_on, key_area_of
from credit.rules.periods import following
from credit.rules.publications import Publication

__all__ = ["OFF_CHANNEL", "narrow", "project"]

_CODES: Final = ("credit_code", "registration_no")
_OWN: Final = frozenset({*_CODES, "old_codes", "source", "flags", "since", "address", "disputed"})
_COPIED: Final = tuple(
    field.name for field in struct_fields(Fact) if field.name in REGISTERED and field.name not in _OWN
)


class _Open(NamedTuple):
    """A record that nothing holds back, its cleaned content and what the rules say of it."""

    record: Record
    content: AnyContent
    decided: Publication


class _Known(NamedTuple):
    """What the publication of one record takes from others: see `_ends_of_penalties`, `officially`."""

    subject: SubjectClass
    ends: dict[str, list[date | None]]
    official: Official


def project(facts: EnterpriseFacts, on: date) -> Dossier:
    """The dossier of one subject on a day in Asia/Shanghai. Same facts and day, same dossier.

    Raises NotFoundError `subject.withheld` when the subject itself is withheld, RuleError
    `pack.not_covered` for a day before the first rule known here.
    """
    registration = facts.registration
    if registration.withheld is not None:
        raise NotFoundError("subject.withheld")
    # the day on which other departments come in or out is the same for every subject: it tells nothing
    days = [departments.DEPARTMENTS.next_start(on)]
    disputed = disputed_on(registration, on, days)
    opened = _opened(facts, disputed, on)
    days += [one.decided.changes_on for one in opened]
    shown = [one for one in opened if one.decided.shown]
    shown.sort(key=lambda one: (-one.record.provenance.effective_on.toordinal(), one.record.id))
    flags = standing_flags(registration.flags, on, days)
    standing = _standing(shown, registration, on, days)
    fact = _fact(registration, flags, _since(shown, on, days), disputed)
    links = links_between([(one.record, one.content) for one in shown])
    records = tuple(_public(one, links.get(one.record.id, ()), on, days) for one in shown)
    moments = [one.record.provenance.received_at for one in shown]
    return Dossier(
        key=facts.key,
        address=fact.credit_code or fact.registration_no or facts.key,
        projected_on=on,
        valid_until=min([day for day in days if day is not None and day > on], default=None),
        registered=fact,
        standing=standing,
        records=records,
        packs=tuple(sorted({name for one in shown for name in one.decided.packs})),
        received_at=max(moments, default=registration.provenance.received_at),
    )


def _opened(facts: EnterpriseFacts, disputed: Disputed, on: date) -> list[_Open]:
    subject = facts.registration.subject_class
    home = _has_private_address(facts.registration)
    standing = unrepaired(facts.records, on)
    kept = [
        (record, content)
        for record in standing.records
        if record.withheld is None
        and (content := unnamed(_content(record, on, home, disputed), standing.gone)) is not None
        and departments.is_carried(carried_as(content), record.provenance.agency.name, on)
    ]
    own = any(isinstance(content, InstantInfo) for _, content in kept)
    known = _Known(
        subject,
        _ends_of_penalties(kept, subject, on),
        officially(facts.records, subject, on) if own else {},
    )
    return [_Open(record, content, _decide(record, content, known, on)) for record, content in kept]


def _content(record: Record, on: date, private_address: bool, disputed: Disputed) -> AnyContent | None:
    """The public part of a content; a licence says which key area it belongs to."""
    cleaned = clean(record.content, record.reviewed)
    if isinstance(cleaned, Change) and (
        (private_address and cleaned.item is ChangeItem.ADDRESS) or disputed.covers(cleaned.item)
    ):
        return replace(cleaned, before=NOT_APPLICABLE, after=NOT_APPLICABLE)
    if isinstance(cleaned, Commitment):
        return on_the_day(cleaned, on)
    if isinstance(cleaned, Licence) and cleaned.key_area is None:
        area = key_area_of(cleaned, on)
        return cleaned if area is None else replace(cleaned, key_area=area)
    return cleaned


def _ends_of_penalties(
    kept: Iterable[tuple[Record, AnyContent]], subject: SubjectClass, on: date
) -> dict[str, list[date | None]]:
    """For each check (its source id) the days on which the penalties that arose from it are down."""
    ends: dict[str, list[date | None]] = {}
    for record, _ in kept:
        origin = record.content
        if isinstance(origin, Penalty) and origin.check_id:
            decided = publication.penalty(origin, record.provenance.published_on, subject, on)
            if decided.until is not None:
                ends.setdefault(origin.check_id, []).append(following(decided.until))
    return ends


def _decide(record: Record, content: AnyContent, known: _Known, on: date) -> Publication:
    published_on = record.provenance.published_on
    kept = as_decided(record)  # as kept: the gate's own reading needs fields the public does not get
    if isinstance(kept, Penalty):
        return publication.penalty(kept, published_on, known.subject, on)
    if isinstance(kept, (Commitment, BreachFinding)):
        return decide_commitment(kept, published_on, on)
    if isinstance(kept, InstantInfo):
        return instant(kept, published_on, known.subject, known.official, on)
    return _by_itself(record, content, known, on)


def _by_itself(record: Record, content: AnyContent, known: _Known, on: date) -> Publication:
    """The publication of what needs no other fact."""
    published_on = record.provenance.published_on
    if isinstance(content, Voluntary):
        return publication.voluntary(content, published_on, on)
    if isinstance(content, AbnormalEntry):
        return publication.abnormal_entry(content, published_on, on)
    if isinstance(content, SeriousEntry):
        return publication.serious_entry(content, published_on, on, record.republished_on)
    if isinstance(content, Check):
        return publication.check(content, published_on, known.ends.get(record.provenance.source_id, ()), on)
    if isinstance(content, JudicialAssistance):
        return publication.judicial(content, published_on, on)
    return publication.other(published_on, on)


def _public(one: _Open, linked: Iterable[str], on: date, days: list[date | None]) -> PublicRecord:
    objection = one.record.objection_since
    if objection is not None and objection > on:
        days.append(objection)
        objection = None
    return PublicRecord(
        id=one.record.id,
        source=source_of(one.record.provenance),
        content=one.content,
        until=one.decided.until,
        severity=one.decided.severity,
        pack=one.decided.pack,
        objection_since=objection,
        linked=tuple(linked),
        corrected_on=one.record.corrected.on if one.record.corrected else None,
    )


def _since(shown: Iterable[_Open], on: date, days: list[date | None]) -> dict[str, date]:
    """For each registered field the day of its last registered change that is public."""
    since: dict[str, date] = {}
    for one in shown:
        content = one.content
        if isinstance(content, Change) and content.item in FIELD_OF:
            field, day = FIELD_OF[content.item], content.changed_on
            if day > on:
                days.append(day)
            elif field in REGISTERED and day > since.get(field, date.min):
                since[field] = day
    return since


def _standing(
    shown: Iterable[_Open], registration: Registration, on: date, days: list[date | None]
) -> Standing:
    abnormal: list[AbnormalStanding] = []
    serious: list[SeriousStanding] = []
    areas: set[KeyArea] = set()
    for one in shown:
        content = one.content
        if isinstance(content, AbnormalEntry):
            days.append(content.listed_on)
            if publication.is_listed(content, registration.status, on):
                abnormal.append(_abnormal(content, one.record.id))
        elif isinstance(content, SeriousEntry):
            days.append(content.listed_on)
            if content.listed_on <= on:
                serious.append(
                    SeriousStanding(content.category, content.listed_on, one.record.id, one.decided.until)
                )
        elif isinstance(content, Licence) and (area := content.key_area):
            held, changes = holds_on(content, on)
            days.append(changes)
            areas.update([area] if held else [])
    return Standing(abnormal=tuple(abnormal), serious=tuple(serious), key_areas=tuple(sorted(areas)))


def _abnormal(content: AbnormalEntry, record_id: str) -> AbnormalStanding:
    return AbnormalStanding(
        content.ground, content.listed_on, record_id, content.report_year, content.marking
    )


def _fact(registration: Registration, flags: Flags, since: dict[str, date], disputed: Disputed) -> Fact:
    values = {name: getattr(registration, name) for name in _COPIED}
    private = _has_private_address(registration)
    values["address"] = NOT_APPLICABLE if private else registration.address
    old = () if "old_codes" in disputed.held else registration.old_codes
    codes = (clean_code(code) for code in old)
    return Fact(
        **clean_all(values | {name: one for name, one in disputed.held.items() if name in values}),
        source=source_of(registration.provenance),
        credit_code=clean_code(registration.credit_code),
        registration_no=clean_code(registration.registration_no),
        old_codes=tuple(code for code in codes if code),
        flags=flags,
        since={name: day for name, day in since.items() if name not in disputed.held},
        disputed=disputed.marks,
    )


def _has_private_address(registration: Registration) -> bool:
    """Whether `address` is the operator's home: an individual business with a place of business of
    its own has registered the home beside it."""
    individual = registration.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    return individual and isinstance(registration.business_place, str)
