"""What must hold of every page, in both languages, on a phone and on a desk."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

from tests.e2e.addresses import ENTERPRISE, NO_PAGE, PAGES, RESULTS
from tests.e2e.conftest import Visit
from web.app import create_app
from web.http.access import Access, marker
from web.http.locale import PREFIX
from web.settings import Settings

ONLY_VIOLATIONS = {"resultTypes": ["violations"]}  # what is in order is not told: less than half the time
TAGS = {"zh": "zh-Hans-CN", "ug": "ug-CN"}
DIRECTIONS = {"zh": "ltr", "ug": "rtl"}
PHONE = 360

every_page = pytest.mark.parametrize("name", PAGES)
main_pages = pytest.mark.parametrize("address", ["/", RESULTS, ENTERPRISE])

# Dates, credit codes, registration numbers, telephone numbers.
DATUM = r"(?<![\w.])(?:\d{4}-\d{2}-\d{2}|[0-9A-HJ-NPQRTUWXY]{18}|\d{15}|\d{3,4}-\d{7,8})(?![\w])"

STICKS_OUT = """() => {
    const root = document.scrollingElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const out = (box) => box.width && (box.right > innerWidth + 1 || box.left < -1);
    return [...document.querySelectorAll("body *")]
        .filter((one) => out(one.getBoundingClientRect()))
        .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)
        .slice(0, 8)
        .concat(`${root.scrollWidth} > ${root.clientWidth}`);
}"""

TURNED_ROUND = """(pattern) => {
    const datum = new RegExp(pattern, "u");
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (!datum.test(node.textContent) || !node.parentElement.checkVisibility()) continue;
        const holder = node.parentElement.closest("[dir], [lang]");
        if (getComputedStyle(holder).direction !== "ltr") found.push(node.textContent.trim());
    }
    return found;
}"""

CHINESE_UNMARKED = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (!/\\p{Script=Han}/u.test(node.textContent)) continue;
        if (node.parentElement.closest("script, style")) continue;
        const language = node.parentElement.closest("[lang]").lang;
        if (!language.startsWith("zh")) found.push(node.textContent.trim());
    }
    return found;
}"""


def violations(page: Page) -> list[str]:
    """What axe objects to: rule, and where."""
    found = Axe().run(page, options=ONLY_VIOLATIONS).response["violations"]
    return [f"{item['id']}: {[node['target'] for node in item['nodes']][:5]}" for item in found]


def with_axe(lang: str, width: int) -> bool:
    """Each language once and each width once: the markup is the same at both."""
    return (lang == "ug") == (width == PHONE)


def sideways(page: Page) -> list[str]:
    """The elements that stick out of the window, if the page can be scrolled sideways."""
    found: list[str] = page.evaluate(STICKS_OUT)
    return found


def turned_round(page: Page) -> list[str]:
    """Dates and codes that stand in text running right to left, not in an isolate of their own."""
    found: list[str] = page.evaluate(TURNED_ROUND, DATUM)
    return found


def unmarked_chinese(page: Page) -> list[str]:
    """Chinese (names, agencies, record text) that does not say so: fonts and voices need it."""
    found: list[str] = page.evaluate(CHINESE_UNMARKED)
    return found


def test_every_address_of_the_portal_is_looked_at(tmp_path: Path) -> None:
    settings = Settings.from_mapping({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_DEMO": "1"})
    app = create_app(settings)
    free = (Access.PUBLIC, Access.ENTRANCE, Access.LETTERBOX)  # the others: test_own_pages
    views = app.view_functions
    rules = [rule.rule for rule in app.url_map.iter_rules() if marker(views[rule.endpoint]) in free]
    spoken = {rule.removeprefix(PREFIX) for rule in rules if rule.startswith(PREFIX)}
    looked_at = {address.partition("?")[0] for address in PAGES.values()}
    unseen = {rule for rule in spoken if not any(_fits(rule, address) for address in looked_at)}
    assert unseen == NO_PAGE


def _fits(rule: str, address: str) -> bool:
    return re.fullmatch(re.sub(r"<[^>]+>", ".+", rule), address) is not None


@every_page
def test_a_page_is_sound(glance: Visit, lang: str, width: int, name: str) -> None:
    page = glance(f"/{lang}{PAGES[name]}", width)
    assert page.locator("html").get_attribute("lang") == TAGS[lang]
    assert page.evaluate("document.dir") == DIRECTIONS[lang]
    assert page.title().strip()
    assert page.locator("h1").count() == 1
    found = {"sticks out": sideways(page)}
    if with_axe(lang, width):
        found["axe"] = violations(page)
    if lang == "ug":
        found |= {"turned round": turned_round(page), "Chinese unmarked": unmarked_chinese(page)}
    assert {name: what for name, what in found.items() if what} == {}


@main_pages
@pytest.mark.parametrize("scheme", ["dark", "forced"])
def test_axe_finds_nothing_in_other_colours(glance: Visit, lang: str, address: str, scheme: str) -> None:
    media = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": "dark"}
    page = glance(f"/{lang}{address}", **media)
    assert violations(page) == []


@main_pages
def test_text_can_be_twice_as_large(glance: Visit, lang: str, width: int, address: str) -> None:
    page = glance(f"/{lang}{address}", width)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(page) == []
    assert page.locator("input[name=q]").first.is_visible()


def test_uyghur_letters_travel_to_uyghur_pages_only(visit: Visit) -> None:
    fonts: dict[str, list[str]] = {"zh": [], "ug": []}
    for lang, loaded in fonts.items():
        page = visit("/healthz")

        def note(request: Request, loaded: list[str] = loaded) -> None:
            if request.resource_type == "font":
                loaded.append(request.url)

        page.on("request", note)
        page.goto(page.url.replace("/healthz", f"/{lang}/terms"))
        page.wait_for_load_state("networkidle")
    assert fonts["zh"] == []
    assert fonts["ug"]


def test_each_of_these_looks_can_fail(visit: Visit) -> None:
    """A page that does everything wrong is seen to do so."""
    page = visit("/ug/about", 360)
    page.evaluate(
        """() => {
            const bad = document.createElement("p");
            bad.innerHTML = '<img src="data:,"><span>2026-03-15 行政处罚</span>';
            bad.style.inlineSize = "900px";
            document.querySelector("main").append(bad);
        }"""
    )
    assert any("image-alt" in line for line in violations(page))
    assert sideways(page)
    assert turned_round(page) == ["2026-03-15 行政处罚"]
    assert unmarked_chinese(page) == ["2026-03-15 行政处罚"]
