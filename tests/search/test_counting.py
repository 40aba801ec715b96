"""Counting the documents at hand says the same as counting in the index."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backend import Scope
from search.document import Card, Document, FacetValue, Name, Replacement
from search.embedded.counting import count_documents
from search.embedded.reader import EmbeddedReader
from search.embedded.writer import EmbeddedWriter
from search.query import Facet, Kind

ON = date(2026, 3, 2)
VALUES = st.builds(
    FacetValue,
    st.sampled_from(Facet),
    st.sampled_from(("650102", "652301", "operating", "yes", "2016")),
    st.sampled_from((None, None, ON, ON + timedelta(1), ON - timedelta(1))),
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


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(VALUES, max_size=6), min_size=1, max_size=6))
def test_counts_of_rows_are_counts_of_the_index(tmp_path: Path, lists: list[list[FacetValue]]) -> None:
    documents = [document(n, values) for n, values in enumerate(lists)]
    writer = EmbeddedWriter(tmp_path / "index")
    writer.switch(writer.build([Replacement(one.key, 1, (one,)) for one in documents], 1))
    writer.close()
    counted = EmbeddedReader(tmp_path / "index").values(Scope(Kind.ENTERPRISE, ON), tuple(Facet))
    assert count_documents(documents, ON, frozenset(Facet)) == counted
