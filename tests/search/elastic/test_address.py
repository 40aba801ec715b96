"""Addresses of clusters, breaker and layout: what needs no server."""

from pathlib import Path

import pytest

from search.elastic import layout as elastic_layout
from search.elastic import limits
from search.elastic.address import parse
from search.elastic.breaker import Breaker
from search.embedded import layout as embedded_layout
from search.errors import SearchUnavailableError
from search.factory import check_address, open_reader
from web.settings import Settings, SettingsError


def test_an_address_names_hosts_prefix_and_options() -> None:
    found = parse("elastic+https://one.example:9243,two.example/town?ca=/etc/ca.pem&shards=3&refresh=500ms")
    assert found.hosts == ("https://one.example:9243", "https://two.example:9200")
    assert (found.prefix, found.shards, found.replicas, found.refresh) == ("town", 3, 0, "500ms")
    assert found.options["ca"] == "/etc/ca.pem"
    assert parse("elastic://[::1]:9200").hosts == ("http://[::1]:9200",)
    assert parse("elastic://[::1]").hosts == ("http://[::1]:9200",)
    assert parse("elastic://h").prefix == "portal"


@pytest.mark.parametrize(
    "url",
    [
        "elastic://",
        "elastic://h/Upper",
        "elastic://h/a/b",
        "elastic://h h/x",
        "elastic://h:9200,/x",
        "elastic://h/x?unknown=1",
        "elastic://h/x?shards=0",
        "elastic://h/x?replicas=-1",
        "elastic://h/x?refresh=soon",
        "elastics://h/x",
    ],
)
def test_a_wrong_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not the address"):
        check_address(url)
    with pytest.raises(ValueError, match="not the address"):
        open_reader(url)


def test_a_secret_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(ValueError, match="must hold no user") as told:
        parse("elastic+https://user:s3cret@h/x")
    assert "s3cret" not in str(told.value)


def test_secrets_come_from_files_or_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("from-file\n", encoding="utf-8")
    monkeypatch.setenv("OWN_KEY", "from-environment")
    assert parse(f"elastic://h/x?api_key_file={tmp_path}/key").api_key() == "from-file"
    assert parse("elastic://h/x?api_key_env=OWN_KEY").api_key() == "from-environment"
    assert parse(f"elastic://h/x?user=me&password_file={tmp_path}/key").login() == ("me", "from-file")
    assert parse("elastic://h/x").api_key() is parse("elastic://h/x").login() is None
    for wrong in (f"api_key_file={tmp_path}/none", "api_key_env=NOT_SET"):
        with pytest.raises(ValueError, match="api_key"):
            parse(f"elastic://h/x?{wrong}").api_key()
    with pytest.raises(ValueError, match="password"):
        parse("elastic://h/x?user=me").login()


def test_settings_become_the_address_and_hide_secrets() -> None:
    base = {"PORTAL_SEARCH_URL": "elastic+https://h/x", "PORTAL_SEARCH_API_KEY": "s3cret"}
    url = Settings.from_mapping(
        {**base, "PORTAL_SEARCH_CA": "/ca.pem", "PORTAL_SEARCH_SHARDS": "2"}
    ).search_url
    found = parse(url)
    assert "s3cret" not in url
    assert found.options["api_key_env"] == "PORTAL_SEARCH_API_KEY"
    assert (found.options["ca"], found.shards) == ("/ca.pem", 2)
    for name, value in (("URL", "elastic://h/x?y=1"), ("SHARDS", "many"), ("REFRESH", "soon")):
        with pytest.raises(SettingsError, match="PORTAL_SEARCH_URL"):
            Settings.from_mapping({**base, f"PORTAL_SEARCH_{name}": value})


def test_both_engines_are_told_of_the_same_analysis() -> None:
    def shared(sources: tuple[str, ...], own: str) -> set[str]:
        return {name for name in sources if not name.startswith(own)}

    assert shared(elastic_layout.SOURCES, "elastic/") == shared(embedded_layout.SOURCES, "embedded/")
    assert set(elastic_layout.TABLES) == set(embedded_layout.TABLES)


def test_another_schema_or_table_is_another_layout(tmp_path: Path) -> None:
    root = Path(elastic_layout.__file__).parents[1]
    for name in (*elastic_layout.SOURCES, *(f"data/{table}" for table in elastic_layout.TABLES)):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((root / name).read_bytes())
    assert elastic_layout.fingerprint(tmp_path) == elastic_layout.layout()
    for name in ("elastic/schema.py", "text/tokens.py", "data/places.tsv"):
        before = elastic_layout.fingerprint(tmp_path)
        (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b"\n")
        assert elastic_layout.fingerprint(tmp_path) != before


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_breaker_opens_waits_probes_and_closes() -> None:
    clock, probes = Clock(), [False, True]
    breaker = Breaker(lambda: probes.pop(0), clock)
    for _ in range(limits.BREAKER_FAILURES - 1):
        breaker.failed("gone")
        breaker.succeeded()
    assert not breaker.open
    for _ in range(limits.BREAKER_FAILURES):
        breaker.failed("gone")
    with pytest.raises(SearchUnavailableError, match="gone"):
        breaker.check()
    assert len(probes) == 2
    clock.now += limits.BREAKER_PAUSE
    with pytest.raises(SearchUnavailableError, match="yet"):
        breaker.check()
    with pytest.raises(SearchUnavailableError, match="for now"):
        breaker.check()
    clock.now += 2 * limits.BREAKER_PAUSE
    breaker.check()
    assert not breaker.open
    assert probes == []


def test_the_pause_of_a_breaker_grows_to_a_bound() -> None:
    clock = Clock()
    breaker = Breaker(lambda: False, clock)
    for _ in range(limits.BREAKER_FAILURES):
        breaker.failed("gone")
    for _ in range(10):
        clock.now += limits.BREAKER_LONGEST_PAUSE
        with pytest.raises(SearchUnavailableError, match="yet"):
            breaker.check()
