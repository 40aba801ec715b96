"""A server that dies at any moment loses nothing that it said was kept.

A few kills in the suite; `PORTAL_KILLS=200 pytest …/test_kills.py` does as many as one likes.
"""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from random import Random

from credit.db.session import Sessions
from credit.services import audit
from credit.services.annual_reports import drafts, submitting
from tests.fixtures.reports import context, fill, register, versions

KILLS = int(os.environ.get("PORTAL_KILLS", "4"))
FILLER = Path(__file__).with_name("filler.py")
ROOT = Path(__file__).parents[3]


def test_kills_at_random_moments_lose_nothing(lone_sessions: Sessions) -> None:
    ctx = context(lone_sessions, date(2024, 3, 3))
    key, random = register(ctx), Random(7)
    drafts.begin(ctx, key, 2023)
    for _ in range(KILLS):
        said = killed_after(str(lone_sessions.engine.url), key, random.uniform(0.05, 0.6))
        kept = drafts.find(ctx, key, 2023)
        assert kept is not None
        for what, number in said.items():
            found = (
                kept.answers.of("finance", "revenue")
                if what == "field"
                else kept.answers.of("contact", "phone")
            )
            assert int(found.removeprefix("0991-")) >= number, (what, number, found)
    with lone_sessions.read() as session:
        assert audit.broken_at(session) is None
    done = submitting.submit(ctx, key, 2023, fill(ctx, key, 2023).id)
    assert [one.receipt for one in versions(ctx, key, 2023)] == [done.receipt]


def killed_after(url: str, key: str, seconds: float) -> dict[str, int]:
    """The newest numbers that the process said were kept, by what was kept."""
    command = [sys.executable, str(FILLER), url, key, "2023"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert process.stdout is not None
    first = process.stdout.readline()  # it has begun to write
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    lines = [line.split() for line in (first + rest).decode().splitlines() if line.count(" ") == 1]
    assert lines
    return {what: int(number) for what, number in lines}
