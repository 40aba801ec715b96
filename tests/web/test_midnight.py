"""The last second of the window, through real requests: the time of receipt decides, to the second."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from credit.domain.annual_report import AnnualReport
from credit.domain.clock import SHANGHAI
from credit.domain.vocabulary import RecordKind
from credit.services.public import PublicReader
from tests.fixtures.people import DAIRY, TRADER, Browser, Stage
from tests.fixtures.reports import context, file, fill, key_of, versions

YEAR = 2025
MIDNIGHT = datetime(2026, 7, 1, tzinfo=SHANGHAI)
SECOND = timedelta(seconds=1)


@pytest.fixture
def evening(stage: Stage) -> Iterator[Stage]:
    """The evening of 30 June: two enterprises have filled in the report of the last year, and not sent it."""
    noon, stage.clock.moment = stage.clock.moment, MIDNIGHT - timedelta(minutes=9)
    for code in (TRADER, DAIRY):
        key = key_of(stage.ctx(), code)
        for year in (2023, 2024):
            if not versions(stage.ctx(), key, year):
                file(context(stage.sessions, date(year + 1, 3, 3)), key, year)
        fill(stage.ctx(), key, YEAR)
    yield stage
    stage.clock.moment = noon


def send(stage: Stage, code: str, who: str, at: datetime) -> Browser:
    """The check page is opened in time; the button is pressed at that moment."""
    browser = stage.browser()
    browser.sign_in(who, target=f"/zh/my/{code}/report/{YEAR}/check")
    draft = str(browser.page.css("input[name=draft]")[0].attributes["value"])
    stage.clock.moment = at
    browser.post(f"/zh/my/{code}/report/{YEAR}/check", draft=draft, declared="yes")
    return browser


def published(stage: Stage, code: str) -> AnnualReport:
    found = PublicReader(stage.sessions, stage.clock).enterprise(code)
    assert found is not None
    contents = [one.content for one in found.dossier.of_kind(RecordKind.ANNUAL_REPORT)]
    return next(one for one in contents if isinstance(one, AnnualReport) and one.year == YEAR)


def test_the_last_second_is_in_time_and_the_next_one_late(evening: Stage) -> None:
    in_time = send(evening, TRADER, "trader", MIDNIGHT - SECOND)
    (filed,) = versions(evening.ctx(), key_of(evening.ctx(), TRADER), YEAR)
    assert (filed.late, filed.filed_at) == (False, MIDNIGHT - SECOND)
    assert "23:59:59" in in_time.text or "23:59" in in_time.text
    assert not published(evening, TRADER).late
    evening.clock.moment = MIDNIGHT - SECOND
    late = send(evening, DAIRY, "dairy", MIDNIGHT)
    (filed,) = versions(evening.ctx(), key_of(evening.ctx(), DAIRY), YEAR)
    assert (filed.late, filed.filed_at) == (True, MIDNIGHT)
    assert "逾期" in late.text
    assert published(evening, DAIRY).late
    owner = evening.browser()
    owner.get(f"/zh/enterprise/{DAIRY}/report/{YEAR}")
    assert "逾期" in owner.text
