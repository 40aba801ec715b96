"""Killed exactly while one generation takes the place of another: the old one answers, or the new one, whole.

The process kills itself at each single step of the switch that touches the disk, so no moment is left out.
"""

import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from search.document import Card, Document, Name, Replacement
from search.factory import open_reader, open_writer
from search.query import Kind, Query

ROOT = Path(__file__).parents[2]
OLD, NEW = 2, 5
_SWITCH = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_killed_switch import NEW, firm
from search.factory import open_writer

steps = int(sys.argv[2])
writer = open_writer(sys.argv[1])
name = writer.build([firm(n) for n in range(NEW)], NEW)
print(name, flush=True)

def counted(event, arguments):
    global steps
    if event in ("open", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "os.scandir"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(counted)
writer.switch(name)
steps = 1 << 30
writer.close()
"""


def firm(n: int) -> Replacement:
    card = Card(name=f"喀什第{n}商贸有限公司", address=f"k{n}")
    document = Document(
        kind=Kind.ENTERPRISE, key=f"k{n}", parent=f"k{n}", card=card, names=(Name(card.name),)
    )
    return Replacement(f"k{n}", 1, (document,))


def all_of(url: str) -> int:
    return open_reader(url).search(Query("", date(2026, 1, 1))).total


def switched(url: str, steps: int) -> int:
    """The exit status of a switch that dies at this step; 0 where it has fewer."""
    command = [sys.executable, "-c", _SWITCH, url, str(steps), str(Path(__file__).parent)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """An index that nobody writes to."""
    writer = open_writer(f"embedded://{tmp_path}/index")
    writer.apply([firm(n) for n in range(OLD)], OLD)
    writer.close()
    return tmp_path / "index"


def test_at_every_step_of_a_switch_the_index_is_the_old_or_the_new_one(index: Path) -> None:
    found: list[int] = []
    for steps in range(60):
        place = index.with_name(f"index-{steps}")
        shutil.copytree(index, place)
        url = f"embedded://{place}"
        reader = open_reader(url)
        assert reader.search(Query("", date(2026, 1, 1))).total == OLD
        status = switched(url, steps)
        assert status in (0, -signal.SIGKILL), status
        found.append(all_of(url))
        assert found[-1] in (OLD, NEW)
        assert reader.search(Query("", date(2026, 1, 1))).total == found[-1], "an open reader follows"
        assert reader.health().position == found[-1], "the position is that of what is there"
        assert_goes_on(url, place)
        if status == 0:
            break
    assert status == 0, "the switch has more steps than were tried"
    assert found == sorted(found), "once the new one answers, it stays"
    assert set(found) == {OLD, NEW}


def assert_goes_on(url: str, place: Path) -> None:
    """The next writer follows from where the index stands, and what the killed one left goes away."""
    held = all_of(url)
    writer = open_writer(url)
    try:
        writer.apply([firm(held)], held + 1)
        assert all_of(url) == held + 1
        writer.switch(writer.build([firm(n) for n in range(NEW)], NEW))
        left = [one.name for one in place.iterdir() if one.is_dir()]
    finally:
        writer.close()
    assert len(left) == 2, left  # the live one, and the one before it to go back to
    assert all_of(url) == NEW
