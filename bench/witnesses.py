"""Who is there while the engine is in trouble: readers that note what they met, and a writer of changes."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread

from bench.freshness import subject
from bench.report import percentile
from credit.services import registrations
from credit.services.context import Context

PAUSE = 0.05  # seconds between the requests of one reader
CHANGES_A_SECOND = 10
FALLBACK = "搜索正在恢复".encode()


class Phase(StrEnum):
    """What happens to the engine."""

    CALM = "nothing happens"
    REBUILT = "index built anew"
    PAUSED = "server paused"
    RESUMED = "server goes on"
    KILLED = "server killed"
    RESTARTED = "server restarted"


@dataclass(frozen=True, slots=True)
class Answer:
    """One request. status: 0 where there was no answer; fallback: the page was made without the engine."""

    phase: Phase
    page: str
    status: int
    seconds: float
    fallback: bool


@dataclass(slots=True)
class Outcome:
    """What readers met, and how index and register differ in the end."""

    answers: list[Answer] = field(default_factory=list)
    changes: int = 0
    differences: list[str] = field(default_factory=list)
    recovered: dict[Phase, float] = field(default_factory=dict)  # seconds until searches were answered

    def of(self, page: str, *phases: Phase) -> list[Answer]:
        """Answers of a page in some phases, in all by default."""
        return [one for one in self.answers if one.page == page and (not phases or one.phase in phases)]

    @property
    def failed(self) -> list[Answer]:
        """Requests that had no answer or one that is not 200."""
        return [one for one in self.answers if one.status != 200]

    def p95(self, page: str, *phases: Phase) -> float:
        """Seconds within which 95 of 100 answers came."""
        return percentile([one.seconds for one in self.of(page, *phases)], 0.95)


class Readers:
    """Threads that read without a pause longer than PAUSE, and note what they met."""

    def __init__(self, port: int, outcome: Outcome, searches: Sequence[str], pages: Sequence[str]) -> None:
        self.phase = Phase.CALM
        self._port = port
        self._outcome = outcome
        self._stop = Event()
        kinds = (("search", searches), ("enterprise", pages)) * 2
        self._threads = [
            Thread(target=self._read, args=(page, paths, number), daemon=True)
            for number, (page, paths) in enumerate(kinds)
        ]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def _read(self, page: str, paths: Sequence[str], seed: int) -> None:
        rng = random.Random(seed)
        connection = HTTPConnection("127.0.0.1", self._port, timeout=20)
        while not self._stop.is_set():
            phase, began = self.phase, time.perf_counter()
            status, body = get(connection, rng.choice(paths))
            took = time.perf_counter() - began
            self._outcome.answers.append(Answer(phase, page, status, took, FALLBACK in body))
            self._stop.wait(PAUSE)
        connection.close()


def get(connection: HTTPConnection, path: str) -> tuple[int, bytes]:
    """Status and body; 0 where there was no answer."""
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (HTTPException, OSError):
        connection.close()
        return 0, b""


class Changes:
    """A thread that registers and renames enterprises, some a second, whatever the engine does."""

    def __init__(self, ctx: Context, outcome: Outcome) -> None:
        self._ctx = ctx
        self._outcome = outcome
        self._stop = Event()
        self._thread = Thread(target=self._write, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(30)

    def _write(self) -> None:
        while not self._stop.wait(1 / CHANGES_A_SECOND):
            registrations.put(self._ctx, subject(self._outcome.changes))
            self._outcome.changes += 1
