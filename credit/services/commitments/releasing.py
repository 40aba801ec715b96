"""What waits for an officer before it is public: released, or refused with reasons."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentFileRow, CommitmentRow
from credit.domain.actors import OfficerRole
from credit.domain.committing import Checker, OwnCommitment, Progress
from credit.domain.errors import ConflictError, NotFoundError
from credit.services import access, audit
from credit.services.commitments import rows, signing
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.disclosures.evidence import Folder

DECIDERS = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
LONGEST_REASONS = 500


def waiting(session: Session, ctx: Context) -> list[OwnCommitment]:
    """What waits within the reach of an officer, the oldest first."""
    query = select(CommitmentRow).where(
        CommitmentRow.progress == Progress.UNDER_CHECK.value,
        CommitmentRow.checker == Checker.AUTHORITY.value,
    )
    return [
        rows.seen(session, ctx, row)
        for row in session.scalars(query.order_by(CommitmentRow.signed_at, CommitmentRow.id))
        if access.covers(ctx.actor.authority, row.authority)
    ]


def one(session: Session, ctx: Context, commitment_id: str) -> OwnCommitment:
    """A commitment as an officer sees it. Raises NotAllowedError `access.*`, NotFoundError
    `commitment.unknown`."""
    row = rows.row(session, commitment_id)
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return rows.seen(session, ctx, row)


def release(ctx: Context, commitment_id: str) -> OwnCommitment:
    """Let it be public from today on.

    Raises NotAllowedError `access.*`, NotFoundError `commitment.unknown`, ConflictError
    `commitment.decided`, `commitment.ended` (another took the place of what it was to replace).
    """

    def work(session: Session) -> OwnCommitment:
        row = _open(session, ctx, commitment_id)
        row.decided_by, row.decided_at = ctx.actor.name, ctx.clock.now()
        rows.note(ctx, row, "commitment.released")
        signing.open_up(session, ctx, row)
        _decided(session, ctx, row, "commitment.release", "commitment.released")
        return rows.seen(session, ctx, row)

    return ctx.sessions.run(work)


def refuse(ctx: Context, commitment_id: str, reasons: str) -> OwnCommitment:
    """Do not let it be public, with reasons; what it was to replace stands.

    Raises as `release`, and InputError `commitment.reasons`.
    """
    said = forms.said(reasons, LONGEST_REASONS, "commitment.reasons")

    def work(session: Session) -> OwnCommitment:
        row = _open(session, ctx, commitment_id)
        row.progress, row.reasons = Progress.REFUSED.value, said
        row.decided_by, row.decided_at = ctx.actor.name, ctx.clock.now()
        rows.note(ctx, row, "commitment.refused", said)
        session.flush()
        _decided(session, ctx, row, "commitment.refuse", "commitment.refused")
        return rows.seen(session, ctx, row)

    return ctx.sessions.run(work)


def sealed_copy(session: Session, folder: Folder, commitment_id: str, file_id: str) -> tuple[str, str, bytes]:
    """A sealed copy: its name, its media type, itself. Whoever asks has been let into the commitment.

    Raises NotFoundError `evidence.unknown`.
    """
    row = session.get(CommitmentFileRow, file_id)
    if row is None or row.commitment_id != commitment_id:
        raise NotFoundError("evidence.unknown")
    return row.name, row.kind, folder.read(row.stored)


def _open(session: Session, ctx: Context, commitment_id: str) -> CommitmentRow:
    row = rows.row(session, commitment_id, lock=True)
    access.require_case(ctx.actor, row.authority, *DECIDERS)
    if row.progress != Progress.UNDER_CHECK.value or row.checker != Checker.AUTHORITY.value:
        raise ConflictError("commitment.decided")
    return row


def _decided(session: Session, ctx: Context, row: CommitmentRow, action: str, code: str) -> None:
    after = rows.content_of(row)
    audit.write(session, ctx, action, row.subject_key, after=after, number=row.number, state=row.progress)
    rows.tell(session, ctx, row, code)
