"""What a reader may choose, and what works without scripts and without a mouse."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.addresses import ENTERPRISE, RESULTS, TRADING
from tests.e2e.conftest import Visit

OTHER = {"zh": "ug", "ug": "zh"}


def test_the_language_switch_keeps_the_words_in_the_box(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}{RESULTS}")
    words = page.locator("input[name=q]").first.input_value()
    page.locator("a.language").click()
    page.wait_for_url(re.compile(f"/{OTHER[lang]}/"))
    assert page.locator("html").get_attribute("dir") == {"zh": "rtl", "ug": "ltr"}[lang]
    assert page.locator("input[name=q]").first.input_value() == words


@pytest.mark.parametrize(
    ("accepted", "expected"), [("ug-CN", "ug"), ("ug-Arab-CN", "ug"), ("zh-TW", "zh"), ("en-US", "zh")]
)
def test_the_first_visit_speaks_the_reader_s_language(visit: Visit, accepted: str, expected: str) -> None:
    page = visit("/", locale=accepted)
    assert urlsplit(page.url).path == f"/{expected}/"


def test_large_type_is_remembered_and_shows_less(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}{RESULTS}", width)
    before = _type_size(page)
    with page.expect_response(re.compile("preferences")):
        page.locator(".elder-button").click()
    expect(page.locator("html")).to_have_attribute("data-elder", "")
    assert _type_size(page) > before * 1.1
    page.goto(page.url.replace(RESULTS, ENTERPRISE) if RESULTS in page.url else page.url)
    expect(page.locator("html")).to_have_attribute("data-elder", "")
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")
    for one in page.locator(".extra").all():
        expect(one).to_be_hidden()
    head = page.locator(".masthead > .wrap").bounding_box()
    assert head is not None
    assert head["height"] < 11.5 * _type_size(page), "name, navigation in two lines, switches"
    assert page.locator(".nav").evaluate("nav => nav.scrollWidth <= nav.clientWidth + 1"), "no door is cut"


def _type_size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


def test_dark_colours_by_system_and_by_choice(visit: Visit, lang: str) -> None:
    assert _brightness(visit(f"/{lang}/", color_scheme="dark")) < 80
    page = visit(f"/{lang}/", color_scheme="light")
    assert _brightness(page) > 200
    with page.expect_response(re.compile("preferences")):
        page.locator('.preferences button[value="dark"]').click()
    assert _brightness(page) < 80
    page.reload()
    assert _brightness(page) < 80


def _brightness(page: Page) -> float:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    parts = [int(part) for part in re.findall(r"\d+", colour)[:3]]
    return sum(parts) / 3


def test_everything_is_there_without_scripts(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}/", width, java_script_enabled=False)
    page.locator("input[name=q]").first.fill("天山金石")
    page.locator(".search-go").first.click()
    page.wait_for_url(re.compile("/search"))
    page.locator(f'.result-name a[href$="{TRADING}"]').first.click()
    page.wait_for_url(re.compile("/enterprise/"))
    expect(page.locator(".verdict-sentence")).to_be_visible()
    expect(page.locator("#penalty")).to_be_visible()
    page.locator("details.explain summary").first.click()
    expect(page.locator(".explain-body").first).to_be_visible()
    for one in page.locator(".needs-js").all():
        expect(one).to_be_hidden()


def test_filters_and_settings_work_without_scripts(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}/search", java_script_enabled=False)
    page.locator(".facet-link").first.click()
    page.wait_for_load_state()
    expect(page.locator(".chip")).not_to_have_count(0)
    page.locator(".elder-button").click()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("data-elder", "")
    expect(page.locator(".chip")).not_to_have_count(0)
    page = visit(f"/{lang}{ENTERPRISE}", java_script_enabled=False)
    events = page.locator(".timeline .event").count()
    for box in page.locator(".timeline-filter input[type=checkbox]").all()[1:]:
        box.uncheck(force=True)
    page.locator(".timeline-filter input[type=checkbox]").first.check(force=True)
    page.locator(".timeline-filter button").click()
    page.wait_for_url(re.compile("category="))
    assert 0 < page.locator(".timeline .event").count() < events


def test_from_home_to_an_enterprise_by_keyboard(visit: Visit, lang: str, width: int) -> None:
    page = visit(f"/{lang}/", width)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main", "the skip link is first"
    _tab_to(page, "input[name=q]")
    page.keyboard.type("天山金石商贸", delay=10)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    _tab_to(page, f'.result-name a[href$="{TRADING}"]')
    _assert_focus_is_seen(page)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/enterprise/"))
    _tab_to(page, "details.explain summary")
    _assert_focus_is_seen(page)
    page.keyboard.press("Enter")
    expect(page.locator("details.explain[open]")).to_have_count(1)


def test_the_skip_link_leads_past_the_head(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}{RESULTS}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_second_skip_link_leads_past_the_filters_and_the_contents(visit: Visit, lang: str) -> None:
    for address, first in ((RESULTS, ".sort a, .results a"), (ENTERPRISE, "#registration *")):
        page = visit(f"/{lang}{address}")
        hidden = page.locator(".skip--here").bounding_box()
        assert hidden is not None
        assert hidden["width"] <= 1, "it covers nothing while it has no focus"
        _tab_to(page, ".skip--here")
        _assert_focus_is_seen(page)
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "beside"
        page.keyboard.press("Tab")
        assert page.evaluate("(wanted) => document.activeElement.matches(wanted)", first), address


def test_every_stop_of_the_tab_key_is_seen(visit: Visit, lang: str) -> None:
    page = visit(f"/{lang}{RESULTS}")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        _assert_focus_is_seen(page)


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(150):
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not reach {selector}")


def _assert_focus_is_seen(page: Page) -> None:
    shown = page.evaluate(
        """() => {
            const one = document.activeElement;
            const style = getComputedStyle(one);
            const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            const box = one.getBoundingClientRect();
            const seen = box.width > 0 && box.height > 0;
            return [ring || style.boxShadow !== "none", seen, one.outerHTML.slice(0, 120)];
        }"""
    )
    assert shown[0], f"no focus ring: {shown[2]}"
    assert shown[1], f"focus on something unseen: {shown[2]}"
