"""An operator's way with generations, the same on both engines: build aside, switch, go back, drop."""

from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

import pytest
from click.testing import CliRunner, Result

from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.values import Withholding
from credit.domain.vocabulary import WithholdingGround
from credit.jobs import background, indexing
from credit.services import registrations
from credit.services.change_source import DossierChanges
from credit.services.context import Context
from search.document import Replacement
from search.factory import generations, open_reader
from tests.fixtures.facts import registration
from tests.jobs.test_indexing import CLOCK_NOW, documents, eventually, found, load, running
from web.cli import main

Portal = Callable[..., Result]
HIDDEN = Withholding(WithholdingGround.STATE_SECRET, "示例批准人", CLOCK_NOW.today())


@pytest.fixture(
    params=["embedded", pytest.param("9.5.3", marks=pytest.mark.xdist_group("elastic-9"))],
)
def search_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "embedded":
        return f"embedded://{tmp_path / 'index'}"
    address: str = request.getfixturevalue("elastic_servers").address(request.param)
    return f"{address}/t{token_hex(6)}"


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return Context(sessions, CLOCK_NOW, system("test"))


@pytest.fixture
def portal(ready_url: str, search_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    monkeypatch.setenv("PORTAL_DATABASE_URL", ready_url)
    monkeypatch.setenv("PORTAL_SEARCH_URL", search_url)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path))
    return lambda *arguments: CliRunner().invoke(main, ["index", *arguments])


def test_going_back_brings_nothing_back_that_was_deleted(
    ctx: Context, search_url: str, portal: Portal
) -> None:
    load(ctx.sessions, 1, 2)
    first = portal("build").output.splitlines()[-1]
    registrations.put(ctx, registration(3))
    second = portal("build").output.splitlines()[-1]
    registrations.put(ctx, registration(2, withheld=HIDDEN))
    registrations.put(ctx, registration(4))
    told = portal("status").output
    assert f"generation  {second}" in told
    assert f"kept        {first} at 2" in told
    assert "3 of 5, 2 behind, oldest for" in told
    assert portal("switch", "--back").output.strip() == first
    assert [found(search_url, number) for number in (1, 2, 3, 4)] == [1, 0, 1, 1]
    assert "5 of 5, 0 behind" in portal("status").output
    assert portal("check").exit_code == 0
    assert portal("drop", second).exit_code == 0
    assert [one.name for one in generations(search_url)] == [first]


def test_what_cannot_be_done_is_said_in_one_line(ctx: Context, search_url: str, portal: Portal) -> None:
    assert "索引不可用" in portal("status").output
    load(ctx.sessions, 1)
    live = portal("build").output.splitlines()[-1]
    for arguments, why in (
        (("switch", "nothing"), "no generation 'nothing'"),
        (("switch", "--back"), "no generation is kept"),
        (("drop", "nothing"), "no generation 'nothing'"),
        (("drop", live), "is live"),
    ):
        told = portal(*arguments)
        assert (told.exit_code, why in told.output) == (1, True), told.output
    assert portal("switch").exit_code == 2
    assert portal("switch", live, "--back").exit_code == 2
    aside = portal("build", "--no-switch").output.splitlines()[-1]
    with indexing.sole_writer(ctx.sessions, CLOCK_NOW, search_url) as writer:
        writer.apply([], 99, aside)
    told = portal("switch", aside)
    assert (told.exit_code, "does not have" in told.output) == (1, True)
    assert open_reader(search_url).health().generation == live


def test_an_index_ahead_of_a_restored_register_is_built_anew(ctx: Context, search_url: str) -> None:
    load(ctx.sessions, 1, 2)
    indexing.build(ctx.sessions, CLOCK_NOW, search_url)
    keys = [key for key, _, _ in DossierChanges(ctx.sessions, CLOCK_NOW).versions()]
    with indexing.sole_writer(ctx.sessions, CLOCK_NOW, search_url) as writer:
        writer.apply([Replacement(keys[0], 9)], 50)
    assert documents(search_url) == 1
    with running(ctx.sessions, search_url):
        eventually("built anew", lambda: documents(search_url) == 2)
        registrations.put(ctx, registration(3))
        eventually("and followed", lambda: found(search_url, 3) == 1)


def test_after_going_back_to_an_older_portal_its_own_index_answers_again(
    ctx: Context, search_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other portal built its own generation; the one kept is of this one's layout."""
    load(ctx.sessions, 1)
    ours = indexing.build(ctx.sessions, CLOCK_NOW, search_url)
    load(ctx.sessions, 2)
    with monkeypatch.context() as other:
        for module in ("embedded.generations", "elastic.names", "elastic.layout"):
            other.setattr(f"search.{module}.layout", lambda: "0123456789ab")
        theirs = indexing.build(ctx.sessions, CLOCK_NOW, search_url, switch=False)
        with indexing.sole_writer(ctx.sessions, CLOCK_NOW, search_url) as writer:
            writer.switch(theirs)
    assert not open_reader(search_url).health().current
    monkeypatch.setattr(background, "rebuild", lambda *_: pytest.fail("there was one to go back to"))
    with running(ctx.sessions, search_url):
        eventually("gone back", lambda: open_reader(search_url).health().generation == ours)
        eventually("and brought up to date", lambda: found(search_url, 2) == 1)
