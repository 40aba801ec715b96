"""Applications for repair: whatever is done in whatever order, each is decided once, by whom and when it may.

A stand-in for the desk runs the two clocks as the acts say (`Tick`). Ten thousand cases live through working
days, pauses and officers who forget them.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credit.domain.casework import Clock, PauseReason
from credit.domain.errors import ConflictError, DomainError, InputError, NotAllowedError, RuleError
from credit.domain.repair import DocumentKind
from credit.domain.repair_cases import (
    Course,
    Decision,
    Found,
    Handling,
    Method,
    Proposal,
    RefusalReason,
    RepairState,
    RevocationReason,
    Strictness,
    Verdict,
    Verification,
)
from credit.rules import clocks
from credit.rules import repair_cases as rules
from credit.rules import repair_handling as close
from credit.rules.repair_cases import Asked, Step, Tick

BEGUN = date(2026, 7, 1)
ITEMS = ((DocumentKind.PERFORMANCE, "缴纳罚款的凭证"),)
PEOPLE = ("officer:a", "officer:b")
WHY = (RefusalReason.DUTY_OPEN,)
DECIDED = {RepairState.GRANTED, RepairState.REFUSED, RepairState.NOT_ACCEPTED}
OVER = DECIDED | {RepairState.DISPLAYED, RepairState.CLOSED, RepairState.REVOKED, RepairState.WITHDRAWN}
STRICT = close.handling(True, [], BEGUN)


def ticked(clock: Clock, tick: Tick, on: date, decide: int = 7) -> Clock:
    """The clock of a case as the desk runs it."""
    match tick:
        case Tick.PAUSE:
            return clocks.pause(clock, on, PauseReason.CORRECTION)
        case Tick.RESUME:
            return clocks.resume(clock, on)
        case Tick.NEXT:
            return clocks.start(on, decide)
        case Tick.STOP:
            return clocks.end(clock, on)
    return clock


def decision(verdict: Verdict, by: str, on: date, reasons: tuple[RefusalReason, ...] = WHY) -> Decision:
    why = () if verdict is Verdict.GRANT else reasons
    return Decision(verdict=verdict, number="1", on=on, by=by, reasons=why, text="理由" if why else "")


def proposal(verdict: Verdict, by: str, on: date) -> Proposal:
    why = () if verdict is Verdict.GRANT else WHY
    return Proposal(verdict=verdict, by=by, on=on, reasons=why, text="理由" if why else "")


def looked(method: Method, found: Found, on: date) -> Verification:
    return Verification(method=method, found=found, on=on, by=PEOPLE[0])


ACTS = (
    "ask",
    "ask_again",
    "answer",
    "accept",
    "verify",
    "propose",
    "back",
    "decide",
    "show",
    "end",
    "withdraw",
)
acts = st.tuples(
    st.sampled_from(ACTS),
    st.integers(0, 3),
    st.sampled_from(PEOPLE),
    st.sampled_from(Verdict),
    st.sampled_from(Method),
    st.sampled_from(Found),
)
Act = tuple[str, int, str, Verdict, Method, Found]


def done(course: Course, act: Act, on: date) -> Step:
    name, _, by, verdict, method, found = act
    ways: dict[str, Callable[[], Step]] = {
        "ask": lambda: rules.ask(course, Asked(ITEMS, by), on),
        "ask_again": lambda: rules.ask(course, Asked(ITEMS, by, "理由", senior=True), on),
        "answer": lambda: rules.answer(course, on),
        "accept": lambda: rules.accept(course, on),
        "verify": lambda: rules.verify(course, looked(method, found, on)),
        "propose": lambda: rules.propose(course, proposal(verdict, by, on)),
        "back": lambda: rules.send_back(course, by, "再核实"),
        "decide": lambda: rules.decide(course, decision(verdict, by, on)),
        "show": lambda: rules.displayed(course),
        "end": lambda: rules.close(course),
        "withdraw": lambda: rules.withdraw(course),
    }
    return ways[name]()


@settings(max_examples=300)
@given(st.lists(acts, max_size=25), st.sampled_from([Handling(), STRICT]))
def test_whatever_is_done_in_whatever_order(plan: list[Act], handled: Handling) -> None:
    course, on, decisions = rules.submitted(handled, BEGUN), BEGUN, 0
    clock = clocks.start(BEGUN, 2)
    refused: set[str] = set()
    for act in plan:
        on += timedelta(days=act[1])
        before = course
        try:
            course, tick = done(course, act, on)
            clock = ticked(clock, tick, on)
        except DomainError as error:
            course = before
            refused.add(error.code)
            continue
        _holds(before, course, clock, on)
        decisions += course.decision is not None and before.decision is None
        assert decisions <= 1
    assert not [code for code in refused if code.startswith("clock.")]  # no clock ever stops an act


def _holds(before: Course, course: Course, clock: Clock, on: date) -> None:
    assert before.decision is None or before.decision == course.decision  # what was decided stays
    assert (clock.ended_on is not None) == (course.state in OVER)
    assert (clock.open_pause is not None) == (course.state is RepairState.CORRECTION) or course.state in {
        RepairState.PROPOSED,
        RepairState.WITHDRAWN,
        RepairState.NOT_ACCEPTED,
        RepairState.CLOSED,
    }
    if course.state in DECIDED:
        said = course.decision
        assert said is not None
        two = course.proposal is not None
        assert not two or (course.proposal is not None and course.proposal.by != said.by)
        if said.verdict is not Verdict.GRANT:
            assert two
            assert said.reasons
        else:
            assert course.accepted_on is not None
            assert two or not course.handling.two_persons
            assert close.lacking(course) == (0, False)
    assert len([one for one in course.corrections[1:] if not one.reason]) == 0


def accepted(handled: Handling | None = None) -> Course:
    return rules.accept(rules.submitted(handled or Handling(), BEGUN), BEGUN).course


def test_a_request_is_complete_and_a_second_one_needs_a_senior_reason() -> None:
    course = rules.submitted(Handling(), BEGUN)
    with pytest.raises(InputError, match=r"repair\.items"):
        rules.ask(course, Asked((), "officer:a"), BEGUN)
    course, tick = rules.ask(course, Asked(ITEMS, "officer:a"), BEGUN)
    assert tick is Tick.PAUSE
    course, tick = rules.answer(course, BEGUN + timedelta(days=3))
    assert tick is Tick.RESUME
    for again in (Asked(ITEMS, "officer:a", "理由"), Asked(ITEMS, "officer:b", " ", senior=True)):
        with pytest.raises(RuleError, match=r"repair\.asked_already"):
            rules.ask(course, again, BEGUN)
    assert (
        rules.ask(course, Asked(ITEMS, "officer:b", "漏列", senior=True), BEGUN).course.corrections[1].reason
    )


def test_who_may_still_answer_is_not_turned_away() -> None:
    course = rules.ask(rules.submitted(Handling(), BEGUN), Asked(ITEMS, "officer:a"), BEGUN).course
    last = course.corrections[0].answer_by
    with pytest.raises(RuleError, match=r"repair\.waiting"):
        rules.propose(course, proposal(Verdict.NOT_ACCEPT, "officer:a", last))
    late = last + timedelta(days=1)
    proposed = rules.propose(course, proposal(Verdict.NOT_ACCEPT, "officer:a", late)).course
    assert rules.send_back(proposed, "officer:b", "再等").course.state is RepairState.CORRECTION
    done_ = rules.decide(proposed, decision(Verdict.NOT_ACCEPT, "officer:b", late))
    assert (done_.course.state, done_.tick) == (RepairState.NOT_ACCEPTED, Tick.STOP)


def test_a_serious_record_needs_more_means_a_visit_and_two_persons() -> None:
    course = accepted(STRICT)
    assert STRICT.why == (Strictness.SERIOUS,)
    for method in (Method.ONLINE, Method.WRITTEN):
        course = rules.verify(course, looked(method, Found.CONFIRMED, BEGUN)).course
    assert close.lacking(course) == (1, True)
    with pytest.raises(RuleError, match=r"repair\.unverified"):
        rules.propose(course, proposal(Verdict.GRANT, "officer:a", BEGUN))
    course = rules.verify(course, looked(Method.ON_SITE, Found.CONFIRMED, BEGUN)).course
    with pytest.raises(RuleError, match=r"repair\.second_person"):
        rules.decide(course, decision(Verdict.GRANT, "officer:a", BEGUN))
    course = rules.propose(course, proposal(Verdict.GRANT, "officer:a", BEGUN)).course
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        rules.decide(course, decision(Verdict.GRANT, "officer:a", BEGUN))
    with pytest.raises(RuleError, match=r"repair\.second_person"):
        rules.decide(course, decision(Verdict.REFUSE, "officer:b", BEGUN))
    course = rules.decide(course, decision(Verdict.GRANT, "officer:b", BEGUN)).course
    assert course.state is RepairState.GRANTED
    with pytest.raises(ConflictError, match=r"repair\.decided"):
        rules.decide(course, decision(Verdict.GRANT, "officer:b", BEGUN))


def test_repeated_records_add_means_and_no_condition() -> None:
    days = [date(2025, 1, 5), date(2025, 9, 9), date(2026, 2, 3)]
    often = close.handling(False, days, BEGUN)
    assert often.why == (Strictness.REPEATED,)
    assert (often.means, often.visit, often.two_persons) == (2, True, False)
    assert close.handling(False, days[1:], BEGUN) == Handling()
    assert set(msgspec.structs.asdict(often)) == {"means", "visit", "two_persons", "why"}


def test_what_was_contradicted_is_not_granted_until_it_is_cleared_up() -> None:
    course = rules.verify(accepted(), looked(Method.ONLINE, Found.NOT_CONFIRMED, BEGUN)).course
    course = rules.verify(course, looked(Method.WRITTEN, Found.CONFIRMED, BEGUN)).course
    with pytest.raises(RuleError, match=r"repair\.contradicted"):
        rules.decide(course, decision(Verdict.GRANT, "officer:a", BEGUN))
    course = rules.verify(course, looked(Method.ONLINE, Found.CONFIRMED, BEGUN)).course
    assert rules.decide(course, decision(Verdict.GRANT, "officer:a", BEGUN)).course.decision is not None


def test_a_grant_is_taken_back_by_two_persons_alone_and_once() -> None:
    course = rules.verify(accepted(), looked(Method.ONLINE, Found.CONFIRMED, BEGUN)).course
    with pytest.raises(ConflictError):
        rules.propose_revocation(course, RevocationReason.FALSE_MATERIAL, "假", "officer:a", BEGUN)
    course = rules.decide(course, decision(Verdict.GRANT, "officer:a", BEGUN)).course
    with pytest.raises(RuleError, match=r"repair\.second_person"):
        rules.revoke(course, "officer:b", "2", BEGUN)
    course = rules.propose_revocation(course, RevocationReason.FALSE_MATERIAL, "假", "officer:a", BEGUN)
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        rules.revoke(course, "officer:a", "2", BEGUN)
    course = rules.revoke(course, "officer:b", "2", BEGUN).course
    assert course.state is RepairState.REVOKED
    with pytest.raises(ConflictError):
        rules.revoke(course, "officer:b", "3", BEGUN)


LIKELY = tuple(name for name in ACTS for _ in range(1 if name == "withdraw" else 12))


class Life:
    """One simulated case: what the applicant reads from its clock, and what the desk keeps to be told by."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.on = date(2026, 1, 5) + timedelta(days=dice.randrange(300))
        self.course = rules.submitted(STRICT if dice.random() < 0.2 else Handling(), self.on)
        self.clock = clocks.start(self.on, 2)
        self.ahead = clocks.milestones(self.clock, self.on)
        self.told = date.max  # since when others know
        self.decisions = 0
        self.late_asked = False  # something was asked for when it was late already

    def lived(self) -> "Life":
        for _ in range(20):
            if self.ahead is not None and self.on >= self.ahead.late_from:
                assert self.told < self.on  # never late before somebody was told
                if self.dice.random() < 0.1:
                    self.agree()
            if self.dice.random() < 0.6:
                self.act()
            if self.ahead is not None and self.on >= self.ahead.escalate_from:
                self.told = min(self.told, self.on)  # the round of escalation, made several times a day
            if self.course.state in OVER:
                break
            self.on += timedelta(days=1)
        return self

    def agree(self) -> None:
        read = clocks.reading(self.clock, self.on)
        waits = read.paused and not read.overdue
        assert waits == (self.ahead is None and self.clock.ended_on is None)
        if self.ahead is not None:
            assert (read.due, read.firm) == (self.ahead.due, self.ahead.firm)
            assert read.overdue == (self.on >= self.ahead.late_from)

    def act(self) -> None:
        name = self.dice.choice(LIKELY)
        verdict = self.dice.choice((Verdict.GRANT, Verdict.GRANT, Verdict.REFUSE, Verdict.NOT_ACCEPT))
        found = Found.CONFIRMED if self.dice.random() < 0.9 else Found.NOT_CONFIRMED
        plan: Act = (name, 0, self.dice.choice(PEOPLE), verdict, self.dice.choice(list(Method)), found)
        before = self.course
        try:
            self.course, tick = done(before, plan, self.on)
            clock = ticked(self.clock, tick, self.on)
        except DomainError:
            self.course = before
            return
        if clock is not self.clock:
            self.clock, self.told = clock, date.max
            self.ahead = clocks.milestones(clock, self.on)
            self.agree()
            self.late_asked |= tick is Tick.PAUSE and self.ahead is not None
        self.decisions += before.decision is None and self.course.decision is not None
        assert self.decisions <= 1


