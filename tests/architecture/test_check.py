"""`portal check` stops at what is red and says how to mend it."""

import sys

import pytest
from click.testing import CliRunner

from web.cli import check as module
from web.cli.check import STAGES, Stage, check, passes, tool


def test_every_stage_says_how_to_mend() -> None:
    names = [stage.name for stage in STAGES]
    assert len(set(names)) == len(names)
    assert {"format", "lint", "types", "imports", "translations", "templates", "styles", "sources"} <= set(
        names
    )
    assert all(stage.mend for stage in STAGES)


def test_a_green_stage_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert passes(Stage("green", list, "nothing"))
    assert "ok  green" in capsys.readouterr().out


def test_a_red_stage_names_the_finding_and_the_remedy(capsys: pytest.CaptureFixture[str]) -> None:
    assert not passes(Stage("red", lambda: ["a.py:1: wrong"], "make format"))
    out = capsys.readouterr().out
    assert "RED red" in out
    assert "a.py:1: wrong" in out
    assert "to mend: make format" in out


def test_a_failing_tool_is_a_finding() -> None:
    python = sys.executable.rpartition("/")[2]
    assert tool(python, "-c", "pass")() == []
    assert tool(python, "-c", "print('wrong'); raise SystemExit(1)")() == ["wrong"]


@pytest.mark.parametrize(("arguments", "run"), [((), ["one"]), (("--keep-going",), ["one", "two"])])
def test_the_first_red_stage_stops_the_run(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], run: list[str]
) -> None:
    ran: list[str] = []

    def stage(name: str) -> Stage:
        return Stage(name, lambda: ran.append(name) or ["wrong"], "mend it")

    monkeypatch.setattr(module, "STAGES", (stage("one"), stage("two")))
    result = CliRunner().invoke(check, list(arguments))
    assert result.exit_code == 1
    assert ran == run


def test_an_unknown_stage_is_refused() -> None:
    result = CliRunner().invoke(check, ["nonsense"])
    assert result.exit_code == 2
    assert "translations" in result.output
