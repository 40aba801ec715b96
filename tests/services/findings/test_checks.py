"""Checks: due by type, drawn by lot, for a reason; kept is public at once, an allegation never."""

from datetime import date, timedelta

import pytest

from credit.domain.casework import CaseKind
from credit.domain.commitments import Commitment, CommitmentType, Fulfilment
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.findings import CheckOutcome, CheckReason, CheckState
from credit.domain.values import Agency
from credit.services import audit
from credit.services.casework import files
from credit.services.findings import checks, planning
from tests.fixtures.company import PDF, TOKENS
from tests.services.findings.conftest import Firm, commitment


def tip(firm: Firm, params: dict[str, str], token: str) -> str:
    """What the desk does with a report about a commitment; the check it opened."""
    with firm.sessions.write() as session:
        row = files.open_case(
            session,
            firm.handler,
            kind=CaseKind.TIP,
            subject_key=None,
            authority="650102",
            state="received",
            token=token,
            params=params,
        )
        return planning.check_from_tip(session, firm.handler, row).id


def due(firm: Firm) -> list[tuple[str, str]]:
    with firm.sessions.read() as session:
        return [(one.reason.value, one.commitment_no) for one in checks.due(session, firm.handler)]


def test_a_licence_commitment_is_due_once(firm: Firm) -> None:
    firm.promise()
    assert planning.plan(firm.handler) == 1
    assert planning.plan(firm.handler) == 0
    with firm.sessions.read() as session:
        (task,) = checks.due(session, firm.handler)
        assert checks.due(session, firm.elsewhere) == []
        assert len(checks.due(session, firm.above)) == 1
    assert (task.reason, task.due_on) == (CheckReason.DUE, date(2026, 7, 20))


def test_others_are_drawn_once_a_quarter_and_the_draw_can_be_repeated(firm: Firm) -> None:
    for number in range(3):
        made = commitment(CommitmentType.STATEMENT, number=f"声明{number}", matter=f"诚信经营{number}")
        firm.promise(made, f"s{number}")
    firm.promise(commitment(committed_on=date(2024, 1, 2), number="旧的"), "old")  # its day is long over
    assert planning.plan(firm.handler) == 1
    assert planning.plan(firm.handler) == 0
    with firm.sessions.read() as session:
        (task,) = checks.due(session, firm.handler)
        assert planning.repeat_draw(session, "650102", "2026-Q2") == [task.record_id]
        assert task.lot == "650102:2026-Q2"
        assert planning.repeat_draw(session, "650102", "2026-Q1") is None
    firm.on = date(2026, 7, 1)
    assert planning.plan(firm.handler) == 1  # another quarter, another one
    assert len(due(firm)) == 2


@pytest.mark.parametrize(
    "content",
    [
        commitment(withdrawn_on=date(2026, 6, 1)),
        commitment(valid_to=date(2026, 6, 1)),
        commitment(CommitmentType.REPAIR),
    ],
)
def test_what_does_not_hold_or_is_for_the_parties_is_not_planned(firm: Firm, content: Commitment) -> None:
    firm.promise(content)
    assert planning.plan(firm.handler) == 0


def test_what_another_department_accepted_is_not_ours_to_check(firm: Firm) -> None:

    record = firm.promise(agency=Agency("国家税务总局乌鲁木齐市税务局"))
    assert planning.plan(firm.handler) == 0
    with pytest.raises(NotAllowedError, match=r"access\.authority"):
        planning.check_own(firm.handler, record, TOKENS[0])
    with pytest.raises(RuleError, match=r"check\.elsewhere"):
        tip(firm, {"record": record}, "a")


def test_kept_is_public_at_once_and_an_allegation_is_not(firm: Firm) -> None:
    record = firm.promise()
    made = planning.check_own(firm.handler, record, TOKENS[0])
    assert made == planning.check_own(firm.handler, record, TOKENS[0])
    done = checks.Done(CheckOutcome.NOT_KEPT, firm.on, "没有设备", TOKENS[1], [PDF])
    checks.record(firm.handler, firm.folder, made.id, done)
    assert firm.promised.checks == ()
    again = planning.check_own(firm.handler, record, TOKENS[2])
    kept = checks.Done(CheckOutcome.KEPT, firm.on, "设备齐全", TOKENS[3])
    checks.record(firm.handler, firm.folder, again.id, kept)
    assert [one.outcome for one in firm.promised.checks] == [Fulfilment.KEPT]
    with firm.sessions.read() as session:  # what it alleges waits for a finding or for being given up
        assert [one.id for one in checks.due(session, firm.handler)] == [made.id]
        assert checks.one(session, firm.handler, made.id)[1][0].text == "没有设备"
        with pytest.raises(NotAllowedError, match=r"access\.authority"):
            checks.one(session, firm.elsewhere, made.id)


def test_an_allegation_is_given_up_by_somebody_else_and_leaves_nothing(firm: Firm) -> None:
    check = firm.check(CheckOutcome.PARTLY)
    with pytest.raises(NotAllowedError, match=r"access\.role"):
        checks.drop(firm.handler, check, "看错了", TOKENS[5])
    assert checks.drop(firm.reviewer, check, "看错了", TOKENS[5]).state is CheckState.DROPPED
    assert (due(firm), firm.promised.checks) == ([], ())
    with pytest.raises(ConflictError, match=r"check\.closed"):
        checks.drop(firm.reviewer, check, "看错了", TOKENS[6])


@pytest.mark.parametrize("days", [-30, 1])
def test_a_check_was_done_between_the_promise_and_today(firm: Firm, days: int) -> None:
    made = planning.check_own(firm.handler, firm.promise(), TOKENS[0])
    done = checks.Done(CheckOutcome.KEPT, firm.on + timedelta(days=days), "好", TOKENS[1])
    with pytest.raises(InputError, match=r"check\.on"):
        checks.record(firm.handler, firm.folder, made.id, done)


def test_a_report_of_the_public_opens_a_check_and_nothing_else(firm: Firm) -> None:
    record = firm.promise()

    before = firm.dossier()
    one = tip(firm, {"record": record}, "a")
    assert tip(firm, {"record": record}, "a") == one
    with pytest.raises(NotFoundError, match=r"commitment\.unknown"):
        tip(firm, {}, "b")
    assert firm.dossier() == before
    with firm.sessions.read() as session:
        (task,) = checks.due(session, firm.handler)
        assert (task.reason, task.finding) == (CheckReason.TIP, "")
        told = {one.action for one in audit.of_target(session, firm.key)}
        assert told == {"member.grant"}  # the enterprise's own trail says nothing of it


def test_a_repair_commitment_is_not_checked_here(firm: Firm) -> None:

    record = firm.promise(commitment(CommitmentType.REPAIR))
    with pytest.raises(RuleError, match=r"check\.repair"):
        planning.check_own(firm.handler, record, TOKENS[0])
