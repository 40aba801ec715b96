"""A commitment is taken back by who made it; that it was made, and broken or kept, stays to be read."""

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentRow
from credit.domain.accounts import Right, Task
from credit.domain.commitments import CommitmentState
from credit.domain.committing import OwnCommitment, Progress
from credit.domain.errors import RuleError
from credit.services import access, audit
from credit.services.commitments import records, rows
from credit.services.context import Context
from credit.services.disclosures import forms

LONGEST_REASONS = 500


def withdraw(ctx: Context, subject_key: str, commitment_id: str, reasons: str) -> OwnCommitment:
    """Take a commitment back with reasons; a second time changes nothing. Checks and findings go on.

    Raises NotAllowedError `access.*`, NotFoundError `commitment.unknown`, RuleError
    `commitment.not_withdrawable` (replaced, refused, or made with an application), InputError
    `commitment.reasons`.
    """
    said = forms.said(reasons, LONGEST_REASONS, "commitment.reasons")

    def work(session: Session) -> OwnCommitment:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.SUBMIT)
        row = rows.row(session, commitment_id, subject_key, lock=True)
        if row.progress == Progress.WITHDRAWN.value:
            return rows.seen(session, ctx, row)
        if row.progress not in (Progress.PUBLIC.value, Progress.UNDER_CHECK.value):
            raise RuleError("commitment.not_withdrawable")
        _end(session, ctx, row, said)
        return rows.seen(session, ctx, row)

    return ctx.sessions.run(work)


def _end(session: Session, ctx: Context, row: CommitmentRow, said: str) -> None:
    before = rows.content_of(row)
    after = replace(before, state=CommitmentState.WITHDRAWN, withdrawn_on=ctx.clock.today())
    was_public = row.progress == Progress.PUBLIC.value
    row.progress, row.reasons = Progress.WITHDRAWN.value, said
    rows.keep(row, after)
    rows.note(ctx, row, "commitment.withdrawn", said)
    session.flush()
    if was_public:
        records.publish(session, ctx, row)
    audit.write(
        session, ctx, "commitment.withdraw", row.subject_key, before=before, after=after, number=row.number
    )
    rows.tell(session, ctx, row, "commitment.withdrawn")
    joined = select(CommitmentRow).where(
        CommitmentRow.joined_id == row.id, CommitmentRow.progress == Progress.PUBLIC.value
    )
    for member in session.scalars(joined):
        rows.tell(session, ctx, member, "commitment.association_withdrew")
