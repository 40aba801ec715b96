"""Help beside the hits: a code that cannot be right, another spelling, a filter in the way."""

from collections.abc import Sequence
from dataclasses import replace

from search.asking.resolve import Resolver
from search.backend import Ask, Backend, Scope
from search.page import Hint, HintKind, Hit, Reason
from search.query import Kind, Query
from search.text.fold import fold
from search.text.question import Question, Script, read
from search.text.uyghur import from_cyrillic, from_latin

_GUESSED = (Reason.SOUND, Reason.NEAR, Reason.PINYIN)


def hints_for(
    backend: Backend, resolver: Resolver, query: Query, question: Question, hits: Sequence[Hit], total: int
) -> tuple[Hint, ...]:
    """Hints in the order in which they help most."""
    hints = [*_about_code(question)]
    if question.cut:
        hints.append(Hint(HintKind.TOO_LONG))
    if not question.text or query.cursor is not None:
        return tuple(hints)
    if hits and hits[0].reason in _GUESSED and Script.HAN in question.scripts:
        hints.append(Hint(HintKind.DID_YOU_MEAN, text="".join(span.text for span in hits[0].spans)))
    if total == 0:
        helper = _Helper(backend, resolver, query, question)
        hints += [*helper.relaxed(), *helper.other_kinds(), *helper.other_script()]
    return tuple(hints)


def _about_code(question: Question) -> list[Hint]:
    code = question.code
    if code is None or not code.likely:
        return []
    kind = HintKind.AMBIGUOUS_LETTER if code.misread else HintKind.CHECK_DIGIT
    return [Hint(kind, text=code.likely)]


class _Helper:
    """Counts what would be found by a slightly different question."""

    def __init__(self, backend: Backend, resolver: Resolver, query: Query, question: Question) -> None:
        self._backend, self._resolver, self._query, self._question = backend, resolver, query, question

    def _count(self, query: Query, question: Question) -> int:
        resolved = self._resolver.resolve(question, query.kind, query.language, query.on)
        scope = Scope(query.kind, query.on, query.filters)
        return self._backend.run(Ask(scope, resolved.tiers, 0, count=True)).total or 0

    def relaxed(self) -> list[Hint]:
        """Each filter whose removal gives hits; all of them if only that helps."""
        hints = []
        for chosen in self._query.filters:
            rest = tuple(f for f in self._query.filters if f is not chosen)
            count = self._count(replace(self._query, filters=rest), self._question)
            if count:
                hints.append(Hint(HintKind.RELAX_FILTER, facet=chosen.facet, count=count))
        if not hints and len(self._query.filters) > 1:
            count = self._count(replace(self._query, filters=()), self._question)
            hints = [Hint(HintKind.RELAX_FILTER, count=count)] if count else []
        return hints

    def other_kinds(self) -> list[Hint]:
        """Other kinds of documents that have hits."""
        hints = []
        for kind in Kind:
            if kind is not self._query.kind:
                count = self._count(replace(self._query, kind=kind, filters=()), self._question)
                if count:
                    hints.append(Hint(HintKind.OTHER_KIND, other=kind, count=count))
        return hints

    def other_script(self) -> list[Hint]:
        """The question in Uyghur letters, for one typed in Latin or Cyrillic ones."""
        scripts = self._question.scripts
        if scripts == {Script.LATIN} and any(run.text.isalpha() for run in self._question.runs):
            text = from_latin(fold(self._question.text))
        elif scripts == {Script.CYRILLIC}:
            text = from_cyrillic(fold(self._question.text))
        else:
            return []
        return [Hint(HintKind.OTHER_SCRIPT, text=text, count=self._count(self._query, read(text)))]
