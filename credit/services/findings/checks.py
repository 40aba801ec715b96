"""Doing a check: what was found, with a report and evidence; what it alleges stays inside."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import StatementRow
from credit.db.finding_models import CommitmentCheckRow
from credit.domain.actors import OfficerRole
from credit.domain.cases import Statement
from credit.domain.errors import ConflictError, NotAllowedError
from credit.domain.findings import CheckOutcome, CheckReason, CheckState, CheckTask
from credit.domain.reference import authorities
from credit.rules import checks as rules
from credit.services import access, audit
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures import forms, statements
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.disclosures.statements import Said
from credit.services.findings import promises, publishing, tasks
from credit.services.findings.planning import MAY
from credit.services.ids import new_id

DECIDERS = (OfficerRole.REVIEWER,)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Done:
    """What an officer found. report: for the authority alone; token: of the form, which counts once."""

    outcome: CheckOutcome
    on: date
    report: str
    token: str
    files: list[Upload] = field(default_factory=list)


def record(ctx: Context, folder: Folder, check_id: str, done: Done) -> CheckTask:
    """Record a check. Kept and not checkable are public at once; the rest alleges, and is not.

    Raises NotFoundError `check.unknown`, NotAllowedError `access.*`, `access.conflict`, ConflictError
    `check.closed`, InputError `check.on`, `statement.text`, `form.token`, `evidence.*`.
    """

    def work(session: Session, said: StatementRow) -> bool:
        row = tasks.row_of(session, check_id, lock=True)
        access.require_case(ctx.actor, row.authority, *MAY)
        files.require_fit_for(session, ctx.actor, row.subject_key)
        if statements.known(session, row.id, said.token):
            return False
        if row.state != CheckState.OPEN.value:
            raise ConflictError("check.closed")
        about = promises.promise(session, row.record_id)
        rules.require_day(done.on, about.content.committed_on, ctx.clock.today())
        said.case_id = row.id
        _close(ctx, row, done)
        session.flush()
        audit.write(session, ctx, "check.record", row.id, after=tasks.task(row), outcome=row.outcome)
        if not tasks.task(row).alleges:
            publishing.checks(session, ctx, row.record_id)
        return True

    statements.add(ctx, folder, Said(done.report, done.token, files=done.files), work)
    with ctx.sessions.read() as session:
        return tasks.task(tasks.row_of(session, check_id))


def _close(ctx: Context, row: CommitmentCheckRow, done: Done) -> None:
    body = authorities.authority(row.authority)
    row.state, row.outcome = CheckState.DONE.value, done.outcome.value
    row.checked_on, row.checked_at = done.on, ctx.clock.now()
    row.checked_by, row.agency = ctx.actor.name, body.name if body else ""


def drop(ctx: Context, check_id: str, reasons: str, token: str) -> CheckTask:
    """Give up a check, or what it alleges, with reasons; of an allegation nothing is left to see.

    Only a reviewer, and not of their own check. Raises NotFoundError `check.unknown`, NotAllowedError
    `access.*`, `access.own_case`, ConflictError `check.closed`, InputError `check.reasons`, `form.token`.
    """
    why, checked = forms.said(reasons, statements.LONGEST, "check.reasons"), forms.checked(token)

    def work(session: Session) -> CheckTask:
        row = tasks.row_of(session, check_id, lock=True)
        access.require_case(ctx.actor, row.authority, *DECIDERS)
        files.require_fit_for(session, ctx.actor, row.subject_key)
        if statements.known(session, row.id, checked):
            return tasks.task(row)
        if row.checked_by == ctx.actor.name:
            raise NotAllowedError("access.own_case")
        before = tasks.task(row)
        pending = row.state == CheckState.DONE.value and before.alleges and not before.finding
        if not (before.open or pending):
            raise ConflictError("check.closed")
        row.state = CheckState.DROPPED.value
        session.add(_statement(ctx, row, why, checked))
        session.flush()
        audit.write(session, ctx, "check.drop", row.id, before=before, after=tasks.task(row))
        return tasks.task(row)

    return ctx.sessions.run(work)


def _statement(ctx: Context, row: CommitmentCheckRow, text: str, token: str) -> StatementRow:
    return StatementRow(
        id=new_id(),
        case_id=row.id,
        token=token,
        text=text,
        entry="",
        said_by=ctx.actor.name,
        said_at=ctx.clock.now(),
    )


def follow_up(session: Session, ctx: Context, row: CommitmentCheckRow, corrected_on: date) -> None:
    """Note that a correction was confirmed: a check of its own, which found the promise kept."""
    about = promises.promise(session, row.record_id)
    due = rules.due_by_reason(CheckReason.FOLLOW_UP, ctx.clock.today())
    token, given = f"after:{row.id}", {"due_on": due.day, "firm": due.firm}
    known = select(CommitmentCheckRow.id).where(
        CommitmentCheckRow.authority == row.authority, CommitmentCheckRow.token == token
    )
    if session.scalar(known) is not None:
        return
    again = tasks.add(session, ctx, about, token, CheckReason.FOLLOW_UP, **given)
    again.authority = row.authority
    _close(ctx, again, Done(CheckOutcome.KEPT, corrected_on, "", ""))
    session.flush()


def one(session: Session, ctx: Context, check_id: str) -> tuple[CheckTask, tuple[Statement, ...]]:
    """A check with its report, for officers. Raises NotFoundError `check.unknown`, NotAllowedError."""
    row = tasks.row_of(session, check_id)
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return tasks.task(row), statements.of_case(session, row.id)


def due(session: Session, ctx: Context, after: tuple[str, str] | None = None) -> list[CheckTask]:
    """What the officer's own authority and those under it have to look at, the soonest on top.

    Also what was found but not yet followed: an allegation must become a finding or be given up.
    after: day and id of the last one of the page before.
    """
    reach = sorted(one for one in authorities.authorities() if access.covers(ctx.actor.authority, one))
    waits = (CommitmentCheckRow.state == CheckState.OPEN.value) | (
        (CommitmentCheckRow.state == CheckState.DONE.value)
        & CommitmentCheckRow.outcome.in_((CheckOutcome.PARTLY.value, CheckOutcome.NOT_KEPT.value))
        & (CommitmentCheckRow.finding == "")
    )
    query = select(CommitmentCheckRow).where(CommitmentCheckRow.authority.in_(reach), waits)
    day = _day(after[0]) if after is not None else None
    if after is not None and day is not None:
        later = (CommitmentCheckRow.due_on > day) | (
            (CommitmentCheckRow.due_on == day) & (CommitmentCheckRow.id > after[1])
        )
        query = query.where(later)
    query = query.order_by(CommitmentCheckRow.due_on, CommitmentCheckRow.id).limit(PAGE + 1)
    return [tasks.task(row) for row in session.scalars(query)]


def _day(text: str) -> date | None:
    """A day in an address; None for what no page of ours could have written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
