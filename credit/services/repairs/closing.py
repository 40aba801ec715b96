"""Cases that are done (办结): decided, served, and everybody who keeps a copy has acknowledged. A duty."""

from functools import partial
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_models import RepairCaseRow, TellingRow
from credit.domain.repair_applications import TellingState
from credit.domain.repair_cases import RepairState
from credit.rules import repair_cases as rules
from credit.services.context import Context
from credit.services.repairs import cases
from credit.services.repairs.cases import Said

AT_ONCE: Final = 100
_ENDED: Final = (RepairState.DISPLAYED.value, RepairState.REFUSED.value, RepairState.NOT_ACCEPTED.value)


def close_done(ctx: Context) -> int:
    """Close what is done; how many. Safe to repeat, and at the same time elsewhere."""
    total, after = 0, ""
    while True:
        closed, after = ctx.sessions.run(partial(_some, ctx=ctx, after=after))
        total += closed
        if not after:
            return total


def _some(session: Session, *, ctx: Context, after: str) -> tuple[int, str]:
    waits = exists().where(
        TellingRow.case_id == CaseRow.id, TellingRow.state != TellingState.ACKNOWLEDGED.value
    )
    query = (
        select(CaseRow.id)
        .join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
        .where(CaseRow.state.in_(_ENDED), CaseRow.id > after, ~waits)
        .order_by(CaseRow.id)
        .limit(AT_ONCE)
    )
    found = session.scalars(query).all()
    closed = sum(_close(session, ctx, case_id) for case_id in found)
    return closed, found[-1] if len(found) == AT_ONCE else ""


def _close(session: Session, ctx: Context, case_id: str) -> bool:
    held = cases.held(session, case_id)
    if held.case.state not in _ENDED or held.course.service is None:
        return False
    cases.take(session, ctx, held, rules.close(held.course), Said("repair.closed", after_close=True))
    return True
