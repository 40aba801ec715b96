"""Recognises codes and document numbers in a question, and says what may be wrong with a code."""

import re
import unicodedata
from dataclasses import dataclass

from search.text.fold import CharTable, fold

LENGTH = 18
SHORTEST_PREFIX = 8
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_MISREAD = str.maketrans({"O": "0", "I": "1", "S": "5", "Z": "2", "V": "U"})
_SEPARATOR = re.compile(r"[\s\-‐-―_.,:：·]+")
_BRACKET = re.compile(r"[\s\-‐-―_()\[\]{}<>〔〕【】〈〉《》「」『』﹝﹞［］（）·.,、:：]+")
_LABELLED = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{13,18}(?![0-9A-Z])")
_CODE = re.compile(r"[0-9A-Z]{8,18}")


@dataclass(frozen=True, slots=True)
class Code:
    """A typed code. likely: what was probably meant, where it differs. wrong_check: last character off."""

    text: str
    likely: str = ""
    wrong_check: bool = False
    misread: bool = False


def check_character(first17: str) -> str:
    """The eighteenth character of a unified credit code."""
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def code_key(text: str) -> str:
    """A code as it is matched: folded, upper case, without separators."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return _SEPARATOR.sub("", fold(text)).upper()


def _number_key(text: str) -> str:
    # an accent that stood after a blank has a letter to join now
    return unicodedata.normalize("NFC", _BRACKET.sub("", fold(text)))


_NUMBER = CharTable(_number_key)


def number_key(text: str) -> str:
    """A licence or decision number as it is matched: every kind of bracket and blank is nothing."""
    try:
        return "".join(map(_NUMBER.__getitem__, text))
    except KeyError:
        return _number_key(text)


def looks_like_number(text: str) -> bool:
    """Whether a text could be a licence or decision number: it has a digit and at least four characters."""
    key = number_key(text)
    return len(key) >= 4 and any(char.isdigit() for char in key)


def recognise(text: str) -> Code | None:
    """The code a question consists of, or None. Eight to eighteen letters and digits, mostly digits."""
    key = code_key(text)
    inside = _LABELLED.findall(fold(text).upper())
    if len(inside) == 1 and not key.isascii():  # 统一社会信用代码：9165...
        key = inside[0]
    if not _CODE.fullmatch(key) or sum(char.isdigit() for char in key) * 2 < len(key) or key.isalpha():
        return None
    if len(key) != LENGTH:
        return Code(key)
    meant = key.translate(_MISREAD)
    right = meant[:17] + check_character(meant[:17])
    if meant != key:
        return Code(key, likely=right, wrong_check=right != meant, misread=True)
    return Code(key, likely="" if right == key else right, wrong_check=right != key)


def one_off(code: str) -> tuple[str, ...]:
    """Right codes that one wrong character or one swap of neighbours turns into this one."""
    known = [char if char in _ALPHABET else "0" for char in code]
    found = []
    for at in range(LENGTH):
        for char in _ALPHABET if at < LENGTH - 1 else check_character("".join(known[:17])):
            other = "".join([*known[:at], char, *known[at + 1 :]])
            if other != code and check_character(other[:17]) == other[17]:
                found.append(other)
    for at in range(LENGTH - 1):
        other = "".join([*known[:at], known[at + 1], known[at], *known[at + 2 :]])
        if other != code and check_character(other[:17]) == other[17]:
            found.append(other)
    return tuple(dict.fromkeys(found))
