"""Finds listed words (敏感词) in what an enterprise publishes itself: its text waits for an officer's look.

The list is a dated pack that the operator edits. What an authority writes is never held against it: a penalty
for gambling has to say so. Width, case, blanks, signs and invisible characters between the letters of a word
make no difference. Basis: 互联网信息服务管理办法 Art 15, 广告法 Arts 9, 16.
"""

import re
from datetime import date
from functools import cache
from typing import Final, NamedTuple
from unicodedata import normalize

from credit.rules import packs
from credit.rules.citations import cites

INTERNET_SERVICES: Final = "互联网信息服务管理办法"


class Listed(NamedTuple):
    """A listed word at text[start:end]. ground: the key of its row in the pack."""

    ground: str
    start: int
    end: int


@cites(INTERNET_SERVICES, "第十五条", unverified=True)
@cites("广告法", "第九条、第十六条", unverified=True)
def find(text: str, on: date) -> tuple[Listed, ...]:
    """The listed words of a day in a text, in order of place, none overlapping."""
    pack = packs.topic("sensitive_words").at(on)
    plain, places = _plain(text)
    grounds, pattern = _pattern(pack.name)
    if pattern is None:
        return ()
    found = []
    for match in pattern.finditer(plain):
        start, end = places[match.start()], places[match.end() - 1] + 1
        found.append(Listed(grounds[match[0]], start, end))
    return tuple(found)


@cache
def _pattern(name: str) -> tuple[dict[str, str], re.Pattern[str] | None]:
    """Grounds by word, and one expression for all words, the longest first."""
    found = next(one for one in packs.topic("sensitive_words").packs if one.name == name)
    grounds = {_plain(word)[0]: key for key, figure in found.figures.items() for word in _words(figure)}
    grounds.pop("", None)
    longest_first = sorted(grounds, key=lambda word: (-len(word), word))
    return grounds, re.compile("|".join(map(re.escape, longest_first))) if grounds else None


def _words(figure: packs.Figure) -> tuple[str, ...]:
    return figure.value if isinstance(figure.value, tuple) else ()


def _plain(text: str) -> tuple[str, list[int]]:
    """The letters and digits alone, folded, and for each the place in the text that it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for one in normalize("NFKC", char).casefold():
            if one.isalnum():
                letters.append(one)
                places.append(place)
    return "".join(letters), places
