"""Uyghur names of invented subjects: syllables of Putonghua by the practice of the official press.

Only for invented names. The registered name of a real subject is never transliterated.
"""

from functools import cache

_INITIALS = {
    "zh": "ج", "ch": "چ", "sh": "ش", "b": "ب", "p": "پ", "m": "م", "f": "ف", "d": "د", "t": "ت",
    "n": "ن", "l": "ل", "g": "گ", "k": "ك", "h": "خ", "j": "ج", "q": "چ", "x": "ش", "r": "ر",
    "z": "ز", "c": "س", "s": "س", "y": "ي", "w": "ۋ",
}  # fmt: skip
_FINALS = {
    "a": "ا", "o": "و", "e": "ې", "i": "ى", "u": "ۇ", "v": "ۈ", "ai": "ەي", "ei": "ېي", "ao": "او",
    "ou": "وۋ", "an": "ەن", "en": "ېن", "ang": "اڭ", "eng": "ېڭ", "ong": "ۇڭ", "ia": "يا", "ie": "يې",
    "iao": "ياۋ", "iu": "يۇ", "ian": "يەن", "in": "ىن", "iang": "ياڭ", "ing": "ىڭ", "iong": "ۇڭ",
    "ua": "ۇا", "uo": "و", "uai": "ۇەي", "ui": "ۇي", "uan": "ۈەن", "un": "ۇن", "uang": "ۇاڭ",
    "van": "ۈەن", "vn": "ۈن", "ve": "ۈې", "er": "ەر", "ue": "ۈې",
}  # fmt: skip
_WHOLE = {"yi": "يى", "wu": "ۋۇ", "yu": "يۈ", "rui": "رۈي", "you": "يۇ", "yao": "ياۋ", "jiao": "جياۋ"}
# After these initials the written u is the rounded front vowel.
_FRONT = frozenset({"j", "q", "x", "y"})


@cache
def syllable(pinyin: str) -> str:
    """One syllable without tone mark (ü as v) in Uyghur letters, with hamza before a bare vowel."""
    if pinyin in _WHOLE:
        return _WHOLE[pinyin]
    initial = next((head for head in _INITIALS if pinyin.startswith(head)), "")
    final = pinyin[len(initial) :]
    if initial in _FRONT and final.startswith("u"):
        final = f"v{final[1:]}"
    return f"{_INITIALS[initial]}{_FINALS[final]}" if initial else f"ئ{_FINALS[final]}"


@cache
def word(pinyin: str) -> str:
    """Blank-separated syllables joined to one Uyghur word: `jin shi` becomes جىنشى."""
    return "".join(map(syllable, pinyin.split(" ")))
