"""Tiers for questions in Chinese characters (Latin letters and digits among them count as characters)."""

from itertools import pairwise

from search.page import Reason
from search.plan import All, AnyOf, Clause, Stage, Tier, every, some, term
from search.planning.terms import contiguous, gram_terms, one_of, piece_term, spoken
from search.text import sound
from search.text.parts import Parts
from search.text.question import Question
from search.text.tables import forms
from search.text.tokens import LONGEST_START, digest, without_one
from search.text.translit import stem

_LONGEST_SHORT_NAME = 9
_LONGEST_SWAPPED = 6
_LONGEST_NEAR = 24
_TAILS = ("股份", "集团", "公司")  # words of the legal form that stand behind a brand in short names


def spelled(kind: str, question: Question, key: str) -> list[Tier]:
    """As written: the whole name, its short forms, in one piece, all its parts, an abbreviation."""
    parts = question.parts
    tiers = [
        Tier(Reason.NAME, term(kind, "=" + digest(key))),
        Tier(Reason.NAME, term(kind, "~" + digest(key))),
        Tier(Reason.NAME, term(kind, "~" + digest(parts.core))),
        Tier(Reason.BRAND, term(kind, "b" + digest(key))),
        *_with_tail(kind, key),
    ]
    whole = every(gram_terms(kind, key))
    begins = every([term(kind, "^" + key[:LONGEST_START]), *gram_terms(kind, key)])
    found = [Tier(Reason.NAME, clause) for clause in (begins, whole) if clause is not None]
    called = _called(kind, key)
    # two characters stand somewhere in many a name by chance, across the border of two words
    tiers += (
        [*found[:1], *called, *_swapped_listed(kind, key), *found[1:]] if len(key) == 2 else found + called
    )
    if forms().get(parts.form) == "legal":
        tiers.append(Tier(Reason.BRAND, term(kind, "b" + digest(parts.core))))
    return [*tiers, *_in_pieces(kind, question), *_abbreviations(kind, question, key)]


def _called(kind: str, key: str) -> list[Tier]:
    """First characters of words (see `search.text.short`), maybe with a word for the form behind them."""
    tiers = []
    for tail in ("", *_TAILS):
        head = key.removesuffix(tail)
        if not 2 <= len(head) <= _LONGEST_SHORT_NAME or (tail and head == key):
            continue
        steps: list[Clause] = [
            AnyOf((piece_term(kind, a + b), term(kind, "A" + a + b))) for a, b in pairwise(head)
        ]
        if len(head) == 2:
            steps = [term(kind, "A" + head)]
        clause = every([*steps, *([piece_term(kind, tail)] if tail else [])])
        tiers += [Tier(Reason.SHORT_NAME, clause)] if clause is not None else []
    return tiers


def _swapped_listed(kind: str, key: str) -> list[Tier]:
    """Two swapped characters that are the brand of a joint-stock company: few, and known by it."""
    if key[0] == key[1]:
        return []
    return [Tier(Reason.NEAR, All((term(kind, "b" + key[::-1]), piece_term(kind, "股份"))))]


def _with_tail(kind: str, key: str) -> list[Tier]:
    """A brand followed by a word for the kind of enterprise (德昌股份), which the name has further on."""
    for tail in _TAILS:
        if key.endswith(tail) and len(key) > len(tail) + 1:
            short = term(kind, "b" + digest(key[: -len(tail)]))
            return [Tier(Reason.SHORT_NAME, All((short, piece_term(kind, tail))))]
    return []


def listed(kind: str, key: str) -> list[Tier]:
    """A short name from the stock exchange: joint-stock companies first."""
    stock = piece_term(kind, "股份")
    shorts = [term(kind, "b" + digest(key)), *([term(kind, "A" + key)] if len(key) == 2 else [])]
    return [Tier(Reason.SHORT_NAME, All((short, stock))) for short in shorts]


def _stems(parts: Parts) -> list[str]:
    place = stem(parts.place) if parts.place else ""
    return [piece for piece in (place, parts.brand, parts.trade, parts.branch) if piece]


