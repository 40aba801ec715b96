"""What runs beside the pages builds an index of an older layout anew, and serves the old one meanwhile."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from credit.db.session import Sessions
from credit.domain.actors import system
from credit.jobs import indexing
from credit.services.context import Context
from search.errors import OutdatedIndexError
from search.factory import open_reader
from tests.jobs.test_indexing import CLOCK_NOW, documents, eventually, found, load, running
from tests.search.test_layout import outdate
from web.cli import main


@pytest.fixture
def search_url(tmp_path: Path) -> str:
    return f"embedded://{tmp_path / 'index'}"


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return Context(sessions, CLOCK_NOW, system("test"))


def test_the_follower_builds_an_outdated_index_anew(ctx: Context, search_url: str, tmp_path: Path) -> None:
    load(ctx.sessions, 1, 2, 3)
    indexing.build(ctx.sessions, CLOCK_NOW, search_url)
    older = outdate(tmp_path / "index")
    load(ctx.sessions, 4)
    reader = open_reader(search_url)
    assert (reader.health().generation, found(search_url, 1), found(search_url, 4)) == (older, 1, 0)
    with running(ctx.sessions, search_url):
        eventually("built anew", lambda: reader.health().current)
        eventually("and followed", lambda: found(search_url, 4) == 1)
    assert (documents(search_url), reader.health().generation != older) == (4, True)


def test_status_and_check_say_that_a_rebuild_is_needed(
    ready_url: str, ctx: Context, search_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(ctx.sessions, 1)
    indexing.build(ctx.sessions, CLOCK_NOW, search_url)
    monkeypatch.setenv("PORTAL_DATABASE_URL", ready_url)
    monkeypatch.setenv("PORTAL_SEARCH_URL", search_url)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path))
    assert "layout      current" in CliRunner().invoke(main, ["index", "status"]).output
    outdate(tmp_path / "index")
    assert "rebuild needed" in CliRunner().invoke(main, ["index", "status"]).output
    refused = CliRunner().invoke(main, ["index", "check"])
    assert (refused.exit_code, "rebuild needed" in refused.output) == (1, True)
    with pytest.raises(OutdatedIndexError):
        indexing.compare(ctx.sessions, CLOCK_NOW, search_url)
    mended = CliRunner().invoke(main, ["index", "check", "--repair"])
    assert (mended.exit_code, open_reader(search_url).health().current) == (0, True)
