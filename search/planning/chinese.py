"""Tiers for questions in Chinese characters (Latin letters and digits among them count as characters)."""

from itertools import pairwise

from search.page import Reason
from search.plan import Stage, Tier, every, some, term
from search.planning import shorts
from search.planning.terms import contiguous, gram_terms, one_of, piece_term, spoken
from search.text import sound
from search.text.parts import Parts
from search.text.question import Question
from search.text.tables import forms
from search.text.tokens import LONGEST_START, digest, without_one
from search.text.translit import stem

_LONGEST_NEAR = 24


def spelled(question: Question, key: str) -> list[Tier]:
    """As written: the whole name, its short forms, in one piece, all its parts, an abbreviation."""
    parts = question.parts
    tiers = [
        Tier(Reason.NAME, term("=" + digest(key))),
        Tier(Reason.NAME, term("~" + digest(key))),
        Tier(Reason.NAME, term("~" + digest(parts.core))),
        *shorts.bare(key),
        Tier(Reason.BRAND, term("b" + digest(key))),
        *shorts.with_tail(key),
    ]
    tiers += _holding(key, parts)
    if forms().get(parts.form) == "legal":
        tiers += [*shorts.near_whole(parts), Tier(Reason.BRAND, term("b" + digest(parts.core)))]
    return [*tiers, *_in_pieces(question), *shorts.abbreviations(question, key)]


def _branded(parts: Parts) -> list[Tier]:
    """A brand with a word of the trade, which the name has further on (安集科技)."""
    if len(parts.brand) < 2 or not parts.trade or parts.place or parts.form:
        return []
    return [
        Tier(Reason.BRAND, clause)
        for clause in [every([term("b" + parts.brand), *gram_terms(parts.trade)])]
        if clause
    ]


def _holding(key: str, parts: Parts) -> list[Tier]:
    """Names that begin so, that have it in one piece, and those made short to it by first characters."""
    whole = every(gram_terms(key))
    begins = every([term("^" + key[:LONGEST_START]), *gram_terms(key)])
    found = [Tier(Reason.NAME, clause) for clause in (begins, whole) if clause is not None]
    called = shorts.called(key)
    if len(key) != 2:
        return [*found, *_branded(parts), *called]
    # two characters stand in many a name by chance, across the border of two words
    return [*called, *found[:1], *shorts.swapped_listed(key), *found[1:]]


def _stems(parts: Parts) -> list[str]:
    place = stem(parts.place) if parts.place else ""
    return [piece for piece in (place, parts.brand, parts.trade, parts.branch) if piece]


def _in_pieces(question: Question) -> list[Tier]:
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
        clause = contiguous(texts)
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


def sounding(question: Question) -> list[Tier]:
    """What sounds like the whole question."""
    parts, said = question.parts, question.said
    if len(said) < 2:
        return []
    form = sound.syllables(parts.form)
    wholes = [one_of("S", ["".join(whole)]) for whole in ((*said, *form), said)]
    tiers = [Tier(Reason.SOUND, clause, Stage.SOUND) for clause in wholes if clause is not None]
    tiers[1:1] = shorts.sounding_with_tail(question.key)
    tiers += shorts.swapped_names(question.key)
    # who typed a whole name, form and all, mistyped it rather than left something out
    apart = Stage.PARTIAL if forms().get(parts.form) == "legal" else Stage.SOUND
    for pieces, stage in (([said], apart), (_said_apart(parts), apart)):
        clause = spoken(pieces)
        if clause is not None and len(said) > 2:
            tiers.append(Tier(Reason.SOUND, clause, stage))
    return tiers + _near_brand(parts, Stage.SOUND)


def _said_apart(parts: Parts) -> list[tuple[str, ...]]:
    """Syllables of the parts; a part of one character goes with the next: alone it would not be asked."""
    pieces: list[str] = []
    for piece in _stems(parts):
        if pieces and (len(pieces[-1]) == 1 or len(piece) == 1):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return [sound.syllables(piece) for piece in pieces]


