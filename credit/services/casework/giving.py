"""To whom a new case goes: evenly among the handlers of its authority, never to one with an interest."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow, OfficerRow
from credit.domain.casework import desk_name
from credit.domain.clock import SHANGHAI
from credit.services import officers
from credit.services.casework import rows
from credit.services.context import Context

_LONG_AGO = datetime(1970, 1, 1, tzinfo=SHANGHAI)


def assign(session: Session, ctx: Context, row: CaseRow) -> bool:
    """Give a case to whoever has the fewest open ones, among equals to whom the last came longest ago.

    What was filed in one sitting stays in one hand. False where nobody can take it: it waits.
    """
    barred = rows.recused(session, row.id, row.subject_key)
    fit = [
        one
        for one in officers.handlers(session, row.authority, ctx.clock.now())
        if desk_name(one.person_id) not in barred
    ]
    chosen = _same_sitting(session, row, fit) or _least_busy(session, fit)
    if chosen is None:
        return False
    row.assignee, chosen.assigned_at = desk_name(chosen.person_id), ctx.clock.now()
    session.flush()
    rows.note(session, ctx, row, "case.assigned", params={"to": row.assignee}, internal=True)
    return True


def _same_sitting(session: Session, row: CaseRow, fit: Sequence[OfficerRow]) -> OfficerRow | None:
    if not row.batch:
        return None
    query = select(CaseRow.assignee).where(
        CaseRow.batch == row.batch,
        CaseRow.authority == row.authority,
        CaseRow.id != row.id,
        CaseRow.assignee != "",
    )
    holder = session.scalar(query.limit(1))
    return next((one for one in fit if desk_name(one.person_id) == holder), None)


def _least_busy(session: Session, fit: Sequence[OfficerRow]) -> OfficerRow | None:
    names = [desk_name(one.person_id) for one in fit]
    query = (
        select(CaseRow.assignee, func.count().label("open"))
        .where(CaseRow.assignee.in_(names), CaseRow.closed_at.is_(None))
        .group_by(CaseRow.assignee)
    )
    load = {one.assignee: one.open for one in session.execute(query)}
    return min(
        fit,
        key=lambda one: (
            load.get(desk_name(one.person_id), 0),
            one.assigned_at or _LONG_AGO,
            one.person_id,
        ),
        default=None,
    )
