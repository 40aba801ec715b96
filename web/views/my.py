"""The own pages of one subject: what is to be done, what can be done, what the public sees."""

from flask import Blueprint, Response, current_app

from credit.domain.accounts import Role, Standing
from credit.services import agenda, owner_notices, reminder_log
from credit.services.commitments.rows import is_association
from web.http import disclosures
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting, private_page
from web.presenters import accounts
from web.presenters.due import dues
from web.presenters.my import OF_ASSOCIATIONS, doors
from web.presenters.naming import called
from web.presenters.public_view import public_view
from web.presenters.reminders import reminders as shown

MESSAGES = 5  # the rest is on the page of all messages

bp = Blueprint("my", __name__, url_prefix=f"{PREFIX}/my")


@bp.get("/<subject>")
@member()
def show(subject: str) -> Response:
    """The one page of an enterprise for those who act for it."""
    who, words, base = acting(), speech(), disclosures.base()
    on, held = who.ctx.clock.today(), who.membership
    owns = held is None or held.role is Role.OWNER
    tasks = None if owns or held is None else held.tasks
    located = portal().reader.enterprise(who.subject.address)
    notices = owner_notices.of_person_about(who.ctx, who.key, MESSAGES)
    links = accounts.subject_links(words, [who.subject])
    return private_page(
        "my/page",
        plain=called(words, who.subject.registration).striptags(),
        titles=accounts.titles(words, who.subject),
        counter=held is None,
        base=base,
        dues=dues(words, agenda.own(who.ctx, who.key), base, on),
        doors=doors(words, who.subject, tasks, owns, _offered(who.subject)),
        public=public_view(words, located.dossier if located else None, on),
        messages=accounts.messages(words, notices, links),
    )


def _offered(subject: Standing) -> frozenset[str]:
    """The endpoints that are there for a subject."""
    there = frozenset(current_app.view_functions)
    return there & OF_ASSOCIATIONS if is_association(subject) else there


@bp.get("/<subject>/reminders")
@member()
def reminders(subject: str) -> Response:
    """What was announced when, to how many, and whether it arrived."""
    who = acting()
    columns, rows = shown(speech(), reminder_log.of_subject(who.ctx, who.key))
    return private_page("my/reminders", columns=columns, rows=rows)
