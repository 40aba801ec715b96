"""A promise in a real browser: made, public at once, found by what it says, followed from its mark."""

from urllib.parse import quote

from playwright.sync_api import Browser, Page, expect

from tests.e2e.addresses import TRADING
from tests.e2e.conftest import PATIENCE
from tests.e2e.test_disclosures import sound
from tests.e2e.test_own_pages import enter
from tests.fixtures.served import Served

MINE = f"/my/{TRADING}/commitments"
WORDS = {"zh": "砍价不满意三日内退差价", "ug": "باھادىن نارازى بولسىڭىز پەرقى قايتۇرۇلىدۇ"}


def on(page: Page, served: Served, lang: str, address: str) -> None:
    page.goto(f"{served.url}/{lang}{address}")


def submit(page: Page, selector: str) -> None:
    page.locator(selector).focus()
    page.keyboard.press("Enter")  # by keyboard alone
    page.wait_for_load_state()


def test_made_public_found_and_read(browser: Browser, served: Served, lang: str) -> None:
    scripts = lang == "zh"  # the other language walks without them
    context = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    enter(page, served, lang, "trader")
    on(page, served, lang, MINE)
    submit(page, ".doors a[href$='/new/statement_general']")
    submit(page, "main form .button--first")
    page.locator("#blank-extra").fill(WORDS[lang])
    page.locator("#agreed").check()
    submit(page, "button[value=check]")
    expect(page.locator("main")).to_contain_text(WORDS[lang])
    if scripts:
        sound(page)
    page.locator("#signer").fill("示例甲")
    submit(page, "main form .button--first")
    expect(page.locator(".receipt-number")).to_be_visible()
    if scripts:
        sound(page)
    submit(page, ".receipt a[href*='/commitment/']:not([href*='#'])")
    expect(page.locator(".verdict--good")).to_be_visible()
    public = page.url
    if scripts:
        sound(page)
    found = f"/commitments?q={quote(WORDS[lang][:7] if lang == 'zh' else WORDS[lang].split()[0])}"
    _until_found(page, served, lang, found, public)
    submit(page, ".result-name a")
    expect(page.locator("main")).to_contain_text(WORDS[lang])
    on(page, served, lang, f"/enterprise/{TRADING}")
    expect(page.locator(f"#commitment a[href='{public.removeprefix(served.url)}']")).to_have_count(1)
    context.close()


def _until_found(page: Page, served: Served, lang: str, address: str, public: str) -> None:
    """The index follows within moments; the list is asked again until it has."""
    link = page.locator(f".result-name a[href='{public.removeprefix(served.url)}']")
    for _ in range(20):
        on(page, served, lang, address)
        if link.count():
            return
        page.wait_for_timeout(250)
    raise AssertionError("a promise that is public is not found")
