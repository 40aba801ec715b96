"""Promises as everybody sees them: in the list, on their own page, on the mark in a shop window."""

from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from credit.services import records
from tests.fixtures.facts import record
from tests.web.promises import BAKER, HIDDEN, LETTER, SHOWN, SIGNER, TRADER, Place, breach, market, promise
from tests.web.visiting import LANGUAGES


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return market(tmp_path_factory.mktemp("market"))


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """One that a test may change."""
    return market(tmp_path_factory.mktemp("own"))


def rows(place: Place, address: str, language: str = "zh") -> list[str]:
    return place.visit(address, language).links(".result-name a")


def test_only_what_may_be_public_has_a_page(place: Place) -> None:
    assert set(place.paths) == {one.number for one in SHOWN}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_promise_and_to_nothing_hidden(place: Place, language: str) -> None:
    page = place.visit("/commitments", language)
    assert set(page.links(".result-name a")) == {f"/{language}{path}" for path in place.paths.values()}
    for one in HIDDEN:
        assert one.matter not in page.html
    for path in place.paths.values():
        place.visit(path, language)


def test_found_by_its_words_its_number_and_whoever_made_it(place: Place) -> None:
    quality = {f"/zh{place.paths['CN-KEPT-2026']}"}
    assert quality <= set(rows(place, "/commitments?q=过期食品"))
    assert rows(place, "/commitments?q=CN-BROKEN-2026") == [f"/zh{place.paths['CN-BROKEN-2026']}"]
    assert len(rows(place, f"/commitments?q={TRADER}")) == len(SHOWN)
    assert rows(place, "/search?kind=commitment&q=三十日内付款") == [f"/zh{place.paths['CN-OPEN-2026']}"]
    assert rows(place, f"/commitments?q={SIGNER}") == []


def test_narrowed_by_state_outcome_and_type(place: Place) -> None:
    assert rows(place, "/commitments?kept=not_kept") == [f"/zh{place.paths['CN-BROKEN-2026']}"]
    assert rows(place, "/commitments?topic=sme_payment") == [f"/zh{place.paths['CN-OPEN-2026']}"]
    assert rows(place, "/commitments?state=withdrawn") == [f"/zh{place.paths['CN-WITHDRAWN-2026']}"]
    assert len(rows(place, "/commitments?industry=F&division=650102")) == len(SHOWN)
    names = place.visit("/commitments").texts("aside h3, aside legend, aside summary, .facet-title")
    for name in ("履行情况", "承诺状态", "类别", "地区", "行业", "受理单位", "承诺年份"):
        assert any(name in one for one in names), names


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_without_hits_says_what_can_be_tried(place: Place, language: str) -> None:
    page = place.visit("/commitments?q=没有人承诺过这个", language)
    assert page.links(".results") == []
    assert f"/{language}/commitments" in page.links(".empty a")


def test_the_results_of_other_kinds_count_promises_too(place: Place) -> None:
    page = place.visit("/search?q=乌鲁木齐市示例1商贸有限公司")
    (tab,) = [one for one in page.tree.css("nav a") if "kind=commitment" in (one.attributes["href"] or "")]
    assert str(len(SHOWN)) in tab.text()


def test_a_promise_that_holds(place: Place) -> None:
    page = place.visit(place.paths["CN-KEPT-2026"])
    assert page.texts(".verdict-sentence")[0].startswith("这份承诺现在有效，有效到")
    assert "已履行" in page.main
    assert "现场核查" in page.main
    for line in LETTER.splitlines():
        assert line in page.main
    for part in ("svg", "png"):
        assert place.visit.get(f"/zh{place.paths['CN-KEPT-2026']}/mark.{part}").status_code == 200


@pytest.mark.parametrize(
    ("number", "said"),
    [("CN-EXPIRED-2026", "到期"), ("CN-WITHDRAWN-2026", "撤回"), ("CN-OLD-2026", "新的承诺替换")],
)
def test_a_promise_that_ended_says_so_first_and_has_no_sheet(place: Place, number: str, said: str) -> None:
    page = place.visit(place.paths[number])
    assert said in page.texts(".verdict-sentence")[0]
    assert "不再有效" in page.texts(".verdict-sentence")[0]
    assert not page.links("#mark a")
    assert place.visit.get(f"/zh{place.paths[number]}/mark.pdf").status_code == 404
    drawn = place.visit.get(f"/zh{place.paths[number]}/mark.svg").get_data(as_text=True)
    assert "不再有效" in drawn
    if number == "CN-OLD-2026":
        assert f"/zh{place.paths['CN-NEW-2026']}" in page.links("main a")


def test_a_broken_promise_says_so_first_with_reasons_remedy_and_repair(place: Place) -> None:
    page = place.visit(place.paths["CN-BROKEN-2026"])
    assert "没有履行" in page.texts(".verdict-sentence")[0]
    for said in ("检查时发现没有明码标价", "六十日内申请行政复议", "天市监违诺〔2026〕1号", "责令在"):
        assert said in page.main
    assert "/zh/repair" in page.links("main a")
    mark = place.visit.get(f"/zh{place.paths['CN-BROKEN-2026']}/mark.svg")
    assert "有违诺认定" in mark.get_data(as_text=True)


