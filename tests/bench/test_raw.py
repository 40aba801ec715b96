"""What is called of an engine is written down and can be called again."""

from datetime import date
from pathlib import Path

from bench import corpus, raw
from bench.relevance import build
from search.factory import open_reader
from search.query import Query


def test_the_requests_of_a_question_are_made_again(tmp_path: Path) -> None:
    url = f"embedded://{tmp_path / 'index'}"
    known = corpus.Corpus()
    known.add([corpus.Subject("新疆天山金石商贸有限公司"), corpus.Subject("喀什果业有限公司")])
    build(url, known)
    reader, calls = raw.of_embedded(url)
    found = reader.search(Query("天山", date(2026, 3, 2)))
    assert found.total == open_reader(url).search(Query("天山", date(2026, 3, 2))).total == 1
    assert calls
    answers = [call() for call in list(calls)]
    assert len(answers) == len(calls)
    assert any(getattr(answer, "hits", None) for answer in answers)
