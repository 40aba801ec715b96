"""The load generator and its baseline, on a real server."""

import shutil
from pathlib import Path

import pytest

from bench.bare import create_app
from bench.load import BenchError, Server


@pytest.mark.parametrize("size", [5_000, 20_000, 48_001])
def test_the_bare_page_has_the_bytes_asked_for(size: int) -> None:
    page = create_app(size).test_client().get("/zh/anything?q=1")
    assert page.status_code == 200
    assert len(page.data) == size


def test_load_without_wrk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with Server("bench.bare:app", {"BENCH_BYTES": "8000"}, workers=1) as server:
        found = server.load(["/a", "/b"], 1.0)
    assert found.requests > 20
    assert found.errors == 0
    assert 0 < found.p50_ms <= found.p99_ms
    assert found.cpu_ms > 0


def test_errors_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with Server("tests.bench.broken:app", {}, workers=1) as server:
        found = server.load(["/"], 1.0)
    assert found.errors == found.requests


@pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")
def test_load_with_wrk() -> None:
    with Server("bench.bare:app", {"BENCH_BYTES": "8000"}, workers=1) as server:
        found = server.load(["/a", "/b"], 1.0)
    assert found.errors == 0
    assert 0 < found.p50_ms <= found.p99_ms


def test_a_server_that_does_not_start_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BenchError), Server("tests.bench.absent:app", {}, workers=1):
        pass
