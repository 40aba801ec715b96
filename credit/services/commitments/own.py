"""The commitments of a subject as it sees them itself: those made here, those that came in from others."""

from sqlalchemy.orm import Session

from credit.domain.accounts import Right, Task
from credit.domain.commitments import Commitment
from credit.domain.committing import OwnCommitment
from credit.domain.errors import NotFoundError
from credit.domain.records import Record
from credit.rules.commitments import terms
from credit.services import access
from credit.services.commitments import rows
from credit.services.context import Context
from credit.services.disclosures import statements


def of_subject(ctx: Context, subject_key: str) -> list[OwnCommitment]:
    """Everything, the newest first: made here in any state, made for it by its company, sent by approval
    systems. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.READ)
        return _all(session, ctx, subject_key)


def one(ctx: Context, subject_key: str, commitment_id: str) -> OwnCommitment:
    """One by `OwnCommitment.id`. Raises NotAllowedError `access.*`, NotFoundError `commitment.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.READ)
        found = next((each for each in _all(session, ctx, subject_key) if each.id == commitment_id), None)
        if found is None:
            raise NotFoundError("commitment.unknown")
        return found


def _all(session: Session, ctx: Context, subject_key: str) -> list[OwnCommitment]:
    made = [rows.seen(session, ctx, row) for row in rows.of_subject(session, subject_key)]
    numbers = {each.commitment.number for each in made}
    authority = access.authority_of(access.by_key(session, subject_key).registration)
    came = [
        _came(session, ctx, subject_key, authority, record, record.content)
        for record in rows.recorded(session, subject_key)
        if isinstance(record.content, Commitment) and record.content.number not in numbers
    ]
    return sorted((*made, *came), key=lambda each: each.commitment.committed_on, reverse=True)


def _came(
    session: Session, ctx: Context, subject_key: str, authority: str, record: Record, content: Commitment
) -> OwnCommitment:
    period = terms.proof_period(content, ctx.clock.today())
    return OwnCommitment(
        id=record.id,
        subject_key=subject_key,
        commitment=content,
        authority=authority,
        proofs=statements.of_case(session, record.id),
        proof_due=period[1] if period else None,
        may_prove=record.provenance.source != rows.SOURCE,
    )