def _in_pieces(kind: str, question: Question) -> list[Tier]:
    """All words as the reader set them apart, then all parts of the name, in any order."""
    words = [run.text for run in question.runs]
    kept = [body for word in words if (body := _body(word))]
    found = [kept] if len(kept) > 1 else [words] if kept and len(words) > 1 else []
    pieces = pieces_of(question.parts)
    if len(pieces) > 1 or (pieces and question.parts.form):
        found.append(pieces)
    # who typed a whole name, form and all, mistyped it rather than left something out: near comes first
    stage = Stage.PARTIAL if forms().get(question.parts.form) == "legal" and len(kept) < 2 else Stage.SPELLED
    # pairs alone cannot tell 上海 + 海点 from 上海点: then the names are looked at
    tiers = []
    for texts in found:
        clause = contiguous(kind, texts)
        overlap = any(a[-1] == b[0] for a, b in pairwise(texts))
        if clause is not None:
            tiers.append(Tier(Reason.NAME, clause, stage, checked=overlap))
    return tiers


def pieces_of(parts: Parts) -> list[str]:
    """What must be in a name that has all parts of the question; the legal form need not be."""
    shop = [parts.form] if forms().get(parts.form) == "shop" else []
    return [*_stems(parts), *shop]


def _body(word: str) -> str:
    """A word without legal form; nothing for a word that is nothing else."""
    if forms().get(word) == "legal":
        return ""
    for size in range(min(11, len(word) - 2), 1, -1):
        if forms().get(word[-size:]) == "legal":
            return word[:-size]
    return word


def _with_form(question: Question) -> bool:
    """Whether one of several words is a legal form of its own: nobody writes short names so."""
    return len(question.runs) > 1 and any(forms().get(run.text) == "legal" for run in question.runs)


def _abbreviations(kind: str, question: Question, key: str) -> list[Tier]:
    """Characters picked from the name in its order (武钢股份); the names themselves decide."""
    if not 2 <= len(key) <= _LONGEST_SHORT_NAME or key.endswith("有限公司") or _with_form(question):
        return []
    chars: list[Clause] = [piece_term(kind, char) for char in key]
    anchored = every([term(kind, "^" + key[0]), *chars])
    loose = every(chars)
    tiers = [Tier(Reason.SHORT_NAME, anchored, checked=True)] if anchored else []
    if len(key) > 2 and loose is not None:
        tiers.append(Tier(Reason.SHORT_NAME, loose, checked=True))
    return tiers


def sounding(kind: str, question: Question) -> list[Tier]:
    """What sounds like the whole question."""
    parts, said = question.parts, question.said
    if len(said) < 2:
        return []
    form = sound.syllables(parts.form)
    wholes = [one_of(kind, "S", ["".join(whole)]) for whole in ((*said, *form), said)]
    tiers = [Tier(Reason.SOUND, clause, Stage.SOUND) for clause in wholes if clause is not None]
    tiers += _swapped_names(kind, question.key)
    # who typed a whole name, form and all, mistyped it rather than left something out
    apart = Stage.PARTIAL if forms().get(parts.form) == "legal" else Stage.SOUND
    for pieces, stage in (([said], Stage.SOUND), (_said_apart(parts), apart)):
        clause = spoken(kind, pieces)
        if clause is not None and len(said) > 2:
            tiers.append(Tier(Reason.SOUND, clause, stage))
    return tiers + _near_brand(kind, parts)


def _said_apart(parts: Parts) -> list[tuple[str, ...]]:
    """Syllables of the parts; a part of one character goes with the next: alone it would not be asked."""
    pieces: list[str] = []
    for piece in _stems(parts):
        if pieces and (len(pieces[-1]) == 1 or len(piece) == 1):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return [sound.syllables(piece) for piece in pieces]


def _swapped_names(kind: str, key: str) -> list[Tier]:
    """A whole or short name with two neighbours swapped: surer than what only sounds alike."""
    if not 2 <= len(key) <= _LONGEST_NEAR:
        return []
    whole = some(term(kind, space + digest(other)) for other in swaps(key) for space in "b~=")
    tiers = [Tier(Reason.NEAR, whole, Stage.SOUND)] if whole is not None else []
    for tail in _TAILS:
        head = key.removesuffix(tail)
        if head != key and len(head) > 1:
            short = some(term(kind, "b" + digest(other)) for other in swaps(head))
            if short is not None:
                tiers.append(Tier(Reason.NEAR, All((short, piece_term(kind, tail))), Stage.SOUND))
    return tiers


