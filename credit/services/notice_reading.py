"""Notices of authorities as the public may read them: sheets alone, made anew where a rule has moved on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, func, select

from credit.db.notice_models import NoticeRow, NoticeSheetRow
from credit.db.session import Sessions
from credit.disclosure_notice import project_notice
from credit.domain.clock import Clock
from credit.domain.notices import NoticeSheet, PublicNotice
from credit.services.codec import decode_notice, decode_sheet

KEY_LENGTH = 26
PART = 20_000  # notices: in two languages less than a site map may hold
_CHUNK = 1_000
_Stored = Row[int, str, int, date | None, bytes | None]


@dataclass(frozen=True, slots=True)
class VersionedNotice:
    """notice is None when there is nothing the public may know."""

    key: str
    notice: PublicNotice | None
    version: int


class NoticeReader:
    """Safe in many threads; keeps no state."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    def notice(self, key: str) -> PublicNotice | None:
        """The notice of a key, as the address of its page bears it."""
        found = self.by_key(key.lower()) if len(key) == KEY_LENGTH and key.isascii() else None
        return found.notice if found else None

    def by_key(self, key: str) -> VersionedNotice | None:
        """The notice of a permanent key with its version; None where there never was one."""
        query = _STORED.where(NoticeRow.key == key)
        with self._sessions.read() as session:
            row = session.execute(query).first()
        return self._read(row) if row else None

    def everything(self) -> Iterator[VersionedNotice]:
        """Every notice, public or not, in the order of its coming."""
        yield from self.between(0, self.last())

    def last(self) -> int:
        """The number of the last notice; 0 while there is none."""
        with self._sessions.read() as session:
            return session.scalar(select(func.max(NoticeSheetRow.notice_no))) or 0

    def between(self, after: int, until: int) -> Iterator[VersionedNotice]:
        """Notices with numbers above `after` and up to `until`, public or not, in their order."""
        while rows := self._page(after, _CHUNK):
            after = rows[-1][0]
            yield from map(self._read, (row for row in rows if row[0] <= until))
            if after >= until:
                return

    def parts(self) -> range:
        """The numbers of the parts into which all notices fall; some of them may be empty."""
        last = self.last()
        return range(last // PART + 1) if last else range(0)

    def part(self, number: int) -> tuple[tuple[str, date], ...]:
        """Key and day of receipt of each public notice of a part."""
        first = number * PART
        rows = (row for row in self._page(first - 1, PART) if row[0] < first + PART)
        public = (found.notice for found in map(self._read, rows) if found.notice)
        return tuple((one.key, one.source.received_on) for one in public)

    def _page(self, after: int, limit: int) -> Sequence[_Stored]:
        query = _STORED.where(NoticeSheetRow.notice_no > after).order_by(NoticeSheetRow.notice_no)
        with self._sessions.read() as session:
            return session.execute(query.limit(limit)).all()

    def _read(self, row: _Stored) -> VersionedNotice:
        number, key, version, valid_until, blob = row
        today = self._clock.today()
        if valid_until is not None and valid_until <= today:
            return VersionedNotice(key, self._project(number, today).notice, version)
        return VersionedNotice(key, decode_sheet(blob).notice if blob is not None else None, version)

    def _project(self, number: int, today: date) -> NoticeSheet:
        with self._sessions.read() as session:
            payload = session.scalars(select(NoticeRow.payload).where(NoticeRow.no == number)).one()
        return project_notice(decode_notice(payload), today)


_STORED = select(
    NoticeSheetRow.notice_no,
    NoticeRow.key,
    NoticeSheetRow.version,
    NoticeSheetRow.valid_until,
    NoticeSheetRow.blob,
).join(NoticeRow, NoticeRow.no == NoticeSheetRow.notice_no)
