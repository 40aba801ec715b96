"""The rules against their cases: one test for each case and day."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    BreachWithdrawal,
    Commitment,
    CommitmentState,
    CommitmentType,
)
from credit.domain.dossier import AbnormalStanding, SeriousStanding
from credit.domain.notice_kinds import NoticeKind
from credit.domain.records import (
    AbnormalEntry,
    Check,
    JudicialAssistance,
    Licence,
    Penalty,
    SeriousEntry,
    Voluntary,
    Withdrawal,
)
from credit.domain.values import NOT_COLLECTED, Money
from credit.domain.vocabulary import (
    AbnormalGround,
    CheckKind,
    CheckResult,
    JudicialKind,
    JudicialState,
    KeyArea,
    PenaltyKind,
    Procedure,
    SeriousCategory,
    Severity,
    SubjectClass,
    WithdrawalReason,
)
from credit.rules import notice_publication, publication, standing
from credit.rules.calendars import Calendar, add_workdays
from credit.rules.commitments import publication as commitments
from credit.rules.key_areas import key_area_of
from credit.rules.periods import first_day_after, last_day
from credit.rules.publications import Publication, Reason
from tests.fixtures.notices import authority_notice

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return cases


def by_day(name: str) -> list[Any]:
    return [
        pytest.param(case, day, expected, id=f"{case['name']} on {day}")
        for case in load(name)
        for day, expected in case["days"].items()
    ]


def penalty(facts: dict[str, Any]) -> Penalty:
    fine, withdrawn = facts.get("fine"), facts.get("withdrawn")
    return Penalty(
        decision_no="〔2026〕1号",
        violation="x",
        kinds=tuple(PenaltyKind(kind) for kind in facts["kinds"]),
        decided_on=facts["published"],
        procedure=Procedure(facts.get("procedure", "ordinary")),
        fine=Money(Decimal(fine), facts.get("currency", "CNY")) if fine else NOT_COLLECTED,
        severity=Severity(facts["severity"]) if "severity" in facts else None,
        ban_until=facts.get("ban_until"),
        publish_until=facts.get("publish_until"),
        withdrawal=Withdrawal(WithdrawalReason.RESCINDED, withdrawn, "x") if withdrawn else None,
    )


def assert_published(answer: Publication, expected: str, case: dict[str, Any]) -> None:
    state, reason = expected.split()
    assert (answer.shown, answer.reason) == (state == "shown", Reason(reason))
    if answer.shown:
        assert answer.until == case.get("until", answer.until)
        assert answer.severity == case.get("severity", answer.severity)


@pytest.mark.parametrize(("case", "day", "expected"), by_day("penalties"))
def test_penalty(case: dict[str, Any], day: date, expected: str) -> None:
    facts = case["facts"]
    subject = SubjectClass(facts.get("subject", "company"))
    answer = publication.penalty(penalty(facts), facts["published"], subject, day)
    assert_published(answer, expected, case)


@pytest.mark.parametrize(("case", "day", "expected"), by_day("lists"))
def test_list(case: dict[str, Any], day: date, expected: str) -> None:
    facts = case["facts"]
    published = facts["published"]
    match case["rule"]:
        case "serious":
            serious = SeriousEntry(
                category=SeriousCategory.FOOD,
                reason="x",
                listed_on=facts["listed"],
                removed_on=facts.get("removed"),
            )
            answer = publication.serious_entry(serious, published, day)
        case "abnormal":
            abnormal = AbnormalEntry(
                ground=AbnormalGround.UNREACHABLE,
                listed_on=facts["listed"],
                removed_on=facts.get("removed"),
                marking=facts.get("marking", False),
            )
            answer = publication.abnormal_entry(abnormal, published, day)
        case "judicial":
            judicial = JudicialAssistance(
                judicial_kind=JudicialKind.FREEZE, state=JudicialState(facts["state"]), court="x"
            )
            answer = publication.judicial(judicial, published, day)
        case "voluntary":
            own = Voluntary(title="x", text="x", withdrawn_on=facts.get("withdrawn"))
            answer = publication.voluntary(own, published, day)
        case "check":
            results = tuple(CheckResult(result) for result in facts["results"])
            check = Check(check_kind=CheckKind.RANDOM, checked_on=published, results=results)
            answer = publication.check(check, published, facts.get("penalty_down", ()), day)
        case "notice":
            said = authority_notice(
                notice_kind=NoticeKind(facts["kind"]), period_to=facts.get("period_to"), objections_until=None
            )
            answer = notice_publication.notice(said, published, day)
        case _:
            answer = publication.other(published, day)
    assert_published(answer, expected, case)


@pytest.mark.parametrize(("case", "day", "expected"), by_day("commitments"))
def test_commitment(case: dict[str, Any], day: date, expected: str) -> None:
    facts = case["facts"]
    fallen, published = facts.get("withdrawn"), facts["published"]
    if case["rule"] == "commitment":
        promise = Commitment(
            number="1",
            commitment_type=CommitmentType(facts["type"]),
            matter="x",
            committed_on=published,
            publication_agreed=facts["agreed"],
            state=CommitmentState(facts.get("state", "withdrawn" if fallen else "public")),
            valid_to=facts.get("valid_to"),
            withdrawn_on=fallen,
        )
        assert_published(commitments.commitment(promise, published, day), expected, case)
        return
    found = BreachFinding(
        commitment_no="1",
        matter="x",
        decision_no="1",
        decided_on=published,
        outcome=BreachOutcome.CORRECTION_ORDERED,
        correct_by=facts.get("correct_by"),
        corrected_on=facts.get("corrected"),
        severity=Severity(facts["severity"]) if "severity" in facts else None,
        withdrawal=BreachWithdrawal(WithdrawalReason.RESCINDED, fallen, "x") if fallen else None,
    )
    assert_published(commitments.breach(found, published, day), expected, case)


@pytest.mark.parametrize(("case", "day", "expected"), by_day("standing"))
def test_what_ends_a_listing(case: dict[str, Any], day: date, expected: list[str]) -> None:
    facts = case["facts"]
    if "category" in facts:
        listing = SeriousStanding(SeriousCategory(facts["category"]), facts["listed"], "r")
        endings = standing.ends_serious(listing, day)
        assert [ending.on for ending in endings] == [case["term"], case["opens"]]
    else:
        ground = AbnormalGround(facts["ground"])
        entry = AbnormalStanding(
            ground, facts["listed"], "r", facts.get("report_year"), facts.get("marking", False)
        )
        endings = (standing.ends_abnormal(entry, day),)
        assert endings[0].report_year == case.get("report_year")
    assert [ending.code.value for ending in endings] == expected


@pytest.mark.parametrize("case", load("workdays"), ids=lambda case: f"{case['from']}+{case['count']}")
@pytest.mark.parametrize("calendar", list(Calendar))
def test_workdays(case: dict[str, Any], calendar: Calendar) -> None:
    if calendar.value in case:
        assert add_workdays(case["from"], case["count"], calendar) == case[calendar.value]


@pytest.mark.parametrize("case", load("periods"), ids=lambda case: str(case["start"]))
def test_period(case: dict[str, Any]) -> None:
    length = {"months": case.get("months", 0), "years": case.get("years", 0)}
    assert last_day(case["start"], **length) == case["last"]
    assert first_day_after(case["start"], **length) == case["after"]


@pytest.mark.parametrize("case", load("key_areas"), ids=lambda case: "".join(case["licence"].values()))
def test_key_area(case: dict[str, Any]) -> None:
    facts = dict(case["licence"])
    area = facts.pop("key_area", None)
    licence = Licence(**facts, key_area=KeyArea(area) if area else None)
    assert key_area_of(licence, date(2026, 1, 1)) == case["area"]


def test_every_reason_code_has_a_case() -> None:
    reasons = {
        text.split()[1]
        for name in ("penalties", "lists", "commitments")
        for case in load(name)
        for text in case["days"].values()
    }
    assert reasons == {reason.value for reason in Reason}
    ends = {code for case in load("standing") for codes in case["days"].values() for code in codes}
    assert ends == {end.value for end in standing.End}


def test_every_case_says_what_it_rests_on() -> None:
    for name in ("penalties", "lists", "commitments", "standing"):
        assert all(case["cites"] for case in load(name))


def test_there_are_enough_cases() -> None:
    days = sum(len(case["days"]) for name in ("penalties", "lists", "standing") for case in load(name))
    assert days + sum(len(load(name)) for name in ("workdays", "periods", "key_areas")) >= 150
