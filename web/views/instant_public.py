"""One piece of instant information with all its versions, for everybody."""

from flask import Blueprint, Response

from credit.domain.errors import NotFoundError
from credit.domain.instant import InstantInfo
from credit.domain.vocabulary import RecordKind
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.frame import Area, segment
from web.presenters.instant import instant_page

bp = Blueprint("instant_public", __name__, url_prefix=PREFIX)


@bp.get("/enterprise/<address>/instant/<entry>")
@public
def show(address: str, entry: str) -> Response:
    """What was published, and what it was before."""
    located = portal().reader.enterprise(address[:64])
    records = located.dossier.of_kind(RecordKind.INSTANT) if located else ()
    contents = [record.content for record in records]
    found = [one for one in contents if isinstance(one, InstantInfo) and one.entry == entry]
    if located is None or not found:
        raise NotFoundError("instant.unknown")
    shown = instant_page(speech(), located.dossier, segment(located.canonical_address), found)
    return page("instant/public", area=Area.SEARCH, piece=shown)
