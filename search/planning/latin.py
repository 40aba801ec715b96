"""Tiers for questions in Latin letters: words of a name, pinyin, initials. Uyghur Latin: see `uyghur`."""

from functools import cache

from search.page import Reason
from search.plan import Clause, Stage, Tier, every, some, term
from search.planning.terms import gram_terms, one_of, spoken
from search.text import sound
from search.text.question import Question, Run, Script
from search.text.tables import forms
from search.text.tokens import digest

_SHORTEST_INITIALS = 3
_LONGEST_WORD = 12


def letters_of(question: Question) -> str:
    """The question as one run of pinyin letters."""
    return "".join(sound.typed(run.text).replace("'", "").replace("’", "") for run in question.runs)


def syllable_by_syllable(question: Question) -> bool:
    """Whether this is pinyin with a blank behind each syllable, which no other language looks like."""
    known = sound.all_syllables()
    return len(question.runs) > 3 and all(sound.typed(run.text) in known for run in question.runs)


@cache
def _said_forms() -> tuple[str, ...]:
    """How legal forms are said, the longest first."""
    said = {"".join(sound.syllables(form)) for form, kind in forms().items() if kind == "legal"}
    return tuple(sorted((form for form in said if len(form) > 5), key=len, reverse=True))


def core_of(typed: str) -> str:
    """A typed reading without the legal form at its end: the form is not indexed syllable by syllable."""
    for form in _said_forms():
        if typed.endswith(form) and len(typed) > len(form) + 2:
            return typed[: -len(form)]
    return typed


def spelled(kind: str, question: Question) -> list[Tier]:
    """Words of the name; its reading, whole or in one piece; its initials."""
    typed = letters_of(question)
    tiers = [
        Tier(Reason.NAME, term(kind, "=" + digest(question.key))),
        Tier(Reason.NAME, term(kind, "b" + digest(question.key))),
    ]
    words = every(term(kind, "a" + run.text) for run in question.runs)
    reading = _readings(kind, question, typed)
    candidates: list[tuple[Reason, Clause | None]] = [
        (Reason.NAME, words),
        (Reason.PINYIN, one_of(kind, "S", [typed])),
        (Reason.INITIALS, one_of(kind, "i", [typed]) if len(typed) >= _SHORTEST_INITIALS else None),
        *((Reason.PINYIN, clause) for clause in reading),
        (Reason.INITIALS, _running_initials(kind, typed)),
        (Reason.NAME, every(gram_terms(kind, question.key)) if len(question.key) <= _LONGEST_WORD else None),
    ]
    return tiers + [Tier(reason, clause) for reason, clause in candidates if clause is not None]


def _readings(kind: str, question: Question, typed: str) -> list[Clause | None]:
    whole = some(c for cut in sound.cuts(core_of(typed)) if (c := spoken(kind, [cut])) is not None)
    if len(question.runs) < 2:
        return [whole]
    words = [sound.cuts(sound.typed(run.text).replace("'", "")) for run in question.runs]
    if not all(words):
        return [whole]
    apart = every(
        clause
        for cuts in words
        if (clause := some(c for cut in cuts if (c := spoken(kind, [cut])) is not None)) is not None
    )
    return [whole, apart]


def _running_initials(kind: str, typed: str) -> Clause | None:
    if len(typed) < 4 or not typed.isalpha():
        return None
    return every(term(kind, "j" + typed[at : at + 4]) for at in range(len(typed) - 3))


def near(kind: str, question: Question) -> list[Tier]:
    """One syllable read otherwise; what is left on both sides must be there."""
    clauses = []
    for cut in sound.cuts(core_of(letters_of(question)))[:2]:
        if len(cut) < 4:
            continue
        clauses += [spoken(kind, [cut[:at], cut[at + 1 :]]) for at in range(len(cut))]
    clause = some(c for c in clauses if c is not None)
    return [Tier(Reason.PINYIN, clause, Stage.NEAR, checked=True)] if clause is not None else []


def run_clause(kind: str, run: Run) -> Clause | None:
    """One run of Latin letters inside a mixed question: a word, a reading, or initials."""
    typed = sound.typed(run.text).replace("'", "")
    readings = [spoken(kind, [cut]) for cut in sound.cuts(typed)]
    options = [
        term(kind, "a" + run.text),
        one_of(kind, "S", [typed]),
        one_of(kind, "i", [typed]) if len(typed) > 1 else None,
        *readings,
    ]
    return some(option for option in options if option is not None)


def mixed_readings(question: Question) -> list[tuple[str, ...]]:
    """Syllables of a question that mixes characters and pinyin; empty if a run cannot be read."""
    ways: list[tuple[str, ...]] = [()]
    for run in question.runs:
        if run.script is Script.HAN:
            options: tuple[tuple[str, ...], ...] = (sound.syllables(run.text),)
        else:
            options = sound.cuts(sound.typed(run.text).replace("'", ""))
        ways = [(*way, *option) for way in ways for option in options][:6]
    return ways
