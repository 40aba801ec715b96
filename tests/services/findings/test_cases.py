"""Findings: told, heard, decided by somebody else, public with the decision and gone with it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from credit.db.account_models import MembershipRow
from credit.db.models import ChangeRow
from credit.domain.commitments import BreachOutcome, Fulfilment
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.findings import (
    CheckOutcome,
    ContestKind,
    ContestResult,
    FindingOutcome,
    FindingState,
    Service,
)
from credit.rules.findings import Told
from credit.services import agenda, audit, owner_notices
from credit.services.disclosures.statements import Said
from credit.services.findings import cases, checks, reading
from tests.fixtures.company import PDF, TOKENS
from tests.fixtures.findings import ruling
from tests.services.findings.conftest import Firm, commitment

ORDERED = FindingOutcome.CORRECTION_ORDERED
SAID = Said("设备已经订购", TOKENS[3], files=[PDF])


def codes(firm: Firm) -> list[str]:
    return [one.code for one in owner_notices.of_person(firm.owner)]


def heard(firm: Firm) -> str:
    case = firm.finding()
    cases.answer(
        firm.owner, firm.folder, firm.key, case, Said("设备已经订购", TOKENS[3], files=[PDF]), said_all=True
    )
    return case


def decided(firm: Firm, outcome: FindingOutcome = ORDERED) -> str:
    case = heard(firm)
    cases.decide(firm.reviewer, case, ruling(outcome, firm.on))
    return case


def test_nothing_is_public_before_the_decision_and_everything_with_it(firm: Firm) -> None:
    case = firm.finding()
    assert codes(firm) == ["finding.notice"]
    before = firm.dossier()
    assert (firm.breaches, firm.promised.checks) == ([], ())
    cases.answer(
        firm.owner, firm.folder, firm.key, case, Said("设备已经订购", TOKENS[3], files=[PDF]), said_all=True
    )
    assert firm.dossier() == before  # the notice and the answer moved nothing in public
    cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on))
    (breach,) = firm.breaches
    assert (breach.outcome, breach.decision_no) == (BreachOutcome.CORRECTION_ORDERED, "乌市监违诺〔2026〕1号")
    assert isinstance(breach.remedy, str)
    assert "60日内向乌鲁木齐市人民政府申请行政复议" in breach.remedy
    assert breach.correct_by == firm.on + timedelta(days=30)
    assert firm.promised.fulfilment is Fulfilment.NOT_KEPT
    assert [(one.by, one.on) for one in firm.promised.checks] == [("乌鲁木齐市天山区市场监督管理局", firm.on)]
    assert codes(firm)[0] == "finding.correction_ordered"


def test_nobody_is_decided_on_unheard_nor_by_who_checked_or_told(firm: Firm) -> None:
    case = firm.finding()
    with pytest.raises(RuleError, match=r"finding\.unheard"):
        cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on))
    cases.answer(firm.owner, firm.folder, firm.key, case, Said("先说一点", TOKENS[3]))
    with pytest.raises(RuleError, match=r"finding\.unheard"):  # more may come
        cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on))
    with pytest.raises(NotAllowedError, match=r"access\.role"):
        cases.decide(firm.handler, case, ruling(ORDERED, firm.on))
    with pytest.raises(NotAllowedError, match=r"access\.authority"):
        cases.decide(firm.elsewhere, case, ruling(ORDERED, firm.on))
    firm.on += timedelta(days=10)
    cases.decide(firm.above, case, ruling(ORDERED, firm.on))
    with pytest.raises(ConflictError, match=r"finding\.closed"):
        cases.decide(firm.above, case, ruling(ORDERED, firm.on))
    with pytest.raises(ConflictError, match=r"finding\.closed"):
        cases.withdraw(firm.handler, case, "撤回")


def test_a_reviewer_who_told_does_not_decide(firm: Firm) -> None:
    check = firm.check(CheckOutcome.PARTLY)
    told = Told("只配备了一台设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    case = cases.notify(firm.reviewer, check, told, TOKENS[2])
    firm.on += timedelta(days=30)
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on))
    cases.decide(firm.above, case, ruling(ORDERED, firm.on))
    assert firm.breaches[0].partly


def test_what_is_not_established_or_withdrawn_leaves_no_trace(firm: Firm) -> None:
    record = firm.promise()
    before = firm.dossier()
    check = firm.check(CheckOutcome.NOT_KEPT, record)
    told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    first = cases.notify(firm.handler, check, told, TOKENS[2])
    with pytest.raises(ConflictError, match=r"finding\.open"):
        cases.notify(firm.handler, check, told, TOKENS[4])
    cases.withdraw(firm.handler, first, "告知的事实有误")
    second = cases.notify(firm.handler, check, told, TOKENS[4])
    assert second != first
    cases.answer(firm.owner, firm.folder, firm.key, second, Said("设备在仓库", TOKENS[5]), said_all=True)
    cases.decide(firm.reviewer, second, ruling(FindingOutcome.NOT_ESTABLISHED, firm.on))
    assert firm.dossier() == before
    assert codes(firm)[0] == "finding.not_established"
    with pytest.raises(ConflictError, match=r"finding\.open"):  # not twice for the same
        cases.notify(firm.handler, check, told, TOKENS[6])


def test_a_correction_is_shown_and_confirmed_late_or_in_time(firm: Firm) -> None:
    case = decided(firm)
    assert f"correction:{case}" in [one.id for one in agenda.own(firm.owner, firm.key)]
    cases.answer(firm.owner, firm.folder, firm.key, case, Said("已经装好", TOKENS[7], files=[PDF]))
    with pytest.raises(RuleError, match=r"finding\.correcting"):
        cases.find_uncorrected(firm.reviewer, case, "没有整改")
    firm.on += timedelta(days=40)
    cases.find_uncorrected(firm.reviewer, case, "复查时没有整改")
    assert firm.breaches[0].corrected_on is None
    cases.correct(firm.handler, case, firm.on, "复查时已经整改")
    assert firm.breaches[0].corrected_on == firm.on
    assert firm.promised.fulfilment is Fulfilment.KEPT
    assert [one.outcome for one in firm.promised.checks] == [Fulfilment.NOT_KEPT, Fulfilment.KEPT]
    assert codes(firm)[:2] == ["finding.corrected", "finding.not_corrected"]
    with firm.sessions.read() as session:
        assert reading.room(session, firm.reviewer, case).file.closed_at is not None
        assert audit.broken_at(session) is None


def test_a_review_is_shown_and_a_changed_decision_takes_the_place_of_the_other(firm: Firm) -> None:
    case = decided(firm)
    cases.contest(firm.handler, case, ContestKind.REVIEW, firm.on, "〔2026〕复12号")
    assert firm.breaches[0].under_review_since == firm.on
    other = ruling(FindingOutcome.ENDED, firm.on)._replace(number="〔2026〕复决3号")
    cases.resolve(firm.reviewer, case, ContestResult.CHANGED, other)
    (breach,) = firm.breaches
    assert (breach.decision_no, breach.outcome) == ("〔2026〕复决3号", BreachOutcome.ENDED)
    assert breach.under_review_since is None


@pytest.mark.parametrize("by_court", [True, False])
def test_a_decision_that_falls_is_down_at_once(firm: Firm, by_court: bool) -> None:
    case = decided(firm, FindingOutcome.PENALISED)
    firm.on += timedelta(days=60)
    if by_court:
        cases.contest(firm.handler, case, ContestKind.SUIT, firm.on, "〔2026〕行初5号")
        cases.resolve(firm.reviewer, case, ContestResult.RESCINDED, None)
    else:
        cases.rescind(firm.reviewer, case, "事实不清")
    assert firm.breaches == []
    assert (firm.promised.checks, firm.promised.fulfilment) == ((), Fulfilment.NOT_YET)
    assert codes(firm)[0] == "finding.rescinded"


def test_without_somebody_who_reads_the_notice_goes_another_way(firm: Firm) -> None:
    check, day = firm.check(CheckOutcome.NOT_KEPT), firm.on + timedelta(days=30)
    with firm.sessions.write() as session:
        session.execute(update(MembershipRow).values(ended_at=firm.owner.clock.now()))
    told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    with pytest.raises(RuleError, match=r"finding\.nobody"):
        cases.notify(firm.handler, check, told, TOKENS[2])
    announced = told._replace(service=Service.ANNOUNCEMENT, served_on=day)
    case = cases.notify(firm.handler, check, announced, TOKENS[2])
    with firm.sessions.read() as session:
        assert reading.room(session, firm.handler, case).finding.notice.until > day


def test_the_same_form_counts_once(firm: Firm, tmp_path: Path) -> None:
    check = firm.check(CheckOutcome.NOT_KEPT)
    told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    assert cases.notify(firm.handler, check, told, TOKENS[2]) == cases.notify(
        firm.handler, check, told, TOKENS[2]
    )
    done = checks.Done(CheckOutcome.NOT_KEPT, firm.on, "到现场看过", TOKENS[1], [PDF])
    assert checks.record(firm.handler, firm.folder, check, done).id == check
    assert len([one for one in (tmp_path / "evidence").rglob("*") if one.is_file()]) == 1
    with pytest.raises(ConflictError, match=r"check\.closed"):
        checks.record(
            firm.handler, firm.folder, check, checks.Done(CheckOutcome.KEPT, firm.on, "x", TOKENS[8])
        )


def test_a_reason_that_names_a_number_of_a_person_is_refused(firm: Firm) -> None:
    case = heard(firm)
    bad = ruling(ORDERED, firm.on)._replace(reasons="身份证号 11010519491231002X 的人在场")
    with pytest.raises(InputError, match=r"finding\.personal"):
        cases.decide(firm.reviewer, case, bad)


def test_a_case_is_read_by_its_own_alone(firm: Firm) -> None:
    case = firm.finding()
    found = reading.own(firm.owner, firm.key, case)
    assert found.finding.state is FindingState.NOTIFIED
    assert [one.actor for one in found.events] == [""] * len(found.events)
    with pytest.raises(NotFoundError, match=r"case\.unknown"):
        reading.own(firm.owner, firm.key, "x" * 26)
    with firm.sessions.read() as session, pytest.raises(NotAllowedError, match=r"access\.authority"):
        reading.room(session, firm.elsewhere, case)


def test_a_commitment_told_anew_keeps_what_was_checked_here(firm: Firm) -> None:
    firm.check(CheckOutcome.KEPT)
    assert firm.promised.fulfilment is Fulfilment.KEPT
    firm.promise(commitment(matter="食品经营许可（新）"))
    assert (firm.promised.matter, firm.promised.fulfilment) == ("食品经营许可（新）", Fulfilment.KEPT)


def test_the_public_log_moves_with_the_decision_and_not_before(firm: Firm) -> None:
    def moved() -> int:
        with firm.sessions.read() as session:
            return session.scalar(select(func.count()).select_from(ChangeRow)) or 0

    firm.promise()
    before = moved()
    case = heard(firm)
    assert moved() == before
    cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on))
    assert moved() > before
