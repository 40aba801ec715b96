"""Lines under the box while someone types."""

from datetime import date

from search.asking.spans import shown
from search.backend import Ask, Backend, Scope
from search.page import Reason, Suggestion
from search.plan import Stage, Tier, every, term
from search.planning.planner import tiers_for
from search.planning.terms import gram_terms
from search.query import Kind, Language
from search.text import sound
from search.text.question import Question, Script, read
from search.text.tokens import LONGEST_START

_SHORTEST_LATIN = 3
_SHORT = 2  # characters of prefixes that are remembered
_KEPT = 4096
_LEFT_OUT = (Reason.TEXT, Reason.WEBSITE, Reason.NUMBER)


class Suggester:
    """Makes suggestions on one backend. What the shortest prefixes find is remembered as long as the index
    stays as it is: everybody types them, and they match the most."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._state = ""
        self._known: dict[object, tuple[Suggestion, ...]] = {}

    def lines(self, prefix: str, language: Language, on: date, limit: int) -> tuple[Suggestion, ...]:
        """See `suggestions`. Raises: SearchUnavailableError."""
        if len(prefix.strip()) > _SHORT:
            return suggestions(self._backend, prefix, language, on, limit)
        state = self._backend.state()
        if state != self._state or len(self._known) >= _KEPT:
            self._state, self._known = state, {}
        key, known = (prefix.strip(), language, on, limit), self._known
        if key not in known:
            known[key] = suggestions(self._backend, prefix, language, on, limit)
        return known[key]


def suggestions(
    backend: Backend, prefix: str, language: Language, on: date, limit: int
) -> tuple[Suggestion, ...]:
    """Enterprises whose name, reading or code begins so, then those that hold it; none for too little."""
    question = read(prefix)
    tiers = tuple(_tiers(question, language))
    if not tiers or limit < 1:
        return ()
    answer = backend.run(Ask(Scope(Kind.ENTERPRISE, on), tiers, limit))
    found = []
    for row in answer.rows:
        document = row.document
        seen = shown(question, tiers[row.tier].reason, document)
        text = "".join(span.text for span in seen.spans)
        found.append(Suggestion(text, document.key, document.card, seen.reason, seen.spans))
    return tuple(found)


def _tiers(question: Question, language: Language) -> list[Tier]:
    key = question.key
    if not key:
        return []
    if question.scripts == {Script.LATIN}:
        return _latin(question, language)
    if Script.HAN in question.scripts and not question.scripts & {Script.ARABIC, Script.CYRILLIC}:
        further = gram_terms(key[1:]) if len(key) > LONGEST_START else []
        begins = every([term("^" + key[:LONGEST_START]), *further])
        tiers = [Tier(Reason.NAME, clause) for clause in (begins,) if clause is not None]
        if len(key) > 1:
            within = every(gram_terms(key))
            tiers += [Tier(Reason.NAME, within)] if within is not None else []
            tiers += [t for t in tiers_for(question, language) if _cheap(t)]
        return list(dict.fromkeys(tiers))
    return [t for t in tiers_for(question, language) if _cheap(t)]


def _cheap(tier: Tier) -> bool:
    return tier.stage <= Stage.SOUND and not tier.checked and tier.reason not in _LEFT_OUT


def _latin(question: Question, language: Language) -> list[Tier]:
    """From three letters; a syllable that is only begun is left out."""
    if len(question.key) < _SHORTEST_LATIN:
        return []
    tiers = [t for t in tiers_for(question, language) if _cheap(t)]
    typed = sound.typed("".join(run.text for run in question.runs))
    for cut in range(1, min(6, len(typed) - 3)):
        if sound.cuts(typed) or not sound.cuts(typed[:-cut]):
            continue
        shorter = tiers_for(read(typed[:-cut]), language)
        return tiers + [t for t in shorter if _cheap(t) and t.reason is Reason.PINYIN]
    return tiers
