"""Second looks: grants drawn by lot are looked at again by a reviewer of an authority above.

The lot is drawn and written down when an application comes in, before anybody knows what becomes of it, and
nobody who handles the case is shown it.
"""

from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_desk_models import RepairLookRow
from credit.db.repair_models import RepairCaseRow
from credit.domain.actors import Actor, OfficerRole
from credit.domain.casework import CaseFile
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.domain.repair_cases import Course, Verdict
from credit.domain.repair_desk import LookOutcome, SecondLook
from credit.services import access
from credit.services.casework import rows
from credit.services.casework.queues import within
from credit.services.context import Context
from credit.services.repairs import cases, desk

LONGEST: Final = 1000
PAGE: Final = 50
LOOKERS: Final = (OfficerRole.REVIEWER,)


class Drawn(NamedTuple):
    """A grant that was drawn, with its case."""

    file: CaseFile
    look: SecondLook


def waiting(session: Session, ctx: Context) -> list[Drawn]:
    """Drawn grants within an officer's reach that nobody has looked at again, the oldest first.

    Raises NotAllowedError `access.role`.
    """
    query = (
        select(RepairLookRow, CaseRow)
        .join(CaseRow, CaseRow.id == RepairLookRow.case_id)
        .join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
        .where(RepairLookRow.looked_at.is_(None), RepairCaseRow.verdict == Verdict.GRANT.value)
        .order_by(RepairLookRow.drawn_on, RepairLookRow.case_id)
    )
    found = session.execute(within(query, ctx).limit(PAGE))
    return [Drawn(rows.view(session, case), desk.second_look(look)) for look, case in found]


def may_look(actor: Actor, authority: str, course: Course) -> bool:
    """Whether an officer may look again: a reviewer of an authority above, who had no part in it.

    Where none is above, the region's own, another reviewer of it does.
    """
    above = authority != actor.authority or authority == access.REGION
    reviews = OfficerRole.REVIEWER in actor.roles and access.covers(actor.authority, authority)
    return reviews and above and actor.name not in _took_part(course)


def _took_part(course: Course) -> set[str]:
    told = {one.by for one in course.checks}
    told |= {course.proposal.by} if course.proposal else set()
    return told | ({course.decision.by} if course.decision else set())


def look(ctx: Context, case_id: str, outcome: LookOutcome, text: str) -> None:
    """Note what a second look at a grant found; a wrong one is taken back by its own procedure.

    Raises NotFoundError `case.unknown`, `look.unknown` (not drawn), NotAllowedError `access.*`,
    `access.own_case`, ConflictError `look.done`, `repair.undecided`, InputError `look.text`.
    """
    said = text.strip()
    if not said or len(said) > LONGEST:
        raise InputError("look.text", longest=LONGEST)

    def work(session: Session) -> None:
        found = cases.for_officer(session, ctx, case_id, *LOOKERS)
        row = session.get(RepairLookRow, found.case.id, with_for_update=True)
        if row is None:
            raise NotFoundError("look.unknown")
        decision = found.course.decision
        if decision is None or decision.verdict is not Verdict.GRANT:
            raise ConflictError("repair.undecided")
        if not may_look(ctx.actor, found.case.authority, found.course):
            raise NotAllowedError("access.own_case")
        if row.looked_at is not None:
            raise ConflictError("look.done")
        row.outcome, row.text, row.by, row.looked_at = outcome.value, said, ctx.actor.name, ctx.clock.now()
        session.flush()
        params = {"outcome": outcome.value}
        rows.note(session, ctx, found.case, "repair.looked", params=params, text=said, internal=True)

    ctx.sessions.run(work)
