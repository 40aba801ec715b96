"""Recovery of access by two independent proofs: losing the liaison never locks an enterprise out.

Where other owners are still there, they are told and have 72 hours to object at their authority; where
nobody is, access begins at once. Guessing is limited by the number of tries for each application.
"""

import hmac
import secrets
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import FilingRow, RecoveryProofRow, RecoveryRow
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import person
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError
from credit.domain.identifiers import normalise_code
from credit.domain.recovery import Proof, Recovery, RecoveryState
from credit.services import access, audit, logins, memberships, owner_notices
from credit.services.codec import digest
from credit.services.context import Context
from credit.services.ids import new_id

OBJECTION = timedelta(hours=72)
TRIES = 6
DAY = timedelta(days=1)
MOST_FOR_ONE, MOST_IN_ALL = 3, 10  # applications of a person in a day: each one alarms the owners
Check = Callable[[Session, RecoveryRow], bytes | None]  # what was shown, None: it is not right
RUNNING = (RecoveryState.OPEN.value, RecoveryState.WAITING.value)


def start(ctx: Context, address: str) -> Recovery:
    """Apply for access to the subject of a code; a running application of the same person goes on.

    Raises NotFoundError `subject.unknown`, ConflictError `recovery.too_many`.
    """

    def work(session: Session) -> Recovery:
        subject = access.standing(session, normalise_code(address))
        found = session.scalars(
            select(RecoveryRow).where(
                RecoveryRow.person_id == ctx.actor.id,
                RecoveryRow.subject_key == subject.key,
                RecoveryRow.state.in_(RUNNING),
            )
        ).first()
        if found is not None:
            return recovery(session, found)
        _keep_within_bounds(session, ctx, subject.key)
        row = RecoveryRow(
            id=new_id(),
            person_id=ctx.actor.id,
            subject_key=subject.key,
            state=RecoveryState.OPEN.value,
            authority=access.authority_of(subject.registration),
            created_at=ctx.clock.now(),
        )
        session.add(row)
        session.flush()
        audit.write(session, ctx, "recovery.start", subject.key, recovery=row.id, person=ctx.actor.id)
        owner_notices.tell_owners(session, ctx, subject.key, "recovery.started", "/members")
        return recovery(session, row)

    return ctx.sessions.run(work)


def _keep_within_bounds(session: Session, ctx: Context, subject_key: str) -> None:
    """Whoever begins anew again and again gets no more tries, and rings nobody's telephone all day."""
    query = select(RecoveryRow.subject_key).where(
        RecoveryRow.person_id == ctx.actor.id, RecoveryRow.created_at > ctx.clock.now() - DAY
    )
    begun = list(session.scalars(query))
    if len(begun) >= MOST_IN_ALL or begun.count(subject_key) >= MOST_FOR_ONE:
        raise ConflictError("recovery.too_many")


def own(ctx: Context, recovery_id: str) -> Recovery:
    """An application of the person who acts, with what time has done.

    Raises NotFoundError `recovery.unknown`.
    """
    return ctx.sessions.run(lambda session: recovery(session, _settled(session, ctx, recovery_id)))


def of_person(ctx: Context) -> list[Recovery]:
    """The running applications of the person who acts."""
    query = select(RecoveryRow).where(RecoveryRow.person_id == ctx.actor.id, RecoveryRow.state.in_(RUNNING))
    with ctx.sessions.read() as session:
        return [recovery(session, row) for row in session.scalars(query.order_by(RecoveryRow.created_at))]


def prove_identity(ctx: Context, recovery_id: str, provider: str) -> Recovery:
    """By the name that the login provider checked: it must be that of the registered representative.

    Raises NotFoundError, ConflictError `recovery.closed`, InputError `recovery.name` (another name, or
    a login whose name nobody checked), NotAllowedError `recovery.tries`.
    """

    def check(session: Session, row: RecoveryRow) -> bytes | None:
        name = logins.identity_name(session, ctx.actor.id, provider)
        registered = access.by_key(session, row.subject_key).registration.legal_representative
        matches = isinstance(registered, str) and bool(name) and _plain(name) == _plain(registered)
        return name.encode() if matches else None

    return _prove(ctx, recovery_id, Proof.IDENTITY, check)


def prove_receipt(ctx: Context, recovery_id: str, receipt: str) -> Recovery:
    """By the receipt number of the newest filing.

    Raises as `prove_identity`, InputError `recovery.receipt`.
    """

    def check(session: Session, row: RecoveryRow) -> bytes | None:
        query = select(FilingRow.receipt).where(FilingRow.subject_key == row.subject_key)
        newest = session.scalars(query.order_by(FilingRow.filed_at.desc(), FilingRow.id.desc())).first()
        given = normalise_code(receipt)[:64]
        same = newest is not None and hmac.compare_digest(normalise_code(newest).encode(), given.encode())
        return given.encode() if same else None

    return _prove(ctx, recovery_id, Proof.RECEIPT, check)


def prove_letter(ctx: Context, recovery_id: str, code: str) -> Recovery:
    """By the code of the letter to the registered domicile. Raises as above, InputError `recovery.letter`."""

    def check(_session: Session, row: RecoveryRow) -> bytes | None:
        given = normalise_code(code)[:64].lower().encode()
        same = row.letter_hash is not None and hmac.compare_digest(row.letter_hash, sha256(given).digest())
        return given if same else None

    return _prove(ctx, recovery_id, Proof.LETTER, check)


