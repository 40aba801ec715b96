"""Applying for repair without scripts: chosen, filled in, read, signed, receipt, and every outcome."""

import pytest
from sqlalchemy import func, select

from credit.db.account_models import PersonRow
from credit.db.repair_models import RepairCaseRow
from credit.domain.accounts import Origin, Role, Task, Terms
from credit.services import memberships
from tests.fixtures.people import TRADER, Browser, Stage
from tests.fixtures.reports import key_of
from tests.web.applying import (
    BASE,
    PDF,
    begin,
    fine,
    links,
    names,
    seen,
    send,
    value,
)
from tests.web.visiting import LANGUAGES
from web.http import documents


@pytest.fixture
def owner(stage: Stage) -> Browser:
    browser = stage.browser()
    browser.sign_in("trader", target=f"/zh{BASE}")
    return browser


def cases(stage: Stage) -> int:
    with stage.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(RepairCaseRow)) or 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_records_in_one_sitting_each_with_its_number(
    stage: Stage, owner: Browser, language: str
) -> None:
    first, second = f"甲{language}", f"乙{language}"
    fine(stage, first), fine(stage, second)
    fine(stage, f"丙{language}", days=10)
    owner.get(f"/{language}{BASE}/apply")
    seen(owner, language)
    assert f"丙{language}" in owner.page.css_first("#not-now").text()
    before = cases(stage)
    sitting = begin(owner, language, first, second)
    seen(owner, language)
    assert owner.page.css(".tag--good")  # what the system writes or fetches needs nobody
    assert sitting.fill().url.endswith("/check"), owner.text
    seen(owner, language)
    assert owner.page.css("details .original[lang=zh-Hans]")
    assert bool(owner.page.css("details .original[lang=ug]")) == (language == "ug")
    assert sitting.sign().url.endswith("/receipt"), owner.text
    seen(owner, language)
    numbers = [node.text() for node in owner.page.css("section[aria-labelledby=cases] strong")]
    assert len(set(numbers)) == 2
    assert cases(stage) == before + 2
    for address in links(owner, "section[aria-labelledby=cases] a"):
        owner.get(address)
        seen(owner, language)
        assert owner.page.css(".clock")
    owner.get(f"/{language}{BASE}")
    seen(owner, language)
    assert all(number in owner.text for number in numbers)


def test_the_same_form_sent_twice_files_once(stage: Stage, owner: Browser) -> None:
    fine(stage, "重复")
    sitting = begin(owner, "zh", "重复")
    assert sitting.fill().url.endswith("/check")
    before = cases(stage)
    sent = {"revision": value(owner, "revision"), "send": "file", "signer": "示例甲", "declared": "1"}
    first = send(owner, f"{sitting.address}/check", {}, signing="licence", **sent)
    owner.get(f"/zh{BASE}")
    again = send(owner, f"{sitting.address}/check", {}, signing="licence", **sent)
    assert first.url == again.url
    assert again.url.endswith("/receipt")
    assert cases(stage) == before + 1
    owner.get(sitting.address)
    assert owner.path[-1].endswith("/receipt")


