"""What only a real cluster shows: refusals, locks, litter, generations, trouble and recovery."""

import pickle
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from search.elastic import bulk, limits
from search.elastic.address import parse
from search.elastic.cluster import Cluster, RequestError
from search.elastic.generations import Generations
from search.elastic.lock import WriterLock
from search.elastic.names import Names
from search.elastic.schema import PARENTS
from search.elastic.writer import ElasticWriter
from search.errors import IndexBuildingError, OutdatedIndexError, SearchUnavailableError
from search.factory import open_reader, open_writer
from search.query import Facet, Kind, Query
from tests.contract.search.region import alone, ask, enterprise, named
from tests.fixtures.elastic import ElasticServers
from tests.fixtures.parts import leave_out
from tests.fixtures.tls_proxy import OPENSSL, tls_proxy

pytestmark = pytest.mark.xdist_group("elastic-9")
ON = date(2026, 3, 2)


def firms(count: int, version: int = 1) -> list[object]:
    return [alone(enterprise(f"喀什果业{n}号商店", f"k{n}"), version) for n in range(count)]


def test_an_entry_that_does_not_fit_is_refused_by_name(cluster: Cluster, writer: ElasticWriter) -> None:
    index = Names(cluster.address.prefix).index(Generations(cluster).live() or "", Kind.ENTERPRISE)
    with pytest.raises(bulk.RefusedError, match=r"k9.*strict_dynamic_mapping"):
        bulk.send(cluster, [bulk.put(index, "k9", 1, b'{"unknown":1}')])
    with pytest.raises(bulk.RefusedError, match="k8"):
        bulk.send(cluster, [bulk.put(index, "k8", 1, b'{"rank":"high"}')])


def test_a_refused_request_passes_between_processes_with_its_status() -> None:
    told = pickle.loads(pickle.dumps(RequestError(403, "no such right")))
    assert (type(told), told.status, str(told)) == (RequestError, 403, "no such right")


def test_a_stale_write_changes_nothing(cluster: Cluster, writer: ElasticWriter) -> None:
    writer.apply([alone(enterprise("新名公司", "k"), 5)], 1)
    index = Names(cluster.address.prefix).index(Generations(cluster).live() or "", Kind.ENTERPRISE)
    bulk.send(cluster, [bulk.put(index, "k", 4, b'{"rank":1}'), bulk.remove(index, "k", 3)], refresh=True)
    assert cluster.request("GET", f"/{index}/_doc/k")["_version"] == 5


