"""Tiers for short names: a brand with a word for the form, first characters of words, characters picked."""

from itertools import pairwise

from search.page import Reason
from search.plan import All, AnyOf, Clause, Stage, Tier, every, some, term
from search.planning.terms import gram_terms, piece_term, spoken
from search.text import sound
from search.text.parts import Parts
from search.text.question import Question
from search.text.tables import forms
from search.text.tokens import LONGEST_START, digest, without_one

_LONGEST_SHORT_NAME = 9
_LONGEST_SWAPPED = 6
_LONGEST_NAME = 24
_LONGEST_BRAND = 4
_SHORTEST_BY_EAR = 4
LONGEST_BY_EAR = 6
_TAILS = ("股份", "集团", "公司")  # words of the legal form that stand behind a brand in short names


def with_tail(key: str) -> list[Tier]:
    """A brand followed by a word for the kind of enterprise (德昌股份), which the name has further on."""
    for tail in _TAILS:
        if key.endswith(tail) and len(key) > len(tail) + 1:
            return _of_form(key[: -len(tail)], tail)
    return []


def _of_form(short: str, tail: str) -> list[Tier]:
    """Enterprises of that form with this brand, or whose name or brand begins so."""
    formed = piece_term(tail)
    begins = [term("^" + short[:LONGEST_START]), *gram_terms(short), formed]
    clauses = (All((term("b" + digest(short)), formed)), every(begins))
    return [Tier(Reason.SHORT_NAME, clause) for clause in clauses if clause is not None]


def sounding_with_tail(key: str) -> list[Tier]:
    """A brand by ear, followed by a word for the kind of enterprise."""
    for tail in _TAILS:
        said = sound.syllables(key.removesuffix(tail))
        if key.endswith(tail) and len(said) > 1:
            heard = All((term("S" + digest("".join(said))), piece_term(tail)))
            return [Tier(Reason.SOUND, heard, Stage.SOUND)]
    return []


def tail_heard(key: str) -> str:
    """The key with the word for the kind of enterprise that its end sounds like (股分); "" for others."""
    head, end = key[:-2], key[-2:]
    said = sound.syllables(end)
    heard = (head + tail for tail in _TAILS if tail != end and sound.syllables(tail) == said)
    return next(heard, "") if len(head) > 1 else ""


def tail_meant(key: str) -> str:
    """The key with the word for the kind of enterprise that is one character off its end; "" for others."""
    head, end = key[:-2], key[-2:]
    meant = (head + tail for tail in _TAILS if (end[0] == tail[0]) is not (end[1] == tail[1]))
    return next(meant, "") if len(head) > 1 else ""


def joint_stock() -> Clause:
    """Joint-stock companies."""
    return piece_term("股份")


def bare(key: str) -> list[Tier]:
    """Two characters alone: joint-stock companies of that brand, then those whose name or brand begins so."""
    if len(key) != 2:
        return []
    stock = joint_stock()
    brand, begins = term("b" + key), term("^" + key)
    return [Tier(Reason.BRAND, All((brand, stock))), Tier(Reason.NAME, All((begins, stock)))]


def listed(key: str) -> list[Tier]:
    """A short name from the stock exchange: joint-stock companies first, however it is made."""
    stock = joint_stock()
    picked = every([term("^" + key[0]), *(piece_term(char) for char in key), stock])
    tiers = _of_form(key, "股份")
    if len(key) == 2:
        tiers.append(Tier(Reason.SHORT_NAME, All((term("A" + key), stock))))
    whole = every([*gram_terms(key), stock])
    tiers += [Tier(Reason.SHORT_NAME, whole)] if whole is not None else []
    return [*tiers, Tier(Reason.SHORT_NAME, picked, checked=True)] if picked is not None else tiers


def called(key: str) -> list[Tier]:
    """First characters of words (see `search.text.short`), maybe with a word for the form behind them."""
    tiers = []
    for tail in ("", *_TAILS):
        head = key.removesuffix(tail)
        if not 2 <= len(head) <= _LONGEST_SHORT_NAME or (tail and head == key):
            continue
        steps: list[Clause] = [AnyOf((piece_term(a + b), term("A" + a + b))) for a, b in pairwise(head)]
        if len(head) == 2:
            steps = [term("A" + head)]
        clause = every([*steps, *([piece_term(tail)] if tail else [])])
        tiers += [Tier(Reason.SHORT_NAME, clause)] if clause is not None else []
    return tiers


