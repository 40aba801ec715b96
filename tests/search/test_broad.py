"""Counts of broad questions are kept for a while, and only those."""

from dataclasses import replace
from datetime import date

from search.asking.broad import BROAD, SECONDS, BroadCounts
from search.backend import Answer, Ask, Scope
from search.page import Reason
from search.plan import Term, Tier
from search.query import Kind


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


def test_broad_counts_are_kept_until_they_are_old_or_the_generation_changes() -> None:
    now = [0.0]
    backend = Counting(BROAD)
    counts = BroadCounts(backend, lambda: now[0])  # type: ignore[arg-type]
    assert [counts.run(ASK, "question")[0].total for _ in range(3)] == [BROAD] * 3
    assert backend.counted == 1
    backend.commit = 2
    assert counts.run(ASK, "question")[1] is False
    now[0] = SECONDS
    assert counts.run(ASK, "question")[1] is True
    assert backend.counted == 2
    backend.generation = "g2"
    counts.run(ASK, "question")
    counts.run(replace(ASK, scope=Scope(Kind.ENTERPRISE, date(2026, 1, 2))), "question")
    assert backend.counted == 4


def test_narrow_counts_are_always_fresh() -> None:
    backend = Counting(BROAD - 1)
    counts = BroadCounts(backend)  # type: ignore[arg-type]
    assert all(counts.run(ASK, "question")[1] for _ in range(3))
    assert backend.counted == 3
