"""A report that contradicts what was published at once: told, shown figure by figure, mended, gone."""

from datetime import date

import pytest

from tests.fixtures.people import DAIRY, TRADER, Browser, Stage
from tests.fixtures.reports import context, file, key_of, versions

YEAR = 2025
HOLDER = "示例甲"
DUTY = "2025 年度报告的出资与即时信息或者登记不一致"
PAID = {
    "f-contribution.arose_on": "2025-09-01",
    "f-contribution.subscribed": "10",
    "f-contribution.subscribed_on": "2028-12-31",
    "f-contribution.subscribed_forms": "cash",
    "f-contribution.paid": "4",
    "f-contribution.paid_on": "2025-09-01",
    "f-contribution.paid_forms": "cash",
}


def reported(stage: Stage, code: str) -> dict[str, str]:
    """The row of the one holder in the newest report."""
    filed = versions(stage.ctx(), key_of(stage.ctx(), code), YEAR)[0]
    ((row,),) = [part.rows for part in filed.report.parts if part.key == "holders"]
    return {item.key: str(item.value) for item in row}


def contradicted(stage: Stage, who: str, code: str) -> Browser:
    """The owner of a company whose report says 0 paid, on the page of that year."""
    for year in (2023, 2024, YEAR):
        then = context(stage.sessions, date(year + 1, 3, 3))
        file(then, key_of(then, code), year)
    holder, subscribed = reported(stage, code)["holder"], reported(stage, code)["subscribed"]
    owner = stage.browser()
    owner.sign_in(who, target=f"/zh/my/{code}/instant/new/contribution")
    page = owner.path[-1]
    typed = {**PAID, "f-contribution.holder": holder, "f-contribution.subscribed": subscribed}
    owner.get(f"/zh/my/{code}")
    assert DUTY not in owner.text
    owner.get(page)
    token = str(owner.page.css("input[name=token]")[0].attributes["value"])
    owner.post(page, token=token, version="0", send="check", **typed)
    sent = {
        str(one.attributes["name"]): one.attributes["value"] or "" for one in owner.page.css("main input")
    }
    owner.post(page, **{**sent, "csrf_token": owner.token(), "send": "publish"})
    owner.get(f"/zh/my/{code}")
    assert DUTY in owner.text
    link = next(one for one in owner.page.css("main a") if f"/report/{YEAR}" in str(one.attributes["href"]))
    owner.get(str(link.attributes["href"]))
    return owner


@pytest.fixture
def told(stage: Stage) -> Browser:
    return contradicted(stage, "trader", TRADER)


def test_the_duty_names_both_figures_and_ends_with_the_correction(stage: Stage, told: Browser) -> None:
    key = key_of(stage.ctx(), TRADER)
    before = reported(stage, TRADER)
    said = told.page.css_first("#mismatch")
    assert said is not None
    shown = " ".join(said.text(separator=" ").split())
    assert before["holder"] in shown
    assert "实缴 0 万元" in shown
    assert "实缴 4 万元" in shown
    year = f"/zh/my/{TRADER}/report/{YEAR}"
    told.post(year)
    told.get(year)
    assert told.page.css_first("#mismatch") is not None
    told.get(f"{year}/part/holders")
    row = next(
        str(one.attributes["href"])
        for one in told.page.css("main a")
        if "/row/" in str(one.attributes["href"])
    )
    told.get(row)
    mended = {f"f-holders.{name}": value for name, value in before.items() if "Missing" not in value}
    mended |= {"f-holders.paid": "4", "f-holders.paid_on": "2025-09-01", "f-holders.paid_forms": "cash"}
    told.post(row, **mended)
    told.post(f"{year}/part/holders", next="")
    told.get(f"{year}/confirm")
    told.post(f"{year}/confirm")
    told.get(f"{year}/check")
    draft = str(told.page.css("input[name=draft]")[0].attributes["value"])
    answer = told.post(f"{year}/check", draft=draft, declared="1")
    assert answer.url.endswith("/receipt/2"), told.text
    assert reported(stage, TRADER)["paid"] == "4"
    assert len(versions(stage.ctx(), key, YEAR)) == 2
    told.get(f"/zh/my/{TRADER}")
    assert DUTY not in told.text
    told.get(year)
    assert told.page.css_first("#mismatch") is None


def test_when_reports_can_no_longer_be_corrected_the_instant_information_can(stage: Stage) -> None:
    owner = contradicted(stage, "dairy", DAIRY)
    assert owner.page.css_first("#mismatch") is not None
    stage.clock.move(days=30)
    owner.sign_in("dairy", target=f"/zh/my/{DAIRY}/report/{YEAR}")
    said = owner.page.css_first("#mismatch")
    assert said is not None
    assert f"/zh/my/{DAIRY}/instant" in [one.attributes["href"] for one in said.css("a")]
