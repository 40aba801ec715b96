"""The own pages as they are met first: what is due, what was done in words whatever the trail holds."""

import ast
import re
from pathlib import Path

import pytest
from markupsafe import Markup

import credit
from credit.domain.instant import InstantItem
from credit.services.disclosures import instant
from tests.fixtures.people import BAKER, TRADER, Stage
from tests.fixtures.reports import key_of
from web.presenters import members
from web.presenters.speech import SPEECH
from web.views.account import FIRST

PIECE = {"arose_on": "2026-05-20", "title": "公告", "basis": "公司章程", "content": "放假"}
CODE = re.compile(r"[a-z_]+\.[a-z_]+")


def codes() -> list[str]:
    """Every action that is written into the trail by its name."""
    calls = [
        node
        for path in (Path(credit.__file__).parent / "services").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.write", "Said", "rows.note"}
    ]
    said = [one.value for call in calls for one in call.args if isinstance(one, ast.Constant)]
    return sorted({one for one in said if isinstance(one, str) and CODE.fullmatch(one)})


def said_of(code: str, detail: str, lang: str = "zh") -> str:
    entry = (1, "2026-11-23T06:25:00+00:00", "jobs", code, TRADER, detail)
    _, rows = members.log(SPEECH[lang], [entry], {})
    return str(rows[0].cells[1])


def told(code: str, detail: str) -> str:
    return Markup(said_of(code, detail)).striptags()


def test_the_number_of_a_case_is_marked_as_chinese() -> None:
    said = said_of("repair.withdrawn", '{"number": "修复650102-2026-000004"}', "ug")
    assert '<bdi lang="zh-Hans" dir="ltr">修复650102-2026-000004</bdi>' in said


@pytest.mark.parametrize("detail", ['{"state": "public", "number": "1"}', '{"state": "refused"}', "{}"])
def test_a_step_of_another_room_never_breaks_the_log(detail: str) -> None:
    """A commitment in its own states once made the whole page an error."""
    assert told("commitment.release", detail) == "信用承诺的办理步骤"
    assert told("something.else", detail) == "其他办理步骤"


def test_what_members_do_has_words_of_its_own() -> None:
    found = {code for code in codes() if code.startswith(("repair.", "report.", "objection.", "commitment."))}
    assert len(found) > 30
    own = {"repair.attach", "repair.begin", "repair.submit", "repair.sign", "report.submit"}
    assert own <= found
    words = [told(code, '{"year": "2025", "receipt": "R", "number": "N"}') for code in sorted(own)]
    assert len(set(words)) == len(own)
    assert "其他办理步骤" not in {
        told(code, '{"year": "2025", "receipt": "R", "number": "N"}') for code in found
    }


def test_what_an_authority_does_alone_is_not_told_by_its_room() -> None:
    """The enterprise may not know of a check, a finding or an intended listing yet."""
    for code in ("check.record", "finding.proof", "listing.tell", "case.opened", "repair.proposed"):
        said = told(code, '{"of_verdict": "refuse", "number": "N"}')
        assert said in {"其他办理步骤", "信用修复的办理步骤"}, code


@pytest.mark.parametrize("lang", ["zh", "ug"])
def test_the_own_page_and_its_log_in_the_browser(stage: Stage, lang: str) -> None:
    browser = stage.browser()
    browser.sign_in("trader", lang, target=f"/{lang}/my/{TRADER}")
    entry = instant.publish(stage.ctx(), key_of(stage.ctx(), TRADER), InstantItem.OTHER, PIECE, lang * 13)
    browser.get(f"/{lang}/my/{TRADER}")
    title = browser.page.css_first("title")
    heading = browser.page.css_first("h1")
    assert title is not None
    assert heading is not None
    assert "<" not in title.text()
    assert heading.text(strip=True).startswith(title.text().split(" - ")[0])
    browser.get(f"/{lang}/my/{TRADER}/log")
    assert entry.receipt in browser.page.text()
    assert SPEECH[lang]._("公示即时信息，回执编号 %(receipt)s").split("%")[0] in browser.page.text()


@pytest.mark.parametrize("lang", ["zh", "ug"])
def test_who_signs_in_for_one_shop_sees_at_once_what_is_due(stage: Stage, lang: str) -> None:
    browser = stage.browser()
    browser.sign_in("baker", lang, target=f"/{lang}/account")
    links = [one.attributes["href"] for one in browser.page.css("[aria-labelledby=due] .due-title a")]
    assert f"/{lang}/my/{BAKER}/report/2024" in links
    assert len(links) <= FIRST
    browser = stage.browser()
    browser.sign_in("accountant", lang, target=f"/{lang}/account")
    assert browser.page.css_first(".due") is None


def test_an_association_is_met_by_its_own_pages(stage: Stage) -> None:
    """It has no entry in the register: its only link led to a page that said it was not found."""
    browser = stage.browser()
    browser.sign_in("association", "ug", target="/ug/account")
    place = browser.page.css_first(".place-name")
    assert place is not None
    mine = str(place.attributes["href"])
    assert browser.get(mine).status_code == 200
    ways = [str(one.attributes["href"]) for one in browser.page.css(".doors a")]
    assert f"{mine}/commitments" in ways
    assert f"{mine}/report" not in ways
    assert {browser.get(way).status_code for way in ways} == {200}
