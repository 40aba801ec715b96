"""Codes that name a subject: unified social credit codes and the registration numbers before them.

Sources: GB 32100-2015 (统一社会信用代码), GB 11714 (its inner 组织机构代码) and GS 15-2006 (15-digit
注册号). Positions 3-8 of a credit code freeze the division of first registration: they are never
compared with today's divisions and never say where the subject is now.
"""

import re
import unicodedata
from dataclasses import dataclass
from operator import mul
from typing import Final, Self

from credit.domain.errors import InputError

CODE_LENGTH: Final = 18
CODE_CHARACTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z

_INDEX: Final = {character: index for index, character in enumerate(CODE_CHARACTERS)}
_WEIGHTS: Final = tuple(pow(3, position, 31) for position in range(CODE_LENGTH - 1))
_INNER_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
# Two positions of the registering body may be letters, six digits of division follow. The common
# library asks for eight digits and so refuses bodies outside market regulation (A, N, Y).
_CODE: Final = re.compile(r"[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}", re.ASCII)
_OLD_NUMBER: Final = re.compile(r"[0-9]{15}|[0-9]{13}", re.ASCII)
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2", "V": "U"})


def normalise_code(text: str) -> str:
    """A code as typed, without what typing adds: spaces, hyphens, width, case, foreign digits.

    Look-alike letters stay: `suggest_code` offers a reading of those, nothing is swapped silently.
    """
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(map(_fold, unicodedata.normalize("NFKC", text)))


def _fold(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "ZC" or category == "Pd":  # separators, controls and marks of direction, dashes
        return ""
    digit = unicodedata.decimal(character, None)
    return character.upper() if digit is None else str(digit)


def check_character(first17: str) -> str:
    """The 18th character of a credit code: weights 3^i mod 31 over the 31 characters (GB 32100).

    Raises InputError `code.length` or `code.charset`.
    """
    if len(first17) != CODE_LENGTH - 1:
        raise InputError("code.length", length=len(first17), expected=CODE_LENGTH - 1)
    try:
        total = sum(map(mul, map(_INDEX.__getitem__, first17), _WEIGHTS))
    except KeyError:
        raise InputError("code.charset", characters=_foreign(first17)) from None
    return CODE_CHARACTERS[-total % 31]


def inner_check_character(first8: str) -> str:
    """The check character of an organisation code (positions 9-16 give position 17; GB 11714)."""
    if len(first8) != len(_INNER_WEIGHTS):
        raise InputError("code.length", length=len(first8), expected=len(_INNER_WEIGHTS))
    if not (first8.isascii() and first8.isalnum()):
        raise InputError("code.charset", characters=_foreign(first8))
    total = sum(int(character, 36) * weight for character, weight in zip(first8, _INNER_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def registration_check_digit(first14: str) -> str:
    """The last digit of a 15-digit registration number: ISO 7064 MOD 11,10 (GS 15-2006)."""
    if len(first14) != 14:
        raise InputError("code.length", length=len(first14), expected=14)
    if not (first14.isascii() and first14.isdigit()):
        raise InputError("code.charset", characters=_foreign(first14))
    product = 10
    for digit in first14:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)


def _foreign(text: str) -> str:
    return "".join(dict.fromkeys(character for character in text if character not in _INDEX))


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A unified social credit code whose length, characters and check character are right."""

    value: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a code as typed. Raises InputError `code.length`, `code.charset` or `code.check`."""
        value = normalise_code(text)
        if len(value) != CODE_LENGTH:
            raise InputError("code.length", length=len(value), expected=CODE_LENGTH)
        if not _CODE.fullmatch(value):
            raise InputError("code.charset", characters=_foreign(value))
        expected = check_character(value[:-1])
        if value[-1] != expected:
            raise InputError("code.check", value=value, expected=expected)
        return cls(value)

    @property
    def organisation_code(self) -> str:
        """Positions 9-17: the organisation code of GB 11714, its own check character included."""
        return self.value[8:17]

    @property
    def inner_check_holds(self) -> bool:
        """Whether the organisation code checks; a failure is a warning, such codes were issued."""
        return inner_check_character(self.value[8:16]) == self.value[16]

    @property
    def registering_body(self) -> str:
        """Position 1: `9` is market regulation; others are parties from outside the register."""
        return self.value[0]

    def __str__(self) -> str:
        return self.value


def is_credit_code(text: str) -> bool:
    """Whether `text`, as typed, is a credit code with the right check character."""
    value = normalise_code(text)
    return bool(_CODE.fullmatch(value)) and check_character(value[:-1]) == value[-1]


def is_registration_no(text: str) -> bool:
    """Whether `text`, as typed, has the shape of a 15- or 13-digit registration number.

    The check digit is not asked for: real numbers exist that fail it.
    """
    return bool(_OLD_NUMBER.fullmatch(normalise_code(text)))


def registration_check_holds(number: str) -> bool:
    """Whether a registration number's check digit is right; 13-digit numbers carry none.

    A failure is a warning to show, never a reason to refuse.
    """
    value = normalise_code(number)
    if not _OLD_NUMBER.fullmatch(value):
        return False
    return len(value) == 13 or registration_check_digit(value[:-1]) == value[-1]


def suggest_code(text: str) -> str | None:
    """The credit code meant, if reading look-alike letters as digits makes the check right."""
    value = normalise_code(text)
    candidate = value.translate(_LOOK_ALIKES)
    return candidate if candidate != value and is_credit_code(candidate) else None


def make_credit_code(body: str, division: str, organisation8: str) -> str:
    """A whole credit code from two characters of body, six digits of division, eight of serial."""
    first17 = body + division + organisation8 + inner_check_character(organisation8)
    return first17 + check_character(first17)


def make_registration_no(division: str, serial: str) -> str:
    """A whole 15-digit registration number from six digits of division and eight of serial."""
    return division + serial + registration_check_digit(division + serial)
