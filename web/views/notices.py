"""Notices of enterprises and authorities, newest first; and the page of each that no enterprise bears."""

from dataclasses import replace

from flask import Blueprint, Response, abort, redirect, request

from search.errors import CursorError, SearchUnavailableError
from search.query import Kind, Language, Sort
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.asked import Asked
from web.presenters.frame import Area
from web.presenters.notice import notice_address, notice_page
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


@bp.get("/notices/<key>")
@public
def one(key: str) -> Response:
    """The page of one notice of an authority; at its own address alone."""
    words = speech()
    found = portal().reader.notices.notice(key) or abort(404)
    if found.key != key:
        answer = redirect(notice_address(words, found.key), 301)
        return Response(answer.get_data(), answer.status_code, answer.headers)
    shown = notice_page(words, found, portal().clock.today())
    return page("notices/one", area=Area.NOTICES, band=False, page=shown)
