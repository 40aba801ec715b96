"""From a dossier to what the search holds of it, through the gate's narrowing and nothing else.

What is matched comes from the dossier narrowed to `Channel.SEARCH`, what a result row shows from
`Channel.CARD`; a field permitted on neither can reach no index.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from credit.disclosure import narrow
from credit.domain.commitments import Commitment
from credit.domain.document_numbers import numbers_of
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.records import (
    Licence,
    Notice,
    Penalty,
    Website,
)
from credit.domain.vocabulary import Channel, KeyArea, LicenceState, Status, SubjectClass
from credit.services.commitment_documents import commitment
from credit.services.search_parts import (
    anchor_of,
    codes_of,
    day_after,
    iso,
    names_of,
    place_facets,
    record_card,
    text,
    year,
)
from search.document import Card, Document, FacetValue, Number, Replacement, Tag
from search.query import Facet, Kind


def documents(dossier: Dossier, version: int) -> Replacement:
    """All documents of one enterprise: itself, its penalties, its notices, its commitments."""
    matched, shown = narrow(dossier, Channel.SEARCH), narrow(dossier, Channel.CARD)
    made = [_enterprise(matched, shown)]
    for record in matched.records:
        if isinstance(record.content, Penalty):
            made.append(_penalty(matched, shown, record, record.content))
        elif isinstance(record.content, Notice):
            made.append(_notice(matched, shown, record, record.content))
        elif isinstance(record.content, Commitment):
            made.append(commitment(matched, shown, record, record.content))
    return Replacement(dossier.key, version, tuple(made))


def card(dossier: Dossier) -> Card:
    """The result row of an enterprise; `dossier` narrowed to `Channel.CARD`."""
    fact = dossier.registered
    return Card(
        name=fact.name,
        address=dossier.address,
        uyghur_name=fact.uyghur_name,
        former_name=fact.former_names[0].name if fact.former_names else None,
        code=fact.credit_code or fact.registration_no,
        status=fact.status.value,
        subject_class=fact.subject_class.value,
        division=fact.division,
        person=text(fact.legal_representative),
        day=iso(fact.established_on),
        agency=text(fact.registration_authority),
        tags=tuple(_tags(dossier)),
    )


def _latest(days: Iterable[date | None]) -> date | None:
    """The end of the last of several periods; None is an open end."""
    ends = list(days)
    return None if None in ends else max((end for end in ends if end), default=None)


def _licence_end(record: PublicRecord, licence: Licence) -> date | None:
    ends = [record.until, licence.valid_to if isinstance(licence.valid_to, date) else None]
    return day_after(min((end for end in ends if end), default=None))


def _enterprise(matched: Dossier, shown: Dossier) -> Document:
    fact = matched.registered
    codes = (fact.credit_code, fact.registration_no, *fact.old_codes)
    return Document(
        kind=Kind.ENTERPRISE,
        key=matched.key,
        parent=matched.key,
        card=card(shown),
        names=names_of(matched),
        codes=tuple(dict.fromkeys(code for code in codes if code)),
        numbers=tuple(_numbers(matched)),
        websites=_websites(matched),
        facets=(*place_facets(matched), *year(fact.established_on), *_standing_facets(matched)),
        weight=_weight(matched),
        day=fact.established_on if isinstance(fact.established_on, date) else None,
    )


def _websites(dossier: Dossier) -> tuple[str, ...]:
    sites = [record.content for record in dossier.records if isinstance(record.content, Website)]
    return tuple(dict.fromkeys(part for site in sites for part in (site.url, site.name) if part))


def _numbers(dossier: Dossier) -> Iterator[Number]:
    """Numbers under which a document of the enterprise can be looked up."""
    for record in dossier.records:
        for number in dict.fromkeys(numbers_of(record)):
            yield Number(number, anchor_of(record), day_after(record.until))


def _licences(dossier: Dossier) -> list[tuple[PublicRecord, Licence]]:
    return [
        (record, record.content)
        for record in dossier.records
        if isinstance(record.content, Licence) and record.content.state is LicenceState.VALID
    ]


def _areas(dossier: Dossier) -> list[tuple[KeyArea, date | None]]:
    """The key areas held now, each with the first day on which its last licence has run out."""
    held = _licences(dossier) if dossier.standing.key_areas else []
    return [
        (area, _latest(_licence_end(*one) for one in held if one[1].key_area is area))
        for area in dossier.standing.key_areas
    ]


def _standing_facets(dossier: Dossier) -> Iterator[FacetValue]:
    licences = _licences(dossier)
    if licences:
        yield FacetValue(Facet.LICENSED, "yes", _latest(_licence_end(*one) for one in licences))
    for area, until in _areas(dossier):
        yield FacetValue(Facet.KEY_AREA, area.value, until)
    penalties = [record for record in dossier.records if isinstance(record.content, Penalty)]
    if penalties:
        yield FacetValue(Facet.PENALISED, "yes", _latest(day_after(record.until) for record in penalties))
    for listed, until in _lists(dossier):
        yield FacetValue(Facet.LISTED, listed, until)


def _lists(dossier: Dossier) -> Iterator[tuple[str, date | None]]:
    """The lists the enterprise stands on now, each with the first day on which it no longer does."""
    ends = {record.id: record.until for record in dossier.records}
    if abnormal := dossier.standing.abnormal:
        yield "abnormal", _latest(day_after(ends.get(entry.record_id)) for entry in abnormal)
    if serious := dossier.standing.serious:
        yield "serious", _latest(day_after(entry.until or ends.get(entry.record_id)) for entry in serious)


def _tags(dossier: Dossier) -> Iterator[Tag]:
    marked = all(entry.marking for entry in dossier.standing.abnormal)
    for listed, until in _lists(dossier):
        # an individual business is marked, never listed
        yield Tag("marking" if listed == "abnormal" and marked else listed, until)
    flags = dossier.registered.flags
    if flags.dormancy:
        yield Tag("dormant", day_after(flags.dormancy.until))
    if flags.liquidation_since:
        yield Tag("liquidation")
    if flags.simple_deregistration:
        yield Tag("simple_deregistration", day_after(flags.simple_deregistration.until))
    if flags.marking:
        yield Tag("marked")
    if areas := _areas(dossier):
        yield Tag("key_area", _latest(until for _, until in areas))
    if _under_objection(dossier):
        yield Tag("objected_in_part")


_IN_THE_ROW = frozenset(
    {"name", "uyghur_name", "former", "code", "registration_no", "status", "division", "head", "established"}
)


def _under_objection(dossier: Dossier) -> bool:
    """Whether a fact of the row, or a list it names the enterprise for, is under objection."""
    if any(one.since is not None and one.fact in _IN_THE_ROW for one in dossier.registered.disputed):
        return True
    standing = dossier.standing
    named = {one.record_id for one in standing.abnormal} | {one.record_id for one in standing.serious}
    return any(one.objection_since is not None and one.id in named for one in dossier.records)


def _weight(dossier: Dossier) -> int:
    """Operating before gone, companies before branches before individual businesses."""
    fact = dossier.registered
    weight = 60 if fact.status is Status.OPERATING else 20
    if fact.subject_class is SubjectClass.INDIVIDUAL_BUSINESS:
        return weight - 10
    return weight + (20 if fact.subject_class is SubjectClass.COMPANY else 5)


def _penalty(matched: Dossier, shown: Dossier, record: PublicRecord, penalty: Penalty) -> Document:
    return Document(
        kind=Kind.PENALTY,
        key=record.id,
        parent=matched.key,
        card=record_card(
            shown, record, penalty.violation, penalty.field.value, penalty.decided_on, penalty.decision_no
        ),
        names=names_of(matched),
        codes=codes_of(matched),
        numbers=(Number(penalty.decision_no, anchor_of(record), day_after(record.until)),),
        texts=(penalty.violation,),
        facets=(
            *place_facets(matched),
            *year(penalty.decided_on),
            FacetValue(Facet.TOPIC, penalty.field.value),
        ),
        day=penalty.decided_on,
        public_until=day_after(record.until),
    )


def _notice(matched: Dossier, shown: Dossier, record: PublicRecord, notice: Notice) -> Document:
    return Document(
        kind=Kind.NOTICE,
        key=record.id,
        parent=matched.key,
        card=record_card(
            shown,
            record,
            notice.title,
            notice.notice_kind.value,
            notice.period_from,
            tags=objection_tags(notice.objections_until),
        ),
        names=names_of(matched),
        codes=codes_of(matched),
        texts=(notice.title,),
        facets=(
            *place_facets(matched),
            *year(notice.period_from),
            FacetValue(Facet.TOPIC, notice.notice_kind.value),
            FacetValue(Facet.AGENCY, record.source.agency.name),
            *open_to_objections(notice.objections_until),
        ),
        day=notice.period_from,
        public_until=day_after(record.until),
    )


def objection_tags(last: date | None) -> tuple[Tag, ...]:
    """The mark of a row while an objection may be raised."""
    return () if last is None else (Tag("objections", day_after(last)),)


def open_to_objections(last: date | None) -> list[FacetValue]:
    """Until the last day on which an objection may be raised; one without such a day is not open to any."""
    return [] if last is None else [FacetValue(Facet.OBJECTIONS, "open", day_after(last))]
