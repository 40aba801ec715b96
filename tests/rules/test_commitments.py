"""Wordings hold their items; what is typed is checked; what closes a way to promise; when proof is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    Commitment,
    CommitmentState,
    CommitmentType,
)
from credit.domain.committing import Blank, FieldKind, Template, Unavailable
from credit.domain.records import SeriousEntry
from credit.domain.vocabulary import SeriousCategory, Status, SubjectClass
from credit.rules.commitments import templates, terms, texts
from tests.fixtures.facts import record, registration

ON = date(2026, 6, 15)
DAY = timedelta(days=1)
FIRM = registration(1)
BY_CODE = {one.code: one for one in templates.every()}


def unavailable(kind: CommitmentType, association: bool = False, **changes: object) -> set[Unavailable]:
    return set(terms.unavailable(kind, replace(FIRM, **changes), (), ON, association=association))


@pytest.mark.parametrize("template", templates.every(), ids=lambda one: f"{one.code}-{one.version}")
def test_every_wording_holds_its_items_in_both_languages(template: Template) -> None:
    assert templates.problems(template) == ()
    assert template.clauses[-1].key == ("parties" if template.code == "repair" else "consent")


def test_there_is_a_wording_for_every_kind_and_for_common_scenes() -> None:
    assert {one.commitment_type for one in templates.every()} == set(CommitmentType)
    assert {one.scene for one in templates.every()} >= {"食品经营", "网络交易", "付款承诺"}


def test_a_repair_letter_that_asked_for_publication_would_be_noticed() -> None:
    consent = BY_CODE["statement_general"].clauses[-1]
    bad = replace(BY_CODE["repair"], clauses=(*BY_CODE["repair"].clauses[:-1], consent))
    assert templates.problems(bad) == ("template.item_missing",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_typed_stands_in_the_text_as_it_was_typed(platform: str, extra: str) -> None:
    typed = {"platform": platform, "extra": extra}
    text, uyghur = texts.rendered(BY_CODE["statement_online"], "某公司", "X", typed)
    for value in typed.values():
        assert value.strip() in text
        assert value.strip() in uyghur


def test_clauses_are_numbered_and_what_is_added_comes_before_the_consent() -> None:
    text, _ = texts.rendered(BY_CODE["sme_payment"], "某公司", "X", {"days": "30", "extra": "甲"})
    lines = text.splitlines()
    assert lines[1].startswith("一、")
    assert lines[-2] == "八、其他承诺：甲"
    assert "同意将本承诺" in lines[-1]


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (FieldKind.LINE, " ", "commitment.blank_missing"),
        (FieldKind.LINE, "x" * 201, "commitment.blank_long"),
        (FieldKind.LINE, "电话 138 1234 5678", "commitment.blank_personal"),
        (FieldKind.NUMBER, "0", "commitment.blank_number"),
        (FieldKind.NUMBER, "61", "commitment.blank_number"),
        (FieldKind.NUMBER, "三十", "commitment.blank_number"),
        (FieldKind.NUMBER, "٣٠", "commitment.blank_number"),
        (FieldKind.DATE, "2026-02-30", "commitment.blank_date"),
    ],
)
def test_what_is_wrong_with_a_blank_is_named(kind: FieldKind, typed: str, code: str) -> None:
    blank = Blank(key="b", kind=kind, label="x", label_uyghur="x", least=1, most=60)
    template = replace(BY_CODE["statement_general"], blanks=(blank,))
    assert [(one.key, one.code) for one in texts.problems(template, {"b": typed})] == [("b", code)]


@pytest.mark.parametrize(("kind", "typed"), [("number", "60"), ("date", "2026-02-28"), ("text", "甲")])
def test_what_is_right_passes(kind: str, typed: str) -> None:
    blank = Blank(key="b", kind=FieldKind(kind), label="x", label_uyghur="x", least=1, most=60)
    template = replace(BY_CODE["statement_general"], blanks=(blank,))
    assert texts.problems(template, {"b": typed}) == ()


def test_who_can_make_what() -> None:
    assert unavailable(CommitmentType.STATEMENT) == set()
    assert unavailable(CommitmentType.SME_PAYMENT) == set()
    assert unavailable(CommitmentType.INDUSTRY) == {Unavailable.ASSOCIATION_ONLY}
    assert unavailable(CommitmentType.INDUSTRY, association=True) == set()
    assert unavailable(CommitmentType.STATEMENT, association=True) == {Unavailable.ENTERPRISE_ONLY}
    assert unavailable(CommitmentType.REPAIR) == {Unavailable.WITH_REPAIR}
    assert unavailable(CommitmentType.CERTIFICATE) == {Unavailable.AT_AUTHORITY}
    shop = SubjectClass.INDIVIDUAL_BUSINESS
    assert unavailable(CommitmentType.SME_PAYMENT, subject_class=shop) == {Unavailable.NOT_FOR_INDIVIDUALS}
    assert unavailable(CommitmentType.STATEMENT, status=Status.REVOKED) == {Unavailable.NOT_OPERATING}


def test_a_finding_closes_the_way_as_long_as_it_is_public() -> None:
    found = BreachFinding(
        commitment_no="C1", matter="x", decision_no="违诺1号", decided_on=ON, outcome=BreachOutcome.REVOKED
    )
    kept = record(found, "b1", ON)
    assert terms.blocking([kept], ON) == ((Unavailable.BREACH,), ("违诺1号",))
    assert terms.blocking([kept], date(2027, 6, 15)) == ((Unavailable.BREACH,), ("违诺1号",))
    assert terms.blocking([kept], date(2027, 6, 16)) == ((), ())


def test_an_entry_of_the_serious_list_closes_it_until_it_is_removed() -> None:
    entry = SeriousEntry(category=SeriousCategory.FOOD, reason="x", listed_on=ON, removed_on=ON + 30 * DAY)
    kept = record(entry, "s1", ON)
    assert terms.blocking([kept], ON - DAY) == ((), ())
    assert terms.blocking([kept], ON)[0] == (Unavailable.SERIOUS,)
    assert terms.blocking([kept], ON + 29 * DAY)[0] == (Unavailable.SERIOUS,)
    assert terms.blocking([kept], ON + 30 * DAY) == ((), ())


def promise(**changes: object) -> Commitment:
    made = Commitment(
        number="C1",
        commitment_type=CommitmentType.STATEMENT,
        matter="x",
        committed_on=ON,
        publication_agreed=True,
        valid_to=date(2027, 6, 15),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_proof_is_due_before_the_end_of_what_holds() -> None:
    assert terms.proof_period(promise(), ON) == (date(2027, 3, 17), date(2027, 5, 16))
    assert terms.proof_period(promise(valid_to=None), ON) == (date(2027, 4, 16), date(2027, 6, 15))
    assert terms.proof_period(promise(valid_to=ON + DAY), ON) == (ON, ON)
    gone = promise(state=CommitmentState.WITHDRAWN, withdrawn_on=ON)
    assert terms.proof_period(gone, ON) is None
    assert terms.proof_period(promise(), date(2027, 6, 16)) is None
    assert terms.proof_period(promise(commitment_type=CommitmentType.LICENCE), ON) is None


def test_an_end_is_told_when_it_is_near_and_not_when_it_is_over() -> None:
    assert not terms.ends_soon(promise(), date(2027, 4, 15))
    assert terms.ends_soon(promise(), date(2027, 4, 16))
    assert terms.ends_soon(promise(), date(2027, 6, 15))
    assert not terms.ends_soon(promise(), date(2027, 6, 16))
    assert not terms.ends_soon(promise(valid_to=None), date(2027, 6, 15))
