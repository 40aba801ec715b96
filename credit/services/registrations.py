"""Registered facts of one subject: the write road for a single case, withholding and release."""

from typing import NamedTuple

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject, SubjectCode
from credit.domain.errors import ConflictError, NotFoundError
from credit.domain.identifiers import normalise_code
from credit.domain.records import Registration
from credit.domain.values import Withholding
from credit.services import audit, batches, projection
from credit.services.batches import Outcome
from credit.services.codec import decode_registration, encode
from credit.services.context import Context
from credit.services.records import check_release, check_withholding


def put(ctx: Context, registration: Registration) -> Outcome:
    """Keep a registration and publish its dossier, in one transaction.

    Raises ConflictError `registration.codes` when its codes belong to different subjects.
    """

    def work(session: Session) -> Outcome:
        outcome = batches.write(session, [registration], []).registrations[0]
        if outcome is Outcome.CONFLICT:
            raise ConflictError("registration.codes", codes=batches.codes_of(registration))
        owners = batches.subjects_of(session, batches.codes_of(registration))
        projection.publish_now(session, owners.values(), ctx.clock)
        return outcome

    return ctx.sessions.run(work)


def withhold(ctx: Context, code: str, withholding: Withholding) -> None:
    """Take a whole subject out of public view, with its ground, approver and day of review.

    Raises InputError (see `records.check_withholding`), NotFoundError `subject.unknown`.
    """
    check_withholding(withholding, ctx.clock.today())
    said = {
        "ground": withholding.ground.value,
        "approver": withholding.approver,
        "review_on": withholding.review_on.isoformat(),
    }
    _mark(ctx, code, withholding, "subject.withhold", said)


def release(ctx: Context, code: str, approver: str, authority: str, reason: str) -> None:
    """Give a subject back to the public. Its records that are withheld themselves stay so.

    Raises InputError `release.*`, NotFoundError `subject.unknown`, ConflictError
    `subject.not_withheld`.
    """
    check_release(approver, authority, reason)
    said = {"approver": approver, "authority": authority, "reason": reason}
    _mark(ctx, code, None, "subject.release", said)


class Held(NamedTuple):
    """A subject's registration, its row held until the transaction ends."""

    row: Subject
    registration: Registration


def held(session: Session, subject_key: str) -> Held:
    """Raises NotFoundError `subject.unknown`."""
    query = select(Subject).where(Subject.key == subject_key).with_for_update(key_share=True)
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None:
        raise NotFoundError("subject.unknown", named=subject_key)
    return Held(row, decode_registration(row.payload))


def keep(session: Session, ctx: Context, one: Held, made: Registration) -> None:
    """The registration with other marks, and its subject's dossier, in the caller's transaction."""
    one.row.payload = encode(made)
    session.flush()
    projection.publish_now(session, [one.row.id], ctx.clock)


def _mark(ctx: Context, code: str, withheld: Withholding | None, action: str, said: dict[str, str]) -> None:
    def work(session: Session) -> None:
        named = select(SubjectCode.subject_id).where(SubjectCode.code == normalise_code(code))
        row = session.scalar(
            select(Subject).where(Subject.id == named.scalar_subquery()).with_for_update(key_share=True)
        )
        if row is None:
            raise NotFoundError("subject.unknown", named=code)
        registration = decode_registration(row.payload)
        if withheld is None and registration.withheld is None:
            raise ConflictError("subject.not_withheld", named=code)
        row.payload = encode(msgspec.structs.replace(registration, withheld=withheld))
        session.flush()
        projection.publish_now(session, [row.id], ctx.clock)
        audit.write(session, ctx, action, row.key, **said)

    ctx.sessions.run(work)
