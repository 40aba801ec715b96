"""Cases: numbered densely, given evenly, moved with their history, their clocks and the audit trail."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseKind, PauseReason, RecusalReason, desk_name
from credit.domain.casework_board import QueueFilter, When
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.rules import clocks
from credit.services import audit
from credit.services.casework import assigning, files
from credit.services.casework.queues import queue
from tests.services.casework.conftest import COUNTY, PREFECTURE, Office


def name(office: Office, who: str) -> str:
    return desk_name(office.people[who].id)


def test_numbers_are_dense_by_authority_kind_and_year(office: Office) -> None:
    assert [office.open().number for _ in range(2)] == ["修复653101-2026-000001", "修复653101-2026-000002"]
    assert office.open(kind=CaseKind.TIP).number == "举报653101-2026-000001"
    assert office.open(authority=PREFECTURE).number == "修复653100-2026-000001"
    office.later(365)
    assert office.open().number == "修复653101-2027-000001"


def test_the_same_token_opens_once_also_when_both_come_at_once(office: Office) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda token: office.open(token=token), ["same", "same", "other", "other"]))
    assert len({one.id for one in made}) == 2
    assert sorted({one.number[-6:] for one in made}) == ["000001", "000002"]
    assert office.open().number.endswith("000003")


def test_cases_opened_at_once_have_numbers_without_gaps(office: Office) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: office.open(), range(12)))
    assert sorted(int(one.number[-6:]) for one in made) == list(range(1, 13))
    loads = [sum(one.assignee == name(office, who) for one in made) for who in ("ann", "ben")]
    assert loads == [6, 6]


def test_a_case_of_no_authority_is_refused(office: Office) -> None:
    with pytest.raises(InputError, match=r"case\.authority"):
        office.open(authority="999999")


def test_a_case_goes_to_whoever_has_fewest_and_waited_longest(office: Office) -> None:
    first, second, third = (office.open() for _ in range(3))
    assert {first.assignee, second.assignee} == {name(office, "ann"), name(office, "ben")}
    assert third.assignee == first.assignee
    office.do("rex", third, files.move, "closed", "test.done", close=True)
    office.do("rex", first, files.move, "closed", "test.done", close=True)
    assert office.open().assignee == first.assignee


def test_nobody_of_another_authority_or_long_gone_gets_a_case(office: Office) -> None:
    assert office.open(authority=PREFECTURE).assignee == ""
    office.later(31)
    office.come("ben", OfficerRole.HANDLER)
    assert [office.open().assignee for _ in range(2)] == [name(office, "ben")] * 2


def test_what_was_filed_in_one_sitting_stays_in_one_hand(office: Office) -> None:
    made = {office.open(group="sitting").assignee for _ in range(3)}
    assert len(made) == 1
    assert office.open().assignee not in made


def test_moving_writes_history_and_a_trail_that_holds(office: Office) -> None:
    case = office.open()
    moved = office.do(
        "ann", case, files.move, "accepted", "repair.accepted", params={"way": "online"}, text="已收"
    )
    assert moved.state == "accepted"
    secret = office.do("ann", case, files.move, "accepted", "repair.note", text="内部意见", internal=True)
    assert secret.closed_at is None
    codes = [event.code for event in office.history(case)]
    assert codes == ["case.opened", "case.assigned", "repair.accepted", "repair.note"]
    shown = office.history(case, for_applicant=True)
    assert [(event.code, event.text, event.actor) for event in shown] == [
        ("case.opened", "", ""),
        ("repair.accepted", "已收", ""),
    ]
    with office.sessions.read() as session:
        assert audit.broken_at(session) is None
        trail = audit.of_target(session, case.id)
    assert [entry.action for entry in trail] == codes[::-1]
    assert not any("内部意见" in entry.detail for entry in trail)


def test_a_closed_case_moves_only_where_that_is_meant(office: Office) -> None:
    case = office.do("rex", office.open(), files.move, "closed", "repair.granted", close=True)
    assert case.closed_at is not None
    assert case.clock is not None
    assert case.clock.ended_on == office.on
    with pytest.raises(ConflictError, match=r"case\.closed"):
        office.do("rex", case, files.move, "accepted", "repair.again")
    with pytest.raises(ConflictError, match=r"case\.closed"):
        office.do("rex", case, files.pause, PauseReason.EXPERT)
    after = office.do("rex", case, files.move, "revoked", "repair.revoked", after_close=True)
    assert (after.state, after.closed_at) == ("revoked", case.closed_at)


def test_a_pause_gives_its_days_back_and_both_sides_read_the_same(office: Office) -> None:
    case = office.open(workdays=7)
    assert case.clock is not None
    due = clocks.reading(case.clock, office.on).due
    office.later(1)
    held = office.do("ann", case, files.pause, PauseReason.EXPERT, "送检")
    assert held.clock is not None
    with pytest.raises(RuleError, match=r"clock\.paused"):
        office.do("ann", case, files.pause, PauseReason.SUIT)
    office.later(7)
    assert clocks.reading(held.clock, office.on).paused
    gone_on = office.do("ann", case, files.resume)
    assert gone_on.clock is not None
    assert clocks.reading(gone_on.clock, office.on).due > due
    longer = office.do("rex", case, files.extend, 3, "案情复杂")
    assert longer.clock is not None
    assert longer.clock.total == 10
    with pytest.raises(RuleError, match=r"clock\.extension"):
        office.do("rex", case, files.extend, 1, "再延")
    codes = [event.code for event in office.history(case, for_applicant=True)]
    assert codes == ["case.opened", "case.paused", "case.resumed", "case.extended"]


def test_who_is_late_may_still_ask_and_stays_among_the_late(office: Office) -> None:
    case = office.open(workdays=2)
    office.later(30)
    with pytest.raises(RuleError, match=r"clock\.overdue"):
        office.do("ann", case, files.pause, PauseReason.EXPERT)
    office.do("ann", case, files.pause, PauseReason.CORRECTION)
    assert overdue(office) == [case.id]
    office.later(9)
    assert overdue(office) == [case.id]
    gone_on = office.do("ann", case, files.resume)
    assert overdue(office) == [case.id]
    ended = office.do("ann", gone_on, files.stop)
    assert ended.clock is not None
    assert clocks.reading(ended.clock, office.on).overdue
    with office.sessions.read() as session:
        assert files.found(session, case.id).late


def overdue(office: Office) -> list[str]:
    with office.sessions.read() as session:
        return [one.id for one in queue(session, office.ctx("ann"), QueueFilter(when=When.OVERDUE)).cases]


def test_a_second_clock_begins_after_the_first_ended(office: Office) -> None:
    case = office.open(workdays=2)
    with pytest.raises(RuleError, match=r"clock\.going"):
        office.do("ann", case, files.start_clock, 7)
    office.do("ann", case, files.stop)
    again = office.do("ann", case, files.start_clock, 7)
    assert again.clock is not None
    assert (again.clock.workdays, again.clock.ended_on) == (7, None)
    late = office.open(workdays=None)
    assert late.clock is None
    with pytest.raises(RuleError, match=r"clock\.none"):
        office.do("ann", late, files.pause, PauseReason.EXPERT)


def test_a_case_is_taken_and_given_with_reasons(office: Office) -> None:
    case = office.open()
    holder, other = ("ann", "ben") if case.assignee == name(office, "ann") else ("ben", "ann")
    with pytest.raises(InputError, match=r"case\.reason"):
        assigning.take(office.ctx(other), case.id, " ")
    assert assigning.take(office.ctx(other), case.id, "同事休假").assignee == name(office, other)
    with pytest.raises(NotAllowedError, match=r"access\.not_own"):
        assigning.give(office.ctx(holder), case.id, office.people[holder].id, "还是我来")
    given = assigning.give(office.ctx("sue"), case.id, office.people[holder].id, "工作调整")
    assert given.assignee == name(office, holder)
    with pytest.raises(InputError, match=r"case\.colleague"):
        assigning.give(office.ctx("sue"), case.id, office.people["sue"].id, "工作调整")
    with pytest.raises(NotFoundError, match=r"case\.unknown"):
        assigning.take(office.ctx("ann"), "x" * 26, "")
    assert [event.code for event in office.history(case)][-2:] == ["case.taken", "case.given"]


def test_officers_of_another_place_have_no_hand_in_it(office: Office) -> None:
    case = office.open()
    office.come("far", OfficerRole.HANDLER, OfficerRole.REVIEWER, authority="650102")
    far, ann = office.ctx("far"), office.people["ann"].id
    with pytest.raises(NotAllowedError, match=r"access\.authority"):
        assigning.take(far, case.id, "顺手")
    with pytest.raises(NotAllowedError, match=r"access\.authority"):
        assigning.give(far, case.id, ann, "顺手")
    with pytest.raises(NotAllowedError, match=r"access\.authority"):
        assigning.recuse(far, case.id, RecusalReason.OTHER, "顺手")
    with pytest.raises(NotAllowedError, match=r"access\.role"):
        assigning.take(office.ctx("sue"), case.id, "督查代办")


def test_whoever_has_an_interest_never_handles_it(office: Office) -> None:
    case = office.open(subject_key="s" * 26)
    holder, other = ("ann", "ben") if case.assignee == name(office, "ann") else ("ben", "ann")
    second = next(
        one for one in (office.open(subject_key="s" * 26) for _ in range(2)) if one.assignee == case.assignee
    )
    left = assigning.recuse(office.ctx(holder), case.id, RecusalReason.PARTY, "亲属经营", whole_subject=True)
    assert left.assignee == name(office, other)
    with office.sessions.read() as session:
        assert files.view(session, files.found(session, second.id)).assignee == name(office, other)
        (said,) = [one for one in files.history(session, second.id) if one.code == "case.recused"]
    assert said.params == {"by": name(office, holder), "reason": "party"}  # its page says why, as the other's
    assert office.open(subject_key="s" * 26).assignee == name(office, other)
    with pytest.raises(NotAllowedError, match=r"access\.conflict"):
        assigning.take(office.ctx(holder), case.id, "改主意了")
    with pytest.raises(NotAllowedError, match=r"access\.conflict"):
        office.do(holder, case, files.move, "granted", "repair.granted", close=True)
    with pytest.raises(InputError, match=r"case\.colleague"):
        assigning.give(office.ctx("rex"), case.id, office.people[holder].id, "换人")
    assert office.open(subject_key="t" * 26).assignee == name(office, holder)


def test_a_case_nobody_can_take_waits(office: Office) -> None:
    case = office.open()
    for who in ("ann", "ben"):
        left = assigning.recuse(office.ctx(who), case.id, RecusalReason.INTEREST, "有利害关系")
    assert left.assignee == ""
    assert left.authority == COUNTY


def test_a_case_takes_no_state_that_its_kind_has_not(office: Office) -> None:
    for state in ("answered", "办结", "", "raw_code"):
        with pytest.raises(ValueError, match="is not a valid RepairState"):
            office.open(state=state)
    case = office.open()
    with pytest.raises(ValueError, match="is not a valid RepairState"):
        office.do("rex", case, files.move, "answered", "repair.closed", close=True)
    with office.sessions.read() as session:
        assert files.view(session, files.found(session, case.id)) == case
