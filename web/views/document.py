"""Is this document real? A licence or decision number, looked up whole."""

from dataclasses import replace

from flask import Blueprint, Response, request

from search.errors import SearchUnavailableError
from search.page import Hit, Reason
from search.query import Kind, Language
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.asked import Asked, clean
from web.presenters.document import document
from web.presenters.frame import Area
from web.presenters.unavailable import apology

bp = Blueprint("document", __name__, url_prefix=PREFIX)


@bp.get("/document")
@public
def look_up() -> Response:
    """The public record behind a number, or what it means that there is none."""
    words, on = speech(), portal().clock.today()
    number, _cut = clean(request.args.get("number", ""))
    try:
        hits, down = _find(number, words.prefix) if number else None, None
    except SearchUnavailableError as error:
        hits, down = None, apology(error)
    shown = document(words, number, hits, on, down=down)
    return page("document/page", area=Area.SEARCH, band=False, document=shown)


def _find(number: str, prefix: str) -> tuple[Hit, ...]:
    """Hits of the whole number only. Raises: SearchUnavailableError."""
    query = Asked(text=number).query(portal().clock.today(), Language(prefix))
    bare = replace(query, facets=frozenset(), size=10)
    found = [
        hit
        for kind in (Kind.ENTERPRISE, Kind.PENALTY)
        for hit in portal().search.search(replace(bare, kind=kind)).hits
        if hit.reason is Reason.NUMBER
    ]
    places = {(hit.card.address, hit.anchor or hit.card.anchor): hit for hit in found}
    return tuple(places.values())
