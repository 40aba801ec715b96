"""Counts of broad questions are kept for a while, and only those."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from search.asking import searcher
from search.asking.broad import BROAD, OLDEST, SECONDS, BroadCounts
from search.backend import Answer, Ask, Scope
from search.behind import Behind, Work
from search.errors import SearchUnavailableError
from search.factory import open_reader, open_writer
from search.page import Reason
from search.plan import Pinned, Term, Tier
from search.query import Kind, Query
from tests.search.test_embedded import firm


class Counting:
    """A backend that says how often it had to count."""

    def __init__(self, total: int) -> None:
        self.total, self.counted, self.generation, self.commit = total, 0, "g1", 1

    def state(self) -> str:
        return f"{self.generation}/{self.commit}"

    def run(self, ask: Ask) -> Answer:
        self.counted += ask.count
        return Answer((), self.total if ask.count else None, {})


ASK = Ask(Scope(Kind.ENTERPRISE, date(2026, 1, 1)), (Tier(Reason.NAME, Term("en新")),), 20, count=True)


class Later:
    """Work that is done when a test says so."""

    def __init__(self) -> None:
        self.waiting: dict[object, Work] = {}

    def __call__(self, key: object, work: Work) -> None:
        self.waiting.setdefault(key, work)

    def do(self) -> None:
        while self.waiting:
            self.waiting.popitem()[1]()


def test_broad_counts_are_kept_as_long_as_nothing_changes() -> None:
    now = [0.0]
    backend = Counting(BROAD)
    counts = BroadCounts(backend, lambda: now[0])  # type: ignore[arg-type]
    for later in (0, SECONDS, 10 * OLDEST):
        now[0] = later
        assert counts.run(ASK, "question") == (Answer((), BROAD, {}), True)
    assert backend.counted == 1


def test_counts_are_made_anew_behind_the_reader_who_finds_them_old() -> None:
    now, behind = [0.0], Later()
    backend = Counting(BROAD)
    counts = BroadCounts(backend, lambda: now[0], behind)  # type: ignore[arg-type]
    counts.run(ASK, "question")
    backend.commit, backend.total = 2, BROAD + 7
    assert counts.run(ASK, "question") == (Answer((), BROAD, {}), False)
    assert not behind.waiting
    now[0] = SECONDS
    assert counts.run(ASK, "question") == (Answer((), BROAD, {}), False)
    assert backend.counted == 1
    behind.do()
    assert backend.counted == 2
    assert counts.run(ASK, "question") == (Answer((), BROAD + 7, {}), True)
    backend.commit, backend.total = 3, 5
    now[0] = 2 * SECONDS
    counts.run(ASK, "question")
    behind.do()
    assert counts.run(ASK, "question") == (Answer((), 5, {}), True)
    assert backend.counted == 4


def test_counts_of_another_generation_or_day_or_of_minutes_ago_are_not_told() -> None:
    now, behind = [0.0], Later()
    backend = Counting(BROAD)
    counts = BroadCounts(backend, lambda: now[0], behind)  # type: ignore[arg-type]
    counts.run(ASK, "question")
    backend.commit, now[0] = 2, OLDEST
    assert counts.run(ASK, "question")[1] is True
    backend.generation = "g2"
    assert counts.run(ASK, "question")[1] is True
    counts.run(replace(ASK, scope=Scope(Kind.ENTERPRISE, date(2026, 1, 2))), "question")
    assert backend.counted == 4
    assert not behind.waiting


def test_counts_with_documents_of_one_state_are_never_made_anew_in_another() -> None:
    now, behind = [0.0], Later()
    backend = Counting(BROAD)
    counts = BroadCounts(backend, lambda: now[0], behind)  # type: ignore[arg-type]
    pinned = replace(ASK, tiers=(*ASK.tiers, Pinned(Reason.NEAR, ("a",))))
    counts.run(pinned, "question")
    backend.commit, now[0] = 2, SECONDS
    assert counts.run(pinned, "question")[1] is True
    assert backend.counted == 2
    assert not behind.waiting


def test_work_behind_the_readers_is_done_once_at_a_time_and_goes_on_after_a_failure() -> None:
    behind, done, go, over = Behind(), list[str](), Event(), Event()

    def fail() -> None:
        go.wait(10)
        done.append("failed")
        raise SearchUnavailableError("down")

    behind("first", fail)
    for _ in range(3):
        behind("second", lambda: done.append("second"))
    behind("last", over.set)
    go.set()
    assert over.wait(10)
    assert done == ["failed", "second"]


def test_narrow_counts_are_always_fresh() -> None:
    backend = Counting(BROAD - 1)
    counts = BroadCounts(backend)  # type: ignore[arg-type]
    assert all(counts.run(ASK, "question")[1] for _ in range(3))
    assert backend.counted == 3


def test_the_page_of_a_broad_question_is_looked_for_once_until_something_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searcher, "BROAD", 3)
    url = f"embedded://{tmp_path}"
    writer, reader = open_writer(url), open_reader(url)
    assert isinstance(reader, searcher.Searcher)
    looked: list[Query] = []
    look = reader._look
    monkeypatch.setattr(reader, "_look", lambda query: looked.append(query) or look(query))
    broad, narrow = Query("商贸", date(2026, 1, 1)), Query("喀什第1商贸", date(2026, 1, 1))
    writer.apply([firm(n) for n in range(3)], 1)
    pages = [reader.search(query) for query in (broad, broad, narrow, narrow)]
    assert looked == [broad, narrow, narrow]
    assert pages[0] == pages[1]
    writer.apply([firm(7)], 2)
    assert reader.search(broad).total == 4
    assert reader.search(replace(broad, on=date(2026, 1, 2))).total == 4
    writer.close()
