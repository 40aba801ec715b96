"""Objections to look at: as the enterprise sees its own, and as officers see a case."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.objection_models import ObjectionRow
from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole
from credit.domain.cases import Statement
from credit.domain.objections import ObjectionCase, Origin, Shown
from credit.services import access
from credit.services.context import Context
from credit.services.disclosures import statements
from credit.services.objections import rows, targets
from credit.services.objections.targets import Kept


class Own(NamedTuple):
    """An objection as its enterprise sees it. now: what it is about as the public sees it, None when gone."""

    case: ObjectionCase
    statements: tuple[Statement, ...]
    now: Shown | None


class Room(NamedTuple):
    """An objection as officers see it: what is claimed, what was sent in, what the register has now."""

    case: ObjectionCase
    statements: tuple[Statement, ...]
    kept: Kept


def own(ctx: Context, subject_key: str, case_id: str) -> Own:
    """Raises NotAllowedError `access.*`, NotFoundError `case.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.READ)
        row = rows.found(session, case_id, subject_key)
        seen = targets.public(session, ctx, subject_key)
        said = statements.of_case(session, row.case_id) if row.origin == Origin.SUBJECT.value else ()
        return Own(
            rows.view(session, row, for_applicant=True),
            said,
            next((one.shown for one in seen if one.shown.id == row.record_id), None),
        )


def of_subject(ctx: Context, subject_key: str) -> list[ObjectionCase]:
    """Every objection to records of a subject, newest first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.READ)
        query = select(ObjectionRow).where(ObjectionRow.subject_key == subject_key)
        found = session.scalars(query.order_by(ObjectionRow.case_id.desc())).all()
        return [rows.view(session, row, for_applicant=True) for row in found]


def public(ctx: Context, subject_key: str) -> tuple[Shown, ...]:
    """What of a subject the public sees, to choose from. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.READ)
        return tuple(one.shown for one in targets.public(session, ctx, subject_key))


def room(session: Session, ctx: Context, case_id: str) -> Room:
    """Raises NotAllowedError `access.*`, NotFoundError `case.unknown`."""
    row = rows.found(session, case_id)
    case = rows.view(session, row, for_applicant=False)
    access.require_case(ctx.actor, case.file.authority, *OfficerRole)
    return Room(case, statements.of_case(session, row.case_id), targets.kept(session, ctx, row))
