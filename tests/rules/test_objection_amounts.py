"""Amounts typed into an objection: digits alone, as a power of ten needs few characters for very many."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from credit.domain.errors import InputError
from credit.domain.values import Money
from credit.rules import objection_fields
from tests.fixtures.facts import penalty
from web.presenters import objections as shown
from web.presenters.speech import SPEECH

POWERS = ("1e-999999999999", "1E-999999", "0e-3000", "0E+50", "1e3", "-0", "+3", "1_000", "NaN", "0.0000001")


@pytest.mark.parametrize("typed", POWERS)
def test_a_power_of_ten_is_no_amount_and_stays_the_words_it_is(typed: str) -> None:
    fine = penalty("示罚〔2026〕1号")
    assert objection_fields.understood(fine, "fine", typed) == typed
    for words in SPEECH.values():
        assert len(shown.meant(words, fine, "fine", typed)) < 100
    with pytest.raises(InputError) as refused:
        objection_fields.read(fine, "fine", typed)
    assert refused.value.params == {"field": "fine"}


@pytest.mark.parametrize("typed", ["0", "3", "2.5", "0.000001", "999999999999", "３"])
def test_digits_are(typed: str) -> None:
    fine = replace(penalty("示罚〔2026〕1号"), fine=Money(Decimal(30), "USD"))
    assert objection_fields.understood(fine, "fine", typed) == Money(Decimal(typed), "USD")
    assert objection_fields.same(fine, "fine", "30.0")
