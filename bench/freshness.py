"""From a committed change to a hit in another process: the follower runs as it does in production."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.load import BenchError
from bench.report import Section, percentile
from credit.domain.clock import SystemClock
from credit.domain.records import Registration
from credit.domain.values import Agency, Provenance
from credit.domain.vocabulary import Status, SubjectClass
from credit.services import registrations
from credit.services.context import Context
from search.engine import SearchReader
from search.query import Query

ROOT = Path(__file__).resolve().parent.parent
CHANGES = 150
PATIENCE = 20.0
STEADY = 400
PACE = 20  # changes a second
_LETTERS = "ABCDEFGHJKLMNPQRTUWXY0123456789"


@contextmanager
def follower(portal: Mapping[str, str]) -> Iterator[None]:
    """The process that carries the change log into the index."""
    command = [sys.executable, "-m", "web.cli", "follow"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **portal}, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


def measure(portal: Mapping[str, str], ctx: Context, reader: SearchReader) -> Section:
    """Register and rename enterprises one by one; each time wait until this process finds the name."""
    with follower(portal):
        _until_found(ctx, reader, subject(0))
        took = [_until_found(ctx, reader, subject(number)) for number in range(1, CHANGES + 1)]
    section = Section(
        "Change to findable", note=f"{CHANGES} changes one by one, found by a reader in another process."
    )
    p99 = percentile(took, 0.99) * 1000
    section.add("p50", f"{percentile(took, 0.5) * 1000:.0f} ms")
    section.add("p99", f"{p99:.0f} ms", "≤ 300 ms", p99 <= 300)
    return section


def steady(title: str, portal: Mapping[str, str], ctx: Context, reader: SearchReader, bar: float) -> Section:
    """Changes at a pace, whether the ones before are found or not; one reader looks for all that wait."""
    waiting: dict[str, float] = {}
    took: list[float] = []
    with follower(portal):
        _until_found(ctx, reader, subject(0, "steady"))
        began = time.perf_counter()
        for number in range(1, STEADY + 1):
            one = subject(2 * number, "steady")
            registrations.put(ctx, one)
            waiting[one.name] = time.perf_counter()
            while time.perf_counter() < began + number / PACE:
                _look_for(waiting, took, ctx, reader)
        end = time.perf_counter() + PATIENCE
        while waiting and time.perf_counter() < end:
            _look_for(waiting, took, ctx, reader)
    if waiting:
        raise BenchError(f"{len(waiting)} changes were not found within {PATIENCE:.0f} s")
    section = Section(title, note=f"{STEADY} changes, {PACE} a second, found by a reader in another process.")
    p99 = percentile(took, 0.99)
    section.add("p50", f"{percentile(took, 0.5) * 1000:.0f} ms")
    section.add("p99", f"{p99 * 1000:.0f} ms", f"≤ {bar * 1000:,.0f} ms", p99 <= bar)
    return section


def _look_for(waiting: dict[str, float], took: list[float], ctx: Context, reader: SearchReader) -> None:
    """Ask for the last change, else for the first: the log is followed in its order, so that with the last
    one all are there. Looking for each would measure the one who looks."""
    if not waiting:
        time.sleep(0.002)
        return
    *_, last = waiting
    if _found(last, ctx, reader):
        now = time.perf_counter()
        took += [now - committed for committed in waiting.values()]
        waiting.clear()
    elif len(waiting) > 1 and _found(first := next(iter(waiting)), ctx, reader):
        took.append(time.perf_counter() - waiting.pop(first))


def _found(name: str, ctx: Context, reader: SearchReader) -> bool:
    return any(hit.card.name == name for hit in reader.search(Query(name, ctx.clock.today())).hits)


def subject(number: int, run: str = "") -> Registration:
    """A new enterprise, or (every second time) the one before under a new name.

    In a run of its own names are others each time, so that nothing is found that was there before.
    """
    rng = random.Random(f"{run}{time.time_ns() if run else ''}{number}")
    brand = "".join(chr(rng.randrange(0x5000, 0x8000)) for _ in range(5))
    now = SystemClock().now()
    today = now.date()
    return Registration(
        provenance=Provenance(
            agency=Agency("新疆维吾尔自治区市场监督管理局"),
            source="bench",
            source_id=f"bench-{number // 2}",
            effective_on=today,
            published_on=today,
            received_at=now,
        ),
        name=f"新疆{brand}测试有限公司",
        subject_class=SubjectClass.COMPANY,
        status=Status.OPERATING,
        registration_no=f"6500000500{number // 2:05d}",
        established_on=today,
        division="650100",
    )


def _until_found(ctx: Context, reader: SearchReader, registration: Registration) -> float:
    registrations.put(ctx, registration)
    committed = time.perf_counter()
    query = Query(registration.name, ctx.clock.today())
    while time.perf_counter() - committed < PATIENCE:
        if any(hit.card.name == registration.name for hit in reader.search(query).hits):
            return time.perf_counter() - committed
        time.sleep(0.002)
    raise BenchError(f"a change was not found within {PATIENCE:.0f} s")