def test_a_lock_is_taken_over_from_the_dead_and_the_late_only(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = Names(cluster.address.prefix).lock
    first = WriterLock(cluster, index)
    with pytest.raises(SearchUnavailableError, match="another process writes"):
        WriterLock(cluster, index)
    first.release()
    entry = {"holder": "elsewhere:1:x", "until": time.time() + 60}
    path = f"/{index}/_doc/writer"
    cluster.request("PUT", path, entry)
    with pytest.raises(SearchUnavailableError, match="elsewhere"):
        WriterLock(cluster, index)
    cluster.request("PUT", path, entry | {"until": time.time() - 1})
    second = WriterLock(cluster, index)
    cluster.request("PUT", path, entry)
    monkeypatch.setattr(second, "_until", 0.0)
    with pytest.raises(SearchUnavailableError, match="elsewhere"):
        second.check()
    second.release()
    assert cluster.request("GET", path)["_source"]["holder"] == "elsewhere:1:x"


def test_what_a_killed_build_left_is_removed_and_the_live_index_stays(
    elastic_url: str, cluster: Cluster, writer: ElasticWriter
) -> None:
    writer.apply(firms(3), 1)
    writer.close()
    generations = Generations(cluster)
    live = generations.live()
    litter = generations.begin()
    assert generations.all() == {live: True, litter: False}
    open_writer(elastic_url).close()
    assert generations.all() == {live: True}
    assert open_reader(elastic_url).search(ask("果业")).total == 3


def test_the_last_generation_is_kept_to_go_back_to(
    elastic_url: str, cluster: Cluster, writer: ElasticWriter
) -> None:
    generations = Generations(cluster)
    names = [generations.live()]
    for version in (1, 2, 3):
        name = writer.build([alone(enterprise(f"第{version}代公司", "k"), version)], version)
        names.append(name)
        writer.switch(name)
    assert list(generations.all()) == sorted(names[-2:])
    writer.apply([alone(enterprise("第四代公司", "k"), 4)], 4, names[-2])
    writer.switch(str(names[-2]))
    page = open_reader(elastic_url).search(ask(""))
    assert named(page) == ["第四代公司"]
    assert open_reader(elastic_url).health().position == 4


def test_the_live_generation_cannot_be_dropped_nor_an_unknown_one_switched_to(
    cluster: Cluster, writer: ElasticWriter
) -> None:
    generations = Generations(cluster)
    with pytest.raises(SearchUnavailableError, match="live"):
        generations.drop(generations.live() or "")
    with pytest.raises(LookupError, match="nothing"):
        generations.switch("nothing")


def test_an_index_of_an_older_layout_is_read_and_not_written(
    elastic_url: str, writer: ElasticWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.apply(firms(2), 1)
    for module in ("search.elastic.writer", "search.elastic.reader"):
        monkeypatch.setattr(f"{module}.is_current", lambda _: False)
    assert not writer.current()
    assert not open_reader(elastic_url).health().current
    assert open_reader(elastic_url).search(ask("果业")).total == 2
    for call in (lambda: writer.apply(firms(1, 2), 2), writer.position, lambda: next(iter(writer.held()))):
        with pytest.raises(OutdatedIndexError):
            call()


def test_an_index_from_before_commitments_is_read_on_and_not_emptied(
    elastic_url: str, cluster: Cluster, writer: ElasticWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.apply(firms(2), 1)
    writer.close()
    generations = Generations(cluster)
    live = generations.live()
    cluster.request("DELETE", f"/{Names(cluster.address.prefix).index(live or '', Kind.COMMITMENT)}")
    assert generations.live() is None  # of this layout something is missing
    for module in ("search.elastic.writer", "search.elastic.reader", "search.elastic.generations"):
        monkeypatch.setattr(f"{module}.is_current", lambda _: False)
    assert generations.live() == live
    with pytest.raises(SearchUnavailableError, match="live"):
        generations.drop(live or "")
    ElasticWriter(cluster).close()
    reader = open_reader(elastic_url)
    assert reader.search(ask("果业")).total == 2
    assert reader.count(ask("果业", kind=Kind.COMMITMENT)) == (0, True)
    page = reader.search(ask("", kind=Kind.COMMITMENT, facets=frozenset(Facet)))
    assert (page.total, page.facets[Facet.STATE]) == (0, ())
    assert reader.health().documents[Kind.COMMITMENT] == 0


def test_several_shards_answer_as_one(
    elastic_servers: ElasticServers, elastic_url: str, writer: ElasticWriter
) -> None:
    parted = f"{elastic_url}-parted?shards=3&replicas=0"
    other = open_writer(parted)
    documents = [alone(enterprise(f"喀什果业{n}号商店", f"k{n}", year=2000 + n % 7)) for n in range(120)]
    writer.apply(documents, 1)
    other.apply(documents, 1)
    pages = []
    for url in (elastic_url, parted):
        reader, seen, cursor = open_reader(url), [], None
        while True:
            page = reader.search(ask("果业", size=25, cursor=cursor))
            seen += [hit.key for hit in page.hits]
            cursor = page.next
            if cursor is None:
                break
        pages.append((seen, page.total))
    other.close()
    assert pages[0] == pages[1]
    assert len(set(pages[0][0])) == 120


def test_a_refresh_interval_lets_the_cluster_show_changes_by_itself(elastic_url: str) -> None:
    url = f"{elastic_url}-slow?refresh=100ms"
    slow = open_writer(url)
    slow.apply(firms(1), 1)
    until = time.monotonic() + 20
    while open_reader(url).search(ask("果业")).total != 1:
        assert time.monotonic() < until
        time.sleep(0.05)
    slow.close()


def test_a_changed_index_is_seen_by_a_reader_that_remembers(elastic_url: str, writer: ElasticWriter) -> None:
    reader = open_reader(elastic_url)
    for number in range(1, 4):
        writer.apply([alone(enterprise(f"喀什果业{number}号商店", f"k{number}"))], number)
        for _ in range(3):
            assert reader.search(ask("喀果")).total == number


@pytest.mark.parametrize("size", [5, 100])
def test_a_page_is_one_trip_once_the_question_is_known(
    elastic_url: str, writer: ElasticWriter, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    writer.apply(firms(60), 1)
    reader = open_reader(elastic_url)
    for _ in range(2):  # what came with a change may be older than it, and is not remembered
        reader.search(ask("果业", size=size))
    trips: list[object] = []
    send = Cluster.lines
    monkeypatch.setattr(Cluster, "lines", lambda *a, **k: (trips.append(a), send(*a, **k))[1])
    monkeypatch.setattr(Cluster, "ask_one", lambda *_: pytest.fail("a trip that could have been foreseen"))
    assert reader.search(ask("果业", size=size)).total == 60
    assert reader.search(ask("果业1号", size=size)).total > 0
    assert len(trips) == 2


@pytest.mark.parametrize("count", [5, 160])
def test_a_page_with_the_counts_beside_it_is_one_trip_too(
    elastic_url: str, writer: ElasticWriter, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """Also where so much is found that not all of it is brought, once the question was asked before."""
    writer.apply(firms(count), 1)
    reader, query = open_reader(elastic_url), ask("果业")
    others = [ask("果业", kind=kind) for kind in Kind if kind is not Kind.ENTERPRISE]
    for _ in range(2):
        reader.search_and_count(query, others)
    trips: list[object] = []
    send = Cluster.lines
    monkeypatch.setattr(Cluster, "lines", lambda *a, **k: (trips.append(a), send(*a, **k))[1])
    monkeypatch.setattr(Cluster, "ask_one", lambda *_: pytest.fail("a trip that could have been foreseen"))
    page, counts = reader.search_and_count(query, others)
    assert (page.total, counts, len(trips)) == (count, ((0, True),) * 3, 1)


def test_tls_ca_and_api_key(
    elastic_servers: ElasticServers, elastic_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("openssl") is None:
        leave_out(OPENSSL)
    prefix = elastic_url.rpartition("/")[2]
    (tmp_path / "key").write_text("b3duOmtleQ==", encoding="utf-8")
    with tls_proxy(elastic_servers.url("9.5.3"), tmp_path, "b3duOmtleQ==") as proxy:
        good = f"{proxy.address}/{prefix}?ca={proxy.ca}&api_key_file={tmp_path}/key"
        monkeypatch.setattr(limits, "BULK_PAUSE", 0.01)
        writer = open_writer(good)
        proxy.put_off = 3
        assert writer.apply(firms(2), 1) == 2  # type: ignore[arg-type]
        assert proxy.put_off == 0
        assert open_reader(good).search(ask("果业")).total == 2
        writer.close()
        assert proxy.refused == []
        for bad in (
            f"{proxy.address}/{prefix}?ca={proxy.ca}",
            f"{proxy.address}/{prefix}?api_key_file={tmp_path}/key",
        ):
            with pytest.raises(SearchUnavailableError):
                open_reader(bad).health()
        assert len(proxy.refused) == 1  # the other one never trusted the server


def test_a_cluster_that_hangs_is_left_alone_and_found_again(
    elastic_servers: ElasticServers, elastic_url: str, writer: ElasticWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ASK_TIMEOUT", 0.5)
    monkeypatch.setattr(limits, "BREAKER_PAUSE", 0.2)
    writer.apply(firms(1), 1)
    server, reader = elastic_servers.server("9.5.3"), open_reader(elastic_url)
    assert reader.search(ask("果业")).total == 1
    server.pause()
    try:
        for _ in range(limits.BREAKER_FAILURES):
            with pytest.raises(SearchUnavailableError, match=r"within 0\.5 s"):
                reader.search(ask("果业"))
        spent = time.process_time()
        for _ in range(200):
            with pytest.raises(SearchUnavailableError):
                reader.search(ask("果业"))
        assert time.process_time() - spent < 5
    finally:
        server.resume()
    until = time.monotonic() + 30
    while True:
        try:
            assert reader.search(ask("果业")).total == 1
            break
        except SearchUnavailableError:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert writer.apply(firms(2, 2), 2) == 2  # type: ignore[arg-type]
    assert reader.search(ask("果业")).total == 2


def test_a_gone_cluster_is_unavailable_and_nothing_else(tmp_path: Path) -> None:
    url = "elastic://127.0.0.1:9/x"
    reader = open_reader(url)
    for call in (lambda: reader.search(Query("火炬", ON)), reader.health, lambda: open_writer(url)):
        with pytest.raises(SearchUnavailableError):
            call()
    unreadable = f"elastic+https://127.0.0.1:9/x?ca={tmp_path}/none.pem"
    with pytest.raises(SearchUnavailableError):
        open_reader(unreadable).health()


def test_half_a_set_of_aliases_is_no_live_index(
    elastic_url: str, cluster: Cluster, writer: ElasticWriter
) -> None:
    writer.apply(firms(1), 1)
    writer.close()
    names = Names(cluster.address.prefix)
    generation = Generations(cluster).live() or ""
    cluster.request("DELETE", f"/{names.index(generation, PARENTS)}")
    with pytest.raises(SearchUnavailableError):
        open_reader(elastic_url).search(ask("果业"))
    again = open_writer(elastic_url)
    assert again.position() == 0
    again.close()
    assert parse(elastic_url).prefix == names.prefix
    with pytest.raises(IndexBuildingError):
        open_reader(elastic_url).search(ask("果业"))
