"""For programs: probes, figures, robots, files of the look."""

import logging
import os
from functools import partial

from flask import Blueprint, Response, abort, jsonify, request
from sqlalchemy.exc import SQLAlchemyError

from search.errors import IndexBuildingError, SearchUnavailableError
from web.http.access import machine
from web.http.observe import figures
from web.http.portal import portal
from web.http.standing import StandingFigures, look

log = logging.getLogger(__name__)
bp = Blueprint("machine", __name__)

ROBOTS = """User-agent: *
Disallow: /zh/search?
Disallow: /ug/search?
Disallow: /zh/suggest
Disallow: /ug/suggest
Disallow: /zh/preferences
Disallow: /ug/preferences
"""


@bp.get("/healthz")
@machine
def alive() -> Response:
    """This process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
@machine
def ready() -> Response:
    """Whether pages can be served: the database must answer; the engine may be away (pages fall back).

    A disk that takes no writes stops imports, accounts and the index, not the pages.
    """
    state = {"database": _database(), "search": _search(), "disk": _disk()}
    answer = jsonify(status="ready" if state["database"] == "ok" else "not ready", **state)
    answer.status_code = 200 if state["database"] == "ok" else 503
    return answer


@bp.get("/metrics")
@machine
def metrics() -> Response:
    """Figures for Prometheus."""
    parts = portal()
    return figures(StandingFigures(partial(look, parts.search, parts.reader), parts.clock.now))


@bp.get("/robots.txt")
@machine
def robots() -> Response:
    """Programs may read enterprise pages, not walk through searches; the site map says which there are."""
    base = portal().settings.base_url
    told = f"{ROBOTS}\nSitemap: {base}/sitemap.xml\n" if base else ROBOTS
    return Response(told, content_type="text/plain; charset=utf-8")


@bp.get("/assets/<path:name>")
@machine
def asset(name: str) -> Response:
    """A file of the look under its unchanging name."""
    sent = portal().assets.answer(
        name, request.headers.get("Accept-Encoding", ""), request.headers.get("If-None-Match", "")
    )
    if sent is None:
        abort(404)
    return Response(sent.body, sent.status, sent.headers)


def _database() -> str:
    try:
        portal().reader.freshness()
    except SQLAlchemyError:
        log.exception("database does not answer")
        return "down"
    return "ok"


def _disk() -> str:
    return "ok" if os.access(portal().settings.data_dir, os.W_OK) else "read-only"


def _search() -> str:
    """ok; building: it holds nothing yet, although the register does; empty: so does the register; down."""
    try:
        health = portal().search.health()
    except IndexBuildingError:
        held = False
    except SearchUnavailableError:
        return "down"
    else:
        held = health.ready and bool(health.position or any(health.documents.values()))
    return "ok" if held else "building" if portal().freshness.get() else "empty"
