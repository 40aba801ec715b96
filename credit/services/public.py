"""The reading side of the public: dossiers by address, and what can be said without the search.

Reads dossiers only. A dossier whose `valid_until` has come, or whose records changed in a load that
is not finished, is projected again on the spot, so nothing expired is shown even if every
background job is dead.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from credit.db.models import ChangeRow, Dirty, DossierRow, Recent, SubjectCode
from credit.db.session import Sessions
from credit.disclosure import narrow
from credit.domain.casework_board import PublicBoard
from credit.domain.clock import SHANGHAI, Clock
from credit.domain.dossier import Dossier
from credit.domain.identifiers import normalise_code
from credit.domain.index_standing import IndexStanding
from credit.domain.recent import WEEK, Position, Recently
from credit.domain.repair_applications import Letter
from credit.domain.vocabulary import Channel, RecordKind
from credit.services import recent as published
from credit.services.casework.public_board import public_board
from credit.services.codec import Packer, load_packer
from credit.services.notice_reading import NoticeReader
from credit.services.projection import dossier_of, read_facts
from credit.services.repairs import letters
from credit.services.search_documents import card
from search.document import Card

LONGEST_ADDRESS = 64
LONGEST_PREFIX = 100
MOST_LINKS = 300  # others named on one page that are looked up
KEY_LENGTH = 26
RECENT_PAGE = 50
PART = 5_000  # subjects: in two languages a fifth of what a site map may hold

_COLUMNS = "d.version, d.valid_until, d.blob, x.subject_id"
_BY_CODE = (
    f"SELECT c.subject_id, {_COLUMNS} FROM subject_codes c"  # noqa: S608 - constants
    " LEFT JOIN dossiers d ON d.subject_id = c.subject_id"
    " LEFT JOIN dirty x ON x.subject_id = c.subject_id WHERE c.code = "
)
_HELD = (
    "SELECT c.code FROM subject_codes c JOIN dossiers d ON d.subject_id = c.subject_id"
    " WHERE d.blob IS NOT NULL AND c.code IN ({})"
)
_BY_KEY = (
    f"SELECT s.id, {_COLUMNS} FROM subjects s"  # noqa: S608 - constants
    " LEFT JOIN dossiers d ON d.subject_id = s.id"
    " LEFT JOIN dirty x ON x.subject_id = s.id WHERE s.key = "
)


@dataclass(frozen=True, slots=True)
class Located:
    """A dossier and the address under which its page lives; others redirect to it."""

    dossier: Dossier
    canonical_address: str


@dataclass(frozen=True, slots=True)
class Versioned:
    """dossier is None when there is nothing the public may know."""

    dossier: Dossier | None
    version: int


@dataclass(frozen=True, slots=True)
class Today:
    """How many public records were published on `on` and in the seven days that end with it."""

    on: date
    today: dict[RecordKind, int]
    week: dict[RecordKind, int]


class PublicReader:
    """Safe in many threads; keeps no state but the dictionaries that dossiers are packed with."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._packer = Packer()
        self.notices = NoticeReader(sessions, clock)
        self._mark = "%s" if sessions.dialect == "postgresql" else "?"

    def enterprise(self, address: str) -> Located | None:
        """The dossier behind a credit code, a registration number, a former code or a key."""
        if len(address) > LONGEST_ADDRESS:
            return None
        code = normalise_code(address)
        if not (code.isascii() and code.isalnum()):
            return None
        found = self._find(_BY_CODE, code)
        if found is None and len(address) == KEY_LENGTH:
            found = self._find(_BY_KEY, code.lower())
        if found is None or found.dossier is None:
            return None
        return Located(found.dossier, found.dossier.address)

    def held(self, codes: Iterable[str]) -> frozenset[str]:
        """Which of the codes lead to a public page here."""
        wanted = tuple(dict.fromkeys(codes))[:MOST_LINKS]
        if not wanted:
            return frozenset()
        marks = ",".join([self._mark] * len(wanted))
        return frozenset(code for (code,) in self._sessions.fetch(_HELD.format(marks), wanted))

    def by_key(self, key: str) -> Versioned | None:
        """The dossier of a subject by its permanent key, with its version."""
        return self._find(_BY_KEY, key)

    def _find(self, statement: str, value: str) -> Versioned | None:
        rows = self._sessions.fetch(statement + self._mark, (value,))
        if not rows:
            return None
        number, version, valid_until, blob, dirty = rows[0]
        today = self._clock.today()
        if version is None or dirty is not None or (valid_until and str(valid_until) <= today.isoformat()):
            return Versioned(self._project(number, today), version or 0)
        return Versioned(self.unpack(blob) if blob is not None else None, version)

    def _project(self, subject: int, today: date) -> Dossier | None:
        with self._sessions.read() as session:
            facts = read_facts(session, [subject])
        return dossier_of(facts[0], today) if facts else None

    def unpack(self, blob: bytes) -> Dossier:
        """A stored dossier; learns new dictionaries when it meets one."""
        data = bytes(blob)
        if not self._packer.knows(data):
            with self._sessions.read() as session:
                self._packer = load_packer(session)
        return self._packer.unpack(data)

    def suggest_names(self, prefix: str, limit: int = 8) -> tuple[Card, ...]:
        """Enterprises whose name begins with `prefix`: the fall-back while the search is down."""
        wanted = "".join(char for char in prefix[:LONGEST_PREFIX] if char.isprintable()).strip()
        if not wanted:
            return ()
        query = (
            select(DossierRow.subject_id, DossierRow.valid_until, DossierRow.blob, Dirty.subject_id)
            .outerjoin(Dirty, Dirty.subject_id == DossierRow.subject_id)
            .where(DossierRow.name >= wanted, DossierRow.name < wanted + "\U0010ffff")
            .where(DossierRow.blob.is_not(None))
            .order_by(DossierRow.name, DossierRow.subject_id)
            .limit(limit)
        )
        with self._sessions.read() as session:
            rows = session.execute(query).all()
        today = self._clock.today()
        dossiers = (self._valid(*row, today) for row in rows)
        return tuple(card(narrow(one, Channel.CARD)) for one in dossiers if one is not None)

    def _valid(
        self, subject: int, valid_until: date | None, blob: bytes | None, dirty: int | None, today: date
    ) -> Dossier | None:
        if dirty is not None or (valid_until is not None and valid_until <= today):
            return self._project(subject, today)
        return self.unpack(blob) if blob is not None else None

    def handling(self) -> PublicBoard | None:
        """How long authorities take over cases: months and counts, never a case. None: not made yet."""
        with self._sessions.read() as session:
            return public_board(session)

    def today(self) -> Today:
        """What was published today and this week, counted from what is public now."""
        on = self._clock.today()
        query = (
            select(Recent.kind, Recent.day, func.sum(Recent.count))
            .where(*published.within(WEEK, on))
            .group_by(Recent.kind, Recent.day)
        )
        today: dict[RecordKind, int] = {}
        week: dict[RecordKind, int] = {}
        with self._sessions.read() as session:
            for kind, day, count in session.execute(query):
                named = RecordKind(kind)
                week[named] = week.get(named, 0) + int(count)
                if day == on:
                    today[named] = int(count)
            for span, counts in ((1, today), (WEEK, week)):
                counts[RecordKind.NOTICE] = published.count(session, RecordKind.NOTICE, span, on)
        return Today(on, today, week)

    def recent(
        self, kind: RecordKind, days: int, after: Position | None = None, limit: int = RECENT_PAGE
    ) -> Recently:
        """The records that `today` counts, published on the last `days` days (1: today), newest first."""
        on = self._clock.today()
        with self._sessions.read() as session:
            total = published.count(session, kind, days, on)
            found = published.groups(session, kind, days, on, after, limit)
            rows = published.stored(session, (number for _, _, number in found if number is not None))
        dossiers = {row[0]: self._valid(*row, on) for row in rows}
        read = {
            key: self.notices.notice(key) if number is None else dossiers.get(number)
            for _, key, number in found
        }
        items, following = published.listed(kind, found, read, after, limit)
        return Recently(items, total, following)

    def letter(self, code: str) -> Letter | None:
        """What the code on a letter about a repair proves; None: nobody here wrote it."""
        return letters.prove(self._sessions, code)

    def freshness(self) -> datetime | None:
        """When the public content last changed; None while there is none."""
        with self._sessions.read() as session:
            return session.scalar(select(ChangeRow.at).order_by(ChangeRow.seq.desc()).limit(1))

    def standing(self, position: int) -> IndexStanding:
        """How an index stands to the register that has followed the change log up to `position`."""
        with self._sessions.read() as session:
            head = session.scalar(select(func.max(ChangeRow.seq))) or 0
            rows = select(ChangeRow.seq, ChangeRow.at).where(ChangeRow.seq.in_((position, position + 1)))
            moments = {row.seq: row.at for row in session.execute(rows)}
        return IndexStanding(position, head, moments.get(position), moments.get(position + 1))

    def parts(self) -> range:
        """The numbers of the parts into which all public pages fall; some of them may be empty."""
        with self._sessions.read() as session:
            last = session.scalar(select(func.max(DossierRow.subject_id)))
        return range(last // PART + 1) if last else range(0)

    def part(self, number: int) -> tuple[tuple[str, date], ...]:
        """Address and day of the last change of each public page of a part."""
        query = select(DossierRow.blob).where(
            DossierRow.subject_id >= number * PART,
            DossierRow.subject_id < (number + 1) * PART,
            DossierRow.blob.is_not(None),
        )
        with self._sessions.read() as session:
            blobs = session.scalars(query.order_by(DossierRow.subject_id)).all()
        dossiers = (self.unpack(blob) for blob in blobs if blob is not None)
        return tuple((one.address, one.received_at.astimezone(SHANGHAI).date()) for one in dossiers)

    def codes(self, after: str = "", limit: int = 1000) -> tuple[str, ...]:
        """Codes that lead to a public page, in order, for lists such as a site map; former ones too."""
        query: Any = (
            select(SubjectCode.code)
            .join(DossierRow, DossierRow.subject_id == SubjectCode.subject_id)
            .where(SubjectCode.code > after, DossierRow.blob.is_not(None))
            .order_by(SubjectCode.code)
            .limit(limit)
        )
        with self._sessions.read() as session:
            return tuple(session.scalars(query))
