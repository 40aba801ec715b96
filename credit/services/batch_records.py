"""Writing many records: new, changed, unchanged, or waiting for their subject."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from credit.db.bulk import among, insert_rows
from credit.db.models import RecordRow, SubjectCode, Waiting
from credit.domain.notices import NoticeFacts
from credit.domain.records import AnyContent, Record
from credit.domain.values import Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.rules import objection_fields
from credit.rules.commitments.merging import told_anew
from credit.services import repair_notices
from credit.services.codec import decode_record, encode
from credit.services.ids import new_id
from credit.services.outcomes import Outcome
from credit.services.prepared import Place, ReadyRecord
from credit.services.tombstones import Guard, marked

RECORD_COLUMNS = (
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
WAITING_COLUMNS = ("code", "second_code", "kind", "source", "source_id", "hash", "payload")
_Row = tuple[Any, ...]


def subjects_of(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Which of the codes are known, and whose they are."""
    wanted = sorted(set(codes))
    query = select(SubjectCode.code, SubjectCode.subject_id)
    found = session.execute(query.where(among(session.connection(), SubjectCode.code, wanted)))
    return dict(found.all())


class RecordBatch:
    """One batch of records inside the caller's transaction."""

    def __init__(self, session: Session, items: Sequence[ReadyRecord]) -> None:
        self.session = session
        self.items = items
        self.touched: set[int] = set()
        subjects = subjects_of(session, (code for item in items for code in item.codes))
        self._owners = [{subjects[code] for code in item.codes if code in subjects} for item in items]
        places = [item.place for item in items]
        self._known = _stored(session, RecordRow, RecordRow.subject_id, places)
        waits = not all(self._owners) or _any_waits(session)
        self._waiting = _stored(session, Waiting, Waiting.code, places) if waits else {}
        self._guard = Guard(session, (owner for owners in self._owners for owner in owners))

    def write(self) -> list[Outcome]:
        outcomes: list[Outcome] = []
        rows: dict[Place, _Row] = {}
        waiting: dict[Place, _Row] = {}
        for item, owners in zip(self.items, self._owners, strict=True):
            if len(owners) > 1:
                outcomes.append(Outcome.CONFLICT)
            elif owners:
                self._forget(item.place, waiting)
                outcomes.append(self._take(next(iter(owners)), item, rows))
            else:
                outcomes.append(self._wait(item, waiting))
        connection = self.session.connection()
        insert_rows(connection, RecordRow.__table__, RECORD_COLUMNS, list(rows.values()))
        new = ((row[1], row[-1]) for row in rows.values() if row[2] in repair_notices.NEGATIVE)
        repair_notices.deliver(self.session, new)
        insert_rows(connection, Waiting.__table__, WAITING_COLUMNS, list(waiting.values()))
        return outcomes

    def _forget(self, place: Place, waiting: dict[Place, _Row]) -> None:
        """What waits under this place was said earlier, and must not come after what is said now."""
        waiting.pop(place, None)
        known = self._waiting.pop(place, None)
        if known:
            self.session.execute(delete(Waiting).where(Waiting.no == known[0]))

    def _take(self, subject: int, item: ReadyRecord, rows: dict[Place, _Row]) -> Outcome:
        known = self._known.get(item.place)
        if known:
            number, mine, owner = known
            same = mine == item.hash and owner == subject
            return Outcome.UNCHANGED if same else self._update(number, subject, item)
        seen = rows.get(item.place)
        if seen and seen[5] == item.hash and seen[1] == subject:
            return Outcome.UNCHANGED
        kept = self._guard.marked(subject, item.place[0], item.payload)
        rows[item.place] = _row(subject, item._replace(payload=kept))
        self.touched.add(subject)
        return Outcome.CHANGED if seen else Outcome.NEW

    def _update(self, number: int, subject: int, item: ReadyRecord) -> Outcome:
        """Overwrite what the source said; what was decided here (as withheld, corrected, repaired) stays."""
        row = self.session.get_one(RecordRow, number)
        kept, said = decode_record(row.payload), decode_record(item.payload)
        fresh = msgspec.structs.replace(
            said,
            id=kept.id,
            content=as_corrected(kept, told_anew(kept, said)),
            withheld=standing_withholding(kept, said),
            objection_since=said.objection_since or kept.objection_since,
            reviewed=kept.reviewed,  # counts for the text that was looked at, and for no other
            repaired=kept.repaired,
            republished_on=kept.republished_on,
            corrected=kept.corrected,
        )
        fresh = marked(fresh, self._guard.keeps_out(subject, item.place[0], item.payload))
        self.touched |= {row.subject_id, subject}
        row.subject_id, row.hash, row.payload = subject, item.hash, encode(fresh)
        row.effective_on, row.published_on = fresh.provenance.effective_on, fresh.provenance.published_on
        row.withheld = fresh.withheld.ground.value if fresh.withheld else None
        self.session.flush()
        self._known[item.place] = (number, item.hash, subject)
        return Outcome.CHANGED

    def _wait(self, item: ReadyRecord, waiting: dict[Place, _Row]) -> Outcome:
        known = self._waiting.get(item.place)
        if known and known[1:] == (item.hash, item.codes[0]):
            return Outcome.WAITING
        if known:
            self.session.execute(delete(Waiting).where(Waiting.no == known[0]))
        code, second = (*item.codes, None)[:2]
        waiting[item.place] = (code, second, *item.place, item.hash, item.payload)
        return Outcome.WAITING