def test_the_same_choice_sent_twice_begins_one_draft(stage: Stage, owner: Browser) -> None:
    fine(stage, "一次")
    owner.get(f"/zh{BASE}/apply")
    (record,) = [
        node.attributes["value"]
        for node in owner.page.css("main input[name=record]")
        if "一次" in (node.parent.text() if node.parent else "")
    ]
    token = value(owner, "token")
    first = owner.post(f"/zh{BASE}/apply", record=record, token=token)
    assert owner.post(f"/zh{BASE}/apply", record=record, token=token).url == first.url
    owner.get(f"/zh{BASE}")
    assert first.url.removeprefix(stage.url) in links(owner, "main .links a")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_typed_or_sent_is_lost_whatever_is_missing(
    stage: Stage, owner: Browser, language: str
) -> None:
    said = f"缺{language}"
    fine(stage, said)
    sitting = begin(owner, language, said)
    record = sitting.record
    upload = names(owner, "main input[type=file]")[0]
    bad = ("假.pdf", b"MZ no document", "application/pdf")
    typed = {
        "note-" + record: "三月已经缴清",
        "address": "文化路 1 号",
        "applicant": "agent",
        "service": "post",
    }
    answer = send(owner, sitting.address, {upload: bad}, revision="1", send="next", **typed)
    assert answer.status_code == 400
    seen(owner, language)
    assert owner.page.css(f"[id='{upload}-error']")
    assert "三月已经缴清" in owner.text
    assert value(owner, "address") == "文化路 1 号"
    assert owner.page.css("input[name=applicant][value=agent][checked]")
    answer = send(
        owner, sitting.address, {upload: PDF}, revision=value(owner, "revision"), send="next", **typed
    )
    assert answer.status_code == 400
    seen(owner, language)
    targets = links(owner, ".errors-list a")
    assert "#representative" in targets
    assert "#file--mandate" in targets
    assert all(owner.page.css(f"[id='{one[1:]}']") for one in targets), targets
    assert "缴款书.pdf" in owner.text
    owner.get(f"{sitting.address}?wrong=1")
    assert "三月已经缴清" in owner.text
    (taken,) = [str(node.attributes["value"]) for node in owner.page.css("button[name=drop]")]
    send(owner, sitting.address, {}, revision=value(owner, "revision"), drop=taken, **typed)
    assert "缴款书.pdf" not in owner.text
    assert "三月已经缴清" in owner.text


def test_who_typed_on_an_old_page_finds_it_all_again(stage: Stage, owner: Browser) -> None:
    fine(stage, "两处")
    sitting = begin(owner, "zh", "两处")
    record = sitting.record
    send(owner, sitting.address, {}, revision="1", send="save", address="甲")
    answer = send(
        owner, sitting.address, {}, revision="1", send="save", address="乙", **{f"note-{record}": "丙"}
    )
    assert answer.status_code == 400
    assert value(owner, "address") == "乙"
    assert "丙" in owner.text
    send(owner, sitting.address, {}, revision=value(owner, "revision"), send="save", address="乙")
    assert "已经保存" in owner.text


def test_a_file_sent_twice_is_kept_once_and_a_long_form_is_read(stage: Stage, owner: Browser) -> None:
    fine(stage, "两遍")
    sitting = begin(owner, "zh", "两遍")
    (upload, *_) = names(owner, "main input[type=file]")
    many = {f"note-{number}": "x" for number in range(1200)}  # as many parts as two hundred records have
    for _ in range(2):
        send(owner, sitting.address, {upload: PDF}, revision=value(owner, "revision"), send="save", **many)
        assert "已经保存" in owner.text
        assert len(owner.page.css("button[name=drop]")) == 1


def test_a_record_can_be_left_out_and_a_sitting_given_up(stage: Stage, owner: Browser) -> None:
    fine(stage, "留一"), fine(stage, "去一")
    sitting = begin(owner, "zh", "留一", "去一")
    (gone,) = [
        str(node.attributes["value"])
        for node in owner.page.css("button[name=remove]")
        if "去一" in node.text()
    ]
    send(owner, sitting.address, {}, revision=value(owner, "revision"), remove=gone)
    assert len(owner.page.css("section.repair")) == 1
    send(owner, sitting.address, {}, revision=value(owner, "revision"), remove=sitting.record)
    assert owner.path[-1].endswith("/repair/apply")
    owner.get(sitting.address)
    assert owner.path[-1].endswith("/repair/apply")