def swaps(text: str) -> list[str]:
    """The text with each two different neighbours swapped in turn."""
    return [
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(len(text) - 1)
        if text[at] != text[at + 1]
    ]


def near(kind: str, question: Question) -> list[Tier]:
    """One character wrong, added, missing, or two swapped."""
    core = question.parts.core
    if len(core) == 2:
        return [Tier(Reason.NEAR, term(kind, "b" + core[::-1]), Stage.NEAR)]
    if not 3 <= len(core) <= _LONGEST_NEAR:
        return []
    tiers = [] if _with_form(question) else _near_short(kind, question.key)
    gaps = [contiguous(kind, [p for p in (core[:at], core[at + 1 :]) if p]) for at in range(len(core))]
    twisted = [every(gram_terms(kind, other)) for other in swaps(core)]
    swapped, gapped = some(c for c in twisted if c), some(c for c in gaps if c)
    if swapped is not None:
        tiers.append(Tier(Reason.NEAR, swapped, Stage.NEAR, checked=True))
    if gapped is not None:
        tiers.append(Tier(Reason.NEAR, gapped, Stage.NEAR, checked=True))
    chars = every(piece_term(kind, char) for char in core)
    if chars is not None:
        tiers.append(Tier(Reason.NEAR, chars, Stage.NEAR, checked=True))
    return tiers


def _near_short(kind: str, key: str) -> list[Tier]:
    """A short name with two characters swapped: its characters are all there, in some order."""
    if not 3 <= len(key) <= _LONGEST_SWAPPED:
        return []
    chars = [piece_term(kind, char) for char in key]
    begins = every([AnyOf((term(kind, "^" + key[0]), term(kind, "^" + key[1]))), *chars])
    found = (begins, every(chars))
    return [
        Tier(Reason.SHORT_NAME, clause, Stage.NEAR, checked=True) for clause in found if clause is not None
    ]


def _near_brand(kind: str, parts: Parts) -> list[Tier]:
    """A brand of three or more characters that differs by one, all other parts as written."""
    brand = parts.brand
    if not 3 <= len(brand) <= 7 or not (parts.place or parts.trade or parts.form):
        return []
    shorter = without_one(brand)
    keys = [
        term(kind, "d" + brand),
        *(term(kind, "d" + s) for s in shorter),
        *(term(kind, "b" + digest(s)) for s in shorter),
    ]
    rest = contiguous(
        kind, [piece for piece in (stem(parts.place) if parts.place else "", parts.trade) if piece]
    )
    clause = every([c for c in (some(keys), rest) if c is not None])
    return [Tier(Reason.NEAR, clause, Stage.SOUND, checked=True)] if clause is not None else []


def partial(kind: str, question: Question) -> list[Tier]:
    """The brand as written, whatever the other parts say."""
    brand = question.parts.brand
    loose = [*_characters(kind, question), *_picked(kind, question)]
    if len(brand) < 2 or brand == question.key:
        return loose
    place = stem(question.parts.place) if question.parts.place else ""
    bearing = term(kind, "b" + digest(brand))
    placed = every([bearing, *gram_terms(kind, place)]) if place else None
    clauses = (placed, bearing, every(gram_terms(kind, brand)))
    return loose + [Tier(Reason.BRAND, clause, Stage.PARTIAL) for clause in clauses if clause is not None]


def _picked(kind: str, question: Question) -> list[Tier]:
    """Characters of the name in its order, from wherever in its words."""
    key = question.key
    if not 3 <= len(key) <= _LONGEST_SHORT_NAME or _with_form(question):
        return []
    clause = every(piece_term(kind, char) for char in key)
    return [Tier(Reason.SHORT_NAME, clause, Stage.PARTIAL, checked=True)] if clause is not None else []


def _characters(kind: str, question: Question) -> list[Tier]:
    """Several words, of which every character is in the name (设计院 for 设计研究院)."""
    words = [run.text for run in question.runs]
    if len(words) < 2:
        return []
    clause = every(piece_term(kind, char) for word in words for char in _body(word))
    return [Tier(Reason.NAME, clause, Stage.PARTIAL)] if clause is not None else []
