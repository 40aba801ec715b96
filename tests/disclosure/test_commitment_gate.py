"""The gate for commitments: consent, state and period decide; a repair commitment never leaves."""

from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.disclosure import narrow, project
from credit.disclosure_clean import fingerprint
from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    BreachWithdrawal,
    Commitment,
    CommitmentState,
    CommitmentType,
)
from credit.domain.dossier import Dossier
from credit.domain.records import AnyContent, EnterpriseFacts, Record
from credit.domain.values import NOT_COLLECTED, Agency, Missing, Review
from credit.domain.vocabulary import Channel, Severity, WithdrawalReason
from credit.rules.commitments import publication
from credit.rules.publications import Reason
from tests.disclosure.strategies import asked_days, plain, struct_of, with_personal
from tests.fixtures.facts import registration, said

MADE = date(2026, 3, 1)
DAY = timedelta(days=1)
SIGNER = "CANARYSIGNER"
RESTRICTED = (CommitmentType.STATEMENT, CommitmentType.INDUSTRY, CommitmentType.SME_PAYMENT)


def promise(**changes: object) -> Commitment:
    made = Commitment(
        number="C650102-26P2345678",
        commitment_type=CommitmentType.STATEMENT,
        matter="守法诚信经营",
        committed_on=MADE,
        publication_agreed=True,
        valid_from=MADE,
        valid_to=date(2027, 3, 1),
        text="本企业郑重承诺依法经营。",
        signed_by=SIGNER,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def finding(**changes: object) -> BreachFinding:
    made = BreachFinding(
        commitment_no="C650102-26P2345678",
        matter="守法诚信经营",
        decision_no="天市监违诺〔2026〕1号",
        decided_on=MADE,
        outcome=BreachOutcome.CORRECTION_ORDERED,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def dossier(*contents: AnyContent, on: date = MADE, agency: str = "") -> Dossier:
    return project(known(*contents, agency=agency), on)


def known(*contents: AnyContent, agency: str = "") -> EnterpriseFacts:
    origin = said("c", "commitment", MADE)
    if agency:
        origin = replace(origin, agency=Agency(agency))
    records = tuple(
        Record(id=f"r{number}", provenance=origin, content=one) for number, one in enumerate(contents)
    )
    return EnterpriseFacts(key="k", registration=registration(1), records=records)


commitments = struct_of(Commitment, plain)
findings = struct_of(BreachFinding, plain)


@given(content=commitments, on=asked_days)
def test_what_is_between_the_parties_or_waits_never_leaves(content: Commitment, on: date) -> None:
    shown = [one.content for one in dossier(content, on=on).records]
    for one in shown:
        assert isinstance(one, Commitment)
        assert content.commitment_type is not CommitmentType.REPAIR
        assert content.state is not CommitmentState.UNDER_CHECK
        assert content.publication_agreed or content.commitment_type is CommitmentType.LICENCE


@given(content=commitments, on=asked_days)
def test_the_state_is_that_of_the_day(content: Commitment, on: date) -> None:
    for record in dossier(content, on=on).records:
        one = record.content
        assert isinstance(one, Commitment)
        assert one.state is publication.state_on(content, on)
        assert one.withdrawn_on is None or one.withdrawn_on <= on
        assert one.replaced_on is None or one.replaced_on <= on
        if content.valid_to is not None and on > content.valid_to:
            assert one.state is not CommitmentState.PUBLIC
        if content.replaced_on is not None and content.replaced_on > on:
            assert isinstance(one.replaced_by, Missing)


@settings(max_examples=60)
@given(content=st.one_of(commitments, findings), days=st.lists(asked_days, min_size=2, max_size=6))
def test_a_dossier_says_on_which_day_it_becomes_another(content: AnyContent, days: list[date]) -> None:
    facts = known(content)
    for before, after in pairwise(sorted(days)):
        first = project(facts, before)
        if first.valid_until is None or after < first.valid_until:
            assert project(facts, after).records == first.records


@given(text=with_personal, on=asked_days)
def test_personal_data_in_its_text_holds_it_back(text: str, on: date) -> None:
    shown = dossier(promise(text=text), on=on).records
    for record in shown:
        assert record.content.text == text  # type: ignore[union-attr]


@given(content=commitments)
def test_a_signer_is_neither_searched_nor_taken_in_bulk(content: Commitment) -> None:
    signed = replace(content, signed_by=SIGNER)
    whole = dossier(signed)
    for channel in (Channel.SEARCH, Channel.BULK, Channel.FEED, Channel.CARD):
        assert SIGNER not in msgspec.json.encode(narrow(whole, channel)).decode()


@pytest.mark.parametrize("kind", RESTRICTED)
def test_without_consent_it_is_not_shown(kind: CommitmentType) -> None:
    assert dossier(promise(commitment_type=kind, publication_agreed=False)).records == ()
    assert len(dossier(promise(commitment_type=kind)).records) == 1


def test_it_expires_by_rule_and_goes_a_year_later() -> None:
    last = date(2027, 3, 1)
    on_the_last = dossier(promise(), on=last)
    assert on_the_last.records[0].content.state is CommitmentState.PUBLIC  # type: ignore[union-attr]
    assert on_the_last.valid_until == last + DAY
    after = dossier(promise(), on=last + DAY)
    assert after.records[0].content.state is CommitmentState.EXPIRED  # type: ignore[union-attr]
    assert after.records[0].until == date(2028, 3, 2)
    assert dossier(promise(), on=date(2028, 3, 3)).records == ()


def test_what_ended_first_is_what_it_says() -> None:
    late = promise(state=CommitmentState.REPLACED, replaced_on=date(2027, 6, 1), replaced_by="C2")
    assert publication.state_on(late, date(2027, 7, 1)) is CommitmentState.EXPIRED
    early = promise(state=CommitmentState.WITHDRAWN, withdrawn_on=date(2026, 5, 1))
    assert publication.state_on(early, date(2026, 4, 30)) is CommitmentState.PUBLIC
    assert publication.state_on(early, date(2027, 7, 1)) is CommitmentState.WITHDRAWN


@pytest.mark.parametrize(
    ("severity", "last"),
    [
        (None, date(2027, 3, 1)),
        (Severity.MINOR, date(2026, 6, 1)),
        (Severity.GENERAL, date(2027, 3, 1)),
        (Severity.SERIOUS, date(2029, 3, 1)),
    ],
)
def test_a_finding_is_public_for_its_period(severity: Severity | None, last: date) -> None:
    content = finding(severity=severity)
    (shown,) = dossier(content, on=last).records
    assert shown.until == last
    assert shown.severity is severity
    assert dossier(content, on=last + DAY).records == ()


def test_a_correction_in_time_shortens_the_period_and_a_late_one_does_not() -> None:
    due = date(2026, 4, 1)
    in_time = finding(correct_by=due, corrected_on=due)
    assert dossier(in_time).records[0].until == date(2026, 7, 1)
    assert publication.breach(in_time, MADE, MADE).reason is Reason.BREACH_CORRECTED
    assert dossier(finding(correct_by=due, corrected_on=due + DAY)).records[0].until == date(2027, 3, 1)


def test_a_finding_that_no_longer_stands_is_down_that_day() -> None:
    fell = BreachWithdrawal(WithdrawalReason.RESCINDED, date(2026, 5, 4), "经复议撤销")
    content = finding(withdrawal=fell)
    assert len(dossier(content, on=date(2026, 5, 3)).records) == 1
    assert dossier(content, on=date(2026, 5, 4)).records == ()


def test_a_finding_and_its_commitment_lead_to_each_other() -> None:
    about, found = sorted(dossier(promise(), finding()).records, key=lambda one: one.kind.value)[::-1]
    assert about.linked == (found.id,)
    assert found.linked == (about.id,)
    assert dossier(promise(number="other"), finding()).records[0].linked == ()


def test_other_departments_go_the_way_of_their_licences_and_penalties() -> None:
    tax = "国家税务总局乌鲁木齐市税务局"
    assert dossier(promise(commitment_type=CommitmentType.LICENCE), agency=tax).records == ()
    assert dossier(finding(), agency=tax).records == ()
    assert len(dossier(promise(), agency="某某商贸有限公司").records) == 1


def test_a_text_that_an_officer_let_pass_is_shown() -> None:
    home = promise(text="家庭住址：乌鲁木齐市天山区光明路12号3栋502室", signed_by=NOT_COLLECTED)
    held = Record(id="r", provenance=said("c", "commitment", MADE), content=home)
    mark = Review("o", "650102", MADE, "x", fingerprint(home))
    for review, count in ((None, 0), (mark, 1)):
        facts = EnterpriseFacts(
            key="k", registration=registration(1), records=(replace(held, reviewed=review),)
        )
        assert len(project(facts, MADE).records) == count
