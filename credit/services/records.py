"""Records of one subject: the write road for a single case, and withholding (不予公示)."""

from datetime import date

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow
from credit.domain.errors import ConflictError, NotFoundError
from credit.domain.records import Record
from credit.domain.values import Withholding
from credit.services import batches, projection
from credit.services.batches import Incoming, Outcome
from credit.services.codec import decode_record, encode
from credit.services.context import Context


def put(ctx: Context, codes: tuple[str, ...], record: Record) -> Outcome:
    """Keep a record and publish its subject's dossier in one transaction, or keep it waiting.

    Raises ConflictError `record.codes` when the codes belong to different subjects.
    """

    def work(session: Session) -> Outcome:
        outcome = batches.write(session, [], [Incoming(codes, record)]).records[0]
        if outcome is Outcome.CONFLICT:
            raise ConflictError("record.codes", codes=codes)
        projection.publish_now(session, batches.subjects_of(session, codes).values(), ctx.clock)
        return outcome

    return ctx.sessions.run(work)


def withhold(ctx: Context, record_id: str, withholding: Withholding | None) -> None:
    """Take a record out of public view with its ground, approver and day of review; None releases it.

    Raises NotFoundError `record.unknown`.
    """
    _remark(ctx, record_id, withheld=withholding)


def mark_objection(ctx: Context, record_id: str, since: date | None) -> None:
    """Show that a record is under objection since a day, or no longer. Raises NotFoundError."""
    _remark(ctx, record_id, objection_since=since)


def _remark(ctx: Context, record_id: str, **marks: object) -> None:
    def work(session: Session) -> None:
        row = session.scalar(select(RecordRow).where(RecordRow.id == record_id).with_for_update())
        if row is None:
            raise NotFoundError("record.unknown", id=record_id)
        record = msgspec.structs.replace(decode_record(row.payload), **marks)
        row.payload = encode(record)
        row.withheld = record.withheld.ground.value if record.withheld else None
        session.flush()
        projection.publish_now(session, [row.subject_id], ctx.clock)

    ctx.sessions.run(work)
