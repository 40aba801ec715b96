"""Filings as owners see them: announced at once, and stopped for 72 hours if an owner says so.

A misfiled or stolen report must come to the notice of those who answer for the enterprise
(企业信息公示暂行条例 Art 11). A freeze stops further edits and opens a dispute that the authority in
charge settles; it neither unpublishes what was filed nor changes when it was filed.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import FilingRow, FreezeRow
from credit.domain.accounts import Right, Role, Task
from credit.domain.actors import ActorKind, OfficerRole
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.domain.filings import DisputeState, Filing, Freeze
from credit.services import access, audit, owner_notices
from credit.services.context import Context
from credit.services.ids import new_id

FREEZE = timedelta(hours=72)
LONGEST_REASON = 500
DECIDERS = (OfficerRole.HANDLER, OfficerRole.REVIEWER)


def announce(
    session: Session,
    ctx: Context,
    subject_key: str,
    task: Task,
    reference: str,
    receipt: str,
    period: str = "",
) -> Filing:
    """Note in the caller's transaction that something was filed, and tell every owner.

    Call it inside the transaction that files. reference: id of the thing filed, unique within the
    task; period: e.g. "2025". A second call for the same thing (filed twice, corrected) changes
    nothing and tells nobody. The address in the message is that of the list of filings.
    """
    found = session.scalar(
        select(FilingRow).where(FilingRow.task == task.value, FilingRow.reference == reference)
    )
    if found is not None:
        return _filing(session, found)
    row = FilingRow(
        id=new_id(),
        subject_key=subject_key,
        task=task.value,
        reference=reference,
        receipt=receipt,
        period=period,
        filed_by=ctx.actor.name,
        assisted=ctx.actor.kind is ActorKind.COUNTER,
        filed_at=ctx.clock.now(),
    )
    session.add(row)
    session.flush()
    told = {"task": task.value, "period": period, "receipt": receipt, "by": ctx.actor.name}
    audit.write(session, ctx, "filing.new", subject_key, **told)
    owner_notices.tell_owners(session, ctx, subject_key, "filing.new", f"/filings/{row.id}", **told)
    return _filing(session, row)


def require_open(session: Session, ctx: Context, task: Task, reference: str) -> None:
    """Call before anything filed is edited. Raises ConflictError `filing.frozen` (params: until)."""
    row = session.scalar(
        select(FilingRow).where(FilingRow.task == task.value, FilingRow.reference == reference)
    )
    freeze = _filing(session, row).frozen(ctx.clock.now()) if row is not None else None
    if freeze is not None:
        raise ConflictError("filing.frozen", until=freeze.until)


def of_subject(session: Session, subject_key: str, limit: int = 100) -> list[Filing]:
    """What was filed for a subject, newest first."""
    query = select(FilingRow).where(FilingRow.subject_key == subject_key)
    newest = query.order_by(FilingRow.filed_at.desc(), FilingRow.id.desc()).limit(limit)
    return [_filing(session, row) for row in session.scalars(newest)]


def one(session: Session, subject_key: str, filing_id: str) -> Filing:
    """A filing of a subject. Raises NotFoundError `filing.unknown`."""
    return _filing(session, _row(session, subject_key, filing_id))


def freeze(ctx: Context, subject_key: str, filing_id: str, reason: str) -> Freeze:
    """Stop edits of a filing for 72 hours and open a dispute; for owners.

    Raises NotAllowedError `access.*`, `filing.owner`, NotFoundError `filing.unknown`, InputError
    `freeze.reason`, ConflictError `freeze.already` (one dispute at a time; its clock does not restart).
    """
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise InputError("freeze.reason", longest=LONGEST_REASON)

    def work(session: Session) -> Freeze:
        _require_owner(session, ctx, subject_key)
        row = _row(session, subject_key, filing_id)
        if any(one.state is DisputeState.OPEN for one in _filing(session, row).freezes):
            raise ConflictError("freeze.already")
        now = ctx.clock.now()
        made = FreezeRow(
            id=new_id(),
            filing_id=row.id,
            frozen_by=ctx.actor.id,
            reason=said,
            frozen_at=now,
            until=now + FREEZE,
            authority=access.authority_of(access.by_key(session, subject_key).registration),
            state=DisputeState.OPEN.value,
            decided_by="",
            decision="",
        )
        session.add(made)
        session.flush()
        audit.write(session, ctx, "filing.freeze", subject_key, filing=row.id, receipt=row.receipt)
        told = {"task": row.task, "period": row.period, "receipt": row.receipt}
        owner_notices.tell_owners(session, ctx, subject_key, "filing.frozen", f"/filings/{row.id}", **told)
        return _freeze(made)

    return ctx.sessions.run(work)


def withdraw(ctx: Context, subject_key: str, filing_id: str, freeze_id: str) -> None:
    """Take back one's own freeze. Raises NotAllowedError, NotFoundError, ConflictError `freeze.decided`."""

    def work(session: Session) -> None:
        _require_owner(session, ctx, subject_key)
        row = session.get(FreezeRow, freeze_id, with_for_update=True)
        if row is None or row.filing_id != _row(session, subject_key, filing_id).id:
            raise NotFoundError("freeze.unknown")
        _settle(session, ctx, row, DisputeState.WITHDRAWN, "")

    ctx.sessions.run(work)


