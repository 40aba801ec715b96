"""Is this document real? A licence or decision number, looked up whole."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, Response, request

from search.errors import SearchUnavailableError
from search.page import Reason
from search.query import Kind, Language
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.asked import Asked, clean
from web.presenters.document import Borne, bears, document
from web.presenters.frame import Area
from web.presenters.unavailable import apology

bp = Blueprint("document", __name__, url_prefix=PREFIX)

MOST = 10  # subjects looked at: a number that more of them share is no document's


@bp.get("/document")
@public
def look_up() -> Response:
    """The public record behind a number, or what it means that there is none."""
    words = speech()
    number, _cut = clean(request.args.get("number", ""))
    try:
        borne, down = tuple(_borne(number, words.prefix)) if number else None, None
    except SearchUnavailableError as error:
        borne, down = None, apology(error)
    shown = document(words, number, borne, down=down)
    return page("document/page", area=Area.SEARCH, band=False, document=shown)


def _borne(number: str, prefix: str) -> Iterator[Borne]:
    """The records that bear the whole number, from the register itself. Raises: SearchUnavailableError."""
    query = Asked(text=number).query(portal().clock.today(), Language(prefix))
    bare = replace(query, facets=frozenset(), size=MOST, kind=Kind.ENTERPRISE)
    hits = portal().search.search(bare).hits
    for address in dict.fromkeys(hit.card.address for hit in hits if hit.reason is Reason.NUMBER):
        located = portal().reader.enterprise(address)
        if located is not None:
            yield from (Borne(located.dossier, one) for one in located.dossier.records if bears(one, number))
