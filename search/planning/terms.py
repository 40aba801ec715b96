"""Small clauses that several plans are made of."""

import itertools
from collections.abc import Iterable, Sequence
from functools import lru_cache

from search.plan import AnyOf, Clause, Prefix, Term, every, some, term
from search.text import uyghur
from search.text.legal import forms_with, without_form
from search.text.tokens import LONGEST_KEY_START, digest

_SHORTEST_STEM = 4


def gram_terms(text: str, space: str = "n") -> list[Clause]:
    """The neighbouring pairs of a text, a legal form at its end as one; a character that stands alone."""
    if space != "n":
        pairs = [text] if len(text) == 1 else [text[at : at + 2] for at in range(len(text) - 1)]
        return [term(space + pair) for pair in pairs]
    body, form = without_form(text)
    if len(text) == 1:
        return [piece_term(text)]
    reach = len(body) if form else len(body) - 1  # up to the pair that leads into the form
    pairs = [text[at : at + 2] for at in range(reach)]
    clauses = [piece_term(pair) for pair in pairs]
    return [*clauses, term("f" + form)] if form else clauses


@lru_cache(maxsize=65_536)
def piece_term(piece: str) -> Clause:
    """One or two neighbouring characters of a name, be they inside its legal form."""
    found = forms_with(piece)
    whole = [term("f" + form) for form in found]
    if piece in found:
        return whole[0]
    return AnyOf((term("n" + piece), *whole)) if whole else term("n" + piece)


def contiguous(texts: Iterable[str], space: str = "n") -> Clause | None:
    """All texts, each in one piece (as far as pairs can tell)."""
    return every(clause for text in texts for clause in gram_terms(text, space))


def spoken(pieces: Iterable[Sequence[str]]) -> Clause | None:
    """All sequences of syllables, each in one piece; single syllables say too little and are left out."""
    return every(term(f"s{a}-{b}") for piece in pieces for a, b in itertools.pairwise(piece))


def one_of(space: str, keys: Iterable[str]) -> Clause | None:
    """Any of some whole keys."""
    return some(term(space + digest(key)) for key in keys if key)


def stem_terms(word: str) -> Clause | None:
    """A Uyghur word whatever its suffix, or the indexed word's: beginnings of the recall key either way."""
    key = uyghur.key(word)
    if len(key) < 2:
        return term("X" + key) if key else None
    return some([key_start(key), *(term("X" + stem) for stem in uyghur.stems(word, 2))])


def key_start(key: str) -> Clause:
    """Uyghur words whose recall key begins so."""
    if len(key) <= LONGEST_KEY_START:
        return term("x" + key)
    return Prefix(term("X" + key).token)


def word_near(word: str) -> Clause | None:
    """Uyghur words one letter off: one wrong, missing, added, or two swapped; or with any end less."""
    key = uyghur.key(word)
    shorter = (key[:size] for size in range(max(_SHORTEST_STEM, len(key) - 6), len(key)))
    return some(Term("X" + other) for other in (*uyghur.one_off(word), *shorter))
