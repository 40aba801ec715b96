"""Commitments for everybody: the list that can be searched, the page of each, its mark for a shop window."""

from dataclasses import replace
from typing import NamedTuple

from flask import Blueprint, Response, redirect, request

from credit.domain.commitments import Commitment
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.errors import NotFoundError
from search.errors import CursorError, SearchUnavailableError
from search.query import Kind, Language, Sort
from web.http import documents
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters import commitment_mark as mark
from web.presenters.asked import Asked
from web.presenters.commitment_gone import gone_page
from web.presenters.commitment_page import breaches_of, commitment_page, holds
from web.presenters.frame import Area, commitment_address
from web.presenters.parts import SearchBox
from web.presenters.search import Teller
from web.presenters.shop_mark import png
from web.presenters.unavailable import apology

bp = Blueprint("commitments", __name__, url_prefix=PREFIX)


class _Found(NamedTuple):
    dossier: Dossier
    record: PublicRecord
    content: Commitment


@bp.get("/commitments")
@public
def show() -> Response:
    """All public commitments, the newest first; without the list while the engine is down."""
    words, on = speech(), portal().clock.today()
    sort = Sort.RELEVANCE if request.args.get("q", "").strip() else Sort.NEWEST
    asked = Asked.read(request.args, kind=Kind.COMMITMENT, sort=sort)
    base = f"/{words.prefix}/commitments"
    teller = Teller(words, asked, on, base)
    box = SearchBox(action=base, value=asked.text)
    query = asked.query(on, Language(words.prefix))
    try:
        found = portal().search.search(query)
    except CursorError:
        found = portal().search.search(replace(query, cursor=None))
    except SearchUnavailableError as error:
        why = words._(apology(error).commitments)
        return page("commitments/list", area=Area.SEARCH, box=box, results=None, why=why, status=503)
    return page("commitments/list", area=Area.SEARCH, box=box, results=teller.results(found, {}), why="")


@bp.get("/commitment/<address>/<record>")
@public
def one(address: str, record: str) -> Response:
    """One commitment: does it hold, was it kept. Only its enterprise's dossier is looked at."""
    words, on = speech(), portal().clock.today()
    located = portal().reader.enterprise(address[:64])
    if located is None:
        raise NotFoundError("commitment.unknown")
    if located.canonical_address != address:
        moved = redirect(commitment_address(words, located.canonical_address, record), 301)
        return Response(moved.get_data(), moved.status_code, moved.headers)
    found = _in(located.dossier, record)
    if found is None:
        return page("commitments/gone", area=Area.SEARCH, status=404, gone=gone_page(words, located.dossier))
    shown = commitment_page(words, *found, on, pdf=documents.can_be_made())
    return page("commitments/one", area=Area.SEARCH, band=False, page=shown)


@bp.get("/commitment/<address>/<record>/mark.svg")
@public
def as_svg(address: str, record: str) -> Response:
    """The mark as a drawing that is sharp at any size."""
    found = _public(address, record)
    broken = bool(breaches_of(found.dossier, found.record))
    drawn = mark.svg(speech(), _target(found), found.content, broken=broken)
    answer = _picture(drawn, "image/svg+xml")
    answer.headers["Cache-Control"] = "public, no-cache"  # it says whether the promise holds: asked each time
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@bp.get("/commitment/<address>/<record>/mark.png")
@public
def as_png(address: str, record: str) -> Response:
    """The QR code alone."""
    return _picture(png(_target(_public(address, record))), "image/png")


@bp.get("/commitment/<address>/<record>/mark.pdf")
@public
def as_pdf(address: str, record: str) -> Response:
    """A sheet for the shop window, while the promise holds."""
    found = _public(address, record)
    if not holds(found.content):
        raise NotFoundError("commitment.unknown")
    data = mark.sheet(speech(), found.dossier, found.content, _target(found))
    return documents.answer(documents.make("commitment", data), f"commitment-{found.record.id}")


def _in(dossier: Dossier, record: str) -> _Found | None:
    found = next((one for one in dossier.records if one.id == record), None)
    if found is None or not isinstance(found.content, Commitment):
        return None
    return _Found(dossier, found, found.content)


def _public(address: str, record: str) -> _Found:
    """A public commitment. Raises NotFoundError `commitment.unknown`."""
    located = portal().reader.enterprise(address[:64])
    found = _in(located.dossier, record) if located else None
    if found is None:
        raise NotFoundError("commitment.unknown")
    return found


def _target(found: _Found) -> str:
    host = portal().settings.base_url or request.host_url.rstrip("/")
    return host + commitment_address(speech(), found.dossier.address, found.record.id)


def _picture(body: bytes, kind: str) -> Response:
    answer = Response(body, content_type=kind)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # web shops elsewhere show it
    return answer
