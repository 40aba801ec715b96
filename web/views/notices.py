"""Notices, newest first."""

from dataclasses import replace

from flask import Blueprint, Response, request

from search.errors import CursorError, SearchUnavailableError
from search.query import Kind, Language, Sort
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.asked import Asked
from web.presenters.frame import Area
from web.presenters.search import Teller
from web.presenters.unavailable import apology

bp = Blueprint("notices", __name__, url_prefix=PREFIX)


@bp.get("/notices")
@public
def show() -> Response:
    """The list of notices; without it while the engine is down."""
    words, on = speech(), portal().clock.today()
    asked = Asked.read(request.args, kind=Kind.NOTICE, sort=Sort.NEWEST)
    teller = Teller(words, asked, on, f"/{words.prefix}/notices")
    query = asked.query(on, Language(words.prefix))
    try:
        found = portal().search.search(query)
    except CursorError:
        found = portal().search.search(replace(query, cursor=None))
    except SearchUnavailableError as error:
        why = words._(apology(error).notices)
        return page("notices/page", area=Area.NOTICES, results=None, why=why, status=503)
    return page("notices/page", area=Area.NOTICES, results=teller.results(found, {}), why="")
