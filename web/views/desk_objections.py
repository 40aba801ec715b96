"""Officers: the room of an objection, claim, evidence and register side by side."""

from collections.abc import Callable
from types import SimpleNamespace

from flask import Blueprint, Response, request
from wtforms import Form

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError, InputError, NotFoundError
from credit.domain.objections import Declined, Objection
from credit.services.disclosures import statements
from credit.services.objections import handling, reading
from web.forms import objections as forms
from web.http import disclosures
from web.http.access import officer
from web.http.desk import opened
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import objection_room
from web.presenters import objections as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem

bp = Blueprint("desk_objections", __name__, url_prefix=f"{PREFIX}/desk")

_FORMS: dict[str, type[Form]] = {
    "decline": forms.DeclineForm,
    "ask": forms.TextForm,
    "answered": forms.TextForm,
    "back": forms.TextForm,
    "accept": Form,
    "confirm": Form,
}


@bp.get("/objection/<objection>")
@officer(*OfficerRole)
def show(objection: str) -> Response:
    """The case: what is claimed, what was sent in, what the register has."""
    return _room(objection)


@bp.post("/objection/<objection>/<any(accept, decline, ask, answered, rule):act>")
@officer(*handling.HANDLERS)
def handle(objection: str, act: str) -> Response:
    """What a handler may do."""
    return _sent(objection, act)


@bp.post("/objection/<objection>/<any(confirm, back):act>")
@officer(*handling.DECIDERS)
def decide(objection: str, act: str) -> Response:
    """What only a second person may do."""
    return _sent(objection, act)


@bp.get("/objection/<objection>/evidence/<file>")
@officer(*OfficerRole)
def file(objection: str, file: str) -> Response:
    """A file that came with an objection."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = reading.room(read, ctx, objection)
        return disclosures.document(*statements.file(read, disclosures.folder(), found.case.file.id, file))


_ACTS: dict[str, Callable[[str, Form], Objection]] = {
    "accept": lambda case, form: handling.accept(context(), case),
    "decline": lambda case, form: handling.decline(
        context(), case, Declined(form.data["why"]), form.data["text"], seen=disclosures.seen()
    ),
    "ask": lambda case, form: handling.ask(context(), case, form.data["text"]),
    "answered": lambda case, form: handling.answered(context(), case, form.data["text"]),
    "rule": lambda case, form: handling.rule(context(), case, forms.ruling(form), seen=disclosures.seen()),
    "confirm": lambda case, form: handling.confirm(context(), case, seen=disclosures.seen()),
    "back": lambda case, form: handling.send_back(context(), case, form.data["text"]),
}


def _sent(case: str, act: str) -> Response:
    ctx = context()
    with ctx.sessions.read() as read:
        content = reading.room(read, ctx, case).kept.content
    form = (_FORMS.get(act) or forms.ruling_form(content))(request.form)
    if not form.validate():
        return _room(case, act, form, problems(speech(), form))
    try:
        _ACTS[act](case, form)
    except NotFoundError:
        raise
    except DomainError as error:
        return _room(case, act, form, _wrong(error))
    return go_on(f"/desk/objection/{case}")


def _wrong(error: DomainError) -> tuple[Problem, ...]:
    """A refusal at the place of the form that it is about."""
    (said,) = refused(error)
    named = error.params.get("field") if isinstance(error, InputError) else None
    return (Problem(said.text, f"{forms.FIELD}{named}") if named else said,)


def _room(case: str, act: str = "", sent: Form | None = None, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        room = reading.room(read, ctx, case)
        desk = opened(read, ctx, case)
    here = f"/{words.prefix}/desk/objection/{room.case.file.id}"
    content, roles = room.kept.content, ctx.actor.roles
    sides = objection_room.desk(words, room.case, room.statements, content, here, ctx.actor.name)
    asked = _forms(room, act, sent, said)
    return private_page(
        "desk/objection",
        status=400 if said else 200,
        at=f"/desk/objection/{room.case.file.id}",
        case=desk,
        sides=sides,
        forms=asked,
        fields=tuple(one for name, one in vars(asked.rule).items() if name.startswith(forms.FIELD)),
        problems=tuple(Problem(one.text, f"{act}-{one.field}" if one.field else "") for one in said),
        open=act,
        here=here,
        handles=not roles.isdisjoint(handling.HANDLERS),
        decides=not roles.isdisjoint(handling.DECIDERS),
    )


def _forms(room: reading.Room, act: str, sent: Form | None, said: tuple[Problem, ...]) -> SimpleNamespace:
    """Every form of the room; the one that was sent with what is wrong in it. Ids differ by form."""
    content, found = room.kept.content, dict[str, object]()
    kinds = {**_FORMS, "rule": forms.ruling_form(content)}
    for name, kind in kinds.items():
        form = sent if sent is not None and name == act else kind()
        for field in form:
            field.id = f"{name}-{field.name}"
        own = tuple(Problem(one.text, f"{name}-{one.field.removeprefix(name + '-')}") for one in said)
        hints = shown.hints(speech(), content, forms.FIELD) if name == "rule" else None
        found[name] = questions(speech(), form, hints=hints, said=own if form is sent else ())
    return SimpleNamespace(**found)
