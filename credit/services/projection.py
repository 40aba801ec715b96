"""From facts to dossiers: the only code that calls the gate and writes what it lets through.

`publish` makes the dossiers of some subjects inside the caller's transaction, each with its row in
the change log; a dossier whose public content did not change gets none. `project_marked` is the pass
over dirty marks after a bulk load; `sweep` renews dossiers whose `valid_until` has come.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from multiprocessing import get_context
from operator import itemgetter
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.bulk import among, insert_rows, next_numbers
from credit.db.models import (
    ChangeRow,
    Dictionary,
    Dirty,
    DossierRow,
    Recent,
    RecordRow,
    Subject,
    moment_text,
)
from credit.db.session import Sessions
from credit.disclosure import project
from credit.domain.clock import Clock
from credit.domain.dossier import Dossier
from credit.domain.errors import NotFoundError
from credit.domain.records import EnterpriseFacts
from credit.services.batches import mark_dirty
from credit.services.codec import (
    Packer,
    decode_record,
    decode_registration,
    dossier_digest,
    encode,
    load_packer,
    train,
)

CHUNK = 4_000  # subjects in one transaction of the pass
PIECE = 250  # subjects handed to a worker at once
SAMPLES = 2_000  # dossiers a dictionary is trained on
ENOUGH = 500  # fewer than this are not worth a dictionary
POOL_FROM = 20_000  # marks from which starting workers pays
RECENT_DAYS = 31
OPEN_END = date(9999, 12, 31)
DOSSIER, GONE = "dossier", "gone"

Raw = tuple[int, str, bytes, tuple[bytes, ...]]  # subject, key, registration, records


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier ready to be written. blob is None when nothing may be public."""

    subject: int
    key: str
    name: str
    valid_until: date | None
    digest: bytes
    blob: bytes | None
    recent: tuple[tuple[str, date, date, int], ...]


def facts_of(raw: Raw) -> EnterpriseFacts:
    """Facts from their stored form."""
    _, key, registration, records = raw
    return EnterpriseFacts(
        key=key,
        registration=decode_registration(registration),
        records=tuple(map(decode_record, records)),
    )


def dossier_of(raw: Raw, on: date) -> Dossier | None:
    """What the public may know on that day; None: nothing at all."""
    try:
        return project(facts_of(raw), on)
    except NotFoundError:
        return None


def read_facts(session: Session, subjects: Iterable[int]) -> list[Raw]:
    """Stored facts of subjects, in the order of their numbers."""
    connection = session.connection()
    listed = list(subjects)
    rows = session.execute(
        select(RecordRow.subject_id, RecordRow.payload)
        .where(among(connection, RecordRow.subject_id, listed))
        .order_by(RecordRow.subject_id, RecordRow.no)
    )
    records = {
        subject: tuple(payload for _, payload in group) for subject, group in groupby(rows, itemgetter(0))
    }
    query = select(Subject.id, Subject.key, Subject.payload).where(among(connection, Subject.id, listed))
    return [
        (number, key, payload, records.get(number, ()))
        for number, key, payload in session.execute(query.order_by(Subject.id))
    ]


def _recent(dossier: Dossier, on: date) -> tuple[tuple[str, date, date, int], ...]:
    since = on - timedelta(days=RECENT_DAYS)
    days = sorted(
        (record.kind.value, record.source.published_on, record.until or OPEN_END)
        for record in dossier.records
        if since <= record.source.published_on <= on
    )
    return tuple((*day, len(list(group))) for day, group in groupby(days))


def make(raw: Raw, on: date, packer: Packer) -> Made:
    """Project one subject and pack the result."""
    dossier = dossier_of(raw, on)
    if dossier is None:
        return Made(raw[0], raw[1], "", None, b"", None, ())
    return Made(
        raw[0],
        raw[1],
        dossier.registered.name,
        dossier.valid_until,
        dossier_digest(dossier),
        packer.pack(dossier),
        _recent(dossier, on),
    )


_worker_packer = Packer()


def _start_worker(dictionaries: tuple[bytes, ...]) -> None:
    global _worker_packer
    _worker_packer = Packer(dictionaries)


def _make_piece(piece: Sequence[Raw], on: date) -> list[Made]:
    return [make(raw, on, _worker_packer) for raw in piece]


def publish(session: Session, subjects: Iterable[int], clock: Clock, pool: Executor | None = None) -> int:
    """Write the dossiers of `subjects` and their change rows; how many changed publicly.

    The subjects' rows are locked first, so that of two writers the later one sees the other's facts.
    """
    numbers = sorted(set(subjects))
    _lock(session, numbers)
    raws, today = read_facts(session, numbers), clock.today()
    if pool is None:
        packer = load_packer(session)
        made: Iterable[Made] = (make(raw, today, packer) for raw in raws)
    else:
        pieces = [raws[start : start + PIECE] for start in range(0, len(raws), PIECE)]
        results = pool.map(_make_piece, pieces, [today] * len(pieces))
        made = (one for result in results for one in result)
    return _write(session, list(made), today, clock.now())


def publish_now(session: Session, subjects: Iterable[int], clock: Clock) -> int:
    """`publish`, and take away the marks: for a case that must be public when its transaction is."""
    numbers = sorted(set(subjects))
    _clear_marks(session, numbers)
    return publish(session, numbers, clock)


