"""A promise from its making to what became of it: real requests without scripts, in both languages."""

from typing import Any

import pytest

from credit.domain.casework import CaseKind
from credit.domain.commitments import BreachFinding, Commitment
from credit.jobs.indexing import build
from credit.services.change_source import DossierChanges
from credit.services.public import PublicReader
from tests.fixtures.facts import NOON
from tests.fixtures.people import TRADER, Browser, Stage
from tests.web.test_own_commitments import links, seen, to_check, value
from tests.web.test_report import Reporter
from tests.web.visiting import LANGUAGES
from web.http.portal import EXTENSION

PDF = ("到货单.pdf", b"%PDF-1.7 delivered", "application/pdf")
SAID = {
    "number": "天市监违诺〔2026〕7号",
    "reasons": "经核查，承诺的退货没有办理。",
    "severity": "general",
    "review": "乌鲁木齐市天山区人民政府",
    "court": "乌鲁木齐铁路运输法院",
}


@pytest.fixture(autouse=True)
def plain(stage: Stage) -> None:
    """The same noon for each test."""
    stage.clock.moment = NOON


def signed(stage: Stage, who: str, language: str, target: str) -> Browser:
    browser = stage.browser()
    browser.sign_in(who, language, target=f"/{language}{target}")
    return browser


def send(browser: Browser, address: str, **fields: Any) -> int:
    """A form of the page seen last, with its hidden token."""
    token = value(browser, "token") if browser.page.css("input[name=token]") else ""
    return browser.post(address, token=token, **fields).status_code


def made(stage: Stage, language: str, promised: str) -> str:
    """The public page of a commitment that the trader makes and signs, without the language."""
    owner = signed(stage, "trader", language, f"/my/{TRADER}/commitments")
    draft = to_check(owner, language, **{"blank-extra": promised})
    first = owner.post(f"{draft}/sign", signer="示例甲", kind="licence", token=value(owner, "token"))
    assert first.url.endswith("?done=1"), owner.text
    (public,) = [one for one in links(owner, ".receipt a") if "/commitment/" in one and "#" not in one]
    return public.removeprefix(f"/{language}")


def public_of(stage: Stage) -> tuple[list[Commitment], list[BreachFinding]]:
    reader: PublicReader = stage.app.extensions[EXTENSION].reader
    found = reader.enterprise(TRADER)
    assert found is not None
    assert found.dossier is not None
    contents = [one.content for one in found.dossier.records]
    promises = [one for one in contents if isinstance(one, Commitment)]
    return promises, [one for one in contents if isinstance(one, BreachFinding)]


def case_of(stage: Stage, kind: CaseKind) -> str:
    with stage.sessions.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT id FROM cases WHERE kind = ? ORDER BY id DESC", (kind.value,)
        )
        return str(rows.scalar())


