"""Counting by the numbers of entries says the same as counting by values, and as counting the documents."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backend import Ask, Scope
from search.behind import Work
from search.document import Card, Document, FacetValue, Name, Replacement
from search.embedded import run, view
from search.embedded.counting import Whole
from search.embedded.reader import EmbeddedReader
from search.embedded.writer import EmbeddedWriter
from search.facets import read_mark, rolled_up, split
from search.page import Reason
from search.plan import Term, Tier
from search.query import Facet, Kind

ON = date(2026, 3, 2)
VALUES = st.builds(
    FacetValue,
    st.sampled_from(Facet),
    st.sampled_from(("650102", "652301", "operating", "yes", "2016", "abnormal", "F1", "S9", "012345", "0")),
    st.sampled_from((None, None, ON, ON + timedelta(1), ON - timedelta(1), date(1800, 1, 1), date.max)),
)


def document(n: int, values: list[FacetValue]) -> Document:
    card = Card(name="喀什商贸有限公司", address=f"k{n}")
    return Document(
        kind=Kind.ENTERPRISE,
        key=f"k{n}",
        parent=f"k{n}",
        card=card,
        names=(Name(card.name),),
        facets=tuple(values),
    )


def counted(documents: list[Document]) -> dict[Facet, dict[str, int]]:
    """What there is to count, said plainly."""
    counts: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
    for one in documents:
        plain, marks = split(one.facets)
        held = [(facet.value, value) for facet, value in plain.items()]
        for name, value in held + [read for text in marks if (read := read_mark(text, ON))]:
            of_facet = counts[Facet(name)]
            of_facet[value] = of_facet.get(value, 0) + 1
    counts[Facet.DIVISION] = rolled_up(counts[Facet.DIVISION])
    return counts


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(VALUES, max_size=9), min_size=1, max_size=6))
def test_all_ways_of_counting_agree(tmp_path: Path, lists: list[list[FacetValue]]) -> None:
    documents = [document(n, values) for n, values in enumerate(lists)]
    writer = EmbeddedWriter(tmp_path / "index")
    writer.switch(writer.build([Replacement(one.key, 1, (one,)) for one in documents], 1))
    writer.close()
    reader = EmbeddedReader(tmp_path / "index")
    scope, all_of_them = Scope(Kind.ENTERPRISE, ON), (Tier(Reason.ALL, Term("*")),)
    by_numbers = reader.run(Ask(scope, all_of_them, 0, count=True, facets=frozenset(Facet)))
    assert by_numbers.total == len(documents)
    assert by_numbers.facets == reader.values(scope, tuple(Facet)) == counted(documents)


def test_what_most_entries_match_is_counted_alike_before_and_after_all_of_them_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "ALL", 2)
    monkeypatch.setattr(run, "ALL", 2)
    monkeypatch.setattr(run, "_BROAD", 3)
    waiting: list[Work] = []
    whole = Whole(behind=lambda _key, work: waiting.append(work))
    documents = [
        document(n, [FacetValue(Facet.YEAR, f"201{n % 3}"), FacetValue(Facet.LISTED, "abnormal", ON)])
        for n in range(12)
    ]
    marked = [document(n, [FacetValue(Facet.LICENSED, "yes", ON + timedelta(n))]) for n in range(12, 15)]
    writer = EmbeddedWriter(tmp_path / "index")
    entries = [Replacement(one.key, 1, (one,)) for one in documents + marked]
    writer.switch(writer.build(entries, 1))
    writer.close()
    reader = EmbeddedReader(tmp_path / "index", whole)
    tiers = (Tier(Reason.NAME, Term("y2010")), Tier(Reason.ALL, Term("*")))
    ask = Ask(Scope(Kind.ENTERPRISE, ON), tiers, 0, count=True, facets=frozenset(Facet))
    before = reader.run(ask)
    assert len(waiting) == 1
    waiting.pop()()
    assert reader.run(ask) == before
    assert not waiting
    assert before.facets == counted(documents + marked)
