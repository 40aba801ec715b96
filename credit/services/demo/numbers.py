"""Numbers of invented subjects: credit codes (GB 32100) and old registration numbers.

Bodies are a bijection of the running index, so that no two subjects of a region share a number.
"""

from credit.domain.identifiers import (
    CODE_CHARACTERS,
    check_character,
    inner_check_character,
    registration_check_digit,
)

_SPREAD = 15_485_863  # primes: neighbours in the region get far-apart numbers
_SEQUENCE = 7_368_787
_NEW_BODIES = 31**5


def credit_code(first8: str, body: str) -> str:
    """A whole credit code from its first eight characters and an eight-character body."""
    first17 = f"{first8}{body}{inner_check_character(body)}"
    return first17 + check_character(first17)


def new_body(index: int) -> str:
    """Body of a number given since October 2015: MA7 and five characters."""
    rest = (index * _SPREAD + 7_654_321) % _NEW_BODIES
    letters = []
    for _ in range(5):
        rest, value = divmod(rest, 31)
        letters.append(CODE_CHARACTERS[value])
    return "MA7" + "".join(letters)


def old_body(index: int) -> str:
    """Body of an organisation code given before October 2015: eight digits."""
    return f"{(index * _SPREAD + 22_801_763) % 10**8:08d}"


def registration_no(authority: str, index: int, *, individual: bool, foreign: bool) -> str:
    """A 15-digit registration number (GS 15-2006): authority, sequence, check digit."""
    first = 6 if individual else 4 if foreign else 0
    digits = f"{authority}{first}{(index * _SEQUENCE + 1_234_567) % 10**7:07d}"
    return digits + registration_check_digit(digits)


def short_no(authority: str, index: int) -> str:
    """A 13-digit number as given to individual businesses before July 2007."""
    return f"{authority}{(index * _SEQUENCE + 7_654_321) % 10**7:07d}"
