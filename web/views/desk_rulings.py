"""Officers: rulings of courts on restructurings and settlements, and how their plans ended."""

from types import SimpleNamespace

from flask import Blueprint, Response, request
from wtforms import Form

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError
from credit.services.repairs import cases, desk, handling, later
from web.forms.repair_desk import PlanEndForm, RulingForm
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, context, go_on, private_page, refused
from web.presenters.forms import problems, questions
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Problem
from web.presenters.repair_rulings import rulings as shown

bp = Blueprint("desk_rulings", __name__, url_prefix=f"{PREFIX}/desk/cases/<subject>/rulings")


@bp.get("")
@officer(*OfficerRole)
def show(subject: str) -> Response:
    """What was ruled of an enterprise."""
    return _page()


@bp.post("")
@officer(*cases.MAY_HANDLE)
def record(subject: str) -> Response:
    """Record a ruling: from then on the enterprise may apply for a stop."""
    form = RulingForm(request.form)
    if not form.validate():
        return _page("ruling", form, problems(speech(), form))
    try:
        later.record_ruling(context(), acting().key, later.Ruling(**form.data))
    except DomainError as error:
        return _page("ruling", form, refused(error))
    return _back()


@bp.post("/end")
@officer(*handling.REVIEWERS)
def end(subject: str) -> Response:
    """A plan was carried out, or failed."""
    form, number = PlanEndForm(request.form), request.form.get("number", "")[:100]
    if not form.validate():
        return _page("end", form, problems(speech(), form))
    try:
        said = form.data
        later.end_plan(context(), acting().key, number, said["on"], carried_out=said["ended"] == "done")
    except DomainError as error:
        return _page("end", form, refused(error))
    return _back()


def _back() -> Response:
    return go_on(f"/desk/cases/{segment(acting().subject.address)}/rulings")


def _page(act: str = "", sent: Form | None = None, said: tuple[Problem, ...] = ()) -> Response:
    who, words = acting(), speech()
    with who.ctx.sessions.read() as read:
        found = desk.rulings(read, who.ctx, who.key)
    base = f"/{words.prefix}/desk/cases/{segment(who.subject.address)}"
    return private_page(
        "desk/rulings",
        status=400 if said else 200,
        name=called(words, who.subject.registration),
        rulings=shown(words, found),
        forms=_forms(act, sent, said),
        problems=tuple(Problem(one.text, f"{act}-{one.field}" if one.field else "") for one in said),
        handles=not who.ctx.actor.roles.isdisjoint(cases.MAY_HANDLE),
        reviews=OfficerRole.REVIEWER in who.ctx.actor.roles,
        open=act,
        number=request.form.get("number", "")[:100] if act == "end" else "",
        here=f"{base}/rulings",
        back=base,
    )


def _forms(act: str, sent: Form | None, said: tuple[Problem, ...]) -> SimpleNamespace:
    """Both forms; the one that was sent with what is wrong in it. Ids differ by form."""
    found: dict[str, object] = {}
    for name, kind in (("ruling", RulingForm), ("end", PlanEndForm)):
        form = sent if sent is not None and name == act else kind()
        for field in form:
            field.id = f"{name}-{field.name}"
        own = tuple(Problem(one.text, f"{name}-{one.field.removeprefix(name + '-')}") for one in said)
        found[name] = questions(speech(), form, said=own if form is sent else ())
    return SimpleNamespace(**found)
