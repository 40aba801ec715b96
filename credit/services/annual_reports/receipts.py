"""Receipt numbers: random, short enough to be read out, with a character that catches a misread one."""

import secrets
from datetime import date
from typing import Final

_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRTUVWXY"  # nothing that is mistaken for something else
_LENGTH: Final = 9


def number(on: date) -> str:
    """A new number for something received on a day: `2026-0630-K7M3-Q9TXA-4`."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return f"{on:%Y-%m%d}-{drawn[:4]}-{drawn[4:]}-{_check(f'{on:%Y%m%d}{drawn}')}"


def is_number(text: str) -> bool:
    """Whether a text is a receipt number whose check character is right."""
    plain = text.replace("-", "").upper()
    return len(plain) == 8 + _LENGTH + 1 and plain[-1] == _check(plain[:-1])


def _check(text: str) -> str:
    total = sum(place * ord(character) for place, character in enumerate(text, 1))
    return _ALPHABET[total % len(_ALPHABET)]
