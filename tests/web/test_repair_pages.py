"""The question about a record, asked by anybody; the records of an enterprise and their notices."""

import zlib
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.domain.records import Record
from credit.domain.vocabulary import PenaltyKind, RecordKind
from credit.services import records
from credit.services.public import PublicReader
from tests.fixtures.facts import penalty, said
from tests.fixtures.people import TRADER, Browser, Stage
from tests.web.visiting import LANGUAGES, Page, Visitor, faults
from web.http import documents

BASE = f"/my/{TRADER}/repair"
ASKED = {
    "kind": "penalty",
    "penalty": "fine",
    "fine": "50",
    "since": "2026-01-15",
    "who": "company",
    "by": "here",
}


def asked(**more: str) -> str:
    return "/repair?" + urlencode(ASKED | more)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("more", "tag", "day"),
    [
        ({"done": "1", "on": "2026-04-15"}, "note", "16"),
        ({"done": "1", "on": "2026-04-16"}, "good", ""),
        ({"on": "2026-04-16"}, "warn", ""),
        ({"fine": "2", "on": "2026-02-01"}, "ended", "15"),
        ({"penalty": "suspension", "on": "2025-12-01", "since": "2025-03-01"}, "ended", "2"),
        ({"by": "other", "on": "2026-06-01"}, "note", ""),
        ({"kind": "abnormal", "ground": "unreachable", "on": "2026-06-01"}, "warn", ""),
        ({"kind": "serious", "done": "1", "on": "2027-01-16"}, "good", ""),
        ({"kind": "check", "on": "2026-06-01", "done": "1"}, "good", ""),
        ({"kind": "breach", "on": "2026-06-01", "done": "1"}, "good", ""),
        ({"kind": "marking", "on": "2026-06-01", "who": "individual"}, "warn", ""),
    ],
)
def test_anybody_may_ask(visit: Visitor, language: str, more: dict[str, str], tag: str, day: str) -> None:
    page = visit(asked(**more), language)
    (answer,) = page.tree.css(".repair")
    assert answer.css_first(f".repair-head .tag--{tag}"), answer.text()
    assert day in (answer.css_first(".repair-says").text() if answer.css_first(".repair-says") else "")
    assert answer.css(".explain-source")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "more",
    [
        {"since": "gestern"},
        {"since": ""},
        {"kind": "murder"},
        {"fine": "-1"},
        {"on": "2021-08-31", "since": "2021-08-01"},
        {"on": "2025-01-01"},
        {"on": "9999-12-31"},
        {"by": "nobody"},
    ],
)
def test_a_wrong_question_is_answered_with_what_is_wrong(
    visit: Visitor, language: str, more: dict[str, str]
) -> None:
    page = visit(asked(**more), language, status=400)
    assert page.tree.css(".question-error, .question--wrong, .error-summary, [role=alert]")
    assert not page.tree.css(".repair")


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from([*ASKED, "on", "done", "field", "ground"]), st.text(max_size=12)))
def test_nothing_asked_breaks_it(visit: Visitor, more: dict[str, str]) -> None:
    assert visit.get(f"/zh{asked(**more)}").status_code in (200, 400)


def test_a_public_record_says_how_it_is_repaired(visit: Visitor, reader: PublicReader) -> None:
    found = (reader.enterprise(number) for number in reader.codes(limit=400))
    fined = next(
        one
        for one in found
        if one and any(record.severity == "general" for record in one.dossier.of_kind(RecordKind.PENALTY))
    )
    page = visit(f"/enterprise/{fined.canonical_address}")
    assert "怎样修复" in page.main
    assert "/zh/repair" in page.links("#penalty a")


@pytest.fixture
def owner(stage: Stage) -> Browser:
    browser = stage.browser()
    browser.sign_in("trader", target=f"/zh{BASE}")
    return browser


def seen(browser: Browser, language: str) -> None:
    assert faults(Page(None, browser.page.html or "", browser.page), language) == []  # type: ignore[arg-type]


def fine(stage: Stage, number: str, days: int, **changes: object) -> None:
    """A penalty that was published so many days ago."""
    today = stage.clock.today()
    day = today - timedelta(days=days)
    came = replace(said(number, "cases", day), received_at=stage.clock.now())
    content = penalty(number, decided_on=day, **changes)
    records.put(stage.ctx(), (TRADER,), Record(id="", provenance=came, content=content))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_records_of_an_enterprise_and_the_notice_of_each(
    stage: Stage, owner: Browser, language: str
) -> None:
    owner.get(f"/{language}{BASE}")
    seen(owner, language)
    today = stage.clock.today()
    fine(stage, "罚1号", 200, violation="甲", duties_performed_on=today)
    fine(stage, "罚2号", 10, violation="乙", duties_performed_on=today)
    fine(stage, "罚3号", 20, violation="丙")
    fine(stage, "罚4号", 5, violation="丁", kinds=(PenaltyKind.CRITICISM,))
    owner.get(f"/{language}{BASE}")
    seen(owner, language)
    groups = [str(node.attributes["id"]) for node in owner.page.css("section[id]")]
    assert [one for one in groups if one in {"now", "later", "do_first", "ends"}] == [
        "now",
        "later",
        "do_first",
        "ends",
    ]
    (notice,) = [
        str(node.attributes["href"])
        for node in owner.page.css("#later a")
        if "/notice/" in str(node.attributes)
    ]
    owner.get(notice)
    seen(owner, language)
    assert "罚2号" in owner.text
    if documents.can_be_made():
        body = owner.get(f"{notice}.pdf")
        assert body.content.startswith(b"%PDF-")
        assert body.content.count(b"/Type /Page\n") >= 2 or len(body.content) > 20_000
        assert zlib.crc32(body.content)


def test_the_days_come_as_a_calendar_file(stage: Stage, owner: Browser) -> None:
    fine(stage, "罚2号", 10, duties_performed_on=stage.clock.today())
    answer = owner.get(f"/zh{BASE}/days.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    days = [line for line in answer.text.split("\r\n") if line.startswith("UID:repair:")]
    assert days
    assert len(set(days)) == len(days) == answer.text.count("BEGIN:VEVENT")
    assert "信用修复" in answer.text.replace("\r\n ", "")


def test_the_calendar_file_speaks_the_language_of_its_reader(stage: Stage, owner: Browser) -> None:
    fine(stage, "罚2号", 10, duties_performed_on=stage.clock.today())
    texts = {one: owner.get(f"/{one}{BASE}/days.ics").text.replace("\r\n ", "") for one in LANGUAGES}
    assert "《市场监督管理" in texts["zh"]
    assert "条号未" not in texts["zh"]  # how the packs say that nobody could read the article
    for name in ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"):
        (said, *_) = [line for line in texts["ug"].split("\r\n") if line.startswith(name)]
        assert not {"《", "第", "<"} & set(said)


def test_a_record_of_another_enterprise_has_no_notice_here(stage: Stage, owner: Browser) -> None:
    assert owner.get(f"/zh{BASE}/notice/{'0' * 26}").status_code == 404
    assert owner.get(f"/zh{BASE}/notice/{'0' * 26}.pdf").status_code == 404
