"""What was filed for a subject, and an owner's stop to it."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Role, Task
from credit.domain.errors import DomainError
from credit.services import filings, members
from web.forms.accounts import FreezeForm
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import Acting, acting, go_on, private_page, refused
from web.presenters import filings as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("filings", __name__, url_prefix=f"{PREFIX}/my/<subject>/filings")


@bp.get("")
@member()
def show(subject: str) -> Response:
    """Everything filed, newest first."""
    who = acting()
    with who.ctx.sessions.read() as read:
        found = filings.of_subject(read, who.key)
    now = who.ctx.clock.now()
    return private_page("filings/list", rows=shown.filings(speech(), found, who.subject.address, now))


@bp.get("/<filing>")
@member()
def one(subject: str, filing: str) -> Response:
    """One filing, whether it is frozen, and for owners a form to freeze it."""
    return _page(acting(), filing, FreezeForm())


@bp.post("/<filing>/freeze")
@member(Task.MEMBERS, right=Right.WRITE)
def freeze(subject: str, filing: str) -> Response:
    """Stop further edits for 72 hours and open a dispute."""
    who, form = acting(), FreezeForm(request.form)
    if not form.validate():
        return _page(who, filing, form, problems(speech(), form))
    try:
        filings.freeze(who.ctx, who.key, filing, form.reason.data or "")
    except DomainError as error:
        return _page(who, filing, form, refused(error))
    return go_on(f"/my/{who.subject.address}/filings/{filing}")


@bp.post("/<filing>/freeze/<stop>/withdraw")
@member(Task.MEMBERS, right=Right.WRITE)
def withdraw(subject: str, filing: str, stop: str) -> Response:
    """Take a freeze back."""
    who = acting()
    try:
        filings.withdraw(who.ctx, who.key, filing, stop)
    except DomainError as error:
        return _page(who, filing, FreezeForm(), refused(error))
    return go_on(f"/my/{who.subject.address}/filings/{filing}")


def _page(who: Acting, filing: str, form: FreezeForm, said: tuple[Problem, ...] = ()) -> Response:
    words = speech()
    with who.ctx.sessions.read() as read:
        found = filings.one(read, who.key, filing)
        names = members.names(read, [found.filed_by])
    owns = who.membership is not None and who.membership.role is Role.OWNER
    return private_page(
        "filings/one",
        status=400 if said else 200,
        at=f"/my/{who.subject.address}/filings/{filing}",
        filing=shown.filing(words, found, who.subject.address, who.ctx.clock.now(), names),
        form=questions(words, form, said=said),
        problems=said,
        owns=owns,
    )
