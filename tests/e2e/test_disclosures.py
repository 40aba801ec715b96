"""An enterprise publishes, is ordered to, is heard before it is listed: in a real browser, start to end."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.addresses import TRADING
from tests.e2e.conftest import PATIENCE
from tests.e2e.test_every_page import sideways, violations
from tests.e2e.test_own_pages import enter
from tests.fixtures.served import Served

MINE = f"/my/{TRADING}"
_numbers = count(1)


class Windows:
    """A window for each person, all watched."""

    def __init__(self, browser: Browser, served: Served, lang: str, scripts: bool = True) -> None:
        self._browser, self._served, self._lang, self._scripts = browser, served, lang, scripts
        self._contexts: list[object] = []
        self.mishaps: list[str] = []

    def of(self, who: str, width: int = 360) -> Page:
        """who: empty for somebody who does not sign in."""
        size = {"width": width, "height": 800}
        context = self._browser.new_context(viewport=size, java_script_enabled=self._scripts)
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.mishaps.append(str(error)))
        if who:
            enter(page, self._served, self._lang, who)
        return page

    def go(self, page: Page, address: str) -> None:
        page.goto(f"{self._served.url}/{self._lang}{address}")

    def close(self) -> None:
        for context in self._contexts:
            context.close()  # type: ignore[attr-defined]


@pytest.fixture
def windows(browser: Browser, served: Served, lang: str) -> Iterator[Windows]:
    opened = Windows(browser, served, lang)
    yield opened
    opened.close()
    assert opened.mishaps == []


def sound(page: Page) -> None:
    """Nothing sticks out, and the page can be used by everybody."""
    assert sideways(page) == []
    assert violations(page) == []


def test_instant_information_is_read_back_and_public_at_once(windows: Windows, lang: str) -> None:
    owner, number = windows.of("trader"), f"JY-{lang}-{next(_numbers)}"
    windows.go(owner, f"{MINE}/instant/new/licence")
    owner.click("button[value=check]")
    expect(owner.locator(".errors-list a").first).to_be_visible()  # nothing filled in yet
    owner.check("input[name='f-licence.event'][value=obtained]")
    for field, text in (
        ("arose_on", "2026-01-05"),
        ("name", "食品经营许可证"),
        ("number", number),
        ("agency", "乌鲁木齐市天山区市场监督管理局"),
        ("content", "预包装食品销售"),
        ("from", "2026-01-05"),
    ):
        owner.fill(f"[name='f-licence.{field}']", text)
    owner.click("button[value=check]")
    expect(owner.locator(".report-facts")).to_contain_text(number)
    sound(owner)
    owner.click("button[value=edit]")
    expect(owner.locator("[name='f-licence.number']")).to_have_value(number)  # nothing is lost
    owner.click("button[value=check]")
    owner.click("button[value=publish]")
    expect(owner.locator(".banner--good")).to_be_visible()
    sound(owner)
    owner.click(".banner--good a")
    expect(owner.locator("main")).to_contain_text(number)
    sound(owner)


def test_it_also_works_with_scripts_off(browser: Browser, served: Served, lang: str) -> None:
    windows = Windows(browser, served, lang, scripts=False)
    owner, text = windows.of("trader"), f"第{next(_numbers)}条承诺 {lang}"
    windows.go(owner, f"{MINE}/voluntary")
    owner.fill("#title", text)
    owner.fill("#text", "联系 13900001111")
    owner.click("main form.form button")
    expect(owner.locator(".errors-list")).to_be_visible()
    expect(owner.locator("#title")).to_have_value(text)
    owner.fill("#text", text)
    owner.click("main form.form button")
    expect(owner.locator(".banner--good")).to_be_visible()
    windows.go(owner, f"/enterprise/{TRADING}")
    expect(owner.locator("#voluntary")).to_contain_text(text)
    windows.close()


def test_an_enterprise_is_heard_before_the_decision(windows: Windows, lang: str, tmp_path: Path) -> None:
    evidence = tmp_path / "证据.pdf"
    evidence.write_bytes(b"%PDF-1.7 example")
    desk, owner, reviewer = windows.of("city", 1280), windows.of("trader"), windows.of("reviewer", 1280)
    windows.go(desk, f"/desk/cases/{TRADING}/listing")
    desk.check("input[name=ground][value=unreachable]")
    desk.fill("#facts", "两次邮寄的信函均被退回")
    desk.click("main form.form button")
    expect(desk.locator(".desk-columns")).to_be_visible()
    sound(desk)
    case = desk.url.rsplit("/", 1)[1]
    windows.go(owner, MINE)
    owner.click(f".due-go a[href$='/listing/{case}']")
    sound(owner)
    owner.fill("#text", "一直在登记的住所经营")
    owner.set_input_files("#files", evidence)
    owner.click("main form.form button")
    expect(owner.locator(".banner--good")).to_be_visible()
    windows.go(reviewer, f"/desk/listing/{case}")
    with reviewer.expect_download() as got:
        reviewer.click(".answer .links a")
    assert Path(got.value.path()).read_bytes() == b"%PDF-1.7 example"
    reviewer.check("input[name=act][value=dismiss]")
    reviewer.fill("#reasons", "能够取得联系")
    reviewer.click("main form.form button")
    expect(reviewer.locator(".tag--good")).to_be_visible()
    windows.go(owner, f"{MINE}/listing/{case}")
    expect(owner.locator("main form.form")).to_have_count(0)


def test_a_calendar_link_is_shown_once_and_answers(windows: Windows, served: Served, lang: str) -> None:
    owner = windows.of("trader")
    windows.go(owner, f"{MINE}/calendar")
    owner.click("main form button")
    link = owner.locator(".invitation-link bdi").inner_text()
    answer = owner.request.get(link)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text().startswith("BEGIN:VCALENDAR")
    owner.reload()
    expect(owner.locator(".invitation-link")).to_have_count(0)
