"""The front door: one question, four doors, what changed."""

from flask import Blueprint, Response, redirect

from web.http.access import public
from web.http.locale import PREFIX, preferred_locale
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.frame import Area, home_box
from web.presenters.home import home as home_page

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def choose() -> Response:
    """Send the reader to the front page in the language remembered or preferred."""
    answer = redirect(f"/{preferred_locale().prefix}/", 302)
    answer.headers["Vary"] = "Accept-Language, Cookie"
    answer.headers["Cache-Control"] = "private, no-cache"
    return Response(answer.get_data(), answer.status_code, answer.headers)


@bp.get(f"{PREFIX}/")
@public
def front() -> Response:
    """The front page; without its counts while the database is away."""
    words = speech()
    shown = home_page(words, portal().today.get())
    return page("home/page", area=Area.HOME, box=home_box(words, demo=portal().settings.demo), home=shown)
