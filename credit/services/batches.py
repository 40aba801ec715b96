"""The write road for many: registrations and records by the batch, idempotent, marked for projection.

A batch is written inside the caller's transaction. Nothing is projected here: touched subjects get a
dirty mark, and `credit.services.projection` makes their dossiers afterwards. A page that is read
meanwhile projects a marked subject by itself, so a mark never hides a change.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection, select, tuple_
from sqlalchemy import delete as sql_delete
from sqlalchemy.orm import Session

from credit.db.bulk import among, insert_rows
from credit.db.models import Dirty, RecordRow, Subject, SubjectCode, Waiting
from credit.domain.records import Record, Registration
from credit.domain.vocabulary import WithholdingGround
from credit.services.codec import decode_record, decode_registration, encode, record_hash, registration_hash
from credit.services.ids import new_id


class Incoming(msgspec.Struct, frozen=True):
    """A record and the codes that say whose it is; any one of them is enough. `record.id` is ignored."""

    codes: tuple[str, ...]
    record: Record


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    CONFLICT = "conflict"  # its codes belong to different subjects


@dataclass(slots=True)
class Written:
    """What became of each item, in the order given, and how many waiting records found their subject."""

    registrations: list[Outcome] = field(default_factory=list)
    records: list[Outcome] = field(default_factory=list)
    attached: int = 0


def codes_of(registration: Registration) -> tuple[str, ...]:
    """Every code that resolves to the subject."""
    named = (registration.credit_code, registration.registration_no, *registration.old_codes)
    return tuple(dict.fromkeys(code for code in named if code))


def write(session: Session, registrations: Sequence[Registration], records: Sequence[Incoming]) -> Written:
    """Write one batch. Records may belong to registrations of the same batch."""
    written = Written()
    touched: set[int] = set()
    connection = session.connection()
    if registrations:
        step = _Registrations(session, registrations)
        written.registrations = step.write()
        touched |= step.touched
        written.attached = _attach(session, step.new_codes, touched)
    if records:
        entry = _Records(session, records)
        written.records = entry.write()
        touched |= entry.touched
    mark_dirty(connection, touched)
    return written


def mark_dirty(connection: Connection, subjects: Iterable[int]) -> None:
    """Mark subjects for projection; the marks' rows stay locked until the transaction ends."""
    rows = [(subject, 1) for subject in sorted(subjects)]
    insert_rows(connection, Dirty.__table__, ("subject_id", "mark"), rows, replace=("mark",))


