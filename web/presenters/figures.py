"""Legal figures in sentences: filled in from the dated packs, with the article they rest on."""

from collections.abc import Iterable, Mapping
from datetime import date

from markupsafe import Markup

from credit.rules.packs import Figure, topic
from web.presenters.citing import law
from web.presenters.parts import Text
from web.presenters.speech import Speech

Named = Mapping[str, tuple[str, str]]  # place in the sentence: topic and key of the figure


def figures(asked: Named, on: date) -> dict[str, Figure] | None:
    """The figures in force on a day by their places; None where a rule does not cover the day."""
    found = {place: figure(name, key, on) for place, (name, key) in asked.items()}
    known = {place: one for place, one in found.items() if one is not None}
    return known if len(known) == len(asked) else None


def figure(name: str, key: str, on: date) -> Figure | None:
    """A figure in force on a day, or None."""
    pack = topic(name).find(on)
    return pack.figures.get(key) if pack else None


def cited(words: Speech, one: Figure) -> Text:
    """Instrument and article of a figure, with the mark of what nobody could verify."""
    return law(words, one.instrument, one.article, unverified=one.unverified)


def sources(words: Speech, used: Iterable[Figure]) -> tuple[Text, ...]:
    """What several figures rest on, each once."""
    return tuple(dict.fromkeys(cited(words, one) for one in used))


def in_a_line(words: Speech, stated: Iterable[Text], used: Iterable[Figure] = ()) -> Markup:
    """Instruments and articles after one another: those stated, and those that figures rest on."""
    return words.clauses((*stated, *sources(words, used)))


def filled(words: Speech, sentence: str, used: Mapping[str, Figure]) -> Markup:
    """The sentence in the reader's language with its figures."""
    return words.say(sentence, **{place: _said(words, one) for place, one in used.items()})


def _said(words: Speech, one: Figure) -> Text:
    if one.unit == "month-day":
        month, day = map(int, str(one.value).split("-"))
        return words.month_day(month, day)
    return words.ltr(one.value)
