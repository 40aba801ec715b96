"""What keeps a record out that was repaired, or taken down after an objection: asked by imports and notices.

A record that comes again is kept as received and bears the mark of the decision, so that the gate hides it
and the revocation of a repair can bring it back.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from credit.db.bulk import among
from credit.db.models import RecordRow
from credit.db.repair_models import TombstoneKeyRow, TombstoneRow
from credit.domain.corrections import Corrected
from credit.domain.records import Record
from credit.domain.values import Repair
from credit.rules.instant.publication import document_key
from credit.rules.repair_traces import SHORTEST_NUMBER, names, numbers_of, tail, tails, traces
from credit.services.codec import decode_record, encode
from credit.services.ids import new_id

_TEXT = "#"  # before the key of a number that texts are searched for
LONGEST_TAIL = 40
_LAST_WINS = TombstoneRow.reason.desc()  # taken down counts before repaired: nothing brings it back


class Reason(StrEnum):
    """Why a record stays out."""

    REPAIR = "repair"
    OBJECTION = "objection"


Mark = Repair | Corrected


class Buried(NamedTuple):
    """A record that is to stay out: whose it is, what it is, by which decision, and why."""

    subject_id: int
    record: Record
    decision: Repair
    case_id: str = ""
    reason: Reason = Reason.REPAIR


def bury(session: Session, buried: Buried) -> TombstoneRow:
    """Keep a record out from now on; once for each record."""
    record, repair = buried.record, buried.decision
    known = standing(session, record.id, buried.reason)
    row = known or TombstoneRow(id=new_id(), record_id=record.id, reason=buried.reason.value)
    row.subject_id, row.kind = buried.subject_id, record.content.record_kind().value
    row.source, row.source_id = record.provenance.source, record.provenance.source_id
    row.number, row.agency, row.since = repair.number, repair.agency, repair.on
    row.temporary, row.case_id, row.lifted_on = repair.temporary, buried.case_id, None
    if known is None:
        session.add(row)
        session.flush()
        session.add_all(_keys(row.id, record))
    session.flush()
    return row


def _keys(tombstone_id: str, record: Record) -> list[TombstoneKeyRow]:
    found = dict.fromkeys(traces(record.content), "")
    for number in numbers_of(record.content):
        if len(key := document_key(number)) >= SHORTEST_NUMBER:
            found[_TEXT + key] = tail(number)[:LONGEST_TAIL]
    return [TombstoneKeyRow(tombstone_id=tombstone_id, key=key, tail=end) for key, end in found.items()]


def lift(session: Session, row: TombstoneRow, on: date) -> None:
    """Keep a record out no longer."""
    row.lifted_on = on
    session.flush()


def standing(session: Session, record_id: str, reason: Reason = Reason.REPAIR) -> TombstoneRow | None:
    """What keeps a record out now, for this reason; None: nothing does."""
    query = select(TombstoneRow).where(
        TombstoneRow.record_id == record_id,
        TombstoneRow.reason == reason.value,
        TombstoneRow.lifted_on.is_(None),
    )
    return session.scalar(query)


class Guard:
    """What is kept out of some subjects, for one batch that is written."""

    def __init__(self, session: Session, subjects: Iterable[int]) -> None:
        self._places: dict[tuple[int, str, str, str], Mark] = {}
        self._traces: dict[tuple[int, str], Mark] = {}
        self._kinds: dict[int, set[str]] = defaultdict(set)
        wanted = set(subjects)
        if not wanted or session.scalar(select(TombstoneRow.id).limit(1)) is None:
            return
        for row in session.scalars(_standing_of(session, wanted)):
            self._places[row.subject_id, row.kind, row.source, row.source_id] = _mark(row)
            self._kinds[row.subject_id].add(row.kind)
        self._read_keys(session, wanted)

    def _read_keys(self, session: Session, wanted: set[int]) -> None:
        query = (
            select(TombstoneRow, TombstoneKeyRow.key)
            .join(TombstoneKeyRow, TombstoneKeyRow.tombstone_id == TombstoneRow.id)
            .where(among(session.connection(), TombstoneRow.subject_id, wanted))
            .where(TombstoneRow.lifted_on.is_(None))
            .order_by(_LAST_WINS, TombstoneRow.id)
        )
        for row, key in session.execute(query):
            self._traces[row.subject_id, key] = _mark(row)

    def keeps_out(self, subject_id: int, kind: str, payload: bytes) -> Mark | None:
        """The decision that a record comes under; None: it may be public."""
        if kind not in self._kinds.get(subject_id, ()):
            return None
        record = decode_record(payload)
        said = record.provenance
        found = self._places.get((subject_id, kind, said.source, said.source_id))
        keys = traces(record.content) if found is None else ()
        return found or next(
            (self._traces[subject_id, key] for key in keys if (subject_id, key) in self._traces), None
        )

    def marked(self, subject_id: int, kind: str, payload: bytes) -> bytes:
        """The record as it is to be kept."""
        mark = self.keeps_out(subject_id, kind, payload)
        return payload if mark is None else encode(marked(decode_record(payload), mark))


def marked(record: Record, mark: Mark | None) -> Record:
    """A record with the mark of the decision that keeps it out; one of its own stays."""
    if isinstance(mark, Repair):
        return replace(record, repaired=record.repaired or mark)
    if mark is None or (record.corrected is not None and record.corrected.taken_down):
        return record
    return replace(record, corrected=mark)


def _standing_of(session: Session, subjects: Iterable[int]) -> Select[TombstoneRow]:
    found = among(session.connection(), TombstoneRow.subject_id, subjects)
    query = select(TombstoneRow).where(found, TombstoneRow.lifted_on.is_(None))
    return query.order_by(_LAST_WINS, TombstoneRow.id)


def _mark(row: TombstoneRow) -> Mark:
    if row.reason == Reason.OBJECTION:
        return Corrected(on=row.since, number=row.number, taken_down=True)
    return Repair(number=row.number, agency=row.agency, on=row.since, temporary=row.temporary)


def copies(session: Session, subject_id: int, record: Record) -> list[RecordRow]:
    """The rows of a record and of its copies from other sources, held."""
    wanted = set(traces(record.content))
    query = select(RecordRow).where(RecordRow.subject_id == subject_id).order_by(RecordRow.no)
    rows = session.scalars(
        query.where(RecordRow.kind == record.content.record_kind().value).with_for_update()
    )
    return [
        row
        for row in rows
        if row.id == record.id or not wanted.isdisjoint(traces(decode_record(row.payload).content))
    ]


def named_in(session: Session, text: str) -> tuple[str, ...]:
    """The numbers of decisions kept out that a text names, as `document_key` makes them."""
    ends = tails(text)
    if not ends:
        return ()
    query = (
        select(TombstoneKeyRow.key)
        .join(TombstoneRow, TombstoneRow.id == TombstoneKeyRow.tombstone_id)
        .where(among(session.connection(), TombstoneKeyRow.tail, {end[:LONGEST_TAIL] for end in ends}))
        .where(TombstoneRow.lifted_on.is_(None), TombstoneKeyRow.key.startswith(_TEXT))
    )
    keys: Sequence[str] = session.scalars(query.distinct()).all()
    return tuple(sorted(key[1:] for key in keys if names(text, [key[1:]])))
