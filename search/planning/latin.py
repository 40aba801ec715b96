"""Tiers for questions in Latin letters: words of a name, pinyin, initials. Uyghur Latin: see `uyghur`."""

from functools import cache

from search.page import Reason
from search.plan import Clause, Stage, Tier, every, some, term
from search.planning import shorts
from search.planning.terms import gram_terms, one_of, piece_term, spoken
from search.text import sound
from search.text.question import Question, Run, Script
from search.text.tables import forms
from search.text.tokens import digest

_SHORTEST_INITIALS = 3
_LONGEST_WORD = 12
_LONGEST_INITIALS = 20
_LONGEST_SYLLABLE = 7  # with a letter too many
_MOST_SIDES = 40


def letters_of(question: Question) -> str:
    """The question as one run of pinyin letters."""
    return "".join(sound.typed(run.text).replace("'", "").replace("’", "") for run in question.runs)


def syllable_by_syllable(question: Question) -> bool:
    """Whether this is pinyin with a blank behind each syllable, which no other language looks like."""
    known = sound.all_syllables()
    return len(question.runs) > 3 and all(sound.typed(run.text) in known for run in question.runs)


@cache
def _said_forms(kind: str) -> tuple[str, ...]:
    """How endings of names are said, the longest first. kind: "legal", "shop"."""
    said = {"".join(sound.syllables(form)) for form, found in forms().items() if found == kind}
    return tuple(sorted((form for form in said if len(form) > 5), key=len, reverse=True))


_TAILS = ("jituangufen", "jituan", "konggu", "gufen")  # what short names keep of a legal form


def cores_of(typed: str) -> list[str]:
    """A typed reading without the ending, which is not indexed syllable by syllable: without the legal form,
    and without a kind of shop or what is left of a legal form."""
    core = _without(typed, _said_forms("legal"))
    return list(dict.fromkeys((core, _without(core, (*_TAILS, *_said_forms("shop"))))))


def _without(typed: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if typed.endswith(ending) and len(typed) > len(ending) + 2:
            return typed[: -len(ending)]
    return typed


_TAIL_WORDS = {"gufen": "股份", "jituan": "集团", "konggu": "控股"}
_TAIL_INITIALS = {"gf": "股份", "jt": "集团", "kg": "控股"}


def _with_tail(typed: str, tails: dict[str, str], space: str) -> Clause | None:
    """A brand's reading or initials, followed by those of a word for the kind of enterprise (dlgf)."""
    for said, tail in tails.items():
        head = typed.removesuffix(said)
        if head != typed and len(head) > 1:
            return every([term(space + digest(head)), piece_term(tail)])
    return None


def spelled(question: Question) -> list[Tier]:
    """Words of the name; its reading, whole or in one piece; its initials."""
    typed = letters_of(question)
    tiers = [
        Tier(Reason.NAME, term("=" + digest(question.key))),
        Tier(Reason.NAME, term("b" + digest(question.key))),
    ]
    words = every(term("a" + run.text) for run in question.runs)
    reading = _readings(question, typed)
    candidates: list[tuple[Reason, Clause | None]] = [
        (Reason.NAME, words),
        (Reason.PINYIN, one_of("S", [typed])),
        (Reason.PINYIN, _with_tail(typed, _TAIL_WORDS, "S")),
        (Reason.INITIALS, one_of("i", [typed]) if len(typed) >= _SHORTEST_INITIALS else None),
        *((Reason.PINYIN, clause) for clause in reading),
        (Reason.INITIALS, _with_tail(typed, _TAIL_INITIALS, "i")),
        (Reason.INITIALS, _running_initials(typed)),
        (Reason.NAME, every(gram_terms(question.key)) if len(question.key) <= _LONGEST_WORD else None),
    ]
    return tiers + [Tier(reason, clause) for reason, clause in candidates if clause is not None]


def _any_reading(typed: str) -> Clause | None:
    """All syllables of a typed reading, in one piece, cut in any way."""
    return some(c for cut in sound.cuts(typed) if (c := spoken([cut])) is not None)


def _around_form(typed: str) -> list[str]:
    """A typed reading of a branch: the name of the head without its legal form, and what follows."""
    for form in _said_forms("legal"):
        head, said, rest = typed.partition(form)
        if said and len(head) > 2 and len(rest) > 2:
            return [head, rest]
    return []


def _readings(question: Question, typed: str) -> list[Clause | None]:
    core, *shorter = cores_of(typed)
    pieces = [_any_reading(piece) for piece in _around_form(core)]
    branch = every(piece for piece in pieces if piece) if all(pieces) else None
    found = [_any_reading(core), branch, *(_any_reading(other) for other in shorter)]
    if len(question.runs) < 2:
        return found
    words = [sound.cuts(sound.typed(run.text).replace("'", "")) for run in question.runs]
    if not all(words):
        return found
    apart = every(
        clause
        for cuts in words
        if (clause := some(c for cut in cuts if (c := spoken([cut])) is not None)) is not None
    )
    return [*found, apart]


def _running_initials(typed: str) -> Clause | None:
    if len(typed) < 4 or not typed.isalpha():
        return None
    return every(term("j" + typed[at : at + 4]) for at in range(len(typed) - 3))


def near(question: Question) -> list[Tier]:
    """A short name in two pieces; one syllable read otherwise, or one letter of it off.

    What is left on both sides of the slip must be there. Then initials, one of a character's other reading.
    """
    typed = letters_of(question)
    clause = some(slip for core in cores_of(typed) for slip in _slips(core))
    tiers = [tier for cut in sound.cuts(typed)[:2] for tier in shorts.by_ear(cut, Reason.PINYIN)]
    tiers += [Tier(Reason.PINYIN, clause, Stage.NEAR, checked=True)] if clause is not None else []
    if _SHORTEST_INITIALS < len(typed) <= _LONGEST_INITIALS:
        others = one_of("i", sound.other_initials(typed))
        tiers += [Tier(Reason.INITIALS, others, Stage.NEAR)] if others is not None else []
    return tiers


def _slips(typed: str) -> list[Clause]:
    """A slip somewhere in a typed reading; of a branch, in the name of the head or in what follows it."""
    pieces = _around_form(typed) or [typed]
    found = []
    for at, piece in enumerate(pieces):
        rest = [_any_reading(other) for other in pieces[:at] + pieces[at + 1 :]]
        slip = some(c for sides in _sides(piece) if (c := spoken(sides)) is not None)
        clause = every([slip, *(c for c in rest if c)]) if slip is not None and all(rest) else None
        found += [clause] if clause is not None else []
    return found


def _sides(typed: str) -> list[list[tuple[str, ...]]]:
    """What stands before and behind the one syllable that may be wrong, cut into syllables."""
    before, behind = sound.ways_to(typed), sound.ways_from(typed)
    sides = {
        (before[start], behind[end])
        for start in range(len(typed))
        for end in range(start, min(len(typed), start + _LONGEST_SYLLABLE) + 1)
        if start in before and end in behind and sound.like_syllable(typed[start:end])
    }
    enough = [side for side in sides if max(map(len, side)) > 1]
    enough.sort(key=lambda side: (len(side[0]) + len(side[1]), side))
    return [[left, right] for left, right in enough[:_MOST_SIDES]]


def run_clause(run: Run) -> Clause | None:
    """One run of Latin letters inside a mixed question: a word, a reading, or initials."""
    typed = sound.typed(run.text).replace("'", "")
    readings = [spoken([cut]) for cut in sound.cuts(typed)]
    options = [
        term("a" + run.text),
        one_of("S", [typed]),
        one_of("i", [typed]) if len(typed) > 1 else None,
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
