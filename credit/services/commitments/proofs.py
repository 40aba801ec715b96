"""Proof that a commitment is being kept: texts and files for its authority, never public."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import StatementRow
from credit.domain.accounts import Right, Task
from credit.domain.cases import Statement
from credit.domain.commitments import Commitment
from credit.domain.committing import Progress
from credit.domain.errors import NotFoundError, RuleError
from credit.services import access, audit
from credit.services.commitments import rows
from credit.services.context import Context
from credit.services.disclosures import statements
from credit.services.disclosures.evidence import Folder
from credit.services.disclosures.statements import Said


def prove(ctx: Context, folder: Folder, subject_key: str, commitment_id: str, said: Said) -> None:
    """Hand in proof, as often as there is some; the same form sent twice counts once.

    commitment_id: `OwnCommitment.id`. Raises NotAllowedError `access.*`, NotFoundError
    `commitment.unknown`, RuleError `commitment.not_public`, InputError `statement.text`, `form.token`,
    `evidence.*`.
    """

    def work(session: Session, row: StatementRow) -> bool:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.SUBMIT)
        number = _open(session, ctx, subject_key, commitment_id)
        if statements.known(session, commitment_id, row.token):
            return False
        row.case_id = commitment_id
        session.flush()
        audit.write(session, ctx, "commitment.prove", subject_key, number=number)
        return True

    statements.add(ctx, folder, said, work)


def of(session: Session, commitment_id: str) -> tuple[Statement, ...]:
    """What was handed in, oldest first; rights are the caller's to ask for."""
    return statements.of_case(session, commitment_id)


def given(session: Session, commitment_ids: list[str]) -> set[tuple[str, str]]:
    """For these commitments: id and day (ISO) of everything that was handed in."""
    query = select(StatementRow.case_id, StatementRow.said_at).where(StatementRow.case_id.in_(commitment_ids))
    return {(case_id, at.date().isoformat()) for case_id, at in session.execute(query)}


def _open(session: Session, ctx: Context, subject_key: str, commitment_id: str) -> str:
    """Number of a commitment of a subject, made here or not."""
    made = next((one for one in rows.of_subject(session, subject_key) if one.id == commitment_id), None)
    if made is not None:
        if made.progress != Progress.PUBLIC.value:
            raise RuleError("commitment.not_public")
        rows.note(ctx, made, "commitment.proof")
        return made.number
    for record in rows.recorded(session, subject_key):
        if record.id == commitment_id and isinstance(record.content, Commitment):
            return record.content.number
    raise NotFoundError("commitment.unknown")
