"""What is open within an officer's reach, soonest due first; and how the authorities keep their days."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseFile, CaseKind, desk_name
from credit.domain.casework_board import BoardLine, QueueFilter, QueuePage, Tally, When
from credit.domain.errors import NotFoundError
from credit.domain.reference import authorities
from credit.rules import case_figures
from credit.services import access
from credit.services.casework import rows
from credit.services.context import Context

PAGE = 50
SPAN = timedelta(days=365)


def queue(session: Session, ctx: Context, wanted: QueueFilter, limit: int = PAGE) -> QueuePage:
    """One page of the open cases within reach. Raises NotAllowedError `access.role`."""
    query = within(select(CaseRow), ctx).where(*_conditions(ctx, wanted))
    after = _position(wanted.after)
    if after is not None:
        day, last = after
        query = query.where(or_(CaseRow.sort_on > day, and_(CaseRow.sort_on == day, CaseRow.id > last)))
    found = session.scalars(query.order_by(CaseRow.sort_on, CaseRow.id).limit(limit + 1)).all()
    more = f"{found[limit - 1].sort_on.isoformat()}.{found[limit - 1].id}" if len(found) > limit else ""
    return QueuePage(cases=tuple(rows.view(session, row) for row in found[:limit]), next=more)


def tally(session: Session, ctx: Context) -> dict[CaseKind, Tally]:
    """How many open cases of each kind are within reach. Raises NotAllowedError `access.role`."""
    query = within(select(CaseRow.kind, *_counts(ctx)), ctx).where(CaseRow.closed_at.is_(None))
    return {CaseKind(one.kind): _tally(one) for one in session.execute(query.group_by(CaseRow.kind))}


def board(session: Session, ctx: Context) -> tuple[BoardLine, ...]:
    """Open cases, and how long closed ones took, by authority and kind within reach.

    Raises NotAllowedError `access.role`.
    """
    by = (CaseRow.authority, CaseRow.kind)
    open_now = within(select(*by, *_counts(ctx)), ctx).where(CaseRow.closed_at.is_(None)).group_by(*by)
    tallies = {(one.authority, one.kind): _tally(one) for one in session.execute(open_now)}
    since = ctx.clock.now() - SPAN
    spread: defaultdict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    closed: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in session.execute(within(_ended(), ctx).where(CaseRow.closed_at >= since)):
        key = (one.authority, one.kind)
        if one.took is not None:
            spread[key][one.took] = one.number
        closed[key][0] += one.number
        closed[key][1] += one.late
    return tuple(
        BoardLine(
            authority=key[0],
            kind=CaseKind(key[1]),
            tally=tallies.get(key, Tally()),
            closed=closed[key][0],
            late=closed[key][1],
            median=case_figures.median(spread[key]),
        )
        for key in sorted(tallies.keys() | closed.keys())
    )


def by_number(session: Session, ctx: Context, number: str) -> CaseFile:
    """A case within reach by its number. Raises NotFoundError `case.unknown`, NotAllowedError `access.*`."""
    row = session.scalar(select(CaseRow).where(CaseRow.number == number.strip()[:40]))
    if row is None:
        raise NotFoundError("case.unknown")
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return rows.view(session, row)


def case_file(session: Session, ctx: Context, case_id: str, *roles: OfficerRole) -> CaseFile:
    """A case as an officer sees it. Raises NotFoundError `case.unknown`, NotAllowedError `access.*`."""
    row = rows.found(session, case_id)
    access.require_case(ctx.actor, row.authority, *(roles or tuple(OfficerRole)))
    return rows.view(session, row)


@cache
def reach(authority: str) -> frozenset[str]:
    """The divisions whose authorities are an authority itself or stand below it."""
    return frozenset(code for code in authorities.authorities() if access.covers(authority, code))


def within(query: Any, ctx: Context) -> Any:
    """A query for cases, kept to an officer's reach. Raises NotAllowedError `access.role`."""
    access.require_case(ctx.actor, ctx.actor.authority, *OfficerRole)
    covered = reach(ctx.actor.authority)
    if covered == authorities.authorities().keys():
        return query
    return query.where(CaseRow.authority.in_(sorted(covered)))


def _conditions(ctx: Context, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    on = ctx.clock.today()
    found: list[ColumnElement[bool]] = [CaseRow.closed_at.is_(None)]
    if wanted.kind is not None:
        found.append(CaseRow.kind == wanted.kind.value)
    if wanted.mine:
        found.append(CaseRow.assignee == desk_name(ctx.actor.id))
    if wanted.state:
        found.append(CaseRow.state == wanted.state)
    if wanted.authority:
        found.append(CaseRow.authority == wanted.authority)
    if wanted.when is not When.ALL:
        found.append(_when(wanted.when, on))
    return found


def _when(when: When, on: date) -> ColumnElement[bool]:
    late = CaseRow.late_on <= on
    if when is When.OVERDUE:
        return late
    if when is When.PAUSED:
        return CaseRow.paused.is_(True)
    return and_(CaseRow.escalate_on <= on, CaseRow.late_on > on)


def _counts(ctx: Context) -> tuple[ColumnElement[int], ...]:
    on = ctx.clock.today()
    named = {
        "soon": _when(When.SOON, on),
        "overdue": _when(When.OVERDUE, on),
        "paused": _when(When.PAUSED, on),
        "idle": CaseRow.assignee == "",
        "mine": CaseRow.assignee == desk_name(ctx.actor.id),
    }
    return (func.count().label("open"), *(count_if(what).label(name) for name, what in named.items()))


def count_if(what: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of a group meet a condition."""
    return func.coalesce(func.sum(case((what, 1), else_=0)), 0)


def _tally(found: Any) -> Tally:
    return Tally(
        open=found.open,
        soon=found.soon,
        overdue=found.overdue,
        paused=found.paused,
        idle=found.idle,
        mine=found.mine,
    )


def _ended() -> Any:
    by = (CaseRow.authority, CaseRow.kind, CaseRow.took)
    late = count_if(CaseRow.late.is_(True)).label("late")
    return select(*by, func.count().label("number"), late).group_by(*by)


def _position(after: str) -> tuple[date, str] | None:
    """Where a page goes on; whatever no page of ours gave out begins at the top."""
    day, _, last = after.partition(".")
    try:
        return date.fromisoformat(day), last[:26]
    except ValueError:
        return None
