"""The search index as an operator handles it: hold the writer, build, switch, compare, repair.

Only the holder of a lease in the database may write to the index. A follower gives way when somebody
else asks for it (a build, a repair), and takes over again afterwards.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from threading import Event, Thread

from credit.db.session import Sessions
from credit.domain.clock import Clock
from credit.services import leases
from credit.services.change_source import DossierChanges
from search.engine import Generation, Held, SearchWriter
from search.factory import generations, open_writer
from search.follower import Follower

WRITER, WANTED = "search-writer", "search-writer-wanted"
WAIT = 60.0  # seconds a build waits for the follower to give way
REPAIR_BATCH = 500


class BusyError(RuntimeError):
    """Somebody else writes to the index and does not give way; the text names the holder."""


class GenerationError(RuntimeError):
    """A generation cannot be made live; the text says why."""


@dataclass(slots=True)
class Drift:
    """How index and register differ: keys the index lacks, is behind with, or knows too much of."""

    compared: int = 0
    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    excess: list[Held] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.missing) + len(self.stale) + len(self.excess)


@contextmanager
def sole_writer(
    sessions: Sessions, clock: Clock, search_url: str, wait: float = WAIT
) -> Iterator[SearchWriter]:
    """The index's writer, after the follower gave way. Raises BusyError."""
    me = leases.new_holder()
    with _wanted(sessions, clock, me, wait), _held(sessions, clock, me, wait):
        writer = open_writer(search_url)
        try:
            yield writer
        finally:
            writer.close()


@contextmanager
def _wanted(sessions: Sessions, clock: Clock, me: str, wait: float) -> Iterator[None]:
    _wait_for(sessions, clock, WANTED, me, wait)
    try:
        yield
    finally:
        leases.release(sessions, WANTED, me)


@contextmanager
def _held(sessions: Sessions, clock: Clock, me: str, wait: float) -> Iterator[None]:
    _wait_for(sessions, clock, WRITER, me, wait)
    try:
        with _kept_alive(sessions, clock, me):
            yield
    finally:
        leases.release(sessions, WRITER, me)


def _wait_for(sessions: Sessions, clock: Clock, name: str, me: str, wait: float) -> None:
    end = time.monotonic() + wait
    while not leases.acquire(sessions, clock, name, me):
        if time.monotonic() > end:
            raise BusyError(leases.holder_of(sessions, clock, name) or "?")
        time.sleep(0.1)


@contextmanager
def _kept_alive(sessions: Sessions, clock: Clock, me: str) -> Iterator[None]:
    """Make both leases longer while a long build runs."""
    done = Event()

    def beat() -> None:
        while not done.wait(leases.LENGTH.total_seconds() / 3):
            leases.acquire(sessions, clock, WRITER, me)
            leases.acquire(sessions, clock, WANTED, me)

    thread = Thread(target=beat, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def build(
    sessions: Sessions,
    clock: Clock,
    search_url: str,
    progress: Callable[[int], None] | None = None,
    switch: bool = True,
) -> str:
    """Build a generation from all dossiers, bring it to the head of the log, make it live.

    The log's head is read first: what changes during the build is replayed, and what is delivered
    twice does no harm. A failed or killed build leaves the old generation as it was.
    """
    with sole_writer(sessions, clock, search_url) as writer:
        return rebuild(DossierChanges(sessions, clock), writer, progress, switch)


def rebuild(
    source: DossierChanges,
    writer: SearchWriter,
    progress: Callable[[int], None] | None = None,
    switch: bool = True,
) -> str:
    """`build` with a writer already at hand."""
    follower = Follower(source, writer)
    head = source.head()
    if switch:
        return follower.rebuild(source.everything(), head, progress)
    generation = writer.build(source.everything(), head, progress)
    follower.drain(generation)
    return generation


def switch(sessions: Sessions, clock: Clock, search_url: str, generation: str | None = None) -> str:
    """Make a whole generation live, by default the one kept to go back to; answers its name.

    It replays the log to its head first: what was deleted since it was live stays deleted.
    Raises: LookupError if there is none; GenerationError, OutdatedIndexError if it cannot be used;
    BusyError; SearchUnavailableError.
    """
    with sole_writer(sessions, clock, search_url) as writer:
        source = DossierChanges(sessions, clock)
        name = _named(generations(search_url), generation, source.head())
        replay(source, writer, name)
        return name


def replay(source: DossierChanges, writer: SearchWriter, generation: str) -> None:
    """Bring a whole generation to the head of the log, then make it live."""
    Follower(source, writer).adopt(generation)


def _named(known: Sequence[Generation], wanted: str | None, head: int) -> str:
    if wanted is None:
        kept = usable(known, head)
        if kept is None:
            raise LookupError("no generation is kept that could be gone back to")
        return kept
    for one in known:
        if one.name == wanted:
            if one.position > head:
                raise GenerationError(f"{wanted} holds changes that the register does not have")
            return wanted
    raise LookupError(f"no generation {wanted!r}")


def usable(known: Sequence[Generation], head: int) -> str | None:
    """The newest generation that is not live, of this code's layout, and not ahead of the log."""
    kept = [one.name for one in known if not one.live and one.current and one.position <= head]
    return kept[-1] if kept else None


def drop(sessions: Sessions, clock: Clock, search_url: str, generation: str) -> None:
    """Remove a generation. Raises: LookupError; SearchUnavailableError for the live one; BusyError."""
    with sole_writer(sessions, clock, search_url) as writer:
        writer.drop(generation)


def compare(sessions: Sessions, clock: Clock, search_url: str, repair: bool = False) -> Drift:
    """Hold index and register against each other, after following the log to its head.

    An index of an older layout is built anew if `repair`. Raises: OutdatedIndexError if not.
    """
    source = DossierChanges(sessions, clock)
    with sole_writer(sessions, clock, search_url) as writer:
        if repair and not writer.current():
            rebuild(source, writer)
        Follower(source, writer).drain()
        drift = _drift(source, writer)
        if repair and drift.total:
            _repair(source, writer, drift)
    return drift


def _drift(source: DossierChanges, writer: SearchWriter) -> Drift:
    drift = Drift()
    held = {one.parent: one.version for one in writer.held()}
    for key, version, public in source.versions():
        drift.compared += 1
        found = held.pop(key, None)
        if found is None and public:
            drift.missing.append(key)
        elif found is not None and found < version:
            drift.stale.append(key)
        elif found is not None and found > version:
            drift.excess.append(Held(key, found))
    drift.excess += [Held(parent, version) for parent, version in held.items()]
    return drift


def _repair(source: DossierChanges, writer: SearchWriter, drift: Drift) -> None:
    """Carry over what is behind. An index that knows more than the register is built anew.

    That happens when a register was brought back from an older copy: an engine listens to newer
    versions only, so nothing less would mend it.
    """
    if drift.excess:
        rebuild(source, writer)
        return
    position = writer.position()
    changes = (source.replacement(key) for key in [*drift.missing, *drift.stale])
    while some := list(islice(changes, REPAIR_BATCH)):
        writer.apply(some, position)
