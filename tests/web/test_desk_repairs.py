"""Repairs decided together, second looks, outreach and rulings at the desk, in both languages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from credit.domain.actors import OfficerRole
from credit.domain.repair_cases import RepairState
from credit.rules import repair_handling
from credit.services import audit, owner_notices
from credit.services.context import Context
from credit.services.ids import new_id
from credit.services.repairs import cases, chances, ordering
from tests.fixtures.people import TRADER
from tests.services.repairs import late_filers
from tests.web.desk_office import Office
from tests.web.repairs_office import Repairs, furnished
from tests.web.visiting import LANGUAGES, Page, checked
from web.http import documents

DONE, REFUSED = 303, 400
OUT = "/desk/repairs/outreach"


@pytest.fixture
def repairs(office: Office) -> Repairs:
    return furnished(office)


@pytest.fixture
def either(either_office: Office) -> Repairs:
    """The same on both databases."""
    return furnished(either_office)


def page(repairs: Repairs, who: str, path: str, language: str = "zh") -> Page:
    return checked(repairs.office.get(who, f"/{language}{path}"), language)


def many(repairs: Repairs, count: int) -> tuple[list[str], str]:
    """Cases of late filers who have filed, and the address of their group."""
    world = repairs.office.world
    on = world.clock.today()
    late_filers.LISTED, before = on - timedelta(days=3), late_filers.LISTED
    try:
        filers = late_filers.listed(world.sessions, on, count)
    finally:
        late_filers.LISTED = before
    made = late_filers.applied(world.sessions, on, filers)
    (path,) = [one for one in page(repairs, "handler", "/desk/repairs").links("main a") if "/group/" in one]
    return made, path.removeprefix("/zh")


def background(repairs: Repairs) -> Context:
    return repairs.office.world.ctx()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_is_decided_by_one_act(repairs: Repairs, language: str) -> None:
    made, path = many(repairs, 6)
    handler = "handler"
    today = repairs.office.world.clock.today().isoformat()
    contested = repairs.post(handler, made[0], "contest", number="复议1号", since=today)
    assert contested.status_code == DONE
    recused = {"why": "party", "reason": "亲属"}
    assert repairs.send(handler, f"/zh/desk/case/{made[1]}/recuse", **recused).status_code == DONE
    shown = page(repairs, handler, path, language)
    assert len(shown.tree.css("#apart ~ * tbody tr, section[aria-labelledby=apart] tbody tr")) == 2
    token = new_id()
    for _ in range(2):  # sent twice it is ordered once
        sent = repairs.send(handler, f"/{language}{path}", token=token)
        assert sent.status_code == DONE
    assert repairs.state(made[2]) is RepairState.SUBMITTED
    waiting = page(repairs, handler, path, language)
    assert len(waiting.tree.css("section[aria-labelledby=orders] article")) == 1
    assert ordering.carry_out(background(repairs)) == 4
    assert [repairs.state(one) for one in made[2:]] == [RepairState.DISPLAYED] * 4
    assert {repairs.state(one) for one in made[:2]} == {RepairState.SUBMITTED}
    after = page(repairs, handler, path, language)
    (listed,) = [one for one in after.links("main a") if one.endswith(".csv")]
    answer = repairs.office.get(handler, listed)
    lines = answer.get_data(as_text=True).splitlines()
    assert len({line.rpartition(",")[2] for line in lines[1:]}) == 4
    assert repairs.office.get("elsewhere", listed).status_code == 403
    assert repairs.office.get("elsewhere", f"/zh{path}").status_code == 403
    assert repairs.send(handler, f"/zh{path}", token=new_id()).status_code == REFUSED  # nothing left


def test_what_changed_meanwhile_is_left_with_its_reason(repairs: Repairs) -> None:
    made, path = many(repairs, 3)
    repairs.send("handler", f"/zh{path}", token=new_id())
    assert repairs.post("colleague", made[0], "ask", commitment="没有盖章").status_code == DONE
    assert ordering.carry_out(background(repairs)) == 2
    shown = page(repairs, "handler", path)
    (row,) = shown.tree.css("section[aria-labelledby=orders] tbody tr")
    assert "案件现在的状态不能进行这项操作" in row.text()
    assert ordering.carry_out(background(repairs)) == 0


def test_an_order_that_was_stopped_goes_on(repairs: Repairs, monkeypatch: pytest.MonkeyPatch) -> None:
    made, path = many(repairs, 4)
    repairs.send("handler", f"/zh{path}", token=new_id())
    monkeypatch.setattr("credit.services.repairs.alike.AT_ONCE", 2)
    monkeypatch.setattr("credit.services.repairs.deciding.audit.write", _dying(5))
    with pytest.raises(KeyboardInterrupt):
        ordering.carry_out(background(repairs))
    monkeypatch.undo()
    ordering.carry_out(background(repairs))
    assert {repairs.state(one) for one in made} == {RepairState.DISPLAYED}
    with repairs.office.world.sessions.read() as session:
        numbers = {cases.held(session, one).about.decision_no for one in made}
    assert len(numbers) == 4
    assert "没有决定" not in page(repairs, "handler", path).main


def _dying(at: int) -> Callable[..., None]:
    """What writes the audit trail, until it is called for the last time."""
    calls, write = iter(range(1, 1000)), audit.write

    def dying(*args: Any, **named: Any) -> None:
        if next(calls) >= at:
            raise KeyboardInterrupt
        write(*args, **named)

    return dying


def test_drawn_grants_wait_for_those_above(repairs: Repairs) -> None:
    (case,) = repairs.applied(repairs.fined())
    repairs.draw(case)
    assert case not in "".join(page(repairs, "above", "/desk/repairs").links("main a"))
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case)
    repairs.post("handler", case, "grant")
    assert f"/zh/desk/repair/{case}" in page(repairs, "above", "/desk/repairs").links("main a")
    assert f"/zh/desk/repair/{case}" not in page(repairs, "handler", "/desk/repairs").links("main a")
    repairs.post("above", case, "look", outcome="sound", text="材料齐全")
    assert f"/zh/desk/repair/{case}" not in page(repairs, "above", "/desk/repairs").links("main a")


def chosen(found: Page) -> list[str]:
    return [node.attributes["value"] or "" for node in found.tree.css("input[name=subjects]")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_could_apply_is_told_once(either: Repairs, language: str) -> None:
    either.fined()
    chances.refresh(background(either))
    first = page(either, "handler", OUT, language)
    assert chosen(first) == [either.key]
    sent = either.send("handler", f"/{language}{OUT}/messages", subjects=either.key, token=new_id())
    assert sent.status_code == DONE
    with either.office.world.sessions.read() as session:
        persons = owner_notices.owners(session, either.key, either.office.world.clock.now())
    assert persons
    told = owner_notices.of_person(either.applicant)
    assert "repair.chance" in {one.code for one in told}
    assert chosen(page(either, "handler", OUT, language)) == []
    all_of_them = page(either, "handler", f"{OUT}?all=1", language)
    assert chosen(all_of_them) == []  # shown, and not to be chosen
    assert TRADER in all_of_them.main
    again = either.send("colleague", f"/{language}{OUT}/letters", subjects=either.key, token=new_id())
    assert again.status_code == REFUSED
    checked(again, language)
    log = page(either, "handler", "/desk/repairs/contacts", language)
    assert len(log.tree.css("main tbody tr")) == 1
    days = repair_handling.HANDLING.at(either.office.world.clock.today())["outreach_days"]
    either.office.world.clock.move(days=days)
    either.office.come("later", "650102", {OfficerRole.HANDLER})
    assert chosen(page(either, "later", OUT, language)) == [either.key]


def test_letters_are_noted_printed_and_printed_again(repairs: Repairs) -> None:
    repairs.fined()
    chances.refresh(background(repairs))
    token = new_id()
    nobody = repairs.send("handler", f"/zh{OUT}/letters?after=0&all=1", token=token)
    assert nobody.status_code == REFUSED  # nobody chosen
    assert "/letters?after=0&all=1" in nobody.get_data(as_text=True).replace("&amp;", "&")  # the same page
    sent = repairs.send("handler", f"/zh{OUT}/letters", subjects=repairs.key, token=token)
    assert sent.status_code == DONE
    shown = page(repairs, "handler", sent.headers["Location"].removeprefix("/zh"))
    assert repairs.office.get("elsewhere", sent.headers["Location"]).status_code == 403
    if documents.can_be_made():
        (pdf,) = [one for one in shown.links("main a") if one.endswith(".pdf")]
        for _ in range(2):
            assert repairs.office.get("handler", pdf).data.startswith(b"%PDF")
    assert repairs.office.get("handler", f"/zh{OUT}/letters/{'0' * 26}").status_code == 404


def test_what_was_said_by_word_of_mouth_is_noted(repairs: Repairs) -> None:
    repairs.fined()
    chances.refresh(background(repairs))
    (way,) = [one for one in page(repairs, "handler", OUT).links("main a") if "/told" in one]
    page(repairs, "handler", way.removeprefix("/zh"))
    said = {"subject": repairs.key, "way": "phone", "token": new_id()}
    assert repairs.send("handler", f"/zh{OUT}/told", **said).status_code == REFUSED  # nothing said of it
    assert repairs.send("handler", f"/zh{OUT}/told", **(said | {"way": "letter"})).status_code == REFUSED
    assert repairs.send("handler", f"/zh{OUT}/told", **said, note="已告知可以申请").status_code == DONE
    assert (
        repairs.send("handler", f"/zh{OUT}/told", **said, note="已告知可以申请").status_code == DONE
    )  # once
    assert len(page(repairs, "handler", "/desk/repairs/contacts").tree.css("main tbody tr")) == 1
    gone = repairs.send("handler", f"/zh{OUT}/told", **(said | {"subject": "0" * 26}), note="示例")
    assert gone.status_code == 404


def test_an_index_that_is_behind_shows_nobody_who_applied(repairs: Repairs) -> None:
    record = repairs.fined()
    chances.refresh(background(repairs))
    assert chosen(page(repairs, "handler", OUT)) == [repairs.key]
    repairs.applied(record)
    assert chosen(page(repairs, "handler", OUT)) == []
    refused = repairs.send("handler", f"/zh{OUT}/messages", subjects=repairs.key, token=new_id())
    assert refused.status_code == REFUSED


def test_the_index_follows_the_records_of_a_new_day(either: Repairs) -> None:
    assert chances.refresh(background(either)) == 0
    either.fined()
    assert chances.refresh(background(either)) == 0  # once a day
    either.office.world.clock.move(days=1)
    assert chances.refresh(background(either)) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ruling_stops_the_display_and_a_failed_plan_ends_that(repairs: Repairs, language: str) -> None:
    record = repairs.fined(days=20)
    here = f"/{language}/desk/cases/{TRADER}/rulings"
    said = {"court": "乌鲁木齐市中级人民法院", "number": "（2026）新01破1号", "ruling_on": "2026-06-01"}
    wrong = repairs.send("handler", here, **(said | {"ruling_on": "2036-06-01"}))
    assert wrong.status_code == REFUSED
    checked(wrong, language)
    assert repairs.send("handler", here, court="示例").status_code == REFUSED
    assert repairs.send("handler", here, **said).status_code == DONE
    (case,) = repairs.applied(record)
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case)
    assert repairs.post("handler", case, "grant").status_code == DONE
    assert not repairs.shown(record)
    ended = {"number": said["number"], "ended": "failed", "on": "2026-06-10"}
    assert repairs.send("handler", f"{here}/end", **ended).status_code == 403  # a reviewer's
    assert repairs.send("second", f"{here}/end", **(ended | {"ended": ""})).status_code == REFUSED
    assert repairs.send("second", f"{here}/end", **(ended | {"number": "别的"})).status_code in (REFUSED, 404)
    assert repairs.send("second", f"{here}/end", **ended).status_code == DONE
    assert repairs.shown(record)
    assert repairs.send("second", f"{here}/end", **ended).status_code == REFUSED
    assert said["number"] in page(repairs, "handler", f"/desk/cases/{TRADER}/rulings", language).main


def test_paper_at_the_counter_begins_at_the_enterprise(repairs: Repairs) -> None:
    repairs.office.come("counter", "650102", {OfficerRole.COUNTER})
    links = page(repairs, "counter", f"/desk/cases/{TRADER}").links("main a")
    assert f"/zh/my/{TRADER}/repair/apply" in links
    assert f"/zh/my/{TRADER}/repair/apply" not in page(repairs, "handler", f"/desk/cases/{TRADER}").links(
        "main a"
    )
