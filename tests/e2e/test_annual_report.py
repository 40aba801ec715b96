"""The annual report in a real browser: from the login to the receipt, with and without scripts."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from credit.services.annual_reports import drafts
from tests.e2e.test_every_page import ONLY_VIOLATIONS
from tests.fixtures.people import BAKER, TRADER, Stage
from tests.fixtures.reports import context, file, key_of, versions

MOST_INTERACTIONS = 12
WAYS = [(lang, scripts) for lang in ("zh", "ug") for scripts in (True, False)]


class Person:
    """Somebody at a browser, whose every click and entry is counted."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.home = home
        self.count = 0

    def open(self, address: str) -> None:
        self.page.goto(self.home + address)

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.count += 1

    def type(self, selector: str, text: str) -> None:
        self.page.locator(selector).fill(text)
        self.count += 1

    def sign_in(self, who: str, lang: str, target: str) -> None:
        self.open(f"/{lang}/login?next={target}")
        self.click("main a[href*='/login/demo']")
        self.click(f"[value='{who}'], a[href*='person={who}']")


def catch_up(stage: Stage, code: str, year: int) -> None:
    """Move to June after a report year, with every earlier year stage."""
    stage.clock.moment = stage.clock.moment.replace(year=year + 1)
    key = key_of(stage.ctx(), code)
    for earlier in range(2023, year):
        then = context(stage.sessions, date(earlier + 1, 3, 3))
        if not versions(then, key, earlier):
            file(then, key, earlier)


@pytest.fixture
def people(browser: Browser, stage: Stage) -> Iterator[list[BrowserContext]]:
    contexts: list[BrowserContext] = []
    yield contexts
    for one in contexts:
        one.close()


def person(
    people: list[BrowserContext], browser: Browser, home: str, scripts: bool, width: int = 1280
) -> Person:
    made = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 800})
    people.append(made)
    return Person(made, home)


def overflow(page: Page) -> int:
    """By how much the page is wider than the phone; on the way, that axe has nothing against it."""
    told = Axe().run(page, options=ONLY_VIOLATIONS).response["violations"]
    found = [(one["id"], one["nodes"][0]["html"]) for one in told]
    assert found == [], page.url
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("lang", "scripts"), WAYS)
def test_an_unchanged_company_report_takes_at_most_twelve_interactions(
    stage: Stage, browser: Browser, people: list[BrowserContext], lang: str, scripts: bool
) -> None:
    """Each way files another year: a year passes between them."""
    ways = WAYS.index((lang, scripts))
    year = 2025 + ways
    catch_up(stage, TRADER, year)
    who = person(people, browser, stage.url, scripts)
    home = f"/{lang}/my/{TRADER}/report"
    who.sign_in("trader", lang, home)
    who.click(".report-year .button--first")
    who.click("main form .button--first")
    assert "/confirm" in who.page.url
    who.click(".report-submit button")
    for _part in ("finance", "insurance"):
        who.click("button[value=same]")
    assert who.page.url.endswith("/check"), who.page.url
    who.click("input[name=declared]")
    who.click(".declare .button--first")
    expect(who.page.locator(".receipt-number strong")).to_contain_text(str(year + 1))
    assert who.count <= MOST_INTERACTIONS, who.count
    key = key_of(stage.ctx(), TRADER)
    assert len(versions(stage.ctx(), key, year)) == 1
    assert who.page.locator("html").get_attribute("lang") == {"zh": "zh-Hans-CN", "ug": "ug-CN"}[lang]


def test_a_shop_on_a_phone_in_uyghur(stage: Stage, browser: Browser, people: list[BrowserContext]) -> None:
    """One page, every field saved as it is left, the number read back, nothing wider than the phone."""
    catch_up(stage, BAKER, 2025)
    who = person(people, browser, stage.url, scripts=True, width=360)
    who.sign_in("baker", "ug", f"/ug/my/{BAKER}/report")
    assert overflow(who.page) <= 0
    who.click(".report-year .button--first")
    assert overflow(who.page) <= 0
    who.click("main form .button--first")
    assert who.page.evaluate("document.dir") == "rtl"
    assert overflow(who.page) <= 0
    who.type("#shop-revenue", "12.5")
    who.page.locator("#shop-revenue").blur()
    expect(who.page.locator("#shop-revenue").locator("xpath=../..").locator("[data-read]")).to_contain_text(
        "مىڭ يۈەن"
    )
    kept = drafts.find(stage.ctx(), key_of(stage.ctx(), BAKER), 2025)
    assert kept is not None
    assert kept.answers.of("shop", "revenue") == "12.5"
    who.type("#shop-staff", "two")
    who.click(".report-submit button")
    expect(who.page.locator(".errors a").first).to_be_visible()
    assert who.page.locator("#shop-staff").input_value() == "two"
    assert overflow(who.page) <= 0
    who.type("#shop-staff", "2")
    who.type("#shop-tax", "0.3")
    if who.page.locator("[name='p-everything'][value=no]").count():
        who.click("[name='p-everything'][value=no]")
    who.click(".report-submit button")
    for _ in range(4):
        if who.page.locator(".doubt button").count() == 0:
            break
        who.click(".doubt button")
    assert who.page.url.endswith("/check"), who.page.content()[:2000]
    who.click("input[name=declared]")
    who.click(".declare .button--first")
    assert overflow(who.page) <= 0
    expect(who.page.locator(".receipt-number")).to_be_visible()


def test_closing_the_browser_loses_nothing_that_was_said_to_be_kept(
    stage: Stage, browser: Browser, people: list[BrowserContext]
) -> None:
    who = shop(stage, browser, people, 2026)
    box = who.page.locator("#shop-revenue")
    box.press_sequentially("77.5")
    expect(box.locator("xpath=../..").locator("[data-read]")).to_contain_text("七十七万五千")  # never left
    expect(who.page.locator("[data-saved]")).to_contain_text("已保存")
    people.pop().close()
    assert kept(stage, 2026) == "77.5"


def test_leaving_the_page_at_once_loses_nothing(
    stage: Stage, browser: Browser, people: list[BrowserContext]
) -> None:
    """Sooner than a field is kept by itself: what a page has not sent goes out as it is left."""
    who = shop(stage, browser, people, 2027)
    who.page.locator("#shop-revenue").press_sequentially("88.5")
    who.open("/zh/")
    until = time.monotonic() + 15
    while kept(stage, 2027) != "88.5" and time.monotonic() < until:
        who.page.wait_for_timeout(50)
    assert kept(stage, 2027) == "88.5"


def shop(stage: Stage, browser: Browser, people: list[BrowserContext], year: int) -> Person:
    """A shopkeeper before the one page of a year."""
    catch_up(stage, BAKER, year)
    who = person(people, browser, stage.url, scripts=True)
    who.sign_in("baker", "zh", f"/zh/my/{BAKER}/report")
    who.click(".report-year .button--first")
    who.click("main form .button--first")
    return who


def kept(stage: Stage, year: int) -> str:
    work = drafts.find(stage.ctx(), key_of(stage.ctx(), BAKER), year)
    return work.answers.of("shop", "revenue") if work is not None else ""
