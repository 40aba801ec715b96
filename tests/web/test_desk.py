"""The desk through real requests, in both languages: queue, case, tools, boards, and who may see them."""

from datetime import date, datetime, timedelta

import msgspec
import pytest

from credit.db.case_models import PublicBoardRow
from credit.domain.case_states import STATES
from credit.domain.casework import CaseKind, PauseReason
from credit.domain.casework_board import PublicBoard
from credit.domain.clock import SHANGHAI
from credit.domain.repair_figures import RepairFigures, RepairLine, RepairMonth
from credit.services.casework import escalation, files, public_board
from credit.services.context import Context
from tests.fixtures.people import TRADER, Browser, Stage
from tests.fixtures.reports import key_of
from tests.web.visiting import LANGUAGES, Visitor
from web.presenters import desk_rooms
from web.presenters.parts import Tone
from web.presenters.room import Room
from web.presenters.speech import SPEECH

HERE, CITY = "650102", "650100"
MONDAY = datetime(2026, 6, 15, 10, tzinfo=SHANGHAI)
_tokens = iter(f"{number:026d}" for number in range(100_000))


@pytest.fixture(autouse=True)
def plain(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same Monday for each test, and cases without rooms of their own."""
    stage.clock.moment = MONDAY
    plain = {kind: Room(kind=kind, tones=dict.fromkeys(STATES[kind], Tone.NOTE)) for kind in CaseKind}
    monkeypatch.setattr(desk_rooms, "ROOMS", plain)


@pytest.fixture
def handler(stage: Stage) -> Browser:
    return signed(stage, "handler")


@pytest.fixture
def reviewer(stage: Stage) -> Browser:
    return signed(stage, "reviewer")


def signed(stage: Stage, who: str, language: str = "zh") -> Browser:
    browser = stage.browser()
    browser.sign_in(who, language, target=f"/{language}/desk")
    return browser


def open_case(
    stage: Stage, kind: CaseKind = CaseKind.REPAIR, authority: str = HERE, workdays: int = 7
) -> str:
    ctx = stage.ctx()
    with stage.sessions.write() as session:
        made = files.open_case(
            session,
            ctx,
            kind=kind,
            subject_key=key_of(ctx, TRADER),
            authority=authority,
            state=next(iter(STATES[kind])).value,
            token=next(_tokens),
            workdays=workdays,
        )
        return made.id


def number(stage: Stage, case: str) -> str:
    with stage.sessions.read() as session:
        return files.found(session, case).number


def links(browser: Browser, selector: str) -> list[str]:
    return [str(node.attributes["href"]) for node in browser.page.css(selector)]


def tools(browser: Browser) -> list[str]:
    names = browser.page.css(".case-tools a, .case-tools form")
    found = [node.attributes.get("href") or node.attributes.get("action") or "" for node in names]
    return [one.rpartition("/")[2] for one in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queue_is_the_first_page_and_leads_to_the_case(stage: Stage, language: str) -> None:
    browser = signed(stage, "handler", language)
    case = open_case(stage)
    browser.get(f"/{language}/desk")
    assert f"/{language}/desk/case/{case}" in links(browser, "main tbody a")
    assert number(stage, case) in browser.text
    browser.get(f"/{language}/desk/case/{case}")
    assert number(stage, case) in browser.text
    assert browser.page.css_first(".clock--good") is not None
    rooms = links(browser, ".desk-nav a")
    assert {one.rpartition("/")[2] for one in rooms} >= {"desk", "board", "cases", "texts", "accounts"}
    for room in rooms:
        assert browser.get(room).status_code == 200
        assert browser.page.css_first(".desk-nav [aria-current]") is not None


def test_a_case_is_found_by_its_number_and_only_within_reach(stage: Stage, handler: Browser) -> None:
    near, far = open_case(stage), open_case(stage, authority="653101")
    assert handler.get(f"/zh/desk?number={number(stage, near)}").url.endswith(f"/desk/case/{near}")
    assert handler.get(f"/zh/desk?number={number(stage, far)}").status_code == 404
    assert "没有找到这个编号的案件" in handler.text
    assert handler.get(f"/zh/desk/case/{far}").status_code == 403


def test_nonsense_in_the_address_shows_the_queue(stage: Stage, handler: Browser) -> None:
    open_case(stage)
    for query in (
        "kind=x",
        "when=%F0%9F%98%80",
        "after=zzz",
        "state=%27--",
        "authority=1&mine=2",
        "number=+",
    ):
        assert handler.get(f"/zh/desk?{query}").status_code == 200


def test_many_cases_go_over_many_pages(stage: Stage, handler: Browser) -> None:
    made = {open_case(stage, CaseKind.BROKER) for _ in range(120)}
    seen: list[str] = []
    address = "/zh/desk?kind=broker"
    while address:
        handler.get(address)
        seen += [one.rpartition("/")[2] for one in links(handler, "main tbody a")]
        address = next(iter(links(handler, "a[rel=next]")), "")
    assert len(seen) == 120
    assert set(seen) == made


def test_a_clock_is_paused_and_goes_on_and_both_sides_read_why(stage: Stage) -> None:
    case = open_case(stage)
    stage.clock.move(days=2)
    handler = signed(stage, "handler")
    handler.get(f"/zh/desk/case/{case}/pause")
    assert handler.post(f"/zh/desk/case/{case}/pause", pause_reason="expert").status_code == 400
    assert "请写明情况" in handler.text
    assert handler.page.css_first("input[value=expert][checked]") is not None  # what was chosen is kept
    assert handler.post(f"/zh/desk/case/{case}/pause", pause_reason="correction", note="x").status_code == 400
    handler.post(f"/zh/desk/case/{case}/pause", pause_reason="expert", note="送检样品 <b>")
    assert "计时暂停，还剩 6 个工作日（共 7 个）" in handler.text
    assert "送检样品 <b>" in handler.text
    assert "resume" in tools(handler)
    assert "pause" not in tools(handler)
    stage.clock.move(days=9)
    handler = signed(stage, "handler")
    handler.get(f"/zh/desk/case/{case}")
    handler.post(f"/zh/desk/case/{case}/resume")
    assert "还剩 6 个工作日（共 7 个）" in handler.text  # the day of an event is on no clock
    with stage.sessions.read() as session:
        shown = files.history(session, case, for_applicant=True)
    assert [one.code for one in shown] == ["case.opened", "case.paused", "case.resumed"]


def test_a_pause_for_corrections_ends_in_its_own_room(stage: Stage, handler: Browser) -> None:
    case = open_case(stage)
    with stage.sessions.write() as session:
        files.pause(session, stage.ctx(), files.locked(session, case), PauseReason.CORRECTION, "缺材料")
    handler.get(f"/zh/desk/case/{case}")
    assert "resume" not in tools(handler)
    assert handler.post(f"/zh/desk/case/{case}/resume").status_code == 400
    assert "收到补正材料" in handler.text


def test_only_a_reviewer_extends_and_by_no_more_than_the_rule(
    stage: Stage, handler: Browser, reviewer: Browser
) -> None:
    case = open_case(stage)
    handler.get(f"/zh/desk/case/{case}")
    assert "extend" not in tools(handler)
    assert handler.post(f"/zh/desk/case/{case}/extend", days="2", note="复杂").status_code == 403
    reviewer.get(f"/zh/desk/case/{case}/extend")
    assert reviewer.post(f"/zh/desk/case/{case}/extend", days="9", note="复杂").status_code == 400
    assert "延长的工作日数超过了允许的范围" in reviewer.text
    assert reviewer.post(f"/zh/desk/case/{case}/extend", days="-1", note="复杂").status_code == 400
    reviewer.post(f"/zh/desk/case/{case}/extend", days="3", note="案情复杂")
    assert "共 10 个" in reviewer.text


def test_a_case_is_taken_given_and_left_for_an_interest(stage: Stage) -> None:
    city, reviewer = signed(stage, "city"), signed(stage, "reviewer")
    case = open_case(stage, authority=CITY)
    with stage.sessions.read() as session:
        holder = files.found(session, case).assignee
    city.get("/zh/desk?mine=1")
    mine = f"/zh/desk/case/{case}" in links(city, "main tbody a")
    one, other = (city, reviewer) if mine else (reviewer, city)
    other.get(f"/zh/desk/case/{case}/take")
    assert other.post(f"/zh/desk/case/{case}/take").status_code == 400  # it is somebody's: why?
    other.post(f"/zh/desk/case/{case}/take", reason="同事休假")
    assert "take" not in tools(other)
    other.get(f"/zh/desk/case/{case}/give")
    (choice,) = other.page.css("input[name=to]")
    assert choice.attributes["value"] == holder.partition(":")[2]
    other.post(f"/zh/desk/case/{case}/give", to=choice.attributes["value"], reason="同事回来了")
    one.get(f"/zh/desk/case/{case}/recuse")
    one.post(f"/zh/desk/case/{case}/recuse", why="party", reason="亲属经营")
    assert tools(one) in ([], ["give"])
    assert one.post(f"/zh/desk/case/{case}/take", reason="改主意").status_code == 400
    assert "您已经就这件案件申明回避" in one.text


def test_a_party_is_told_how_it_stands_in_their_own_language(stage: Stage, handler: Browser) -> None:
    case = open_case(stage)
    handler.get(f"/zh/desk/case/{case}/reply")
    assert handler.page.css_first('bdi[lang="ug"]') is not None  # read by others in the other language
    assert handler.post(f"/zh/desk/case/{case}/reply", reply="nonsense").status_code == 400
    assert handler.post(f"/zh/desk/case/{case}/reply", reply="statement").status_code == 400  # not here
    handler.post(f"/zh/desk/case/{case}/reply", reply="source")
    assert "正在向记录的来源部门核对" in handler.text
    handler.get(f"/ug/desk/case/{case}")
    assert "مەنبە تارماق" in handler.text


def test_a_supervisor_hands_over_and_does_nothing_else(stage: Stage, handler: Browser) -> None:
    case, above = open_case(stage), signed(stage, "supervisor")
    above.get(f"/zh/desk/case/{case}")
    assert tools(above) == ["give"]
    assert above.post(f"/zh/desk/case/{case}/take", reason="督查").status_code == 403
    assert above.get(f"/zh/desk/case/{case}/nonsense").status_code == 404


def test_an_officer_is_told_of_a_case_that_becomes_late(stage: Stage) -> None:
    signed(stage, "reviewer")
    case = open_case(stage, authority=CITY, workdays=1)
    stage.clock.move(days=1)
    escalation.escalate(stage.ctx())
    reviewer = signed(stage, "reviewer")
    reviewer.get("/zh/account")
    assert "临近办理期限" in reviewer.text
    assert any("/zh/desk?when=soon" in one or "/account/messages" in one for one in links(reviewer, "main a"))
    reviewer.get("/zh/desk?when=soon")
    assert f"/zh/desk/case/{case}" in links(reviewer, "main tbody a")
    reviewer.get(f"/zh/desk/case/{case}")
    assert "临期提醒" in reviewer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_shows_the_subtree(stage: Stage, language: str) -> None:
    open_case(stage)
    above, elsewhere = signed(stage, "supervisor", language), signed(stage, "kashgar", language)
    for browser in (above, elsewhere):
        browser.get(f"/{language}/desk/board")
    assert len(above.page.css("tbody tr")) > len(elsewhere.page.css("tbody tr"))


@pytest.fixture
def public(stage: Stage) -> Visitor:
    return Visitor(stage.app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_board_holds_counts_and_no_case(stage: Stage, public: Visitor, language: str) -> None:
    stage.clock.moment = MONDAY + timedelta(days=40 if language == "zh" else 400)
    ctx = Context(stage.sessions, stage.clock, stage.ctx().actor)
    made = [open_case(stage, CaseKind.ENQUIRY) for _ in range(6)]
    stage.clock.move(days=2)
    for case in made:
        with stage.sessions.write() as session:
            files.move(session, ctx, files.locked(session, case), "answered", "tip.answered", close=True)
    stage.clock.move(days=31)
    assert public_board.make(ctx)
    page = public("/handling", language)
    assert page.texts("td, th")[-5:][1:3] == ["6", "6"] or "6" in page.texts("td")
    for case in made:
        assert case not in page.html
        assert number(stage, case) not in page.html
    assert key_of(ctx, TRADER) not in page.html
    assert f"/{language}/handling" in public("/services", language).links()


def repairs_of_a_year() -> RepairFigures:
    def line(place: str, decided: int, *, together: bool = False) -> RepairLine:
        return RepairLine(place=place, together=together, decided=decided, days=3.5, in_time=98)

    months = [date(2027, 1 + number, 1) for number in range(12)]
    return RepairFigures(
        whole=line("", 95, together=True),
        granted=81,
        months=tuple(
            RepairMonth(first=month, filed=9 + at % 4, decided=None if at in (2, 7) else 6 + at)
            for at, month in enumerate(months)
        ),
        places=(
            line("650100", 60, together=True),
            line("650102", 34),
            line("650104", 26),
            line("653101", 35),
        ),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_public_reads_how_repairs_go_by_month_and_place(
    stage: Stage, public: Visitor, language: str
) -> None:
    board = PublicBoard(
        first=date(2027, 1, 1), last=date(2027, 12, 31), minimum=5, repairs=repairs_of_a_year()
    )
    row = PublicBoardRow(month=date(2028, 1, 1), blob=msgspec.json.encode(board), made_at=stage.clock.moment)
    with stage.sessions.write() as session:
        session.merge(row)
    page = public("/handling", language)
    few = SPEECH[language]._("较少")
    assert len(page.texts(".months tbody tr")) == 12
    assert sum(few in row for row in page.texts(".months tbody tr")) == 2
    assert [str(node.attributes["value"]) for node in page.tree.css(".month-bar")][2] == "0"
    assert "81" in page.texts("section .lead")[0]
    assert [cells.split()[-1] for cells in page.texts("section .table tbody tr")] == ["98%"] * 5
    assert f"/{language}/repair" in page.links("section a")


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_anything_was_counted_the_page_says_so(visit: Visitor, language: str) -> None:
    assert visit("/handling", language).heading
