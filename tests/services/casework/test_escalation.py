"""No case is overdue without having been carried upwards: each stage once, told to those above."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from credit.db.account_models import OwnerNoticeRow
from credit.db.case_models import CaseRow
from credit.db.disclosure_models import PositionRow
from credit.domain.actors import OfficerRole
from credit.domain.casework import PauseReason, RecusalReason, Stage, desk_name
from credit.domain.errors import ConflictError, RuleError
from credit.rules import calendars, clocks
from credit.services.casework import assigning, escalation, files, rows
from tests.services.casework.conftest import DAY, PREFECTURE, Office


def told(office: Office, who: str) -> list[tuple[str, str]]:
    query = select(OwnerNoticeRow).where(OwnerNoticeRow.person_id == office.people[who].id)
    with office.sessions.read() as session:
        found = session.scalars(query.order_by(OwnerNoticeRow.created_at))
        return [(one.code, one.params["count"]) for one in found]


def stages(office: Office, case_id: str) -> list[str]:
    with office.sessions.read() as session:
        return [one.code for one in files.history(session, case_id) if one.code in escalation._CODES.values()]


def test_a_case_is_carried_upwards_before_its_last_day_and_after_it_once_each(office: Office) -> None:
    case = office.open(workdays=5)
    for _ in range(14):
        escalation.run(office.ctx())
        escalation.run(office.ctx())
        office.later(1)
    assert stages(office, case.id) == ["case.soon", "case.overdue"]
    holder = "ann" if case.assignee == desk_name(office.people["ann"].id) else "ben"
    assert told(office, "rex") == told(office, holder) == [("case.soon", "1"), ("case.overdue", "1")]
    assert told(office, "sue") == []  # the county has a reviewer of its own
    assert not office.history(case, for_applicant=True)[1:]


def test_where_nobody_stands_above_it_goes_higher(office: Office) -> None:
    office.come("tim", OfficerRole.HANDLER, authority="653121")
    office.open(authority="653121", workdays=1)
    office.later(1)
    assert escalation.escalate(office.ctx()) == 1
    assert told(office, "sue") == [("case.soon", "1")]
    assert told(office, "rex") == []


def test_many_cases_are_one_message(office: Office) -> None:
    for _ in range(6):
        office.open(workdays=1)
    office.later(1)
    assert escalation.escalate(office.ctx()) == 6
    assert told(office, "rex") == [("case.soon", "6")]


def test_a_paused_case_is_nobodys_worry_and_an_extended_one_again(office: Office) -> None:
    paused, extended = office.open(workdays=4), office.open(workdays=4)
    office.do("ann", paused, files.pause, PauseReason.SUIT)
    office.later(7)  # the last day, a holiday between
    escalation.escalate(office.ctx())
    office.do("rex", extended, files.extend, 2, "案情复杂")
    office.later(20)
    escalation.escalate(office.ctx())
    assert stages(office, paused.id) == []
    assert stages(office, extended.id) == ["case.soon", "case.overdue"]


def test_no_case_of_a_long_year_is_overdue_without_a_record_of_it(office: Office) -> None:
    dice = Random(7)
    made = []
    for _ in range(60):
        for _ in range(2):
            made.append(office.open(workdays=dice.randint(1, 12)))
        case = dice.choice(made)
        verb = dice.choice((files.pause, files.resume, files.extend, files.move))
        args = {
            files.pause: (PauseReason.EXPERT,),
            files.resume: (),
            files.extend: (1, "示例"),
            files.move: ("closed", "test.done"),
        }[verb]
        with suppress(RuleError, ConflictError):
            office.do("rex", case, verb, *args, **({"close": True} if verb is files.move else {}))
        escalation.escalate(office.ctx())
        office.later(1)
    overdue = 0
    with office.sessions.read() as session:
        for row in session.scalars(select(CaseRow).where(CaseRow.closed_at.is_(None))):
            clock = rows.clock_of(row)
            assert clock is not None
            read = clocks.reading(clock, office.on - timedelta(days=1))
            codes = [one.code for one in files.history(session, row.id)]
            assert read.overdue == ("case.overdue" in codes)
            overdue += read.overdue
    assert overdue > 20


def test_a_case_that_waited_is_given_to_whoever_comes(office: Office) -> None:
    case = office.open(authority=PREFECTURE)
    assert case.assignee == ""
    tom = office.come("tom", OfficerRole.HANDLER, authority=PREFECTURE)
    assert escalation.distribute(office.ctx()) == 1
    assert escalation.distribute(office.ctx()) == 0
    with office.sessions.read() as session:
        assert files.view(session, files.found(session, case.id)).assignee == desk_name(tom.id)
    alone = assigning.recuse(office.ctx("tom"), case.id, RecusalReason.PARTY, "亲属")
    assert alone.assignee == ""
    assert escalation.distribute(office.ctx()) == 0


def test_days_that_were_a_guess_are_figured_anew_with_better_calendars(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.open()
    with office.sessions.write() as session:
        row = files.locked(session, case.id)
        assert not row.firm  # nobody published the regional days of that year
        due, row.sort_on, row.late_on = row.sort_on, DAY, DAY
    assert escalation.figure_anew(office.ctx()) == 1
    assert escalation.figure_anew(office.ctx()) == 0
    with office.sessions.read() as session:
        assert files.found(session, case.id).sort_on == due
        kept = session.get_one(PositionRow, escalation.FIGURED).seq
    assert kept == calendars.fingerprint()


def test_the_stage_stands_on_the_case(office: Office) -> None:
    case = office.open(workdays=1)
    assert case.stage is Stage.NONE
    office.on = date(2026, 7, 30)
    escalation.run(office.ctx())
    with office.sessions.read() as session:
        assert files.view(session, files.found(session, case.id)).stage is Stage.OVERDUE
