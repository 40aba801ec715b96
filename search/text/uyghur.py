"""Folds Uyghur text for comparison and reads its Latin and Cyrillic spellings.

Letters ى, ي and ې stay apart in `norm`; `key` merges the vowels into two classes, so that a stem whose
vowel was raised by a suffix still begins alike. Stored names are never altered.
"""

import re
import unicodedata
from functools import cache, lru_cache

_DELETE = (0x0640, 0x00AD, 0x200B, 0x200C, 0x200D, 0xFEFF, 0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F),
           *range(0x2066, 0x206A), *range(0x0610, 0x061B), *range(0x064B, 0x0654), *range(0x0655, 0x0660),
           0x0654, 0x0670, 0x0674, 0x0621)  # fmt: skip
_FOLD: dict[int, str | None] = {
    **dict.fromkeys(_DELETE),
    0x06A9: "ك", 0x06AA: "ك", 0x06C0: "ە", 0x0629: "ە", 0x06C3: "ە", 0x06C1: "ھ",
    0x0623: "ئا", 0x0625: "ئى", 0x0622: "ئا", 0x0624: "ئو", 0x06C5: "ۆ",
    0x06C9: "ۈ", 0x06CA: "ۋ", 0x06CF: "ۋ",
    0x066A: "%", 0x066B: ".", 0x066C: ",", 0x060C: ",", 0x061B: ";", 0x061F: "?",
    **{0x0660 + digit: str(digit) for digit in range(10)},
    **{0x06F0 + digit: str(digit) for digit in range(10)},
}  # fmt: skip
_QUOTES = re.compile('[«»‹›"“”„]')
_TWOFOLD = re.compile("[\u0647\u06cc]")
_HYPHEN = re.compile("\\s*[-\u2010-\u2015]\\s*")
_CLASSES = {ord(c): "ا" for c in "اەىې"} | {ord(c): "و" for c in "وۇۆۈ"} | {ord("ڭ"): "نگ"}
_WORD = re.compile("[\u0620-\u06ff0-9a-z]+")
_CARRIER = "ئ"
_VOWELS = "اەوۇۆۈېى"

_LATIN = {
    "ch": "چ", "sh": "ش", "zh": "ژ", "gh": "غ", "ng": "ڭ", "a": "ا", "e": "ە", "b": "ب", "p": "پ", "t": "ت",
    "j": "ج", "x": "خ", "d": "د", "r": "ر", "z": "ز", "s": "س", "f": "ف", "q": "ق", "k": "ك", "g": "گ",
    "l": "ل", "m": "م", "n": "ن", "h": "ھ", "o": "و", "u": "ۇ", "ö": "ۆ", "ü": "ۈ", "w": "ۋ", "v": "ۋ",
    "é": "ې", "ë": "ې", "i": "ى", "y": "ي", "c": "ك", "ə": "ە", "ǝ": "ە", "ɵ": "ۆ", "ꞑ": "ڭ",
}  # fmt: skip
# The older official alphabet, in which place names are romanised (Ürümqi, Xinjiang).
_OLD_LATIN = _LATIN | {
    "q": "چ",
    "x": "ش",
    "h": "خ",
    "ⱨ": "ھ",
    "ⱪ": "ق",
    "ƣ": "غ",
    "ⱬ": "ژ",
    "e": "ې",
}
_CYRILLIC = {
    "а": "ا", "ә": "ە", "б": "ب", "п": "پ", "т": "ت", "җ": "ج", "ч": "چ", "х": "خ", "д": "د", "р": "ر",
    "з": "ز", "ж": "ژ", "с": "س", "ш": "ش", "ғ": "غ", "ф": "ف", "қ": "ق", "к": "ك", "г": "گ", "ң": "ڭ",
    "л": "ل", "м": "م", "н": "ن", "һ": "ھ", "о": "و", "у": "ۇ", "ө": "ۆ", "ү": "ۈ", "в": "ۋ", "е": "ې",
    "и": "ى", "й": "ي", "ю": "يۇ", "я": "يا", "э": "ې", "ы": "ى", "ъ": "", "ь": "", "ц": "س", "щ": "ش",
    "і": "ى", "ұ": "ۇ", "ё": "يو",
}  # fmt: skip


@lru_cache(maxsize=32_768)
def norm(text: str) -> str:
    """The same letters in one set of code points, separators as single spaces."""
    text = unicodedata.normalize("NFKC", text.replace("\u0678", _CARRIER))
    text = text.replace("\u0649\u0654", _CARRIER).replace("\u06cc\u0654", _CARRIER)
    text = _QUOTES.sub(" ", text.translate(_FOLD))
    if _TWOFOLD.search(text):
        text = _by_neighbours(text)
    return " ".join(text.split()).lower()


