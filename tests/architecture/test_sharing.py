"""What is dear to make is made by one worker of a run: a group, and a module, is never torn apart."""

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from web.cli.checks.finding import ROOT

SAMPLE = """
import os
import pytest

@pytest.mark.parametrize("number", range(6))
def test_of_a_module(number):
    tell("test_{name}.py")

@pytest.mark.xdist_group("server")
@pytest.mark.parametrize("number", range(6))
def test_of_a_group(number):
    tell("server")

def tell(unit):
    with open("told.txt", "a") as told:
        told.write(unit + " " + os.environ["PYTEST_XDIST_WORKER"] + "\\n")
"""


def torn(told: Iterable[tuple[str, str]]) -> list[str]:
    """Units that more than one worker had; told: unit and worker of each test."""
    workers: dict[str, set[str]] = defaultdict(set)
    for unit, worker in told:
        workers[unit].add(worker)
    return sorted(unit for unit, had in workers.items() if len(had) > 1)


def test_a_group_and_a_module_go_to_one_worker(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"test_{name}.py").write_text(SAMPLE.replace("{name}", name), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    plugins = ("tests.fixtures.order", "tests.fixtures.sharing", "no:cacheprovider", "no:hypothesispytest")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "--no-loadscope-reorder",
    ]
    for plugin in plugins:
        command += ["-p", plugin]
    done = subprocess.run(
        command,
        env=kept | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "36 passed" in done.stdout, done.stdout + done.stderr
    told = [tuple(line.split()) for line in (tmp_path / "told.txt").read_text().splitlines()]
    assert torn((unit, worker) for unit, worker in told) == []
    assert len({worker for _, worker in told}) == 2


def test_a_torn_unit_is_seen() -> None:
    """The twin."""
    assert torn([("server", "gw0"), ("server", "gw1"), ("test_a.py", "gw1")]) == ["server"]
