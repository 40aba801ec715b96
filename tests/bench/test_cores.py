"""A server on cores of its own, and everything as it was afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from bench.cores import apart

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="no way to bind a process here")


@pytest.fixture
def server() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process.pid
    process.kill()
    process.communicate()


def test_a_server_and_its_feeders_share_no_core_while_it_is_asked(server: int) -> None:
    before = os.sched_getaffinity(0)
    with apart(server) as yes:
        ours, its = os.sched_getaffinity(0), os.sched_getaffinity(server)
        assert yes == (len(before) > 1)
        assert not yes or (ours.isdisjoint(its) and ours | its == before)
    assert os.sched_getaffinity(0) == os.sched_getaffinity(server) == before


def test_on_one_core_nothing_is_bound(server: int) -> None:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        with apart(server) as yes:
            assert not yes
    finally:
        os.sched_setaffinity(0, before)


def test_a_server_that_ended_meanwhile_is_no_error(server: int) -> None:
    before = os.sched_getaffinity(0)
    with apart(server):
        os.kill(server, 9)
        os.waitpid(server, 0)
    assert os.sched_getaffinity(0) == before
