"""A promise that was not kept: reported, checked, heard, decided; public from the decision on, not before."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from credit.db.session import Sessions, open_sessions
from credit.domain.actors import system
from credit.domain.clock import SystemClock
from credit.domain.commitments import Commitment, CommitmentType
from credit.domain.records import Record
from credit.services import access, records
from credit.services.change_source import DossierChanges
from credit.services.context import Context
from tests.e2e.addresses import TRADING
from tests.e2e.test_disclosures import Windows, sound
from tests.e2e.test_every_page import sideways
from tests.fixtures.facts import said
from tests.fixtures.served import Served

MATTER = {"zh": "茶叶缺斤短两十倍退赔", "ug": "菜籽油掺假双倍退款"}
RENDERED = {"zh": "چاي كەم چىقسا ئون ھەسسە تۆلەيمىز", "ug": "ياغ ساپ بولمىسا ئىككى ھەسسە قايتۇرىمىز"}
REPORTED, LOOKED_INTO, TOLD, ANSWERED = "买了三次都少二两", "称了五包都不足", "称量不足没有退赔", "秤已经送检"
NEVER_PUBLIC = (REPORTED, LOOKED_INTO, TOLD, ANSWERED)
REASONS = "抽查属实，没有按承诺退赔。"


@pytest.fixture
def windows(browser: Browser, served: Served, lang: str) -> Iterator[Windows]:
    opened = Windows(browser, served, lang, scripts=lang == "zh")  # the other language walks without
    yield opened
    opened.close()
    assert opened.mishaps == []


@pytest.fixture
def sessions(served: Served) -> Iterator[Sessions]:
    opened = open_sessions(f"sqlite:///{served.data_dir / 'portal.db'}")
    yield opened
    opened.close()


def promised(sessions: Sessions, lang: str) -> None:
    ctx = Context(sessions, SystemClock(), system("test"))
    number, day = f"示例诺-{lang}", ctx.clock.today() - timedelta(days=60)
    came = replace(said(number, "pledges", day), received_at=ctx.clock.now())
    made = Commitment(
        number=number,
        commitment_type=CommitmentType.STATEMENT,
        matter=MATTER[lang],
        text=f"{MATTER[lang]}。",
        text_uyghur=RENDERED[lang],
        committed_on=day,
        publication_agreed=True,
    )
    records.put(ctx, (TRADING,), Record(id="", provenance=came, content=made))


class Public:
    """What everybody sees of the promise: its page, the enterprise's, the search, the change log."""

    def __init__(self, page: Page, served: Served, sessions: Sessions, lang: str) -> None:
        self.page, self._url, self._matter = page, f"{served.url}/{lang}", MATTER[lang]
        self._sought = quote(MATTER[lang] if lang == "zh" else RENDERED[lang])
        self._found = page.locator(".result-name a", has_text=self._matter)
        self._log = DossierChanges(sessions, SystemClock())
        with sessions.read() as session:
            self._key = access.standing(session, TRADING).key
        self.find()
        self.address, self._since = page.url, self._log.head()

    def find(self, narrowed: str = "") -> None:
        """Open it from the list; the index follows within moments."""
        for _ in range(40):
            self._list(narrowed)
            if self._found.count():
                self._found.click()
                self.page.wait_for_url("**/commitment/**")
                return
            self.page.wait_for_timeout(250)
        raise AssertionError(f"not found: {narrowed}")

    def shows_nothing(self) -> None:
        """No page, no search and no row of the log tells that anything is going on."""
        assert self._rows() == 0
        self._shows(0)
        self._list("&kept=not_kept")
        expect(self._found).to_have_count(0)

    def shows_the_finding(self, number: str) -> None:
        """All places say that it was broken."""
        assert self._rows() > 0
        self.find("&kept=not_kept")
        assert self.page.url == self.address
        expect(self.page.locator("#breach")).to_contain_text(number)
        expect(self.page.locator("#breach")).to_contain_text(REASONS)
        looked_at(self.page)
        self._shows(1)

    def _shows(self, findings: int) -> None:
        """What was alleged stands on neither page, whatever was found."""
        self.page.goto(self.address)
        expect(self.page.locator(".verdict--bad")).to_have_count(findings)
        expect(self.page.locator("#breach")).to_have_count(findings)
        self._quiet()
        self.page.goto(f"{self._url}/enterprise/{TRADING}")
        expect(self.page.locator("#breach tbody tr", has_text=self._matter)).to_have_count(findings)
        self._quiet()

    def _list(self, narrowed: str) -> None:
        self.page.goto(f"{self._url}/commitments?q={self._sought}{narrowed}")

    def _rows(self) -> int:
        return sum(key == self._key for _, key in self._log.after(self._since, 1000))

    def _quiet(self) -> None:
        content = self.page.content()
        assert [words for words in NEVER_PUBLIC if words in content] == []


