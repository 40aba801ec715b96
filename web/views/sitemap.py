"""The site map for search engines: an index, the pages to read, enterprises and notices in parts."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort

from web.http.access import machine
from web.http.portal import portal
from web.presenters.sitemap import PAGES, Entry, enterprise_entry, index, notice_entry, urls

bp = Blueprint("sitemap", __name__)

CONTENT = "application/xml; charset=utf-8"
KEPT = "public, max-age=3600"


@bp.get("/sitemap.xml")
@machine
def whole() -> Response:
    """The parts there are."""
    reader = portal().reader
    parts = [f"sitemap-{number}.xml" for number in reader.parts()]
    notices = [f"sitemap-notices-{number}.xml" for number in reader.notices.parts()]
    return _answer(index(_base(), ["sitemap-pages.xml", *parts, *notices]))


@bp.get("/sitemap-pages.xml")
@machine
def pages() -> Response:
    """The pages that are always there."""
    return _answer(urls(_base(), map(Entry, PAGES)))


@bp.get("/sitemap-<int(max=999999):number>.xml")
@machine
def part(number: int) -> Response:
    """The enterprises of one part, each in every language."""
    base, reader = _base(), portal().reader
    if number not in reader.parts():
        abort(404)
    return _answer(urls(base, (enterprise_entry(*one) for one in reader.part(number))))


@bp.get("/sitemap-notices-<int(max=999999):number>.xml")
@machine
def notices(number: int) -> Response:
    """The notices of authorities of one part, each in every language."""
    base, known = _base(), portal().reader.notices
    if number not in known.parts():
        abort(404)
    return _answer(urls(base, (notice_entry(*one) for one in known.part(number))))


def _base() -> str:
    """The public address. Without one there is no site map: what a request calls us proves nothing."""
    return portal().settings.base_url or abort(404)


def _answer(lines: Iterable[str]) -> Response:
    answer = Response("".join(lines), content_type=CONTENT)
    answer.headers["Cache-Control"] = KEPT
    return answer
