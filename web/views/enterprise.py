"""One enterprise, one page."""

import re

from flask import Blueprint, Response, redirect, request

from credit.domain.identifiers import normalise_code
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.asked import clean
from web.presenters.enterprise import enterprise, others
from web.presenters.frame import Area, search_box, segment
from web.presenters.timeline import CATEGORIES
from web.presenters.unknown import unknown

bp = Blueprint("enterprise", __name__, url_prefix=PREFIX)

_ADDRESS = re.compile(r"[0-9A-Za-z_-]{1,64}")


@bp.get("/enterprise/<path:address>")
@public
def show(address: str) -> Response:
    """The page of a code; other numbers of the same enterprise lead to it for good."""
    words, parts = speech(), portal()
    known = address if _ADDRESS.fullmatch(address) else normalise_code(address)
    located = parts.reader.enterprise(known) if _ADDRESS.fullmatch(known) else None
    if located is None:
        text, _cut = clean(address[:64])
        box = search_box(words, text)
        return page("enterprise/unknown", area=Area.SEARCH, box=box, status=404, unknown=unknown(words, text))
    if located.canonical_address != address:
        return _moved(f"/{words.prefix}/enterprise/{segment(located.canonical_address)}")
    asked = request.args.getlist("category") if request.query_string else ()
    wanted = frozenset(asked).intersection(CATEGORIES)
    held = parts.reader.held(others(located.dossier))
    shown = enterprise(words, located.dossier, parts.clock.today(), wanted, held)
    return page("enterprise/page", area=Area.SEARCH, page=shown, data_age=shown.data_age)


def _moved(target: str) -> Response:
    query = request.query_string.decode("ascii", "ignore")
    answer = redirect(f"{target}?{query}" if query else target, 301)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return Response(answer.get_data(), answer.status_code, answer.headers)
