"""Filters, counts, days, sorting and pages: the same for every engine."""

from datetime import date, timedelta

import pytest

from search.errors import CursorError
from search.page import HintKind
from search.query import Filter, Language, Sort
from tests.contract.search.conftest import Engine
from tests.contract.search.region import (
    ON,
    Facet,
    FacetValue,
    Number,
    Tag,
    alone,
    ask,
    enterprise,
    named,
    penalty,
)

EVERY = frozenset(Facet)


@pytest.fixture(scope="module")
def town(shared_engine: Engine) -> Engine:
    """Twelve firms: divisions by thirds, status by halves, every fourth listed until the tenth of March."""
    listed = FacetValue(Facet.LISTED, "abnormal", date(2026, 3, 10))
    shared_engine.put(
        *(
            alone(
                enterprise(
                    f"喀什果业{n}号商店",
                    f"k{n:02}",
                    division=("653101", "653121", "650102")[n % 3],
                    status=("normal", "revoked")[n % 2],
                    facets=(listed,) if n % 4 == 0 else (),
                    day=date(2020, 1, 1) + timedelta(n),
                )
            )
            for n in range(12)
        )
    )
    return shared_engine


def counts(engine: Engine, facet: Facet, **more: object) -> dict[str, int]:
    page = engine.reader.search(ask(str(more.pop("text", "喀什")), facets=EVERY, **more))
    return {found.value: found.count for found in page.facets[facet]}


def test_values_of_a_filter_are_or_filters_are_and(town: Engine) -> None:
    two = Filter(Facet.DIVISION, ("653101", "650102"))
    assert town.reader.search(ask("果业", filters=(two,))).total == 8
    normal = Filter(Facet.STATUS, ("normal",))
    assert town.reader.search(ask("果业", filters=(two, normal))).total == 4
    assert town.reader.count(ask("果业", filters=(two, normal))) == (4, True)


def test_excluding_and_unknown_values(town: Engine) -> None:
    assert (
        town.reader.search(ask("", filters=(Filter(Facet.LISTED, ("abnormal",), exclude=True),))).total == 9
    )
    assert town.reader.search(ask("", filters=(Filter(Facet.STATUS, ("nothing",)),))).total == 0
    assert (
        town.reader.search(ask("", filters=(Filter(Facet.STATUS, ("nothing",), exclude=True),))).total == 12
    )
    assert town.reader.search(ask("", filters=(Filter(Facet.STATUS, ()),))).total == 0


def test_a_prefecture_counts_and_filters_its_counties(town: Engine) -> None:
    expected = {"650000": 12, "653100": 8, "653101": 4, "653121": 4, "650100": 4, "650102": 4}
    assert counts(town, Facet.DIVISION) == expected
    assert town.reader.search(ask("", filters=(Filter(Facet.DIVISION, ("653100",)),))).total == 8


def test_a_facet_ignores_its_own_filter_and_heeds_the_others(town: Engine) -> None:
    chosen = (Filter(Facet.STATUS, ("normal",)),)
    assert counts(town, Facet.STATUS, filters=chosen) == {"normal": 6, "revoked": 6}
    assert counts(town, Facet.LISTED, filters=chosen) == {"abnormal": 3}
    assert counts(town, Facet.LISTED, filters=(Filter(Facet.STATUS, ("revoked",)),)) == {}


def test_only_asked_facets_are_counted(town: Engine) -> None:
    assert set(town.reader.search(ask("", facets=frozenset({Facet.YEAR}))).facets) == {Facet.YEAR}
    assert set(town.reader.search(ask("没有的", facets=EVERY)).facets) == EVERY


def test_a_value_ends_on_its_day_in_hits_and_counts(town: Engine) -> None:
    chosen = (Filter(Facet.LISTED, ("abnormal",)),)
    for on, found in ((date(2026, 3, 9), 3), (date(2026, 3, 10), 0)):
        assert town.reader.search(ask("", on=on, filters=chosen)).total == found
        assert counts(town, Facet.LISTED, on=on) == ({"abnormal": found} if found else {})


def test_the_longest_of_equal_values_counts_once(engine: Engine) -> None:
    ends = (date(2026, 3, 1), date(2026, 5, 1), date(2026, 4, 1))
    facets = tuple(FacetValue(Facet.KEY_AREA, "food", end) for end in ends)
    engine.put(alone(enterprise("喀什果业商店", facets=(*facets, FacetValue(Facet.KEY_AREA, "drugs")))))
    assert counts(engine, Facet.KEY_AREA, on=date(2026, 4, 30)) == {"food": 1, "drugs": 1}
    assert counts(engine, Facet.KEY_AREA, on=date(2026, 5, 1)) == {"drugs": 1}


