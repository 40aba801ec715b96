"""From facts to dossiers: the only code that calls the gate and writes what it lets through.

`publish` makes the dossiers of some subjects inside the caller's transaction, each with its row in
the change log; a dossier whose public content did not change gets none. `project_marked` is the pass
over dirty marks after a bulk load; `sweep` renews dossiers whose `valid_until` has come.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.bulk import among
from credit.db.models import Dictionary, Dirty, DossierRow, Recent, Subject
from credit.db.session import Sessions, open_sessions
from credit.domain.clock import Clock
from credit.services import dossiers
from credit.services.batches import mark_dirty
from credit.services.codec import Packer, encode, load_packer, train
from credit.services.crew import Map, crew
from credit.services.dossiers import DOSSIER, GONE, RECENT_DAYS, Made, dossier_of, facts_of, make, read_facts

__all__ = [
    "DOSSIER",
    "GONE",
    "dossier_of",
    "facts_of",
    "project_marked",
    "publish",
    "publish_now",
    "read_facts",
    "sweep",
]

CHUNK = 4_000  # subjects marked in one transaction
PIECE = 1_000  # subjects made at once and written in one transaction
SAMPLES = 2_000  # dossiers a dictionary is trained on
ENOUGH = 500  # fewer than this are not worth a dictionary
POOL_FROM = 20_000  # marks from which starting processes pays

Marks = dict[int, int]  # subject -> its mark when it was found


class _Task(NamedTuple):
    marks: Marks
    on: date


class _Done(NamedTuple):
    task: _Task
    made: list[Made]


def publish(session: Session, subjects: Iterable[int], clock: Clock) -> int:
    """Write the dossiers of `subjects` and their change rows; how many changed publicly.

    The subjects' rows are locked first, so that of two writers the later one sees the other's facts.
    """
    numbers = sorted(set(subjects))
    _lock(session, numbers)
    today = clock.today()
    made = _made(session, numbers, today, load_packer(session))
    return dossiers.write(session, made, today, clock.now())


def publish_now(session: Session, subjects: Iterable[int], clock: Clock) -> int:
    """`publish`, and take away the marks: for a case that must be public when its transaction is."""
    numbers = sorted(set(subjects))
    _lock(session, numbers)  # before facts are read: whoever marks one of these again waits
    _unmark(session, numbers)
    return publish(session, numbers, clock)


def _made(session: Session, subjects: Iterable[int], on: date, packer: Packer) -> list[Made]:
    return [make(raw, on, packer) for raw in read_facts(session, subjects)]


def project_marked(
    sessions: Sessions, clock: Clock, progress: Callable[[int], None] | None = None, workers: int = 0
) -> int:
    """Make the dossiers of all marked subjects; how many were made.

    workers: processes that make them, where there are many; this one writes. Nothing is locked while
    a dossier is made: it is written only if its subject still bears the mark it had before its facts
    were read, and left to the next turn otherwise. Killed at any moment it loses nothing: a mark goes
    in the transaction that writes its dossier. Raises CrewError when a process dies.
    """
    total, there = 0, True
    _train_if_needed(sessions, clock)
    with _maker(sessions, workers) as maker:
        while there:
            there = False
            for done in maker(_tasks(sessions, clock)):
                there = True
                written = _keep(sessions, clock, done)
                total += written
                if progress:
                    progress(written)
    return total


def _tasks(sessions: Sessions, clock: Clock) -> Iterator[_Task]:
    """All marks there are, in order of their subjects."""
    last = 0
    while True:
        with sessions.read() as session:
            query = select(Dirty.subject_id, Dirty.mark).where(Dirty.subject_id > last)
            marks = dict(session.execute(query.order_by(Dirty.subject_id).limit(PIECE)).all())
        if not marks:
            return
        last = max(marks)
        yield _Task(marks, clock.today())


def _keep(sessions: Sessions, clock: Clock, done: _Done) -> int:
    """Write what was made of facts that are still the latest, and take away the marks; how many."""

    def work(session: Session) -> int:
        marks = done.task.marks
        _lock(session, sorted(marks))
        query = select(Dirty.subject_id, Dirty.mark).order_by(Dirty.subject_id).with_for_update()
        found = session.execute(query.where(among(session.connection(), Dirty.subject_id, marks)))
        same = {subject for subject, mark in found if mark == marks[subject]}
        _unmark(session, same)
        made = [one for one in done.made if one.subject in same]
        dossiers.write(session, made, done.task.on, clock.now())
        return len(same)

    return sessions.run(work)


def _unmark(session: Session, subjects: Iterable[int]) -> None:
    session.execute(delete(Dirty).where(among(session.connection(), Dirty.subject_id, subjects)))


def _lock(session: Session, subjects: Sequence[int]) -> None:
    """Hold the subjects' rows, so that of two writers the later one sees the other's facts.

    Records may still be added meanwhile; their marks wait. SQLite has one writer anyway.
    """
    if session.connection().dialect.name == "postgresql":
        rows = select(Subject.id).where(among(session.connection(), Subject.id, subjects))
        session.execute(rows.order_by(Subject.id).with_for_update(key_share=True)).all()


class _Maker:
    """Makes dossiers with its own view of the database: facts as they are when it begins a task."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        with sessions.read() as session:
            self.packer = load_packer(session)

    def make(self, task: _Task) -> _Done:
        with self.sessions.read() as session:
            raws = read_facts(session, task.marks)
        return _Done(task, [make(raw, task.on, self.packer) for raw in raws])


_own: _Maker


def _begin(url: str) -> None:
    global _own
    _own = _Maker(open_sessions(url))


def _work(task: _Task) -> _Done:
    return _own.make(task)


@contextmanager
def _maker(sessions: Sessions, workers: int) -> Iterator[Map[_Task, _Done]]:
    """What makes dossiers of marks: this process, or several where there are many and all see the base."""
    with sessions.read() as session:
        many = len(session.scalars(select(Dirty.subject_id).limit(POOL_FROM)).all()) >= POOL_FROM
    url = sessions.engine.url
    if workers < 1 or not many or url.database in (None, "", ":memory:"):
        here = _Maker(sessions)
        yield lambda tasks: map(here.make, tasks)
        return
    with crew(workers, _work, _begin, url.render_as_string(hide_password=False)) as each:
        yield each


def _train_if_needed(sessions: Sessions, clock: Clock) -> None:
    with sessions.read() as session:
        if session.scalar(select(Dictionary.id).limit(1)) is not None:
            return
        # Spread over the register: neighbours are often of one source and one kind.
        marked = session.scalars(select(Dirty.subject_id).order_by(Dirty.subject_id)).all()
        chosen = marked[:: max(1, len(marked) // SAMPLES)][:SAMPLES]
        if len(chosen) < ENOUGH:
            return
        samples = (dossier_of(raw, clock.today()) for raw in read_facts(session, chosen))
        data = train([encode(dossier) for dossier in samples if dossier is not None])
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
