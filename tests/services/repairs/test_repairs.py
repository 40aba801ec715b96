"""A repair from the draft to gone everywhere: filed once, decided once, public in the same transaction."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from credit.domain.actors import OfficerRole
from credit.domain.errors import ConflictError, DomainError, InputError, NotAllowedError, RuleError
from credit.domain.records import AbnormalEntry, Check, SeriousEntry
from credit.domain.repair import DocumentKind, RepairKind
from credit.domain.repair_applications import ApplicationState, PaperState
from credit.domain.repair_cases import (
    Found,
    Method,
    RefusalReason,
    RepairState,
    RevocationReason,
    ServiceWay,
    Verdict,
)
from credit.domain.vocabulary import (
    AbnormalGround,
    CheckKind,
    CheckResult,
    PenaltyKind,
    RecordKind,
    SeriousCategory,
)
from credit.services import audit
from credit.services.ids import new_id
from credit.services.repairs import (
    answering,
    applying,
    cases,
    closing,
    deciding,
    handling,
    later,
    letters,
    telling,
)
from tests.fixtures.facts import penalty
from tests.services.repairs.conftest import DAY, PDF, Desk, history

NUMBER = "乌天市监罚〔2026〕12号"
PUBLISHED = date(2026, 5, 6)
PAID = date(2026, 5, 20)


def keep_penalty(desk: Desk, number: str = NUMBER, source_id: str = "p1", **changes: object) -> str:
    content = replace(penalty(number, duties_performed_on=PAID), **changes)
    return desk.keep(content, source_id, PUBLISHED)


def grant(desk: Desk, case_id: str) -> None:
    handling.accept(desk.handler, case_id)
    handling.verify(desk.handler, case_id, Method.ONLINE, Found.CONFIRMED, "")
    deciding.decide(desk.handler, case_id, Verdict.GRANT)


def refused(work: Callable[..., object], code: str, *args: object, **named: object) -> None:
    with pytest.raises(DomainError) as caught:
        work(*args, **named)
    assert caught.value.code == code


def test_from_the_draft_to_gone(desk: Desk) -> None:
    check = Check(check_kind=CheckKind.RANDOM, checked_on=date(2026, 4, 1), results=(CheckResult.FOLLOW_UP,))
    check_id = desk.keep(check, "check-1", date(2026, 4, 2))
    record_id = keep_penalty(desk, check_id="check-1")
    copy_id = desk.keep(penalty("乌天市监罚[2026]12号"), "x9", PUBLISHED, "exchange")
    assert {check_id, record_id, copy_id} <= desk.shown()
    draft = desk.draft(record_id, copy_id)
    assert [one.item.record_id for one in draft.items] == [record_id]  # two copies are one record
    assert draft.problems == ()
    assert {paper.state for one in draft.items for paper in one.papers} <= {
        PaperState.READY,
        PaperState.UPLOADED,
        PaperState.OPTIONAL,
    }
    made = applying.submit(desk.owner, desk.key, draft.id)
    assert made.receipt
    assert applying.submit(desk.owner, desk.key, draft.id).receipt == made.receipt  # twice files once
    (item,) = made.items
    assert len(cases.of_subject(desk.owner, desk.key)) == 1
    own = cases.own(desk.owner, desk.key, item.case_id)
    assert own.signed[0].chinese.startswith("乌鲁木齐市天山区市场监督管理局")
    grant(desk, item.case_id)
    with desk.sessions.read() as session:
        seen = cases.case(session, desk.handler, item.case_id)
        assert audit.broken_at(session) is None
    own = cases.own(desk.owner, desk.key, item.case_id)
    assert own.reading == seen.reading  # the same days for both
    assert own.file.state == RepairState.DISPLAYED.value
    assert desk.shown().isdisjoint({check_id, record_id, copy_id})
    assert history(own)[-2:] == ["repair.grant", "repair.displayed"]
    assert own.course.service is not None
    assert {one.recipient.value for one in own.tellings} == {"credit_china", "national", "source"}
    letter = letters.own(desk.owner, desk.key, item.case_id)
    assert letters.prove(desk.sessions, letter.code.lower().replace("-", " ")) == letter
    assert letters.prove(desk.sessions, "AAAA-AAAA-AAAA-AAAA") is None
    refused(deciding.decide, "repair.decided", desk.handler, item.case_id, Verdict.GRANT)
    with desk.sessions.read() as session:
        assert NUMBER in letters.decision_text(session, item.case_id)


def test_drafts_say_what_is_missing_and_lose_nothing(lone_desk: Desk) -> None:
    desk = lone_desk
    record_id = keep_penalty(desk, duties_performed_on=None)
    token = new_id()
    begun = applying.begin(desk.owner, desk.key, [record_id], token)
    assert applying.begin(desk.owner, desk.key, [record_id], token).id == begun.id
    codes = {code for code, _ in begun.problems}
    assert {"repair.claims", "repair.signer", "repair.declared"} <= codes
    with pytest.raises(InputError, match=r"repair\.problems"):
        applying.submit(desk.owner, desk.key, begun.id)
    draft = desk.draft(record_id)
    refused(applying.save, "repair.changed", desk.owner, desk.key, draft.id, draft.draft, draft.revision - 1)
    applying.detach(desk.owner, desk.key, draft.id, draft.items[0].papers[0].files[0].id)
    assert ("repair.papers", record_id) in applying.own(desk.owner, desk.key, draft.id).problems
    applying.discard(desk.owner, desk.key, draft.id)
    refused(applying.submit, "repair.discarded", desk.owner, desk.key, draft.id)
    stranger = desk.ctx(type(desk.owner.actor)(kind=desk.owner.actor.kind, id="s" * 26))
    with pytest.raises(NotAllowedError):
        applying.own(stranger, desk.key, begun.id)
    early = keep_penalty(desk, "乌天市监罚〔2026〕13号", "p2")
    desk.on = date(2026, 6, 1)
    with pytest.raises(RuleError, match=r"repair\.nothing"):
        applying.begin(desk.owner, desk.key, [early, "nothing"], new_id())


def test_one_open_case_for_a_record_and_another_after_it_was_taken_back(lone_desk: Desk) -> None:
    desk = lone_desk
    record_id = keep_penalty(desk)
    (first,) = desk.apply(record_id)
    other = desk.draft(record_id)
    refused(applying.submit, "repair.open", desk.owner, desk.key, other.id)
    answering.withdraw(desk.owner, desk.key, first, "暂不申请")
    assert answering.withdraw(desk.owner, desk.key, first).file.state == RepairState.WITHDRAWN.value
    made = applying.submit(desk.owner, desk.key, other.id)
    assert made.state is ApplicationState.SUBMITTED
    assert record_id in desk.shown()


def test_asked_once_answered_and_the_clock_goes_on(lone_desk: Desk) -> None:
    desk = lone_desk
    (case_id,) = desk.apply(keep_penalty(desk))
    asked = handling.ask(desk.handler, case_id, [(DocumentKind.CORRECTION, "缺少整改后的照片")])
    assert asked.reading is not None
    assert asked.reading.paused
    desk.on += timedelta(days=6)
    answering.add(desk.owner, desk.folder, desk.key, case_id, DocumentKind.CORRECTION, [PDF])
    own = answering.answer(desk.owner, desk.key, case_id, "已补充")
    assert answering.answer(desk.owner, desk.key, case_id, "已补充").course == own.course
    assert own.reading is not None
    assert not own.reading.paused
    assert any(paper.files for paper in own.papers if paper.kind is DocumentKind.CORRECTION)
    again = [(DocumentKind.CORRECTION, "还缺")]
    refused(handling.ask, "repair.asked_already", desk.handler, case_id, again)
    assert len(handling.ask(desk.reviewer, case_id, again, "首次漏列").course.corrections) == 2


def test_a_refusal_is_proposed_by_one_and_decided_by_another(lone_desk: Desk) -> None:
    desk = lone_desk
    record_id = keep_penalty(desk)
    (case_id,) = desk.apply(record_id)
    handling.accept(desk.handler, case_id)
    handling.verify(desk.handler, case_id, Method.WRITTEN, Found.NOT_CONFIRMED, "未缴纳罚款")
    why = (RefusalReason.DUTY_OPEN,)
    refused(deciding.decide, "repair.second_person", desk.handler, case_id, Verdict.REFUSE, why, "未缴")
    handling.propose(desk.reviewer, case_id, Verdict.REFUSE, why, "罚款没有缴纳")
    refused(deciding.decide, "access.own_case", desk.reviewer, case_id, Verdict.REFUSE, why, "未缴")
    second = desk.officer("s", OfficerRole.REVIEWER)
    handling.send_back(second, case_id, "请再核实")
    handling.propose(desk.handler, case_id, Verdict.REFUSE, why, "罚款没有缴纳")
    done = deciding.decide(second, case_id, Verdict.REFUSE, why, "罚款没有缴纳")
    assert done.course.decision is not None
    assert done.file.closed_at is not None
    own = cases.own(desk.owner, desk.key, case_id)
    assert not {"repair.proposed", "repair.returned"} & set(history(own))  # between officers
    assert record_id in desk.shown()
    served = handling.serve(desk.handler, case_id, ServiceWay.POST, "示例路1号", DAY)
    assert served.course.service is not None
    assert desk.apply(record_id)  # may apply again


def test_what_an_officer_found_undone_stands_against_a_grant(lone_desk: Desk) -> None:
    desk = lone_desk
    (case_id,) = desk.apply(keep_penalty(desk, duties_performed_on=None))
    handling.accept(desk.handler, case_id)
    claimed = cases.own(desk.owner, desk.key, case_id).item
    assert claimed is not None
    handling.verify(desk.handler, case_id, Method.ONLINE, Found.CONFIRMED, "", undone=claimed.claims)
    refused(deciding.decide, "repair.conditions", desk.handler, case_id, Verdict.GRANT)
    handling.verify(desk.handler, case_id, Method.ONLINE, Found.CONFIRMED, "", done=claimed.claims)
    assert deciding.decide(desk.handler, case_id, Verdict.GRANT).decision_no


def test_nobody_decides_for_another_authority(lone_desk: Desk) -> None:
    desk = lone_desk
    (case_id,) = desk.apply(keep_penalty(desk))
    elsewhere = desk.officer("e", OfficerRole.HANDLER, OfficerRole.REVIEWER, authority="653101")
    refused(handling.accept, "access.authority", elsewhere, case_id)
    refused(deciding.decide, "access.authority", elsewhere, case_id, Verdict.GRANT)
    moved = handling.hand_on(desk.reviewer, case_id, "653101", "机构改革")
    assert moved.file.authority == "653101"
    assert handling.accept(elsewhere, case_id).file.state == RepairState.ACCEPTED.value


def test_a_list_entry_is_removed_with_its_number(desk: Desk) -> None:
    entry = AbnormalEntry(
        ground=AbnormalGround.UNREACHABLE, listed_on=date(2025, 7, 8), decision_no="列〔2025〕1号"
    )
    record_id = desk.keep(entry, "a1", date(2025, 7, 8))
    assert desk.dossier().standing.abnormal
    (case_id,) = desk.apply(record_id)
    grant(desk, case_id)
    assert not desk.dossier().standing.abnormal
    assert desk.dossier().of_kind(RecordKind.ABNORMAL) == ()
    with desk.sessions.read() as session:
        kept = cases.case(session, desk.handler, case_id)
    assert kept.record is not None
    assert isinstance(kept.record.content, AbnormalEntry)
    assert kept.record.content.removal_no == kept.decision_no
    assert kept.record.content.removed_on == DAY


def test_false_material_brings_it_back_with_the_clock_restarted(desk: Desk) -> None:
    record_id = keep_penalty(desk, publish_until=date(2026, 12, 1))
    copy_id = desk.keep(penalty("乌天市监罚[2026]12号"), "x9", PUBLISHED, "exchange")
    (case_id,) = desk.apply(record_id)
    grant(desk, case_id)
    letter = letters.own(desk.owner, desk.key, case_id)
    desk.on = date(2026, 11, 2)
    refused(later.revoke, "repair.second_person", desk.reviewer, case_id)
    later.propose_revocation(desk.handler, case_id, RevocationReason.FALSE_MATERIAL, "缴款凭证系伪造")
    done = later.revoke(desk.reviewer, case_id)
    assert done.file.state == RepairState.REVOKED.value
    by_id = {one.id: one for one in desk.dossier().records}
    assert by_id[record_id].source.published_on == desk.on
    assert by_id[copy_id].source.published_on == desk.on
    assert by_id[record_id].until == date(2027, 11, 2)
    proved = letters.prove(desk.sessions, letter.code)
    assert proved is not None
    assert proved.revoked_on == desk.on
    assert len([one for one in done.tellings if one.occasion == "revoked"]) >= 2


def test_a_serious_entry_takes_two_persons_more_means_and_a_visit(lone_desk: Desk) -> None:
    desk = lone_desk
    entry = SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=date(2025, 6, 2))
    record_id = desk.keep(entry, "s1", date(2025, 6, 2))
    (case_id,) = desk.apply(record_id)
    handling.accept(desk.handler, case_id)
    handling.verify(desk.handler, case_id, Method.ONLINE, Found.CONFIRMED, "")
    refused(handling.propose, "repair.unverified", desk.handler, case_id, Verdict.GRANT)
    handling.verify(desk.handler, case_id, Method.ON_SITE, Found.CONFIRMED, "现场查看")
    handling.propose(desk.handler, case_id, Verdict.GRANT)
    refused(deciding.decide, "access.role", desk.handler, case_id, Verdict.GRANT)
    done = deciding.decide(desk.reviewer, case_id, Verdict.GRANT)
    assert done.kind is RepairKind.SERIOUS
    assert desk.dossier().standing.serious == ()


def test_a_restructuring_stops_for_a_time_and_comes_back_where_the_plan_fails(desk: Desk) -> None:
    record_id = keep_penalty(desk, kinds=(PenaltyKind.SUSPENSION,))
    ruling = later.Ruling(court="示例中级人民法院", number="（2026）示01破1号", ruling_on=date(2026, 9, 1))
    for _ in range(2):
        assert later.record_ruling(desk.handler, desk.key, ruling).ruling_on == ruling.ruling_on
    (case_id,) = desk.apply(record_id)
    handling.accept(desk.handler, case_id)
    for method in (Method.WRITTEN, Method.ON_SITE):
        handling.verify(desk.handler, case_id, method, Found.CONFIRMED, "裁定书已核")
    handling.propose(desk.handler, case_id, Verdict.GRANT)
    deciding.decide(desk.reviewer, case_id, Verdict.GRANT)
    assert record_id not in desk.shown()
    assert letters.own(desk.owner, desk.key, case_id).temporary
    desk.on = date(2026, 10, 20)
    later.end_plan(desk.reviewer, desk.key, ruling.number, desk.on, carried_out=False)
    (back,) = desk.dossier().of_kind(RecordKind.PENALTY)
    assert back.source.published_on == PUBLISHED  # it had only been stopped
    with pytest.raises(ConflictError, match=r"ruling\.ended"):
        later.end_plan(desk.reviewer, desk.key, ruling.number, desk.on, carried_out=True)


def test_a_case_is_closed_when_everybody_knows(lone_desk: Desk) -> None:
    desk = lone_desk
    (case_id,) = desk.apply(keep_penalty(desk))
    grant(desk, case_id)
    assert closing.close_done(desk.handler) == 0
    for one in cases.own(desk.owner, desk.key, case_id).tellings:
        telling.acknowledge(desk.handler, one.id, "R1")
    assert closing.close_done(desk.handler) == 1
    assert closing.close_done(desk.handler) == 0
    own = cases.own(desk.owner, desk.key, case_id)
    assert (own.file.state, history(own)[-1]) == (RepairState.CLOSED.value, "repair.closed")
    later.propose_revocation(desk.handler, case_id, RevocationReason.FALSE_MATERIAL, "缴款凭证系伪造")
    assert later.revoke(desk.reviewer, case_id).file.state == RepairState.REVOKED.value
