"""An objection from the record to the correction: real requests without scripts, in both languages."""

from typing import Any

import pytest

from credit.domain.actors import system
from credit.services import records
from credit.services.context import Context
from tests.fixtures.facts import NOON, penalty, record
from tests.fixtures.people import TRADER, Browser, Stage
from tests.web.test_own_commitments import links, seen, value
from tests.web.visiting import LANGUAGES, Visitor
from web.http.portal import EXTENSION

PDF = ("决定书.pdf", b"%PDF-1.7 decision", "application/pdf")
CLAIM = {"field-fine": "3", "text": "决定书上写的是3万元"}


@pytest.fixture(autouse=True)
def plain(stage: Stage) -> None:
    """The same noon for each test."""
    stage.clock.moment = NOON


def signed(stage: Stage, who: str, language: str, target: str) -> Browser:
    browser = stage.browser()
    browser.sign_in(who, language, target=f"/{language}{target}")
    return browser


def fined(stage: Stage, number: str) -> str:
    """A penalty of the trader with a wrong fine; its id."""
    ctx = Context(stage.sessions, stage.clock, system("test"))
    records.put(ctx, (TRADER,), record(penalty(number), number))
    found = stage.app.extensions[EXTENSION].reader.enterprise(TRADER)
    (one,) = [each for each in found.dossier.records if getattr(each.content, "decision_no", "") == number]
    return str(one.id)


def row(stage: Stage, language: str, record_id: str) -> str:
    """What the public page says of a record, with its marks."""
    shown = Visitor(stage.app)(f"/enterprise/{TRADER}", language)
    found = shown.tree.css_first(f"#r-{record_id}")
    more = shown.tree.css_first(f"#r-{record_id} + tr.more")
    assert found is not None
    return found.text() + (more.text() if more else "")


def send(browser: Browser, address: str, **fields: Any) -> str:
    """A form of the page seen last; where it led."""
    token = value(browser, "token") if browser.page.css("input[name=token]") else ""
    answer = browser.post(address, token=token, **fields)
    assert answer.status_code == 200, answer.text
    return str(answer.url)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_figure_is_objected_to_from_its_row_and_corrected(stage: Stage, language: str) -> None:
    record_id = fined(stage, f"示罚〔2026〕{language}1号")
    page = Visitor(stage.app)(f"/enterprise/{TRADER}", language)
    door = f"/{language}/objection/{TRADER}/{record_id}"
    assert door in page.links()
    begun = Visitor(stage.app)(door.removeprefix(f"/{language}"), language)
    own = next(one for one in begun.links() if "/my/" in one and record_id in one)
    assert any("/report/record" in one and record_id in one for one in begun.links())

    owner = signed(stage, "trader", language, own.removeprefix(f"/{language}"))
    seen(owner, language)
    assert "30" in owner.text  # what is public stands beside what is claimed
    nothing = owner.post(own, token=value(owner, "token"), text=CLAIM["text"])
    assert nothing.status_code == 400
    assert CLAIM["text"] in owner.text  # nothing typed is lost
    case = send(owner, own, **CLAIM)
    assert case.endswith("?done=filed")
    case_id = case.rpartition("/")[2].partition("?")[0]
    seen(owner, language)

    room = f"/{language}/desk/objection/{case_id}"
    handler = signed(stage, "handler", language, room.removeprefix(f"/{language}"))
    assert CLAIM["text"] in handler.text
    seen(handler, language)
    send(handler, f"{room}/accept")
    seen(handler, language)
    assert (
        "tag--note"
        in Visitor(stage.app)(f"/enterprise/{TRADER}", language).tree.css_first(f"#r-{record_id}").html
    )
    wrong = handler.post(f"{room}/rule", outcome="corrected", text="核对无误", **{"field-fine": "三万"})
    assert wrong.status_code == 400
    seen(handler, language)
    send(handler, f"{room}/rule", outcome="corrected", text="与决定书核对", **{"field-fine": "3"})
    shown = row(stage, language, record_id)
    assert "30 " not in shown
    assert "2026-06-15" in shown

    owner.get(case)
    seen(owner, language)
    assert "与决定书核对" in owner.text
    assert links(owner, "main a")


