"""What must hold of every page, in both languages, on a phone and on a desk."""

import gzip
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.addresses import ENTERPRISE, NO_PAGE, PAGES, RESULTS
from tests.e2e.conftest import Visit
from tests.fixtures.served import Served
from web.app import create_app
from web.http.locale import PREFIX
from web.settings import Settings

TAGS = {"zh": "zh-Hans-CN", "ug": "ug-CN"}
DIRECTIONS = {"zh": "ltr", "ug": "rtl"}
FIRST_LOAD = 60 * 1024

every_page = pytest.mark.parametrize("name", PAGES)
main_pages = pytest.mark.parametrize("address", ["/", RESULTS, ENTERPRISE])


def violations(page: Page) -> list[str]:
    """What axe objects to: rule, and where."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {[node['target'] for node in item['nodes']][:5]}" for item in found]


def sideways(page: Page) -> list[str]:
    """The elements that stick out of the window, if the page can be scrolled sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const root = document.scrollingElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const out = (box) => box.width && (box.right > innerWidth + 1 || box.left < -1);
            return [...document.querySelectorAll("body *")]
                .filter((one) => out(one.getBoundingClientRect()))
                .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)
                .slice(0, 8)
                .concat(`${root.scrollWidth} > ${root.clientWidth}`);
        }"""
    )
    return found


def test_every_address_of_the_portal_is_looked_at(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'portal.db'}"
    app = create_app(
        Settings(
            data_dir=tmp_path, database_url=database, search_url=f"embedded://{tmp_path / 'index'}", demo=True
        )
    )
    spoken = {rule.rule.removeprefix(PREFIX) for rule in app.url_map.iter_rules() if PREFIX in rule.rule}
    looked_at = {address.partition("?")[0] for address in PAGES.values()}
    unseen = {rule for rule in spoken if not any(_fits(rule, address) for address in looked_at)}
    assert unseen == NO_PAGE


def _fits(rule: str, address: str) -> bool:
    return re.fullmatch(re.sub(r"<[^>]+>", ".+", rule), address) is not None


@every_page
def test_language_direction_and_width(visit: Visit, lang: str, width: int, name: str) -> None:
    page = visit(f"/{lang}{PAGES[name]}", width)
    assert page.locator("html").get_attribute("lang") == TAGS[lang]
    assert page.evaluate("document.dir") == DIRECTIONS[lang]
    assert page.title().strip()
    assert page.locator("h1").count() == 1
    assert sideways(page) == []


@every_page
def test_axe_finds_nothing(visit: Visit, lang: str, width: int, name: str) -> None:
    assert violations(visit(f"/{lang}{PAGES[name]}", width)) == []


@main_pages
@pytest.mark.parametrize("scheme", ["dark", "forced"])
def test_axe_finds_nothing_in_other_colours(visit: Visit, lang: str, address: str, scheme: str) -> None:
    options = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": "dark"}
    page = visit(f"/{lang}{address}", **options)
    assert violations(page) == []


@main_pages
def test_text_can_be_twice_as_large(visit: Visit, lang: str, width: int, address: str) -> None:
    page = visit(f"/{lang}{address}", width)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert sideways(page) == []
    assert page.locator("input[name=q]").first.is_visible()


@every_page
def test_a_first_load_is_light(visit: Visit, lang: str, name: str) -> None:
    """Page, style, script and pictures together, as they travel; fonts come later and are not counted."""
    sizes: dict[str, int] = {}
    page = visit("/healthz")

    def weigh(answer: object) -> None:
        body = answer.body()  # type: ignore[attr-defined]
        sizes[answer.url] = len(gzip.compress(body, 6))  # type: ignore[attr-defined]

    seen: list[object] = []
    page.on("response", seen.append)
    page.goto(page.url.replace("/healthz", f"/{lang}{PAGES[name]}"))
    page.wait_for_load_state("networkidle")
    for answer in seen:
        if answer.request.resource_type != "font":  # type: ignore[attr-defined]
            weigh(answer)
    assert sum(sizes.values()) <= FIRST_LOAD, sizes


def test_uyghur_letters_travel_to_uyghur_pages_only(visit: Visit) -> None:
    fonts: dict[str, list[str]] = {"zh": [], "ug": []}
    for lang, loaded in fonts.items():
        page = visit("/healthz")
        page.on("request", lambda request, loaded=loaded: _note_font(request, loaded))
        page.goto(page.url.replace("/healthz", f"/{lang}/terms"))
        page.wait_for_load_state("networkidle")
    assert fonts["zh"] == []
    assert fonts["ug"]


def _note_font(request: object, loaded: list[str]) -> None:
    if request.resource_type == "font":  # type: ignore[attr-defined]
        loaded.append(request.url)  # type: ignore[attr-defined]


DATUM = r"(?<![\w.])(?:\d{4}-\d{2}-\d{2}|[0-9A-HJ-NPQRTUWXY]{18}|\d{15}|\d{3,4}-\d{7,8})(?![\w])"


@every_page
def test_dates_and_codes_keep_their_direction(visit: Visit, name: str) -> None:
    """On a right-to-left page each stands inside an element of its own that runs left to right."""
    page = visit(f"/ug{PAGES[name]}")
    loose = page.evaluate(
        """(pattern) => {
            const datum = new RegExp(pattern, "u");
            const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walk.nextNode()) {
                const node = walk.currentNode;
                const match = datum.exec(node.textContent);
                if (!match || !node.parentElement.checkVisibility()) continue;
                const holder = node.parentElement.closest("[dir], [lang]");
                if (getComputedStyle(holder).direction !== "ltr") found.push(node.textContent.trim());
            }
            return found;
        }""",
        DATUM,
    )
    assert loose == []


@every_page
def test_chinese_on_uyghur_pages_is_marked(visit: Visit, name: str) -> None:
    """What is not translated (names, agencies, record text) says that it is Chinese: for fonts and voices."""
    page = visit(f"/ug{PAGES[name]}")
    unmarked = page.evaluate(
        """() => {
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
    )
    assert unmarked == []


def test_the_guards_of_this_file_can_fail(visit: Visit, served: Served) -> None:
    """A page that does everything wrong is seen to do so."""
    page = visit("/ug/about", 360)
    page.evaluate(
        """() => {
            const bad = document.createElement("p");
            bad.innerHTML = '<img src="data:,"><span>2026-03-15</span>';
            bad.style.inlineSize = "900px";
            document.querySelector("main").append(bad);
        }"""
    )
    assert any("image-alt" in line for line in violations(page))
    assert sideways(page)
