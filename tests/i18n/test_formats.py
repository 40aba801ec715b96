"""Dates, numbers and lists in both languages, where general locale data goes wrong."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.clock import SHANGHAI
from i18n import formats
from i18n.locales import LOCALES, UG, ZH
from i18n.script import illegal_characters

DAY = date(2026, 3, 15)


def test_dates() -> None:
    assert formats.iso_date(DAY) == "2026-03-15"
    assert formats.long_date(DAY, ZH) == "2026年3月15日"
    assert formats.long_date(DAY, UG) == "2026-يىل 3-ئاينىڭ 15-كۈنى"
    assert formats.month(DAY, ZH) == "2026年3月"
    assert formats.month(DAY, UG) == "2026-يىل 3-ئاي"
    at = datetime(2026, 3, 15, 9, 5, tzinfo=SHANGHAI)
    assert formats.moment(at, ZH) == "2026年3月15日 09:05"
    assert formats.moment(at, UG) == "2026-يىل 3-ئاينىڭ 15-كۈنى 09:05"


def test_periods_name_both_ends() -> None:
    assert formats.date_range(DAY, date(2027, 1, 2), ZH) == "2026年3月15日至2027年1月2日"
    assert (
        formats.date_range(DAY, date(2027, 1, 2), UG)
        == "2026-يىل 3-ئاينىڭ 15-كۈنىدىن 2027-يىل 1-ئاينىڭ 2-كۈنىگىچە"
    )


def test_numbers_have_latin_digits_in_both_languages() -> None:
    assert formats.number(1234567) == "1,234,567"
    assert formats.number(Decimal("1234567.89")) == "1,234,567.89"
    assert formats.percent(Decimal("0.255")) == "25.5%"
    assert formats.percent(Decimal("0.3")) == "30%"
    assert formats.percent(Decimal(0)) == "0%"
    assert formats.ordinal(3, ZH) + "页" == "第3页"
    assert formats.ordinal(3, UG) + "بەت" == "3-بەت"


@pytest.mark.parametrize(
    ("items", "zh", "ug"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A和B", "A ۋە B"),
        (["A", "B", "C"], "A、B和C", "A، B ۋە C"),
    ],
)
def test_lists(items: list[str], zh: str, ug: str) -> None:
    assert formats.join_and(items, ZH) == zh
    assert formats.join_and(items, UG) == ug
    assert formats.join_or(items, ZH) == zh.replace("和", "或")
    assert formats.join_or(items, UG) == ug.replace(" ۋە ", " ياكى ")


def test_open_lists_and_quotation_marks() -> None:
    assert formats.join(["A", "B"], ZH) == "A、B"
    assert formats.join(["A", "B"], UG) == "A، B"
    assert formats.quote("A", ZH) == "“A”"
    assert formats.quote("A", UG) == "«A»"


@given(st.dates())
def test_uyghur_dates_use_uyghur_letters_only(day: date) -> None:
    assert illegal_characters(formats.long_date(day, UG)) == ()
    for locale in LOCALES:
        assert str(day.year) in formats.long_date(day, locale)
