"""Applying for repair without scripts: chosen, filled in, read, signed, receipt, and every outcome."""

import pytest
from sqlalchemy import func, select

from credit.db.repair_models import RepairCaseRow
from credit.domain.repair import DocumentKind
from credit.domain.repair_cases import RevocationReason, ServiceWay
from credit.services.repairs import handling, later
from tests.fixtures.people import TRADER, Browser, Stage
from tests.web.applying import (
    BASE,
    PDF,
    Officers,
    begin,
    file_for,
    fine,
    links,
    names,
    seen,
    send,
    value,
)
from tests.web.visiting import LANGUAGES
from web.http import documents

ENTERPRISE = f"/enterprise/{TRADER}"


@pytest.fixture
def owner(stage: Stage) -> Browser:
    browser = stage.browser()
    browser.sign_in("trader", target=f"/zh{BASE}")
    return browser


@pytest.fixture
def officers(stage: Stage) -> Officers:
    return Officers(stage)


def case_of(address: str) -> str:
    return address.rsplit("/", 1)[1]


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
def test_a_correction_is_asked_for_once_and_answered(
    stage: Stage, owner: Browser, officers: Officers, language: str
) -> None:
    said = f"补{language}"
    fine(stage, said)
    (case,) = file_for(owner, language, said)
    wanted = [(DocumentKind.PERFORMANCE, "缺少第二次缴款的凭证"), (DocumentKind.CORRECTION, "照片看不清")]
    handling.ask(officers.handler, case_of(case), wanted)
    owner.get(case)
    seen(owner, language)
    assert "缺少第二次缴款的凭证" in owner.page.css_first("#answer").text()
    assert owner.page.css(".banner--warn")
    first, second = names(owner, "#answer input[type=file]")
    answer = send(owner, f"{case}/answer", {first: ("x.exe", b"MZ", "application/pdf")}, text="已经补上")
    assert answer.status_code == 400
    seen(owner, language)
    assert "已经补上" in owner.page.css_first("#answer textarea").text()
    answer = send(owner, f"{case}/answer", {first: PDF, second: PDF}, text="已经补上")
    assert answer.url.endswith("?answered=1"), owner.text
    seen(owner, language)
    assert not owner.page.css("#answer")
    assert "已经补上" in owner.page.css_first("#case-history-list-events").text()
    again = send(owner, f"{case}/answer", {first: PDF}, text="再来")
    assert again.status_code == 200
    assert "再来" not in owner.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_grant_is_gone_from_the_public_and_proven_by_its_letter(
    stage: Stage, owner: Browser, officers: Officers, language: str
) -> None:
    said = f"准{language}"
    number = fine(stage, said)
    (case,) = file_for(owner, language, said)
    owner.get(f"/{language}{ENTERPRISE}")
    assert number in owner.text
    officers.grant(case_of(case))
    owner.get(case)
    seen(owner, language)
    assert owner.page.css(".banner--good")
    assert owner.page.css("#told tbody tr")
    code = owner.page.css_first("#letter strong").text()
    owner.get(f"/{language}{ENTERPRISE}")
    assert number not in owner.text
    if documents.can_be_made():
        for name in ("decision", "letter"):
            assert owner.http.get(f"{stage.url}{case}/{name}.pdf").content.startswith(b"%PDF-")
    stranger = stage.browser()
    stranger.get(f"/{language}/repair/letter/{code}")
    seen(stranger, language)
    assert stranger.page.css(".banner--good")
    assert number in stranger.text
    assert said not in stranger.text  # nothing else of the record or the case
    assert case_of(case) not in (stranger.page.html or "")
    stranger.get(f"/{language}/repair/letter?code={code.replace('-', ' ').lower()}")
    assert stranger.page.css(".banner--good")
    later.propose_revocation(
        officers.handler, case_of(case), RevocationReason.FALSE_MATERIAL, "缴款书是伪造的"
    )
    later.revoke(officers.reviewer, case_of(case))
    stranger.get(f"/{language}/repair/letter/{code}")
    seen(stranger, language)
    assert stranger.page.css(".banner--bad")
    assert "伪造" not in stranger.text
    owner.get(case)
    seen(owner, language)
    assert owner.page.css(".banner--bad")
    assert not owner.page.css("#letter")
    owner.get(f"/{language}{ENTERPRISE}")
    assert number in owner.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refusal_says_why_what_can_be_done_and_when_to_come_again(
    stage: Stage, owner: Browser, officers: Officers, language: str
) -> None:
    said = f"拒{language}"
    fine(stage, said)
    (case,) = file_for(owner, language, said)
    officers.refuse(case_of(case), "第二期罚款没有缴纳")
    handling.serve(officers.handler, case_of(case), ServiceWay.POST, "文化路 1 号", stage.clock.today())
    owner.get(case)
    seen(owner, language)
    text = owner.page.css_first("#decision").text()
    assert "第二期罚款没有缴纳" in text
    assert "文化路 1 号" in text
    assert "60" in text
    assert owner.page.css("#again p")
    assert not owner.page.css("#letter")
    if documents.can_be_made():
        assert owner.http.get(f"{stage.url}{case}/decision.pdf").content.startswith(b"%PDF-")
    assert owner.get(f"{case}/letter.pdf").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_accepted_and_taken_back(stage: Stage, owner: Browser, officers: Officers, language: str) -> None:
    first, second = f"不受{language}", f"撤{language}"
    fine(stage, first), fine(stage, second)
    refused, gone = file_for(owner, language, first, second)
    officers.not_accept(case_of(refused), "不是法定代表人")
    owner.get(refused)
    seen(owner, language)
    assert "不是法定代表人" in owner.page.css_first("#decision").text()
    owner.get(gone)
    assert owner.http.get(f"{stage.url}{gone}/decision.pdf").status_code == 400
    owner.post(f"{gone}/withdraw", why="先缴清罚款")
    seen(owner, language)
    assert owner.page.css(".banner--ended, .banner--note")
    assert owner.page.css("#again")
    owner.post(f"{gone}/withdraw", why="再来")
    assert "再来" not in owner.text
    owner.get(refused)
    assert owner.post(f"{refused}/withdraw").status_code == 400


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["", "WRONG", "A" * 16, "<script>", "2222-3333-4444-5555"])
def test_a_code_nobody_gave_out_proves_nothing(stage: Stage, language: str, code: str) -> None:
    stranger = stage.browser()
    answer = stranger.get(f"/{language}/repair/letter?code={code}")
    seen(stranger, language)
    assert answer.headers["Cache-Control"] == "no-store"
    assert bool(stranger.page.css(".banner--warn")) == bool(code)
    assert not stranger.page.css(".banner--good, .facts")
