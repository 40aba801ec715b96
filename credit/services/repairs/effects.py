"""What a grant does to what is public, and what its end does: all in the transaction of the decision.

The record and its copies are kept with the mark of the repair, an entry of a list is noted as removed, the
check a penalty arose from ends with it, notices that name it lose the lines. The dossier and its row in the
change log are written here; page, search, lists and caches follow that log.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow, Subject
from credit.db.repair_models import TombstoneRow
from credit.domain.records import AbnormalEntry, AnyContent, Penalty, Record, SeriousEntry
from credit.domain.repair_applications import Occasion
from credit.domain.values import NOT_COLLECTED, Repair
from credit.domain.vocabulary import RecordKind
from credit.services import access, authority_notices, projection, repaired_names, tombstones
from credit.services.codec import decode_record, encode
from credit.services.context import Context
from credit.services.repairs import telling
from credit.services.tombstones import Buried

REMOVAL_GROUND = "准予信用修复"


class Granted(NamedTuple):
    """One repair that was granted. case_id: empty for a result that another authority told."""

    subject_key: str
    record_id: str
    repair: Repair
    case_id: str = ""


def apply(session: Session, ctx: Context, granted: Sequence[Granted]) -> None:
    """Take the records out of public view, and publish their subjects' dossiers, in this transaction."""
    subjects: set[int] = set()
    gone: list[Record] = []
    for one in granted:
        row = _row(session, one.record_id)
        if row is None:
            continue
        subjects.add(row.subject_id)
        gone += _hide(session, ctx, row, one)
    notices_follow(session, ctx, gone)
    projection.publish_now(session, subjects, ctx.clock)


def _row(session: Session, record_id: str) -> RecordRow | None:
    return session.scalar(select(RecordRow).where(RecordRow.id == record_id).with_for_update())


def _hide(session: Session, ctx: Context, row: RecordRow, one: Granted) -> list[Record]:
    record = decode_record(row.payload)
    registered = access.by_key(session, one.subject_key).registration.division or ""
    hidden = [*tombstones.copies(session, row.subject_id, record), *_linked(session, row.subject_id, record)]
    gone = []
    for kept in hidden:
        said = decode_record(kept.payload)
        kept.payload = encode(replace(said, repaired=one.repair, content=_removed(said.content, one.repair)))
        buried = tombstones.bury(session, Buried(row.subject_id, said, one.repair, one.case_id))
        telling.note(session, ctx, buried, Occasion.GRANTED, registered=registered)
        gone.append(said)
    session.flush()
    return gone


def _linked(session: Session, subject_id: int, record: Record) -> list[RecordRow]:
    """The check from which a penalty arose, held."""
    content = record.content
    if not isinstance(content, Penalty) or not content.check_id:
        return []
    query = select(RecordRow).where(
        RecordRow.subject_id == subject_id,
        RecordRow.kind == RecordKind.CHECK.value,
        RecordRow.source_id == content.check_id,
    )
    return list(session.scalars(query.with_for_update()))


def _removed(content: AnyContent, repair: Repair) -> AnyContent:
    """An entry of a list, noted as removed; a restructuring that may fail removes nothing for good."""
    if not isinstance(content, AbnormalEntry | SeriousEntry) or repair.temporary:
        return content
    if content.removed_on is not None:
        return content
    return replace(
        content,
        removed_on=repair.on,
        removal_no=repair.number,
        removal_agency=repair.agency,
        removal_ground=REMOVAL_GROUND,
    )


def restore(session: Session, ctx: Context, record_ids: Iterable[str], *, anew: date | None) -> None:
    """Give records back to the public, with all that went with them.

    anew: the day from which publication runs again; None: as if it had never stopped (a plan that failed
    ends a stop that was meant to be temporary).
    """
    subjects: set[int] = set()
    back: list[Record] = []
    for record_id in record_ids:
        buried = tombstones.standing(session, record_id)
        if buried is None:
            continue
        for other in _of_repair(session, buried):
            row = _row(session, other.record_id)
            if row is None:
                continue
            subjects.add(row.subject_id)
            back.append(_show(row, anew))
            tombstones.lift(session, other, ctx.clock.today())
            registered = access.by_key(session, _key(session, row)).registration.division or ""
            telling.note(session, ctx, other, Occasion.REVOKED, registered=registered)
    session.flush()
    notices_follow(session, ctx, back)
    projection.publish_now(session, subjects, ctx.clock)


def _of_repair(session: Session, buried: TombstoneRow) -> Sequence[TombstoneRow]:
    """Everything that went with one decision."""
    query = select(TombstoneRow).where(
        TombstoneRow.subject_id == buried.subject_id,
        TombstoneRow.number == buried.number,
        TombstoneRow.reason == buried.reason,
        TombstoneRow.lifted_on.is_(None),
    )
    return session.scalars(query.order_by(TombstoneRow.id)).all()


def _key(session: Session, row: RecordRow) -> str:
    return session.scalars(select(Subject.key).where(Subject.id == row.subject_id)).one()


def _show(row: RecordRow, anew: date | None) -> Record:
    said = decode_record(row.payload)
    content, repair = said.content, said.repaired
    ours = isinstance(content, AbnormalEntry | SeriousEntry) and repair is not None
    if isinstance(content, AbnormalEntry | SeriousEntry) and ours and content.removal_no == _number(repair):
        content = replace(
            content,
            removed_on=None,
            removal_no=NOT_COLLECTED,
            removal_agency=NOT_COLLECTED,
            removal_ground=NOT_COLLECTED,
        )
    shown = replace(said, content=content, repaired=None, republished_on=anew or said.republished_on)
    row.payload = encode(shown)
    return shown


def _number(repair: Repair | None) -> str:
    return repair.number if repair is not None else ""


def notices_follow(session: Session, ctx: Context, records: Sequence[Record]) -> None:
    """Notices of authorities that name a decision lose, or get back, what names it."""
    rows = [
        row for row in repaired_names.notices_naming(session, records) if repaired_names.mark(session, row)
    ]
    if rows:
        authority_notices.publish_again(session, rows, ctx.clock)
