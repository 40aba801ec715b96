"""A build on a cluster by several processes: the same index, nothing left of a failed or killed one."""

import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from secrets import token_hex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.memory import tree
from credit.db.session import Sessions
from credit.jobs import indexing
from credit.services import register_parts
from search.elastic import generations as begun
from search.elastic.address import parse
from search.elastic.bulk import RefusedError
from search.elastic.cluster import Cluster
from search.elastic.generations import Generations
from search.elastic.names import Names
from search.factory import open_writer
from tests.fixtures.elastic import ElasticServers
from tests.jobs.test_indexing import CLOCK_NOW, ROOT, documents, eventually, found, load

pytestmark = pytest.mark.xdist_group("elastic-9")


@pytest.fixture
def search_url(elastic_servers: ElasticServers) -> str:
    return f"{elastic_servers.address('9.5.3')}/t{token_hex(6)}"


@pytest.fixture
def parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few enterprises are read by two processes in parts of seven."""
    monkeypatch.setattr(register_parts, "POOL_FROM", 1)
    monkeypatch.setattr(register_parts, "PART", 7)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})


@given(st.integers(0, 3_000_000), st.integers(1, 8))
def test_parts_hold_every_number_once_and_the_last_ones_are_small(last: int, workers: int) -> None:
    parts = list(register_parts.shared_out(last, workers))
    ends = [0, *(until for _, until in parts)]
    assert parts == list(pairwise(ends))
    assert ends[-1] == last
    sizes = [until - after for after, until in parts]
    assert all(0 < size <= register_parts.LARGEST_PART for size in sizes)
    assert all(size <= register_parts.PART for size in sizes[-workers:])


@pytest.mark.usefixtures("parted")
def test_several_processes_build_what_one_builds(sessions: Sessions, search_url: str) -> None:
    load(sessions, *range(40))
    told: list[int] = []
    indexing.build(sessions, CLOCK_NOW, search_url, told.append)
    assert told == [40]
    assert documents(search_url) == 40
    assert indexing.compare(sessions, CLOCK_NOW, search_url).total == 0
    assert found(search_url, 0) == found(search_url, 39) == 1


@pytest.mark.usefixtures("parted")
def test_what_is_refused_in_another_process_is_named_and_leaves_no_trace(
    sessions: Sessions, search_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(sessions, *range(20))
    open_writer(search_url).close()
    mapping = begun.mapping

    def lacking(index: str) -> dict[str, object]:
        made = mapping(index)
        made["properties"].pop("day", None)
        return made

    monkeypatch.setattr(begun, "mapping", lacking)
    with pytest.raises(RefusedError, match="strict_dynamic_mapping"):
        indexing.build(sessions, CLOCK_NOW, search_url)
    cluster = Cluster(parse(search_url))
    assert list(Generations(cluster).all().values()) == [True]
    cluster.close()


PROGRAM = """
import sys, time
from credit.services import register_parts
from search.elastic.filling import Tally
register_parts.POOL_FROM = register_parts.PART = 1
def begun(self, count):
    print("begun", flush=True)
    time.sleep(60)
Tally.add = begun
sys.argv = ["portal", "index", "build"]
from web.cli import main
main()
"""


@pytest.mark.slow
@pytest.mark.usefixtures("parted")
def test_a_killed_build_takes_its_processes_with_it(
    ready_url: str, sessions: Sessions, search_url: str, tmp_path: Path
) -> None:
    load(sessions, *range(30))
    indexing.build(sessions, CLOCK_NOW, search_url)
    env = os.environ | {
        "PORTAL_DATABASE_URL": ready_url,
        "PORTAL_SEARCH_URL": search_url,
        "PORTAL_DATA_DIR": str(tmp_path),
    }
    with subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=ROOT, env=env, stdout=subprocess.PIPE) as slow:
        assert slow.stdout is not None
        assert slow.stdout.readline() == b"begun\n"
        working = tree(slow.pid)[1:]
        assert len(working) >= 2
        slow.send_signal(signal.SIGKILL)
        slow.communicate()
    eventually("ended", lambda: not any(Path(f"/proc/{pid}").exists() for pid in working))
    cluster = Cluster(parse(search_url))
    assert sorted(Generations(cluster).all().values()) == [False, True]
    assert documents(search_url) == 30
    indexing.build(sessions, CLOCK_NOW, search_url)
    assert sorted(Generations(cluster).all().values()) == [True, True]
    assert indexing.compare(sessions, CLOCK_NOW, search_url).total == 0
    prefix = Names(parse(search_url).prefix).pattern()
    assert len(cluster.request("GET", f"/{prefix}/_alias")) == 11  # two generations and the lock
    cluster.close()
