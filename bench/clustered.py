"""The same register on a real Elasticsearch: rebuild against bare bulk writing, questions against bare
searches, sizes on disk, changes at a steady pace, and what happens when the server is in trouble."""

import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from bench import chaos, cores, engine, freshness, importing, raw
from bench.report import Section, at_least
from credit.db.session import open_sessions
from credit.domain.actors import system
from credit.domain.clock import SystemClock
from credit.services.change_source import DossierChanges
from credit.services.context import Context
from search.document import Card
from search.elastic import bulk, limits
from search.elastic.address import parse
from search.elastic.cluster import Cluster
from search.elastic.filling import all_actions
from search.elastic.generations import Generations
from search.elastic.names import Names
from search.elastic.schema import INDICES
from search.factory import open_reader
from search.local_elastic.server import Plan, running

VERSION = "9.5.3"
EMBEDDED = "Embedded: portal beside bare queries"
HEAP = "3g"
QUESTIONED = 20_000
WARMING = 50_000  # enterprises
SHARE = 0.8  # of the bare rate
RATIO = 1.5  # of the bare time
LAG = 1.0  # seconds


def measure(size: int, folder: Path, portal: Mapping[str, str]) -> Iterator[Section]:
    """Everything about the engine for many machines; the register lies in `folder` already."""
    clock = SystemClock()
    on = clock.today()
    embedded = portal["PORTAL_SEARCH_URL"]
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="elastic-", dir=folder))
        server = stack.enter_context(running(Plan(VERSION, Path(place), HEAP)))
        url = f"{server.url.replace('http://', 'elastic://')}/bench"
        own = {**portal, "PORTAL_SEARCH_URL": url}
        sessions = open_sessions(portal["PORTAL_DATABASE_URL"])
        stack.callback(sessions.close)
        source = DossierChanges(sessions, clock)
        with _bare(url, source, Path(place), WARMING):
            pass  # a server that has just started writes at half its speed, which is no fault of the build
        built = _build(own)
        documents = sum(open_reader(url).health().documents.values())
        yield _sizes(url, size)
        cards = engine.sample(open_reader(embedded), on, QUESTIONED)
        yield from _questions(url, embedded, cards, on)
        ctx = Context(sessions, clock, system("bench"))
        yield freshness.steady("Elasticsearch: changes at a steady pace", own, ctx, open_reader(url), LAG)
        again = Again(own, url, source, Path(place))
        yield _rebuild(built, documents, again, server.pid)
    seconds = float(os.environ.get("CHAOS_SECONDS") or "10")
    for nodes in (1, 3):
        with tempfile.TemporaryDirectory(prefix="portal-chaos-") as beside:
            yield chaos.section(chaos.run(Path(beside), seconds, nodes), nodes)


def _questions(url: str, embedded: str, cards: list[Card], on: date) -> Iterator[Section]:
    yield raw.measure(
        "Elasticsearch: portal beside bare searches", raw.of_cluster(url), open_reader(url), cards, on, RATIO
    )
    yield raw.measure(EMBEDDED, raw.of_embedded(embedded), open_reader(embedded), cards, on)


def _build(portal: Mapping[str, str]) -> importing.Run:
    return importing.run([sys.executable, "-m", "web.cli", "index", "build"], portal)


@dataclass(frozen=True, slots=True)
class Again:
    """What building or writing the register once more takes: settings, address, register, room on disk."""

    portal: Mapping[str, str]
    url: str
    source: DossierChanges
    place: Path

    def bare(self) -> float:
        """Entries a second."""
        with _bare(self.url, self.source, self.place) as (entries, seconds):
            return entries / seconds


def _rebuild(built: importing.Run, documents: int, again: Again, server: int) -> Section:
    """`portal index build` beside its very documents sent by a bare client, as they are."""
    section = Section(
        "Elasticsearch: rebuild",
        note="Bare: the same entries, encoded before, by a bare client, into an index that is not refreshed."
        " On the same cores the server shares them with what reads and analyses the documents; with cores of"
        " its own it has half of them, as a server on another machine has its own.",
    )
    with _bare(again.url, again.source, again.place) as (entries, seconds):
        bare = entries / seconds
    rate = documents / built.seconds
    section.add("documents indexed a second", f"{rate:,.0f}", "≥ 15,000", at_least(rate, 15_000))
    _beside(section, "on the same cores", entries / built.seconds, bare)
    with cores.apart(server) as apart:
        if apart:
            _beside(section, "server on its own", entries / _build(again.portal).seconds, again.bare())
    section.add(
        "peak memory of the rebuild", f"{built.peak_mib:,.0f} MiB", "≤ 1024 MiB", built.peak_mib <= 1024
    )
    return section


