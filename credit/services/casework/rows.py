"""Rows of cases and what they mean: read and written by the verbs of casework alone."""

from datetime import date

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseEventRow, CaseRow, RecusalRow
from credit.domain.actors import Actor
from credit.domain.casework import (
    UNTOLD,
    CaseEvent,
    CaseFile,
    CaseKind,
    Clock,
    Pause,
    Stage,
    desk_name,
)
from credit.domain.errors import ConflictError, NotAllowedError, NotFoundError
from credit.rules import clocks
from credit.services import audit
from credit.services.context import Context

NEVER = date.max  # where a case without a running clock stands in the order of days


def locked(session: Session, case_id: str) -> CaseRow:
    """A case, its row held until the transaction ends. Raises NotFoundError `case.unknown`."""
    row = session.get(CaseRow, case_id[:26], with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFoundError("case.unknown")
    return row


def found(session: Session, case_id: str) -> CaseRow:
    """A case to read. Raises NotFoundError `case.unknown`."""
    row = session.get(CaseRow, case_id[:26])
    if row is None:
        raise NotFoundError("case.unknown")
    return row


def clock_of(row: CaseRow) -> Clock | None:
    """The clock of a case, None before it was started."""
    if row.started_on is None:
        return None
    return Clock(
        started_on=row.started_on,
        workdays=row.workdays,
        pauses=msgspec.convert(row.pauses, tuple[Pause, ...], strict=False),
        extra=row.extra,
        ended_on=row.ended_on,
    )


def keep_clock(row: CaseRow, clock: Clock, on: date) -> None:
    """Write a clock back, with the days by which cases are put in order and carried upwards."""
    row.started_on, row.workdays, row.extra = clock.started_on, clock.workdays, clock.extra
    row.pauses, row.ended_on = msgspec.to_builtins(clock.pauses), clock.ended_on
    row.paused = clock.open_pause is not None and clock.ended_on is None
    ahead = clocks.milestones(clock, on)
    row.sort_on = ahead.due if ahead else NEVER
    row.escalate_on = ahead.escalate_from if ahead else None
    row.late_on = ahead.late_from if ahead else None
    row.firm = ahead is None or ahead.firm
    if clock.ended_on is not None:
        read = clocks.reading(clock, on)
        row.took, row.late = read.used, read.overdue


def view(session: Session, row: CaseRow) -> CaseFile:
    """A case as its authority sees it."""
    return CaseFile(
        id=row.id,
        kind=CaseKind(row.kind),
        number=row.number,
        subject_key=row.subject_key,
        authority=row.authority,
        state=row.state,
        assignee=row.assignee,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        clock=clock_of(row),
        group=row.batch,
        title=row.title,
        params=row.params,
        stage=Stage(row.stage),
    )


def history(session: Session, case_id: str, *, for_applicant: bool = False) -> tuple[CaseEvent, ...]:
    """What happened to a case, oldest first. for_applicant: only what its parties may see."""
    query = select(CaseEventRow).where(CaseEventRow.case_id == case_id).order_by(CaseEventRow.id)
    if for_applicant:
        query = query.where(CaseEventRow.internal.is_(False))
    return tuple(
        CaseEvent(
            at=row.at,
            actor="" if for_applicant else row.actor,
            code=row.code,
            params=row.params,
            text=row.text,
            public_to_applicant=not row.internal,
        )
        for row in session.scalars(query)
    )


def note(  # noqa: PLR0913 - named choices, each with its usual value
    session: Session,
    ctx: Context,
    row: CaseRow,
    code: str,
    *,
    before: CaseFile | None = None,
    params: dict[str, str] | None = None,
    text: str = "",
    internal: bool = False,
) -> None:
    """Write down that something happened: in the history of the case, and in the audit trail."""
    said = params or {}
    session.add(
        CaseEventRow(
            case_id=row.id,
            at=ctx.clock.now(),
            actor=ctx.actor.name,
            code=code,
            params=said,
            text=text,
            internal=internal,
        )
    )
    session.flush()
    detail = {"case": row.id, "number": row.number} | {f"of_{name}": value for name, value in said.items()}
    untold = CaseKind(row.kind) in UNTOLD  # owners read the trail of their enterprise
    target = row.id if untold else row.subject_key or row.id
    audit.write(session, ctx, code, target, before=before, after=view(session, row), **detail)


def require_open(row: CaseRow) -> None:
    """Raises ConflictError `case.closed`."""
    if row.closed_at is not None:
        raise ConflictError("case.closed")


def recused(session: Session, case_id: str, subject_key: str | None) -> set[str]:
    """Names of the actors who must not handle a case: they said so of it, or of all about its subject."""
    about = RecusalRow.case_id == case_id
    if subject_key is not None:
        about |= RecusalRow.subject_key == subject_key
    return set(session.scalars(select(RecusalRow.actor).where(about)))


def require_fit(session: Session, actor: Actor, row: CaseRow) -> None:
    """Nobody acts in a case of their own interest. Raises NotAllowedError `access.conflict`."""
    require_fit_for(session, actor, row.subject_key, row.id)


def require_fit_for(session: Session, actor: Actor, subject_key: str | None, case_id: str = "") -> None:
    """The same about a subject, where there is no case yet. Raises NotAllowedError `access.conflict`."""
    if actor.is_official and desk_name(actor.id) in recused(session, case_id, subject_key):
        raise NotAllowedError("access.conflict")
