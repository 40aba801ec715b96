"""The follower over a real engine: order, restarts, failures, rebuilds."""

from collections.abc import Iterator, Sequence

import pytest

from search.document import Replacement
from search.errors import SearchUnavailableError
from search.factory import open_reader, open_writer
from search.follower import Follower
from tests.contract.search.conftest import Engine
from tests.contract.search.region import alone, ask, enterprise, named


class Log:
    """A change log in memory: what changed, and what each parent is now."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, str]] = []
        self.now: dict[str, Replacement] = {}
        self.broken = False

    def write(self, key: str, name: str | None) -> None:
        version = self.now[key].version + 1 if key in self.now else 1
        self.now[key] = alone(enterprise(name, key), version) if name else Replacement(key, version)
        self.rows.append((len(self.rows) + 1, key))

    def head(self) -> int:
        return len(self.rows)

    def after(self, seq: int, limit: int) -> Sequence[tuple[int, str]]:
        if self.broken:
            raise OSError("database gone")
        return self.rows[seq : seq + limit]

    def replacement(self, key: str) -> Replacement:
        return self.now[key]

    def everything(self) -> Iterator[Replacement]:
        yield from list(self.now.values())


@pytest.fixture
def log() -> Log:
    log = Log()
    for n in range(25):
        log.write(f"k{n % 10}", f"喀什果业{n}号商店")
    log.write("k3", None)
    return log


def test_the_index_becomes_what_the_log_says(engine: Engine, log: Log) -> None:
    follower = Follower(log, engine.writer, batch=4)
    assert follower.lag().behind == 26
    assert follower.drain() == 26
    assert follower.lag().behind == 0
    assert sorted(named(engine.reader.search(ask("")))) == sorted(
        r.documents[0].card.name for r in log.now.values() if r.documents
    )
    assert follower.step() == 0


def test_a_restart_goes_on_where_the_last_commit_ended(engine: Engine, log: Log) -> None:
    Follower(log, engine.writer, batch=10).step()
    engine.writer.close()
    writer = open_writer(engine.url)
    try:
        follower = Follower(log, writer)
        assert follower.lag().position == 10
        assert follower.drain() == 16
        assert open_reader(engine.url).health().position == 26
    finally:
        writer.close()


def test_repeated_and_late_deliveries_change_nothing(engine: Engine, log: Log) -> None:
    follower = Follower(log, engine.writer)
    follower.drain()
    before = named(engine.reader.search(ask("")))
    log.rows += [(len(log.rows) + 1 + n, key) for n, key in enumerate(("k1", "k3", "k1"))]
    follower.drain()
    assert named(engine.reader.search(ask(""))) == before
    assert follower.lag().behind == 0


def test_a_failing_source_is_tried_again(engine: Engine, log: Log) -> None:
    follower = Follower(log, engine.writer)
    log.broken = True
    seen: list[str | None] = []

    def stopped() -> bool:
        if log.broken and len(seen) == 2:
            log.broken = False
        seen.append(follower.lag().error)
        return follower.lag().behind == 0

    follower.run(stopped)
    assert "database gone" in seen
    assert follower.lag().error is None
    assert engine.reader.health().position == 26


def test_the_follower_knows_how_long_it_has_been_quiet(engine: Engine, log: Log) -> None:
    follower, quiet = Follower(log, engine.writer), list[int]()

    def idle(looks: int) -> None:
        quiet.append(looks)
        if len(quiet) == 3:
            log.write("k1", "喀什果业新名商店")

    follower.run(lambda: len(quiet) == 5, idle)
    assert quiet == [1, 2, 3, 1, 2]
    assert follower.lag().behind == 0


def test_a_failing_engine_is_tried_again_and_takes_nothing_half(engine: Engine, log: Log) -> None:
    class Flaky:
        """The real writer, unavailable at first."""

        failures = 2

        def __getattr__(self, name: str) -> object:
            return getattr(engine.writer, name)

        def apply(self, changes: object, position: int, generation: str | None = None) -> int:
            if self.failures:
                self.failures -= 1
                raise SearchUnavailableError("disk full")
            return engine.writer.apply(changes, position, generation)  # type: ignore[arg-type]

    follower = Follower(log, Flaky())  # type: ignore[arg-type]
    follower.run(lambda: follower.lag().behind == 0)
    assert engine.reader.health().position == 26


def test_a_rebuild_holds_what_changed_meanwhile(engine: Engine, log: Log) -> None:
    def reading() -> Iterator[Replacement]:
        yield from log.everything()
        log.write("k3", None)
        log.write("late", "喀什迟到商店")

    follower = Follower(log, engine.writer)
    generation = follower.rebuild(reading(), log.head())
    assert engine.reader.health().generation == generation
    assert follower.lag().behind == 0
    assert "喀什迟到商店" in named(engine.reader.search(ask("")))


class Restless(Log):
    """A log to which something is written whenever it is read."""

    def after(self, seq: int, limit: int) -> Sequence[tuple[int, str]]:
        found = super().after(seq, limit)
        self.write("busy", f"喀什第{len(self.rows)}次改名商店")
        return found


def test_a_rebuild_ends_although_the_log_never_rests(engine: Engine) -> None:
    log = Restless()
    for n in range(5):
        log.write(f"k{n}", f"喀什果业{n}号商店")
    follower = Follower(log, engine.writer, batch=2)
    generation = follower.rebuild(log.everything(), log.head())
    assert engine.reader.health().generation == generation
    follower.drain()
    assert follower.lag().behind <= 2
    assert follower.lag().position >= 5
