"""The judged queries, asked of the real embedded engine over the gold corpus."""

from datetime import date
from pathlib import Path

import pytest

from bench import corpus
from bench.judged import JudgedError, load
from bench.relevance import Outcome, gold_queries, indexed_apart, summary

ON = date(2026, 3, 2)


@pytest.fixture(scope="module")
def outcomes() -> tuple[Outcome, ...]:
    return indexed_apart(corpus.gold(), gold_queries(), ON)


def missed(outcomes: tuple[Outcome, ...], category: str | None = None) -> str:
    """The weak answers, one a line, so that a red test says what to look at."""
    weak = [o for o in outcomes if category in (None, o.judged.category) and (o.recall < 1 or o.rank != 1)]
    return "\n".join(f"{o.judged.category}: {o.judged.query!r} -> {o.rank} {o.names[:3]}" for o in weak)


def test_there_are_enough_judged_queries_of_every_class() -> None:
    judged = gold_queries()
    assert len(judged) >= 500
    assert len({item.category for item in judged}) >= 40
    assert sum(item.language.value == "ug" for item in judged) >= 150


def test_every_expected_name_is_in_the_corpus() -> None:
    known = corpus.gold().subjects
    named = {name for j in gold_queries() for name in (*j.expected, *j.must_rank_above, *j.found_below)}
    assert named <= known.keys()


def test_recall_and_rank_overall(outcomes: tuple[Outcome, ...]) -> None:
    score = summary(outcomes)[0]
    assert score.recall >= 0.995, missed(outcomes)
    assert score.mrr >= 0.97, missed(outcomes)


def test_recall_in_every_class(outcomes: tuple[Outcome, ...]) -> None:
    weak = [score for score in summary(outcomes) if score.recall < 0.98]
    assert not weak, "\n".join(missed(outcomes, score.label) for score in weak)


def test_a_spelled_name_stands_above_its_homophones_and_they_below(outcomes: tuple[Outcome, ...]) -> None:
    triples = [o for o in outcomes if o.judged.category == "homophone_triple"]
    assert len(triples) >= 36
    assert [o.judged.query for o in triples if o.rank != 1 or not o.ordered] == []
    assert [o.judged.query for o in triples if not o.accompanied] == []


def test_namesakes_stay_below(outcomes: tuple[Outcome, ...]) -> None:
    assert [(o.judged.query, o.names[:5]) for o in outcomes if not o.ordered] == []


def test_what_must_be_found_below_is_found(outcomes: tuple[Outcome, ...]) -> None:
    assert [(o.judged.query, o.names[:8]) for o in outcomes if not o.accompanied] == []


def test_a_wrong_expectation_is_seen() -> None:
    """The twin: the same measure must fail on a query whose answer is not there."""
    judged = [item for item in gold_queries() if item.category == "full_name"][:3]
    known = corpus.Corpus()
    known.add([corpus.Subject(judged[0].expected[0])])
    score = summary(indexed_apart(known, judged, ON))[0]
    assert score.recall == pytest.approx(1 / 3)


def test_a_judged_set_of_others_is_read(tmp_path: Path) -> None:
    path = tmp_path / "judged.tsv"
    path.write_text("class\tlanguage\tquery\texpected\nbrand\tzh\t云杉谷\t甲|乙\n", encoding="utf-8")
    assert load(path)[0].expected == ("甲", "乙")
    path.write_text("class\tquery\texpected\nbrand\t云杉谷\t甲\n", encoding="utf-8")
    with pytest.raises(JudgedError, match="language"):
        load(path)
