"""An index brought back from a snapshot: what was deleted since is deleted before anybody can find it."""

from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from click.testing import CliRunner

from credit.db.session import Sessions
from credit.domain.actors import system
from credit.services import registrations
from credit.services.context import Context
from search.elastic.address import parse
from search.elastic.cluster import Cluster
from search.factory import open_reader
from tests.fixtures.elastic import ElasticServers
from tests.fixtures.facts import registration
from tests.jobs.test_generations import HIDDEN, Portal
from tests.jobs.test_indexing import CLOCK_NOW, found, load
from web.cli import main

pytestmark = pytest.mark.xdist_group("elastic-9")


@pytest.fixture
def search_url(elastic_servers: ElasticServers) -> str:
    return f"{elastic_servers.address('9.5.3')}/t{token_hex(6)}"


@pytest.fixture
def portal(ready_url: str, search_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    monkeypatch.setenv("PORTAL_DATABASE_URL", ready_url)
    monkeypatch.setenv("PORTAL_SEARCH_URL", search_url)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(tmp_path))
    return lambda *arguments: CliRunner().invoke(main, ["index", *arguments])


class Snapshots:
    """A folder of snapshots, as docs/operations.md says, and the indices under the prefix."""

    def __init__(self, search_url: str) -> None:
        self._cluster = Cluster(parse(search_url))
        self._prefix = self._cluster.address.prefix
        folder = {"type": "fs", "settings": {"location": self._prefix}}
        self._send("PUT", f"/_snapshot/{self._prefix}", folder)

    def _send(self, method: str, path: str, body: object = None, **params: str) -> Any:
        return self._cluster.request(method, path, body, params=params)

    def take(self) -> None:
        wanted = {"indices": f"{self._prefix}-20*", "include_global_state": False}
        told = self._send("PUT", f"/_snapshot/{self._prefix}/one", wanted, wait_for_completion="true")
        assert told["snapshot"]["state"] == "SUCCESS"

    def lose_all(self) -> None:
        for index in self._send("GET", f"/{self._prefix}-*/_alias"):
            self._send("DELETE", f"/{index}")

    def restore(self, aliases: bool) -> None:
        wanted = {"indices": f"{self._prefix}-20*", "include_aliases": aliases}
        told = self._send(
            "POST", f"/_snapshot/{self._prefix}/one/_restore", wanted, wait_for_completion="true"
        )
        assert told["snapshot"]["shards"]["failed"] == 0

    def close(self) -> None:
        self._send("DELETE", f"/_snapshot/{self._prefix}")
        self._cluster.close()


def test_what_was_deleted_since_a_snapshot_stays_deleted(
    sessions: Sessions, search_url: str, portal: Portal
) -> None:
    ctx = Context(sessions, CLOCK_NOW, system("test"))
    snapshots = Snapshots(search_url)
    load(sessions, 1, 2, 3)
    kept = portal("build").output.splitlines()[-1]
    snapshots.take()
    registrations.put(ctx, registration(2, withheld=HIDDEN))
    registrations.put(ctx, registration(4))

    snapshots.lose_all()
    snapshots.restore(aliases=False)
    assert "索引不可用" in portal("status").output  # nobody finds anything before the log was followed
    assert portal("switch", kept).output.strip() == kept
    assert [found(search_url, number) for number in (1, 2, 3, 4)] == [1, 0, 1, 1]
    assert "0 behind" in portal("status").output
    assert portal("check").exit_code == 0

    snapshots.lose_all()
    snapshots.restore(aliases=True)  # against the advice: it answers as it was
    assert open_reader(search_url).health().position == 3
    assert found(search_url, 2) == 1
    assert portal("check", "--repair").exit_code == 0
    assert [found(search_url, number) for number in (1, 2, 3, 4)] == [1, 0, 1, 1]
    snapshots.close()


def test_a_snapshot_is_restored_beside_the_live_index(
    sessions: Sessions, search_url: str, portal: Portal
) -> None:
    ctx = Context(sessions, CLOCK_NOW, system("test"))
    snapshots = Snapshots(search_url)
    load(sessions, 1, 2)
    kept = portal("build").output.splitlines()[-1]
    snapshots.take()
    portal("build")
    live = portal("build").output.splitlines()[-1]
    registrations.put(ctx, registration(1, withheld=HIDDEN))
    snapshots.restore(aliases=False)
    assert f"kept        {kept} at 2" in portal("status").output
    assert open_reader(search_url).health().generation == live
    assert portal("switch", kept).output.strip() == kept
    assert [found(search_url, number) for number in (1, 2)] == [0, 1]
    snapshots.close()
