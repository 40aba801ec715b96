"""Records of one subject: the write road for a single case, withholding (不予公示) and release."""

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow
from credit.disclosure_clean import clean, fingerprint
from credit.domain.errors import ConflictError, InputError, NotFoundError, RuleError
from credit.domain.records import Record
from credit.domain.values import Review, Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.services import audit, batches, projection
from credit.services.batches import Incoming, Outcome
from credit.services.codec import decode_record, encode
from credit.services.context import Context
from credit.services.holding_back import hold_back


def put(ctx: Context, codes: tuple[str, ...], record: Record) -> Outcome:
    """Keep a record and publish its subject's dossier in one transaction, or keep it waiting.

    Its text passes the detector as an imported one does. Raises ConflictError `record.codes` when the
    codes belong to different subjects.
    """
    screened, _ = hold_back(record, ctx.clock.today())

    def work(session: Session) -> Outcome:
        outcome = batches.write(session, [], [Incoming(codes, screened)]).records[0]
        if outcome is Outcome.CONFLICT:
            raise ConflictError("record.codes", codes=codes)
        projection.publish_now(session, batches.subjects_of(session, codes).values(), ctx.clock)
        return outcome

    return ctx.sessions.run(work)


def check_withholding(withholding: Withholding, today: date) -> None:
    """Raises InputError `withholding.ground`, `withholding.approver` or `withholding.review_on`.

    公示为原则、不公示为例外: only the four grounds of law, never without somebody who answers for it
    and a day on which it is looked at again.
    """
    if withholding.ground is WithholdingGround.DETECTOR:
        raise InputError("withholding.ground")
    if not withholding.approver.strip():
        raise InputError("withholding.approver")
    if withholding.review_on <= today:
        raise InputError("withholding.review_on", on=withholding.review_on.isoformat())


def withhold(ctx: Context, record_id: str, withholding: Withholding) -> None:
    """Take a record out of public view, at once and everywhere, with its ground, approver and day of review.

    Again for a record that is withheld already: the new decision stands, as after a review.
    Raises InputError (see `check_withholding`), NotFoundError `record.unknown`.
    """
    check_withholding(withholding, ctx.clock.today())

    def work(session: Session) -> None:
        row, record = held(session, record_id)
        keep(session, ctx, row, record, withheld=withholding, reviewed=None)
        audit.write(
            session,
            ctx,
            "record.withhold",
            record_id,
            ground=withholding.ground.value,
            approver=withholding.approver,
            review_on=withholding.review_on.isoformat(),
        )

    ctx.sessions.run(work)


def release(ctx: Context, record_id: str, approver: str, authority: str, reason: str) -> None:
    """Give a record back to the public after somebody looked at it, with who, for which authority and why.

    Raises InputError `release.approver`, `release.authority` or `release.reason` where one is empty,
    NotFoundError `record.unknown`, ConflictError `record.not_withheld` where nothing holds it back,
    RuleError `record.personal` where a personal number in its text holds it back, which nobody may
    let pass: the source has to send it without.
    """
    check_release(approver, authority, reason)

    def work(session: Session) -> None:
        row, record = held(session, record_id)
        review = Review(approver, authority, ctx.clock.today(), reason, fingerprint(record.content))
        if clean(record.content, review) is None:
            raise RuleError("record.personal", id=record_id)
        if record.withheld is None and clean(record.content, record.reviewed) is not None:
            raise ConflictError("record.not_withheld", id=record_id)
        keep(session, ctx, row, record, withheld=None, reviewed=review)
        said = {"approver": approver, "authority": authority, "reason": reason, "text": review.text}
        audit.write(session, ctx, "record.release", record_id, **said)

    ctx.sessions.run(work)


def check_release(approver: str, authority: str, reason: str) -> None:
    """Raises InputError where somebody does not say who, for whom or why."""
    for name, value in (("approver", approver), ("authority", authority), ("reason", reason)):
        if not value.strip():
            raise InputError(f"release.{name}")


def mark_objection(ctx: Context, record_id: str, since: date | None) -> None:
    """Show that a record is under objection since a day, or no longer. Raises NotFoundError."""

    def work(session: Session) -> None:
        row, record = held(session, record_id)
        keep(session, ctx, row, record, objection_since=since)
        audit.write(session, ctx, "record.objection", record_id, since=since.isoformat() if since else "")

    ctx.sessions.run(work)


def held(session: Session, record_id: str) -> tuple[RecordRow, Record]:
    """A record, its row held until the transaction ends. Raises NotFoundError `record.unknown`."""
    row = session.scalar(select(RecordRow).where(RecordRow.id == record_id).with_for_update())
    if row is None:
        raise NotFoundError("record.unknown", id=record_id)
    return row, decode_record(row.payload)


def keep(session: Session, ctx: Context, row: RecordRow, record: Record, **marks: Any) -> None:
    """The record with other content or marks, and its subject's dossier, in the caller's transaction."""
    marked = msgspec.structs.replace(record, **marks)
    row.payload = encode(marked)
    row.withheld = marked.withheld.ground.value if marked.withheld else None
    session.flush()
    projection.publish_now(session, [row.subject_id], ctx.clock)
