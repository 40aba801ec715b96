"""Everything there is to find, as a build of the search index reads it: as a whole, or cut into parts that
several processes read at a time."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from itertools import chain
from multiprocessing import current_process
from typing import NamedTuple

from sqlalchemy import func, select

from credit.db.models import DossierRow
from credit.db.session import Sessions, open_sessions
from credit.domain.clock import Clock
from credit.services.crew import crew
from credit.services.notice_documents import notice_documents
from credit.services.public import PublicReader
from credit.services.search_documents import documents
from search.document import Replacement

CHUNK = 1_000
# Subjects, or notices, of a part. Their entries are some requests, which are waited for at the end of each:
# parts are large while there is much left to share out, and small at the end, so that all are done together.
PART, LARGEST_PART = 2_500, 20_000
POOL_FROM = 10_000  # up to here more processes take longer to start than they save
MOST_WORKERS = 4  # each holds some 150 MiB, and all of a build is to stay below a GiB
Work = Callable[[Iterable[Replacement]], int]


class Part(NamedTuple):
    """Subjects, or notices, with numbers above `after` and up to `until`."""

    notices: bool
    after: int
    until: int


class Everything:
    """Implements `search.engine.Shared`: every subject that has public content, in the order of its making;
    then every such notice."""

    def __init__(self, sessions: Sessions, clock: Clock, reader: PublicReader, workers: int) -> None:
        self._sessions = sessions
        self._clock = clock
        self._reader = reader
        self._workers = min(workers, MOST_WORKERS)

    def __iter__(self) -> Iterator[Replacement]:
        return chain.from_iterable(map(self.read, self._parts()))

    def shared(self, work: Work) -> Generator[int, None, None] | None:
        """What `work` gives for each part, done by several processes; None where one is as good.

        Raises CrewError when one of them dies.
        """
        url = self._sessions.engine.url
        alone = self._workers < 2 or url.database in (None, "", ":memory:") or current_process().daemon
        if alone or self._last_subject() < POOL_FROM:
            return None
        return self._each(work, url.render_as_string(hide_password=False))

    def _each(self, work: Work, url: str) -> Generator[int, None, None]:
        with crew(self._workers, _work, _begin, url, self._clock, work) as each:
            yield from each(self._parts())

    def _last_subject(self) -> int:
        with self._sessions.read() as session:
            return session.scalar(select(func.max(DossierRow.subject_id))) or 0

    def _parts(self) -> Iterator[Part]:
        """All of it as it is now; what comes later stands in the change log."""
        for notices, last in ((False, self._last_subject()), (True, self._reader.notices.last())):
            yield from (Part(notices, *bounds) for bounds in shared_out(last, self._workers))

    def read(self, part: Part) -> Iterator[Replacement]:
        """What there is of a part."""
        if part.notices:
            found = self._reader.notices.between(part.after, part.until)
            yield from (notice_documents(one) for one in found if one.notice)
            return
        last = part.after
        while rows := self._page(last, part.until):
            last = rows[-1][0]
            for _, version, blob in rows:
                yield documents(self._reader.unpack(blob), version)

    def _page(self, after: int, until: int) -> Sequence[tuple[int, int, bytes]]:
        query = (
            select(DossierRow.subject_id, DossierRow.version, DossierRow.blob)
            .where(DossierRow.subject_id > after, DossierRow.subject_id <= until)
            .where(DossierRow.blob.is_not(None))
            .order_by(DossierRow.subject_id)
            .limit(CHUNK)
        )
        with self._sessions.read() as session:
            return session.execute(query).all()  # type: ignore[return-value] # blob is not None here


def shared_out(last: int, workers: int) -> Iterator[tuple[int, int]]:
    """The numbers up to `last` in stretches for so many workers, each after the one before."""
    after = 0
    while after < last:
        fair = (last - after) // (3 * max(1, workers))
        until = min(after + max(PART, min(fair, LARGEST_PART)), last)
        yield after, until
        after = until


def usual_workers() -> int:
    """One for each core that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_own: tuple[Everything, Work]


def _begin(url: str, clock: Clock, work: Work) -> None:
    global _own
    sessions = open_sessions(url)
    _own = Everything(sessions, clock, PublicReader(sessions, clock), 1), work


def _work(part: Part) -> int:
    source, work = _own
    return work(source.read(part))
