"""Looks at the names of candidates: which of them fit the question, and how well."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from search.backend import Row
from search.document import Document
from search.page import Reason
from search.plan import Tier
from search.text import sound
from search.text.codes import number_key
from search.text.fold import letters
from search.text.parts import split
from search.text.question import Question, market_name

Score = tuple[float, ...]  # smaller is better


def keys_of(document: Document) -> Iterable[str]:
    """Folded names of a document."""
    return (letters(name.text) for name in document.names)


def fitting(question: Question, tier: Tier, rows: Iterable[Row], on: str) -> list[str]:
    """Keys of the candidates that fit, best first."""
    judge = _judge(question, tier, on)
    scored = []
    for place, row in enumerate(rows):
        score = judge(row.document)
        if score is not None:
            scored.append((score, place, row.document.key))
    return [key for _, _, key in sorted(scored)]


def _judge(question: Question, tier: Tier, on: str) -> Callable[[Document], Score | None]:
    if tier.reason is Reason.NUMBER:
        return lambda document: _number(question, document, on)
    if tier.reason is Reason.SHORT_NAME:
        options = {question.key, letters(market_name(question.text))} - {""}
        return lambda document: _best(
            _abbreviates(short, key) for short in options for key in keys_of(document)
        )
    if tier.reason is Reason.PINYIN:
        return lambda document: _best(_reads_like(question, key) for key in keys_of(document))
    return lambda document: _best(_one_off(question, key) for key in keys_of(document))


def _best(scores: Iterable[Score | None]) -> Score | None:
    return min((score for score in scores if score is not None), default=None)


def _number(question: Question, document: Document, on: str) -> Score | None:
    for number in document.numbers:
        if number_key(number.text) == question.number and (
            number.until is None or on < number.until.isoformat()
        ):
            return (0,)
    return None


@lru_cache(maxsize=256)
def _in_order(short: str) -> re.Pattern[str]:
    return re.compile(".*?".join(map(re.escape, short)), re.DOTALL)


def _abbreviates(short: str, name: str) -> Score | None:
    """How well a short name stands for a name: its characters in order, few jumps, jumps to word beginnings."""
    if short == name or _in_order(short).search(name) is None:
        return None
    parts = split(name)
    starts = _word_starts(name)
    best: Score | None = None
    for first in (at for at, char in enumerate(name) if char == short[0] and (at in starts)):
        cost = _walk(short, name, first, starts)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost,)
    if best is None:
        best = (20.0,)
    return best[0] + 0.02 * len(parts.core), float(len(name))


def _word_starts(name: str) -> frozenset[int]:
    """Where words of a name begin, as far as its parts and trade words tell."""
    return _starts(name)


@lru_cache(maxsize=4096)
def _starts(name: str) -> frozenset[int]:
    from search.text.tables import trades  # noqa: PLC0415

    parts = split(name)
    at = len(parts.place)
    starts = {0, at, at + len(parts.brand)}
    place = at + len(parts.brand)
    end = len(parts.core)
    while place < end:
        size = next((s for s in range(min(6, end - place), 1, -1) if name[place : place + s] in trades()), 0)
        starts.add(place)
        place += size or 1
    starts.add(end)
    return frozenset(starts)


def _walk(short: str, name: str, first: int, starts: frozenset[int]) -> float | None:
    """Cost of reading `short` out of `name` from `first` on: neighbours are free, jumps cost."""
    reach = {first: 0.0}
    for char in short[1:]:
        onward: dict[int, float] = {}
        for at, cost in reach.items():
            after = name.find(char, at + 1)
            while after != -1:
                step = 0.0 if after == at + 1 else 1.0 if after in starts else 2.5
                if cost + step < onward.get(after, 1e9):
                    onward[after] = cost + step
                after = name.find(char, after + 1)
        if not onward:
            return None
        reach = onward
    return min(reach.values())


@lru_cache(maxsize=256)
def _one_off_pattern(core: str) -> re.Pattern[str]:
    heads = [
        (re.escape(core[:at]), re.escape(core[at:]), re.escape(core[at + 1 :])) for at in range(len(core))
    ]
    swapped = [
        re.escape(core[:at] + core[at + 1] + core[at] + core[at + 2 :])
        for at in range(len(core) - 1)
        if core[at] != core[at + 1]
    ]
    missing = [f"{before}.{rest}" for before, rest, _ in heads[1:]]
    wrong = [f"{before}.{after}" for before, _, after in heads]
    added = [f"{before}{after}" for before, _, after in heads]
    return re.compile("|".join([*swapped, *missing, *wrong, *added]), re.DOTALL)


def _one_off(question: Question, name: str) -> Score | None:
    """Whether the core of the question is one step from a piece of the name; whole names first."""
    core = question.parts.core
    if len(core) < 3:
        return None
    pattern = _one_off_pattern(core)
    parts = split(name)
    for target, cost in ((name, 0), (parts.core, 0), (parts.brand + parts.trade, 1), (parts.brand, 1)):
        if pattern.fullmatch(target):
            return float(cost), float(abs(len(name) - len(question.key)))
    if pattern.search(name):
        return 2.0, float(abs(len(name) - len(question.key)))
    return (3.0, float(len(name))) if _near_parts(question, name) else None


def _near_parts(question: Question, name: str) -> bool:
    """The brand is one step off, and everything else is there."""
    asked, have = question.parts, split(name)
    if len(asked.brand) < 3 or not have.brand:
        return False
    return bool(_one_off_pattern(asked.brand).fullmatch(have.brand)) and asked.trade in name


def _reads_like(question: Question, name: str) -> Score | None:
    """Whether the name's syllables differ from the typed ones in one place."""
    said = sound.syllables(name)
    typed = "".join(run.text for run in question.runs).replace("'", "")
    for cut in sound.cuts(sound.typed(typed))[:2]:
        for start in range(len(said) - len(cut) + 1):
            off = sum(a != b for a, b in zip(cut, said[start : start + len(cut)], strict=True))
            if off <= 1:
                return float(start > 0), float(len(name))
    return None
