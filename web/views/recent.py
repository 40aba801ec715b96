"""What was published today and in the last seven days: the lists behind the counts of the front page."""

from flask import Blueprint, Response, request

from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.recent import Wanted, recent_page

bp = Blueprint("recent", __name__, url_prefix=PREFIX)


@bp.get("/recent")
@public
def show() -> Response:
    """One list; it asks the database alone."""
    wanted = Wanted.read(request.args)
    found = portal().reader.recent(wanted.span.kind, wanted.span.days, wanted.after)
    return page("recent/page", recent=recent_page(speech(), wanted, found))
