"""An objection in a real browser: from the row of the record to the receipt, by keyboard, and taken back."""

from playwright.sync_api import Browser, Page, expect

from tests.e2e.addresses import TRADING
from tests.e2e.conftest import PATIENCE
from tests.e2e.test_disclosures import sound
from tests.e2e.test_own_pages import enter
from tests.fixtures.served import Served

REASONS = {"zh": "许可编号抄错了一位", "ug": "ئىجازەت نومۇرىنىڭ بىر خانىسى خاتا"}


def submit(page: Page, selector: str) -> None:
    page.locator(selector).first.focus()
    page.keyboard.press("Enter")  # by keyboard alone
    page.wait_for_load_state()


def test_from_the_row_to_the_receipt_and_back(browser: Browser, served: Served, lang: str) -> None:
    scripts = lang == "zh"  # the other language walks without them
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    enter(page, served, lang, "trader")
    page.goto(f"{served.url}/{lang}/enterprise/{TRADING}")
    door = page.locator("#licence a[href*='/objection/']").first.get_attribute("href")
    page.goto(f"{served.url}{door}")
    if scripts:
        sound(page)
    submit(page, "main a[href*='/objection/new']")
    page.locator("input[name=field-number]").fill("SC-1")
    page.locator("textarea[name=text]").fill(REASONS[lang])
    if scripts:
        sound(page)
    submit(page, "main form .button--first")
    expect(page.locator("main")).to_contain_text(REASONS[lang])
    expect(page.locator(".case-number")).to_be_visible()
    if scripts:
        sound(page)
    submit(page, "form[action$='/withdraw'] button")
    expect(page.locator("form[action$='/withdraw']")).to_have_count(0)
    context.close()
