"""What many tiers of a question look for in vain is looked for once, and found when it comes."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import tantivy

from search.document import Card, Document, Name, Replacement
from search.embedded import view
from search.embedded.writer import EmbeddedWriter
from search.factory import open_reader
from search.query import Kind, Query

ON = date(2026, 1, 1)
QUESTION = "店 有限 乌鲁木齐 区"  # all words broad, no name of a part of a city's shop has them all


def firm(key: str, name: str) -> Replacement:
    card = Card(name=name, address=key)
    return Replacement(
        key, 1, (Document(kind=Kind.ENTERPRISE, key=key, parent=key, card=card, names=(Name(name),)),)
    )


def test_broad_words_that_nothing_has_together_are_asked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("乌鲁木齐商贸有限公司", "喀什地区百货店", "乌鲁木齐市天山区粮油店")
    writer = EmbeddedWriter(tmp_path)
    writer.switch(writer.build([firm(f"k{n}", name) for n, name in enumerate(names)], 1))
    looked = Counter[str]()
    plain = view.View.look

    def look(self: view.View, query: tantivy.Query, framed: tantivy.Query, most: int) -> view.Found:
        found = plain(self, query, framed, most)
        if not found.hits:
            looked[str(framed)] += 1
        return found

    monkeypatch.setattr(view, "_BROAD", 0)
    monkeypatch.setattr(view.View, "look", look)
    reader = open_reader(f"embedded://{tmp_path}")
    assert reader.search(Query(QUESTION, ON)).total == 0
    assert looked
    assert set(looked.values()) == {1}
    writer.apply((firm("k9", "乌鲁木齐市天山区店有限公司"),), 2)
    assert reader.search(Query(QUESTION, ON)).total == 1
    writer.close()
