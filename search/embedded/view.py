"""One state of the index, and what was worked out for it."""

from dataclasses import dataclass
from functools import cached_property

import tantivy

from search.backend import Ask, Scope
from search.document import Document
from search.embedded.clauses import Compiler, Frame
from search.embedded.counting import Whole
from search.embedded.schema import body

_REMEMBERED = 2000
_TOTALS = 100


@dataclass(frozen=True, slots=True)
class Stamp:
    """Changes whenever what a reader would see changes."""

    generation: str
    inode: int
    modified: int


class View:
    """One state of the index: a searcher and what was worked out for it."""

    def __init__(self, stamp: Stamp, searcher: tantivy.Searcher, whole: Whole) -> None:
        self.stamp = stamp
        self.whole = whole
        self.searcher = searcher
        self.compiler = Compiler(searcher)
        self._documents: dict[tuple[int, int], Document] = {}
        self._totals: dict[object, tuple[Ask, int]] = {}

    @cached_property
    def ends(self) -> list[str]:
        """All days on which some document ends, in order."""
        return sorted(term for term, _ in self.searcher.terms_with_prefix("until", ""))

    @cached_property
    def marks(self) -> list[str]:
        """All distinct marks."""
        return [term for term, _ in self.searcher.terms_with_prefix("marks", "")]

    def document(self, address: tuple[int, int]) -> Document:
        """The stored document; the last ones are remembered."""
        found = self._documents.get(address)
        if found is None:
            if len(self._documents) >= _REMEMBERED:
                self._documents.clear()
            found = body(self.searcher.doc(tantivy.DocAddress(*address))["body"][0])
            self._documents[address] = found
        return found

    def known_total(self, ask: Ask) -> int | None:
        """How many documents match the same tiers in the same scope, if that was counted a moment ago."""
        found = self._totals.get(_counted(ask))
        return None if found is None else found[1]

    def remember(self, ask: Ask, total: int) -> None:
        """Keep a total: deciding which tiers take part and answering ask for the same one."""
        if len(self._totals) >= _TOTALS:
            self._totals.clear()
        self._totals[_counted(ask)] = ask, total  # the ask keeps its tiers alive, which the key goes by

    def frame(self, scope: Scope) -> Frame:
        """The scope for this state."""
        return Frame(scope, self.ends, self.marks)


def _counted(ask: Ask) -> object:
    """What a total depends on. Tiers go by identity: comparing large ones costs more than it saves."""
    return ask.scope, tuple(map(id, ask.tiers))
