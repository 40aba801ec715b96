"""Officers: repairs that are decided together, and grants that wait for a second look."""

import csv
from io import StringIO

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.errors import DomainError, NotFoundError
from credit.services.repairs import alike, cases, handling, looks, ordering
from web.http import disclosures
from web.http.access import officer
from web.http.desk import subject_names
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, go_on, private_page, refused
from web.presenters import repair_groups as shown
from web.presenters.parts import Problem

bp = Blueprint("desk_repairs", __name__, url_prefix=f"{PREFIX}/desk/repairs")


@bp.get("")
@officer(*OfficerRole)
def show() -> Response:
    """Groups that can be decided, drawn grants, and the ways to those who could apply."""
    ctx, words = context(), speech()
    with ctx.sessions.read() as read:
        groups = shown.groups(words, alike.groups(read, ctx))
        waiting = looks.waiting(read, ctx) if _reviews() else []
        names = subject_names(read, (one.file for one in waiting))
    return private_page(
        "desk/repairs",
        groups=groups,
        drawn=shown.drawn(words, waiting, names),
        columns=shown.drawn_columns(words),
        reviews=_reviews(),
        enters=not ctx.actor.roles.isdisjoint(handling.REVIEWERS),
    )


@bp.get("/group/<authority>/<group>")
@officer(*OfficerRole)
def one(authority: str, group: str) -> Response:
    """One group on one screen."""
    return _group(authority, group)


@bp.post("/group/<authority>/<group>")
@officer(*cases.MAY_HANDLE)
def decide(authority: str, group: str) -> Response:
    """Decide all of it; it is carried out in the background, and the page tells how far."""
    try:
        ordering.order(context(), group[:80], authority[:12], request.form.get("token", ""))
    except NotFoundError:
        raise
    except DomainError as error:
        return _group(authority, group, refused(error))
    return go_on(shown.path(authority, group))


@bp.get("/order/<order>.csv")
@officer(*OfficerRole)
def numbers(order: str) -> Response:
    """The numbers of the decisions of an order, as a table to keep."""
    ctx, words = context(), speech()
    with ctx.sessions.read() as read:
        rows = ordering.numbers(read, ctx, order)
    body = StringIO()
    table = csv.writer(body)
    table.writerow((words._("案件编号"), words._("决定文书号")))
    table.writerows(rows)
    answer = Response("\ufeff" + body.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="repair-decisions-{order[-8:]}.csv"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _group(authority: str, group: str, said: tuple[Problem, ...] = ()) -> Response:
    ctx, words = context(), speech()
    with ctx.sessions.read() as read:
        found = ordering.group(read, ctx, group[:80], authority[:12])
        orders = [(order, ordering.of_left(read, order)) for order in found.orders]
        apart = [(pulled.file, pulled.why) for pulled in found.apart]
        files = [*(file for file, _ in apart), *(file for _, left in orders for file, _ in left)]
        names = subject_names(read, files)
    return private_page(
        "desk/repair_group",
        status=400 if said else 200,
        group=shown.group(words, found.alike, apart, orders, names),
        decides=not ctx.actor.roles.isdisjoint(cases.MAY_HANDLE),
        problems=said,
        token=disclosures.token(),
        here=f"/{words.prefix}{shown.path(authority, group)}",
    )


def _reviews() -> bool:
    return not context().actor.roles.isdisjoint((OfficerRole.REVIEWER, OfficerRole.SUPERVISOR))
