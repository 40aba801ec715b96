"""Tiers for questions in Uyghur, in any of its scripts: Uyghur names, and Chinese names by ear."""

from search.page import Reason
from search.plan import Clause, Stage, Tier, every, some, term
from search.planning.terms import contiguous, stem_terms, word_near
from search.text import translit, uyghur
from search.text.fold import letters
from search.text.tokens import SHORTEST_NEAR_WORD, digest


def spelled(text: str) -> list[Tier]:
    """The Uyghur name: whole, all words, all words whatever their suffixes; then Chinese names by ear."""
    return [tier for reading in uyghur.readings_of(text) for tier in _spelled(reading)]


def _spelled(text: str) -> list[Tier]:
    words = uyghur.words(text)
    if not words:
        return []
    own = [word for word in words if translit.generic(word) != ("",)] or words
    candidates: list[tuple[Reason, Clause | None]] = [
        (Reason.UYGHUR_NAME, term("=" + digest(letters(uyghur.norm(text))))),
        (Reason.UYGHUR_NAME, term("y" + digest(uyghur.key(text).replace(" ", "")))),
        (Reason.UYGHUR_NAME, every(term("u" + word) for word in words)),
        (Reason.UYGHUR_NAME, _all(stem_terms(word) for word in words)),
        (Reason.UYGHUR_NAME, _all(stem_terms(word) for word in own)),
        (Reason.TRANSLITERATION, _all(word_clause(word) for word in own)),
    ]
    return [Tier(reason, clause) for reason, clause in candidates if clause is not None]


def near(text: str) -> list[Tier]:
    """One letter off in one word."""
    own = [word for word in uyghur.words(text) if translit.generic(word) != ("",)]
    options = []
    for at, word in enumerate(own):
        if len(uyghur.near_key(word)) >= SHORTEST_NEAR_WORD:
            options.append(
                _all([word_near(word), *(stem_terms(other) for other in own[:at] + own[at + 1 :])])
            )
    clause = some(c for c in options if c is not None)
    return [Tier(Reason.NEAR, clause, Stage.NEAR)] if clause is not None else []


def _all(clauses: object) -> Clause | None:
    found = list(clauses)  # type: ignore[call-overload]
    return every(found) if found and all(clause is not None for clause in found) else None


def partial(text: str) -> list[Tier]:
    """Chinese names by ear without the words of common trades: anything spelled nearly so is surer."""
    return [
        Tier(Reason.TRANSLITERATION, clause, Stage.PARTIAL)
        for reading in uyghur.readings_of(text)
        for clause in _proper_by_ear(reading)
    ]


def _proper_by_ear(text: str) -> list[Clause]:
    """Chinese names that the words of the proper part mean or sound like: one by one, then together."""
    words = [word for word in uyghur.words(text) if translit.generic(word) != ("",)]
    proper = [word for word in words if translit.generic(word) is None or translit.chinese_places(word)]
    if all(translit.chinese_places(word) for word in proper):
        return []  # places alone would find everyone there
    joined = _joined(proper) if len(proper) > 1 else None
    found = (_all(word_clause(word) for word in proper), joined)
    return [clause for clause in found if clause is not None]


def word_clause(word: str) -> Clause | None:
    """One word: a place by the table, a common word by its Chinese, a brand by ear, or a Uyghur word."""
    options = [contiguous([place]) for place in translit.chinese_places(word)]
    options += [contiguous([chinese]) for chinese in translit.generic(word) or () if chinese]
    options += [term("v" + translit.skeleton(word)), stem_terms(word)]
    return some(option for option in options if option is not None)


def _joined(words: list[str]) -> Clause | None:
    """A brand written as several words: places by the table, the rest together by ear."""
    places = [word for word in words if translit.chinese_places(word)]
    rest = "".join(word for word in words if word not in places)
    clauses = [word_clause(word) for word in places]
    return _all([*clauses, term("v" + translit.skeleton(rest))]) if rest else None
