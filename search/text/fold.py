"""Writes the many spellings of one text alike, and remembers where each character came from."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from search.text.tables import simplified

MAX_LENGTH = 200  # characters of a question that are looked at

_CONTROL = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
_KEPT = "0-9a-z\u0600-\u06ff\u0400-\u052f\u3007\u3400-\u9fff\U00020000-\U0002ffff\u00c0-\u02af\u2c60-\u2c7f"
_NOT_NAME = re.compile(f"[^{_KEPT}]+")
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]")
HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0002ffff]")


def clean(text: str) -> str:
    """Text without control, formatting and unpaired surrogate characters; blanks become spaces."""
    return " ".join(_CONTROL.sub("", text).split())


@cache
def _table() -> dict[int, str]:
    digits = {start + digit: str(digit) for start in (0x0660, 0x06F0) for digit in range(10)}
    return simplified() | digits


def fold(text: str) -> str:
    """Compatibility forms, case and traditional characters folded; punctuation stays."""
    if text.isascii() and text.isprintable():
        return text.lower()
    text = _CONTROL.sub("", text)
    return unicodedata.normalize("NFKC", text).lower().translate(_table())


def _stands_alone(char: str) -> bool:
    """Whether a character folds alike whatever stands beside it: none that joins with a neighbour."""
    code = ord(char)
    ranges = (
        (0x20, 0x24F),
        (0x600, 0x6FF),
        (0x2010, 0x2027),
        (0x3000, 0x3020),
        (0x3400, 0x9FFF),
        (0xFF01, 0xFF5E),
    )
    parts = unicodedata.normalize("NFKC", char)
    return any(low <= code <= high for low, high in ranges) and not any(map(unicodedata.combining, parts))


class CharTable(dict[str, str]):
    """What a rule makes of single characters, worked out once for each of them.

    Raises: KeyError for a character whose folding depends on its neighbours.
    """

    def __init__(self, rule: Callable[[str], str]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, char: str) -> str:
        if not _stands_alone(char):
            raise KeyError(char)
        return self.setdefault(char, self._rule(char))


def _letters(text: str) -> str:
    return _NOT_NAME.sub("", fold(text))


_LETTERS = CharTable(_letters)


def letters(text: str) -> str:
    """The folded text with nothing between its letters and digits: the key of a name."""
    try:
        return "".join(map(_LETTERS.__getitem__, text))
    except KeyError:
        return _letters(text)


def has_han(text: str) -> bool:
    """Whether there is any Chinese character."""
    return HAN.search(text) is not None


def has_arabic(text: str) -> bool:
    """Whether there is any letter of the Arabic script."""
    return _ARABIC.search(text) is not None


@dataclass(frozen=True, slots=True)
class Traced:
    """The key of a text with, for each of its characters, the index in the original text."""

    key: str
    origin: Sequence[int]


@lru_cache(maxsize=16_384)
def trace(text: str) -> Traced:
    """`letters(text)`, each character with the place it came from."""
    try:
        pieces = [_LETTERS[char] for char in text]
    except KeyError:
        pieces = [letters(char) for char in text]
    key = "".join(pieces)
    if key == text:
        return Traced(key, range(len(text)))
    origin = [place for place, piece in enumerate(pieces) for _ in piece]
    return Traced(key, origin)