def checked_by_tip(stage: Stage, language: str, handler: Browser, public: str) -> str:
    """Somebody reports it; the handler answers that it is checked. The address of the check."""
    record = public.rpartition("/")[2]
    reporter = Reporter(stage.app, language)
    reporter.get(f"/report/promise?about={TRADER}&record={record}")
    reporter.send("/report/promise", text="不给退货")
    tip = f"/{language}/desk/tip/{case_of(stage, CaseKind.TIP)}"
    handler.get(tip)
    assert handler.post(f"{tip}/accept").status_code == 200
    assert handler.post(f"{tip}/answer", outcome="check_opened", text="已经启动核查").status_code == 200
    handler.get(f"/{language}/desk/checks")
    seen(handler, language)
    return next(one for one in reversed(links(handler, "main tbody a")) if "/desk/check/" in one)


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_promise_to_what_became_of_it(stage: Stage, language: str) -> None:
    promised = f"七日内无理由退货{language}"
    public = made(stage, language, promised)
    handler = signed(stage, "handler", language, "/desk")
    check = checked_by_tip(stage, language, handler, public)
    moved = DossierChanges(stage.sessions, stage.clock).head()
    handler.get(check)
    seen(handler, language)
    assert promised in handler.text
    assert send(handler, check, outcome="not_kept", on="2026-06-15") == 400  # no report
    seen(handler, language)
    assert send(handler, check, outcome="not_kept", on="2026-06-15", text="询问了三位顾客") == 200
    seen(handler, language)
    told = {"facts": "三位顾客要求退货，没有办理", "basis": "承诺书第二条", "service": "portal"}
    assert send(handler, f"{check}/notice", **told, served_on="2026-06-16", workdays="5") == 400
    seen(handler, language)
    assert send(handler, f"{check}/notice", **told, served_on="2026-06-15", workdays="5") == 200
    seen(handler, language)
    room = handler.path[-1].removeprefix(stage.url)
    case = room.rpartition("/")[2]
    owner = signed(stage, "trader", language, f"/my/{TRADER}")
    assert f"/{language}/my/{TRADER}/finding/{case}" in links(owner, "main a")
    own = f"/{language}/my/{TRADER}/finding/{case}"
    owner.get(own)
    seen(owner, language)
    reviewer = signed(stage, "reviewer", language, f"/desk/finding/{case}")
    seen(reviewer, language)
    assert reviewer.page.css_first(f"form[action='{room}/decide']") is None  # unheard
    assert reviewer.post(f"{room}/decide", outcome="correction_ordered", **SAID).status_code == 400
    assert send(owner, own, text="有两位已经退货，附单据", said_all="1") == 200
    seen(owner, language)
    assert DossierChanges(stage.sessions, stage.clock).head() == moved  # the public log has not moved
    handler.get(room)
    assert handler.page.css_first(f"form[action='{room}/decide']") is None  # who told does not decide
    reviewer.get(room)
    seen(reviewer, language)
    wrong = {"outcome": "correction_ordered", "correct_by": "2026-06-15"}
    assert reviewer.post(f"{room}/decide", **SAID, **wrong).status_code == 400
    seen(reviewer, language)
    assert (
        reviewer.post(f"{room}/decide", **SAID, **(wrong | {"correct_by": "2026-07-15"})).status_code == 200
    )
    seen(reviewer, language)
    assert DossierChanges(stage.sessions, stage.clock).head() > moved
    assert [one.decision_no for one in public_of(stage)[1]].count(SAID["number"]) >= 1
    owner.get(f"/{language}{public}")
    assert SAID["number"] in owner.text
    assert owner.page.css_first(".verdict--bad") is not None
    build(stage.sessions, stage.clock, stage.app.extensions[EXTENSION].settings.search_url)
    owner.get(f"/{language}/commitments?q={promised}")
    assert public.rpartition("/")[2] in (owner.page.html or "")
    owner.get(own)
    seen(owner, language)
    assert SAID["review"] in owner.text
    assert send(owner, own, text="已经全部退货") == 200
    stage.clock.move(days=20)
    reviewer = signed(stage, "reviewer", language, f"/desk/finding/{case}")
    assert reviewer.post(f"{room}/correct", corrected_on="2026-07-03", reasons="回访确认").status_code == 200
    assert reviewer.heading
    seen(reviewer, language)
    assert public_of(stage)[1][0].corrected_on is not None
    assert reviewer.post(f"{room}/rescind", reasons="事实不清").status_code == 200
    seen(reviewer, language)
    owner.get(f"/{language}{public}")
    assert SAID["number"] not in owner.text


def test_an_officers_own_check_that_found_it_kept_is_public_at_once(stage: Stage) -> None:
    public = made(stage, "zh", "送货上门")
    handler = signed(stage, "handler", "zh", "/desk/checks")
    handler.post("/zh/desk/checks", code=TRADER)
    seen(handler, "zh")
    record = public.rpartition("/")[2]
    assert send(handler, f"/zh/desk/checks/of/{TRADER}", record=record) == 200
    check = handler.path[-1].removeprefix(stage.url)
    assert send(handler, check, outcome="kept", on="2026-06-15", text="去看过") == 200
    seen(handler, "zh")
    handler.get(f"/zh{public}")
    assert "2026-06-15" in handler.text
    assert "去看过" not in handler.text  # the report is for the authority alone


def test_nonsense_is_answered_in_words(stage: Stage) -> None:
    handler = signed(stage, "handler", "zh", "/desk/checks")
    assert handler.post("/zh/desk/checks", code="x").status_code == 400
    assert handler.get("/zh/desk/checks?day=x&after=y").status_code == 200
    assert handler.get(f"/zh/desk/check/{'0' * 26}").status_code == 404
    assert handler.get(f"/zh/desk/finding/{'0' * 26}").status_code == 404
    reviewer = signed(stage, "reviewer", "zh", "/desk")
    assert reviewer.post(f"/zh/desk/finding/{'0' * 26}/resolve", result="upheld").status_code == 404
