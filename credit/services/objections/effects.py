"""What an objection does to what it is about: the mark, the correction, the end of publication.

All in the transaction of the act, and by the one road on which facts are written: row, dossier, change log.
The source of a record is told what came of it; of a registered fact it is asked to send the change.
"""

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow
from credit.db.objection_models import ObjectionRow
from credit.domain.objections import Objection, Outcome
from credit.domain.records import Record
from credit.domain.repair_applications import Occasion
from credit.domain.values import Repair
from credit.rules import objection_results, registered_facts
from credit.services import records, registrations, tombstones
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.objections import asking
from credit.services.objections.rows import Held
from credit.services.repairs.effects import notices_follow
from credit.services.tombstones import Buried, Reason


def mark(session: Session, ctx: Context, one: Held) -> None:
    """Show that it is under objection, from the day of the first acceptance on."""
    one.row.marks = True
    if one.objection.fact:
        _mark_fact(session, ctx, one)
        return
    row, record = records.held(session, one.row.record_id)
    if record.objection_since is None:
        records.keep(session, ctx, row, record, objection_since=one.objection.accepted_on)


def end(session: Session, ctx: Context, one: Held) -> None:
    """Take the mark away, unless another objection keeps it; do what follows where it held."""
    marked, one.row.marks = one.row.marks, False
    session.flush()
    stays = marked and _marked_by_others(session, one.row)
    if one.objection.fact:
        _end_of_fact(session, ctx, one, stays=stays)
        return
    row, record = records.held(session, one.row.record_id)
    made = _made(one.objection, record, one)
    since = record.objection_since if stays or not marked else None
    if (made, since) == (record, record.objection_since):
        return
    records.keep(
        session, ctx, row, record, content=made.content, corrected=made.corrected, objection_since=since
    )
    if made is record:
        return
    if _outcome(one.objection) is Outcome.TAKEN_DOWN:
        _take_down(session, ctx, row, record, one)
    else:
        asking.told(session, ctx, one, record.provenance, Occasion.CORRECTED)


def _outcome(objection: Objection) -> Outcome | None:
    """What was decided; None: nothing, or that it does not hold."""
    ruling = objection.ruling
    decided = ruling is not None and objection.state.value == ruling.outcome.value
    return ruling.outcome if ruling and decided and ruling.outcome is not Outcome.REJECTED else None


def _made(objection: Objection, record: Record, one: Held) -> Record:
    """The record as the decision leaves it."""
    ruling, on = objection.ruling, objection.decided_on
    if ruling is None or on is None or _outcome(objection) is None:
        return record
    return objection_results.corrected(record, ruling, one.file.number, on)


def _marked_by_others(session: Session, row: ObjectionRow) -> bool:
    query = select(ObjectionRow.case_id).where(
        ObjectionRow.subject_key == row.subject_key,
        ObjectionRow.record_id == row.record_id,
        ObjectionRow.marks.is_(True),
        ObjectionRow.case_id != row.case_id,
    )
    return session.scalar(query.limit(1)) is not None


def _take_down(session: Session, ctx: Context, row: RecordRow, record: Record, one: Held) -> None:
    """It and its copies stay out, whoever sends them again; each source is told."""
    gone = {row.id: record}
    corrected = decode_record(row.payload).corrected
    for copy in tombstones.copies(session, row.subject_id, record):
        if copy.id != row.id:
            gone[copy.id] = decode_record(copy.payload)
            records.keep(session, ctx, copy, gone[copy.id], corrected=corrected)
    decision = Repair(number=one.file.number, agency=one.objection.agency, on=ctx.clock.today())
    for each in gone.values():
        tombstones.bury(session, Buried(row.subject_id, each, decision, one.file.id, reason=Reason.OBJECTION))
        asking.told(session, ctx, one, each.provenance, Occasion.TAKEN_DOWN)
    notices_follow(session, ctx, list(gone.values()))


def _mark_fact(session: Session, ctx: Context, one: Held) -> None:
    fact, row = one.objection.fact, registrations.held(session, one.row.subject_key)
    known = registered_facts.mark_of(row.registration, fact)
    if known.since is None:
        mark = replace(known, since=one.objection.accepted_on)
        registrations.keep(session, ctx, row, registered_facts.disputed(row.registration, mark, fact))


def _end_of_fact(session: Session, ctx: Context, one: Held, *, stays: bool) -> None:
    """Where it held, its keeper is asked to send the change; until then the fact says so, or is not shown."""
    fact, row = one.objection.fact, registrations.held(session, one.row.subject_key)
    mark, outcome = registered_facts.mark_of(row.registration, fact), _outcome(one.objection)
    mark = mark if stays else replace(mark, since=None)
    if outcome is not None:
        today = ctx.clock.today()
        back_on = registered_facts.back_on(today) if outcome is Outcome.HELD else mark.back_on
        mark = replace(mark, found_on=today, back_on=back_on)
        asking.told(session, ctx, one, row.registration.provenance, Occasion.FOUND_WRONG)
    left = mark if mark.since or mark.found_on else None
    made = registered_facts.disputed(row.registration, left, fact)
    if made != row.registration:
        registrations.keep(session, ctx, row, made)
