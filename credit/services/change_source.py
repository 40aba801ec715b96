"""The change log as the follower reads it, and the whole register as a build reads it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from credit.db.models import Counter, DossierRow, Subject
from credit.db.session import Sessions
from credit.domain.clock import Clock
from credit.services.notice_documents import notice_documents
from credit.services.public import PublicReader
from credit.services.register_parts import Everything, usual_workers
from credit.services.search_documents import documents
from search.document import Replacement


class DossierChanges:
    """A `ChangeSource` for the follower: positions, keys, and what the search should hold of a key."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._reader = PublicReader(sessions, clock)
        mark = "%s" if sessions.dialect == "postgresql" else "?"
        # asked many times a minute, mostly for nothing: through the bare driver
        self._after = f"SELECT seq, key FROM changes WHERE seq > {mark} ORDER BY seq LIMIT {mark}"  # noqa: S608

    def head(self) -> int:
        """The last position of the log; 0 while it is empty."""
        with self._sessions.read() as session:
            return session.scalar(select(Counter.value).where(Counter.name == "changes")) or 0

    def after(self, seq: int, limit: int) -> Sequence[tuple[int, str]]:
        """The next positions and the keys they are about."""
        return self._sessions.fetch(self._after, (seq, limit))

    def replacement(self, key: str) -> Replacement:
        """All documents of a key as of now; none when nothing of it is public."""
        found = self._reader.by_key(key)
        if found is None:
            return self._notice(key)
        if found.dossier is None:
            return Replacement(key, found.version)
        return documents(found.dossier, found.version)

    def _notice(self, key: str) -> Replacement:
        found = self._reader.notices.by_key(key)
        return notice_documents(found) if found else Replacement(key, 0)

    def everything(self, workers: int | None = None) -> Everything:
        """All that is public now. workers: processes that a build may read it with, by default one a core."""
        several = usual_workers() if workers is None else workers
        return Everything(self._sessions, self._clock, self._reader, several)

    def versions(self) -> Iterator[tuple[str, int, bool]]:
        """Key and version of all that was ever projected, and whether it is public."""
        query = (
            select(Subject.key, DossierRow.version, DossierRow.blob.is_not(None))
            .join(DossierRow, DossierRow.subject_id == Subject.id)
            .execution_options(yield_per=10_000)
        )
        with self._sessions.read() as session:
            for key, version, public in session.execute(query):
                yield key, version, bool(public)
        for one in self._reader.notices.everything():
            yield one.key, one.version, one.notice is not None
