"""`portal demo` as it is called: a whole region from nothing, and nothing done twice."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from search.factory import open_reader
from search.query import Kind
from web.cli import main


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data directory of a portal that has never run."""
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


def call(*words: str) -> Result:
    return CliRunner().invoke(main, ["demo", *words], catch_exceptions=False)


def test_a_region_is_made_once(portal: Path) -> None:
    assert call("--size", "60").exit_code == 0
    held = open_reader(f"embedded://{portal / 'index'}").health()
    assert held.documents[Kind.ENTERPRISE] == 60
    again = call("--size", "60")
    assert again.exit_code == 0
    assert "already there: 60 enterprises, seed 1" in again.output
    assert "search index: already there" in again.output


def test_another_seed_in_the_same_place_is_refused_in_words(portal: Path) -> None:
    assert call("--size", "20").exit_code == 0
    refused = call("--size", "20", "--seed", "7")
    assert refused.exit_code == 1
    assert "20 enterprises with seed 1" in refused.output
    assert "PORTAL_DATA_DIR" in refused.output


@pytest.mark.usefixtures("portal")
def test_files_are_written_instead(tmp_path: Path) -> None:
    target = tmp_path / "files"
    said = call("--size", "80", "--write-files", str(target))
    assert said.exit_code == 0
    assert {path.name for path in target.iterdir()} >= {"registration.csv", "licence.csv", "facts.jsonl"}
    assert f"{target / 'registration.csv'}\t80" in said.output


def test_a_size_that_is_none_is_refused() -> None:
    assert call("--size", "0").exit_code == 2