def _beside(section: Section, where: str, rate: float, bare: float) -> None:
    """Entries a second, those of the parents too, of a build and of bare writing."""
    share = rate / bare
    section.add(f"{where}: entries a second", f"{rate:,.0f}")
    section.add(f"{where}: entries a second, bare `_bulk`", f"{bare:,.0f}")
    section.add(f"{where}: rebuild ÷ bare `_bulk`", f"{share:.2f}", f"≥ {SHARE:.2f}", at_least(share, SHARE))


@contextmanager
def _bare(
    url: str, source: DossierChanges, place: Path, at_most: int | None = None
) -> Iterator[tuple[int, float]]:
    """Entries, and the seconds that writing them took, into indices of the same kind that go again.

    at_most: so many enterprises only.
    """
    address = parse(f"{url}-bare")
    cluster = Cluster(address)
    generations = Generations(cluster)
    name = generations.begin()
    client = Elasticsearch(list(address.hosts))
    try:
        file = place / "bulk"
        index = generations.names.index(name, "*")
        cluster.request("PUT", f"/{index}/_settings", {"index.refresh_interval": "-1"})
        documents = islice(source.everything(), at_most)
        lengths, entries = _spool(all_actions(generations.names, name, documents), file)
        yield entries, _send_all(client, file, lengths)
    finally:
        generations.drop(name)
        client.close()
        cluster.close()


def _spool(actions: Iterable[bulk.Action], file: Path) -> tuple[list[int], int]:
    """The bodies of all bulk requests, one after the other; their lengths, and how many entries they hold."""
    lengths: list[int] = []
    entries = 0
    with file.open("wb") as out:
        for chunk in bulk.chunks(actions):
            entries += len(chunk)
            lengths.append(out.write(b"\n".join(line for one in chunk for line in one if line) + b"\n"))
    return lengths, entries


def _send_all(client: Elasticsearch, file: Path, lengths: list[int]) -> float:
    """Send what lies in a file, as many requests at a time as a rebuild does; seconds, till it is safe."""
    began = time.perf_counter()
    with file.open("rb") as source, ThreadPoolExecutor(limits.BULK_AT_ONCE) as pool:
        waiting = iter(lengths)
        while some := list(islice(waiting, limits.BULK_AT_ONCE)):
            bodies = [source.read(length) for length in some]
            list(pool.map(lambda body: raw.bulk_request(client, body), bodies))
    client.indices.refresh(index="*")
    client.indices.flush(index="*")
    return time.perf_counter() - began


def _sizes(url: str, size: int) -> Section:
    """Bytes on disk by index, merged as an index is that rests."""
    section = Section(
        "Elasticsearch: size on disk",
        header=("index", "documents", "MiB", "bytes a document", "bytes an enterprise"),
        note="One primary shard each, without copies, merged into one segment.",
    )
    cluster = Cluster(parse(url))
    names = Names(cluster.address.prefix)
    whole = 0
    try:
        for index in INDICES:
            alias = names.alias(index)
            cluster.request(
                "POST", f"/{alias}/_forcemerge", timeout=limits.LONG_TIMEOUT, params={"max_num_segments": 1}
            )
            cluster.request("POST", f"/{alias}/_flush")  # what was merged goes from the disk
            told: Any = cluster.request("GET", f"/{alias}/_stats/store,docs")["_all"]["primaries"]
            stored, documents = int(told["store"]["size_in_bytes"]), int(told["docs"]["count"])
            whole += stored
            each = f"{stored / documents:,.0f}" if documents else ""
            mib = f"{stored / 2**20:,.1f}"
            section.rows.append((index, f"{documents:,}", mib, each, f"{stored / size:,.0f}"))
    finally:
        cluster.close()
    section.add("all indices", f"{whole / 2**20:,.0f} MiB ({whole / size:,.0f} B an enterprise)")
    return section
