"""Broad words are counted before anybody asks, and only those."""

from datetime import date

import pytest

from search import warming
from search.asking.broad import BROAD
from search.errors import SearchUnavailableError
from search.page import Page
from search.query import Facet, Kind, Language, Query
from search.warming import warm

ON = date(2026, 1, 1)
FACETS = frozenset({Facet.STATUS})


class Asked:
    """A reader that remembers what it was asked, and finds much of some words."""

    def __init__(self, *broad: str) -> None:
        self._broad = broad
        self.counted: list[Query] = []
        self.searched: list[Query] = []

    def count(self, query: Query) -> tuple[int, bool]:
        self.counted.append(query)
        return (BROAD if query.text in self._broad else BROAD - 1), True

    def search(self, query: Query) -> Page:
        self.searched.append(query)
        return Page((), 0)


def test_what_is_broad_is_searched_as_pages_search_it() -> None:
    reader = Asked("喀什", "有限公司", "科技", "قەشقەر")
    warm(reader, ON, FACETS, ("喀什地区", "和田地区", "قەشقەر ۋىلايىتى"))  # type: ignore[arg-type]
    found = {query.text: query.language for query in reader.searched if query.facets == FACETS}
    assert found == {
        "喀什": Language.ZH,
        "有限公司": Language.ZH,
        "科技": Language.ZH,
        "قەشقەر": Language.UG,
    }
    assert {"喀什地区", "和田"} <= {query.text for query in reader.counted}


def test_readers_get_their_turn_between_words() -> None:
    reader, rests = Asked("喀什"), list[float]()
    warm(reader, ON, FACETS, ("喀什地区",), rests.append)  # type: ignore[arg-type]
    assert len(rests) == len(reader.counted) - len(Kind)
    assert all(seconds >= 0 for seconds in rests)


def test_an_engine_that_is_not_there_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Asked()
    monkeypatch.setattr(reader, "count", _gone)
    warm(reader, ON)  # type: ignore[arg-type]
    assert len(reader.searched) == len(warming._QUESTIONS)


def _gone(query: Query) -> tuple[int, bool]:
    raise SearchUnavailableError(query.text)