def test_ten_thousand_cases_are_decided_once_and_never_late_unseen() -> None:
    dice = random.Random(107)
    lives = [Life(dice).lived() for _ in range(10_000)]
    decided = [one for one in lives if one.decisions == 1]
    assert len(decided) > 200
    assert any(one.told < one.on for one in lives)  # officers who forgot
    assert any(one.late_asked for one in lives)
    assert any(one.course.corrections for one in decided)


def test_the_lot_falls_on_the_share_that_is_set() -> None:
    chosen = sum(close.is_sampled(lot, BEGUN) for lot in range(close.LOTS))
    assert chosen == close.LOTS * close.HANDLING.at(BEGUN)["sample_percent"] // 100


def test_nobody_is_told_twice_of_a_chance_too_soon() -> None:
    days = close.HANDLING.at(BEGUN)["outreach_days"]
    assert days > 0
    assert close.contact_again(BEGUN) == BEGUN + timedelta(days=days)


def test_the_days_to_complain_and_to_tell_others() -> None:
    assert close.review_until(date(2026, 7, 1)) == date(2026, 8, 30)
    assert close.suit_until(date(2026, 8, 31)) == date(2027, 2, 28)
    assert close.push_by(date(2025, 6, 5)).day == date(2025, 6, 10)  # the earlier calendar
