"""Every way in which a repair or an objection can end, as those see it whom it is about, in both languages.

What came before is done by the verbs that everybody uses; a browser walks the steps of the outcome alone.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from credit.db.session import Sessions, open_sessions
from credit.domain.objections import Claim, ObjectionState, Rejected
from credit.domain.repair import Outcome
from credit.domain.repair_cases import (
    ApplicantKind,
    Found,
    Method,
    RefusalReason,
    RevocationReason,
    Verdict,
)
from credit.domain.values import Agency
from credit.domain.vocabulary import AbnormalGround, PenaltyKind
from credit.rules.objections import Filed
from credit.services.disclosures.statements import Said
from credit.services.ids import new_id
from credit.services.objections import filing
from credit.services.objections import handling as objections
from credit.services.repairs import deciding, handling, later
from tests.e2e.outcomes import OWNER, Signed, Town, Walk, owner_of, send
from tests.e2e.test_every_page import violations
from tests.fixtures.served import Served
from web.http import documents

OUT = "/desk/repairs/outreach"
FIRE = Agency("乌鲁木齐市天山区消防救援大队")


@pytest.fixture(scope="module")
def signed(browser: Browser, served: Served) -> Signed:
    return Signed(browser, served)


@pytest.fixture(scope="module")
def sessions(served: Served) -> Iterator[Sessions]:
    opened = open_sessions(f"sqlite:///{served.data_dir / 'portal.db'}")
    yield opened
    opened.close()


@pytest.fixture
def walk(browser: Browser, served: Served, lang: str, signed: Signed) -> Iterator[Walk]:
    opened = Walk(browser, served, lang, signed)
    yield opened
    opened.close()
    assert opened.mishaps == []


@pytest.fixture
def town(sessions: Sessions, served: Served, signed: Signed) -> Town:
    signed.state(OWNER)
    return Town(sessions, served, owner_of(sessions))


def public(walk: Walk, page: Page, firm: str, number: str, *, there: bool) -> None:
    """Whether everybody sees the record on the page of its enterprise."""
    walk.go(page, f"/enterprise/{firm}")
    found = expect(page.locator("main"))
    found.to_contain_text(number) if there else found.not_to_contain_text(number)


def decided(walk: Walk, owner: Page, banner: str, *reads: str) -> None:
    """The sentence at the top, and what the decision says in the language of who asked."""
    expect(owner.locator(".banner--bad")).to_contain_text(walk.says(banner))
    for said in ("信修〔", *reads):
        expect(owner.locator("#decision")).to_contain_text(said)
    walk.looks(owner)


def test_a_refusal_is_confirmed_by_another_and_says_why_and_what_to_do(walk: Walk, town: Town) -> None:
    firm, wide = town.firm(), walk.lang == "zh"
    number, record = town.fined(firm)
    case, why = town.filed(firm, record), "第二期罚款没有缴纳"
    handling.accept(town.handler, case)
    handling.verify(town.handler, case, Method.WRITTEN, Found.NOT_CONFIRMED, "没有第二期的票据")
    handling.propose(town.handler, case, Verdict.REFUSE, (RefusalReason.DUTY_OPEN,), why)
    reviewer = walk.of("reviewer", f"/desk/repair/{case}", wide=wide)
    expect(reviewer.locator("section[aria-labelledby=acts]")).to_contain_text(why)
    walk.looks(reviewer)
    send(reviewer, "decide")
    expect(reviewer.locator("#decision")).to_be_visible()
    owner = walk.of(OWNER, f"/my/{firm.code}/repair/case/{case}", wide=not wide)
    sentence = "没有准予修复。理由、救济途径和什么时候可以再申请，写在下面。"
    decided(walk, owner, sentence, walk.says(RefusalReason.DUTY_OPEN.label), why, "60")
    public(walk, owner, firm.code, number, there=True)


def test_what_is_not_accepted_says_why_and_what_to_do(walk: Walk, town: Town) -> None:
    firm, wide = town.firm(), walk.lang == "ug"
    number, record = town.fined(firm)
    case, why = town.filed(firm, record), "申请书不是法定代表人签的"
    handler = walk.of("handler", f"/desk/repair/{case}", wide=wide)
    send(handler, "not-accept", reasons=RefusalReason.NO_RIGHT.value, text=why)
    waits = walk.says("处理意见由您提出，要由另一位审批人员决定。")
    expect(handler.locator("section[aria-labelledby=acts]")).to_contain_text(waits)
    expect(handler.locator("form[action$='/decide']")).to_have_count(0)
    walk.looks(handler)
    deciding.decide(town.reviewer, case, Verdict.NOT_ACCEPT, (RefusalReason.NO_RIGHT,), why)
    owner = walk.of(OWNER, f"/my/{firm.code}/repair/case/{case}", wide=not wide)
    sentence = "没有受理。理由、救济途径和什么时候可以再申请，写在下面。"
    decided(walk, owner, sentence, walk.says(RefusalReason.NO_RIGHT.label), why, "60")
    public(walk, owner, firm.code, number, there=True)


def test_an_application_is_taken_back_and_can_be_made_anew(walk: Walk, town: Town) -> None:
    firm, wide = town.firm(), walk.lang == "zh"
    number, record = town.fined(firm)
    case = town.filed(firm, record)
    owner = walk.of(OWNER, f"/my/{firm.code}/repair/case/{case}", wide=wide)
    send(owner, "withdraw", why="先缴清罚款")
    expect(owner.locator("main")).to_contain_text(walk.says("您撤回了申请。条件满足的时候可以重新申请。"))
    expect(owner.locator("form[action$='/withdraw']")).to_have_count(0)
    walk.looks(owner)
    owner.locator("#again .button").click()  # and the record is chosen already
    expect(owner.locator(f"input[name=record][value='{record}']")).to_be_checked()
    handler = walk.of("handler", f"/desk/repair/{case}", wide=not wide)
    expect(handler.locator("form[action$='/accept']")).to_have_count(0)
    walk.looks(handler)
    public(walk, owner, firm.code, number, there=True)


def test_a_grant_by_false_material_is_revoked_and_its_publication_runs_anew(walk: Walk, town: Town) -> None:
    firm, wide = town.firm(), walk.lang == "ug"
    number, record = town.fined(firm)
    case, why = town.filed(firm, record), "缴款书是伪造的"
    town.granted(case)
    owner = walk.of(OWNER, wide=not wide)
    public(walk, owner, firm.code, number, there=False)
    later.propose_revocation(town.handler, case, RevocationReason.FALSE_MATERIAL, why)
    reviewer = walk.of("reviewer", f"/desk/repair/{case}", wide=wide)
    expect(reviewer.locator("section[aria-labelledby=revocation]")).to_contain_text(why)
    walk.looks(reviewer)
    send(reviewer, "revoke")
    expect(reviewer.locator("form[action$='/revoke']")).to_have_count(0)
    public(walk, owner, firm.code, number, there=True)
    anew = town.today.replace(year=town.today.year + 1).isoformat()
    expect(owner.locator(f"#r-{record}, #r-{record} + tr.more")).to_contain_text([anew])
    walk.go(owner, f"/my/{firm.code}/repair/case/{case}")
    expect(owner.locator(".banner--bad")).to_contain_text(
        walk.says("修复已经被撤销，这条信息恢复公示，公示期重新计算。")
    )
    expect(owner.locator("main")).to_contain_text(why)
    expect(owner.locator("#letter")).to_have_count(0)
    walk.looks(owner)


def test_late_filers_are_decided_together_on_one_screen_with_a_number_each(walk: Walk, town: Town) -> None:
    wide = walk.lang == "zh"
    filed = [town.late_filer() for _ in range(3)]
    handler = walk.of("handler", "/desk/repairs", wide=wide)
    walk.looks(handler)
    handler.locator("a[href*='/650102/'][href*='report_not_filed']").click()
    expect(handler.locator(".case-number")).to_contain_text("3")
    expect(handler.locator("section[aria-labelledby=same]")).to_contain_text(
        walk.says(AbnormalGround.REPORT_NOT_FILED.label)
    )
    walk.looks(handler)
    if wide:
        assert violations(handler) == []
    handler.locator("section[aria-labelledby=same] form .button").click()
    orders = handler.locator("section[aria-labelledby=orders]")
    expect(orders).to_be_visible()
    done = walk.says("共 %(total)s 件，已决定 %(decided)s 件", total="3", decided="3")
    newest = orders.locator("article").first
    reload_until(handler, newest, done)
    listed = walk.fetch(handler, "section[aria-labelledby=orders] a[href$='.csv']")
    numbers = {line.rpartition(",")[2] for line in listed.text().splitlines()[1:]}
    assert len(numbers) == len(filed)
    assert {number[:3] for number in numbers} == {"信修〔"}
    walk.looks(handler)
    firm, case = filed[-1]
    owner = walk.of(OWNER, f"/my/{firm.code}/repair/case/{case}", wide=not wide)
    expect(owner.locator(".banner--good")).to_contain_text(walk.says("准予修复，这条信息不再公示。"))
    expect(owner.locator("#decision")).to_contain_text("信修〔")
    walk.looks(owner)


def reload_until(page: Page, where: Locator, text: str) -> None:
    """The background work does it within moments."""
    for _ in range(60):
        if text in where.inner_text().translate(ISOLATES):
            return
        page.wait_for_timeout(100)
        page.reload()
    raise AssertionError(f"not yet: {text}")


ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def test_a_restructuring_stops_publication_until_its_plan_fails(walk: Walk, town: Town) -> None:
    firm, wide = town.firm(), walk.lang == "ug"
    number, record = town.fined(firm, days=20, kinds=(PenaltyKind.SUSPENSION,))
    rulings, ruling = f"/desk/cases/{firm.code}/rulings", f"（2026）新01破{firm.number}号"
    handler = walk.of("handler", rulings, wide=wide)
    said = {"court": "乌鲁木齐市中级人民法院", "number": ruling, "ruling_on": town.today.isoformat()}
    send(handler, "rulings", **said)
    expect(handler.locator("main h2", has_text=ruling)).to_be_visible()
    walk.looks(handler)
    if wide:
        assert violations(handler) == []
    case = town.filed(firm, record, applicant=ApplicantKind.ADMINISTRATOR, representative="示例清算事务所")
    town.granted(case)
    owner = walk.of(OWNER, f"/my/{firm.code}/repair/case/{case}", wide=not wide)
    expect(owner.locator(".banner--good")).to_contain_text(
        walk.says("准予修复，重整计划或者和解协议执行期间暂停公示这条信息。")
    )
    walk.looks(owner)
    public(walk, owner, firm.code, number, there=False)
    reviewer = walk.of("reviewer", rulings, wide=wide)
    send(reviewer, "end", ended="failed", on=town.today.isoformat())
    expect(reviewer.locator("form[action$='/end']")).to_have_count(0)
    walk.looks(reviewer)
    public(walk, owner, firm.code, number, there=True)
    walk.go(owner, f"/my/{firm.code}/repair/case/{case}")
    expect(owner.locator(".banner--bad")).to_contain_text(
        walk.says("重整计划或者和解协议没有执行完毕，这条信息恢复公示。")
    )
    walk.looks(owner)


def test_who_could_apply_is_written_to_or_called_and_then_left_in_peace(walk: Walk, town: Town) -> None:
    wide = walk.lang == "zh"
    written, called = town.firm(), town.firm()
    for firm in (written, called):
        town.fined(firm, duties_performed_on=town.today - timedelta(days=100))
    after = f"?after={town.refresh_chances(written)}"
    handler = walk.of("handler", OUT + after, wide=wide)
    for firm in (written, called):
        line = handler.locator("li.place", has_text=firm.code)
        expect(line).to_contain_text(walk.says("现在就可以申请信用修复。"))
    walk.looks(handler)
    if not wide:
        assert violations(handler) == []
    handler.check(f"input[value='{written.key}']")
    handler.locator("form[action*='/letters'] .button").first.click()
    expect(handler.locator("main")).to_contain_text(written.name)
    walk.looks(handler)
    if documents.can_be_made():
        assert walk.fetch(handler, "main a[href$='.pdf']").body().startswith(b"%PDF")
    walk.go(handler, f"{OUT}/told?subject={called.key}")
    walk.looks(handler)
    send(handler, "told", way="phone", note="已告知可以免费申请")
    row = handler.locator("tbody tr", has_text=called.name)
    expect(row).to_contain_text("已告知可以免费申请")
    walk.looks(handler)
    walk.go(handler, f"{OUT}{after}&all=1")
    for firm in (written, called):
        expect(handler.locator("li.place", has_text=firm.code)).to_be_visible()
        expect(handler.locator(f"input[value='{firm.key}']")).to_have_count(0)
    walk.looks(handler)


def test_a_record_of_another_department_is_shown_the_way_and_never_decided_here(
    walk: Walk, town: Town
) -> None:
    firm, wide = town.firm(), walk.lang == "ug"
    number, record = town.fined(firm, agency=FIRE)
    owner = walk.of(OWNER, f"/my/{firm.code}/repair", wide=wide)
    mine = owner.locator(f"#r-{record}")
    expect(mine).to_contain_text(FIRE.name)
    expect(mine).to_contain_text(walk.says(Outcome.ELSEWHERE.label))
    expect(mine.locator("a[rel~=external]")).to_be_visible()
    expect(mine.locator("a[href*='/apply']")).to_have_count(0)
    walk.looks(owner)
    walk.go(owner, f"/my/{firm.code}/repair/apply?record={record}")
    expect(owner.locator("#elsewhere")).to_contain_text(number)
    expect(owner.locator("input[name=record]")).to_have_count(0)
    walk.looks(owner)


def objected(town: Town, field: str, claimed: str) -> tuple[str, str, str, str]:
    """An objection to one field of a fine: its case, its enterprise, the number and the record."""
    firm = town.firm()
    number, record = town.fined(firm, days=20)  # public with the smaller fine too
    filed = Filed((Claim(field, claimed),))
    case = filing.file(town.own, town.folder, firm.key, record, filed, Said("决定书上不是这样写的", new_id()))
    return case, firm.code, number, record


def test_an_objection_that_is_upheld_corrects_what_everybody_sees(walk: Walk, town: Town) -> None:
    case, firm, number, record = objected(town, "fine", "3")
    wide = walk.lang == "zh"
    handler = walk.of("handler", f"/desk/objection/{case}", wide=wide)
    send(handler, "accept")
    row = f"#r-{record}, #r-{record} + tr.more"
    owner = walk.of(OWNER, wide=not wide)
    public(walk, owner, firm, number, there=True)
    expect(owner.locator(f"#r-{record} .tag--note").first).to_be_visible()
    walk.looks(handler)
    said = {"outcome": ObjectionState.CORRECTED.value, "field-fine": "3"}
    send(handler, "rule", **said, text="与决定书原件核对")
    expect(handler.locator("#result")).to_be_visible()
    walk.looks(handler)
    public(walk, owner, firm, number, there=True)
    expect(owner.locator(row).last).not_to_contain_text("30")
    walk.go(owner, f"/my/{firm}/objection/{case}")
    expect(owner.locator("main")).to_contain_text(walk.says(ObjectionState.CORRECTED.label))
    expect(owner.locator("main")).to_contain_text("与决定书原件核对")
    walk.looks(owner)


def test_an_objection_that_is_refused_says_why_and_what_else_there_is(walk: Walk, town: Town) -> None:
    case, firm, number, _record = objected(town, "fine", "3")
    wide = walk.lang == "ug"
    objections.accept(town.handler, case)
    handler = walk.of("handler", f"/desk/objection/{case}", wide=wide)
    said = {"outcome": ObjectionState.REJECTED.value, "reasons": Rejected.SAME.value}
    send(handler, "rule", **said, text="决定书上写的是三十万元")
    expect(handler.locator("#result")).to_be_visible()
    walk.looks(handler)
    owner = walk.of(OWNER, f"/my/{firm}/objection/{case}", wide=not wide)
    result = owner.locator("section[aria-labelledby=result]")
    for told in (walk.says(Rejected.SAME.label), "决定书上写的是三十万元"):
        expect(result).to_contain_text(told)
    expect(owner.locator("section[aria-labelledby=ways]")).to_contain_text("60")
    walk.looks(owner)
    public(walk, owner, firm, number, there=True)
