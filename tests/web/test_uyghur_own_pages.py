"""The pages of a Uyghur enterprise in its own language: its name first, citations whole, no stray Chinese."""

import importlib
import pkgutil
import re
from datetime import date

import pytest
from msgspec.structs import replace

from credit import rules
from credit.domain.instant import InstantItem
from credit.rules.citations import citations_of
from credit.services import agenda, registrations
from credit.services.disclosures import instant
from tests.fixtures.facts import registration
from tests.fixtures.people import DAIRY, TRADER, Browser, Stage
from tests.fixtures.reports import context, file, key_of
from web.presenters.citing import law
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


def test_a_duty_names_its_law_in_the_language_of_the_reader(dairy: Stage) -> None:
    items = agenda.own(dairy.ctx(), key_of(dairy.ctx(), TRADER))
    shown = [str(one.source) for one in dues(SPEECH["ug"], items, "/ug/my/x", date(2026, 6, 20))]
    assert any("17-ماددا" in one for one in shown)
    assert not any("设置项" in one or "条号" in one for one in shown)


def test_a_law_without_a_name_in_uyghur_stays_one_piece_with_the_instrument_first() -> None:
    said = str(law(SPEECH["ug"], "某办法", "第三条"))
    assert said.count("<bdi") == 1
    assert said.index("《") < said.index("条")


@pytest.mark.parametrize(
    ("article", "shown"),
    [
        ("第十七条", "17-ماددا"),
        ("第二百零一条、第十条第三项", '201-ماددا</bdi>، <bdi class="num">10-ماددا 3-بەند'),
        ("第九条第三款", ">9-ماددا 3-تارماق<"),
        ("第十条第一款第二项", ">10-ماددا 1-تارماق 2-بەند<"),
        (
            "第四十条第二款、第六条至第九条",
            '>40-ماددا 2-تارماق</bdi>، <bdi class="num">6-ماددىدىن 9-ماددىغىچە<',
        ),
        ("第二十条、第四十二条；第四十六条", '42-ماددا</bdi>، <bdi class="num">46-ماددا'),
        ("第一项", ">1-بەند<"),
        ("二、（七）", ">2-قىسىم 7-بەند<"),
        ("附件", ">قوشۇمچە<"),
        ("附件一", ">1-قوشۇمچە<"),
    ],
)
def test_articles_are_counted_as_the_reader_counts(article: str, shown: str) -> None:
    assert shown in str(law(SPEECH["ug"], "企业信息公示暂行条例", article))


@pytest.mark.parametrize("article", ["", "总体要求", "第八条规定的期限", "第款", "第三条、总体要求"])
def test_what_is_no_place_is_quoted_as_it_is_written(article: str) -> None:
    assert f"》{article}</bdi>" in str(law(SPEECH["ug"], "企业信息公示暂行条例", article))


def test_every_place_that_a_rule_cites_of_a_law_with_a_uyghur_name_is_counted_in_uyghur() -> None:
    say, modules = SPEECH["ug"], [one.name for one in pkgutil.walk_packages(rules.__path__, "credit.rules.")]
    found = [one for name in modules for one in vars(importlib.import_module(name)).values() if callable(one)]
    cited = {
        (c.instrument, c.article) for one in found if hasattr(one, "__qualname__") for c in citations_of(one)
    }
    known = {one for one in cited if "1-ماددا" in law(say, one[0], "第一条")}
    assert len(known) > 50
    assert {
        one for one in known if re.search("[条款项附]|、（", one[1]) and one[1] in law(say, *one)
    } == set()


@pytest.mark.parametrize("language", ["zh", "ug"])
@pytest.mark.parametrize("article", ["设置项", "条号未核", "条号未载（总局2025年12月2日发布会及摘要）"])
def test_what_no_text_states_is_said_in_plain_words(language: str, article: str) -> None:
    said = str(law(SPEECH[language], "市场监督管理信用修复管理办法（市场监管总局令第107号）", article))
    assert "设置项" not in said
    assert "条号" not in said
    assert ("待核实" if language == "zh" else "تەكشۈرۈلۈشى كېرەك") in said


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


def test_the_number_of_an_instrument_is_marked_as_chinese() -> None:
    instrument = (
        "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见（国办发〔2020〕42号）"
    )
    said = str(law(SPEECH["ug"], instrument, "第三条"))
    assert '<bdi lang="zh-Hans" dir="ltr">国办发〔2020〕42号</bdi>' in said
    assert "<bdi" not in str(law(SPEECH["zh"], instrument, "第三条"))