def settle(ctx: Context, freeze_id: str, state: DisputeState, decision: str) -> None:
    """Decide a dispute with reasons, for officers of the authority in charge or one above it.

    Raises NotFoundError `freeze.unknown`, NotAllowedError `access.*`, ConflictError `freeze.decided`,
    InputError `freeze.decision` (no reasons, or no decision).
    """
    said = decision.strip()
    if not said or len(said) > LONGEST_REASON or state not in (DisputeState.UPHELD, DisputeState.REJECTED):
        raise InputError("freeze.decision", longest=LONGEST_REASON)

    def work(session: Session) -> None:
        row = session.get(FreezeRow, freeze_id, with_for_update=True)
        if row is None:
            raise NotFoundError("freeze.unknown")
        access.require_case(ctx.actor, row.authority, *DECIDERS)
        _settle(session, ctx, row, state, said)

    ctx.sessions.run(work)


def disputes(session: Session, ctx: Context) -> list[tuple[Filing, Freeze]]:
    """Open disputes within the reach of an officer, oldest first. Raises NotAllowedError `access.role`."""
    query = select(FreezeRow).where(FreezeRow.state == DisputeState.OPEN.value).order_by(FreezeRow.frozen_at)
    rows = [row for row in session.scalars(query) if access.covers(ctx.actor.authority, row.authority)]
    filed = {row.filing_id: session.get_one(FilingRow, row.filing_id) for row in rows}
    return [(_filing(session, filed[row.filing_id]), _freeze(row)) for row in rows]


def dispute(session: Session, ctx: Context, freeze_id: str) -> tuple[Filing, Freeze]:
    """An open dispute within the reach of an officer.

    Raises NotFoundError `freeze.unknown`, NotAllowedError `access.*`, ConflictError `freeze.decided`.
    """
    row = session.get(FreezeRow, freeze_id)
    if row is None:
        raise NotFoundError("freeze.unknown")
    access.require_case(ctx.actor, row.authority, *DECIDERS)
    if row.state != DisputeState.OPEN.value:
        raise ConflictError("freeze.decided")
    return _filing(session, session.get_one(FilingRow, row.filing_id)), _freeze(row)


def _settle(session: Session, ctx: Context, row: FreezeRow, state: DisputeState, decision: str) -> None:
    if row.state != DisputeState.OPEN.value:
        raise ConflictError("freeze.decided")
    before = _freeze(row)
    row.state, row.decision = state.value, decision
    row.decided_by, row.decided_at = ctx.actor.name, ctx.clock.now()
    filing = session.get_one(FilingRow, row.filing_id)
    told = {"task": filing.task, "period": filing.period, "receipt": filing.receipt, "state": state.value}
    audit.write(session, ctx, "filing.dispute", filing.subject_key, before=before, after=_freeze(row), **told)
    href = f"/filings/{filing.id}"
    owner_notices.tell_owners(session, ctx, filing.subject_key, "filing.dispute", href, **told)


def _require_owner(session: Session, ctx: Context, subject_key: str) -> None:
    held = access.require(session, ctx, subject_key, Task.MEMBERS, Right.READ)
    if held is None or held.role is not Role.OWNER:
        raise NotAllowedError("filing.owner")


def _row(session: Session, subject_key: str, filing_id: str) -> FilingRow:
    row = session.get(FilingRow, filing_id)
    if row is None or row.subject_key != subject_key:
        raise NotFoundError("filing.unknown")
    return row


def _filing(session: Session, row: FilingRow) -> Filing:
    stops = session.scalars(
        select(FreezeRow).where(FreezeRow.filing_id == row.id).order_by(FreezeRow.frozen_at)
    )
    return Filing(
        id=row.id,
        subject_key=row.subject_key,
        task=Task(row.task),
        reference=row.reference,
        receipt=row.receipt,
        period=row.period,
        filed_by=row.filed_by,
        assisted=row.assisted,
        filed_at=row.filed_at,
        freezes=tuple(map(_freeze, stops)),
    )


def _freeze(row: FreezeRow) -> Freeze:
    return Freeze(
        id=row.id,
        filing_id=row.filing_id,
        frozen_by=row.frozen_by,
        reason=row.reason,
        frozen_at=row.frozen_at,
        until=row.until,
        authority=row.authority,
        state=DisputeState(row.state),
        decision=row.decision,
        decided_at=row.decided_at,
    )
