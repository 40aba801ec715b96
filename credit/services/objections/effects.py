"""What an objection does to its record: the mark, the correction, the end of publication.

All in the transaction of the act, and by the one road on which records are written: row, dossier, change
log.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow
from credit.db.objection_models import ObjectionRow
from credit.domain.errors import NotFoundError
from credit.domain.objections import Objection, Outcome
from credit.domain.records import Record
from credit.rules import objections as rules
from credit.services import records, tombstones
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.objections.rows import Held


def record_of(session: Session, record_id: str) -> Record:
    """A record as it is kept now. Raises NotFoundError `record.unknown`."""
    payload = session.scalar(select(RecordRow.payload).where(RecordRow.id == record_id))
    if payload is None:
        raise NotFoundError("record.unknown")
    return decode_record(payload)


def mark(session: Session, ctx: Context, one: Held) -> None:
    """Show that the record is under objection, from the day of the first acceptance on."""
    row, record = records.held(session, one.row.record_id)
    one.row.marks = True
    if record.objection_since is None:
        records.keep(session, ctx, row, record, objection_since=one.objection.accepted_on)


def end(session: Session, ctx: Context, one: Held) -> None:
    """Take the mark away, unless another objection keeps it; correct or take down where it held."""
    row, record = records.held(session, one.row.record_id)
    made = _made(one.objection, record, one)
    marked, one.row.marks = one.row.marks, False
    session.flush()
    others = marked and _marked_by_others(session, one.row)
    since = record.objection_since if others or not marked else None
    if (made, since) == (record, record.objection_since):
        return
    records.keep(
        session, ctx, row, record, content=made.content, corrected=made.corrected, objection_since=since
    )
    if one.objection.ruling is not None and one.objection.ruling.outcome is Outcome.TAKEN_DOWN:
        _copies(session, ctx, row, record, made)


def _made(objection: Objection, record: Record, one: Held) -> Record:
    """The record as the decision leaves it."""
    ruling, on = objection.ruling, objection.decided_on
    decided = ruling is not None and objection.state.value == ruling.outcome.value
    if ruling is None or on is None or not decided or ruling.outcome is Outcome.REJECTED:
        return record
    return rules.corrected(record, ruling, one.file.number, on)


def _marked_by_others(session: Session, row: ObjectionRow) -> bool:
    query = select(ObjectionRow.case_id).where(
        ObjectionRow.record_id == row.record_id,
        ObjectionRow.marks.is_(True),
        ObjectionRow.case_id != row.case_id,
    )
    return session.scalar(query.limit(1)) is not None


def _copies(session: Session, ctx: Context, row: RecordRow, record: Record, made: Record) -> None:
    """Copies of other sources go with a record that is taken down."""
    for copy in tombstones.copies(session, row.subject_id, record):
        if copy.id != row.id:
            records.keep(session, ctx, copy, decode_record(copy.payload), corrected=made.corrected)
