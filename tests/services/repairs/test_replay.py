"""Cases of 2025 told again, from the application to the end, under the rules of 2025.

Least lengths of publication are the more favourable of then and now; who may apply, which papers, and how
long the authority has, follow the day of the application, also where the decision falls into the new rules.
"""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from credit.db.session import Sessions
from credit.domain.errors import RuleError
from credit.domain.records import AbnormalEntry, AnyContent, Check, SeriousEntry
from credit.domain.repair import Outcome
from credit.domain.repair_cases import Found, Method, Verdict
from credit.domain.vocabulary import (
    AbnormalGround,
    CheckKind,
    CheckResult,
    PenaltyField,
    PenaltyKind,
    SeriousCategory,
)
from credit.services.ids import new_id
from credit.services.repairs import applying, cases, deciding, handling, letters, radar
from tests.fixtures.facts import penalty
from tests.services.repairs.conftest import Desk, made

SINCE = date(2023, 3, 1)
THEN, NOW = "repair-2021", "order-107-repair"


@pytest.fixture
def then(lone_sessions: Sessions, tmp_path: Path) -> Desk:
    """The company and its officers, before the change of rules."""
    desk = made(lone_sessions, tmp_path, SINCE)
    desk.on = date(2025, 11, 3)
    return desk


def fine(published: date, **changes: object) -> AnyContent:
    paid = replace(penalty("乌天市监罚〔2025〕7号"), decided_on=published, duties_performed_on=published)
    return replace(paid, **changes)


GENERAL = date(2025, 4, 14)
FOOD = date(2024, 10, 8)
UNREACHABLE = AbnormalEntry(ground=AbnormalGround.UNREACHABLE, listed_on=date(2025, 7, 8))
SERIOUS = SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=date(2024, 9, 2))
CASES = [
    pytest.param(fine(GENERAL), GENERAL, 15, id="a general fine after six months"),
    pytest.param(fine(FOOD, field=PenaltyField.FOOD), FOOD, 15, id="a fine about food after a year"),
    pytest.param(UNREACHABLE, UNREACHABLE.listed_on, 5, id="an enterprise that is found again"),
    pytest.param(SERIOUS, SERIOUS.listed_on, 15, id="a year on the serious list"),
]


@pytest.mark.parametrize("applied", [date(2025, 11, 3), date(2025, 12, 24)])
@pytest.mark.parametrize(("content", "published", "workdays"), CASES)
def test_a_case_goes_by_the_rules_of_its_application(
    then: Desk, content: AnyContent, published: date, workdays: int, applied: date
) -> None:
    then.on = applied
    record_id = then.keep(content, "r1", published)
    (case_id,) = then.apply(record_id)
    handling.accept(then.handler, case_id)
    own = cases.own(then.owner, then.key, case_id)
    assert (own.answer.rules, own.answer.decide_workdays) == (THEN, workdays)
    assert own.reading is not None
    allowed = own.reading.due
    then.on = date(2025, 12, 26)  # the new rules are in force; the case keeps its own
    own = cases.own(then.owner, then.key, case_id)
    assert own.answer.rules == THEN
    assert own.reading is not None
    assert own.reading.due == allowed
    for method in (Method.WRITTEN, Method.ON_SITE):
        handling.verify(then.handler, case_id, method, Found.CONFIRMED, "已核")
    handling.propose(then.handler, case_id, Verdict.GRANT)
    done = deciding.decide(then.reviewer, case_id, Verdict.GRANT)
    assert done.decision_no
    assert record_id not in then.shown()
    with then.sessions.read() as session:
        text = letters.decision_text(session, case_id)
    assert "国市监信规〔2021〕3号" in text
    assert "第107号" not in text


@pytest.mark.parametrize(
    ("content", "published"),
    [
        pytest.param(
            fine(GENERAL, kinds=(PenaltyKind.SUSPENSION,)), GENERAL, id="a suspension never ended early"
        ),
        pytest.param(
            Check(check_kind=CheckKind.RANDOM, checked_on=GENERAL, results=(CheckResult.FOLLOW_UP,)),
            GENERAL,
            id="results of checks were not repaired",
        ),
    ],
)
def test_what_could_not_be_repaired_then(then: Desk, content: AnyContent, published: date) -> None:
    record_id = then.keep(content, "r1", published)
    answer = radar.one(then.owner, then.key, record_id).answer
    assert answer.rules == THEN
    assert answer.outcome in (Outcome.NOT_REPAIRABLE, Outcome.ENDS)
    with pytest.raises(RuleError, match=r"repair\.nothing"):
        applying.begin(then.owner, then.key, [record_id], new_id())


def test_whoever_waited_for_the_new_rules_has_them_from_their_first_day(then: Desk) -> None:
    record_id = then.keep(fine(date(2025, 9, 10)), "r1", date(2025, 9, 10))
    then.on = date(2025, 12, 24)
    before = radar.one(then.owner, then.key, record_id).answer
    assert (before.outcome, before.rules) == (Outcome.LATER, THEN)
    then.on = date(2025, 12, 25)
    after = radar.one(then.owner, then.key, record_id).answer
    assert (after.outcome, after.rules, after.decide_workdays) == (Outcome.NOW, NOW, 7)
    (case_id,) = then.apply(record_id)
    assert cases.own(then.owner, then.key, case_id).answer.rules == NOW
