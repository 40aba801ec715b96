"""Applications for access as officers see them: letters, originals, refusals, within their reach."""

import secrets
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import RecoveryRow
from credit.domain.accounts import Standing
from credit.domain.actors import OfficerRole
from credit.domain.errors import ConflictError, NotAllowedError, NotFoundError
from credit.domain.recovery import Proof, Recovery, RecoveryState
from credit.services import access, audit, recoveries
from credit.services.context import Context
from credit.services.ids import ALPHABET

LETTER_CHARACTERS = 10
CHECKERS = (OfficerRole.COUNTER, OfficerRole.HANDLER, OfficerRole.REVIEWER)


def print_letter(ctx: Context, recovery_id: str) -> str:
    """The code for the letter, for the officer who prints it; a second print makes the first useless.

    Raises NotFoundError, NotAllowedError `access.*`, ConflictError `recovery.closed`.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(LETTER_CHARACTERS))

    def work(session: Session) -> str:
        row = _case(session, ctx, recovery_id)
        if row.letter_hash is None:
            raise ConflictError("recovery.no_letter")
        row.letter_hash = sha256(code.encode()).digest()
        audit.write(session, ctx, "recovery.printed", row.subject_key, recovery=row.id)
        return code

    return ctx.sessions.run(work)


def prove_at_counter(ctx: Context, recovery_id: str) -> Recovery:
    """By an officer who saw licence and identity card of the person in the original.

    Raises NotFoundError, NotAllowedError `access.*`, ConflictError `recovery.closed`.
    """

    def work(session: Session) -> Recovery:
        row = _case(session, ctx, recovery_id)
        recoveries.note(session, ctx, row, Proof.COUNTER, row.person_id.encode())
        return recoveries.recovery(session, row)

    return ctx.sessions.run(work)


def refuse(ctx: Context, recovery_id: str) -> None:
    """End an application, for officers: an owner objected with good reason. Raises as `prove_at_counter`."""

    def work(session: Session) -> None:
        row = _case(session, ctx, recovery_id)
        recoveries.close(session, ctx, row, RecoveryState.REFUSED)

    ctx.sessions.run(work)


def cases(session: Session, ctx: Context) -> list[tuple[Recovery, Standing]]:
    """Running applications within the reach of an officer, oldest first."""
    query = (
        select(RecoveryRow).where(RecoveryRow.state.in_(recoveries.RUNNING)).order_by(RecoveryRow.created_at)
    )
    rows = [row for row in session.scalars(query) if access.covers(ctx.actor.authority, row.authority)]
    return [(recoveries.recovery(session, row), access.by_key(session, row.subject_key)) for row in rows]


def subject_of(session: Session, ctx: Context, recovery_id: str) -> Standing:
    """Whom an application is about, for an officer. Raises as `print_letter`."""
    return access.by_key(session, _case(session, ctx, recovery_id).subject_key)


def _case(session: Session, ctx: Context, recovery_id: str) -> RecoveryRow:
    """A running application within an officer's reach; nobody decides on their own."""
    row = session.get(RecoveryRow, recovery_id, with_for_update=True)
    if row is None:
        raise NotFoundError("recovery.unknown")
    access.require_case(ctx.actor, row.authority, *CHECKERS)
    if row.person_id == ctx.actor.id:
        raise NotAllowedError("access.own_case")
    if row.state not in recoveries.RUNNING:
        raise ConflictError("recovery.closed")
    return row
