"""Which text of a document matched, and which of its characters to mark."""

from dataclasses import dataclass
from functools import lru_cache

from search.document import Document, NameRole
from search.page import Reason, Span
from search.text import sound, uyghur
from search.text.fold import Traced, has_han, letters, trace
from search.text.parts import split
from search.text.question import Question, Script, places_last
from search.text.translit import chinese_places, skeleton, sound_key

_HAN = frozenset((Script.HAN,))
_ROLE_REASON = {NameRole.FORMER: Reason.FORMER_NAME, NameRole.UYGHUR: Reason.UYGHUR_NAME}
_PLAIN = {Reason.NAME, Reason.BRAND, Reason.SHORT_NAME, Reason.NEAR}  # nothing is said of the sound
_BY_NAME = {Reason.NAME, Reason.BRAND, Reason.SHORT_NAME, Reason.NEAR, Reason.PINYIN, Reason.INITIALS}


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that matched, its pieces, and why."""

    reason: Reason
    spans: tuple[Span, ...]
    detail: str | None = None


def shown(question: Question, reason: Reason, document: Document) -> Shown:
    """What to show of a hit."""
    names = document.names
    if not names or reason in (
        Reason.CODE,
        Reason.CODE_PREFIX,
        Reason.NUMBER,
        Reason.WEBSITE,
        Reason.ALL,
        Reason.TEXT,
    ):
        return Shown(reason, _texts(question, reason, document))
    if reason in _PLAIN and names[0].role not in _ROLE_REASON:
        at_once = _as_written(question, names[0].text)
        if at_once:
            return Shown(reason, at_once)
    marks, name = _marks(question, names[0].text), names[0]
    found = sum(marks)
    for other in names[1:] if found < len(question.key) else ():
        theirs = _marks(question, other.text)
        if sum(theirs) > found:
            marks, name, found = theirs, other, sum(theirs)
    if name.role in _ROLE_REASON and (reason in _BY_NAME or name.role is NameRole.FORMER):
        reason = _ROLE_REASON[name.role]
    if reason is Reason.BRAND and len(question.key) == 2 and question.key not in letters(name.text):
        reason = Reason.SHORT_NAME  # first characters that stand for the brand it does not have
    return Shown(reason, pieces(name.text, marks), _detail(reason, name.text, marks))


def _as_written(question: Question, text: str) -> tuple[Span, ...]:
    """The pieces of a name that holds the whole question in Chinese characters; none for any other."""
    at = text.find(question.key) if question.scripts == _HAN and question.key else -1
    if at < 0 or trace(text).key != text:
        return ()
    end = at + len(question.key)
    found = (Span(text[:at]), Span(question.key, True), Span(text[end:]))
    return tuple([span for span in found if span.text])


def _texts(question: Question, reason: Reason, document: Document) -> tuple[Span, ...]:
    text = document.card.title if reason is Reason.TEXT and document.card.title else document.card.name
    return pieces(text, _marks(question, text) if reason is Reason.TEXT else [False] * len(text))


def pieces(text: str, marks: list[bool]) -> tuple[Span, ...]:
    """Stretches of equal marks; they join back to the text."""
    found: list[Span] = []
    start, end = 0, len(text)
    while start < end:
        marked = marks[start]
        try:
            after = marks.index(not marked, start)
        except ValueError:
            after = end
        found.append(Span(text[start:after], marked))
        start = after
    return tuple(found)


def _detail(reason: Reason, text: str, marks: list[bool]) -> str | None:
    """The reading of the marked characters, for hits by sound."""
    if reason not in (Reason.SOUND, Reason.PINYIN, Reason.INITIALS):
        return None
    key = letters("".join(char for char, mark in zip(text, marks, strict=True) if mark))
    return " ".join(sound.syllables(key)) or None


def _marks(question: Question, text: str) -> list[bool]:
    if question.scripts == _HAN and not has_han(text):
        return [False] * len(text)
    traced = trace(text)
    if question.scripts & {Script.ARABIC, Script.CYRILLIC}:
        places = _word_places(question, text) or _heard_places(question, traced)
    elif question.scripts == {Script.LATIN}:
        places = _spelled_places(question.key, traced) or _read_places(question, traced)
    else:
        places = _han_places(question, traced)
        if not places and len(question.runs) > 1:
            places = _mixed_places(question, traced)
    marks = [False] * len(text)
    for place in places:
        marks[place] = True
    return marks


@lru_cache(4096)
def _pieces(question: Question) -> tuple[str, ...]:
    """What of a question is marked wherever it stands: its parts and its words, each once."""
    parts = question.parts
    found = (parts.place, parts.brand, parts.trade, *(run.text for run in question.runs))
    name, behind = places_last(question.key)
    found += (name, *behind) if behind else ()
    return tuple(piece for piece in dict.fromkeys(found) if len(piece) > 1)


def _mixed_places(question: Question, traced: Traced) -> set[int]:
    places: set[int] = set()
    for run in question.runs:
        places |= _spelled_places(run.text, traced) or _syllable_places(run.text, traced)
    return places


def _spelled_places(key: str, traced: Traced) -> set[int]:
    at = traced.key.find(key) if key else -1
    return set(traced.origin[at : at + len(key)]) if at >= 0 else set()


def _han_places(question: Question, traced: Traced) -> set[int]:
    whole = _spelled_places(question.key, traced) or _spelled_places(question.parts.core, traced)
    if whole:
        return whole
    found: set[int] = set()
    for piece in _pieces(question):
        found |= _spelled_places(piece, traced)
    said = question.said
    # as many characters are heard as the question has syllables: where more are there as written, none is
    heard = _said_places(said, sound.syllables(traced.key), traced) if len(said) > len(found) else set()
    if len(heard) > len(found):
        return heard
    return found or _picked_places(question.key, traced)


def _said_places(asked: tuple[str, ...], said: tuple[str, ...], traced: Traced) -> set[int]:
    if len(asked) < 2 or len(said) != len(traced.key):
        return set()
    for start in range(len(said) - len(asked) + 1):
        if said[start : start + len(asked)] == asked:
            return set(traced.origin[start : start + len(asked)])
    return set()


def _syllable_places(text: str, traced: Traced) -> set[int]:
    said = sound.syllables(traced.key)
    for cut in sound.cuts(sound.typed(text).replace("'", "")):
        places = _said_places(cut, said, traced)
        if places:
            return places
    return set()


def _picked_places(key: str, traced: Traced) -> set[int]:
    """Characters of the question in the order of the name, as many as there are."""
    places: set[int] = set()
    at = 0
    for char in key:
        found = traced.key.find(char, at)
        if found >= 0:
            places.add(traced.origin[found])
            at = found + 1
    return places


def _read_places(question: Question, traced: Traced) -> set[int]:
    typed = "".join(run.text for run in question.runs)
    whole = _syllable_places(typed, traced)
    if whole:
        return whole
    apart: set[int] = set()
    for run in question.runs:
        apart |= _syllable_places(run.text, traced)
    if apart:
        return apart
    said = sound.syllables(traced.key)
    at = sound.initials(said).find(sound.typed(typed))
    if at >= 0 and len(said) == len(traced.key):
        return {traced.origin[place] for place in range(at, at + len(typed))}
    return _word_places(question, "") or _heard_places(question, traced)


def _asked_words(question: Question) -> list[str]:
    found: list[str] = []
    for run in question.runs:
        if run.script is Script.ARABIC:
            found += uyghur.words(run.text)
        elif run.script is Script.CYRILLIC:
            found += uyghur.words(uyghur.from_cyrillic(run.text))
        elif run.script is Script.LATIN:
            found += uyghur.words(uyghur.from_latin(run.text))
    return found


def _word_places(question: Question, text: str) -> set[int]:
    """Whole words of a Uyghur text; parts of a word are never marked, which would break its joins."""
    asked = [uyghur.key(word) for word in _asked_words(question)]
    places: set[int] = set()
    start = 0
    for word in text.split(" "):
        key = uyghur.key(word)
        alike = (
            key.startswith(a) or (len(key) > 3 and a.startswith(key[: max(4, len(key) - 2)])) for a in asked
        )
        if key and any(alike):
            places.update(range(start, start + len(word)))
        start += len(word) + 1
    return places


def _heard_places(question: Question, traced: Traced) -> set[int]:
    """Parts of a Chinese name that Uyghur words mean or sound like."""
    parts = split(traced.key)
    places: set[int] = set()
    for word in _asked_words(question):
        for place in chinese_places(word):
            places |= _spelled_places(place, traced)
        brand = parts.brand or parts.trade[:2]
        if len(brand) > 1 and sound_key(brand) == skeleton(word):
            places |= _spelled_places(brand, traced)
    return places
