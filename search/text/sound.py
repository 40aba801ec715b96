"""How Chinese text is read: syllables without tone, initials, and typed pinyin cut into syllables."""

import re
import unicodedata
from functools import cache, lru_cache
from operator import add

from search.text.tables import first_readings, phrases, polyphones, readings

_LONGEST_PHRASE = 5
_MOST_CUTS = 6
_ROUNDED = re.compile("([ln])ue(?!r)")  # lüe, nüe; before an r it is lu and er (努尔)
# Sounds that speakers of many regions do not keep apart; applied only where asked for.
_BLUR = (("zh", "z"), ("ch", "c"), ("sh", "s"))


@cache
def _phrase_heads() -> dict[str, int]:
    """First two characters of the phrases, with the greatest length that begins so."""
    heads: dict[str, int] = {}
    for word in phrases():
        if len(word) <= _LONGEST_PHRASE:
            heads[word[:2]] = max(heads.get(word[:2], 0), len(word))
    return heads


def _phrase_at(text: str, start: int, longest: int) -> tuple[str, ...] | None:
    for size in range(longest, 1, -1):
        said = phrases().get(text[start : start + size])
        if said is not None:
            return said
    return None


@lru_cache(maxsize=65_536)
def syllables(text: str) -> tuple[str, ...]:
    """`read`, remembered."""
    return read(text)


def read(text: str) -> tuple[str, ...]:
    """One syllable for each character; other characters stand for themselves."""
    said = list(map(first_readings().get, text, text))
    heads = _phrase_heads()
    if heads.keys().isdisjoint(map(add, text, text[1:])):
        return tuple(said)
    at = 0
    while at < len(text) - 1:
        longest = heads.get(text[at : at + 2])
        phrase = None if longest is None else _phrase_at(text, at, longest)
        if phrase is None:
            at += 1
        else:
            said[at : at + len(phrase)] = phrase
            at += len(phrase)
    return tuple(said)


@cache
def _code() -> dict[str, str]:
    return {said: chr(0xE000 + at) for at, said in enumerate(sorted(all_syllables()))}


def coded(said: tuple[str, ...]) -> str:
    """Syllables as one character each, to be looked through like a text; what is none stands for itself."""
    code = _code()
    return "".join(code.get(syllable, syllable[:1]) for syllable in said)


def other_readings(text: str, said: tuple[str, ...]) -> list[tuple[int, str]]:
    """(place, syllable) of the reading besides the one in `said`."""
    table = polyphones()
    if table.keys().isdisjoint(text):
        return []
    found = [(at, table[char]) for at, char in enumerate(text) if char in table]
    return [(at, next(reading for reading in both if reading != said[at])) for at, both in found]


def initials(said: tuple[str, ...]) -> str:
    """First letters."""
    return "".join(syllable[0] for syllable in said if syllable)


def blur(syllable: str) -> str:
    """A syllable as heard by those who merge zh/z, ch/c, sh/s, n/l, and final ng/n."""
    for wide, narrow in _BLUR:
        if syllable.startswith(wide):
            syllable = narrow + syllable[2:]
            break
    if syllable.startswith("l"):
        syllable = "n" + syllable[1:]
    return syllable[:-1] if syllable.endswith("ng") else syllable


@cache
def all_syllables() -> frozenset[str]:
    """Every syllable of the table, of one to six letters."""
    known = {reading for options in readings().values() for reading in options}
    known |= {said for options in phrases().values() for said in options}
    strange = {"m", "n", "ng", "hm", "hng", "ê", "g", "b", "p", "l", "v"}
    return frozenset(s for s in known if s.isascii() and s.isalpha() and len(s) <= 6) - strange


def typed(text: str) -> str:
    """Typed pinyin in one form: u with diaeresis and its spellings become v, tone marks and digits go."""
    text = unicodedata.normalize("NFD", text.lower().replace("u:", "v")).replace("u\u0308", "v")
    bare = "".join(c for c in text if not unicodedata.combining(c))
    return _ROUNDED.sub(r"\1ve", bare)


def cuts(text: str) -> tuple[tuple[str, ...], ...]:
    """Ways to read a run of letters as syllables, those with fewer syllables first; at most six."""
    known = all_syllables()
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(len(text) + 1)]
    ways[0].append(())
    for end in range(1, len(text) + 1):
        found = [
            (*way, text[start:end])
            for start in range(max(0, end - 6), end)
            if ways[start] and text[start:end] in known
            for way in ways[start]
        ]
        found.sort(key=len)
        ways[end] = found[:_MOST_CUTS]
    return tuple(ways[len(text)]) if text else ()


def ways_to(text: str) -> dict[int, tuple[str, ...]]:
    """Places in a run of letters up to which it can be cut into syllables, with the fewest of them."""
    known = all_syllables()
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(text) + 1):
        starts = (at for at in range(max(0, end - 6), end) if at in ways and text[at:end] in known)
        best = min(starts, key=lambda at: len(ways[at]), default=None)
        if best is not None:
            ways[end] = (*ways[best], text[best:end])
    return ways


def ways_from(text: str) -> dict[int, tuple[str, ...]]:
    """Places in a run of letters from which on it can be cut into syllables, with the fewest of them."""
    known = all_syllables()
    ways: dict[int, tuple[str, ...]] = {len(text): ()}
    for start in range(len(text) - 1, -1, -1):
        ends = (at for at in range(start + 1, min(len(text), start + 6) + 1) if at in ways)
        best = min((at for at in ends if text[start:at] in known), key=lambda at: len(ways[at]), default=None)
        if best is not None:
            ways[start] = (text[start:best], *ways[best])
    return ways


def _without_one(text: str) -> set[str]:
    return {text[:at] + text[at + 1 :] for at in range(len(text))}


@cache
def _short_syllables() -> frozenset[str]:
    """Every syllable, and every syllable with one letter left out."""
    known = all_syllables()
    return known.union(*(_without_one(said) for said in known)) - {""}


def like_syllable(text: str) -> bool:
    """Whether letters may be one syllable with a slip: a letter wrong, missing, added, or two swapped."""
    return text in _short_syllables() or not _short_syllables().isdisjoint(_without_one(text))


@cache
def _initial_pairs() -> dict[str, str]:
    """Initials to those with which a character's other reading begins (长 c or z, 行 x or h)."""
    pairs: dict[str, set[str]] = {}
    for first, *others in polyphones().values():
        for other in others:
            if other[0] != first[0]:
                pairs.setdefault(first[0], set()).add(other[0])
                pairs.setdefault(other[0], set()).add(first[0])
    return {letter: "".join(sorted(found)) for letter, found in pairs.items()}


def other_initials(text: str) -> list[str]:
    """Initials with one of them exchanged for that of another reading."""
    pairs = _initial_pairs()
    return [
        text[:at] + other + text[at + 1 :]
        for at, letter in enumerate(text)
        for other in pairs.get(letter, "")
    ]
