"""How long authorities take: the public part of the board."""

from flask import Blueprint, Response

from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.frame import Area
from web.presenters.handling import handling

bp = Blueprint("handling", __name__, url_prefix=PREFIX)


@bp.get("/handling")
@public
def show() -> Response:
    """Counts and median working days of twelve months, by authority and kind."""
    found = portal().reader.handling()
    return page("handling/page", area=Area.SERVICES, handling=handling(speech(), found) if found else None)
