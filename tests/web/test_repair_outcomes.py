"""What becomes of an application: asked for more, granted, refused, not accepted, taken back; its letter."""

import pytest

from credit.domain.repair import DocumentKind
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import RevocationReason, ServiceWay
from credit.domain.vocabulary import PenaltyKind
from credit.services.repairs import handling, later, letters
from tests.fixtures.people import TRADER, Browser, Stage
from tests.fixtures.reports import key_of
from tests.web.applying import BASE, PDF, Officers, case_of, file_for, fine, links, names, seen, send
from tests.web.visiting import LANGUAGES
from web.http import documents, repair_documents
from web.presenters.speech import SPEECH

ENTERPRISE = f"/enterprise/{TRADER}"


@pytest.fixture
def owner(stage: Stage) -> Browser:
    browser = stage.browser()
    browser.sign_in("trader", target=f"/zh{BASE}")
    return browser


@pytest.fixture
def officers(stage: Stage) -> Officers:
    return Officers(stage)


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
    assert send(owner, f"{case}/answer", {}, text=" ").status_code == 400  # nothing at all is no answer
    seen(owner, language)
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
    owner.get(f"/{language}/my/{TRADER}")
    assert case in links(owner, "main a")  # the message leads to the case
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
    taken_back = later.revoke(officers.reviewer, case_of(case)).course.revocation
    assert taken_back is not None
    stranger.get(f"/{language}/repair/letter/{code}")
    seen(stranger, language)
    assert stranger.page.css(".banner--bad")
    assert "伪造" not in stranger.text
    for said_of_it in (taken_back.number, str(taken_back.on), SPEECH[language].label(taken_back.reason)):
        assert said_of_it in stranger.page.css_first("main dl").text()
    owner.get(case)
    seen(owner, language)
    assert owner.page.css(".banner--bad")
    assert not owner.page.css("#letter")
    why = owner.page.css_first("#revoked").text()  # its reasons stand with it
    assert "缴款书是伪造的" in why
    assert "60" in why
    assert "60" not in owner.page.css_first("#decision").text()
    ends = SPEECH[language]._("已经被撤销，不再有效")
    assert ends in owner.page.css_first("#decision").text()
    owner.get(f"/{language}{ENTERPRISE}")
    assert number in owner.text


def test_the_papers_of_a_grant_that_was_revoked_say_so_first(
    stage: Stage, owner: Browser, officers: Officers
) -> None:
    fine(stage, "撤")
    (case,) = file_for(owner, "zh", "撤")
    officers.grant(case_of(case))
    why = (RevocationReason.FALSE_MATERIAL, "缴款书是伪造的")
    proposed = later.propose_revocation(officers.handler, case_of(case), *why)
    assert warnings(proposed) == [[], []]  # it still stands
    revoked = later.revoke(officers.reviewer, case_of(case))
    back = revoked.course.revocation
    assert back is not None
    assert back.on is not None
    for language, said in zip(LANGUAGES, warnings(revoked), strict=True):
        words = SPEECH[language]
        for part in (back.number, documents.plain(words.prose_date(back.on)), words.label(back.reason)):
            assert part in said[0]
        assert "缴款书是伪造的" in said[1]
    proven = letters.prove(stage.sessions, revoked.letter_code)
    assert proven is not None
    with stage.app.test_request_context("/zh/"):
        for language, part in zip(LANGUAGES, repair_documents.letter_parts(proven), strict=True):
            assert part["lines"] == []  # nothing that says it holds
            assert documents.plain(SPEECH[language].prose_date(back.on)) in part["warning"][0]
            assert any(back.number in fact["value"]["text"] for fact in part["facts"])
    if documents.can_be_made():
        for name in ("decision", "letter"):
            assert owner.http.get(f"{stage.url}{case}/{name}.pdf").content.startswith(b"%PDF-")


def warnings(case: RepairCase) -> list[list[str]]:
    """What the paper of a decision says before anything else, by language."""
    said = case.course.decision
    assert said is not None
    return [part["warning"] for part in repair_documents.decision_parts(case, said, "本机关决定")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stop_for_a_restructuring_says_that_it_is_for_a_time_and_when_it_is_over(
    stage: Stage, owner: Browser, officers: Officers, language: str
) -> None:
    said, today = f"重整{language}", stage.clock.today()
    fine(stage, said, kinds=(PenaltyKind.SUSPENSION,))
    ruling = later.Ruling(court="示例中级人民法院", number=f"（2026）破{language}", ruling_on=today)
    key = key_of(stage.ctx(), TRADER)
    later.record_ruling(officers.handler, key, ruling)
    (case,) = file_for(owner, language, said, applicant="administrator", representative="示例事务所")
    officers.grant_serious(case_of(case))
    owner.get(case)
    seen(owner, language)
    lasting = owner.page.css_first(".banner--good").text()
    code = owner.page.css_first("#letter strong").text()
    later.end_plan(officers.reviewer, key, ruling.number, today, carried_out=False)
    owner.get(case)
    seen(owner, language)
    failed = owner.page.css_first(".banner--bad").text()
    assert failed != lasting
    assert not owner.page.css(".case-head .tag--good")
    assert not owner.page.css("#letter")
    stranger = stage.browser()
    stranger.get(f"/{language}/repair/letter/{code}")
    assert stranger.page.css(".banner--bad")
    later.propose_revocation(officers.handler, case_of(case), RevocationReason.PLAN_FAILED, "裁定终止执行")
    later.revoke(officers.reviewer, case_of(case))
    owner.get(case)
    assert owner.page.css_first(".banner--bad").text() == failed  # no publication that runs anew


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
    assert owner.page.css("#again .repair-steps li")  # what is still to be done comes before the way to apply
    assert owner.page.css("#again .repair-steps + p + .actions a")
    assert not owner.page.css(".case-head .clock")
    assert stage.clock.today().isoformat() in owner.page.css_first(".case-head").text()
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
