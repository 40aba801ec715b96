"""Findings: whatever is done in whatever order, nobody is named unheard and no allegation is public."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from credit.domain.commitments import CommitmentType
from credit.domain.errors import DomainError, RuleError
from credit.domain.findings import (
    CheckOutcome,
    CheckReason,
    CheckState,
    CheckTask,
    ContestKind,
    ContestResult,
    Finding,
    FindingOutcome,
    FindingState,
    Service,
)
from credit.rules import findings, findings_after, findings_public
from credit.rules.calendars import Calendar, deadline
from credit.rules.findings import Ruling
from credit.rules.findings_public import public_checks, published
from tests.fixtures.findings import BEGUN, checked, ruling, told

ACTORS = st.sampled_from(("officer:checks", "officer:tells", "officer:one", "officer:two"))
OUTCOMES = st.sampled_from(FindingOutcome)
NEVER = {FindingState.NOTIFIED, FindingState.ANSWERED, FindingState.NOT_ESTABLISHED}
GONE = {FindingState.WITHDRAWN, FindingState.RESCINDED}


class Case(RuleBasedStateMachine):
    """One finding, its enterprise, its officers, and time that passes between what they do."""

    @initialize(
        outcome=st.sampled_from((CheckOutcome.PARTLY, CheckOutcome.NOT_KEPT)),
        kind=st.sampled_from(CommitmentType),
        workdays=st.integers(5, 15),
        late=st.integers(0, 40),
    )
    def begin(self, outcome: CheckOutcome, kind: CommitmentType, workdays: int, late: int) -> None:
        self.on, self.heard, self.all = BEGUN, False, False
        service = Service.POST if late else Service.PORTAL
        served = BEGUN + timedelta(days=late)
        self.last = max(deadline(served, workdays, one).day for one in Calendar)
        said = told(service, served, workdays)
        self.case = findings.notify(checked(outcome), kind, said, "officer:tells", BEGUN)
        self.rescinded, self.made = False, 0

    def do(self, act: Callable[..., Finding], *given: Any) -> Finding | None:
        before = self.case
        try:
            self.case = act(before, *given)
        except DomainError:
            assert self.case == before
            return None
        return before

    def said(self, outcome: FindingOutcome) -> Ruling:
        return ruling(outcome, self.on)._replace(number=f"〔2026〕{self.made}号")

    @rule(days=st.integers(0, 30))
    def wait(self, days: int) -> None:
        self.on += timedelta(days=days)

    @rule(said_all=st.booleans())
    def answers(self, said_all: bool) -> None:
        if self.do(findings.answer, said_all) is not None:
            self.heard, self.all = True, self.all or said_all

    @rule(by=ACTORS, outcome=OUTCOMES)
    def decides(self, by: str, outcome: FindingOutcome) -> None:
        before = self.do(findings.decide, self.said(outcome), by, self.on)
        if before is not None:
            assert before.state in (FindingState.NOTIFIED, FindingState.ANSWERED)
            assert self.all or self.on > self.last  # nobody is decided on unheard
            assert by not in ("officer:checks", "officer:tells")
            self.made += 1

    @rule(outcome=OUTCOMES)
    def hears_and_decides(self, outcome: FindingOutcome) -> None:
        self.answers(said_all=True)
        self.decides("officer:one", outcome)

    @rule(kind=st.sampled_from(ContestKind), outcome=OUTCOMES)
    def is_contested_and_changed(self, kind: ContestKind, outcome: FindingOutcome) -> None:
        self.contests(kind)
        self.resolves("officer:two", ContestResult.CHANGED, outcome)

    @rule()
    def withdraws(self) -> None:
        self.do(findings.withdraw)

    @rule()
    def corrects(self) -> None:
        self.do(findings_after.correct, self.on, self.on)

    @rule()
    def finds_uncorrected(self) -> None:
        before = self.do(findings_after.find_uncorrected, self.on)
        if before is not None:
            assert before.decision is not None
            assert before.decision.correct_by is not None
            assert self.on > before.decision.correct_by

    @rule(kind=st.sampled_from(ContestKind))
    def contests(self, kind: ContestKind) -> None:
        self.do(findings_after.contest, kind, self.on, "〔2026〕复1号", self.on)

    @rule(by=ACTORS, result=st.sampled_from(ContestResult), outcome=OUTCOMES)
    def resolves(self, by: str, result: ContestResult, outcome: FindingOutcome) -> None:
        before = self.do(findings_after.resolve, result, self.said(outcome), by, self.on)
        if before is not None:
            assert published(before) is not None  # only what was decided after a hearing can be changed
            self.made += result is ContestResult.CHANGED
            if result is ContestResult.UPHELD:
                assert published(self.case) == published(before)

    @rule()
    def rescinds(self) -> None:
        self.do(findings_after.rescind, self.on)

    @invariant()
    def no_allegation_is_public(self) -> None:
        if not hasattr(self, "case"):
            return
        decided, state = published(self.case), self.case.state
        assert (decided is None) == (state in NEVER | GONE)
        if decided is not None:
            assert decided.outcome is not FindingOutcome.NOT_ESTABLISHED
            assert self.all or decided.on > self.last
            assert len(self.case.former) == self.made - 1
            assert decided not in self.case.former
            assert decided.number
            assert decided.reasons
            assert decided.remedy.review_until > decided.on
        looked = task(self.case)
        (shown,) = public_checks([looked], {looked.id: self.case}) or (None,)
        assert (shown is None) == (decided is None)

    @invariant()
    def what_ended_stays_ended(self) -> None:
        if not hasattr(self, "case"):
            return
        self.rescinded = self.rescinded or self.case.state in GONE | {FindingState.NOT_ESTABLISHED}
        if self.rescinded:
            assert published(self.case) is None
            assert self.case.contest is None


def task(case: Finding) -> CheckTask:
    return CheckTask(
        id=case.check.id,
        subject_key="s",
        record_id="r",
        commitment_no="n",
        commitment_type=case.commitment_type,
        matter="m",
        authority="650100",
        reason=CheckReason.DUE,
        state=CheckState.DONE,
        due_on=BEGUN,
        firm=True,
        opened_on=BEGUN,
        done=case.check,
    )


TestCase = Case.TestCase
TestCase.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)


@pytest.mark.parametrize("outcome", [CheckOutcome.KEPT, CheckOutcome.NOT_CHECKABLE])
def test_what_is_kept_or_unknown_opens_nothing(outcome: CheckOutcome) -> None:
    with pytest.raises(RuleError, match=r"finding\.no_breach"):
        findings.notify(checked(outcome), CommitmentType.LICENCE, told(), "officer:tells", BEGUN)


def _always(*_: Any) -> bool:
    return True


@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        (findings, "is_heard", _always),  # skips the hearing
        (findings_public, "STANDS", frozenset(FindingState)),  # shows what is withdrawn
        (findings, "former", lambda finding: finding.former),  # forgets what was decided
    ],
)
def test_a_machine_with_a_hole_in_it_is_caught(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, broken: Any
) -> None:
    monkeypatch.setattr(module, name, broken)
    lean = settings(
        TestCase.settings,
        max_examples=300,
        database=None,
        print_blob=False,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Case, settings=lean)