def subjects_of(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Which of the codes are known, and whose they are."""
    wanted = sorted(set(codes))
    query = select(SubjectCode.code, SubjectCode.subject_id)
    found = session.execute(query.where(among(session.connection(), SubjectCode.code, wanted)))
    return dict(found.all())


class _Registrations:
    COLUMNS = ("key", "source", "source_id", "hash", "payload")

    def __init__(self, session: Session, items: Sequence[Registration]) -> None:
        self.session = session
        self.items = items
        self.touched: set[int] = set()
        self.new_codes: dict[str, int] = {}
        self._by_code = subjects_of(session, (code for item in items for code in codes_of(item)))
        self._by_source = self._known_sources()
        self._hashes: dict[int, bytes] = {}

    def _known_sources(self) -> dict[tuple[str, str], tuple[int, bytes]]:
        found: dict[tuple[str, str], tuple[int, bytes]] = {}
        connection = self.session.connection()
        for source, ids in _by_source(item.provenance for item in self.items).items():
            query = select(Subject.source_id, Subject.id, Subject.hash).where(Subject.source == source)
            for source_id, number, known in self.session.execute(
                query.where(among(connection, Subject.source_id, ids))
            ):
                found[source, source_id] = (number, known)
        return found

    def write(self) -> list[Outcome]:
        outcomes: list[Outcome] = []
        fresh: list[tuple[Registration, bytes]] = []
        claimed: dict[str, int] = {}  # codes and sources of this batch's new subjects -> place in `fresh`
        for item in self.items:
            outcomes.append(self._take(item, fresh, claimed))
        self._insert(fresh)
        return outcomes

    def _take(
        self, item: Registration, fresh: list[tuple[Registration, bytes]], claimed: dict[str, int]
    ) -> Outcome:
        said, codes, mine = item.provenance, codes_of(item), registration_hash(item)
        handle = f"{said.source}\0{said.source_id}"
        known = self._by_source.get((said.source, said.source_id))
        owners = {self._by_code[code] for code in codes if code in self._by_code}
        if known:
            owners.add(known[0])
        places = {claimed[one] for one in (*codes, handle) if one in claimed}
        if len(owners) + len(places) > 1:
            return Outcome.CONFLICT
        if owners:
            return self._update(owners.pop(), item, mine)
        if places:
            place = places.pop()
            if not set(codes) & set(codes_of(fresh[place][0])):
                return Outcome.CONFLICT  # one id of the source for two subjects
            same = fresh[place][1] == mine
            fresh[place] = (item, mine)
            claimed.update(dict.fromkeys((*codes, handle), place))
            return Outcome.UNCHANGED if same else Outcome.CHANGED
        claimed.update(dict.fromkeys((*codes, handle), len(fresh)))
        fresh.append((item, mine))
        return Outcome.NEW

    def _update(self, subject: int, item: Registration, mine: bytes) -> Outcome:
        row = self.session.get_one(Subject, subject)
        said = item.provenance
        if row.hash == mine and (row.source, row.source_id) == (said.source, said.source_id):
            return Outcome.UNCHANGED
        kept = decode_registration(row.payload)
        if row.source != said.source and kept.provenance.effective_on > said.effective_on:
            return Outcome.UNCHANGED  # another source knows something newer
        former = tuple(dict.fromkeys((*item.old_codes, *codes_of(kept))))
        merged = msgspec.structs.replace(
            item,
            old_codes=tuple(one for one in former if one not in (item.credit_code, item.registration_no)),
            withheld=item.withheld or kept.withheld,
        )
        row.source, row.source_id, row.hash, row.payload = said.source, said.source_id, mine, encode(merged)
        self.session.flush()
        self._own(subject, codes_of(item))
        self.touched.add(subject)
        return Outcome.CHANGED

    def _own(self, subject: int, codes: Iterable[str]) -> None:
        mine = [code for code in codes if self._by_code.setdefault(code, subject) == subject]
        rows = [(code, subject) for code in mine]
        insert_rows(
            self.session.connection(), SubjectCode.__table__, ("code", "subject_id"), rows, replace=()
        )
        self.new_codes.update(dict.fromkeys(mine, subject))

    def _insert(self, fresh: list[tuple[Registration, bytes]]) -> None:
        if not fresh:
            return
        connection = self.session.connection()
        keyed = [(new_id(), item, mine) for item, mine in fresh]
        rows = [
            (key, item.provenance.source, item.provenance.source_id, mine, encode(item))
            for key, item, mine in keyed
        ]
        insert_rows(connection, Subject.__table__, self.COLUMNS, rows)
        query = select(Subject.key, Subject.id).where(
            among(connection, Subject.key, [row[0] for row in rows])
        )
        numbers = dict(self.session.execute(query).all())
        owned = sorted((code, numbers[key]) for key, item, _ in keyed for code in codes_of(item))
        insert_rows(connection, SubjectCode.__table__, ("code", "subject_id"), owned)
        self.new_codes.update(owned)
        self.touched.update(numbers.values())


class _Records:
    COLUMNS = (
        "id",
        "subject_id",
        "kind",
        "source",
        "source_id",
        "hash",
        "effective_on",
        "published_on",
        "withheld",
        "payload",
    )
    WAITING = ("code", "second_code", "kind", "source", "source_id", "hash", "payload")

    def __init__(self, session: Session, items: Sequence[Incoming]) -> None:
        self.session = session
        self.items = items
        self.touched: set[int] = set()
        self._subjects = subjects_of(session, (code for item in items for code in item.codes))
        self._known = _stored(session, RecordRow, (item.record for item in items))
        self._waits = any(not self._owners(item) for item in items)
        self._waiting = _stored(session, Waiting, (item.record for item in items)) if self._waits else {}

    def _owners(self, item: Incoming) -> set[int]:
        return {self._subjects[code] for code in item.codes if code in self._subjects}

    def write(self) -> list[Outcome]:
        outcomes: list[Outcome] = []
        rows: dict[tuple[str, str, str], tuple[Any, ...]] = {}
        waiting: dict[tuple[str, str, str], tuple[Any, ...]] = {}
        for item in self.items:
            owners = self._owners(item)
            if len(owners) > 1:
                outcomes.append(Outcome.CONFLICT)
            elif owners:
                outcomes.append(self._take(owners.pop(), item.record, rows))
            else:
                outcomes.append(self._wait(item, waiting))
        connection = self.session.connection()
        insert_rows(connection, RecordRow.__table__, self.COLUMNS, list(rows.values()))
        insert_rows(connection, Waiting.__table__, self.WAITING, list(waiting.values()))
        return outcomes

    def _take(
        self, subject: int, record: Record, rows: dict[tuple[str, str, str], tuple[Any, ...]]
    ) -> Outcome:
        place, mine = _place(record), record_hash(record)
        known = self._known.get(place)
        if known:
            return Outcome.UNCHANGED if known[1] == mine else self._update(known[0], subject, record, mine)
        seen = rows.get(place)
        if seen and seen[5] == mine and seen[1] == subject:
            return Outcome.UNCHANGED
        rows[place] = record_row(subject, msgspec.structs.replace(record, id=new_id()), mine)
        self.touched.add(subject)
        return Outcome.CHANGED if seen else Outcome.NEW

    def _update(self, number: int, subject: int, record: Record, mine: bytes) -> Outcome:
        """Overwrite what the source said; what was decided here (withheld, objection) stays."""
        row = self.session.get_one(RecordRow, number)
        kept = decode_record(row.payload)
        decided = kept.withheld
        if decided is not None and decided.ground is WithholdingGround.DETECTOR:
            decided = None  # the text changed: the detector has looked again
        fresh = msgspec.structs.replace(
            record,
            id=kept.id,
            withheld=record.withheld or decided,
            objection_since=record.objection_since or kept.objection_since,
        )
        self.touched |= {row.subject_id, subject}
        row.subject_id, row.hash, row.payload = subject, mine, encode(fresh)
        row.effective_on, row.published_on = fresh.provenance.effective_on, fresh.provenance.published_on
        row.withheld = fresh.withheld.ground.value if fresh.withheld else None
        self.session.flush()
        return Outcome.CHANGED

    def _wait(self, item: Incoming, waiting: dict[tuple[str, str, str], tuple[Any, ...]]) -> Outcome:
        record, place, mine = item.record, _place(item.record), record_hash(item.record)
        known = self._waiting.get(place)
        if known and known[1] == mine:
            return Outcome.WAITING
        if known:
            self.session.execute(sql_delete(Waiting).where(Waiting.no == known[0]))
        code, second = (*item.codes, None)[:2]
        waiting[place] = (code, second, *place, mine, encode(record))
        return Outcome.WAITING


def record_row(subject: int, record: Record, mine: bytes) -> tuple[Any, ...]:
    """A row of the records table, in the order of `_Records.COLUMNS`."""
    said = record.provenance
    return (
        record.id,
        subject,
        record.content.record_kind().value,
        said.source,
        said.source_id,
        mine,
        said.effective_on.isoformat(),
        said.published_on.isoformat(),
        record.withheld.ground.value if record.withheld else None,
        encode(record),
    )


def _place(record: Record) -> tuple[str, str, str]:
    said = record.provenance
    return record.content.record_kind().value, said.source, said.source_id


def _by_source(provenances: Iterable[Any]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for said in provenances:
        grouped.setdefault(said.source, []).append(said.source_id)
    return grouped


def _stored(
    session: Session, model: type[RecordRow] | type[Waiting], records: Iterable[Record]
) -> dict[tuple[str, str, str], tuple[int, bytes]]:
    """Rows there are already: (kind, source, source id) -> number, hash."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for record in records:
        kind, source, source_id = _place(record)
        grouped.setdefault((kind, source), []).append(source_id)
    found: dict[tuple[str, str, str], tuple[int, bytes]] = {}
    connection = session.connection()
    for (kind, source), ids in grouped.items():
        query = select(model.source_id, model.no, model.hash).where(
            tuple_(model.kind, model.source) == (kind, source),
            among(connection, model.source_id, sorted(ids)),
        )
        for source_id, number, known in session.execute(query):
            found[kind, source, source_id] = (number, known)
    return found


def _attach(session: Session, codes: dict[str, int], touched: set[int]) -> int:
    """Give waiting records to the subjects that have come."""
    if not codes or session.scalar(select(Waiting.no).limit(1)) is None:
        return 0
    connection = session.connection()
    named = among(connection, Waiting.code, codes) | among(connection, Waiting.second_code, codes)
    rows = session.execute(
        select(Waiting.no, Waiting.code, Waiting.second_code, Waiting.hash, Waiting.payload).where(named)
    ).all()
    moved = []
    for _, code, second, mine, payload in rows:
        subject = codes[code] if code in codes else codes[second or ""]
        touched.add(subject)
        moved.append(record_row(subject, msgspec.structs.replace(decode_record(payload), id=new_id()), mine))
    insert_rows(connection, RecordRow.__table__, _Records.COLUMNS, moved, replace=())
    session.execute(sql_delete(Waiting).where(among(connection, Waiting.no, [row.no for row in rows])))
    return len(moved)
