"""Small clauses that several plans are made of."""

import itertools
from collections.abc import Iterable, Sequence

from search.plan import Clause, Term, every, some, term
from search.text import uyghur
from search.text.tokens import digest


def gram_terms(kind: str, text: str, space: str = "n") -> list[Clause]:
    """The neighbouring pairs of a text; the character itself where there is but one."""
    if len(text) == 1:
        return [term(kind, space + text)]
    return [term(kind, space + text[at : at + 2]) for at in range(len(text) - 1)]


def contiguous(kind: str, texts: Iterable[str], space: str = "n") -> Clause | None:
    """All texts, each in one piece (as far as pairs can tell)."""
    return every(clause for text in texts for clause in gram_terms(kind, text, space))


def spoken(kind: str, pieces: Iterable[Sequence[str]]) -> Clause | None:
    """All sequences of syllables, each in one piece; single syllables say too little and are left out."""
    return every(term(kind, f"s{a}-{b}") for piece in pieces for a, b in itertools.pairwise(piece))


def one_of(kind: str, space: str, keys: Iterable[str]) -> Clause | None:
    """Any of some whole keys."""
    return some(term(kind, space + digest(key)) for key in keys if key)


def stem_terms(kind: str, word: str) -> Clause | None:
    """A Uyghur word whatever its suffix, or the indexed word's: beginnings of the recall key either way."""
    key = uyghur.key(word)
    if len(key) < 2:
        return term(kind, "X" + key) if key else None
    shorter = [term(kind, "X" + stem) for stem in uyghur.stems(word, 2)]
    shorter += [term(kind, "X" + key[:size]) for size in range(max(4, len(key) - 6), len(key))]
    longer: list[Term] = [term(kind, "x" + key[:12])]
    return some([*longer, *shorter])