def test_a_review_under_way_is_shown(own: Place) -> None:
    again = breach("CN-BROKEN-2026", "天市监违诺〔2026〕1号", under_review_since=date(2026, 6, 1))
    records.put(own.ctx, (TRADER,), record(again, "c9", date(2026, 1, 10)))
    assert "审查中" in own.visit(own.paths["CN-BROKEN-2026"]).main
    assert "审查中" in own.visit(f"/enterprise/{TRADER}").texts(".verdict")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_the_enterprise(place: Place, language: str) -> None:
    page = place.visit(f"/enterprise/{TRADER}", language)
    links = page.links("#commitment a")
    assert {f"/{language}{path}" for path in place.paths.values()} <= set(links)
    assert "CN-BROKEN-2026" in page.texts("#breach")[0]
    timeline = page.texts("#timeline")[0]
    assert "产品质量和售后服务" in timeline
    if language == "zh":
        assert "没有履行" in page.texts(".verdict-sentence")[0]
    quiet = place.visit(f"/enterprise/{BAKER}", language)
    assert not quiet.tree.css("#commitment-title")
    assert quiet.tree.css("#commitment")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_mark_leads_to_changes_by_itself_when_the_day_comes(own: Place, language: str) -> None:
    path = own.paths["CN-KEPT-2026"]
    first = own.visit(path, language)
    assert first.tree.css_first(".verdict--good")
    own.clock.moment = own.clock.moment.replace(year=2027, month=1, day=1)
    assert own.visit(path, language).tree.css_first(".verdict--ended")
    own.clock.moment = own.clock.moment.replace(year=2029)
    gone = own.visit(path, language, status=404)
    assert f"/{language}/commitments" in gone.links("main a")


def test_the_list_tells_the_day_though_the_index_was_not_followed(own: Place) -> None:
    own.clock.moment = own.clock.moment.replace(year=2027, month=1, day=1)
    assert f"/zh{own.paths['CN-KEPT-2026']}" not in rows(own, "/commitments?state=public")


def test_an_address_that_never_was(place: Place) -> None:
    nobody = "0" * 26
    place.visit(f"/commitment/{TRADER}/{nobody}", status=404)
    place.visit(f"/commitment/nothing/{nobody}", status=404)
    assert place.visit.get(f"/zh/commitment/{TRADER.lower()}/{nobody}").status_code == 301
    for kind in ("svg", "png", "pdf"):
        assert place.visit.get(f"/zh/commitment/{TRADER}/{nobody}/mark.{kind}").status_code == 404


def test_a_record_of_another_kind_is_no_promise(place: Place) -> None:
    page = place.visit(f"/enterprise/{TRADER}")
    (broken,) = [one.attributes["id"] for one in page.tree.css("#breach tr[id]")]
    place.visit(f"/commitment/{TRADER}/{(broken or '').removeprefix('r-')}", status=404)


def test_the_mark_leads_to_the_promise_and_its_number_is_on_it(place: Place) -> None:
    drawn = place.visit.get(f"/ug{place.paths['CN-KEPT-2026']}/mark.svg").get_data(as_text=True)
    assert LexborHTMLParser(drawn).css_first("svg")
    assert "CN-KEPT-2026" in drawn
    picture = place.visit.get(f"/zh{place.paths['CN-KEPT-2026']}/mark.png")
    assert picture.get_data()[:4] == b"\x89PNG"


def test_no_browser_shows_a_mark_without_asking_whether_it_still_holds(own: Place) -> None:
    """Kept for an hour it said on the next day, and after a decision, that all is well."""
    address = f"/zh{own.paths['CN-KEPT-2026']}/mark.svg"
    first = own.visit.get(address)
    assert "no-cache" in first.headers["Cache-Control"]
    known = {"If-None-Match": first.headers["ETag"]}
    assert own.visit.get(address, headers=known).status_code == 304
    own.clock.move(days=400)
    after = own.visit.get(address, headers=known)
    assert after.status_code in (200, 404)
    assert "是否有效" not in after.get_data(as_text=True)


def test_a_matter_with_marks_of_its_own_is_text_everywhere(own: Place) -> None:
    odd = promise("CN-ODD-2026", matter='<b>"价格"&优惠</b>', text="<script>alert(1)</script>承诺优惠。")
    records.put(own.ctx, (TRADER,), record(odd, "odd", date(2026, 1, 10)))
    own.index()
    page = own.visit("/commitments?q=承诺优惠")
    (path,) = page.links(".result-name a")
    shown = own.visit(path.removeprefix("/zh"))
    assert not shown.tree.css("h1 b, .original script")
    assert "<b>" in shown.heading
