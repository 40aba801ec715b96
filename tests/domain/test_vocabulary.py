"""Closed lists: values stored, labels shown, and no list taken for another."""

from itertools import combinations

import pytest

from credit.domain import vocabulary
from credit.domain.labels import Vocabulary
from credit.domain.vocabulary import PenaltyField, RecordKind, SeriousCategory, Severity

MEMBERS: list[Vocabulary] = [
    member
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, Vocabulary) and kind is not Vocabulary
    for member in kind
]


def test_there_are_values_that_several_lists_have() -> None:
    values = [member.value for member in MEMBERS]
    assert len(set(values)) < len(values)
    assert Severity.SERIOUS.value == RecordKind.SERIOUS.value


def test_members_of_different_lists_are_different() -> None:
    for one, other in combinations(MEMBERS, 2):
        assert one != other, (one, other)
    assert len(set(MEMBERS)) == len(MEMBERS)


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_a_member_is_its_value_and_itself(member: Vocabulary) -> None:
    assert member == member.value
    assert member.value == member
    assert hash(member) == hash(member.value)
    assert {member.value: 1}[member] == 1
    assert type(member)(member.value) is member
    assert member.label


def test_what_is_remembered_by_member_keeps_the_lists_apart() -> None:
    known = {SeriousCategory.FOOD: "食品安全"}
    assert PenaltyField.FOOD not in known
