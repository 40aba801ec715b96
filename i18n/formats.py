"""Dates, numbers and lists as Chinese and Uyghur offices write them.

The general locale data is wrong for Uyghur in several places (short dates in the order year, day,
month; English "and" in lists; reversed quotation marks), so these few forms are written out here.
All functions are pure and give plain text; isolation from the surrounding direction is the caller's.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from i18n.locales import UG, Locale


def iso_date(day: date) -> str:
    """`2026-03-15`: in tables and lists, always inside a left-to-right isolate."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def long_date(day: date, locale: Locale) -> str:
    """A date for running text: `2026年3月15日`, `2026-يىل 3-ئاينىڭ 15-كۈنى`."""
    if locale is UG:
        return f"{day.year}-يىل {day.month}-ئاينىڭ {day.day}-كۈنى"
    return f"{day.year}年{day.month}月{day.day}日"


def month(day: date, locale: Locale) -> str:
    """A month for headings: `2026年3月`, `2026-يىل 3-ئاي`."""
    return f"{day.year}-يىل {day.month}-ئاي" if locale is UG else f"{day.year}年{day.month}月"


def date_range(first: date, last: date, locale: Locale) -> str:
    """A period with both ends named in words, so that neither direction can turn it round."""
    start, end = long_date(first, locale), long_date(last, locale)
    return f"{start}دىن {end}گىچە" if locale is UG else f"{start}至{end}"


def moment(at: datetime, locale: Locale) -> str:
    """A time of day with its date; `at` is already in legal time (Asia/Shanghai)."""
    return f"{long_date(at, locale)} {at.hour:02d}:{at.minute:02d}"


def number(value: int | Decimal) -> str:
    """Digits in groups of three, the same in both languages: `1,234,567.89`."""
    return f"{value:,}"


def percent(share: Decimal) -> str:
    """A share of one as a percentage with at most one decimal: `26%`, `25.5%`."""
    value = (share * 100).quantize(Decimal("0.1"))
    return f"{value.normalize():f}%"


def ordinal(place: int, locale: Locale) -> str:
    """A place in a sequence, to stand before a noun: `第3`, `3-`."""
    return f"{place}-" if locale is UG else f"第{place}"


def join_and(items: Sequence[str], locale: Locale) -> str:
    """All of them: `甲、乙和丙`, `ئا، ب ۋە پ`."""
    return _join(items, ("، ", " ۋە ") if locale is UG else ("、", "和"))


def join_or(items: Sequence[str], locale: Locale) -> str:
    """One of them: `甲、乙或丙`, `ئا، ب ياكى پ`."""
    return _join(items, ("، ", " ياكى ") if locale is UG else ("、", "或"))


def join(items: Sequence[str], locale: Locale) -> str:
    """An open list without a last word."""
    return ("، " if locale is UG else "、").join(items)


def quote(text: str, locale: Locale) -> str:
    """Quotation marks of the language; the Uyghur ones are in logical order and mirror by themselves."""
    return f"«{text}»" if locale is UG else f"“{text}”"


def _join(items: Sequence[str], separators: tuple[str, str]) -> str:
    between, last = separators
    if len(items) < 2:
        return "".join(items)
    return f"{between.join(items[:-1])}{last}{items[-1]}"