def looked_at(page: Page) -> None:
    assert sideways(page) == []
    if page.evaluate("document.documentElement.lang").startswith("zh"):
        sound(page)


def report(page: Page, address: str) -> None:
    """Without a name and without signing in; the code is all that is given out."""
    page.goto(address)
    page.click("main a[href*='/report/promise']")
    page.fill("#text", REPORTED)
    looked_at(page)
    page.click("main form .button--first")
    expect(page.locator(".receipt-number strong")).to_have_text(re.compile(r"(\w{4}-){3}\w{4}"))
    looked_at(page)


def tips(windows: Windows, page: Page) -> set[str]:
    windows.go(page, "/desk?kind=tip")
    return {str(link.get_attribute("href")) for link in page.locator("tbody a[href*='/desk/tip/']").all()}


def send(page: Page, act: str) -> None:
    page.click(f"form[action$='{act}'] .actions .button, form[action$='{act}'] > .button")
    page.wait_for_load_state()


def open_a_check(page: Page, tip: str) -> None:
    """Whoever the case was given to: this officer handles it, reads it and answers that it is checked."""
    page.goto(tip)
    accept = page.locator("form[action$='/accept'] button")
    take = page.locator(".case-tools a[href$='/take'], .case-tools form[action$='/take'] button")
    expect(accept.or_(take).first).to_be_visible()
    if accept.count() == 0:  # it is a colleague's, or nobody's yet
        take.click()
        page.wait_for_load_state()
        if page.locator("#reason").count():
            page.fill("#reason", "由本人办理")
            send(page, "/take")
    accept.click()
    page.click("main a[href$='/letters']")
    expect(page.locator("main")).to_contain_text(REPORTED)
    page.go_back()
    page.check("form[action$='/answer'] [name=outcome][value=check_opened]")
    looked_at(page)
    send(page, "/answer")
    expect(page.locator("#reply")).to_be_visible()


def notify(windows: Windows, page: Page, matter: str, today: str) -> str:
    """Record that it was not kept and tell the enterprise; the case."""
    windows.go(page, "/desk/checks")
    page.click(f"tbody a[href*='/desk/check/']:has-text('{matter}')")
    page.check("[name=outcome][value=not_kept]")
    page.fill("#on", today)
    page.fill("#text", LOOKED_INTO)
    looked_at(page)
    page.click("main form[enctype] .button--first")
    page.wait_for_url("**/notice")
    for field, text in (("facts", TOLD), ("basis", "承诺书第一条"), ("served_on", today), ("workdays", "5")):
        page.fill(f"#{field}", text)
    page.check("[name=service][value=portal]")
    looked_at(page)
    page.click("main form .button--first")
    page.wait_for_url("**/desk/finding/**")
    expect(page.locator("form[action$='/decide']")).to_have_count(0)  # who told does not decide
    return page.url.rsplit("/", 1)[1]


def answer(windows: Windows, page: Page, case: str) -> None:
    windows.go(page, f"/my/{TRADING}")
    page.click(f"main a[href$='/finding/{case}']")
    page.fill("#text", ANSWERED)
    page.check("#said_all")
    looked_at(page)
    page.click("main form .button--first")
    expect(page.locator(".banner--good")).to_be_visible()


def decide(page: Page, number: str, correct_by: str) -> None:
    page.reload()
    page.check("[name=outcome][value=correction_ordered]")
    told = {"number": number, "reasons": REASONS, "correct_by": correct_by, "court": "乌鲁木齐铁路运输法院"}
    for field, text in told.items():
        page.fill(f"#decide-{field}", text)
    looked_at(page)
    send(page, "/decide")
    expect(page.locator("#decision")).to_be_visible()
    looked_at(page)


def test_from_a_report_to_the_public_finding(
    windows: Windows, sessions: Sessions, served: Served, lang: str
) -> None:
    promised(sessions, lang)
    desk, narrow = (1280, 360) if lang == "zh" else (360, 360)
    today, number = SystemClock().today(), f"乌市监违诺〔2026〕{lang}号"
    handler = windows.of("city", desk)
    owner = windows.of("trader", narrow)  # to whom a notice can be served here
    known = tips(windows, handler)
    anyone = windows.of("", narrow)
    public = Public(anyone, served, sessions, lang)
    public.shows_nothing()
    report(anyone, public.address)
    (tip,) = tips(windows, handler) - known
    open_a_check(handler, f"{served.url}{tip}")
    case = notify(windows, handler, MATTER[lang], today.isoformat())
    reviewer = windows.of("reviewer", desk)
    windows.go(reviewer, f"/desk/finding/{case}")
    expect(reviewer.locator("form[action$='/decide']")).to_have_count(0)  # nobody was heard
    answer(windows, owner, case)
    public.shows_nothing()
    decide(reviewer, number, (today + timedelta(days=20)).isoformat())
    public.shows_the_finding(number)
