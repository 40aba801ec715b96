"""Officers: what other authorities granted about records that they made themselves."""

from types import SimpleNamespace

from flask import Blueprint, Response, request

from credit.domain.errors import DomainError, NotFoundError
from credit.domain.values import Repair
from credit.services import access
from credit.services.repairs import handling, results
from web.forms.disclosures import SubjectForm
from web.forms.repair_desk import ResultForm
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, context, go_on, private_page, refused
from web.presenters import repair_results as shown
from web.presenters.accounts import titles
from web.presenters.forms import problems, questions
from web.presenters.frame import segment
from web.presenters.parts import Problem

bp = Blueprint("desk_results", __name__, url_prefix=f"{PREFIX}/desk/repair-results")


@bp.get("")
@officer(*handling.REVIEWERS)
def show() -> Response:
    """Which enterprise it is about."""
    return _choose(SubjectForm())


@bp.post("")
@officer(*handling.REVIEWERS)
def find() -> Response:
    """To its records."""
    form = SubjectForm(request.form)
    if not form.validate():
        return _choose(form, problems(speech(), form))
    try:
        with context().sessions.read() as read:
            found = access.standing(read, form.code.data or "")
    except NotFoundError as error:
        return _choose(form, refused(error))
    return go_on(f"/desk/repair-results/{segment(found.address)}")


@bp.get("/<subject>")
@officer(*handling.REVIEWERS)
def one(subject: str) -> Response:
    """Its records that others decide, and what was entered before."""
    return _page()


@bp.post("/<subject>")
@officer(*handling.REVIEWERS)
def enter(subject: str) -> Response:
    """Enter a decision: the records are gone at once."""
    who, form = acting(), ResultForm(request.form)
    if not form.validate():
        return _page(form, problems(speech(), form))
    try:
        results.take_results(who.ctx, who.key, request.form.getlist("record"), Repair(**form.data))
    except DomainError as error:
        return _page(form, refused(error))
    return go_on(f"/desk/repair-results/{segment(who.subject.address)}")


def _choose(form: SubjectForm, said: tuple[Problem, ...] = ()) -> Response:
    asked = questions(speech(), form, said=said)
    return private_page("desk/results_of", status=400 if said else 200, form=asked, problems=said)


def _page(sent: ResultForm | None = None, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    with who.ctx.sessions.read() as read:
        groups = shown.groups(words, results.elsewhere(read, who.ctx, who.key))
        entered = shown.entered(words, results.entered(read, who.ctx, who.key))
    about = request.form.get("of", "")
    at = next((one.id for one in groups if one.agency == about), "") if sent is not None else ""
    own = tuple(Problem(one.text, f"{at}-{one.field}" if at and one.field else "") for one in said)
    base = f"/{words.prefix}/desk/repair-results"
    return private_page(
        "desk/results",
        status=400 if said else 200,
        titles=titles(words, who.subject),
        groups=[_form(group, sent if group.id == at else None, own) for group in groups],
        entered=entered,
        problems=own,
        here=f"{base}/{segment(who.subject.address)}",
        back=base,
        ways=shown.ways_on(words, who.subject),
    )


def _form(group: shown.Group, sent: ResultForm | None, said: tuple[Problem, ...]) -> SimpleNamespace:
    """The form of one agency: its name is filled in; the one that was sent keeps what was typed."""
    form = ResultForm(data={"agency": group.agency}) if sent is None else sent
    for field in form:
        field.id = f"{group.id}-{field.name}"
    ticked = None if sent is None else request.form.getlist("record")
    asked = questions(speech(), form, said=said)
    return SimpleNamespace(group=group, records=shown.choice(speech(), group, ticked, said), asked=asked)
