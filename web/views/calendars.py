"""The days of an enterprise in a calendar program: a secret link each, to be renewed or ended."""

from flask import Blueprint, Response, request, session

from credit.domain.accounts import Membership
from credit.domain.actors import system
from credit.domain.errors import ConflictError
from credit.services import calendar_links
from web.http import disclosures
from web.http.access import member, public
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting, go_on, private_page
from web.presenters.calendar import calendar_file

bp = Blueprint("calendars", __name__, url_prefix=PREFIX)

LINK = "calendar"  # in the signed cookie: shown once, kept nowhere


@bp.get("/my/<subject>/calendar")
@member()
def show(subject: str) -> Response:
    """Whether there is a link; a new one is shown on this page once."""
    held, token = acting().membership, session.pop(LINK, "")
    with acting().ctx.sessions.read() as read:
        there = held is not None and calendar_links.exists(read, held.id)
    link = f"{_host()}/{speech().prefix}/calendar/{token}.ics" if token else ""
    return private_page("my/calendar", there=there, link=link, here=f"{disclosures.base()}/calendar")


@bp.post("/my/<subject>/calendar")
@member()
def renew(subject: str) -> Response:
    """A new link; the old one is useless from now on."""
    session[LINK] = calendar_links.renew(acting().ctx, _held())
    return go_on(disclosures.path("/calendar"))


@bp.post("/my/<subject>/calendar/end")
@member()
def end(subject: str) -> Response:
    """No link any more."""
    calendar_links.end(acting().ctx, _held())
    return go_on(disclosures.path("/calendar"))


@bp.get("/calendar/<token>.ics")
@public
def read(token: str) -> Response:
    """The calendar itself, for whoever has the link."""
    ctx = portal().accounts.context(system("calendar"))
    subject, items = calendar_links.read(ctx, token[:100])
    body = calendar_file(speech(), subject, items, _host(), ctx.clock.now())
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _held() -> Membership:
    """Whose link it is; officers have none. Raises ConflictError `calendar.members`."""
    held = acting().membership
    if held is None:
        raise ConflictError("calendar.members")
    return held


def _host() -> str:
    return portal().settings.base_url or request.host_url.rstrip("/")