@pytest.mark.parametrize("language", LANGUAGES)
def test_taking_it_back_leaves_the_record_as_it_was(stage: Stage, language: str) -> None:
    record_id = fined(stage, f"示罚〔2026〕{language}2号")
    before = row(stage, language, record_id)
    new = f"/{language}/my/{TRADER}/objection/new?record={record_id}"
    owner = signed(stage, "trader", language, new.removeprefix(f"/{language}"))
    case = send(owner, new, **CLAIM).partition("?")[0]
    owner.get(new)
    assert owner.page.css("input[name=token]")  # led to the case, where more can be said
    owner.post(f"{case}/withdraw")
    assert row(stage, language, record_id) == before


def test_a_record_that_is_not_public_has_no_door(stage: Stage) -> None:
    for language in LANGUAGES:
        Visitor(stage.app)(f"/objection/{TRADER}/{'0' * 26}", language, status=404)
        Visitor(stage.app)(f"/objection/nobody/{'0' * 26}", language, status=404)
    owner = signed(stage, "trader", "zh", f"/my/{TRADER}/objections")
    assert owner.get(f"/zh/my/{TRADER}/objection/new?record=%00").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_registered_fact_is_objected_to_where_it_stands(stage: Stage, language: str) -> None:
    fact = {"zh": "f-established", "ug": "f-industry"}[language]
    page = Visitor(stage.app)(f"/enterprise/{TRADER}", language)
    door = f"/{language}/objection/{TRADER}/{fact}"
    (beside,) = page.tree.css(f"#{fact} a[href='{door}']")
    assert beside.text() in str(beside.attributes["aria-label"])
    begun = Visitor(stage.app)(door.removeprefix(f"/{language}"), language)
    own = next(one for one in begun.links() if "/my/" in one and one.endswith(fact))
    (letter,) = [one for one in begun.links("main a") if one.endswith(f"&record={fact}")]
    asked = Visitor(stage.app)(letter.removeprefix(f"/{language}"), language)
    assert fact in asked.html

    owner = signed(stage, "trader", language, own.removeprefix(f"/{language}"))
    seen(owner, language)
    empty = owner.post(own, token=value(owner, "token"), text="档案里不是这样")
    assert empty.status_code == 400
    seen(owner, language)
    assert "档案里不是这样" in owner.text
    case = send(owner, own, text="档案里不是这样", **{f"field-{fact[2:]}": "2015-04-12"})
    case_id = case.rpartition("/")[2].partition("?")[0]
    seen(owner, language)
    owner.get(f"/{language}/my/{TRADER}/objections")
    seen(owner, language)

    room = f"/{language}/desk/objection/{case_id}"
    handler = signed(stage, "handler", language, room.removeprefix(f"/{language}"))
    seen(handler, language)
    send(handler, f"{room}/accept")
    assert (
        "tag--note" in Visitor(stage.app)(f"/enterprise/{TRADER}", language).tree.css_first(f"#{fact}").html
    )
    send(handler, f"{room}/ask", text="请核对登记档案")
    seen(handler, language)
    send(handler, f"{room}/answered", text="档案为2015-04-12")
    for outcome in ("taken_down", "corrected"):  # a record's: here they are not offered
        said = {"outcome": outcome, "text": "与档案核对", f"field-{fact[2:]}": "2015-04-12"}
        assert handler.post(f"{room}/rule", **said).status_code == 400
    seen(handler, language)
    send(handler, f"{room}/rule", **(said | {"outcome": "referred"}))
    seen(handler, language)
    shown = Visitor(stage.app)(f"/enterprise/{TRADER}", language)
    assert "tag--note" in shown.tree.css_first(f"#{fact}").html
    owner.get(case)
    seen(owner, language)
    assert "与档案核对" in owner.text
    assert "请核对登记档案" not in owner.text  # between officers
    assert "档案为2015-04-12" not in owner.text
    assert len(owner.page.css("#asks")) == 1  # but when, and whether it was answered


