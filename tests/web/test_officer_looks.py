"""Officers look at what enterprises published themselves: through real requests, in both languages."""

from datetime import date

import pytest

from credit.domain.instant import InstantItem
from credit.services import text_checks
from credit.services.disclosures import instant
from tests.fixtures.people import DAIRY, Browser, Stage
from tests.fixtures.reports import context, file, key_of

TEXT = "停业三天，负责人家住幸福路5号楼3单元"
TYPED = {"arose_on": "2026-05-20", "title": "停业公告", "basis": "公司章程", "content": TEXT}


@pytest.fixture
def officer(stage: Stage) -> Browser:
    browser = stage.browser()
    browser.sign_in("kashgar", target="/zh/account")
    return browser


def publish(stage: Stage, token: str) -> str:
    """A piece with what looks like a home in it."""
    ctx = stage.ctx()
    return instant.publish(ctx, key_of(ctx, DAIRY), InstantItem.OTHER, TYPED, token).entry


def open_check(stage: Stage, officer: Browser) -> str:
    """From the officer's own page to the one text that waits."""
    queue = next(link for link in links(officer, ".links a") if link.endswith("/desk/texts"))
    officer.get(queue)
    (found,) = [link for link in links(officer, ".places a") if "/desk/texts/" in link]
    officer.get(found)
    return found


def links(browser: Browser, selector: str) -> list[str]:
    return [str(node.attributes["href"]) for node in browser.page.css(selector)]


def test_an_officer_lets_a_text_pass_and_the_public_sees_it(stage: Stage, officer: Browser) -> None:
    entry = publish(stage, "1" * 26)
    public = f"/zh/enterprise/{DAIRY}/instant/{entry}"
    officer.get(public)
    assert "幸福路" not in officer.text
    assert "部分内容待查看" in officer.text
    officer.get("/zh/account")
    check = open_check(stage, officer)
    assert TEXT in officer.text
    assert "个人住址" in officer.text
    assert officer.post(check, act="release").status_code == 400
    assert "请写明理由" in officer.text
    officer.post(check, act="release", reasons="是门店地址")
    assert "可以公示" in officer.text
    officer.get(public)
    assert TEXT in officer.text
    assert "部分内容待查看" not in officer.text


def test_what_is_held_back_is_told_where_the_enterprise_sees_it(stage: Stage, officer: Browser) -> None:
    entry = publish(stage, "2" * 26)
    owner = stage.browser()
    owner.sign_in("dairy", "ug", target=f"/ug/my/{DAIRY}/instant/{entry}")
    assert owner.page.css_first(".banner--warn") is not None
    check = open_check(stage, officer)
    officer.post(check, act="hold", reasons="确是个人住址")
    owner.get(f"/ug/my/{DAIRY}/instant/{entry}")
    assert "确是个人住址" in owner.text
    owner.get("/ug/account")
    assert "确是个人住址" in owner.text
    with stage.sessions.read() as session:
        assert text_checks.queue(session, stage.ctx()) == []


def test_a_finding_of_another_department_is_recorded_from_the_desk(stage: Stage, officer: Browser) -> None:
    for year in (2023, 2024):
        then = context(stage.sessions, date(year + 1, 3, 3))
        file(then, key_of(then, DAIRY), year)
    officer.get(f"/zh/desk/report/{DAIRY}")
    checks = next(link for link in links(officer, ".report-actions a") if link.endswith("/2024/checks"))
    officer.get(checks)
    assert "还要由人力资源社会保障部门核对" in officer.text
    token = str(officer.page.css("input[name=token]")[0].attributes["value"])
    said = {"section": "insurance", "agrees": "1", "on": "2025-04-01", "token": token}
    assert officer.post(checks, **{**said, "on": "2024-01-01"}).status_code == 400
    assert "须在报送之后" in officer.text
    officer.post(checks, **said)
    assert "已由人力资源社会保障部门核对" in officer.text
    officer.get(f"/zh/enterprise/{DAIRY}/report/2024")
    assert "这一部分已由人力资源社会保障部门核对" in officer.text
    assert "2025-04-01" in officer.text
    owner = stage.browser()
    owner.sign_in("dairy", "ug", target=f"/ug/my/{DAIRY}/report/2024/receipt/1")
    assert "2025-04-01" in owner.text
