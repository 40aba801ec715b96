"""Looks at the names of candidates: which of them fit the question, and how well."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from search.backend import Row
from search.document import Document
from search.page import Reason
from search.plan import Stage, Tier
from search.planning.chinese import pieces_of
from search.planning.latin import letters_of
from search.planning.shorts import LONGEST_BY_EAR
from search.text import sound
from search.text.codes import number_key
from search.text.fold import letters
from search.text.parts import Parts, split
from search.text.question import Question, market_name
from search.text.short import PUBLIC_BODIES, abbreviated, starts_of
from search.text.tables import forms
from search.text.tokens import without_one

Score = tuple[float, ...]  # smaller is better


_folded = lru_cache(maxsize=32_768)(letters)  # candidates of one question come again with the next


def keys_of(document: Document) -> list[str]:
    """Folded names of a document."""
    return [_folded(name.text) for name in document.names]


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
    if tier.reason is Reason.NAME:
        pieces = pieces_of(question.parts)
        return lambda document: _best(_holds(pieces, key) for key in keys_of(document))
    if tier.reason is Reason.SHORT_NAME:
        options = {question.key, letters(market_name(question.text))} - {""}
        if tier.stage is Stage.NEAR:
            options = {swapped for short in options for swapped in _swapped(short)}
        loose = tier.stage is Stage.PARTIAL
        return lambda document: _best(
            _abbreviates(short, key, loose) for short in options for key in keys_of(document)
        )
    if tier.reason is Reason.SOUND:
        return lambda document: _best(_heard_short(question.said, key) for key in keys_of(document))
    if tier.reason is Reason.PINYIN:
        return lambda document: _best(_reads_like(question, key) for key in keys_of(document))
    # beside the sounds of a whole name stand only whole names; what is looser waits until none is found
    judge = _whole_off if tier.stage is Stage.SOUND and whole_asked(question) else _one_off
    return lambda document: _best(judge(question, key) for key in keys_of(document))


def whole_asked(question: Question) -> bool:
    """Whether a name was typed as a whole, with its legal form."""
    return forms().get(question.parts.form) == "legal"


def _best(scores: Iterable[Score | None]) -> Score | None:
    return min((score for score in scores if score is not None), default=None)


def _number(question: Question, document: Document, on: str) -> Score | None:
    for number in document.numbers:
        if number_key(number.text) == question.number and (
            number.until is None or on < number.until.isoformat()
        ):
            return (0,)
    return None


def _holds(pieces: Iterable[str], name: str) -> Score | None:
    """Whether all pieces are in a name, none of them in the place of another."""
    for piece in pieces:
        if piece not in name:
            return None
        name = name.replace(piece, "\0", 1)
    return (float(len(name)),)


def _swapped(short: str) -> Iterable[str]:
    """The text with each two neighbours swapped in turn."""
    return (short[:at] + short[at + 1] + short[at] + short[at + 2 :] for at in range(len(short) - 1))


def _in_order(short: str, name: str) -> bool:
    at = 0
    for char in short:
        at = name.find(char, at) + 1
        if not at:
            return False
    return True


_ANYWHERE = 20.0  # cost of characters that do not begin where a word does
_FARTHEST = 1.0  # mean cost of a step beyond which a name is not shortened but taken apart
_ONE_JUMP = 2.5
_FARTHEST_BODY = 2.0  # the words of associations, institutes and offices are seldom known


def _abbreviates(short: str, name: str, loose: bool = False) -> Score | None:
    """How well a short name stands for a name: in its order, with few jumps, those to beginnings of words.

    loose: characters picked from anywhere will do, of which nobody would make a name of an enterprise.
    """
    if not _in_order(short, name):
        return None
    parts = split(name)
    cost = _cheapest(short, name, starts_of(name))
    farthest = _FARTHEST_BODY if name[-1] in PUBLIC_BODIES else _FARTHEST
    if cost > farthest * (len(short) - 1) and not (loose or abbreviated(parts)):
        return None
    return cost + 0.02 * len(parts.core), float(len(name))


def _cheapest(short: str, name: str, starts: frozenset[int]) -> float:
    """Least cost of reading `short` out of a name or its sound from the beginning of a word on."""
    firsts = (at for at, char in enumerate(name) if char == short[0] and at in starts)
    costs = (_walk(short, name, first, starts) for first in firsts)
    return min((cost for cost in costs if cost is not None), default=_ANYWHERE)


def _heard_short(said: tuple[str, ...], name: str) -> Score | None:
    """How well a short name as it is said stands for a name: in two pieces, the first where a word begins."""
    cost = _cheapest(sound.coded(said), sound.coded(sound.syllables(name)), starts_of(name))
    return (cost, float(len(name))) if cost <= _ONE_JUMP else None


def _walk(short: str, name: str, first: int, starts: frozenset[int]) -> float | None:
    """Cost of reading `short` out of `name` from `first` on: neighbours are free, jumps cost."""
    reach = {first: 0.0}
    for char in short[1:]:
        onward: dict[int, float] = {}
        for at, cost in reach.items():
            after = name.find(char, at + 1)
            while after != -1:
                step = 0.0 if after == at + 1 else 1.0 if after in starts else _ONE_JUMP
                if cost + step < onward.get(after, 1e9):
                    onward[after] = cost + step
                after = name.find(char, after + 1)
        if not onward:
            return None
        reach = onward
    return min(reach.values())


def one_step(core: str, name: str, start: int) -> int:
    """Where a piece of the name ends that begins at `start` and is one step from `core`; -1 if none does.

    A step: a character wrong, missing, added, or two neighbours swapped.
    """
    same = 0
    while same < len(core) and start + same < len(name) and core[same] == name[start + same]:
        same += 1
    at, left = start + same, len(core) - same
    if name.startswith(core[same + 1 :], at + 1) and at < len(name):  # wrong
        return at + left
    if name.startswith(core[same:], at + 1) and at < len(name):  # missing in the question
        return at + left + 1
    if left and name.startswith(core[same + 1 :], at):  # added in the question
        return at + left - 1
    if left > 1 and name.startswith(core[same + 1] + core[same] + core[same + 2 :], at):
        return at + left
    return -1


def one_off(core: str, name: str, whole: bool = False) -> bool:
    """Whether the core is one step from the name, or from a piece of it."""
    if whole:
        return abs(len(core) - len(name)) <= 1 and one_step(core, name, 0) == len(name)
    return any(one_step(core, name, start) >= 0 for start in _starts_of(core, name))


def _starts_of(core: str, name: str) -> Iterator[int]:
    """Where a piece can begin that is one step from the core: one half of the core is untouched by a step."""
    middle = (len(core) - 1) // 2
    yield from _places(core[:middle], name)
    for at in _places(core[middle + 1 :], name):
        first = at - middle - 1
        yield from range(max(0, first - 1), max(0, first + 2))


def _places(piece: str, name: str) -> Iterator[int]:
    at = name.find(piece)
    while 0 <= at < len(name):
        yield at
        at = name.find(piece, at + 1)


def _one_off(question: Question, name: str) -> Score | None:
    """Whether the core of the question is one step from a piece of the name; whole names first."""
    core = question.parts.core
    if (whole := _whole_off(question, name)) is not None:
        return whole
    if len(core) < 3:
        return None
    parts, size = split(name), len(core)
    for target, cost in ((name, 0), (parts.core, 0), (parts.brand + parts.trade, 1), (parts.brand, 1)):
        # hardly any has the length for it, and asking costs more than looking
        if -2 < len(target) - size < 2 and one_off(core, target, whole=True):
            return float(cost), float(abs(len(name) - len(question.key)))
    if one_off(core, name):
        return 2.0, float(abs(len(name) - len(question.key)))
    if _near_parts(question, name):
        return 3.0, float(len(name))
    return (4.0, float(len(name))) if _other_order(core, parts) else _one_less(question, name)


def _one_less(question: Question, name: str) -> Score | None:
    """Whether a short name, but for one of its characters, stands for the name."""
    short = question.key
    if question.parts.core != short or not 3 < len(short) <= LONGEST_BY_EAR:
        return None
    score = _best(_abbreviates(less, name) for less in without_one(short))
    return None if score is None else (5.0, *score)


def _whole_off(question: Question, name: str) -> Score | None:
    """Whether the question is one step from the name; first the names that have all that was typed."""
    if not one_off(question.key, name, whole=True):
        return None
    return -1.0 if _in_order(question.key, name) else -0.5, 0.0


def _other_order(core: str, parts: Parts) -> bool:
    """Whether a part of the name has the same characters, most of them where they were."""
    for target in (parts.core, parts.brand + parts.trade, parts.brand):
        if len(target) == len(core) > 3 and sorted(target) == sorted(core):
            return sum(a != b for a, b in zip(core, target, strict=True)) <= len(core) // 2 + 1
    return False


def _near_parts(question: Question, name: str) -> bool:
    """The brand is one step off, and everything else is there."""
    asked, have = question.parts, split(name)
    if len(asked.brand) < 3 or not have.brand:
        return False
    return one_off(asked.brand, have.brand, whole=True) and asked.trade in name


def _reads_like(question: Question, name: str) -> Score | None:
    """Whether the reading differs from the typed one in one letter or one syllable; whole names first."""
    typed = letters_of(question)
    parts = split(name)
    for cost, target in enumerate((name, parts.core, parts.brand + parts.trade)):
        if one_off(typed, "".join(sound.syllables(target)), whole=True):
            return float(cost), float(len(name))
    said = sound.syllables(name)
    for cut in sound.cuts(typed)[:2]:
        for start in range(len(said) - len(cut) + 1):
            off = sum(a != b for a, b in zip(cut, said[start : start + len(cut)], strict=True))
            if off <= 1:
                return 3.0 + (start > 0), float(len(name))
    if one_off(typed, "".join(said)):
        return 5.0, float(len(name))
    short = (_heard_short(cut, name) for cut in sound.cuts(typed)[:2] if len(cut) <= LONGEST_BY_EAR)
    return (6.0, float(len(name))) if any(score is not None for score in short) else None
