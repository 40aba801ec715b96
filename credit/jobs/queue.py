"""The queue of background work, on Huey: a file for one machine, Redis for many.

What is to be done stands in the database. The queue only says "look now", so that a message leaves at
once rather than at the next regular look; a job that is lost with the queue is found by that look.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

log = logging.getLogger(__name__)

SCHEMES = "sqlite:///absolute/path or redis://host:port/number"
POLL = 0.5  # seconds at most between looks into a queue that is a file


class Work(StrEnum):
    """What can be woken. Each is safe to do twice, and at the same time in two places."""

    POST = "post"  # messages that are due leave
    REMIND = "remind"  # duties that come due are announced
    SWEEP = "sweep"  # dossiers whose day has come are renewed
    WATCH = "watch"  # owners are told of changes of registration
    CASES = "cases"  # cases near their last day are carried upwards, waiting ones given to somebody
    TELL = "tell"  # others who keep copies are told of repairs
    CHECKS = "checks"  # commitments to be looked at are opened, by their day and by lot
    DECIDE = "decide"  # repairs that an officer decided together get their decisions
    CHANCES = "chances"  # who could apply for a repair is found out, once a day


REGULAR = {
    Work.POST: "*",
    Work.WATCH: "*",
    Work.SWEEP: "*/10",
    Work.REMIND: "7,37",
    Work.CASES: "4,14,24,34,44,54",
    Work.TELL: "*",
    Work.CHECKS: "17",
    Work.DECIDE: "*",
    Work.CHANCES: "13",
}  # minutes of each hour


class Queue:
    """A queue that this process puts work into, and works off if it was given the duties."""

    def __init__(self, url: str, duties: Mapping[Work, Callable[[], None]] | None = None) -> None:
        """Raises ValueError for an address of no known queue. Nothing is connected yet."""
        self.huey = _open(url)
        self._duties = dict(duties or {})
        self._work = self.huey.task(name="portal_work")(self._do)
        if duties is not None:
            for work in self._duties:
                self._repeat(work)

    def wake(self, works: Iterable[str]) -> None:
        """Ask for work to be looked at now. Never fails: a queue that is gone costs a minute, no more."""
        for name in works:
            try:
                self._work(name)
            except Exception:
                log.warning("the queue does not answer, the next regular look does the work: %s", name)

    def _do(self, name: str) -> None:
        duty = self._duties.get(Work(name))
        if duty is None:
            log.warning("nobody here does this work: %s", name)
            return
        duty()

    def _repeat(self, work: Work) -> None:
        def look() -> None:
            self._do(work.value)

        self.huey.periodic_task(crontab(minute=REGULAR[work]), name=f"portal_look_{work.value}")(look)

    def close(self) -> None:
        """Give back the connection or file of this thread."""
        self.huey.storage.close()


class Waker:
    """Wakes work from a process that only serves: the queue is opened when the first thing is to be done."""

    def __init__(self, url: str) -> None:
        """Raises ValueError for an address of no known queue."""
        _scheme(url)
        self._url = url
        self._queue: Queue | None = None

    def __call__(self, works: Iterable[str]) -> None:
        """Ask for work to be looked at now; never fails."""
        try:
            self._queue = self._queue or Queue(self._url)
        except Exception:
            log.warning("the queue cannot be opened, the next regular look does the work")
            return
        self._queue.wake(works)


class Workers:
    """Threads that work a queue off inside this process, until stopped."""

    def __init__(self, queue: Queue, count: int = 2) -> None:
        self._consumer = _Embedded(queue.huey, workers=count, max_delay=POLL, shutdown_timeout=10)
        self._thread = Thread(target=self._consumer.run, name="queue", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Let what is running finish, for at most ten seconds. Who stops at once waits until all have begun:
        a thread that has not begun cannot be waited for."""
        self._consumer.begun.wait(10)
        self._consumer.stop(graceful=True)
        self._thread.join(timeout=10)


class _Embedded(Consumer):  # type: ignore[misc]
    """Signals belong to the process that serves; it tells us when to stop. begun: all its threads are."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.begun = Event()

    def _set_signal_handlers(self) -> None:
        self.begun.set()  # the last thing a consumer does when it begins


def _scheme(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme in ("redis", "rediss", "unix"):
        return parts.scheme
    if parts.scheme == "sqlite" and not parts.netloc and parts.path.startswith("/"):
        return parts.scheme
    raise ValueError(f"PORTAL_QUEUE_URL={url!r}: {SCHEMES} is needed")


def _open(url: str) -> Huey:
    if _scheme(url) != "sqlite":
        return RedisHuey("portal", url=url, results=False, utc=True)
    path = Path(unquote(urlsplit(url).path))
    path.parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("portal", filename=str(path), results=False, utc=True)
