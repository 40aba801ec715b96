"""The invented region has commitments of every kind and end, and says of none unheard that it was broken."""

from datetime import date
from functools import cache

from credit.disclosure import project
from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    Commitment,
    CommitmentState,
    CommitmentType,
    Fulfilment,
)
from credit.domain.records import EnterpriseFacts
from credit.services.demo.region import Plan, region

TODAY = date(2026, 6, 15)
BROKEN = (Fulfilment.PARTLY, Fulfilment.NOT_KEPT)


@cache
def made() -> tuple[EnterpriseFacts, ...]:
    return tuple(region(Plan(2000, 1, TODAY)))


def kept() -> list[Commitment]:
    return [one.content for facts in made() for one in facts.records if isinstance(one.content, Commitment)]


def findings() -> list[BreachFinding]:
    return [
        one.content for facts in made() for one in facts.records if isinstance(one.content, BreachFinding)
    ]


def shown() -> list[Commitment]:
    open_to_all = [facts for facts in made() if facts.registration.withheld is None]
    records = [one for facts in open_to_all for one in project(facts, TODAY).records]
    return [one.content for one in records if isinstance(one.content, Commitment)]


def test_every_kind_is_there_and_all_but_those_of_repairs_are_public() -> None:
    assert {one.commitment_type for one in kept()} == set(CommitmentType)
    assert {one.commitment_type for one in shown()} == set(CommitmentType) - {CommitmentType.REPAIR}


def test_every_state_and_result_is_seen() -> None:
    assert {one.state for one in shown()} == set(CommitmentState) - {CommitmentState.UNDER_CHECK}
    assert {one.fulfilment for one in shown()} == set(Fulfilment)
    assert {one.outcome for one in findings()} == set(BreachOutcome)


def test_nothing_is_said_to_be_broken_that_no_authority_decided() -> None:
    decided = {one.commitment_no for one in findings()}
    broken = {one.number for one in kept() if one.fulfilment in BROKEN}
    assert broken
    assert broken == decided


def test_numbers_are_given_once_and_versions_lead_to_each_other() -> None:
    numbers = [one.number for one in kept()]
    assert len(numbers) == len(set(numbers))
    followed = {one.replaced_by for one in kept() if one.state is CommitmentState.REPLACED}
    assert followed <= set(numbers)


def test_about_one_in_ten_has_promised_something() -> None:
    assert 0.05 <= len(kept()) / len(made()) <= 0.2
