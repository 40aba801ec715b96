"""What runs a real Elasticsearch here: pinned jars, whatever the network does, and processes that end."""

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from search.local_elastic import jars as jars_module
from search.local_elastic import repository as repository_module
from search.local_elastic.jars import VERSIONS, FetchError, Jar, fetch, pinned
from search.local_elastic.server import Plan, StartError, running
from tests.fixtures.elastic import ElasticServers

BODY = b"not a jar, but pinned as one"
SUM = hashlib.sha256(BODY).hexdigest()


class _Shelf(BaseHTTPRequestHandler):
    """A repository that stumbles `failures` times before it answers."""

    failures: ClassVar[int] = 0
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if type(self).failures:
            type(self).failures -= 1
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def shelf(failures: int = 0) -> Iterator[str]:
    _Shelf.failures, _Shelf.asked = failures, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Shelf)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/m2"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars_module.time, "sleep", lambda _: None)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_jar_is_pinned_once(version: str) -> None:
    listed = pinned(version)
    assert len(listed) == len({jar.place for jar in listed}) == {"8.19.21": 47, "9.5.3": 53}[version]
    assert all(len(jar.sha256) == 64 and jar.name.endswith(".jar") for jar in listed)
    assert f"elasticsearch-{version}.jar" in {jar.name for jar in listed}


def test_an_unknown_version_is_refused() -> None:
    with pytest.raises(LookupError, match=r"7\.17\.0"):
        pinned("7.17.0")


def test_jars_are_fetched_once_and_told(tmp_path: Path) -> None:
    wanted = [Jar(f"a/b{n}.jar", SUM) for n in range(5)]
    told: list[tuple[int, int]] = []
    with shelf() as address:
        fetch(wanted, tmp_path, lambda done, total: told.append((done, total)), address)
        fetch(wanted, tmp_path, None, address)
    assert told == [(n, 5) for n in range(1, 6)]
    assert sorted(_Shelf.asked) == [f"/m2/a/b{n}.jar" for n in range(5)]
    assert (tmp_path / "a/b3.jar").read_bytes() == BODY


def test_a_stumbling_repository_is_asked_again(tmp_path: Path) -> None:
    with shelf(failures=3) as address:
        fetch([Jar("a.jar", SUM)], tmp_path, None, address)
    assert len(_Shelf.asked) == 4
    assert (tmp_path / "a.jar").read_bytes() == BODY


@pytest.mark.parametrize(("failures", "sha256"), [(0, "0" * 64), (9, SUM)])
def test_another_jar_than_the_pinned_one_or_none_is_an_error_and_leaves_nothing(
    tmp_path: Path, failures: int, sha256: str
) -> None:
    with shelf(failures) as address, pytest.raises(FetchError, match=r"a\.jar"):
        fetch([Jar("a.jar", sha256)], tmp_path, None, address)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_jar_in_the_cache_is_fetched_anew(tmp_path: Path) -> None:
    (tmp_path / "a.jar").write_bytes(BODY[:-1])
    with shelf() as address:
        fetch([Jar("a.jar", SUM)], tmp_path, None, address)
    assert (tmp_path / "a.jar").read_bytes() == BODY


def test_the_repository_is_the_setting_then_mavens_mirror_then_the_central_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(repository_module.SETTING, raising=False)
    assert repository_module.repository() == repository_module.CENTRAL
    (tmp_path / ".m2").mkdir()
    mirrors = "<mirror><mirrorOf>{}</mirrorOf><url>https://maven.example.org/all/</url></mirror>"
    for of, address in (("central", "https://maven.example.org/all"), ("other", repository_module.CENTRAL)):
        text = f"<settings><mirrors>{mirrors.format(of)}</mirrors></settings>"
        (tmp_path / ".m2/settings.xml").write_text(text, encoding="utf-8")
        assert repository_module.repository() == address
    monkeypatch.setenv(repository_module.SETTING, "https://own.example.org/m2/")
    assert repository_module.repository() == "https://own.example.org/m2"


@pytest.mark.xdist_group("elastic-9")
def test_a_server_is_gone_with_whoever_started_it(elastic_servers: ElasticServers, tmp_path: Path) -> None:
    elastic_servers.home("9.5.3")
    code = (
        "import os, sys; from pathlib import Path; from search.local_elastic.server import *;"
        f"server = LocalServer(Plan('9.5.3', Path({str(tmp_path)!r}), '256m'));"
        "print(server.pid, flush=True); os._exit(0)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    pid = int(told)
    for _ in range(600):
        if not _alive(pid):
            return
        threading.Event().wait(0.1)
    os.kill(pid, 9)
    pytest.fail("the server outlives whoever started it")


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.xdist_group("elastic-9")
def test_a_server_that_cannot_start_says_why(elastic_servers: ElasticServers, tmp_path: Path) -> None:
    elastic_servers.home("9.5.3")
    plan = Plan("9.5.3", tmp_path, "256m", settings={"no.such.setting": "1"})
    with pytest.raises(StartError, match=r"no\.such\.setting"), running(plan):
        pass
