"""The page of an enterprise: its sentence, its sections, its other numbers."""

import re

import pytest

from credit.services.public import PublicReader
from tests.web.conftest import SHOWN_PIECE
from tests.web.visiting import LANGUAGES, Visitor
from web.presenters.instant import is_former


def test_it_opens_with_one_plain_sentence(visit: Visitor, reader: PublicReader) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    entry = located.dossier.standing.abnormal[0]
    sentence = visit(f"/enterprise/{SHOWN_PIECE}").texts(".verdict-sentence")[0]
    day = entry.listed_on
    assert sentence.startswith(f"这家企业在营。因未按期公示 {entry.report_year} 年度报告")
    assert f"{day.year} 年 {day.month} 月 {day.day} 日" in sentence
    assert sentence.endswith("补报并公示后可申请移出。")


def test_a_uyghur_reader_sees_the_uyghur_name_first(visit: Visitor, reader: PublicReader) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    page = visit(f"/enterprise/{SHOWN_PIECE}", "ug")
    fact = located.dossier.registered
    assert page.texts("h1") == [fact.uyghur_name]
    second = page.tree.css_first(".title-second bdi")
    assert (second.text(), second.attributes["lang"]) == (fact.name, "zh-Hans")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_stands_where_the_search_points_to(
    visit: Visitor, reader: PublicReader, language: str
) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    page = visit(f"/enterprise/{SHOWN_PIECE}", language)
    for record in located.dossier.records:
        if is_former(record):  # stands on the page of its piece
            continue
        assert page.tree.css_first(f'[id="r-{record.id}"]') is not None, record.kind
    for link in page.links(".contents a"):
        assert page.tree.css_first(f'[id="{link[1:]}"]') is not None, link


def test_other_numbers_lead_to_the_page(visit: Visitor, reader: PublicReader) -> None:
    moved = 0
    for code in reader.codes(limit=400):
        located = reader.enterprise(code)
        assert located is not None
        if code != located.canonical_address:
            answer = visit.get(f"/ug/enterprise/{code}?category=penalty")
            assert answer.status_code == 301
            expected = f"/ug/enterprise/{located.canonical_address}?category=penalty"
            assert answer.headers["Location"] == expected
            moved += 1
    assert moved


def test_a_code_in_small_letters_leads_to_the_page(visit: Visitor) -> None:
    answer = visit.get(f"/zh/enterprise/{SHOWN_PIECE.lower()}")
    assert answer.headers["Location"] == f"/zh/enterprise/{SHOWN_PIECE}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", ["91650100MA77X3PQ6B", "123", "650100050012345", "没有", "a b", "9165O100MA77X3PQ6A"]
)
def test_an_unknown_code_is_helped(visit: Visitor, code: str, language: str) -> None:
    page = visit(f"/enterprise/{code}", language, status=404)
    assert page.tree.css_first("form[role=search] input[name=q]").attributes["value"] == code
    assert "https://www.gsxt.gov.cn/" in page.links()


def test_a_letter_that_should_be_a_digit_is_mended(visit: Visitor) -> None:
    page = visit(f"/enterprise/{SHOWN_PIECE.replace('0', 'O', 1)}", status=404)
    assert f"/zh/enterprise/{SHOWN_PIECE}" in page.links()


def test_the_timeline_shows_what_was_chosen(visit: Visitor) -> None:
    whole = visit(f"/enterprise/{SHOWN_PIECE}")
    kinds = {node.attributes["data-category"] for node in whole.tree.css(".event")}
    assert {"penalty", "list", "registration"} <= kinds
    some = visit(f"/enterprise/{SHOWN_PIECE}?category=penalty&category=list&category=nonsense")
    assert {node.attributes["data-category"] for node in some.tree.css(".event")} == {"penalty", "list"}


def test_what_is_missing_says_why(visit: Visitor) -> None:
    page = visit(f"/enterprise/{SHOWN_PIECE}")
    assert set(page.texts("#registration .missing")) == {"未采集", "企业选择不公示"}


def test_chinese_text_is_marked_on_uyghur_pages(visit: Visitor) -> None:
    page = visit(f"/enterprise/{SHOWN_PIECE}", "ug")
    for node in page.tree.css("main bdi"):
        if any("\u4e00" <= letter <= "\u9fff" for letter in node.text(deep=False)):
            assert node.attributes.get("lang") == "zh-Hans", node.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_registered_fact_has_its_day(visit: Visitor, reader: PublicReader, language: str) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    source = located.dossier.registered.source
    page = visit(f"/enterprise/{SHOWN_PIECE}", language)
    said = page.texts("#registration .section-source")[0]
    assert source.effective_on.isoformat() in said
    assert source.published_on.isoformat() in said
    former = located.dossier.registered.former_names[0].name
    for fact in page.tree.css("#registration .fact"):
        days = "".join(one.text() for one in fact.css(".fact-day"))
        assert bool(re.search(r"\d{4}-\d{2}-\d{2}", days)) != (former in fact.text())
