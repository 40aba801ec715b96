"""Carries names between Chinese and Uyghur for matching only; nothing made here is ever shown as a name."""

import re
from collections.abc import Iterable
from functools import cache

from search.text import uyghur
from search.text.fold import letters
from search.text.sound import syllables
from search.text.tables import rows

_OPENING, _RUNNING = "او", "اوۋ"
_RUN = re.compile(f"([{_OPENING}])[{_RUNNING}]+")
_INITIALS = {
    "b": "ب", "p": "پ", "m": "م", "f": "ف", "d": "د", "t": "ت", "n": "ن", "l": "ل", "g": "گ", "k": "ك",
    "h": "خ", "j": "ج", "zh": "ج", "q": "چ", "ch": "چ", "x": "ش", "sh": "ش", "r": "ر", "z": "ز", "c": "س",
    "s": "س", "y": "ي", "w": "ۋ", "": "",
}  # fmt: skip
_FINALS = {
    "a": "ا", "o": "و", "e": "ې", "i": "ى", "u": "ۇ", "v": "ۈ",
    "ai": "ەي", "ei": "ېي", "ao": "او", "ou": "وۋ",
    "an": "ەن", "en": "ېن", "ang": "اڭ", "eng": "ېڭ", "ong": "ۇڭ", "ia": "يا", "ie": "يې", "iao": "ياۋ",
    "iu": "يۇ", "ian": "يەن", "in": "ىن", "iang": "ياڭ", "ing": "ىڭ", "iong": "يۇڭ", "ua": "ۇا", "uo": "و",
    "uai": "ۇەي", "ui": "ۇي", "uan": "ۈەن", "un": "ۇن", "uang": "ۇاڭ", "ue": "ۈې", "ve": "ۈې", "er": "ېر",
}  # fmt: skip


@cache
def _written(syllable: str) -> str:
    """A pinyin syllable in Uyghur letters (the practice of the regional press)."""
    for size in (2, 1, 0):
        head, tail = syllable[:size], syllable[size:]
        if head in _INITIALS and (tail in _FINALS or not tail):
            if head in ("j", "q", "x", "y") and tail.startswith("u"):
                tail = {"u": "v", "ue": "ue", "uan": "uan", "un": "un"}.get(tail, tail)
            return _INITIALS[head] + _FINALS.get(tail, "")
    return syllable


@cache
def _heard(syllable: str) -> str:
    return skeleton(_written(syllable))


def heard_starts(said: Iterable[str]) -> list[str]:
    """The skeleton of the first syllable, of the first two, and so on, by ear in Uyghur letters.

    A run of vowels and glides is cut to its first letter, also where it goes over from one syllable
    to the next.
    """
    starts: list[str] = []
    whole = ""
    for syllable in said:
        heard = _heard(syllable)
        whole += heard.lstrip(_RUNNING) if whole and whole[-1] in _OPENING else heard
        starts.append(whole)
    return starts


def heard_key(said: Iterable[str]) -> str:
    """The skeleton of syllables written by ear in Uyghur letters."""
    return (heard_starts(said) or [""])[-1]


def sound_key(text: str) -> str:
    """The skeleton of a Chinese text written by ear in Uyghur letters."""
    return heard_key(syllables(text))


def skeleton(text: str) -> str:
    """The recall key with runs of vowels and glides, on which spellings disagree, cut to their first."""
    return _RUN.sub(r"\1", uyghur.key(text).replace("ڭ", "نگ"))


@cache
def _place_table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Uyghur recall key to Chinese places, and Latin spelling to Chinese places."""
    by_key: dict[str, set[str]] = {}
    by_latin: dict[str, set[str]] = {}
    for chinese, names, latin in rows("uyghur_places.tsv"):
        for name in filter(None, names.split("|")):
            by_key.setdefault(uyghur.key(name), set()).add(stem(chinese))
            bare = " ".join(word for word in name.split() if word not in _UYGHUR_LEVELS)
            by_key.setdefault(uyghur.key(bare), set()).add(stem(chinese))
        for name in filter(None, latin.split("|")):
            by_latin.setdefault(name.lower(), set()).add(stem(chinese))
    return (
        {key: tuple(sorted(found)) for key, found in by_key.items()},
        {key: tuple(sorted(found)) for key, found in by_latin.items()},
    )


_UYGHUR_LEVELS = frozenset(
    (
        "شەھىرى",
        "شەھرى",
        "ناھىيىسى",
        "ناھىيەسى",
        "رايونى",
        "ۋىلايىتى",
        "بازىرى",
        "ئوبلاستى",
        "ئاپتونوم",
        "يېزىسى",
        "ئۇيغۇر",
        "قازاق",
        "موڭغۇل",
        "خۇيزۇ",
        "قىرغىز",
        "تاجىك",
        "شىبە",
    )
)
_LEVELS = ("维吾尔自治区", "哈萨克自治州", "蒙古自治州", "柯尔克孜自治州",
           "回族自治州", "自治区", "自治县", "自治州",
           "地区", "市", "县", "区", "镇", "乡")  # fmt: skip


_CALLED = {
    "乌市": "乌鲁木齐", "巴州": "巴音郭楞", "博州": "博尔塔拉", "克州": "克孜勒苏", "克市": "克拉玛依",
}  # fmt: skip


def stem(place: str) -> str:
    """A place without the word for its level, and by its full name."""
    if place in _CALLED:
        return _CALLED[place]
    for level in _LEVELS:
        if place.endswith(level) and len(place) - len(level) >= 2:
            return letters(place[: -len(level)])
    return letters(place)


def chinese_places(word: str) -> tuple[str, ...]:
    """Chinese names of the place a Uyghur word (any suffix on it) or its Latin spelling means."""
    by_key, by_latin = _place_table()
    found = by_latin.get(word.lower())
    if found:
        return found
    return next((by_key[key] for key in uyghur.stems(word, 3) if key in by_key), ())


@cache
def _generic_table() -> dict[str, tuple[str, ...]]:
    """Recall key of a Uyghur word of company names to the Chinese words for it ("" for legal forms)."""
    table: dict[str, set[str]] = {}
    for chinese, names in rows("uyghur_words.tsv"):
        for name in names.split("|"):
            table.setdefault(uyghur.key(name).replace(" ", ""), set()).add(chinese)
    return {key: tuple(sorted(found)) for key, found in table.items()}


def generic(word: str) -> tuple[str, ...] | None:
    """Chinese words for a word that many company names share; ("",) for legal forms; None if unknown."""
    table = _generic_table()
    return next((table[key] for key in uyghur.stems(word, 2) if key in table), None)
