"""The Uyghur alphabet in Arabic script, and marks that keep directions apart in plain text.

Thirty-two letters; vowels take the carrier ئ at the start of a syllable. Look-alikes from Arabic,
Persian and Kazakh keyboards display almost the same and break search, sorting and fonts.
"""

import re
import unicodedata

LETTERS = frozenset("اەبپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىي")
CARRIER = "ئ"
PUNCTUATION = frozenset("،؛؟«»–—…·×‹›")

LRI, FSI, PDI = "\u2066", "\u2068", "\u2069"

_LEGAL_RTL = LETTERS | {CARRIER} | PUNCTUATION
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]+")
_VOWEL_CLASSES = str.maketrans(dict.fromkeys("ەىې", "ا") | dict.fromkeys("ۇۆۈ", "و") | {CARRIER: None})


def illegal_characters(text: str) -> tuple[str, ...]:
    """What may not stand in Uyghur text: foreign letters, joiners, tatweel, direction marks.

    Allowed beside the alphabet are Latin, Uyghur punctuation and Chinese characters that are quoted.
    """
    return tuple(sorted({char for char in text if not _is_legal(char)}))


def _is_legal(char: str) -> bool:
    if char in _LEGAL_RTL or char == "\n" or " " <= char <= "~":
        return True
    return unicodedata.name(char, "").startswith(("CJK UNIFIED", "LATIN ")) or char in "〔〕（）《》￥¥、，"


def has_uyghur(text: str) -> bool:
    """Whether any letter of the alphabet occurs."""
    return any(char in LETTERS for char in text)


def stem_keys(text: str) -> tuple[str, ...]:
    """One key for each Uyghur word, the same for a stem and its inflected forms up to the ending.

    Vowels fall into two classes and the carrier is dropped, because stems change theirs before an
    ending (شىركەت, شىركىتى); a closing vowel is dropped too, as the possessive replaces it.
    """
    words = _WORD.findall(_TAG.sub(" ", text))
    return tuple(_stem_key(word) for word in words)


def _stem_key(word: str) -> str:
    key = word.strip("،؛؟").translate(_VOWEL_CLASSES)
    return key[:-1] if len(key) > 3 and key[-1] in "او" else key


def isolate(text: str) -> str:
    """`text` with its own direction, for places that take no markup: titles, labels, subjects."""
    return f"{FSI}{text}{PDI}"


def isolate_ltr(text: str) -> str:
    """A code, date, telephone number or amount that must read left to right in plain text."""
    return f"{LRI}{text}{PDI}"
