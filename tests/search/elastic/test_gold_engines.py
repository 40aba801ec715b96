"""Both engines rank alike: the judged queries asked of each, on real servers, class by class.

The embedded engine's answers are asked once for each process; differences are listed by query.
"""

from datetime import date
from functools import cache
from secrets import token_hex

import pytest

from bench import corpus
from bench.relevance import Outcome, build, differences, gold_queries, indexed_apart, measure, summary
from search.factory import open_reader
from tests.fixtures.elastic import ElasticServers

ON = date(2026, 3, 2)
MOST = 0.01  # by which recall or reciprocal rank may differ in a class


@cache
def embedded() -> tuple[Outcome, ...]:
    return indexed_apart(corpus.gold(), gold_queries(), ON)


@pytest.mark.parametrize(
    "version",
    [
        pytest.param("8.19.21", marks=pytest.mark.xdist_group("elastic-8")),
        pytest.param("9.5.3", marks=pytest.mark.xdist_group("elastic-9")),
    ],
)
def test_both_engines_rank_alike(elastic_servers: ElasticServers, version: str) -> None:
    url = f"{elastic_servers.address(version)}/gold{token_hex(4)}"
    build(url, corpus.gold())
    found = tuple(measure(open_reader(url), gold_queries(), ON))
    listed = "\n".join(differences(embedded(), found))
    for ours, theirs in zip(summary(embedded()), summary(found), strict=True):
        assert (ours.label, ours.language) == (theirs.label, theirs.language)
        assert abs(ours.recall - theirs.recall) <= MOST, listed
        assert abs(ours.mrr - theirs.mrr) <= MOST, listed


def test_a_difference_is_listed() -> None:
    """The twin: other answers to the same queries are seen."""
    judged = [item for item in gold_queries() if item.category == "full_name"][:2]
    known = corpus.Corpus()
    known.add([corpus.Subject(judged[0].expected[0])])
    whole = corpus.Corpus()
    whole.add([corpus.Subject(item.expected[0]) for item in judged])
    one, other = (indexed_apart(each, judged, ON) for each in (known, whole))
    (line,) = differences(one, other)
    assert judged[1].query in line
    assert list(differences(one, one)) == []
