"""Finds personal data in text: identity numbers, mobile numbers, bank cards, e-mail, home addresses.

Works on text as it comes: full-width and foreign digits, Chinese and circled numerals, digits set apart
by spaces, signs or invisible characters. Codes of organisations, registration numbers and decision
numbers are not personal and do not fire: a number that is a market subject's credit code, and a 15-digit
one that is a valid registration number, count as identity numbers only where the words before say so.
Basis: 个人信息保护法 Arts 6, 28; Order 45 Art 6; GB 11643 (identity numbers, MOD 11-2 check).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple
from unicodedata import decimal

from credit.domain.identifiers import check_character, registration_check_digit
from credit.rules import number_spelling
from credit.rules.citations import cites
from credit.rules.risk_class import statements

PRIVACY_LAW: Final = "个人信息保护法"


class Personal(StrEnum):
    """Kinds of personal data the detector knows."""

    IDENTITY = "identity"
    MOBILE = "mobile"
    CARD = "card"
    EMAIL = "email"
    HOME = "home"
    RISK_CLASS = "risk_class"  # not personal, but as little for the public: the internal class
    SENSITIVE = "sensitive"  # a listed word in what an enterprise wrote itself (`sensitive_words`)


class Hit(NamedTuple):
    """Personal data found at text[start:end]."""

    kind: Personal
    start: int
    end: int


BETWEEN: Final = '""'
"""Set between texts that are looked at quickly at once: no quick look reaches across it."""

_KEPT: Final = frozenset({Personal.HOME})
REVIEWABLE: Final = frozenset({Personal.HOME, Personal.SENSITIVE})
"""What words alone suggest and a person may judge otherwise; a number is never judged otherwise."""

# What people put between digits to make a number readable, or unreadable for machines.
_GAP: Final = (
    r"[\s\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d.\uff0e\u00b7\u2022\u30fb_/"
    r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]{0,3}"
)
_X: Final = "[xX\uff38\uff58\u2169\u0425\u0445\u03a7\u03c7\u00d7]"
_NOT_AFTER_DIGIT: Final = r"(?<!\d)"
_NOT_IN_NUMBER: Final = r"(?<!\d)(?<!\d[-\uff0d])"


def _digits(count: int) -> str:
    return rf"(?:\d{_GAP}){{{count - 1}}}\d"


_IDENTITY_18: Final = re.compile(rf"{_NOT_AFTER_DIGIT}{_digits(17)}{_GAP}(?:\d|{_X})(?!\d)")
_IDENTITY_15: Final = re.compile(rf"{_NOT_AFTER_DIGIT}{_digits(15)}(?!\d|{_GAP}\d|{_X})")
_MOBILE: Final = re.compile(
    rf"{_NOT_IN_NUMBER}(?:(?:\+|\uff0b|00)?{_GAP}86{_GAP})?(?=1)?\d{_GAP}\d{_GAP}\d{_GAP}"
    rf"(?:\d{_GAP}){{7}}\d(?!\d|[-\uff0d]\d)"
)
_CARD: Final = re.compile(rf"{_NOT_IN_NUMBER}(?:\d{_GAP}){{15,18}}\d(?!\d|[-\uff0d]\d|[A-Za-z])")
_EMAIL: Final = re.compile(
    r"[\w.+\-\uff0e\uff0b\uff0d]{1,64}\s?[@\uff20]\s?[\w\-\uff0d]{1,63}(?:\s?[.\uff0e\u3002]\s?[\w\-]{2,63}){1,4}"
)
_HOME: Final = re.compile(
    r"(?:家庭(?:住址|地址)|(?:现|户籍|身份证|个人|经常)(?:住址|居住地|住地|地址)|家住|现住(?!所)|户籍所在地|户口所在地"
    r"|(?<!主要)居住地址?|(?<!法定)(?<!注册)住址|[，,、；;]住(?!所|宿|房|院|建|户|持|客)|[男女][，,].{0,40}?[，,]\s*住(?!宿|院))"
    r"[^。；;\n]{0,40}?(?:[\d一二三四五六七八九十百]\s*(?:号|室|组|栋|幢|单元|楼|户|队|连|巷)|村|小区|家属院|社区|公寓)"
)
# The quick looks begin with a plain set of characters, which the expression engine runs through five
# times faster than a class or a look-behind. Runs of 12 or 14 digits without gaps are licence and
# serial numbers, of 16 or 17 before a letter credit codes: too common to look into. No number runs across
# Chinese text, a quotation mark or a capital letter (small ones stand for ends of lines in what is encoded),
# as in most credit codes.
_NUMBER_HINT: Final = re.compile(
    r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19\U0001d7ce-\U0001d7ff@\uff20]"
    r"(?:(?<=[@\uff20])|(?<!\d\d)(?!(?:\d{11}|\d{13})(?:[\"A-Za-z\u4e00-\u9fff]|$)|\d{15}(?:\d[A-WYZ]|[A-Z]))"
    r"(?:[^\d\"A-Z\u4e00-\u9fff]{0,18}+\d){10})"
)
_WORD_HINT: Final = re.compile("[住户险](?:(?<=住)(?![所宿房建院])|(?<=户)[籍口]|(?<=风险))")
_IDENTITY_WORDS: Final = re.compile(r"(?:身份证|证件|公民身份|身份号|ID)[^\d]{0,12}$", re.IGNORECASE)

_PROVINCES: Final = frozenset(
    str(code)
    for block in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in (*block, 71, 81, 82, 83, 91)
)
_ID_WEIGHTS: Final = tuple(pow(2, 17 - position, 11) for position in range(17))
# A decision or licence number of division + date + serial looks like a young child's identity
# number once in eleven times; without words that say "identity" such a reading is not taken.
# Likewise 15 digits of division + date + serial, where the year of birth could be this century's.
_YEARS_WITHOUT_WORDS: Final = range(1900, 2016)
_MOBILE_STARTS: Final = tuple(f"1{digit}" for digit in "3456789")
# Cards of China UnionPay have 16 to 19 digits, those of the international brands 16.
_CARD_STARTS: Final = ("62", "81", "9558", "9559")
_CARD_STARTS_16: Final = ("4", "51", "52", "53", "54", "55", "35", "36")


@cites(PRIVACY_LAW, "第六条、第二十八条")
def find(text: str) -> tuple[Hit, ...]:
    """All personal data in a text, in order of place; overlapping finds are given once each."""
    found = [*_home(text), *_risk_class(text)] if _WORD_HINT.search(text) else []
    if _NUMBER_HINT.search(text):
        found += [hit for finder in _FINDERS for hit in finder(text)]
    if number_spelling.HINT.search(text):
        found += _spelled(text)
    return tuple(sorted(found, key=lambda hit: (hit.start, hit.end)))


def may_hold(text: str) -> bool:
    """A quick look: False means there is certainly nothing to find."""
    return (
        _NUMBER_HINT.search(text) is not None
        or _WORD_HINT.search(text) is not None
        or number_spelling.HINT.search(text) is not None
    )


def may_mask(text: str) -> bool:
    """A quick look: False means there is certainly nothing to mask."""
    if _NUMBER_HINT.search(text) is not None or "风险" in text:
        return True
    return number_spelling.HINT.search(text) is not None


@cites(PRIVACY_LAW, "第六条、第五十一条")
def mask(text: str, hits: tuple[Hit, ...] | None = None) -> str:
    """The text with every find but a home address starred out, the rest kept."""
    spans = find(text) if hits is None else hits
    for hit in reversed(spans):
        if hit.kind not in _KEPT:
            text = text[: hit.start] + "*" * (hit.end - hit.start) + text[hit.end :]
    return text


def _spelled(text: str) -> Iterator[Hit]:
    """Numbers of persons in which other numerals stand for digits."""
    plain = number_spelling.plain(text)
    for finder in (_identity_18, _identity_15, _mobile, _mobile_apart, _card):
        for hit in finder(plain):
            if plain[hit.start : hit.end] != text[hit.start : hit.end]:
                yield hit


def _plain_digits(raw: str) -> str:
    """The digits of a match, as ASCII; a trailing check letter as X."""
    digits = "".join(str(decimal(char)) for char in raw if char.isdecimal())
    return digits if raw[-1].isdecimal() else digits + "X"


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := pattern.search(text, position):
        yield match
        position = match.start() + 1


def _identity_18(text: str) -> Iterator[Hit]:
    for match in _overlapping(_IDENTITY_18, text):
        number = _plain_digits(match[0])
        said = bool(_IDENTITY_WORDS.search(text, max(0, match.start() - 24), match.start()))
        if _is_identity_18(number, said):
            yield Hit(Personal.IDENTITY, *match.span())


def _is_identity_18(number: str, said: bool) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    if "10X98765432"[total % 11] != number[17] or not _plausible(number[:2], number[6:14]):
        return False
    return said or (int(number[6:10]) in _YEARS_WITHOUT_WORDS and not _is_market_code(number))


def _is_market_code(number: str) -> bool:
    """Whether a number is the credit code of a market subject. Others (of offices, associations)
    begin like identity numbers, but hold no date of birth where those do."""
    return len(number) == 18 and number[0] == "9" and check_character(number[:17]) == number[17]


def _identity_15(text: str) -> Iterator[Hit]:
    for match in _overlapping(_IDENTITY_15, text):
        number = _plain_digits(match[0])
        if not _plausible(number[:2], "19" + number[6:12]):
            continue
        said = bool(_IDENTITY_WORDS.search(text, max(0, match.start() - 24), match.start()))
        told_apart = number[6:8] > "30" and registration_check_digit(number[:14]) != number[14]
        if said or told_apart:
            yield Hit(Personal.IDENTITY, *match.span())


def _plausible(province: str, birth: str) -> bool:
    if province not in _PROVINCES:
        return False
    try:
        return date(int(birth[:4]), int(birth[4:6]), int(birth[6:])).year >= 1900
    except ValueError:
        return False


def _mobile(text: str) -> Iterator[Hit]:
    for match in _overlapping(_MOBILE, text):
        number = _plain_digits(match[0])
        if number[-11:].startswith(_MOBILE_STARTS) and number[:-11] in {"", "86", "0086"}:
            yield Hit(Personal.MOBILE, *match.span())


def _mobile_apart(text: str) -> Iterator[Hit]:
    for match in number_spelling.APART.finditer(text):
        yield Hit(Personal.MOBILE, *match.span())


def _card(text: str) -> Iterator[Hit]:
    for match in _CARD.finditer(text):
        number = _plain_digits(match[0])
        starts = _CARD_STARTS + _CARD_STARTS_16 if len(number) == 16 else _CARD_STARTS
        if number.startswith(starts) and _luhn(number):
            yield Hit(Personal.CARD, *match.span())


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


def _email(text: str) -> Iterator[Hit]:
    if "@" not in text and "\uff20" not in text:
        return
    for match in _EMAIL.finditer(text):
        yield Hit(Personal.EMAIL, *match.span())


def _home(text: str) -> Iterator[Hit]:
    for match in _HOME.finditer(text):
        yield Hit(Personal.HOME, *match.span())


def _risk_class(text: str) -> Iterator[Hit]:
    for start, end in statements(text):
        yield Hit(Personal.RISK_CLASS, start, end)


_FINDERS: Final[tuple[Callable[[str], Iterator[Hit]], ...]] = (
    _identity_18,
    _identity_15,
    _mobile,
    _mobile_apart,
    _card,
    _email,
)
