"""What the machine lacks is counted and named; where nothing may be left out it is a failure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures import parts
from web.cli.checks.finding import ROOT

SAMPLE = """
from tests.fixtures.parts import Part, leave_out

RARE = Part("a rare part", "sudo apt-get install rare")

def test_one():
    leave_out(RARE)

def test_two():
    leave_out(RARE)

def test_three():
    pass
"""


def run(folder: Path, ci: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_sample.py").write_text(SAMPLE, encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "tests.fixtures.parts",
            "-p",
            "no:cacheprovider",
            str(folder),
        ],
        env=kept | {"CI": ci, "PYTHONPATH": str(ROOT)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_missing_is_counted_with_its_remedy(tmp_path: Path) -> None:
    done = run(tmp_path, ci="")
    assert done.returncode == 0, done.stdout
    assert "2 not run: a rare part is missing; install it with: sudo apt-get install rare" in done.stdout
    assert "1 passed, 2 skipped" in done.stdout


def test_where_nothing_may_be_left_out_it_fails(tmp_path: Path) -> None:
    done = run(tmp_path, ci="true")
    assert done.returncode == 1
    assert "2 failed, 1 passed" in done.stdout
    assert "left out although CI is set: not run: a rare part is missing" in done.stdout


def test_a_browser_is_found_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(parts, "BROWSERS", ("chromium", "google-chrome"))
    assert parts.find_browser() is None
    found = tmp_path / "google-chrome"
    found.write_text("#!/bin/sh\n", encoding="utf-8")
    found.chmod(0o755)
    assert parts.find_browser() == found


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_sound_shell(script: Path) -> None:
    assert os.access(script, os.X_OK)
    done = subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "set -eu" in script.read_text(encoding="utf-8")
