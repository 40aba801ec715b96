"""A shop marked abnormal for a missing report: it sees why, files, and applies to be restored."""

from datetime import date

import pytest

from credit.domain.records import AbnormalEntry
from credit.domain.vocabulary import AbnormalGround
from credit.services import records
from credit.services.repairs import opening
from tests.fixtures.facts import record
from tests.fixtures.people import BAKER, Browser, Stage
from tests.fixtures.reports import context, file, fill, key_of, versions

MISSING, LAST = 2024, 2025
MY = f"/zh/my/{BAKER}"


MARKED = AbnormalEntry(
    ground=AbnormalGround.REPORT_NOT_FILED,
    listed_on=date(2025, 7, 5),
    report_year=MISSING,
    marking=True,
    decision_no="示市监异字〔2025〕6号",
)


@pytest.fixture(scope="module")
def baker(stage: Stage) -> Browser:
    """The owner of the shop, marked for the year before last."""
    then = context(stage.sessions, date(2024, 3, 3))
    file(then, key_of(then, BAKER), 2023)
    records.put(stage.ctx(), (BAKER,), record(MARKED, "marked", date(2025, 7, 5)))
    browser = stage.browser()
    browser.sign_in("baker", target=MY)
    return browser


def test_the_page_says_what_is_wrong_and_what_to_do_first(baker: Browser) -> None:
    baker.get(MY)
    assert "标记为经营异常状态" in baker.text
    assert f"补报 {MISSING} 年度报告" in baker.text
    assert "列入经营异常名录" not in baker.text  # shops are marked, never listed
    assert baker.get(f"{MY}/report/{MISSING}/removal").status_code == 404
    baker.get(f"{MY}/repair")
    assert f"{MY}/report/{MISSING}" in {node.attributes["href"] for node in baker.page.css("main a")}


def test_what_it_signs_and_objects_to_is_a_mark_and_no_list(baker: Browser) -> None:
    said = opening.about(record(MARKED, "marked", date(2025, 7, 5)))
    assert said == f"经营异常状态（未按规定期限公示年度报告，{MISSING}年度，示市监异字〔2025〕6号）"
    baker.get(f"{MY}/objections")
    assert "经营异常状态" in baker.text
    assert "经营异常名录" not in baker.text.replace("《企业经营异常名录管理暂行办法", "")


def test_filing_leads_to_the_application_for_being_restored(stage: Stage, baker: Browser) -> None:
    key = key_of(stage.ctx(), BAKER)
    work = fill(stage.ctx(), key, MISSING)
    baker.get(f"{MY}/report/{MISSING}/check")
    answer = baker.post(f"{MY}/report/{MISSING}/check", draft=work.id, declared="1")
    assert answer.url.endswith(f"/report/{MISSING}/receipt/1"), baker.text
    assert "申请恢复正常记载状态" in baker.text
    receipt = versions(stage.ctx(), key, MISSING)[0].receipt
    removal = next(
        str(one.attributes["href"])
        for one in baker.page.css("main a")
        if "/removal" in str(one.attributes["href"])
    )
    baker.get(removal)
    assert baker.heading == "恢复正常记载状态申请书"
    assert receipt in baker.text.replace(" ", "")
    assert "示市监异字〔2025〕6号" in baker.text
    assert "异常名录申请" not in baker.text
    assert baker.get(f"{removal}/pdf").content.startswith(b"%PDF")
    baker.get(f"{MY}/repair")
    assert "恢复" in baker.text
    assert "现在可以" in baker.text


def test_after_the_day_a_shop_is_told_of_a_marking_and_not_of_the_list(stage: Stage, baker: Browser) -> None:
    stage.clock.move(days=20)
    baker.sign_in("baker", target=MY)
    assert f"{LAST} 年度报告未报，将标记为经营异常状态" in baker.text
    assert "列入经营异常名录" not in baker.text
