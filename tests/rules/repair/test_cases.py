"""The answers about repair against their cases: one test for each case and day."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from credit.domain.repair import Answer, Outcome
from credit.rules.repair import eligibility
from tests.fixtures.repair import facts_of, record_of

CASES = Path(__file__).parents[1] / "cases"


def load() -> list[dict[str, Any]]:
    files = sorted(CASES.glob("repair_*.yaml"))
    return [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]


ALL = load()
DAYS = [
    pytest.param(case, day, expected, id=f"{case['name']} on {day}")
    for case in ALL
    for day, expected in case["days"].items()
]


def said(answer: Answer) -> str:
    """An answer in the short form of the cases."""
    parts = [
        answer.outcome.value,
        answer.on.isoformat() if answer.on else "-",
        ",".join(reason.value for reason in answer.reasons),
        ",".join(step.duty.value for step in answer.steps),
    ]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("case", "day", "expected"), DAYS)
def test_case(case: dict[str, Any], day: date, expected: str) -> None:
    record = record_of(case["record"])
    answer = eligibility(record, facts_of(case, record), day)
    assert said(answer) == expected
    assert_complete(answer)


def assert_complete(answer: Answer) -> None:
    """Whatever it says, it names its rules, and what can be done or when the record ends."""
    assert answer.rules
    assert answer.reasons
    if answer.outcome in (Outcome.NOW, Outcome.LATER, Outcome.DO_FIRST):
        assert answer.documents
        assert answer.effect
        assert answer.decide_workdays
        assert answer.basis
    assert answer.steps or answer.outcome is not Outcome.DO_FIRST
    assert bool(answer.link) is (answer.outcome is Outcome.ELSEWHERE)


def test_there_are_enough_cases_and_every_outcome_among_them() -> None:
    assert len(DAYS) >= 400
    assert {str(expected.values[2]).split()[0] for expected in DAYS} == {one.value for one in Outcome}