def _by_neighbours(text: str) -> str:
    """Arabic heh and Farsi yeh read by what stands beside them: a vowel between consonants, else h or y.

    Keyboards of other languages have one letter where Uyghur has two (ھ and ە, ي and ى).
    """
    out: list[str] = []
    for at, letter in enumerate(text):
        if letter in "\u0647\u06cc":
            before, after = out[-1] if out else " ", text[at + 1 : at + 2]
            consonant = before in _VOWELS or after in tuple(_VOWELS) or not _is_letter(before)
            letter = ("ھ" if consonant else "ە") if letter == "\u0647" else ("ي" if consonant else "ى")
        out.append(letter)
    return "".join(out)


def _is_letter(char: str) -> bool:
    return "\u0620" <= char <= "\u06ff"


@lru_cache(maxsize=32_768)
def key(text: str) -> str:
    """The recall key: hyphens joined, hamza carriers dropped, vowels in two classes, ڭ as its two letters."""
    bare = _HYPHEN.sub("", norm(text)).replace(_CARRIER, "").translate(_CLASSES)
    return " ".join(bare.split())  # a carrier by itself leaves its blank behind


def near_key(word: str) -> str:
    """The recall key with ڭ as the one letter it is, so that a slip there is one slip."""
    return key(word).replace("نگ", "ڭ")


@cache
def _key_letters() -> str:
    """The letters of which recall keys are made, ڭ among them."""
    return "".join(sorted({letter for written in _LATIN.values() for letter in near_key(written)}))


def one_off(word: str) -> list[str]:
    """Recall keys one step from that of a word, its own first: a letter wrong, missing, added, or two
    neighbours swapped."""
    own = near_key(word)
    halves = [(own[:at], own[at:]) for at in range(len(own) + 1)]
    found = [own, *(left + right[1:] for left, right in halves if right)]
    found += [left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1]
    for letter in _key_letters():
        found += [left + letter + right for left, right in halves]
        found += [left + letter + right[1:] for left, right in halves if right]
    return list(dict.fromkeys(other.replace("ڭ", "نگ") for other in found))


def readings_of(text: str) -> list[str]:
    """The text as `norm` reads it, and with every ambiguous heh read as the vowel, where that differs."""
    plain = unicodedata.normalize("NFKC", text)
    return list(dict.fromkeys((norm(plain), norm(plain.replace("ه", "ە")))))


def split_words(text: str) -> list[str]:
    """Words as `words` gives them, and the halves of hyphenated ones."""
    halves = _WORD.findall(norm(text)) if _HYPHEN.search(text) else []
    return list(dict.fromkeys([*words(text), *halves]))


_SUFFIXES = ("نىڭ", "نى", "دا", "تا", "دىن", "تىن", "غا", "قا", "گە", "كە", "لىق", "لۇق", "لىك",
             "لۈك", "دىكى",
             "تىكى", "لار", "ى", "سى", "يى", "نىڭكى", "لىرى")  # fmt: skip


@cache
def _suffix_keys() -> frozenset[str]:
    single = {key(suffix) for suffix in _SUFFIXES}
    return frozenset(single | {a + b for a in single for b in single} | {""})


def stems(word: str, shortest: int) -> list[str]:
    """Recall keys that the word may be an inflected form of, the longest first."""
    whole = key(word)
    ends = _suffix_keys()
    sizes = range(len(whole), max(shortest, len(whole) - 7) - 1, -1)
    return [whole[:size] for size in sizes if whole[size:] in ends]


def words(text: str) -> list[str]:
    """Normalised words; a hyphenated pair is one word."""
    return _WORD.findall(_HYPHEN.sub("", norm(text)))


def is_open(line: str) -> bool:
    """Whether a hyphen at an end of the line may join a word of it to one of the next."""
    bare = norm(line)
    return bool(_HYPHEN.match(bare) or _HYPHEN.match(bare[-1:]))


def _carried(letters: list[str]) -> str:
    """Letters with the hamza carrier set before vowels that begin a syllable of their own."""
    out: list[str] = []
    for letter in letters:
        if letter and letter[0] in _VOWELS and (not out or out[-1][-1:] in (*_VOWELS, " ", "")):
            out.append(_CARRIER)
        out.append(letter)
    return "".join(out)


def _read(text: str, table: dict[str, str]) -> str:
    letters: list[str] = []
    at = 0
    while at < len(text):
        if text[at : at + 2] in table:
            letters.append(table[text[at : at + 2]])
            at += 2
        else:
            letters.append("" if text[at] in "'’‘" else table.get(text[at], text[at]))
            at += 1
    return _carried(letters)


def from_latin(text: str) -> str:
    """Uyghur Latin (ULY) in the Arabic script."""
    return _read(unicodedata.normalize("NFC", text.lower()), _LATIN)


def from_old_latin(text: str) -> str:
    """The older Latin alphabet (UYS) in the Arabic script."""
    return _read(unicodedata.normalize("NFC", text.lower()), _OLD_LATIN)


def from_cyrillic(text: str) -> str:
    """Uyghur Cyrillic in the Arabic script."""
    return _read(text.lower(), _CYRILLIC)
