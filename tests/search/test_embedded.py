"""What only the embedded engine can get wrong: killed processes and what they leave on disk."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from search.document import Card, Document, Name, Replacement
from search.factory import open_reader, open_writer
from search.query import Kind, Query

_BUILD = """
import sys
sys.path.insert(0, "tests/search")
from test_embedded import firm
from search.factory import open_writer
writer = open_writer(sys.argv[1])
def endless():
    n = 0
    while True:
        n += 1
        yield firm(n)
writer.build(endless(), 9, lambda done: print(done, flush=True))
"""
_BEGIN = """
import sys, time
from pathlib import Path
from search.embedded.generations import Generations
aside = Generations(Path(sys.argv[1]))
aside.begin()
print("begun", flush=True)
time.sleep(60)
"""
_APPLY = """
import sys
sys.path.insert(0, "tests/search")
from test_embedded import firm
from search.factory import open_writer
writer = open_writer(sys.argv[1])
position = writer.position()
while True:
    position += 1
    writer.apply([firm(position)], position)
    print(position, flush=True)
"""


def firm(n: int) -> Replacement:
    card = Card(name=f"喀什第{n}商贸有限公司", address=f"k{n}")
    document = Document(
        kind=Kind.ENTERPRISE, key=f"k{n}", parent=f"k{n}", card=card, names=(Name(card.name),)
    )
    return Replacement(f"k{n}", 1, (document,))


def killed(script: str, url: str, lines: int) -> int:
    """Run a script until it has printed some lines, kill it hard; the last number it printed."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, url],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
    )
    assert process.stdout is not None
    last = [process.stdout.readline() for _ in range(lines)][-1]
    os.killpg(process.pid, signal.SIGKILL)
    rest = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    return int(rest[-1] if rest else last)


def all_of(url: str) -> int:
    return open_reader(url).search(Query("", date(2026, 1, 1))).total


def test_a_killed_build_leaves_the_live_index_and_its_litter_goes(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}/index"
    writer = open_writer(url)
    writer.apply([firm(1), firm(2)], 2)
    writer.close()
    killed(_BUILD, url, 2)
    assert list((tmp_path / "index").glob("*.building"))
    assert all_of(url) == 2
    writer = open_writer(url)
    try:
        assert not list((tmp_path / "index").glob("*.building"))
        assert writer.position() == 2
        writer.apply([firm(3)], 3)
    finally:
        writer.close()
    assert all_of(url) == 3


def test_a_killed_follower_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}/index"
    open_writer(url).close()
    for _ in range(2):
        told = killed(_APPLY, url, 4)
        position = open_reader(url).health().position
        assert position >= told
        assert all_of(url) == position


def test_a_build_under_way_elsewhere_is_left_alone(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}/index"
    writer = open_writer(url)
    process = subprocess.Popen(
        [sys.executable, "-c", _BEGIN, str(tmp_path / "index")],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    process.stdout.readline()
    writer.switch(writer.build([firm(1)], 1))
    building = list((tmp_path / "index").glob("*.building"))
    process.kill()
    process.wait()
    process.stdout.close()
    writer.switch(writer.build([firm(1)], 1))
    litter = list((tmp_path / "index").glob("*.building"))
    writer.close()
    assert (len(building), litter) == (1, [])


def test_a_commit_elsewhere_is_seen_by_an_open_reader_at_once(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path}/index"
    writer = open_writer(url)
    reader = open_reader(url)
    waits = []
    for n in range(1, 6):
        writer.apply([firm(n)], n)
        start = time.perf_counter()
        assert reader.search(Query("", date(2026, 1, 1))).total == n
        waits.append(time.perf_counter() - start)
    writer.close()
    assert min(waits) < 0.3
