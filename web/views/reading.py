"""Pages to read: terms, what enterprises have to do, repair, about this site and how well it runs."""

from flask import Blueprint, Response, request

from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.http.repair_question import asked_repair
from web.presenters.duties import duties
from web.presenters.frame import Area
from web.presenters.repair import periods, ways
from web.presenters.status import status_page
from web.presenters.terms import all_terms

bp = Blueprint("reading", __name__, url_prefix=PREFIX)


@bp.get("/terms")
@public
def terms() -> Response:
    """Every legal term in plain words."""
    return page("reading/terms", terms=all_terms(speech(), portal().clock.today()))


@bp.get("/services")
@public
def services() -> Response:
    """What enterprises have to publish, by when, and where that is done."""
    words = speech()
    shown = duties(words, portal().clock.today())
    return page(
        "reading/services",
        area=Area.SERVICES,
        duties=shown,
        account=f"/{words.prefix}/account",
        report=f"/{words.prefix}/report",
        commitments=f"/{words.prefix}/commitments",
        repair=f"/{words.prefix}/repair",
    )


@bp.get("/repair")
@public
def repair() -> Response:
    """How a record ends, with the periods of the rules in force; the answer about one that a reader names."""
    words, today = speech(), portal().clock.today()
    asked = asked_repair(words, request.args, today)
    shown = periods(words, today)
    return page(
        "reading/repair",
        area=Area.REPAIR,
        periods=shown,
        status=asked.status,
        asked=asked,
        ways=ways(words),
    )


@bp.get("/about")
@public
def about() -> Response:
    """What this site is, how it treats readers, how accessible it is."""
    return page("reading/about")


@bp.get("/status")
@public
def status() -> Response:
    """Whether everything answers, and how old the data are."""
    parts = portal()
    found, changed = parts.standing.get(), parts.freshness.get()
    return page("reading/status", state=status_page(speech(), found, changed, parts.clock.now()))