def near(question: Question) -> list[Tier]:
    """One character wrong, added, missing, or two swapped; of a whole name then its brand alone."""
    whole = forms().get(question.parts.form) == "legal"
    return _near(question) + (_near_brand(question.parts, Stage.NEAR) if whole else [])


def _near(question: Question) -> list[Tier]:
    core = question.parts.core
    if len(core) < 3:
        return _near_formed(question.parts)
    if not 3 <= len(core) <= _LONGEST_NEAR:
        return []
    tiers: list[Tier] = []
    if not shorts.with_form(question):
        tiers = shorts.near_short(question.key)
        if question.parts.core == question.key:  # nobody makes a name short and leaves its form
            tiers += shorts.by_ear(question.said, Reason.SOUND)
    gaps = [contiguous([p for p in (core[:at], core[at + 1 :]) if p]) for at in range(len(core))]
    twisted = [every(gram_terms(other)) for other in shorts.swaps(core)]
    swapped, gapped = some(c for c in twisted if c), some(c for c in gaps if c)
    chars = every(piece_term(char) for char in core)
    if core == question.key:
        chars = some(clause for clause in (chars, *shorts.one_less(core)) if clause is not None)
    branch = gram_terms(question.parts.branch) if question.parts.branch else []
    for found in (swapped, gapped, chars):
        clause = every([found, *branch]) if found is not None else None
        if clause is not None:
            tiers.append(Tier(Reason.NEAR, clause, Stage.NEAR, checked=True))
    return tiers


def _near_formed(parts: Parts) -> list[Tier]:
    """One or two characters with a legal form: the form as written, and one of them where it was."""
    core = parts.core
    tiers = [Tier(Reason.NEAR, term("b" + core[::-1]), Stage.NEAR)] if len(core) == 2 else []
    begins = some(term("^" + char) for char in core)
    if begins is not None and len(parts.form) > 1:
        clause = every([begins, *gram_terms(parts.form)])
        tiers += [Tier(Reason.NEAR, clause, Stage.NEAR, checked=True)] if clause is not None else []
    return tiers


def _near_brand(parts: Parts, stage: Stage) -> list[Tier]:
    """A brand of three or more characters that differs by one, all other parts as written."""
    brand = parts.brand
    if not 3 <= len(brand) <= 7 or not (parts.place or parts.trade or parts.form):
        return []
    shorter = without_one(brand)
    keys = [
        term("d" + brand),
        *(term("d" + s) for s in shorter),
        *(term("b" + digest(s)) for s in shorter),
    ]
    rest = contiguous([piece for piece in (stem(parts.place) if parts.place else "", parts.trade) if piece])
    clause = every([c for c in (some(keys), rest) if c is not None])
    return [Tier(Reason.NEAR, clause, stage, checked=True)] if clause is not None else []


def partial(question: Question) -> list[Tier]:
    """The brand as written, whatever the other parts say."""
    brand = question.parts.brand
    loose = [*_characters(question), *shorts.picked(question)]
    if len(brand) < 2 or brand == question.key:
        return loose
    place = stem(question.parts.place) if question.parts.place else ""
    bearing = term("b" + digest(brand))
    placed = every([bearing, *gram_terms(place)]) if place else None
    clauses = (placed, bearing, every(gram_terms(brand)))
    return loose + [Tier(Reason.BRAND, clause, Stage.PARTIAL) for clause in clauses if clause is not None]


def _characters(question: Question) -> list[Tier]:
    """Several words, of which every character is in the name (设计院 for 设计研究院)."""
    words = [run.text for run in question.runs]
    if len(words) < 2:
        return []
    clause = every(piece_term(char) for word in words for char in _body(word))
    return [Tier(Reason.NAME, clause, Stage.PARTIAL)] if clause is not None else []
