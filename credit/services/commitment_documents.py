"""From a commitment in a dossier to what the search holds of it: found by what was promised."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from credit.domain.commitments import BreachFinding, Commitment, CommitmentState
from credit.domain.dossier import Dossier, PublicRecord
from credit.rules.commitments.templates import matters_in_uyghur
from credit.services.search_parts import (
    anchor_of,
    codes_of,
    day_after,
    names_of,
    place_facets,
    record_card,
    text,
    year,
)
from search.document import Card, Document, FacetValue, Number, Tag
from search.query import Facet, Kind


def commitment(matched: Dossier, shown: Dossier, record: PublicRecord, content: Commitment) -> Document:
    """One commitment. matched, shown: the dossier narrowed for the search and for result rows."""
    return Document(
        kind=Kind.COMMITMENT,
        key=record.id,
        parent=matched.key,
        card=_card(matched, shown, record, content),
        names=names_of(matched),
        codes=codes_of(matched),
        numbers=(Number(content.number, anchor_of(record), day_after(record.until)),),
        texts=_texts(content),
        facets=(*place_facets(matched), *year(content.committed_on), *_facets(content)),
        day=content.committed_on,
        public_until=day_after(record.until),
    )


def _card(matched: Dossier, shown: Dossier, record: PublicRecord, content: Commitment) -> Card:
    """Its row. The agency is the one it was made to: who made it stands there already."""
    card = record_card(
        shown,
        record,
        content.matter,
        content.commitment_type.value,
        content.committed_on,
        content.number,
        tags=tuple(_tags(matched, record, content)),
    )
    return replace(card, agency=text(content.accepting_office), title_uyghur=text(content.matter_uyghur))


def _texts(content: Commitment) -> tuple[str, ...]:
    """What was promised, for what, and in which words; in Uyghur too where there is a rendering."""
    parts = (content.matter, content.scene, content.joined_name, content.text, content.text_uyghur)
    return tuple(filter(None, (*map(text, parts), _uyghur(content))))


def _uyghur(content: Commitment) -> str:
    """The matter in Uyghur: as it was entered with the wording, or of a wording of the portal."""
    return text(content.matter_uyghur) or matters_in_uyghur().get(content.matter, "")


def _facets(content: Commitment) -> Iterator[FacetValue]:
    yield FacetValue(Facet.TOPIC, content.commitment_type.value)
    yield FacetValue(Facet.KEPT, content.fulfilment.value)
    yield FacetValue(Facet.STATE, content.state.value, _in_force_until(content))
    office = text(content.accepting_office)
    if office:
        yield FacetValue(Facet.AGENCY, office)


def _in_force_until(content: Commitment) -> date | None:
    """The first day on which it is no longer in force; None for an open end and for one that has ended."""
    return day_after(content.valid_to) if content.state is CommitmentState.PUBLIC else None


def _tags(dossier: Dossier, record: PublicRecord, content: Commitment) -> Iterator[Tag]:
    """Whether an authority found it broken; how it stands, how it was kept."""
    for one in dossier.records:
        if one.id in record.linked and isinstance(one.content, BreachFinding):
            yield Tag("breach", day_after(one.until))
    yield Tag(f"commitment_{content.state.value}", _in_force_until(content))
    yield Tag(f"promise_{content.fulfilment.value}")
