"""One's own pages in a real browser, signed in through the demo's provider, on a phone and on a desk."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.addresses import TRADING
from tests.e2e.conftest import PATIENCE
from tests.e2e.test_every_page import sideways, turned_round, unmarked_chinese, violations, with_axe
from tests.fixtures.served import Served

MINE = f"/my/{TRADING}"
OWN_PAGES = {
    "account": "/account",
    "contact": "/account/contact",
    "sessions": "/account/sessions",
    "recovery": "/account/recovery",
    "enterprise": MINE,
    "members": f"{MINE}/members",
    "log": f"{MINE}/log",
    "filings": f"{MINE}/filings",
    "instant": f"{MINE}/instant",
    "instant form": f"{MINE}/instant/new/licence",
    "voluntary": f"{MINE}/voluntary",
    "mark": f"{MINE}/mark",
    "calendar": f"{MINE}/calendar",
    "reminders": f"{MINE}/reminders",
    "repair": f"{MINE}/repair",
    "repair choice": f"{MINE}/repair/apply",
}


def enter(page: Page, served: Served, lang: str, who: str) -> None:
    """Through the provider, as a person does."""
    page.goto(f"{served.url}/{lang}/account")
    page.click(".ways a")
    page.click(f"button[value={who}]")
    page.wait_for_url(f"{served.url}/{lang}/account")


@pytest.fixture
def own(browser: Browser, served: Served, lang: str, width: int) -> Iterator[Page]:
    """A window of somebody who owns the trading company; nothing may go wrong on its pages."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    mishaps: list[str] = []
    page.on("pageerror", lambda error: mishaps.append(str(error)))
    page.on("console", lambda told: mishaps.append(told.text) if told.type == "error" else None)
    enter(page, served, lang, "trader")
    yield page
    context.close()
    assert mishaps == []


def test_own_pages_are_sound(own: Page, served: Served, lang: str, width: int) -> None:
    found: dict[str, dict[str, list[str]]] = {}
    for name, address in OWN_PAGES.items():
        own.goto(f"{served.url}/{lang}{address}")
        assert own.locator("h1").count() == 1, name
        said = {"sticks out": sideways(own)}
        if with_axe(lang, width):
            said["axe"] = violations(own)
        if lang == "ug":
            said |= {"turned round": turned_round(own), "Chinese unmarked": unmarked_chinese(own)}
        found[name] = {what: where for what, where in said.items() if where}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("width", [360], indirect=True)
def test_before_the_session_ends_a_dialog_asks(own: Page, served: Served, lang: str) -> None:
    own.clock.install()
    own.goto(f"{served.url}/{lang}{MINE}/members")
    own.fill("#label", "会计")
    dialog = own.locator("[data-session-end]")
    own.clock.fast_forward("24:00")
    expect(dialog).to_be_hidden()
    own.clock.fast_forward("01:30")
    expect(dialog).to_be_visible()
    assert violations(own) == []
    dialog.locator("button").click()
    expect(dialog).to_be_hidden()
    assert own.input_value("#label") == "会计"


@pytest.mark.parametrize("width", [360], indirect=True)
def test_going_back_after_signing_out_shows_nothing(own: Page, served: Served, lang: str) -> None:
    own.goto(f"{served.url}/{lang}{MINE}/members")
    own.locator(".account-out button").click()
    own.wait_for_url("**/signed-out**")
    own.go_back()
    expect(own.locator(".account-bar")).to_have_count(0)
    assert urlsplit(own.url).path == f"/{lang}/login"


@pytest.mark.parametrize("lang", ["zh"], indirect=True)
@pytest.mark.parametrize("width", [360], indirect=True)
def test_with_scripts_off_a_member_is_invited_and_comes(
    browser: Browser, served: Served, lang: str, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    enter(page, served, lang, "trader")
    page.goto(f"{served.url}/{lang}{MINE}/members")
    page.fill("#label", "代办机构")
    page.click(".form .button--first")
    link = page.locator(".invitation-link bdi").inner_text()
    page.click(".account-out button")
    page.goto(link)
    page.click(".ways a")
    page.click("button[value=agent]")
    page.wait_for_url(link)
    page.click("main .button--first")
    page.wait_for_url(f"{served.url}/{lang}{MINE}")
    context.close()
