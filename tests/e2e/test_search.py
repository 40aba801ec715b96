"""Finding an enterprise however its name is written, with the whole of the search page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.addresses import BAKER, NOTHING, RESULTS, REVOKED_NUMBER, TRADING, TRADING_NAME
from tests.e2e.conftest import Visit

# class of query -> (query, credit code or registration number found by it)
QUERIES = {
    "registered name": (TRADING_NAME, TRADING),
    "part of the name": ("天山金石商贸", TRADING),
    "two words": ("天山 商贸", TRADING),
    "brand alone": ("天山金石", TRADING),
    "full pinyin": ("tianshanjinshi", TRADING),
    "initials": ("tsjs", TRADING),
    "traditional characters": ("新疆天山金石商貿有限公司", TRADING),
    "full-width brackets": ("阿克苏胡杨企业管理合伙企业(有限合伙)", "91652901MA6D001143"),
    "former name": ("新疆金石商贸有限公司", TRADING),
    "homophone": ("天山今石商贸", TRADING),
    "missing character": ("新疆天山金石商有限公司", TRADING),
    "swapped characters": ("新疆天山石金商贸有限公司", TRADING),
    "credit code": (TRADING, TRADING),
    "credit code in small letters with blanks": ("91650100 ma77x3pq6a", TRADING),
    "registration number": ("653125654472890", BAKER),
    "registration number as address": (REVOKED_NUMBER, REVOKED_NUMBER),
    "beginning of a code": ("91650100MA77", TRADING),
    "Uyghur name": ("شىنجاڭ تەڭرىتاغ جىنشى سودا چەكلىك شىركىتى", TRADING),
    "Uyghur words": ("جىنشى سودا", TRADING),
    "Uyghur look-alike letters": ("شینجاڭ تەڭریتاغ جینشی سودا", TRADING),
    "Uyghur in Latin letters": ("tengritagh jinshi soda", TRADING),
    "Uyghur in Cyrillic letters": ("тәңритағ җинши сода", TRADING),
    "website": ("tianshan-jinshi.example.com", TRADING),
}


def links(page: Page) -> list[str]:
    """Addresses of the hits, in order."""
    return [link.get_attribute("href") or "" for link in page.locator(".result-name a").all()]


@pytest.mark.parametrize("kind", QUERIES)
def test_each_class_of_query(glance: Visit, lang: str, kind: str) -> None:
    query, code = QUERIES[kind]
    page = glance(f"/{lang}/")
    page.locator("input[name=q]").first.fill(query)
    page.locator("input[name=q]").first.press("Enter")
    page.wait_for_url(re.compile(r"/search\?|/enterprise/"))
    if "/enterprise/" not in page.url:
        found = links(page)
        assert any(link.endswith(code) for link in found[:3]), found
        assert page.locator(".result-why").first.inner_text().strip()


@pytest.mark.parametrize("kind", ["registered name", "Uyghur name", "full pinyin", "credit code"])
def test_on_a_phone_too(visit: Visit, lang: str, kind: str) -> None:
    query, code = QUERIES[kind]
    page = visit(f"/{lang}/", 360)
    page.locator("input[name=q]").first.fill(query)
    page.locator(".search-go").first.click()
    page.locator(f'.result-name a[href$="{code}"]').first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".verdict-sentence")).to_be_visible()


def test_no_enterprise_is_found_by_a_person(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/search?q=阿不都热合曼·买买提")
    assert not any(link.endswith(TRADING) for link in links(page))


def test_facets_count_before_the_click(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}/search", width)
    if width < 700:
        page.locator(".drawer-head").first.click()
    facet = page.locator(".facet-link:not([aria-current])").first
    promised = int(re.sub(r"\D", "", facet.locator(".facet-count").inner_text()))
    facet.click()
    page.wait_for_load_state()
    assert _total(page) == promised
    expect(page.locator(".chip")).not_to_have_count(0)
    page.locator(".chip").first.click()
    page.wait_for_load_state()
    assert _total(page) > promised


def test_a_filter_can_exclude(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/search")
    everything = _total(page)
    row = page.locator(".facet-item:has(.facet-not)").first
    unwanted = int(re.sub(r"\D", "", row.locator(".facet-count").inner_text()))
    row.locator(".facet-not").click()
    page.wait_for_load_state()
    assert _total(page) == everything - unwanted


def _total(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator(".results-title strong").inner_text()))


def test_pages_to_any_depth(visit: Visit) -> None:
    page = visit("/ug/search?class=individual_business")
    total = _total(page)
    seen = links(page)
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        page.wait_for_load_state()
        seen += links(page)
    assert len(seen) == len(set(seen)) == total > 3 * 20


def test_sorting_keeps_the_query(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}{RESULTS}")
    before = page.locator(".results-title").inner_text()
    page.locator(".results-head a:not([aria-current])").first.click()
    page.wait_for_load_state()
    assert page.locator(".results-title").inner_text() == before
    assert "sort=" in page.url


def test_other_kinds_of_result(visit: Visit, lang: str) -> None:
    for kind in ("penalty", "notice"):
        page = visit(f"/{lang}/search?kind={kind}")
        assert links(page)
        assert _total(page) >= len(links(page))


def test_nothing_found_says_what_to_do(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}{NOTHING}", width)
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator(".empty-links li")).not_to_have_count(0)
    assert page.locator("input[name=q]").first.input_value()


def test_a_wrong_check_digit_is_said(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/search?q=91650100MA77X3PQ6B")
    expect(page.locator(".hints")).to_contain_text(TRADING)
    page.locator(".hints a").first.click()
    page.wait_for_load_state()
    assert TRADING in page.content()


def test_is_this_document_real(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/enterprise/{TRADING}")
    number = page.locator("#licence bdi.num").filter(has_text=re.compile(r"[0-9]{6,}")).first.inner_text()
    page = visit(f"/{lang}/document")
    page.locator("input[name=number]").fill(number)
    page.locator("input[name=number]").press("Enter")
    page.wait_for_url(re.compile("number="))
    about = page.locator(f"main a[href^='/{lang}/enterprise/{TRADING}']")
    assert about.count() >= 2  # whose it is, and the record itself
    assert page.locator(".banner--good").count() == 1
    assert number in page.locator(".facts").first.inner_text()
    page.locator("input[name=number]").fill("XJ00000000000000")
    page.locator("input[name=number]").press("Enter")
    page.wait_for_url(re.compile("XJ0000"))
    assert page.locator("main a[href*='/enterprise/']").count() == page.locator(".banner--good").count() == 0


def test_suggestions_by_keyboard(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}/", width)
    box = page.locator("input[name=q]").first
    box.press_sequentially("天山金", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(re.compile("/enterprise/"))


def test_suggestions_are_announced(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/")
    page.locator("input[name=q]").first.press_sequentially("tianshan", delay=20)
    expect(page.locator(".search-field [role=status]")).to_contain_text(re.compile(r"\d"))


def test_the_uyghur_keyboard_types(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}/", width)
    page.locator("[data-keyboard]").first.click()
    expect(page.locator(".keys")).to_be_visible()
    for letter in "جىنشى":
        page.locator(f'.key[data-key="{letter}"]').click()
    box = page.locator("input[name=q]").first
    assert box.input_value() == "جىنشى"
    page.locator('.key[data-key="back"]').click()
    assert box.input_value() == "جىنش"
    page.locator('.key[data-key="enter"]').click()
    page.wait_for_url(re.compile("/search"))
    assert any(link.endswith(TRADING) for link in links(page))
