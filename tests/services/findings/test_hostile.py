"""Dishonest hands: one officer alone who opens, decides and changes; one with an interest who tells."""

from datetime import timedelta

import pytest

from credit.domain.casework import RecusalReason
from credit.domain.errors import ConflictError, NotAllowedError, RuleError
from credit.domain.findings import CheckOutcome, ContestKind, ContestResult, FindingOutcome, Service
from credit.rules.findings import Told
from credit.services.casework import assigning
from credit.services.findings import cases, checks, planning
from tests.fixtures.company import TOKENS
from tests.fixtures.findings import ruling
from tests.services.findings.conftest import Firm

ORDERED, REVOKED = FindingOutcome.CORRECTION_ORDERED, FindingOutcome.REVOKED


def told_by_reviewer(firm: Firm) -> str:
    told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    case = cases.notify(firm.reviewer, firm.check(CheckOutcome.NOT_KEPT), told, TOKENS[2])
    firm.on += timedelta(days=30)
    return case


def test_who_told_changes_no_decision_either(firm: Firm) -> None:
    """By a review that nobody but the same officer has seen."""
    case = told_by_reviewer(firm)
    cases.decide(firm.above, case, ruling(ORDERED, firm.on))
    cases.contest(firm.reviewer, case, ContestKind.REVIEW, firm.on, "〔2026〕复12号")
    for result in ContestResult:
        said = ruling(REVOKED, firm.on)._replace(number="乌市监违诺〔2026〕2号")
        with pytest.raises(NotAllowedError, match=r"access\.own_case"):
            cases.resolve(firm.reviewer, case, result, said)
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        cases.rescind(firm.reviewer, case, "没有理由")
    cases.resolve(firm.above, case, ContestResult.UPHELD, None)


def test_who_told_does_not_state_that_nothing_was_corrected(firm: Firm) -> None:
    case = told_by_reviewer(firm)
    cases.decide(firm.above, case, ruling(ORDERED, firm.on))
    firm.on += timedelta(days=60)
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        cases.find_uncorrected(firm.reviewer, case, "没有整改")
    cases.find_uncorrected(firm.above, case, "没有整改")


def test_who_has_an_interest_in_an_enterprise_opens_no_finding_about_it(firm: Firm) -> None:
    first = firm.finding()
    assigning.recuse(firm.reviewer, first, RecusalReason.OTHER, "亲属的竞争对手", whole_subject=True)
    cases.withdraw(firm.handler, first, "告知的事实有误")
    told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    check = first_check(firm)
    with pytest.raises(NotAllowedError, match=r"access\.conflict"):
        cases.notify(firm.reviewer, check, told, TOKENS[4])


def first_check(firm: Firm) -> str:
    with firm.sessions.read() as session:
        return str(session.connection().exec_driver_sql("SELECT id FROM commitment_checks").scalar_one())


def test_an_allegation_whose_notice_was_taken_back_is_not_left_lying(firm: Firm) -> None:
    """It is on the list again, to be told anew or given up: nobody keeps it in a drawer."""
    case = firm.finding()
    check = first_check(firm)
    with firm.sessions.read() as session:
        assert checks.due(session, firm.handler) == []
    cases.withdraw(firm.handler, case, "告知的事实有误")
    with firm.sessions.read() as session:
        assert [one.id for one in checks.due(session, firm.handler)] == [check]
    checks.drop(firm.reviewer, check, "核实后没有违诺", TOKENS[9])
    with firm.sessions.read() as session:
        assert checks.due(session, firm.handler) == []
    told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    with pytest.raises((RuleError, ConflictError)):
        cases.notify(firm.handler, check, told, TOKENS[10])


def test_who_has_an_interest_in_an_enterprise_records_no_check_of_it(firm: Firm) -> None:
    first = firm.finding()
    assigning.recuse(firm.reviewer, first, RecusalReason.OTHER, "亲属的竞争对手", whole_subject=True)
    again = planning.check_own(firm.handler, firm.promise(), TOKENS[20])
    done = checks.Done(CheckOutcome.NOT_KEPT, firm.on, "到现场看过", TOKENS[21])
    with pytest.raises(NotAllowedError, match=r"access\.conflict"):
        checks.record(firm.reviewer, firm.folder, again.id, done)
    with pytest.raises(NotAllowedError, match=r"access\.conflict"):
        checks.drop(firm.reviewer, again.id, "不查", TOKENS[22])
    checks.record(firm.handler, firm.folder, again.id, done)
