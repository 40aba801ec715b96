"""The pages of a Uyghur enterprise in its own language: its name first, citations whole, no stray Chinese."""

from datetime import date

import pytest
from msgspec.structs import replace

from credit.domain.instant import InstantItem
from credit.services import agenda, registrations
from credit.services.disclosures import instant
from tests.fixtures.facts import registration
from tests.fixtures.people import DAIRY, TRADER, Browser, Stage
from tests.fixtures.reports import context, file, key_of
from web.presenters.due import dues
from web.presenters.speech import SPEECH

UYGHUR, CHINESE = "قەشقەر بوستانلىق سۈت مەھسۇلاتلىرى شىركىتى", "喀什示例乳业有限公司"
PIECE = {"arose_on": "2026-05-20", "title": "公告", "basis": "公司章程", "content": "放假"}


@pytest.fixture(scope="module")
def dairy(stage: Stage) -> Stage:
    """A company with a Uyghur name that has filed."""
    entry = registration(3, credit_code=DAIRY, division="653101", name=CHINESE)
    registrations.put(stage.ctx(), replace(entry, uyghur_name=UYGHUR))
    for year in (2023, 2024):
        then = context(stage.sessions, date(year + 1, 3, 3))
        file(then, key_of(then, DAIRY), year)
    return stage


@pytest.fixture
def owner(dairy: Stage) -> Browser:
    browser = dairy.browser()
    browser.sign_in("dairy", "ug", target=f"/ug/my/{DAIRY}")
    return browser


def headings(browser: Browser) -> list[str]:
    return [node.text(strip=True) for node in browser.page.css(".heading-for")]


def test_its_own_name_leads_and_the_registered_one_follows(dairy: Stage, owner: Browser) -> None:
    owner.get(f"/ug/my/{DAIRY}/report")
    assert headings(owner) == [UYGHUR, CHINESE]
    owner.get(f"/ug/enterprise/{DAIRY}/report/2024")
    assert headings(owner) == [UYGHUR, CHINESE]
    entry = instant.publish(dairy.ctx(), key_of(dairy.ctx(), DAIRY), InstantItem.OTHER, PIECE, "8" * 26).entry
    owner.get(f"/ug/enterprise/{DAIRY}/instant/{entry}")
    assert headings(owner) == [UYGHUR, CHINESE]
    owner.get(f"/zh/enterprise/{DAIRY}/report/2024")
    assert headings(owner) == [CHINESE]


def test_a_message_about_a_filing_names_it_in_uyghur(dairy: Stage, owner: Browser) -> None:
    then = context(dairy.sessions, date(2026, 6, 20))
    file(then, key_of(then, DAIRY), 2025)
    owner.get("/ug/account")
    told = " ".join(node.text() for node in owner.page.css(".messages"))
    assert "2025" in told
    assert "年度报告" not in told


def test_a_citation_is_one_piece_with_the_instrument_first(dairy: Stage) -> None:
    items = agenda.own(dairy.ctx(), key_of(dairy.ctx(), TRADER))
    shown = [one.source for one in dues(SPEECH["ug"], items, "/ug/my/x", date(2026, 6, 20)) if one.source]
    assert shown
    for source in shown:
        assert str(source).count("<bdi") == 1
        assert str(source).index("《") < str(source).index("条")


def test_the_bar_says_a_uyghur_name_as_uyghur(dairy: Stage) -> None:
    baker = dairy.browser()
    baker.sign_in("baker", "ug", target="/ug/account")
    name = baker.page.css_first(".account-who a bdi")
    assert name is not None
    assert name.attributes["lang"] == "ug"
    assert any("\u0600" <= char <= "\u06ff" for char in name.text())


def test_an_officer_at_the_counter_is_told_so_and_offered_nothing_of_a_member(dairy: Stage) -> None:
    desk = dairy.browser()
    desk.sign_in("kashgar", target=f"/zh/my/{DAIRY}")
    assert "窗口人员的身份代为办理" in desk.text
    for words in ("不再为这家企业办理", "接收提醒的方式", "没有消息"):
        assert words not in desk.text
    assert desk.page.css_first(f"a[href='/zh/my/{DAIRY}/report']") is not None
