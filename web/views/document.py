"""Is this document real? A licence or decision number, looked up whole."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask import Blueprint, Response, request

from credit.domain.notices import PublicNotice
from search.errors import SearchUnavailableError
from search.page import Reason
from search.query import Kind, Language
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.asked import Asked, clean
from web.presenters.document import Borne, bears, document, same_number
from web.presenters.frame import Area
from web.presenters.unavailable import apology

bp = Blueprint("document", __name__, url_prefix=PREFIX)

MOST = 10  # pages of a kind looked at: a number that more of them share is no document's


@bp.get("/document")
@public
def look_up() -> Response:
    """The public record behind a number, or what it means that there is none."""
    words = speech()
    number, _cut = clean(request.args.get("number", ""))
    try:
        borne, down = tuple(_found(number, words.prefix)) if number else None, None
    except SearchUnavailableError as error:
        borne, down = None, apology(error)
    shown = document(words, number, borne, down=down)
    return page("document/page", area=Area.SEARCH, band=False, document=shown)


def _found(number: str, prefix: str) -> Iterator[Borne | PublicNotice]:
    """What bears the whole number, from the register itself. Raises: SearchUnavailableError."""
    reader = portal().reader
    for address in _addresses(number, prefix, Kind.ENTERPRISE):
        located = reader.enterprise(address)
        if located is not None:
            yield from (Borne(located.dossier, one) for one in located.dossier.records if bears(one, number))
    for address in _addresses(number, prefix, Kind.NOTICE):
        notice = reader.notices.notice(address)
        if notice is not None and same_number(notice.content.number, number):
            yield notice


def _addresses(number: str, prefix: str, kind: Kind) -> Iterable[str]:
    """The pages that the search finds by the number."""
    query = Asked(text=number).query(portal().clock.today(), Language(prefix))
    hits = portal().search.search(replace(query, facets=frozenset(), size=MOST, kind=kind)).hits
    return dict.fromkeys(hit.card.address for hit in hits if hit.reason is Reason.NUMBER)
