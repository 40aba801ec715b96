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
        _until_found(ctx, reader, _subject(0))
        took = [_until_found(ctx, reader, _subject(number)) for number in range(1, CHANGES + 1)]
    section = Section(
        "Change to findable", note=f"{CHANGES} changes one by one, found by a reader in another process."
    )
    p99 = percentile(took, 0.99) * 1000
    section.add("p50", f"{percentile(took, 0.5) * 1000:.0f} ms")
    section.add("p99", f"{p99:.0f} ms", "≤ 300 ms", p99 <= 300)
    return section


def _subject(number: int) -> Registration:
    """A new enterprise, or (every second time) the one before under a new name."""
    rng = random.Random(number)
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
