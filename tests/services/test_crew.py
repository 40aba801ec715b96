"""Processes beside the one that writes: order, what they raise, and what is said when one dies."""

import os
from itertools import count
from pathlib import Path

import pytest

from credit.services.crew import CrewError, crew, stream


def test_results_come_in_the_order_of_tasks_from_prepared_processes(tmp_path: Path) -> None:
    names = [str(number) for number in range(40)]
    with crew(2, os.path.abspath, os.chdir, tmp_path) as each:
        assert list(each(names)) == [str(tmp_path / name) for name in names]


def test_the_death_of_one_is_said_plainly(tmp_path: Path) -> None:
    with crew(2, os._exit, os.chdir, tmp_path) as each, pytest.raises(CrewError, match="call again"):
        list(each([9]))


def test_what_a_task_raises_is_raised(tmp_path: Path) -> None:
    with crew(2, os.listdir, os.chdir, tmp_path) as each, pytest.raises(FileNotFoundError):
        list(each(["nowhere"]))


def test_a_stream_gives_everything() -> None:
    assert list(stream(iter, [0, 1, 2])) == [0, 1, 2]


def test_a_stream_raises_what_was_raised() -> None:
    with pytest.raises(FileNotFoundError):
        list(stream(os.scandir, "/nowhere"))  # type: ignore[arg-type] # raises before it is iterated


def test_a_stream_that_dies_says_so() -> None:
    with pytest.raises(CrewError, match="call again"):
        list(stream(os._exit, 9))


def test_a_stream_may_be_left_early() -> None:
    endless = stream(count)
    assert next(endless) == 0
    endless.close()  # type: ignore[attr-defined] # a generator
