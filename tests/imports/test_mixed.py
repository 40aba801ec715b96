"""Mixed rows with bad ones among them, on both databases; and the same while being killed.

`PORTAL_TEST_ROWS=100000` runs the full size.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from credit.db.models import ChangeRow, Dirty, ImportFile, ImportReject, RecordRow, Subject, Waiting
from credit.db.session import Sessions, open_sessions
from credit.domain.actors import system
from credit.services import projection
from credit.services.context import Context
from credit.services.imports.run import import_file, rejects
from credit.services.notice_reading import NoticeReader
from credit.services.public import PublicReader
from tests.fixtures.facts import CLOCK, code
from tests.fixtures.mixed import Made, write_mixed

ROWS = int(os.environ.get("PORTAL_TEST_ROWS", "3000"))
ROOT = Path(__file__).parents[2]


def count(sessions: Sessions, model: type) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def check_everything(sessions: Sessions, made: Made, told: list[tuple[str, str, str]]) -> None:
    """Every bad row named with its column, every good one published, nothing twice."""
    assert {int(place): column for place, column, _ in told} == made.bad
    assert len(told) == len(made.bad)
    assert count(sessions, Waiting) == count(sessions, Dirty) == 0
    assert count(sessions, Subject) == len(made.firms)
    assert count(sessions, RecordRow) == sum(made.records.values())
    notices = list(NoticeReader(sessions, CLOCK).everything())
    assert len(notices) == sum(one.notice is not None for one in notices) == made.notices > 0
    reader = PublicReader(sessions, CLOCK)
    for firm in made.firms:
        located = reader.enterprise(code(firm))
        assert located is not None
        assert len(located.dossier.records) == made.records[firm]
    with sessions.read() as session:
        seqs = session.scalars(select(ChangeRow.seq).order_by(ChangeRow.seq)).all()
    assert seqs == list(range(1, len(seqs) + 1))


def test_every_bad_row_is_named_and_every_good_one_published(sessions: Sessions, tmp_path: Path) -> None:
    made = write_mixed(tmp_path / "mixed.jsonl", ROWS, seed=7)
    ctx = Context(sessions, CLOCK, system("test"))
    receipt = import_file(ctx, tmp_path / "mixed.jsonl")
    projection.project_marked(sessions, CLOCK)
    assert receipt.counts["rows"] == made.rows
    assert receipt.counts["rejected"] == len(made.bad)
    assert receipt.counts["waiting"] == receipt.counts["attached"]
    check_everything(sessions, made, list(rejects(ctx, receipt.file_id)))


def start(url: str, home: Path, file: Path) -> subprocess.Popen[bytes]:
    """The command as an operator calls it, with small batches so that a kill falls between many."""
    program = "import credit.services.imports.run as run; run.BATCH = 100; from web.cli import main; main()"
    env = os.environ | {"PORTAL_DATABASE_URL": url, "PORTAL_DATA_DIR": str(home)}
    command = [sys.executable, "-c", program, "import", str(file), "--workers", "0"]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def position(sessions: Sessions) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.max(ImportFile.position))) or 0


@pytest.mark.slow
def test_killed_again_and_again_nothing_is_lost_or_double(ready_url: str, tmp_path: Path) -> None:
    made = write_mixed(tmp_path / "mixed.jsonl", 3000, seed=11)
    sessions = open_sessions(ready_url)
    for turn in range(1, 4):
        process = start(ready_url, tmp_path, tmp_path / "mixed.jsonl")
        until = time.monotonic() + 60
        while position(sessions) < turn * 600 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        assert process.poll() is None, "it was to be killed in the middle"
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert turn * 600 <= position(sessions) < made.rows
    process = start(ready_url, tmp_path, tmp_path / "mixed.jsonl")
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert f"读入行数：{made.rows}" in told.decode()
    assert f"未接收：{len(made.bad)}" in told.decode()
    assert "接续上次中断处" in told.decode()
    assert count(sessions, ImportFile) == 1
    assert count(sessions, ImportReject) == len(made.bad)
    check_everything(sessions, made, list(rejects(Context(sessions, CLOCK, system("test")), 1)))
    sessions.close()