def as_corrected(kept: Record, content: AnyContent) -> AnyContent:
    """What a source tells anew, without an error that was corrected here."""
    return content if kept.corrected is None else objection_fields.carried(content, kept.corrected)


def standing_withholding(kept: Record | NoticeFacts, said: Record | NoticeFacts) -> Withholding | None:
    """Whether something told anew stays withheld.

    A decision taken here stands until it is taken back here, or the source states one of its own. What
    the detector found counts for its text alone: it looked at the new one, and a text that a person let
    pass is not held back again.
    """
    decided = None if _found(kept.withheld) else kept.withheld
    if said.withheld is None:
        return decided
    if not _found(said.withheld):
        return said.withheld
    passed = kept.withheld is None and kept.reviewed is not None and kept.content == said.content
    return None if passed else decided or said.withheld


def _found(withheld: Withholding | None) -> bool:
    """Whether it is the detector's finding, and nobody's decision."""
    return withheld is not None and withheld.ground is WithholdingGround.DETECTOR


def _row(subject: int, item: ReadyRecord) -> _Row:
    """A row of the records table, in the order of `RECORD_COLUMNS`."""
    dates = (item.effective_on, item.published_on)
    return (item.id, subject, *item.place, item.hash, *dates, item.withheld, item.payload)


def _stored(
    session: Session, model: type[RecordRow] | type[Waiting], owner: Any, places: Iterable[Place]
) -> dict[Place, tuple[int, bytes, Any]]:
    """Rows there are already: by place their number, hash and owner."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for kind, source, source_id in places:
        grouped.setdefault((kind, source), []).append(source_id)
    found: dict[Place, tuple[int, bytes, Any]] = {}
    connection = session.connection()
    for (kind, source), ids in grouped.items():
        query = select(model.source_id, model.no, model.hash, owner).where(
            tuple_(model.kind, model.source) == (kind, source),
            among(connection, model.source_id, sorted(ids)),
        )
        for source_id, number, known, owned in session.execute(query):
            found[kind, source, source_id] = (number, known, owned)
    return found


def _any_waits(session: Session) -> bool:
    return session.scalar(select(Waiting.no).limit(1)) is not None


def attach(session: Session, codes: dict[str, int]) -> tuple[int, set[int]]:
    """Give waiting records to the subjects that have come: how many there were, and whose dossiers change.

    A record that is held already moves: what waits was said later.
    """
    if not codes or not _any_waits(session):
        return 0, set()
    connection = session.connection()
    named = among(connection, Waiting.code, codes) | among(connection, Waiting.second_code, codes)
    rows = session.scalars(select(Waiting).where(named).order_by(Waiting.no)).all()
    arrived = [_arrived(row.code if row.code in codes else row.second_code or "", row) for row in rows]
    session.execute(delete(Waiting).where(among(connection, Waiting.no, [row.no for row in rows])))
    batch = RecordBatch(session, arrived)
    batch.write()
    return len(rows), batch.touched


def _arrived(code: str, row: Waiting) -> ReadyRecord:
    """A waiting record, now that `code` is known."""
    record = msgspec.structs.replace(decode_record(row.payload), id=new_id())
    said = record.provenance
    return ReadyRecord(
        (code,),
        (row.kind, row.source, row.source_id),
        row.hash,
        record.id,
        said.effective_on.isoformat(),
        said.published_on.isoformat(),
        record.withheld.ground.value if record.withheld else None,
        encode(record),
    )