def swapped_listed(key: str) -> list[Tier]:
    """Two swapped characters that are the brand of a joint-stock company: few, and known by it."""
    if key[0] == key[1]:
        return []
    return [Tier(Reason.NEAR, All((term("b" + key[::-1]), joint_stock())))]


def abbreviations(question: Question, key: str) -> list[Tier]:
    """Characters picked from the name in its order (武钢股份); the names themselves decide."""
    if not 2 <= len(key) <= _LONGEST_SHORT_NAME or key.endswith("有限公司") or with_form(question):
        return []
    chars: list[Clause] = [piece_term(char) for char in key]
    anchored = every([term("^" + key[0]), *chars])
    loose = every(chars)
    tiers = [Tier(Reason.SHORT_NAME, anchored, checked=True)] if anchored else []
    if len(key) > 2 and loose is not None:
        tiers.append(Tier(Reason.SHORT_NAME, loose, checked=True))
    return tiers


def picked(question: Question) -> list[Tier]:
    """Characters of the name in its order, from wherever in its words."""
    key = question.key
    if not 3 <= len(key) <= _LONGEST_SHORT_NAME or with_form(question):
        return []
    clause = every(piece_term(char) for char in key)
    return [Tier(Reason.SHORT_NAME, clause, Stage.PARTIAL, checked=True)] if clause is not None else []


def swapped_names(key: str) -> list[Tier]:
    """A whole or short name with two neighbours swapped: surer than what only sounds alike."""
    if not 2 <= len(key) <= _LONGEST_NAME:
        return []
    whole = some(term(space + digest(other)) for other in swaps(key) for space in "b~=")
    tiers = [Tier(Reason.NEAR, whole, Stage.SOUND)] if whole is not None else []
    if 2 < len(key) <= _LONGEST_SWAPPED:
        begins = (every([term("^" + other[:LONGEST_START]), *gram_terms(other)]) for other in swaps(key))
        clause = some(c for c in begins if c is not None)
        tiers += [Tier(Reason.NEAR, clause, Stage.SOUND)] if clause is not None else []
    for tail in _TAILS:
        head = key.removesuffix(tail)
        if head != key and len(head) > 1:
            short = some(term("b" + digest(other)) for other in swaps(head))
            if short is not None:
                tiers.append(Tier(Reason.NEAR, All((short, piece_term(tail))), Stage.SOUND))
    return tiers


def near_whole(parts: Parts) -> list[Tier]:
    """A whole name that is little but a brand, with two neighbours swapped or a character left out.

    Surer than others of another form that bear what was typed as their brand.
    """
    core, form = parts.core, parts.form + parts.branch
    if not 2 <= len(core) <= _LONGEST_BRAND:
        return []
    swapped = [term("=" + digest(other + form)) for other in swaps(core)]
    clause = some([*swapped, All((term("d" + core), *gram_terms(parts.form)))])
    return [Tier(Reason.NEAR, clause)] if clause is not None else []


def near_short(key: str) -> list[Tier]:
    """A short name with two characters swapped: its characters are all there, in some order."""
    if not 3 <= len(key) <= _LONGEST_SWAPPED:
        return []
    chars = [piece_term(char) for char in key]
    begins = every([AnyOf((term("^" + key[0]), term("^" + key[1]))), *chars])
    found = (begins, every(chars))
    return [
        Tier(Reason.SHORT_NAME, clause, Stage.NEAR, checked=True) for clause in found if clause is not None
    ]


def one_less(key: str) -> list[Clause]:
    """A short name with a character wrong or too many: all the others, the first where a word begins."""
    if not 4 <= len(key) <= _LONGEST_SWAPPED:
        return []
    left = (every([term("^" + less[0]), *map(piece_term, less)]) for less in without_one(key))
    return [clause for clause in left if clause is not None]


def by_ear(said: tuple[str, ...], reason: Reason) -> list[Tier]:
    """A short name as it is said: the name has it in two pieces; how they stand in it decides."""
    if not _SHORTEST_BY_EAR <= len(said) <= LONGEST_BY_EAR:
        return []
    halves = (spoken([said[:at], said[at:]]) for at in range(2, len(said) - 1))
    clause = some(half for half in halves if half is not None)
    return [Tier(reason, clause, Stage.NEAR, checked=True)] if clause is not None else []


def swaps(text: str) -> list[str]:
    """The text with each two different neighbours swapped in turn."""
    return [
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(len(text) - 1)
        if text[at] != text[at + 1]
    ]


def with_form(question: Question) -> bool:
    """Whether one of several words is a legal form of its own: nobody writes short names so."""
    return len(question.runs) > 1 and any(forms().get(run.text) == "legal" for run in question.runs)
