"""Commitments are found by what was promised and by who promised it, and narrowed by how they stand."""

from collections.abc import Iterable
from datetime import date

import pytest
from msgspec.structs import replace

from search.document import Document, Replacement
from search.page import HintKind, Reason
from search.query import Filter, Sort
from tests.contract.search.conftest import Engine
from tests.contract.search.region import ON, Facet, FacetValue, Kind, ask, commitment, enterprise

FIRM, OTHER = "喀什绿洲果业有限公司", "和田玉石商贸有限公司"
LETTER = "本企业承诺不销售过期食品，七日内无理由退货。"
END = date(2026, 3, 10)
FACETS = frozenset({Facet.STATE, Facet.KEPT, Facet.TOPIC, Facet.INDUSTRY, Facet.DIVISION, Facet.YEAR})


def _promises() -> Iterable[Document]:
    in_force = FacetValue(Facet.STATE, "public", END)
    place = {"division": "653101", "industry": "F"}
    yield enterprise(FIRM, "k1", **place)
    yield commitment(
        "c1", "k1", "产品质量", LETTER, facets=(in_force,), kept="not_yet", topic="statement", **place
    )
    yield commitment(
        "c2", "k1", "按期付款", "收货后三十日内付款。", state="withdrawn", topic="sme_payment", **place
    )


@pytest.fixture
def promised(engine: Engine) -> Engine:
    documents = tuple(_promises())
    other = commitment(
        "c3", "k2", "诚信经营", "明码标价，不欺诈。", state="public", kept="not_kept", division="653200"
    )
    engine.put(Replacement("k1", 1, documents), Replacement("k2", 1, (other,)))
    return engine


def found(engine: Engine, text: str, **more: object) -> list[str]:
    return [hit.key for hit in engine.reader.search(ask(text, kind=Kind.COMMITMENT, **more)).hits]


def test_a_word_of_the_promise_finds_it_and_nothing_else(promised: Engine) -> None:
    for typed in ("过期食品", "无理由退货", "食品"):
        (hit,) = promised.reader.search(ask(typed, kind=Kind.COMMITMENT)).hits
        assert (hit.kind, hit.key, hit.reason, hit.card.title) == (
            Kind.COMMITMENT,
            "c1",
            Reason.TEXT,
            "产品质量",
        )
    assert found(promised, "药品") == []


def test_a_promise_is_found_by_its_matter(promised: Engine) -> None:
    assert found(promised, "按期付款") == ["c2"]


def test_a_matter_is_found_in_uyghur_and_its_row_says_it_so(promised: Engine) -> None:
    entered = "ئەتىگەنلىك بازاردا كەم تارتماسلىق"
    made = commitment("c4", "k3", "早市不缺斤短两", entered, state="public", division="653200")
    promised.put(Replacement("k3", 1, (replace(made, card=replace(made.card, title_uyghur=entered)),)))
    for typed in ("كەم تارتماسلىق", "ئەتىگەنلىك"):
        (hit,) = promised.reader.search(ask(typed, kind=Kind.COMMITMENT)).hits
        assert (hit.key, hit.card.title_uyghur) == ("c4", entered)
    assert found(promised, "早市") == ["c4"]


@pytest.mark.parametrize("typed", ["", "绿洲", "过期食品", "绿舟", "没有这样的"])
def test_a_page_and_the_counts_beside_it_are_what_each_is_alone(promised: Engine, typed: str) -> None:
    narrowed = (Filter(Facet.DIVISION, ("653101",)),)
    for kind in Kind:
        query = ask(typed, kind=kind, facets=FACETS)
        others = [ask(typed, kind=other, filters=narrowed) for other in Kind if other is not kind]
        for _ in range(2):
            page, counts = promised.reader.search_and_count(query, others)
            assert page == promised.reader.search(query)
            assert counts == tuple(map(promised.reader.count, others))


def test_every_kind_keeps_to_itself(promised: Engine) -> None:
    assert promised.reader.search(ask("过期食品")).total == 0
    assert {kind: promised.reader.count(ask("", kind=kind))[0] for kind in Kind} == {
        Kind.ENTERPRISE: 1,
        Kind.PENALTY: 0,
        Kind.NOTICE: 0,
        Kind.COMMITMENT: 3,
    }


def test_those_who_look_among_the_enterprises_are_led_to_the_promise(promised: Engine) -> None:
    hints = promised.reader.search(ask("无理由退货")).hints
    (hint,) = [one for one in hints if one.kind is HintKind.OTHER_KIND]
    assert (hint.other, hint.count) == (Kind.COMMITMENT, 1)


def test_state_and_outcome_and_sector_narrow_and_are_counted(promised: Engine) -> None:
    assert sorted(found(promised, "", filters=(Filter(Facet.STATE, ("public",)),))) == ["c1", "c3"]
    assert found(promised, "", filters=(Filter(Facet.KEPT, ("not_kept",)),)) == ["c3"]
    assert sorted(found(promised, "", filters=(Filter(Facet.INDUSTRY, ("F",)),))) == ["c1", "c2"]
    page = promised.reader.search(ask("", kind=Kind.COMMITMENT, facets=FACETS))
    counts = {facet: {one.value: one.count for one in values} for facet, values in page.facets.items()}
    assert counts[Facet.STATE] == {"public": 2, "withdrawn": 1}
    assert counts[Facet.KEPT] == {"not_yet": 1, "not_kept": 1}
    assert counts[Facet.DIVISION] == {"650000": 3, "653100": 2, "653101": 2, "653200": 1}


def test_a_promise_is_in_force_until_its_day_whatever_the_index_has_followed(promised: Engine) -> None:
    chosen = (Filter(Facet.STATE, ("public",)),)
    for on, keys in ((ON, ["c1", "c3"]), (END, ["c3"])):
        assert sorted(found(promised, "", on=on, filters=chosen)) == keys
        page = promised.reader.search(ask("", kind=Kind.COMMITMENT, on=on, facets=FACETS))
        assert {one.value: one.count for one in page.facets[Facet.STATE]}["public"] == len(keys)


def test_gone_with_its_enterprise_or_with_its_period(promised: Engine) -> None:
    promised.put(Replacement("k1", 2, (commitment("c1", "k1", "产品质量", LETTER, public_until=END),)))
    assert sorted(found(promised, "")) == ["c1", "c3"]
    assert found(promised, "", on=END) == ["c3"]
    assert found(promised, "", sort=Sort.NEWEST, on=END) == ["c3"]
    promised.put(Replacement("k2", 2, ()))
    assert found(promised, "") == ["c1"]
