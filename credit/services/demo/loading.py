"""Loading the invented region through the same write road as any import: `credit.services.batches`.

Where a load stands is kept in the database beside the rows it wrote, in the same transaction, so a
killed load goes on where it stopped and a finished one is recognised.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from credit.db.models import Counter, Dirty, Subject
from credit.db.session import Sessions
from credit.domain.clock import Clock
from credit.domain.errors import ConflictError
from credit.domain.records import EnterpriseFacts
from credit.services import authority_notices as notices
from credit.services import batches
from credit.services.batches import Incoming
from credit.services.demo import filing
from credit.services.demo.authority_notices import authority_notices
from credit.services.demo.region import CHUNK, Plan, chunk, chunks
from credit.services.projection import project_marked

_SIZE, _SEED, _DAY, _LOADED = "demo-size", "demo-seed", "demo-day", "demo-loaded"
_NAMES = (_SIZE, _SEED, _DAY, _LOADED)
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class State:
    """A region in the database: what was planned and how many subjects of it are there."""

    plan: Plan
    loaded: int

    @property
    def complete(self) -> bool:
        return self.loaded >= self.plan.size


def state(session: Session) -> State | None:
    """The region this database holds, if it holds one."""
    rows = session.execute(select(Counter.name, Counter.value).where(Counter.name.in_(_NAMES)))
    found = {name: value for name, value in rows}  # noqa: C416 - rows are no pairs to the type checker
    if _SIZE not in found:
        return None
    plan = Plan(found[_SIZE], found[_SEED], date.fromordinal(found[_DAY]))
    return State(plan, found[_LOADED])


def settle(sessions: Sessions, size: int, seed: int, clock: Clock) -> State:
    """The region to load: the one that is there, never made smaller, or a new one of today.

    Raises ConflictError `demo.other_data` where the database holds another region or real data.
    """
    with sessions.write() as session:
        there = state(session)
        if there is None:
            if session.scalar(select(Subject.id).limit(1)) is not None:
                raise ConflictError("demo.other_data", size=None, seed=None)
            there = State(Plan(size, seed, clock.today()), 0)
        if there.plan.seed != seed:
            raise ConflictError("demo.other_data", size=there.plan.size, seed=there.plan.seed)
        settled = State(Plan(max(size, there.plan.size), seed, there.plan.today), there.loaded)
        _remember(session, settled)
    return settled


def _remember(session: Session, kept: State) -> None:
    session.execute(delete(Counter).where(Counter.name.in_(_NAMES)))
    values = (kept.plan.size, kept.plan.seed, kept.plan.today.toordinal(), kept.loaded)
    rows = [{"name": name, "value": value} for name, value in zip(_NAMES, values, strict=True)]
    session.execute(insert(Counter), rows)


def load(sessions: Sessions, begun: State, progress: Progress) -> None:
    """Write what is still missing of the region, a chunk to a transaction."""
    loaded = begun.loaded
    for number in chunks(begun.plan):
        skip = max(loaded - number * CHUNK, 0)
        facts = tuple(islice(chunk(begun.plan, number), skip, None)) if skip < CHUNK else ()
        if not facts:
            continue
        with sessions.write() as session:
            _write(session, facts)
            filing.file_earlier(session, facts[: max(filing.MOST - loaded, 0)], begun.plan.today)
            loaded += len(facts)
            _remember(session, State(begun.plan, loaded))
        progress(len(facts))


def _write(session: Session, facts: tuple[EnterpriseFacts, ...]) -> None:
    registrations = [one.registration for one in facts]
    records = [
        Incoming(batches.codes_of(one.registration)[:1], record) for one in facts for record in one.records
    ]
    batches.write(session, registrations, records)


def announce(sessions: Sessions, plan: Plan, clock: Clock) -> int:
    """Keep and publish the region's notices of authorities; how many there are. Safe to repeat."""
    facts = list(authority_notices(plan))
    sessions.run(lambda session: notices.write(session, facts, clock))
    return len(facts)


def publish(sessions: Sessions, clock: Clock, progress: Progress, workers: int = 0) -> int:
    """Project everything that has been loaded and not yet been projected."""
    return project_marked(sessions, clock, progress, workers)


def unpublished(sessions: Sessions) -> int:
    """How many subjects wait for their dossier."""
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(Dirty)) or 0
