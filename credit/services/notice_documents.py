"""From a notice of an authority to what the search holds of it, through the gate's narrowing alone."""

from collections.abc import Iterator

from credit.disclosure_narrow import narrow_notice
from credit.domain.notices import PublicNotice
from credit.domain.vocabulary import Channel
from credit.services.notice_reading import VersionedNotice
from credit.services.search_documents import objection_tags, open_to_objections
from credit.services.search_parts import day_after, objected
from search.document import Card, Document, FacetValue, Number, Replacement
from search.query import Facet, Kind


def notice_documents(found: VersionedNotice) -> Replacement:
    """What the search holds of a notice: one document, or none where nothing is public."""
    if found.notice is None:
        return Replacement(found.key, found.version)
    return Replacement(found.key, found.version, (_document(found.notice),))


def _document(notice: PublicNotice) -> Document:
    matched = narrow_notice(notice, Channel.SEARCH)
    content, agency = matched.content, matched.source.agency.name
    until = day_after(matched.until)
    return Document(
        kind=Kind.NOTICE,
        key=notice.key,
        parent=notice.key,
        card=_card(narrow_notice(notice, Channel.CARD)),
        numbers=(Number(content.number, "", until),) if content.number else (),
        texts=(content.title, agency),
        facets=tuple(_facets(matched)),
        day=matched.source.published_on,
        public_until=until,
    )


def _card(notice: PublicNotice) -> Card:
    content = notice.content
    return Card(
        name=notice.source.agency.name,
        address=notice.key,
        division=content.division,
        day=notice.source.published_on.isoformat(),
        title=content.title,
        topic=content.notice_kind.value,
        number=content.number,
        tags=(*objection_tags(content.objections_until), *objected(notice.objection_since)),
        own_page=True,
    )


def _facets(notice: PublicNotice) -> Iterator[FacetValue]:
    content, published_on = notice.content, notice.source.published_on
    if content.division:
        yield FacetValue(Facet.DIVISION, content.division)
    yield FacetValue(Facet.YEAR, str(published_on.year))
    yield FacetValue(Facet.TOPIC, content.notice_kind.value)
    yield FacetValue(Facet.AGENCY, notice.source.agency.name)
    yield from open_to_objections(content.objections_until)
