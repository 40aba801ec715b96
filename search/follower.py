"""Carries the change log into the index: the only way by which the index changes.

The log says which parents changed; what they are now is read when the change is carried over, so that late,
repeated and combined deliveries all lead to the same index.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.document import Replacement
from search.errors import SearchUnavailableError


class ChangeSource(Protocol):
    """The change log, as the follower needs it."""

    def head(self) -> int:
        """The last sequence number, 0 for an empty log."""
        ...

    def after(self, seq: int, limit: int) -> Sequence[tuple[int, str]]:
        """(sequence number, permanent key) of the next changes, oldest first."""
        ...

    def replacement(self, key: str) -> Replacement:
        """All documents of a parent as they are now; none if it is gone."""
        ...


class FollowingWriter(Protocol):
    """What the follower needs of a writer."""

    def apply(self, changes: Iterable[Replacement], position: int, generation: str | None = None) -> int:
        """Take changes over, into the live generation or into a built one."""
        ...

    def build(
        self, documents: Iterable[Replacement], position: int, progress: Callable[[int], None] | None = None
    ) -> str:
        """Build a generation aside."""
        ...

    def switch(self, generation: str) -> None:
        """Make it the live one."""
        ...

    def position(self, generation: str | None = None) -> int:
        """How far a generation has followed the log."""
        ...


@dataclass(frozen=True, slots=True)
class Lag:
    """How far the index is behind: positions, and what went wrong last."""

    position: int
    head: int
    error: str | None = None

    @property
    def behind(self) -> int:
        """Changes not yet carried over."""
        return max(0, self.head - self.position)


_BATCH = 500
_ROUNDS = 3  # each takes what came during the one before it, which is ever less
_FIRST_PAUSE = 0.05
_LONGEST_PAUSE = 30.0


class Follower:
    """Tails the log. The position lies in the index itself, in the same commit as the changes."""

    def __init__(self, source: ChangeSource, writer: FollowingWriter, batch: int = _BATCH) -> None:
        self._source = source
        self._writer = writer
        self._batch = batch
        self.error: str | None = None
        self.failures = 0  # steps that failed one after the other

    def lag(self) -> Lag:
        """How far behind the index is now."""
        return Lag(self._writer.position(), self._source.head(), self.error)

    def step(self, generation: str | None = None) -> int:
        """Carry one batch over; how many log rows that were. Raises: SearchUnavailableError."""
        rows = self._source.after(self._writer.position(generation), self._batch)
        if not rows:
            return 0
        keys = dict.fromkeys(key for _, key in rows)
        self._writer.apply((self._source.replacement(key) for key in keys), rows[-1][0], generation)
        return len(rows)

    def drain(self, generation: str | None = None) -> int:
        """Carry everything over that is in the log now; how many log rows that were.

        What is committed meanwhile is carried over too, but not without end: a register that is written to
        all the time is never quite at rest, and a switch must not wait for that.
        """
        done, head = 0, self._source.head()
        for _ in range(_ROUNDS):
            while self._writer.position(generation) < head and (count := self.step(generation)):
                done += count
            if (grown := self._source.head()) == head:
                break
            head = grown
        return done

    def run(
        self, stopped: Callable[[], bool], idle: Callable[[int], None] = lambda _: time.sleep(0.1)
    ) -> None:
        """Follow until told to stop; a failing engine or source is tried again after growing pauses.

        idle: what to do when there is nothing to carry over, given how many looks in a row found nothing.
        """
        pause, quiet = _FIRST_PAUSE, 0
        while not stopped():
            try:
                moved = self.step()
                self.error = None
                self.failures = 0
                pause = _FIRST_PAUSE
            except (SearchUnavailableError, OSError) as error:
                self.error = str(error)
                self.failures += 1
                time.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
                continue
            quiet = 0 if moved else quiet + 1
            if quiet:
                idle(quiet)

    def rebuild(
        self, documents: Iterable[Replacement], position: int, progress: Callable[[int], None] | None = None
    ) -> str:
        """Build a generation from all documents, bring it to the head of the log, make it live."""
        generation = self._writer.build(documents, position, progress)
        self.adopt(generation)
        return generation

    def adopt(self, generation: str) -> None:
        """Bring a whole generation to the head of the log and make it live; then what came meanwhile."""
        self.drain(generation)
        self._writer.switch(generation)
        self.drain()
