"""The room of a repair at the desk: every act and every refusal, by real requests, in both languages."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest

from credit.domain.casework import CaseEvent
from credit.domain.records import SeriousEntry
from credit.domain.repair_cases import RepairState
from credit.domain.vocabulary import SeriousCategory
from credit.services.casework import files
from credit.services.ids import new_id
from credit.services.repairs import answering, cases
from tests.web.desk_office import Office
from tests.web.repairs_office import Repairs, furnished
from tests.web.visiting import LANGUAGES, Page, checked

DONE, REFUSED = 303, 400


@pytest.fixture
def repairs(office: Office) -> Repairs:
    return furnished(office)


def page(repairs: Repairs, who: str, case: str, language: str = "zh") -> Page:
    return checked(repairs.office.get(who, f"/{language}/desk/repair/{case}"), language)


def offered(found: Page) -> set[str]:
    """The acts that a page offers."""
    sent = [node.attributes.get("action") or "" for node in found.tree.css("main form[method=post]")]
    return {one.rpartition("/")[2] for one in sent if "/desk/repair/" in one}


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_acceptance_to_a_grant_that_is_served(repairs: Repairs, language: str) -> None:
    record = repairs.fined()
    (case,) = repairs.applied(record)
    first = page(repairs, "handler", case, language)
    assert len(first.tree.css(".desk-columns > section")) == 3
    assert {"accept", "ask", "not-accept", "tick", "contest"} <= offered(first)
    assert not {"verify", "grant", "decide", "revoke", "serve"} & offered(first)
    assert repairs.post("handler", case, "grant").status_code == REFUSED  # not accepted yet
    assert repairs.post("handler", case, "accept", language).status_code == DONE
    accepted = page(repairs, "handler", case, language)
    assert "verify" in offered(accepted)
    assert not {"grant", "accept"} & offered(accepted)
    early = repairs.post("handler", case, "grant", language)
    assert early.status_code == REFUSED  # nothing verified
    checked(early, language)
    assert repairs.verify("handler", case).status_code == DONE
    assert "grant" in offered(page(repairs, "handler", case, language))
    assert repairs.shown(record)
    assert repairs.post("handler", case, "grant").status_code == DONE
    assert not repairs.shown(record)
    assert repairs.state(case) is RepairState.DISPLAYED
    granted = page(repairs, "handler", case, language)
    assert "信修〔2026〕650102-000001号" in granted.main
    again = repairs.post("handler", case, "grant")
    assert again.status_code == REFUSED
    assert "propose-revocation" in offered(granted)


def test_a_look_keeps_its_files_and_counts_once(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    repairs.post("handler", case, "accept")
    said = {"method": "on_site", "found": "confirmed", "text": "到现场看过", "token": new_id()}
    wrong = repairs.post("handler", case, "verify", **said, files=(BytesIO(b"MZ"), "x.exe"))
    assert wrong.status_code == REFUSED
    assert checked(wrong, "zh").tree.css_first("#files-error")
    assert "到现场看过" in wrong.text  # nothing typed is lost
    for _ in range(2):
        sent = repairs.post("handler", case, "verify", **said, files=(BytesIO(b"%PDF-1.4 seen"), "seen.pdf"))
        assert sent.status_code == DONE
    found = page(repairs, "handler", case)
    (link,) = [one for one in found.links("main a") if "/evidence/" in one]
    assert repairs.office.get("handler", link).data == b"%PDF-1.4 seen"
    assert repairs.office.get("elsewhere", link).status_code == 403
    with repairs.office.world.sessions.read() as session:
        assert len(cases.held(session, case).course.checks) == 1


def test_ticks_are_kept_with_who_made_them(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    assert (
        repairs.post("handler", case, "tick", points=["signed", "performed", "kept"]).status_code == REFUSED
    )
    assert repairs.post("handler", case, "tick", points=["signed", "performed"]).status_code == DONE
    assert repairs.post("colleague", case, "tick", points=["performed", "harm"]).status_code == DONE
    found = page(repairs, "handler", case)
    ticked = [
        node.attributes["value"]
        for node in found.tree.css("input[name=points]")
        if "checked" in node.attributes
    ]
    assert ticked == ["performed", "harm"]
    hints = [node.text(strip=True) for node in found.tree.css("form .choice-hint")]
    assert len(set(hints)) == 2  # two officers, each by name


def test_asking_once_and_a_second_time_by_somebody_above(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    empty = repairs.post("handler", case, "ask")
    assert empty.status_code == REFUSED
    assert repairs.post("handler", case, "ask", performance="缴款凭证看不清").status_code == DONE
    waiting = page(repairs, "handler", case)
    assert "缴款凭证看不清" in waiting.main
    assert not {"accept", "ask", "not-accept"} & offered(waiting)
    answering.answer(repairs.applicant, repairs.key, case, "已重新上传")
    assert "ask" not in offered(page(repairs, "handler", case))
    second = {"performance": "还缺一页"}
    assert repairs.post("handler", case, "ask", **second, reason="不清楚").status_code == REFUSED
    assert "ask" in offered(page(repairs, "supervisor", case))
    assert repairs.post("supervisor", case, "ask", **second).status_code == REFUSED  # no reason
    assert repairs.post("supervisor", case, "ask", **second, reason="第一次遗漏").status_code == DONE
    assert repairs.state(case) is RepairState.CORRECTION


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("act", "state"), [("not-accept", "not_accepted"), ("refuse", "refused")])
def test_a_refusal_takes_two(repairs: Repairs, act: str, state: str, language: str) -> None:
    record = repairs.fined()
    (case,) = repairs.applied(record)
    if act == "refuse":
        repairs.post("handler", case, "accept")
    why: dict[str, Any] = {"reasons": ["duty_open"], "text": "罚款没有缴清"}
    assert repairs.post("handler", case, act, text="罚款没有缴清").status_code == REFUSED  # no reason
    assert repairs.post("handler", case, act, reasons=["duty_open"]).status_code == REFUSED  # no words
    assert repairs.post("handler", case, act, **why).status_code == DONE
    assert repairs.state(case) is RepairState.PROPOSED
    assert "decide" not in offered(page(repairs, "handler", case, language))
    assert repairs.post("handler", case, "decide").status_code in (REFUSED, 403)
    assert repairs.post("second", case, "return").status_code == REFUSED  # no reason
    assert repairs.post("second", case, "return", why="再核实一次").status_code == DONE
    assert repairs.post("second", case, act, **why).status_code == DONE
    own = repairs.post("second", case, "decide")
    assert own.status_code == REFUSED  # who proposes does not decide
    assert "decide" in offered(page(repairs, "above", case, language))
    assert repairs.post("above", case, "decide").status_code == DONE
    assert repairs.state(case).value == state
    assert repairs.shown(record)
    found = page(repairs, "handler", case, language)
    assert "60" in found.main  # days to ask for a review
    assert "罚款没有缴清" in found.main


def test_a_serious_record_takes_two_and_more_means(repairs: Repairs) -> None:
    day = repairs.office.world.clock.today() - timedelta(days=400)
    content = SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=day, decision_no="列1号")
    record = repairs.keep(content, "serious", 400)
    (case,) = repairs.applied(record)
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case)
    assert "grant" not in offered(page(repairs, "handler", case))
    assert repairs.post("handler", case, "propose-grant").status_code == REFUSED  # one means is not enough
    repairs.verify("handler", case, "written")
    assert repairs.post("handler", case, "propose-grant").status_code == REFUSED  # no visit
    repairs.verify("handler", case, "on_site")
    may = offered(page(repairs, "handler", case))
    assert "propose-grant" in may
    assert "grant" not in may
    assert repairs.post("handler", case, "grant").status_code == REFUSED  # alone
    assert repairs.post("handler", case, "propose-grant").status_code == DONE
    assert repairs.post("second", case, "decide").status_code == DONE
    assert not repairs.shown(record)


def test_what_is_found_untrue_stands_against_a_grant(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case, found="not_confirmed")
    assert "grant" not in offered(page(repairs, "handler", case))
    assert repairs.post("handler", case, "grant").status_code == REFUSED


def test_false_material_is_taken_back_by_two(repairs: Repairs) -> None:
    record = repairs.fined()
    (case,) = repairs.applied(record)
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case)
    assert (
        repairs.post("handler", case, "propose-revocation", reason="error", text="早").status_code == REFUSED
    )
    repairs.post("handler", case, "grant")
    assert repairs.post("second", case, "revoke").status_code == REFUSED  # nobody proposed it
    said = {"reason": "false_material", "text": "缴款凭证是伪造的"}
    assert repairs.post("second", case, "propose-revocation", reason="false_material").status_code == REFUSED
    assert repairs.post("second", case, "propose-revocation", **said).status_code == DONE
    assert "revoke" not in offered(page(repairs, "second", case))
    assert repairs.post("second", case, "revoke").status_code == REFUSED
    assert repairs.post("above", case, "revoke").status_code == DONE
    assert repairs.state(case) is RepairState.REVOKED
    assert repairs.shown(record)


def test_a_suit_stops_the_clock(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    today = repairs.office.world.clock.today()
    late = {"number": "（2026）新01行初1号", "since": (today + timedelta(days=1)).isoformat()}
    assert repairs.post("handler", case, "contest", **late).status_code == REFUSED
    assert repairs.post("handler", case, "contest-over", on=today.isoformat()).status_code == REFUSED
    assert (
        repairs.post("handler", case, "contest", **(late | {"since": today.isoformat()})).status_code == DONE
    )
    assert paused(repairs, case)
    begun = {"since": today.isoformat()}
    assert repairs.post("handler", case, "contest", **(late | begun)).status_code == DONE  # the form again
    other = {"number": "（2026）新01行初2号", **begun}
    assert repairs.post("handler", case, "contest", **other).status_code == REFUSED
    assert [one.code for one in noted(repairs, case)].count("repair.contested") == 1
    assert repairs.post("handler", case, "contest-over", on=today.isoformat()).status_code == DONE
    assert not paused(repairs, case)


def noted(repairs: Repairs, case: str) -> tuple[CaseEvent, ...]:
    with repairs.office.world.sessions.read() as session:
        return files.history(session, case)


def paused(repairs: Repairs, case: str) -> bool:
    with repairs.office.world.sessions.read() as session:
        return files.found(session, case).paused


def test_a_decision_is_served_and_a_case_handed_on(repairs: Repairs) -> None:
    one, other = repairs.applied(repairs.fined(), repairs.fined("乌天市监罚〔2026〕13号"))
    assert repairs.post("handler", one, "serve", way="counter", on="2026-06-15").status_code == REFUSED
    why: dict[str, Any] = {"reasons": ["no_right"], "text": "没有授权"}
    repairs.post("handler", one, "not-accept", **why)
    repairs.post("second", one, "decide")
    with repairs.office.world.sessions.read() as session:
        assert cases.held(session, one).course.service is not None  # online, as the applicant chose
    assert repairs.post("handler", one, "serve", way="post", on="2026-06-15").status_code == REFUSED
    served = {"way": "post", "on": repairs.office.world.clock.today().isoformat(), "address": "人民路 1 号"}
    assert repairs.post("handler", one, "serve", **served).status_code == DONE
    assert "人民路 1 号" in page(repairs, "handler", one).main
    assert repairs.post("second", other, "hand-on", authority="653101").status_code == REFUSED
    moved = repairs.post("second", other, "hand-on", authority="653101", why="职责划转")
    assert moved.status_code == DONE
    assert repairs.office.get("handler", f"/zh/desk/repair/{other}").status_code == 403
    assert repairs.office.get("elsewhere", f"/zh/desk/repair/{other}").status_code == 200


def test_who_has_an_interest_only_reads(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    said = {"why": "party", "reason": "亲属"}
    assert repairs.office.post("handler", f"/zh/desk/case/{case}/recuse", **said).status_code == DONE
    assert offered(page(repairs, "handler", case)) <= {"tick"}
    assert repairs.post("handler", case, "accept").status_code in (REFUSED, 403)
    assert repairs.state(case) is RepairState.SUBMITTED


def test_a_drawn_grant_is_looked_at_by_an_authority_above(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    repairs.draw(case)
    said = {"outcome": "flawed", "text": "核实记录不完整"}
    assert repairs.post("above", case, "look", **said).status_code == REFUSED  # nothing decided
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case)
    assert "look" not in offered(page(repairs, "above", case))
    repairs.post("handler", case, "grant")
    assert "抽中" not in page(repairs, "handler", case).main  # whom the lot fell on is not for the handler
    assert repairs.post("second", case, "look", **said).status_code == REFUSED  # not above
    assert "look" in offered(page(repairs, "above", case))
    assert repairs.post("above", case, "look", outcome="flawed").status_code == REFUSED
    assert repairs.post("above", case, "look", **said).status_code == DONE
    assert repairs.post("above", case, "look", **said).status_code == REFUSED  # once
    assert "核实记录不完整" in page(repairs, "above", case).main


def test_files_of_the_application_are_for_officers_within_reach(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined(duties_performed_on=None))
    found = page(repairs, "handler", case)
    links = [one for one in found.links("main a") if "/file/" in one]
    assert links
    answer = repairs.office.get("handler", links[0])
    assert answer.data.startswith(b"%PDF")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert repairs.office.get("elsewhere", links[0]).status_code == 403
    assert repairs.office.get("handler", f"/zh/desk/repair/{case}/file/{'0' * 26}").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_look_that_contradicts_is_said_where_the_findings_begin(repairs: Repairs, language: str) -> None:
    (case,) = repairs.applied(repairs.fined())
    repairs.post("handler", case, "accept")
    before = page(repairs, "handler", case, language).texts("section[aria-labelledby=evidence] .tag")[0]
    repairs.verify("handler", case, "written", "not_confirmed")
    after = page(repairs, "handler", case, language)
    assert after.texts("section[aria-labelledby=evidence] .tag")[0] != before
    assert not after.tree.css("section[aria-labelledby=evidence] .tag--good")