def test_nothing_hostile_breaks_a_page_or_changes_a_case(stage: Stage) -> None:
    """Wrong roles, another's case, stale and double forms, long texts, marks that turn a line around."""
    record_id = fined(stage, "示罚〔2026〕3号")
    new = f"/zh/my/{TRADER}/objection/new?record={record_id}"
    owner = signed(stage, "trader", "zh", new.removeprefix("/zh"))
    token = value(owner, "token")
    for typed in (
        "9" * 1_000_000,
        "\u202e\u2066\x00三" * 200,
        "%(now)s {{7*7}} <script>" * 30,
        "\ud7ff" * 600,
    ):
        answer = owner.post(new, token=token, text=typed[:900_000], **{"field-fine": typed})
        assert answer.status_code in (400, 413), typed[:20]
        owner.get(new)
    for target in ("f-nothing", "f-", "f-uyghur_name", "f-%00", "%ff", "x" * 5000, f"{record_id}'--"):
        assert owner.get(f"/zh/my/{TRADER}/objection/new?record={target}").status_code == 404, target
        answer = Visitor(stage.app).get(f"/zh/objection/{TRADER}/{target}")
        assert answer.status_code == 404, target
    owner.get(new)
    turned = CLAIM | {"text": "\u202e\u2066决定书\x00上写的是3万元<script>alert(1)</script>"}
    case = send(owner, new, **turned).partition("?")[0]
    seen(owner, "zh")
    assert "<script>alert" not in (owner.page.html or "")
    assert owner.post(new, token=token, **CLAIM).status_code in (200, 400)  # the form again
    case_id = case.rpartition("/")[2]
    room = f"/zh/desk/objection/{case_id}"

    stranger = signed(stage, "baker", "zh", "/account")
    for address in (case, f"{case}/withdraw", f"{case}/evidence/x"):
        assert stranger.get(address).status_code in (403, 404, 405), address
        stranger.get("/zh/account")  # a page with a token of their own
        assert stranger.post(address, text="是我的").status_code in (403, 404, 405), address
    for act in ("accept", "decline", "ask", "answered", "rule", "confirm", "back"):
        owner.get(case)
        assert owner.post(f"{room}/{act}", text="我自己办", outcome="corrected").status_code in (403, 404)
    handler = signed(stage, "handler", "zh", room.removeprefix("/zh"))
    before = handler.page.css_first("input[name=seen]")
    assert before is not None
    owner.get(case)
    owner.post(case, token=value(owner, "token"), text="补充一份证据")
    stale = {"why": "no_ground", "text": "没有证据", "seen": str(before.attributes["value"])}
    assert handler.post(f"{room}/decline", **stale).status_code == 400  # more was said meanwhile
    for said in ({"why": "nothing"}, {"text": "甲" * 300_000}):
        assert handler.post(f"{room}/decline", **(stale | said)).status_code == 400
    for act, said in (
        ("rule", {"outcome": "\x00", "text": "三"}),
        ("rule", {"outcome": "corrected", "text": "\u202e", "field-fine": "1" * 100_000}),
        ("answered", {"text": "没有人问"}),
        ("confirm", {}),
        ("back", {"text": "退"}),
    ):
        handler.get(room)
        assert handler.post(f"{room}/{act}", **said).status_code in (400, 403), act
    handler.get(room)
    send(handler, f"{room}/accept")
    assert handler.post(f"{room}/accept").status_code == 400  # twice
    assert handler.get("/zh/desk/objection/%00").status_code in (403, 404)
