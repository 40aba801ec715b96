"""Officers: the rooms of reports and questions of the public. Only the handling officer opens the letters."""

from collections.abc import Callable
from types import SimpleNamespace

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseKind
from credit.domain.errors import DomainError, NotFoundError
from credit.domain.supervision import Declined, Outcome
from credit.services.supervision import desk
from credit.services.supervision.desk import Which
from credit.services.supervision.photos import KIND
from web.forms.supervision import AnswerForm, DeclineForm, HandOverForm
from web.http.access import officer
from web.http.desk import opened
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import context, go_on, private_page, refused
from web.presenters import tip_room as shown
from web.presenters.forms import problems, questions
from web.presenters.parts import Problem
from web.presenters.supervision import answer as reply_of

bp = Blueprint("desk_tips", __name__, url_prefix=f"{PREFIX}/desk")

ROOM = f"/<any({', '.join(sorted(desk.KINDS))}):kind>/<tip>"
Forms = DeclineForm | HandOverForm | AnswerForm


@bp.get(ROOM)
@officer(*OfficerRole)
def show(kind: str, tip: str) -> Response:
    """The case, without anything of its reporter."""
    return _room(_which(kind, tip))


@bp.get(f"{ROOM}/letters")
@officer(*desk.WORKERS)
def letters(kind: str, tip: str) -> Response:
    """Who it is from, and what was sent; the reading is written down."""
    which, words = _which(kind, tip), speech()
    found = desk.read(context(), portal().letters, which)
    here = f"/{words.prefix}{_path(which)}"
    return private_page("desk/letters", letters=shown.letters(words, found, here), back=here)


@bp.get(f"{ROOM}/photo/<photo>")
@officer(*desk.WORKERS)
def photo(kind: str, tip: str, photo: str) -> Response:
    """A photo; the reading is written down."""
    answer = Response(desk.photo(context(), portal().letters, _which(kind, tip), photo), content_type=KIND)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.post(f"{ROOM}/accept")
@officer(*desk.WORKERS)
def accept(kind: str, tip: str) -> Response:
    """Take it up."""
    which = _which(kind, tip)
    return _done(which, lambda: desk.accept(context(), which))


@bp.post(f"{ROOM}/decline")
@officer(*desk.WORKERS)
def decline(kind: str, tip: str) -> Response:
    """Do not take it up, and say why."""
    form, which, box = DeclineForm(request.form), _which(kind, tip), portal().letters
    return _answered(
        which,
        form,
        lambda: desk.decline(context(), box, which, Declined(form.declined.data), form.said),
    )


@bp.post(f"{ROOM}/hand-over")
@officer(*desk.WORKERS)
def hand_over(kind: str, tip: str) -> Response:
    """To an organ that does not work here."""
    form, which, box = HandOverForm(request.form), _which(kind, tip), portal().letters
    return _answered(
        which,
        form,
        lambda: desk.hand_over(context(), box, which, form.agency.data or "", form.said),
    )


@bp.post(f"{ROOM}/answer")
@officer(*desk.WORKERS)
def answer(kind: str, tip: str) -> Response:
    """What came of it."""
    form, which, box = AnswerForm(request.form), _which(kind, tip), portal().letters
    return _answered(
        which,
        form,
        lambda: desk.answer(context(), box, which, Outcome(form.outcome.data), form.said),
    )


@bp.post(f"{ROOM}/pass-on")
@officer(*desk.WORKERS)
def pass_on(kind: str, tip: str) -> Response:
    """To another authority that works here."""
    which = _which(kind, tip)
    try:
        desk.pass_on(context(), which, request.form.get("authority", "")[:12])
    except DomainError as error:
        return _room(which, said=refused(error))
    return go_on("/desk")


def _which(kind: str, tip: str) -> Which:
    return Which(CaseKind(kind), tip[:26])


def _path(which: Which) -> str:
    return f"/desk/{which.kind.value}/{which.id}"


def _done(which: Which, act: Callable[[], None]) -> Response:
    try:
        act()
    except NotFoundError:
        raise
    except DomainError as error:
        return _room(which, said=refused(error))
    return go_on(_path(which))


def _answered(which: Which, form: Forms, act: Callable[[], None]) -> Response:
    if not form.validate():
        return _room(which, form, problems(speech(), form))
    try:
        act()
    except NotFoundError:
        raise
    except DomainError as error:
        return _room(which, form, refused(error))
    return go_on(_path(which))


def _room(which: Which, form: Forms | None = None, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        room = desk.room(read, ctx, which)
        case = opened(read, ctx, which.id)
    return private_page(
        "desk/tip",
        status=400 if said else 200,
        at=_path(which),
        case=case,
        room=room,
        title=words.label(room.matter),
        about=shown.about(words, room.matter, room.file.params),
        reply=tuple(reply_of(words, room.reply)) if room.reply else (),
        forms=_forms(form, said, room.outcomes),
        problems=said,
        open=type(form).__name__ if form is not None else "",
        places=shown.places(words, room.file.authority),
        here=f"/{words.prefix}{_path(which)}",
        letters_href=f"/{words.prefix}{_path(which)}/letters",
        received=room.state.value == "received",
        running=room.file.closed_at is None,
    )


def _forms(sent: Forms | None, said: tuple[Problem, ...], outcomes: tuple[Outcome, ...]) -> SimpleNamespace:
    """Every form of the room; the one that was sent with what is wrong in it. Ids differ by form."""
    found: dict[str, object] = {}
    for name, kind in (("decline", DeclineForm), ("hand_over", HandOverForm), ("answer", AnswerForm)):
        form = sent if isinstance(sent, kind) else kind()
        for field in form:
            field.id = f"{name}-{field.name}"
        if isinstance(form, AnswerForm):
            form.outcome.choices = {one.value: one.label for one in outcomes}
        own = tuple(Problem(one.text, f"{name}-{one.field}") for one in said) if form is sent else ()
        found[name] = questions(speech(), form, said=own)
    return SimpleNamespace(**found)
