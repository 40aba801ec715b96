"""The page of results: counted filters, chips, pages, help, and what happens without the engine."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from flask import Flask

from credit.db import schema
from credit.db.session import open_sessions
from credit.domain.document_numbers import numbers_of
from credit.domain.records import Licence, Penalty
from credit.domain.vocabulary import RecordKind
from credit.services.public import PublicReader
from search.engine import SearchReader
from search.errors import SearchUnavailableError
from search.factory import open_writer
from tests.web.conftest import SHOWN_PIECE
from tests.web.visiting import LANGUAGES, Visitor
from web.app import create_app
from web.http.portal import EXTENSION
from web.presenters.speech import SPEECH
from web.settings import Settings


def number(text: str) -> int:
    return int("".join(filter(str.isdigit, text)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filter_holds_what_it_promises(visit: Visitor, language: str) -> None:
    page = visit("/search", language)
    links = page.tree.css("a.facet-link")
    assert len(links) > 20
    for link in links[:12]:
        promised = number(link.css_first(".facet-count").text())
        address = str(link.attributes["href"]).removeprefix(f"/{language}")
        narrowed = visit(address, language)
        assert number(narrowed.texts("h1")[0]) == promised
        assert len(narrowed.texts(".chip")) == 1


def test_ruling_out_and_taking_off(visit: Visitor) -> None:
    whole = number(visit("/search").texts("h1")[0])
    page = visit("/search?not.status=operating")
    kept = number(page.texts("h1")[0])
    assert 0 < kept < whole
    assert page.links("a.chip") == ["/zh/search"]
    assert kept + number(visit("/search?status=operating").texts("h1")[0]) == whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_filters_that_only_help_together(visit: Visitor, language: str) -> None:
    """Taking off either of two filters finds nothing; taking off both does, and the page says so."""
    page = visit("/search?status=none&division=none", language)
    assert f"/{language}/search" in page.links("main a")
    assert number(visit("/search", language).texts("h1")[0]) > 0


def test_pages_follow_each_other_without_gap(visit: Visitor) -> None:
    seen: list[str] = []
    address = "/search?sort=newest"
    while address:
        page = visit(address)
        seen += page.links(".result-name a")
        following = page.links('a[rel="next"]')
        address = following[0].removeprefix("/zh") if following else ""
    assert len(seen) == len(set(seen)) == number(visit("/search").texts("h1")[0])


def test_the_language_switch_keeps_everything(visit: Visitor) -> None:
    page = visit("/search?q=%E6%96%B0%E7%96%86&status=operating&sort=oldest")
    there = urlsplit(page.links("a.language")[0])
    assert there.path == "/ug/search"
    assert parse_qs(there.query) == {"q": ["新疆"], "status": ["operating"], "sort": ["oldest"]}


def test_nothing_found_is_not_the_end(visit: Visitor) -> None:
    page = visit("/search?q=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E5%90%8D%E5%AD%97zzz&status=operating")
    assert page.texts(".result") == []
    assert "/zh/search?q=" in page.links(".empty-links a")[0]


def test_a_document_is_looked_up_by_its_whole_number(visit: Visitor) -> None:
    rows = visit(f"/enterprise/{SHOWN_PIECE}").tree.css("#licence tbody tr[id]")
    found = str(rows[0].css("td")[0].text()).strip()
    page = visit(f"/document?number={found}")
    assert page.tree.css_first(".banner--good") is not None
    assert page.links(".facts a") == [f"/zh/enterprise/{SHOWN_PIECE}"]
    assert page.links(".section > p a")[0] == f"/zh/enterprise/{SHOWN_PIECE}#{rows[0].attributes['id']}"
    assert visit("/document?number=ZZ000").tree.css_first(".banner--warn") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_under_the_box(visit: Visitor, language: str) -> None:
    answer = visit.get(f"/{language}/suggest?q={SHOWN_PIECE[:10]}")
    assert SHOWN_PIECE in answer.get_data(as_text=True)
    assert visit.get(f"/{language}/suggest").status_code == 200


class Down:
    """An engine that does not answer."""

    def __getattr__(self, name: str) -> object:
        def refuse(*_arguments: object, **_options: object) -> None:
            raise SearchUnavailableError

        return refuse


@pytest.fixture
def without_engine(region: Settings) -> Visitor:
    engine: SearchReader = Down()  # type: ignore[assignment]
    return Visitor(create_app(region, search=engine))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_the_engine(without_engine: Visitor, language: str) -> None:
    visit = without_engine
    by_code = visit(f"/search?q={SHOWN_PIECE}", language)
    assert by_code.links(".result-name a") == [f"/{language}/enterprise/{SHOWN_PIECE}"]
    assert by_code.tree.css_first(".banner") is not None
    assert visit("/search?q=%E6%96%B0%E7%96%86", language).texts(".result")
    visit(f"/enterprise/{SHOWN_PIECE}", language)
    visit("/", language)
    visit("/notices", language, status=503)
    visit("/document?number=1", language)
    assert "suggest-item" in visit.get(f"/{language}/suggest?q=新疆").get_data(as_text=True)
    assert visit.get("/readyz").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("writing", [False, True], ids=["never built", "being built"])
def test_until_the_index_is_built_nothing_found_is_not_said(
    region: Settings, tmp_path: Path, writing: bool, language: str
) -> None:
    """A writer opens an empty index before it fills one: that one must not answer for the register."""
    url = f"embedded://{tmp_path}/index"
    writer = open_writer(url) if writing else None
    visit = Visitor(create_app(replace(region, search_url=url)))
    assert visit(f"/search?q={SHOWN_PIECE}", language).texts(".result")
    page = visit("/search?q=新疆天山", language)
    assert page.texts(".result")
    building = SPEECH[language]._("搜索索引正在建立")
    assert building in page.texts(".banner")[0]
    assert building in visit("/search?q=无此商号", language).texts(".banner")[0]
    assert "suggest-item" in visit.get(f"/{language}/suggest?q=新疆").get_data(as_text=True)
    assert building in visit("/document?number=1", language).main
    assert building in visit("/notices", language, status=503).main
    ready = visit.get("/readyz")
    assert (ready.status_code, ready.get_json()["search"]) == (200, "building")
    if writer:
        writer.close()


def test_an_empty_register_finds_nothing_and_says_so(empty_settings: Settings) -> None:
    sessions = open_sessions(empty_settings.database_url)
    schema.upgrade(sessions.engine)
    open_writer(empty_settings.search_url).close()
    visit = Visitor(create_app(empty_settings))
    page = visit("/search?q=新疆")
    assert page.texts(".banner") == []
    assert page.texts(".empty-links")
    assert visit.get("/readyz").get_json()["search"] == "empty"


def test_the_engine_is_asked_anew_each_time(portal_app: Flask) -> None:
    assert portal_app.extensions[EXTENSION].search.health().ready


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_with_one_wrong_character_is_said_to_be_close(visit: Visitor, language: str) -> None:
    right = visit(f"/search?q={SHOWN_PIECE}", language).texts(".result-why")
    wrong = visit(f"/search?q={SHOWN_PIECE[:-1]}B", language)
    assert wrong.links(".result-name a") == [f"/{language}/enterprise/{SHOWN_PIECE}"]
    assert SHOWN_PIECE in wrong.texts(".result-why")[0]
    assert wrong.texts(".result-why") != right


def test_a_row_says_a_name_once(visit: Visitor) -> None:
    page = visit("/notices")
    for row in page.tree.css(".result"):
        name, second = row.css_first(".result-name").text(), row.css_first(".result-second")
        assert second is None or second.text() not in name
    own = visit("/notices", "ug").tree.css('.result-second [lang="ug"]')
    assert own


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_says_its_own_name_its_agency_and_its_days(
    visit: Visitor, reader: PublicReader, language: str
) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    for record in located.dossier.records:
        for number in numbers_of(record):
            page = visit(f"/document?number={quote(number)}", language)
            said = page.tree.css_first(f".section:has(a[href$='#r-{record.id}'])")
            assert said is not None, number
            text = said.text()
            assert number in text
            assert record.source.published_on.isoformat() in text
            if isinstance(record.content, Penalty | Licence):
                assert record.source.agency.name in text
            if isinstance(record.content, Licence) and record.content.document_no == number:
                assert str(record.content.document_name) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_numbered_notice_of_an_authority_is_a_document_too(
    visit: Visitor, reader: PublicReader, language: str
) -> None:
    numbered = [one.notice for one in reader.notices.everything() if one.notice and one.notice.content.number]
    assert numbered
    notice = numbered[0]
    page = visit(f"/document?number={quote(str(notice.content.number))}", language)
    said = page.tree.css_first(f".section:has(a[href='/{language}/notices/{notice.key}'])")
    assert said is not None
    told = (notice.content.title, str(notice.content.number), notice.source.agency.name)
    assert all(one in said.text() for one in (*told, notice.source.published_on.isoformat()))


def test_a_document_of_which_a_bracket_is_written_otherwise_is_the_same(visit: Visitor) -> None:
    row = visit(f"/enterprise/{SHOWN_PIECE}").tree.css_first("#penalty tbody tr[id]")
    assert row is not None
    number = row.css("bdi.num")[0].text()
    assert "〔" in number
    page = visit(f"/document?number={quote(number.replace('〔', '[').replace('〕', ']'))}")
    assert number in page.main


def test_a_penalty_among_the_results_says_its_number(visit: Visitor, reader: PublicReader) -> None:
    located = reader.enterprise(SHOWN_PIECE)
    assert located is not None
    decided = {
        one.content.decision_no
        for one in located.dossier.of_kind(RecordKind.PENALTY)
        if isinstance(one.content, Penalty)
    }
    page = visit(f"/search?q={SHOWN_PIECE}&kind=penalty")
    assert {text for text in page.texts(".meta bdi.num") if "号" in text} == decided


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "role"), [(SHOWN_PIECE, "法定代表人"), ("92653125MA6D00069T", "经营者")])
def test_the_person_in_a_row_is_called_what_they_are(
    visit: Visitor, language: str, code: str, role: str
) -> None:
    meta = visit(f"/search?q={code}", language).texts(".result:first-child .meta li")
    assert len([one for one in meta if one.startswith(SPEECH[language]._(role))]) == 1


def test_a_match_in_the_chinese_name_is_marked_on_a_uyghur_page(visit: Visitor) -> None:
    page = visit("/search?q=天山金石商贸", "ug")
    assert "天山金石商贸" in page.texts(".result-second mark")
    assert "تىيانشان" not in "".join(page.texts(".result-second mark"))
