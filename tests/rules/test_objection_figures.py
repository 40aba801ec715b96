"""Figures typed into an objection: digits alone, as a power of ten needs few characters for very many."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from credit.domain.errors import InputError
from credit.domain.records import AbnormalEntry
from credit.domain.values import Money
from credit.domain.vocabulary import AbnormalGround
from credit.rules import objection_fields
from tests.fixtures.facts import penalty
from web.presenters import objections as shown
from web.presenters.speech import SPEECH

_LISTED = AbnormalEntry(ground=AbnormalGround.REPORT_NOT_FILED, listed_on=date(2026, 3, 2), report_year=2024)
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


@pytest.mark.parametrize("typed", ["0000", "0001", "0999", "20255", "２０２５"])
def test_a_year_that_could_not_be_read_again_is_none(typed: str) -> None:
    with pytest.raises(InputError):
        objection_fields.read(_LISTED, "report_year", typed)


@given(typed=st.from_regex(r"\A[0-9]{1,5}(\.[0-9]{0,8})?\Z"))
def test_what_was_read_is_read_again_when_its_source_repeats_the_error(typed: str) -> None:
    for content, field in ((_LISTED, "report_year"), (penalty("示罚〔2026〕1号"), "fine")):
        try:
            value = objection_fields.read(content, field, typed)
        except InputError:
            continue
        assert objection_fields.read(content, field, objection_fields.typed(value)) == value
