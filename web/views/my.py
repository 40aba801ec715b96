"""The own pages of one subject: what can be done for it, by whoever is asking."""

from flask import Blueprint, Response, current_app

from credit.domain.accounts import Role
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, private_page
from web.presenters.my import doors

bp = Blueprint("my", __name__, url_prefix=f"{PREFIX}/my")


@bp.get("/<subject>")
@member()
def show(subject: str) -> Response:
    """The doors of a subject."""
    who = acting()
    held = who.membership
    owns = held is None or held.role is Role.OWNER
    tasks = None if owns or held is None else held.tasks
    found = doors(speech(), who.subject, tasks, owns, frozenset(current_app.view_functions))
    return private_page("my/page", doors=found, name=speech().name(who.subject.registration.name))
