"""Checks, notices and decisions by several at once, or by somebody who is cut off halfway."""

import pytest

from credit.domain.errors import ConflictError
from credit.domain.findings import CheckOutcome, FindingOutcome, FindingState, Service
from credit.rules.findings import Told
from credit.services.disclosures.statements import Said
from credit.services.findings import cases, checks, planning, publishing, reading
from tests.fixtures.at_once import together
from tests.fixtures.company import TOKENS
from tests.fixtures.findings import ruling
from tests.services.findings.conftest import Firm

ORDERED, NOTHING = FindingOutcome.CORRECTION_ORDERED, FindingOutcome.NOT_ESTABLISHED


class Killed(BaseException):
    """The process is gone."""


def heard(firm: Firm) -> str:
    case = firm.finding()
    cases.answer(firm.owner, firm.folder, firm.key, case, Said("设备在仓库", TOKENS[3]), said_all=True)
    return case


def state(firm: Firm, case: str) -> FindingState:
    with firm.sessions.read() as session:
        return reading.room(session, firm.reviewer, case).finding.state


def test_two_reviewers_decide_at_once_and_one_decision_is_made(firm: Firm) -> None:
    case = heard(firm)
    found = together(
        lambda: cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on)).state,
        lambda: cases.decide(firm.above, case, ruling(NOTHING, firm.on)).state,
    )
    assert "finding.closed" in found
    assert state(firm, case) in found
    assert len(firm.breaches) == (state(firm, case) is FindingState.CORRECTION_ORDERED)


def test_a_notice_is_told_once_however_many_tell_it(firm: Firm) -> None:
    check = firm.check(CheckOutcome.NOT_KEPT)
    told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, firm.on)
    same = together(*[lambda: cases.notify(firm.handler, check, told, TOKENS[2])] * 3)
    assert len(set(same)) == 1
    with pytest.raises(ConflictError, match=r"finding\.open"):
        cases.notify(firm.reviewer, check, told, TOKENS[4])


def test_two_officers_record_one_check_at_once(firm: Firm) -> None:
    opened = planning.check_own(firm.handler, firm.promise(), TOKENS[0])
    kept = checks.Done(CheckOutcome.KEPT, firm.on, "到现场看过", TOKENS[1])
    broken = checks.Done(CheckOutcome.NOT_KEPT, firm.on, "到现场看过", TOKENS[2])
    found = together(
        lambda: checks.record(firm.handler, firm.folder, opened.id, kept).done,
        lambda: checks.record(firm.reviewer, firm.folder, opened.id, broken).done,
    )
    assert "check.closed" in found
    assert firm.breaches == []
    assert {one.outcome.value for one in firm.promised.checks} <= {"kept"}


def test_whoever_is_cut_off_while_deciding_has_decided_nothing(
    firm: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, before = heard(firm), firm.dossier()

    def cut(*_: object) -> None:
        raise Killed

    for where in ("finding", "_write", "checks"):
        with monkeypatch.context() as patched:
            patched.setattr(publishing, where, cut)
            with pytest.raises(Killed):
                cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on))
        assert state(firm, case) is FindingState.ANSWERED
        assert firm.dossier() == before
    cases.decide(firm.reviewer, case, ruling(ORDERED, firm.on))
    assert len(firm.breaches) == 1
