"""The queue wakes work at once, on a file and on a real Redis; what it loses, the regular look finds."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest
from huey import crontab

from credit.db.session import Sessions, wake
from credit.jobs.queue import REGULAR, Queue, Waker, Work, Workers

WITHIN = 5.0


@pytest.fixture(params=["sqlite", "redis"])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite://{tmp_path}/queue.db"
    base: str = request.getfixturevalue("redis_url")
    return f"{base}?db={abs(hash(request.node.name)) % 16}"


@pytest.fixture
def running() -> Iterator[Callable[[Queue], Workers]]:
    started: list[Workers] = []

    def start(queue: Queue) -> Workers:
        started.append(Workers(queue))
        started[-1].start()
        return started[-1]

    yield start
    for workers in started:
        workers.stop()


def test_another_process_s_wake_starts_the_work(queue_url: str, running: Callable[[Queue], Workers]) -> None:
    done = Event()
    running(Queue(queue_url, {Work.POST: done.set}))
    Queue(queue_url).wake([Work.POST])
    assert done.wait(WITHIN)


def test_what_was_woken_while_nobody_worked_is_done_later(
    queue_url: str, running: Callable[[Queue], Workers]
) -> None:
    done = Event()
    Queue(queue_url).wake([Work.SWEEP])
    running(Queue(queue_url, {Work.SWEEP: done.set}))
    assert done.wait(WITHIN)


def test_workers_may_be_stopped_while_they_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workers = Workers(Queue(f"sqlite:///{tmp_path / 'queue'}"))
    scheduler = workers._consumer.scheduler
    begin, asked = scheduler.start, Event()

    def late() -> None:
        asked.set()
        Event().wait(0.3)
        begin()

    monkeypatch.setattr(scheduler, "start", late)
    workers.start()
    assert asked.wait(WITHIN)
    workers.stop()
    assert not any(thread.is_alive() for _, thread in workers._consumer.worker_threads)


def test_a_duty_that_fails_does_not_stop_the_next(
    queue_url: str, running: Callable[[Queue], Workers]
) -> None:
    done = Event()

    def fail() -> None:
        raise RuntimeError("on purpose")

    running(Queue(queue_url, {Work.POST: fail, Work.SWEEP: done.set}))
    Queue(queue_url).wake([Work.POST, Work.SWEEP])
    assert done.wait(WITHIN)


def test_each_duty_is_looked_at_regularly() -> None:
    queue = Queue("redis://127.0.0.1:1/0", {work: lambda: None for work in Work})
    looks = {type(task).__name__ for task in queue.huey._registry.periodic_tasks}
    assert looks == {f"portal_look_{work.value}" for work in Work}
    assert set(REGULAR) == set(Work)
    assert all(crontab(minute=minute) for minute in REGULAR.values())


def test_a_queue_that_is_gone_does_not_hurt_who_wakes() -> None:
    began = time.monotonic()
    Queue("redis://127.0.0.1:1/0").wake([Work.POST])
    assert time.monotonic() - began < WITHIN


def test_a_process_that_only_serves_wakes_others(queue_url: str, running: Callable[[Queue], Workers]) -> None:
    done = Event()
    running(Queue(queue_url, {Work.POST: done.set}))
    Waker(queue_url)([Work.POST])
    assert done.wait(WITHIN)


def test_a_queue_that_cannot_be_opened_hurts_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    Waker(f"sqlite://{tmp_path}/file/queue.db")([Work.POST])


@pytest.mark.parametrize("url", ["", "memory://", "sqlite://relative.db", "file:///x"])
def test_an_address_of_no_queue_is_refused(url: str) -> None:
    for kind in (Queue, Waker):
        with pytest.raises(ValueError, match="PORTAL_QUEUE_URL"):
            kind(url)


def test_work_is_woken_after_the_commit_and_only_then(lone_sessions: Sessions) -> None:
    woken: list[str] = []
    lone_sessions.on_commit = woken.extend
    with lone_sessions.write() as session:
        wake(session, Work.POST)
        wake(session, Work.POST)
        assert woken == []
    assert woken == [Work.POST]
    with suppress(LookupError), lone_sessions.write() as session:
        wake(session, Work.SWEEP)
        raise LookupError
    assert woken == [Work.POST]
