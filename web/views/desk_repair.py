"""Officers: the room of a repair, from its acceptance to its decision and what comes later."""

from flask import Blueprint, Response
from wtforms import Form

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError, NotFoundError
from credit.services.repairs import cases, desk, handling
from web.http import disclosures, repair_documents, repair_room
from web.http import repair_desk as room_forms
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters.forms import problems
from web.presenters.parts import Problem

bp = Blueprint("desk_repair", __name__, url_prefix=f"{PREFIX}/desk")

_HANDLED = (
    "accept, contest, 'contest-over', decide, grant, 'not-accept', 'propose-grant', 'propose-revocation', "
    "refuse, serve, tick, verify"
)


@bp.get("/repair/<repair>")
@officer(*OfficerRole)
def show(repair: str) -> Response:
    """What is claimed, what the system finds, what the record says; and what can be done now."""
    return _room(repair)


@bp.post(f"/repair/<repair>/<any({_HANDLED}):act>")
@officer(*cases.MAY_HANDLE)
def handle(repair: str, act: str) -> Response:
    """What whoever handles it may do; the services ask who that is, and for the second person."""
    return _sent(repair, act)


@bp.post("/repair/<repair>/ask")
@officer(*handling.ASKERS)
def ask(repair: str) -> Response:
    """Ask once for everything that is missing; a second time by somebody above, with a reason."""
    return _sent(repair, "ask")


@bp.post("/repair/<repair>/<any('return', revoke, 'hand-on', look):act>")
@officer(*handling.REVIEWERS)
def review(repair: str, act: str) -> Response:
    """What only a reviewer may do."""
    return _sent(repair, act)


@bp.get("/repair/<repair>/file/<file>")
@officer(*OfficerRole)
def file(repair: str, file: str) -> Response:
    """A file that came with the application."""
    ctx = context()
    with ctx.sessions.read() as read:
        return disclosures.document(*desk.file(read, ctx, disclosures.folder(), repair, file))


@bp.get("/repair/<repair>/evidence/<file>")
@officer(*OfficerRole)
def evidence(repair: str, file: str) -> Response:
    """A file that came with a verification."""
    ctx = context()
    with ctx.sessions.read() as read:
        return disclosures.document(*desk.evidence(read, ctx, disclosures.folder(), repair, file))


@bp.get("/repair/<repair>/decision.pdf")
@officer(*OfficerRole)
def decision(repair: str) -> Response:
    """The decision in both languages, to serve it on paper."""
    ctx = context()
    with ctx.sessions.read() as read:
        room = desk.room(read, ctx, repair)
    if room.case.course.decision is None:
        raise NotFoundError("case.unknown")
    return repair_documents.decision(room.case, room.decision)


def _sent(case: str, act: str) -> Response:
    form = room_forms.form_of(act)
    if not form.validate():
        return _room(case, act, form, problems(speech(), form))
    try:
        room_forms.done(act, case, form)
    except NotFoundError:
        raise
    except DomainError as error:
        return _room(case, act, form, refused(error))
    return go_on(f"/desk/repair/{case}")


def _room(case: str, act: str = "", sent: Form | None = None, said: tuple[Problem, ...] = ()) -> Response:
    ctx = context()
    seen = repair_room.open_room(ctx, case)
    return private_page(
        "desk/repair",
        status=400 if said else 200,
        at=f"/desk/repair/{seen.desk.case.id}",
        **repair_room.objects(ctx, seen, act, sent, said),
    )