def _write(session: Session, made: list[Made], today: date, now: datetime) -> int:
    connection = session.connection()
    numbers = [one.subject for one in made]
    known = {
        number: (version, digest)
        for number, version, digest in session.execute(
            select(DossierRow.subject_id, DossierRow.version, DossierRow.digest).where(
                among(connection, DossierRow.subject_id, numbers)
            )
        )
    }
    rows, changed = [], []
    for one in made:
        version, digest = known.get(one.subject, (0, None))
        if digest != one.digest and (digest is not None or one.blob is not None):
            version += 1
            changed.append((one, version))
        until = one.valid_until.isoformat() if one.valid_until else None
        rows.append((one.subject, version, one.name, today.isoformat(), until, one.digest, one.blob))
    columns = ("subject_id", "version", "name", "projected_on", "valid_until", "digest", "blob")
    insert_rows(connection, DossierRow.__table__, columns, rows, replace=columns[1:])
    _write_recent(session, made, [number for number in numbers if number in known])
    _write_changes(session, changed, now)
    return len(changed)


def _write_recent(session: Session, made: list[Made], known: list[int]) -> None:
    connection = session.connection()
    if known:
        session.execute(delete(Recent).where(among(connection, Recent.subject_id, known)))
    rows = [
        (one.subject, kind, day.isoformat(), until.isoformat(), count)
        for one in made
        for kind, day, until, count in one.recent
    ]
    insert_rows(connection, Recent.__table__, ("subject_id", "kind", "day", "until", "count"), rows)


def _write_changes(session: Session, changed: list[tuple[Made, int]], now: datetime) -> None:
    if not changed:
        return
    connection = session.connection()
    first = next_numbers(connection, "changes", len(changed))
    at = moment_text(now)
    rows = [
        (first + place, DOSSIER if one.blob is not None else GONE, one.key, version, at)
        for place, (one, version) in enumerate(changed)
    ]
    insert_rows(connection, ChangeRow.__table__, ("seq", "kind", "key", "version", "at"), rows)


def project_marked(
    sessions: Sessions, clock: Clock, progress: Callable[[int], None] | None = None, workers: int = 0
) -> int:
    """Make the dossiers of all marked subjects; how many were looked at.

    Killed at any moment it loses nothing: a mark goes in the transaction that writes its dossier.
    """
    total = 0
    _train_if_needed(sessions, clock)
    with _pool(sessions, workers) as pool:
        while done := _project_chunk(sessions, clock, pool):
            total += done
            if progress:
                progress(done)
    return total


def _project_chunk(sessions: Sessions, clock: Clock, pool: Executor | None) -> int:
    def work(session: Session) -> int:
        chosen = session.scalars(select(Dirty.subject_id).order_by(Dirty.subject_id).limit(CHUNK)).all()
        if chosen:
            _clear_marks(session, chosen)
            publish(session, chosen, clock, pool)
        return len(chosen)

    return sessions.run(work)


def _clear_marks(session: Session, subjects: Sequence[int]) -> None:
    """Before facts are read: whoever marks one of these again now waits, and that mark stays."""
    _lock(session, subjects)
    session.execute(delete(Dirty).where(among(session.connection(), Dirty.subject_id, subjects)))


def _lock(session: Session, subjects: Sequence[int]) -> None:
    """Hold the subjects' rows, so that of two writers the later one sees the other's facts.

    Records may still be added meanwhile; their marks wait. SQLite has one writer anyway.
    """
    if session.connection().dialect.name == "postgresql":
        rows = select(Subject.id).where(among(session.connection(), Subject.id, subjects))
        session.execute(rows.order_by(Subject.id).with_for_update(key_share=True)).all()


@contextmanager
def _pool(sessions: Sessions, workers: int) -> Iterator[Executor | None]:
    with sessions.read() as session:
        many = session.scalars(select(Dirty.subject_id).limit(POOL_FROM)).all()
        dictionaries = load_packer(session).dictionaries
    if workers < 1 or len(many) < POOL_FROM:
        yield None
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start_worker, (dictionaries,)) as pool:
        yield pool


def _train_if_needed(sessions: Sessions, clock: Clock) -> None:
    with sessions.read() as session:
        if session.scalar(select(Dictionary.id).limit(1)) is not None:
            return
        # Spread over the register: neighbours are often of one source and one kind.
        marked = session.scalars(select(Dirty.subject_id).order_by(Dirty.subject_id)).all()
        chosen = marked[:: max(1, len(marked) // SAMPLES)][:SAMPLES]
        if len(chosen) < ENOUGH:
            return
        dossiers = (dossier_of(raw, clock.today()) for raw in read_facts(session, chosen))
        data = train([encode(dossier) for dossier in dossiers if dossier is not None])
    if data is not None:
        with sessions.write() as session:
            if session.scalar(select(Dictionary.id).limit(1)) is None:
                session.add(Dictionary(data=data))


def sweep(sessions: Sessions, clock: Clock, everything: bool = False) -> int:
    """Renew every dossier whose `valid_until` has come (or all of them); how many were due.

    Also finishes what an interrupted load left marked, and forgets old counts by day.
    """
    today, due = clock.today(), 0
    while numbers := _mark_due(sessions, today, due, everything):
        due = numbers[-1]
    with sessions.write() as session:
        session.execute(delete(Recent).where(Recent.day < today - timedelta(days=RECENT_DAYS)))
    return project_marked(sessions, clock)


def _mark_due(sessions: Sessions, today: date, after: int, everything: bool) -> Sequence[Any]:
    with sessions.write() as session:
        query = select(DossierRow.subject_id).where(DossierRow.subject_id > after)
        if not everything:
            query = query.where(DossierRow.valid_until <= today)
        numbers = session.scalars(query.order_by(DossierRow.subject_id).limit(CHUNK)).all()
        mark_dirty(session.connection(), numbers)
    return numbers
