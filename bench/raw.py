"""What the portal's search costs beyond its engine: the very requests it makes of the engine, made bare.

One reader asks each question while what it asks of its engine is written down. Then a second one, that
remembers nothing of it, and the bare engine answer in turns.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import cycle
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.serializer import OrjsonSerializer

from bench.engine import FACETS, FULL_PAGE, questions
from bench.report import Section, percentile
from search.asking.searcher import Searcher
from search.document import Card
from search.elastic.address import parse
from search.elastic.cluster import Cluster
from search.elastic.opening import reading
from search.embedded.columns import Tally
from search.embedded.counting import Whole
from search.embedded.reader import EmbeddedReader
from search.embedded.view import View
from search.engine import SearchReader
from search.factory import directory
from search.query import Kind, Language, Query

Bare = Callable[[], object]
EACH = 60  # questions of a kind
_ACCEPT = "application/vnd.elasticsearch+json; compatible-with=8"
_LINES = "application/vnd.elasticsearch+x-ndjson; compatible-with=8"


class Recorder:
    """Stands before an object and writes down what is called of it."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.calls: list[Bare] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def called(*given: Any, **named: Any) -> Any:
            self.calls.append(lambda: found(*given, **named))
            return found(*given, **named)

        return called


class RecordingCluster(Cluster):
    """Writes down the requests that go to the cluster, to be sent again by a bare client."""

    def __init__(self, url: str) -> None:
        super().__init__(parse(url))
        self.calls: list[Bare] = []
        self._bare = Elasticsearch(list(self.address.hosts), serializer=OrjsonSerializer())

    def _send(self, method: str, path: str, body: bytes | None, kind: str, *rest: Any) -> Any:
        params = rest[1]
        told = {"accept": _ACCEPT, "content-type": kind}
        self.calls.append(
            lambda: self._bare.perform_request(method, path, params=params, headers=told, body=body)
        )
        return super()._send(method, path, body, kind, *rest)

    def close(self) -> None:
        self._bare.close()
        super().close()


def of_cluster(url: str) -> tuple[SearchReader, list[Bare]]:
    """A reader on a cluster, and what it asked so far."""
    cluster = RecordingCluster(url)
    return reading(cluster), cluster.calls


def of_embedded(url: str) -> tuple[SearchReader, list[Bare]]:
    """A reader on a directory, and what it asked of tantivy so far."""
    backend = EmbeddedReader(directory(url))
    view = backend.view()
    recorder = Recorder(view.searcher)
    backend._view = View(view.stamp, recorder, Whole(), Tally())  # type: ignore[arg-type]
    return Searcher(backend, backend.health, backend.question), recorder.calls


def measure(
    title: str,
    recorded: tuple[SearchReader, list[Bare]],
    fresh: SearchReader,
    cards: Sequence[Card],
    on: date,
    bar: float | None = None,
) -> Section:
    """Portal's time over the engine's by kind of question, one question at a time in one process."""
    section = Section(
        title,
        header=("kind of question", "questions", "calls each", "engine p50 ms", "portal p50 ms", "p99 ms"),
        note="20 hits, nine facets and the counts of the other kinds for each question, as on its page."
        " Engine: the same requests, sent bare.",
    )
    everything: list[tuple[float, float]] = []
    turn = cycle((True, False))
    for kind, texts in questions(cards).items():
        asked, pairs = _of_kind(recorded, fresh, [_query(text, on) for text in texts[:EACH]], turn)
        if pairs:
            everything += pairs
            section.rows.append(_row(kind, pairs, asked))
    engine, portal = (percentile([pair[at] for pair in everything], 0.5) for at in (0, 1))
    ratio = portal / engine
    wanted = "" if bar is None else f"≤ {bar:.1f}"
    section.add("portal ÷ engine at p50", f"{ratio:.2f}", wanted, None if bar is None else ratio <= bar)
    section.add("portal p50", f"{portal:.2f} ms")
    section.add("portal p99", f"{percentile([pair[1] for pair in everything], 0.99):.1f} ms")
    return section


def _of_kind(
    recorded: tuple[SearchReader, list[Bare]],
    fresh: SearchReader,
    asked_for: Sequence[Query],
    turn: Iterator[bool],
) -> tuple[int, list[tuple[float, float]]]:
    """How often the engine was asked, and for each question the milliseconds of engine and portal."""
    asker, calls = recorded
    asked, pairs = 0, []
    for query in asked_for:
        calls.clear()
        _ask(asker, query)
        bare = list(calls)
        asked += len(bare)
        pairs.append(_pair(bare, partial(_ask, fresh, query), next(turn)))
    return asked, pairs


def _ask(reader: SearchReader, query: Query) -> object:
    """What a page of results asks."""
    plain = replace(query, facets=frozenset())
    others = [replace(plain, kind=kind) for kind in Kind if kind is not query.kind]
    return reader.search_and_count(query, others)


def _query(text: str, on: date) -> Query:
    language = Language.UG if "\u0600" < text[0] < "\u0700" else Language.ZH
    return Query(text, on, language=language, facets=FACETS, size=FULL_PAGE)


def _pair(bare: Sequence[Bare], ask: Callable[[], object], first: bool) -> tuple[float, float]:
    """Milliseconds of the engine alone and of the portal; who goes first finds colder caches."""

    def engine() -> float:
        began = time.perf_counter()
        for call in bare:
            call()
        return (time.perf_counter() - began) * 1000

    def portal() -> float:
        began = time.perf_counter()
        ask()
        return (time.perf_counter() - began) * 1000

    if first:
        alone = engine()
        return alone, portal()
    whole = portal()
    return engine(), whole


def _row(kind: str, pairs: Sequence[tuple[float, float]], asked: int) -> tuple[str, ...]:
    engine, portal = ([pair[at] for pair in pairs] for at in (0, 1))
    figures = (percentile(engine, 0.5), percentile(portal, 0.5))
    p99 = percentile(portal, 0.99)
    return (kind, str(len(pairs)), f"{asked / len(pairs):.1f}", *(f"{x:.2f}" for x in figures), f"{p99:.1f}")


def bulk_request(client: Elasticsearch, body: bytes) -> None:
    """One bare `_bulk` request. Raises: RuntimeError if an entry was refused."""
    told = client.perform_request(
        "POST",
        "/_bulk",
        params={"filter_path": "errors"},
        headers={"accept": _ACCEPT, "content-type": _LINES},
        body=body,
    )
    if told.body["errors"]:
        raise RuntimeError("an entry was refused")
