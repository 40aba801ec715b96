"""The seam between the portal and an engine: what every engine must do, and nothing more."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from search.document import Replacement
from search.page import Page, Suggestion
from search.query import Kind, Language, Query


@dataclass(frozen=True, slots=True)
class Health:
    """State of the live generation. position: last change (`seq`) it holds.

    current: whether it was built as documents are analysed now; if not, it finds less than it should,
    takes no changes, and waits to be built anew.
    """

    ready: bool
    generation: str
    position: int
    documents: dict[Kind, int]
    current: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """What the engine holds of one parent: for drift checks."""

    parent: str
    version: int


@dataclass(frozen=True, slots=True)
class Generation:
    """A whole generation. live: it answers now; current: see `Health`; position: last change it holds."""

    name: str
    live: bool
    current: bool
    position: int


@runtime_checkable
class Shared(Protocol):
    """Documents that several processes can read at a time, each of them a part."""

    def __iter__(self) -> Iterator[Replacement]: ...

    def shared(self, work: Callable[[Iterable[Replacement]], int]) -> Generator[int, None, None] | None:
        """What `work` gives for each part, called in processes of their own, which get a copy of it.

        None where one process does as well. What `work` raises is raised here; when the generator is
        closed, none of it runs any more.
        """
        ...


class SearchReader(Protocol):
    """The reading side, used by pages, API and command line. Safe in many threads and processes."""

    def search(self, query: Query) -> Page:
        """Answer a question.

        Raises: SearchUnavailableError, and its IndexBuildingError rather than finding nothing in an index
        that holds nothing yet; CursorError for a cursor that does not fit the question.
        """
        ...

    def search_and_count(
        self, query: Query, others: Sequence[Query]
    ) -> tuple[Page, tuple[tuple[int, bool], ...]]:
        """A page, and what `count` says of other questions: of the same text, each of another kind.

        All of them are asked of one state, and of an engine that is far away in one go. Raises as `search`.
        """
        ...

    def count(self, query: Query) -> tuple[int, bool]:
        """How many documents match, and whether that number is exact."""
        ...

    def suggest(self, prefix: str, language: Language, on: date, limit: int = 8) -> tuple[Suggestion, ...]:
        """Lines for a half-typed question. Raises as `search` does."""
        ...

    def health(self) -> Health:
        """State of the live generation. Raises: SearchUnavailableError."""
        ...


class SearchWriter(Protocol):
    """The writing side, used by the follower and by builds only: one at a time."""

    def apply(self, changes: Iterable[Replacement], position: int, generation: str | None = None) -> int:
        """Take over changes up to log position `position` at once; how many were newer than held.

        generation: a built one that is not live yet, to bring it up to the log's head.
        """
        ...

    def position(self, generation: str | None = None) -> int:
        """How far a generation, by default the live one, has followed the log."""
        ...

    def current(self) -> bool:
        """Whether the live generation can take changes; False: it was built as documents were analysed
        before, and only a build brings it up to date."""
        ...

    def build(
        self,
        documents: Iterable[Replacement],
        position: int,
        progress: Callable[[int], None] | None = None,
    ) -> str:
        """Build a generation aside, holding the log up to `position`; answers its name.

        documents: each parent once; `Shared` ones may be written by several processes. Readers go on with
        the old generation until `switch`. A failed build leaves no trace.
        """
        ...

    def switch(self, generation: str) -> None:
        """Make a built generation the live one, in one step. The one before is kept to go back to, all
        others are removed. Raises: LookupError if there is none of that name."""
        ...

    def drop(self, generation: str) -> None:
        """Remove a generation. Raises: LookupError if there is none of that name, SearchUnavailableError
        for the live one."""
        ...

    def held(self) -> Iterable[Held]:
        """Every parent in the live generation with its version, ordered by parent."""
        ...

    def close(self) -> None:
        """Give back files and locks."""
        ...
