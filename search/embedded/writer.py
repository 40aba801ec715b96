"""The one writer: replaces parents by version, keeps the log's position in the same commit, builds aside."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import tantivy

from search.document import Replacement
from search.embedded.building import fill
from search.embedded.generations import Generations, is_current
from search.embedded.reader import held_in, position_of, version_of
from search.embedded.schema import POSITION, entries, position_entry
from search.engine import Held
from search.errors import OutdatedIndexError, SearchUnavailableError

_HEAP = 64_000_000


class EmbeddedWriter:
    """Implements `search.engine.SearchWriter` on a directory; creates an empty index where there is none
    that can be read: what was in it is followed or built again from the log."""

    def __init__(self, root: Path) -> None:
        self._generations = Generations(root)
        self._open: dict[str, tuple[tantivy.Index, tantivy.IndexWriter]] = {}
        root.mkdir(parents=True, exist_ok=True)
        live = self._generations.live()
        if live is None or not self._readable(live):
            self._generations.switch(self.build((), 0))
        self._hold(self._live())
        self._generations.sweep()

    def _readable(self, generation: str) -> bool:
        """Whether its files are there and whole; if not, only the log can bring them back."""
        try:
            tantivy.Index.open(str(self._generations.path(generation)))
        except (OSError, ValueError):
            return False
        return True

    def _live(self) -> str:
        name = self._generations.live()
        if name is None:
            raise SearchUnavailableError("no generation has been built yet")
        return name

    def _hold(self, generation: str) -> tuple[tantivy.Index, tantivy.IndexWriter]:
        """Its files under this process's lock, whatever layout they have."""
        if generation not in self._open:
            try:
                index = tantivy.Index.open(str(self._generations.path(generation)))
                index.config_reader("manual")
                self._open[generation] = index, index.writer(_HEAP, 1)
            except ValueError as error:  # another process writes
                raise SearchUnavailableError(str(error)) from error
        return self._open[generation]

    def _writer(self, generation: str) -> tuple[tantivy.Index, tantivy.IndexWriter]:
        if not is_current(generation):
            raise OutdatedIndexError(f"generation {generation} is of an older layout, build the index anew")
        return self._hold(generation)

    def current(self) -> bool:
        """Whether the live generation was built as documents are analysed now."""
        return is_current(self._live())

    def apply(self, changes: Iterable[Replacement], position: int, generation: str | None = None) -> int:
        """Take over changes up to log position `position` at once; how many were newer than held.

        generation: a built one that is not live yet, to bring it up to the log's head before the switch.
        Raises: SearchUnavailableError, OutdatedIndexError; then nothing was taken over.
        """
        index, writer = self._writer(generation or self._live())
        index.reload()
        searcher = index.searcher()
        try:
            taken = self._replace(writer, searcher, changes)
            if position > position_of(searcher):
                writer.delete_documents_by_term("parent", POSITION)
                writer.add_json(position_entry(position))
            elif not taken:
                return 0
            writer.commit()
        except (OSError, ValueError) as error:
            writer.rollback()
            raise SearchUnavailableError(str(error)) from error
        except BaseException:
            writer.rollback()
            raise
        return taken

    @staticmethod
    def _replace(
        writer: tantivy.IndexWriter, searcher: tantivy.Searcher, changes: Iterable[Replacement]
    ) -> int:
        newest: dict[str, int] = {}
        taken = 0
        for change in changes:
            held = newest.get(change.parent)
            if held is None:
                held = version_of(searcher, change.parent)
            if held is not None and held >= change.version:
                continue
            newest[change.parent] = change.version
            writer.delete_documents_by_term("parent", change.parent)
            for entry in entries(change):
                writer.add_json(entry)
            taken += 1
        return taken

    def build(
        self,
        documents: Iterable[Replacement],
        position: int,
        progress: Callable[[int], None] | None = None,
    ) -> str:
        """Build a generation aside, holding the log up to `position`; answers its name.

        Each parent must come once. A failed build leaves no trace.
        """
        name, place = self._generations.begin()
        try:
            fill(place, documents, position, progress)
            self._generations.finish(name)
        except BaseException:
            self._generations.abandon(name)
            raise
        return name

    def switch(self, generation: str) -> None:
        """Make a built generation the live one; the one before is kept if it held anything, others go."""
        before = self._generations.live()
        self._generations.switch(generation)
        for name in [name for name in self._open if name != generation]:
            self._close(name)
        kept = [before] if before is not None and held_in(self._generations.path(before)) else []
        self._generations.sweep(kept)

    def drop(self, generation: str) -> None:
        """Remove a generation. Raises: LookupError, SearchUnavailableError for the live one."""
        if generation in self._open and generation != self._live():
            self._close(generation)
        self._generations.drop(generation)

    def held(self) -> Iterator[Held]:
        """Every parent in the live generation with its version, ordered by parent."""
        index, _ = self._writer(self._live())
        index.reload()
        everything = tantivy.Query.all_query()
        listed = index.searcher().terms_with_prefix("pv", "", everything)
        pairs = (term.rsplit("\t", 1) for term, count in listed if count)
        for parent, version in sorted(pairs):
            yield Held(parent, int(version))

    def position(self, generation: str | None = None) -> int:
        """How far the log has been followed."""
        index, _ = self._writer(generation or self._live())
        index.reload()
        return position_of(index.searcher())

    def _close(self, name: str) -> None:
        _, writer = self._open.pop(name)
        writer.wait_merging_threads()

    def close(self) -> None:
        """Give back files and locks."""
        for name in list(self._open):
            self._close(name)
        self._generations.release_all()