def test_nothing_is_chosen_or_nothing_can_be(stage: Stage, owner: Browser) -> None:
    fine(stage, "空选")
    owner.get(f"/zh{BASE}/apply")
    token = value(owner, "token")
    answer = owner.post(f"/zh{BASE}/apply", token=token)
    assert answer.status_code == 400
    seen(owner, "zh")
    assert owner.post(f"/zh{BASE}/apply", token=token, record="0" * 26).status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signature_can_be_on_paper_and_has_to_be_somewhere(
    stage: Stage, owner: Browser, language: str
) -> None:
    said = f"纸{language}"
    fine(stage, said)
    sitting = begin(owner, language, said)
    sitting.fill()
    answer = sitting.sign(signing="sealed_copy", signer="", declared="")
    assert answer.status_code == 400
    seen(owner, language)
    targets = links(owner, ".errors-list a")
    assert targets == ["#file--application", "#file--commitment", "#signer", "#declared"]
    assert all(owner.page.css(f"[id='{one[1:]}']") for one in targets)
    sealed = {"file--application": PDF, "file--commitment": PDF}
    sent = {"revision": value(owner, "revision"), "send": "file", "signing": "sealed_copy", "declared": "1"}
    if documents.can_be_made():
        assert owner.http.get(f"{stage.url}{sitting.address}/papers.pdf").content.startswith(b"%PDF-")
    answer = send(owner, f"{sitting.address}/check", sealed, signer="示例甲", **sent)
    assert answer.url.endswith("/receipt"), owner.text
    (case,) = links(owner, "section[aria-labelledby=cases] a")
    owner.get(case)
    (first, *_) = links(owner, "#filed .links a")
    assert owner.http.get(stage.url + first).content == PDF[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_counter_files_what_came_on_paper(stage: Stage, language: str) -> None:
    said = f"窗口{language}"
    fine(stage, said)
    counter = stage.browser()
    counter.sign_in("counter")
    sitting = begin(counter, language, said)
    assert sitting.fill().url.endswith("/check"), counter.text
    seen(counter, language)
    assert not counter.page.css("input[name=signing][value=licence]")
    assert sitting.sign(signing="licence").status_code == 400  # nobody at the counter holds the licence
    sealed = {"file--application": PDF, "file--commitment": PDF}
    sent = {"revision": value(counter, "revision"), "send": "file", "signing": "sealed_copy", "declared": "1"}
    answer = send(counter, f"{sitting.address}/check", sealed, signer="示例甲", **sent)
    assert answer.url.endswith("/receipt"), counter.text


def test_an_administrator_acts_with_the_mandate_of_the_court(stage: Stage, owner: Browser) -> None:
    fine(stage, "破产")
    sitting = begin(owner, "zh", "破产")
    answer = sitting.fill(applicant="administrator", representative="示例会计师事务所")
    assert answer.url.endswith("/check"), owner.text
    assert "示例会计师事务所" in owner.text
    assert sitting.sign().url.endswith("/receipt")
    (case,) = links(owner, "section[aria-labelledby=cases] a")
    owner.get(case)
    assert "破产管理人" in owner.page.css_first("#filed").text()


def test_a_member_for_repair_alone_applies_on_paper(stage: Stage) -> None:
    fine(stage, "代理")
    agent = stage.browser()
    agent.sign_in("accountant")
    assert agent.get(f"/zh{BASE}/apply").status_code in (403, 404)
    give(stage, "财务人员（演示）", Terms(role=Role.FILER, tasks=frozenset({Task.REPAIR})))
    sitting = begin(agent, "zh", "代理")
    answer = sitting.fill(applicant="agent", representative="示例代理")
    assert answer.url.endswith("/check"), agent.text
    assert not agent.page.css("input[name=signing][value=licence]")


def give(stage: Stage, who: str, terms: Terms) -> None:
    """Let somebody who has signed in act for the trader."""
    ctx = stage.ctx()
    with stage.sessions.write() as session:
        person = session.scalars(select(PersonRow.id).where(PersonRow.display_name == who)).one()
        memberships.grant(session, ctx, key_of(ctx, TRADER), person, terms, Origin.INVITATION)
