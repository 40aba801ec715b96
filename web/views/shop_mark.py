"""A link and a mark with a QR code that lead from a web shop to the public page of its enterprise."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Task
from credit.domain.errors import NotFoundError
from web.http.access import member, public
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting, private_page
from web.presenters.frame import segment
from web.presenters.shop_mark import mark_page, png, svg

bp = Blueprint("shop_mark", __name__, url_prefix=PREFIX)


@bp.get("/my/<subject>/mark")
@member(Task.VOLUNTARY)
def show(subject: str) -> Response:
    """The mark, and what to put into the shop's pages."""
    located = portal().reader.enterprise(acting().subject.address)
    page = mark_page(speech(), _host(), segment(located.canonical_address)) if located else None
    return private_page("my/mark", mark=page)


@bp.get("/enterprise/<address>/mark.svg")
@public
def as_svg(address: str) -> Response:
    """The mark as a drawing that is sharp at any size."""
    code, target = _target(address)
    return _picture(svg(speech(), target, code), "image/svg+xml")


@bp.get("/enterprise/<address>/mark.png")
@public
def as_png(address: str) -> Response:
    """The QR code alone as a picture, for printing."""
    return _picture(png(_target(address)[1]), "image/png")


def _target(address: str) -> tuple[str, str]:
    """The code and the public page that the mark leads to. Raises NotFoundError `subject.unknown`."""
    located = portal().reader.enterprise(address[:64])
    if located is None:
        raise NotFoundError("subject.unknown")
    code = located.canonical_address
    return code, f"{_host()}/{speech().prefix}/enterprise/{segment(code)}"


def _picture(body: bytes, kind: str) -> Response:
    answer = Response(body, content_type=kind)
    answer.headers["Cache-Control"] = "public, max-age=86400"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # shops elsewhere show it
    return answer


def _host() -> str:
    return portal().settings.base_url or request.host_url.rstrip("/")
