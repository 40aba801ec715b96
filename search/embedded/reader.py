"""Runs asks on the live generation; notices commits and switches by looking at two small files."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, local

import tantivy
from tantivy import Query as Look

from search.backend import Answer, Ask, Scope
from search.embedded.columns import Tally
from search.embedded.counting import Whole, count_values, total_of
from search.embedded.generations import Generations, is_current
from search.embedded.run import Run
from search.embedded.schema import POSITION, kind_token, schema
from search.embedded.view import Stamp, View
from search.engine import Generation, Health
from search.errors import IndexBuildingError, SearchUnavailableError
from search.plan import Clause
from search.query import Facet, Kind, Query


class EmbeddedReader:
    """Implements `search.backend.Backend`; safe in many threads, and in a process forked after import."""

    def __init__(self, root: Path, whole: Whole | None = None) -> None:
        self._generations = Generations(root)
        self._lock = Lock()
        self._view: View | None = None
        self._held = local()
        self._whole = whole or Whole()
        self._tally = Tally()
        self._index: tuple[str, tantivy.Index] | None = None
        self._pointer = str(self._generations.pointer)
        self._named: tuple[tuple[int, int], str, str] | None = None

    @contextmanager
    def question(self, _query: Query, _others: Sequence[Query] = ()) -> Iterator[None]:
        """While the block runs, this thread asks of one state, and looks once whether there is a new one.

        Raises: SearchUnavailableError.
        """
        self._held.view = self.view()
        try:
            yield
        finally:
            self._held.view = None

    def view(self) -> View:
        """The current state. Raises: SearchUnavailableError."""
        held: View | None = getattr(self._held, "view", None)
        return self._current() if held is None else held

    def _current(self) -> View:
        try:
            stamp = self._stamp()
            view = self._view
            if view is not None and view.stamp == stamp:
                return view
            with self._lock:
                return self._renew(self._stamp())
        except FileNotFoundError as error:  # never built, or its files were taken away
            raise IndexBuildingError(str(error)) from error
        except (OSError, ValueError) as error:
            raise SearchUnavailableError(str(error)) from error

    def _stamp(self) -> Stamp:
        pointer = os.stat(self._pointer)
        mark = pointer.st_ino, pointer.st_mtime_ns
        named = self._named
        if named is None or named[0] != mark:
            name = self._generations.live()
            if name is None:
                raise IndexBuildingError("no generation has been built yet")
            self._named = named = mark, name, str(self._generations.path(name) / "meta.json")
        found = os.stat(named[2])
        return Stamp(named[1], found.st_ino, found.st_mtime_ns)

    def _renew(self, stamp: Stamp) -> View:
        if self._view is not None and self._view.stamp == stamp:
            return self._view
        if self._index is None or self._index[0] != stamp.generation:
            # by the schema it has: one of an older layout may lack fields of ours
            index = tantivy.Index.open(str(self._generations.path(stamp.generation)))
            index.config_reader("manual")
            self._index = stamp.generation, index
        self._index[1].reload()
        self._view = View(stamp, self._index[1].searcher(), self._whole, self._tally)
        return self._view

    def state(self) -> str:
        """Names the generation and its last commit."""
        stamp = self.view().stamp
        return f"{stamp.generation}/{stamp.modified}/{stamp.inode}"

    def run(self, ask: Ask) -> Answer:
        """Answer one ask. Raises: SearchUnavailableError."""
        view = self.view()
        try:
            return Run(view, ask).answer()
        except (OSError, ValueError) as error:
            raise SearchUnavailableError(str(error)) from error

    def count(self, scope: Scope, clause: Clause | None) -> int:
        """How many documents of the scope match."""
        view = self.view()
        query = None if clause is None else view.compiler.query(clause)
        if clause is not None and query is None:
            return 0
        query = view.scoped(scope).frame.around(query)
        return total_of(view.searcher, query)

    def values(self, scope: Scope, names: Sequence[Facet]) -> dict[Facet, dict[str, int]]:
        """Counts of facet values over the whole scope."""
        view = self.view()
        return count_values(view.searcher, view.scoped(scope).frame, None, scope, frozenset(names))

    def health(self) -> Health:
        """State of the live generation."""
        view = self.view()
        found = {kind: self._all(view, kind) for kind in Kind}
        name = view.stamp.generation
        return Health(True, name, position_of(view.searcher), found, is_current(name))

    @staticmethod
    def _all(view: View, kind: Kind) -> int:
        query = Look.term_query(schema(), "t", kind_token(kind), "basic")
        return total_of(view.searcher, query)


def list_generations(root: Path) -> tuple[Generation, ...]:
    """All whole generations that can be read, the oldest first."""
    found = Generations(root)
    try:
        live = found.live()
        listed = ((name, held_in(found.path(name))) for name in found.all())
        return tuple(
            Generation(name, name == live, is_current(name), held)
            for name, held in listed
            if held is not None
        )
    except OSError as error:
        raise SearchUnavailableError(str(error)) from error


def held_in(place: Path) -> int | None:
    """How far a generation has followed the log; None if its files cannot be read."""
    try:
        return position_of(tantivy.Index.open(str(place)).searcher())
    except (OSError, ValueError):
        return None


def position_of(searcher: tantivy.Searcher) -> int:
    """How far the log has been followed."""
    return version_of(searcher, POSITION) or 0


def version_of(searcher: tantivy.Searcher, parent: str) -> int | None:
    """Version held of a parent, None if it was never seen."""
    query = Look.term_query(schema(), "parent", parent, "basic")
    hits = searcher.search(query, limit=1, count=False).hits
    return int(searcher.fast_field_values("version", [hits[0][1]])[0] or 0) if hits else None
