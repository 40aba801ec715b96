"""Findings to look at: as the enterprise sees its own, and as officers see a case with what it rests on."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.finding_models import CommitmentCheckRow, FindingRow
from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole
from credit.domain.cases import Statement
from credit.domain.casework import CaseEvent, CaseFile
from credit.domain.errors import NotFoundError
from credit.domain.findings import CheckTask, Finding, FindingState
from credit.domain.reference import authorities
from credit.services import access
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures import statements
from credit.services.findings import promises, tasks
from credit.services.findings.promises import Promise

RUNNING = (FindingState.NOTIFIED.value, FindingState.ANSWERED.value)
CORRECTING = (FindingState.CORRECTION_ORDERED.value, FindingState.NOT_CORRECTED.value)


class Own(NamedTuple):
    """A finding as its enterprise sees it. matter: as `promises.matters`."""

    file: CaseFile
    finding: Finding
    matter: dict[str, str]
    commitment_no: str
    statements: tuple[Statement, ...]
    events: tuple[CaseEvent, ...]


class Room(NamedTuple):
    """A finding as officers see it: what is held against the enterprise, its evidence, the register.

    report: of the check, for the authority alone. matter: as `promises.matters`.
    """

    file: CaseFile
    finding: Finding
    task: CheckTask
    report: tuple[Statement, ...]
    statements: tuple[Statement, ...]
    promise: Promise
    events: tuple[CaseEvent, ...]
    matter: dict[str, str]


def own(ctx: Context, subject_key: str, case_id: str) -> Own:
    """Raises NotAllowedError `access.*`, NotFoundError `case.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.READ)
        row = session.get(FindingRow, case_id[:26])
        if row is None or row.subject_key != subject_key:
            raise NotFoundError("case.unknown")
        return _own(session, row)


def of_subject(session: Session, subject_key: str) -> list[Own]:
    """Every finding told to a subject, newest first; who may is the caller's to ask."""
    query = select(FindingRow).where(FindingRow.subject_key == subject_key)
    return [_own(session, row) for row in session.scalars(query.order_by(FindingRow.case_id.desc()))]


def _own(session: Session, row: FindingRow) -> Own:
    file = files.view(session, files.found(session, row.case_id))
    said = statements.of_case(session, row.case_id)
    events = files.history(session, row.case_id, for_applicant=True)
    about = promises.matters(session, row.record_id, row.matter)
    return Own(file, tasks.decode_finding(row.content), about, row.commitment_no, said, events)


def room(session: Session, ctx: Context, case_id: str) -> Room:
    """Raises NotAllowedError `access.*`, NotFoundError `case.unknown`."""
    file = files.found(session, case_id)
    row = session.get(FindingRow, file.id)
    if row is None:
        raise NotFoundError("case.unknown")
    access.require_case(ctx.actor, file.authority, *OfficerRole)
    return Room(
        file=files.view(session, file),
        finding=tasks.decode_finding(row.content),
        task=tasks.task(tasks.row_of(session, row.check_id)),
        report=statements.of_case(session, row.check_id),
        statements=statements.of_case(session, row.case_id),
        promise=promises.promise(session, row.record_id),
        events=files.history(session, row.case_id),
        matter=promises.matters(session, row.record_id, row.matter),
    )


def corrections(session: Session, ctx: Context) -> list[FindingRow]:
    """Ordered corrections within reach that nobody has confirmed, the soonest day on top."""
    reach = [one for one in authorities.authorities() if access.covers(ctx.actor.authority, one)]
    query = (
        select(FindingRow)
        .join(CommitmentCheckRow, CommitmentCheckRow.id == FindingRow.check_id)
        .where(FindingRow.correct_by.is_not(None), CommitmentCheckRow.authority.in_(sorted(reach)))
        .order_by(FindingRow.correct_by, FindingRow.case_id)
    )
    return list(session.scalars(query))
