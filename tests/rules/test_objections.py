"""Objections: windows with the days around their ends, two persons for what is serious."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace

from credit.disclosure import project
from credit.disclosure_clean import source_of
from credit.domain.contents import Content, kind_of
from credit.domain.corrections import Corrected, CorrectedField, DisputedFact
from credit.domain.dossier import Fact
from credit.domain.errors import DomainError, InputError, NotAllowedError, RuleError
from credit.domain.objections import (
    RUNNING,
    Amendment,
    Claim,
    Closed,
    Declined,
    Objection,
    ObjectionState,
    Origin,
    Outcome,
    RegisteredFact,
    Rejected,
    Ruling,
    Shown,
    Way,
)
from credit.domain.records import (
    AbnormalEntry,
    AnyContent,
    EnterpriseFacts,
    Record,
    Registration,
    SeriousEntry,
)
from credit.domain.values import NOT_COLLECTED
from credit.domain.vocabulary import AbnormalGround, RecordKind, SeriousCategory, Severity
from credit.rules import fields, objection_fields, objection_results, objections, registered_facts
from credit.rules.objections import Filed
from tests.fixtures.facts import TODAY, licence, penalty, record, registration

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "objections.yaml").read_text(encoding="utf-8")
)
DAY = timedelta(days=1)
WRONG = Filed((Claim("fine", "3"),))
ACTORS = st.sampled_from(("officer:one", "officer:two"))


def ruling(outcome: Outcome) -> Ruling:
    amends = outcome in (Outcome.CORRECTED, Outcome.PARTLY)
    return Ruling(
        outcome=outcome,
        text="经核实，罚款金额录入有误",
        amendments=(Amendment("fine", "3"),) if amends else (),
        reasons=(Rejected.SAME,) if outcome is Outcome.REJECTED else (),
    )


def shown(one: Record) -> Shown:
    return Shown(id=one.id, content=one.content, source=source_of(one.provenance))


PENALTY = shown(record(penalty("1"), "1"))


def filed(severity: Severity | None = None) -> Objection:
    return objections.file(PENALTY, severity, Origin.SUBJECT, WRONG, TODAY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_window_ends_on_its_day_and_no_sooner(case: dict[str, Any]) -> None:
    kind, published = RecordKind(case["kind"]), case["published"]
    told = objections.window(kind, published, published)
    assert told.until == case.get("until")
    assert Way.ENQUIRY in told.ways  # whatever is closed, there is another way
    if "open" in case:
        assert told.closed is None
        assert objections.window(kind, published, case["open"]).closed is None
        after = objections.window(kind, published, case["open"] + DAY)
        assert after.closed is Closed.LATE
        assert {Way.REPAIR, Way.REVIEW, Way.SUIT} < set(after.ways)
    else:
        assert told.closed == case.get("closed")
        assert objections.window(kind, published, date(2036, 1, 1)).closed == case.get("closed")


def test_every_kind_of_record_has_an_answer() -> None:
    for kind in RecordKind:
        told = objections.window(kind, date(2026, 3, 10), date(2026, 3, 11))
        assert told.ways
        assert (told.closed is None) == (kind in objection_fields.KINDS)


def test_every_field_exists_and_may_be_shown() -> None:
    for kind in objection_fields.KINDS:
        content = next(one for one in fields.CONTENT if issubclass(one, Content) and kind_of(one) is kind)
        for field in objection_fields.NAMED[content]:
            assert field in get_type_hints(content)
            assert field in fields.CONTENT[content]


@given(days=st.integers(0, 3000), more=st.integers(0, 400))
@settings(max_examples=60)
def test_a_window_never_opens_again(days: int, more: int) -> None:
    published = date(2018, 1, 1) + timedelta(days=days)
    on = published + timedelta(days=more)
    told = objections.window(RecordKind.ABNORMAL, published, on)
    later = objections.window(RecordKind.ABNORMAL, published, on + DAY)
    assert not (told.closed and later.closed is None)
    assert told.until is not None
    assert told.until >= published + timedelta(days=30)
    assert (told.closed is None) or on > told.until


def test_late_is_the_subject_alone() -> None:
    entry = AbnormalEntry(ground=AbnormalGround.UNREACHABLE, listed_on=date(2026, 3, 1))
    late = shown(record(entry, "1", date(2026, 3, 1)))
    with pytest.raises(RuleError, match=r"objection\.closed"):
        objections.file(late, None, Origin.SUBJECT, Filed(whole=True), TODAY)
    assert objections.file(late, None, Origin.PUBLIC, Filed(whole=True), TODAY).running


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Filed(), "objection.claims"),
        (Filed((Claim("fine", " "),)), "objection.value"),
        (Filed((Claim("severity", "一般"),)), "objection.value"),
        (Filed((Claim("fine", "30"),)), "objection.same"),
    ],
)
def test_an_objection_names_what_is_wrong(said: Filed, code: str) -> None:
    with pytest.raises(InputError, match=code.replace(".", r"\.")):
        objections.file(PENALTY, None, Origin.SUBJECT, said, TODAY)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"outcome": Outcome.REFERRED}, "objection.outcome"),
        ({"text": " "}, "objection.text"),
        ({"amendments": ()}, "objection.amendments"),
        ({"reasons": (Rejected.SAME,)}, "objection.reasons"),
        ({"outcome": Outcome.REJECTED, "amendments": ()}, "objection.reasons"),
        ({"amendments": (Amendment("fine", "-1"),)}, "objection.value"),
        ({"amendments": (Amendment("fine", "三万"),)}, "objection.value"),
        ({"amendments": (Amendment("fine", "NaN"),)}, "objection.value"),
        ({"amendments": (Amendment("fine", "30"),)}, "objection.value"),
        ({"amendments": (Amendment("decided_on", "2026-02-30"),)}, "objection.value"),
        ({"amendments": (Amendment("check_id", "7"),)}, "objection.value"),
    ],
)
def test_a_ruling_says_what_it_changes_and_why(wrong: dict[str, Any], code: str) -> None:
    accepted = objections.accept(filed(), TODAY)
    said = replace(ruling(Outcome.CORRECTED), **wrong)
    with pytest.raises(InputError, match=code.replace(".", r"\.")):
        objections.rule(accepted, said, accepted.content, "officer:one", TODAY)


def test_nobody_decides_while_the_agency_is_asked() -> None:
    asked = objections.ask(objections.accept(filed(), TODAY), "officer:one", "请核对罚款金额", TODAY)
    with pytest.raises(RuleError, match=r"objection\.awaited"):
        objections.rule(asked, ruling(Outcome.CORRECTED), asked.content, "officer:one", TODAY)
    with pytest.raises(RuleError, match=r"objection\.asked"):
        objections.ask(asked, "officer:one", "再问", TODAY)
    told = objections.answered(asked, "应为3万元", TODAY)
    decided = objections.rule(told, ruling(Outcome.CORRECTED), told.content, "officer:one", TODAY)
    assert decided.state is ObjectionState.CORRECTED


@pytest.mark.parametrize("outcome", objections.outcomes(PENALTY.content))
@pytest.mark.parametrize("serious", [False, True])
def test_what_is_serious_takes_two_persons(outcome: Outcome, serious: bool) -> None:
    one = objections.accept(filed(severity=Severity.SERIOUS if serious else Severity.GENERAL), TODAY)
    ruled = objections.rule(one, ruling(outcome), one.content, "officer:one", TODAY)
    two = serious or outcome is Outcome.TAKEN_DOWN
    assert (ruled.state is ObjectionState.PROPOSED) is two
    if two:
        with pytest.raises(NotAllowedError):
            objections.confirm(ruled, "officer:one", TODAY)
        ruled = objections.confirm(ruled, "officer:two", TODAY)
        assert ruled.confirmed_by == "officer:two"
    assert ruled.state.value == outcome.value


def test_the_list_of_serious_violations_always_takes_two() -> None:
    entry = SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=TODAY)
    listed = shown(record(entry, "1", TODAY))
    one = objections.file(listed, None, Origin.SUBJECT, Filed(whole=True), TODAY)
    assert one.serious


class Acts(RuleBasedStateMachine):
    """One objection, its officers and its applicant, doing anything in any order."""

    @initialize(serious=st.booleans())
    def begin(self, serious: bool) -> None:
        self.on, self.ever = TODAY, set[ObjectionState]()
        self.case = filed(severity=Severity.SERIOUS if serious else None)

    def do(self, act: Callable[..., Objection], *given: Any) -> None:
        before = self.case
        try:
            self.case = act(before, *given)
        except DomainError:
            assert self.case == before
            return
        assert before.running  # nothing moves what has ended
        self.ever.add(self.case.state)

    @rule(days=st.integers(0, 30))
    def wait(self, days: int) -> None:
        self.on += timedelta(days=days)

    @rule()
    def accepts(self) -> None:
        self.do(objections.accept, self.on)

    @rule(why=st.sampled_from(Declined))
    def declines(self, why: Declined) -> None:
        self.do(objections.decline, why, "理由", self.on)

    @rule(by=ACTORS)
    def asks(self, by: str) -> None:
        self.do(objections.ask, by, "请核对", self.on)

    @rule()
    def hears(self) -> None:
        self.do(objections.answered, "已核对", self.on)

    @rule(by=ACTORS, outcome=st.sampled_from(Outcome))
    def rules(self, by: str, outcome: Outcome) -> None:
        self.do(objections.rule, ruling(outcome), self.case.content, by, self.on)

    @rule(by=ACTORS)
    def confirms(self, by: str) -> None:
        self.do(objections.confirm, by, self.on)

    @rule(by=ACTORS)
    def sends_back(self, by: str) -> None:
        self.do(objections.send_back, by)

    @rule()
    def withdraws(self) -> None:
        self.do(objections.withdraw, self.on)

    @invariant()
    def decided_only_after_acceptance_and_by_whoever_may(self) -> None:
        if not hasattr(self, "case"):
            return
        one = self.case
        assert one.running == (one.decided_on is None)
        decided = one.state.value in set(Outcome)
        if decided:
            assert one.accepted_on is not None
            assert ObjectionState.ACCEPTED in self.ever
            assert one.ruling is not None
            two = objections.needs_two(one, one.ruling.outcome)
            assert bool(one.confirmed_by) is two
            assert one.confirmed_by != one.ruling.by
        assert (one.state in RUNNING) is one.running


def test_whatever_is_done_nothing_is_decided_unverified() -> None:
    run_state_machine_as_test(Acts, settings=settings(max_examples=60, stateful_step_count=14, deadline=None))  # type: ignore[no-untyped-call]


def _corrected(one: Record, *amendments: Amendment) -> Record:
    said = replace(ruling(Outcome.CORRECTED), amendments=amendments)
    return objection_results.corrected(one, said, "异议650102-2026-000001", TODAY)


def test_a_source_that_repeats_its_error_does_not_bring_it_back() -> None:
    told = record(penalty("1"), "1")
    made = _corrected(told, Amendment("fine", "3"))
    assert made.corrected is not None
    assert objection_fields.carried(told.content, made.corrected) == made.content
    fresh: AnyContent = penalty("1", fine="8")
    assert (
        objection_fields.carried(fresh, made.corrected) == fresh
    )  # the source changed it: it answers for it
    other: AnyContent = penalty("1", violation="另一种行为")
    assert objection_fields.typed(objection_fields.carried(other, made.corrected).fine) == "3"  # type: ignore[union-attr]


def test_a_correction_that_is_corrected_still_knows_its_source() -> None:
    told = record(penalty("1"), "1")
    twice = _corrected(
        _corrected(told, Amendment("fine", "3"), Amendment("violation", "甲")), Amendment("fine", "4")
    )
    assert twice.corrected is not None
    assert set(twice.corrected.fields) == {
        CorrectedField("violation", "经营标签不符合规定的食品", "甲"),
        CorrectedField("fine", "30", "4"),
    }
    assert objection_fields.carried(told.content, twice.corrected) == twice.content


def test_what_was_not_there_can_be_filled_in() -> None:
    told = record(licence("1", valid_from=NOT_COLLECTED), "1")
    made = _corrected(told, Amendment("valid_from", "2026-01-02"))
    assert made.content.valid_from == date(2026, 1, 2)  # type: ignore[union-attr]
    assert (
        objection_fields.carried(told.content, made.corrected or Corrected(on=TODAY, number=""))
        == made.content
    )


MARK = DisputedFact(fact="address", found_on=TODAY, back_on=TODAY + 30 * DAY)


def test_every_registered_fact_has_fields_and_what_stands_for_them() -> None:
    hints = get_type_hints(Registration)
    for one in registered_facts.FACTS.values():
        assert set(one.fields) <= set(hints) & set(get_type_hints(Fact))
        assert len(one.absent) in (0, len(one.fields))
    must = {"name", "code", "registration_no", "class", "status", "division"}
    assert {name for name, one in registered_facts.FACTS.items() if not one.absent} == must


def test_a_fact_is_held_back_only_where_a_page_can_do_without_it() -> None:
    seen = project(EnterpriseFacts(key="k", registration=registration(1)), TODAY).registered
    name, scope = (RegisteredFact(fact=one, registered=seen) for one in ("name", "scope"))
    assert objections.outcomes(name) == (Outcome.REFERRED, Outcome.REJECTED)
    assert objections.outcomes(scope) == (Outcome.REFERRED, Outcome.HELD, Outcome.REJECTED)


@given(days=st.integers(-5, 40))
def test_a_fact_that_was_found_wrong_is_held_back_for_its_days_and_no_longer(days: int) -> None:
    kept, on = registration(1, address="示例路1号", disputed=(MARK,)), TODAY + days * DAY
    fact = project(EnterpriseFacts(key="k", registration=kept), on).registered
    assert (fact.address == NOT_COLLECTED) is (0 <= days < 30)
    assert [one.fact for one in fact.disputed] == (["address"] if days >= 0 else [])


def test_what_the_keeper_changes_it_answers_for() -> None:
    kept = registration(1, disputed=(MARK, DisputedFact(fact="scope", since=TODAY, found_on=TODAY)))
    same = registered_facts.carried(kept, replace(kept, disputed=(), name="另一名称"))
    assert same == kept.disputed
    changed = replace(kept, disputed=(), address="新地址", scope="新范围")
    assert registered_facts.carried(kept, changed) == (DisputedFact(fact="scope", since=TODAY),)