def test_a_document_ends_on_its_day_everywhere(engine: Engine) -> None:
    engine.put(alone(enterprise("喀什果业商店", public_until=date(2026, 3, 3), status="normal")))
    engine.put(alone(penalty("p", "x", "无证经营", "喀罚〔2025〕1号", public_until=date(2026, 3, 3))))
    assert engine.reader.search(ask("果业")).total == 1
    after = date(2026, 3, 3)
    assert engine.reader.search(ask("果业", on=after)).total == 0
    assert engine.reader.search(ask("", on=after)).total == 0
    assert engine.reader.count(ask("", on=after)) == (0, True)
    assert counts(engine, Facet.STATUS, text="", on=after) == {}
    assert len(engine.reader.suggest("喀什", Language.ZH, ON)) == 1
    assert engine.reader.suggest("喀什", Language.ZH, after) == ()


def test_numbers_and_tags_end_on_their_day(engine: Engine) -> None:
    day = date(2026, 3, 3)
    engine.put(
        alone(
            enterprise(
                "喀什果业商店",
                numbers=(Number("JY16531010001234", "licence-1", day),),
                tags=(Tag("abnormal", day), Tag("dormant")),
            )
        )
    )
    (hit,) = engine.reader.search(ask("JY16531010001234")).hits
    assert hit.anchor == "licence-1"
    assert [tag.code for tag in hit.card.tags] == ["abnormal", "dormant"]
    assert engine.reader.search(ask("JY16531010001234", on=day)).total == 0
    (hit,) = engine.reader.search(ask("果业", on=day)).hits
    assert [tag.code for tag in hit.card.tags] == ["dormant"]


@pytest.mark.parametrize("sort", list(Sort))
@pytest.mark.parametrize("text", ["", "喀什果业", "果业", "guoye"])
@pytest.mark.parametrize("size", [1, 5, 12])
def test_pages_follow_each_other_without_gap_or_repeat(
    town: Engine, sort: Sort, text: str, size: int
) -> None:
    seen: list[str] = []
    cursor = None
    for _ in range(20):
        page = town.reader.search(ask(text, sort=sort, size=size, cursor=cursor))
        assert page.total == 12
        seen += [hit.key for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 12
    if sort is not Sort.RELEVANCE:
        assert seen == sorted(seen, reverse=sort is Sort.NEWEST)


def test_order_is_stable_and_weight_breaks_ties(engine: Engine) -> None:
    engine.put(*(alone(enterprise(f"喀什果业{n}店", f"k{n}", weight=20 + n * 10)) for n in range(5)))
    first = [hit.key for hit in engine.reader.search(ask("果业")).hits]
    assert first == ["k4", "k3", "k2", "k1", "k0"]
    assert first == [hit.key for hit in engine.reader.search(ask("果业")).hits]


def test_a_cursor_fits_only_its_own_question(town: Engine) -> None:
    cursor = town.reader.search(ask("果业", size=2)).next
    assert cursor is not None
    others = (
        ask("喀什", size=2, cursor=cursor),
        ask("果业", size=2, cursor=cursor, sort=Sort.NEWEST),
        ask("果业", size=2, cursor=cursor, filters=(Filter(Facet.STATUS, ("normal",)),)),
        *(
            ask("果业", cursor=bad)
            for bad in ("", "x", "火炬", "A" * 22, cursor[:-2], cursor + "AA", "'; --")
        ),
    )
    for query in others:
        with pytest.raises(CursorError):
            town.reader.search(query)
    assert len(town.reader.search(ask("果业", size=5, cursor=cursor)).hits) == 5


def test_a_filter_in_the_way_is_named_with_what_it_hides(town: Engine) -> None:
    page = town.reader.search(ask("果业", filters=(Filter(Facet.STATUS, ("nothing",)),)))
    assert page.total == 0
    (hint,) = [hint for hint in page.hints if hint.kind is HintKind.RELAX_FILTER]
    assert (hint.facet, hint.count) == (Facet.STATUS, 12)


def test_language_never_hides_a_hit(town: Engine) -> None:
    for text in ("果业", "guoye", "", "kashi"):
        found = [set(named(town.reader.search(ask(text, language=lang)))) for lang in Language]
        assert found[0] == found[1]
