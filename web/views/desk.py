"""The officer's first page: every open case within reach, and how the authorities keep their days."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseKind
from credit.domain.casework_board import QueueFilter, When
from credit.domain.errors import NotAllowedError, NotFoundError
from credit.services.casework import assigning, queues
from web.http.access import officer
from web.http.desk import subject_names
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import desk
from web.presenters.desk_rooms import case_path
from web.presenters.parts import Problem

bp = Blueprint("desk", __name__, url_prefix=f"{PREFIX}/desk")

NUMBER = "number"


@bp.get("")
@officer(*OfficerRole)
def show() -> Response:
    """The queue, or the case of a number."""
    number = request.args.get(NUMBER, "")
    return _find(number) if number.strip() else _queue()


@bp.get("/board")
@officer(*OfficerRole)
def board() -> Response:
    """Open, near, overdue, and how long closed cases took, for the own authority and those below it."""
    ctx = context()
    with ctx.sessions.read() as read:
        lines = queues.board(read, ctx)
    return private_page("desk/board", board=desk.board(speech(), lines))


def _find(number: str) -> Response:
    ctx = context()
    try:
        with ctx.sessions.read() as read:
            found = queues.by_number(read, ctx, number)
    except (NotFoundError, NotAllowedError):
        return _queue(number, refused(NotFoundError("case.unknown")))
    return go_on(case_path(found))


def _queue(number: str = "", said: tuple[Problem, ...] = ()) -> Response:
    words, ctx, wanted = speech(), context(), _wanted()
    with ctx.sessions.read() as read:
        page, tallies = queues.queue(read, ctx, wanted), queues.tally(read, ctx)
        names = assigning.names(read, {one.assignee for one in page.cases})
        subjects = subject_names(read, page.cases)
    rows = [
        desk.row(words, one, ctx.clock.today(), subjects.get(one.subject_key or "", ""), names)
        for one in page.cases
    ]
    shown = desk.queue(words, wanted, page, tallies, rows)
    return private_page("desk/queue", status=404 if said else 200, queue=shown, number=number, problems=said)


def _wanted() -> QueueFilter:
    """What the address asks for; whatever no page of ours could ask for is left out."""
    asked = request.args
    kind, when = asked.get("kind", ""), asked.get("when", "")
    return QueueFilter(
        kind=CaseKind(kind) if kind in set(CaseKind) else None,
        mine=asked.get("mine") == "1",
        when=When(when) if when in set(When) else When.ALL,
        state=asked.get("state", "")[:30],
        authority=asked.get("authority", "")[:12],
        after=asked.get("after", "")[:40],
    )