def ask_for_letter(ctx: Context, recovery_id: str) -> Recovery:
    """Have a letter sent to the registered domicile; the authority's office prints it.

    Raises NotFoundError, ConflictError `recovery.closed`.
    """

    def work(session: Session) -> Recovery:
        row = _running(session, ctx, recovery_id)
        if row.letter_hash is None:
            row.letter_hash = secrets.token_bytes(32)  # nothing matches until the letter is printed
            audit.write(session, ctx, "recovery.letter", row.subject_key, recovery=row.id)
        return recovery(session, row)

    return ctx.sessions.run(work)


def withdraw(ctx: Context, recovery_id: str) -> None:
    """Give up one's own application. Raises NotFoundError, ConflictError `recovery.closed`."""
    ctx.sessions.run(
        lambda session: close(session, ctx, _running(session, ctx, recovery_id), RecoveryState.WITHDRAWN)
    )


def settle_due(ctx: Context) -> int:
    """Grant every proven application whose 72 hours are over; how many. The sweep calls it."""
    with ctx.sessions.read() as session:
        due = select(RecoveryRow.id, RecoveryRow.person_id).where(
            RecoveryRow.state == RecoveryState.WAITING.value,
            RecoveryRow.takes_effect_at <= ctx.clock.now(),
        )
        found = session.execute(due).all()
    for recovery_id, person_id in found:
        own(Context(ctx.sessions, ctx.clock, person(person_id)), recovery_id)
    return len(found)


def _prove(ctx: Context, recovery_id: str, proof: Proof, check: Check) -> Recovery:
    """Take a try; a wrong one counts even though it is refused."""

    def work(session: Session) -> Recovery | None:
        row = _running(session, ctx, recovery_id)
        if row.attempts >= TRIES:
            raise NotAllowedError("recovery.tries")
        shown = check(session, row)
        if shown is None:
            row.attempts += 1
            audit.write(session, ctx, "recovery.wrong", row.subject_key, proof=proof.value)
            return None
        note(session, ctx, row, proof, shown)
        return recovery(session, row)

    found = ctx.sessions.run(work)
    if found is None:
        raise InputError(f"recovery.{_WRONG[proof]}")
    return found


_WRONG = {Proof.IDENTITY: "name", Proof.RECEIPT: "receipt", Proof.LETTER: "letter"}


def note(session: Session, ctx: Context, row: RecoveryRow, proof: Proof, shown: bytes) -> None:
    """Keep a proof in the caller's transaction; the second one proves the application."""
    if session.get(RecoveryProofRow, (row.id, proof.value)) is not None:
        return
    now = ctx.clock.now()
    session.add(
        RecoveryProofRow(
            recovery_id=row.id,
            kind=proof.value,
            digest=digest(shown),
            given_at=now,
            checked_by=ctx.actor.name,
        )
    )
    session.flush()
    audit.write(session, ctx, "recovery.proof", row.subject_key, proof=proof.value, recovery=row.id)
    if row.state == RecoveryState.OPEN.value and recovery(session, row).proven:
        others = [one for one in owner_notices.owners(session, row.subject_key, now) if one != row.person_id]
        row.state, row.takes_effect_at = RecoveryState.WAITING.value, now + OBJECTION if others else now
        owner_notices.tell(session, now, others, "recovery.proven", row.subject_key, "/members")
        _grant_if_due(session, ctx, row)


def _grant_if_due(session: Session, ctx: Context, row: RecoveryRow) -> None:
    due = row.takes_effect_at
    if row.state != RecoveryState.WAITING.value or due is None or due > ctx.clock.now():
        return
    close(session, ctx, row, RecoveryState.GRANTED)
    terms = Terms(role=Role.OWNER, liaison=True)
    memberships.grant(session, ctx, row.subject_key, row.person_id, terms, Origin.RECOVERY)


def close(session: Session, ctx: Context, row: RecoveryRow, state: RecoveryState) -> None:
    """End an application in the caller's transaction, and tell who applied."""
    before = recovery(session, row)
    row.state, row.closed_at = state.value, ctx.clock.now()
    after = recovery(session, row)
    told = {"recovery": row.id, "state": state.value}
    audit.write(session, ctx, "recovery.close", row.subject_key, before=before, after=after, **told)
    owner_notices.tell(
        session, ctx.clock.now(), [row.person_id], "recovery.closed", row.subject_key, "", state=state.value
    )


def _settled(session: Session, ctx: Context, recovery_id: str) -> RecoveryRow:
    row = session.get(RecoveryRow, recovery_id, with_for_update=True)
    if row is None or row.person_id != ctx.actor.id:
        raise NotFoundError("recovery.unknown")
    _grant_if_due(session, ctx, row)
    return row


def _running(session: Session, ctx: Context, recovery_id: str) -> RecoveryRow:
    row = _settled(session, ctx, recovery_id)
    if row.state not in RUNNING:
        raise ConflictError("recovery.closed")
    return row


def _plain(name: str) -> str:
    """A name without what different forms write differently: spaces and the dot of Uyghur names."""
    return "".join(one for one in name if not one.isspace() and one not in "·・•.‧∙")


def recovery(session: Session, row: RecoveryRow) -> Recovery:
    """A kept application with its proofs."""
    given = session.scalars(select(RecoveryProofRow.kind).where(RecoveryProofRow.recovery_id == row.id))
    return Recovery(
        id=row.id,
        person_id=row.person_id,
        subject_key=row.subject_key,
        state=RecoveryState(row.state),
        authority=row.authority,
        proofs=frozenset(map(Proof, given)),
        letter_asked=row.letter_hash is not None,
        created_at=row.created_at,
        takes_effect_at=row.takes_effect_at,
    )
