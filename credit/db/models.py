"""The tables: what is kept, what is published, and the log that everything downstream follows.

Only `credit.db` and `credit.services` see them. Contents travel as msgpack of the domain's structs;
the columns beside them exist to find, to order and to join, never to show.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from credit.domain.clock import SHANGHAI

Number = BigInteger().with_variant(Integer(), "sqlite")
Ordered = String().with_variant(String(collation="C"), "postgresql")  # byte order, for prefix ranges


class Moment(TypeDecorator[datetime]):
    """An instant: kept in UTC, read in legal time, aware on both sides."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(SHANGHAI)


def moment_text(moment: datetime) -> str:
    """An instant as both databases take it in a plain tuple."""
    return moment.astimezone(UTC).isoformat(sep=" ", timespec="microseconds")


class Base(DeclarativeBase):
    """Common base; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Subject(Base):
    """A subject and its registered facts as received; `key` is permanent and says nothing."""

    __tablename__ = "subjects"
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    key: Mapped[str] = mapped_column(String(26), unique=True)
    source: Mapped[str]
    source_id: Mapped[str]
    hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class SubjectCode(Base):
    """Every code that has ever meant a subject: credit code, 15- and 13-digit numbers, former ones."""

    __tablename__ = "subject_codes"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))


class RecordRow(Base):
    """A record as received, under its subject; unique by kind, source and the source's own id."""

    __tablename__ = "records"
    __table_args__ = (
        UniqueConstraint("kind", "source", "source_id"),
        Index(
            "ix_records_withheld",
            "withheld",
            sqlite_where=text("withheld IS NOT NULL"),
            postgresql_where=text("withheld IS NOT NULL"),
        ),
    )

    no: Mapped[int] = mapped_column(Number, primary_key=True)
    id: Mapped[str] = mapped_column(String(26), unique=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str]
    source_id: Mapped[str]
    hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    effective_on: Mapped[date] = mapped_column(Date)
    published_on: Mapped[date] = mapped_column(Date)
    withheld: Mapped[str | None] = mapped_column(String(20))
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class Waiting(Base):
    """A record whose subject is not here yet; it is attached when one with its code arrives."""

    __tablename__ = "waiting"
    __table_args__ = (UniqueConstraint("kind", "source", "source_id"),)

    no: Mapped[int] = mapped_column(Number, primary_key=True)
    code: Mapped[str] = mapped_column(String(32), index=True)
    second_code: Mapped[str | None] = mapped_column(String(32), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    source: Mapped[str]
    source_id: Mapped[str]
    hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class DossierRow(Base):
    """The public dossier of a subject. blob is None when nothing of it may be known."""

    __tablename__ = "dossiers"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(Number)
    name: Mapped[str] = mapped_column(Ordered, index=True)
    projected_on: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date, index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(16))
    blob: Mapped[bytes | None] = mapped_column(LargeBinary)


class Dictionary(Base):
    """A zstd dictionary for dossiers, trained on this register; the newest is used for writing."""

    __tablename__ = "dictionaries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Dirty(Base):
    """A subject whose dossier no longer fits its records; `mark` is another at every touch."""

    __tablename__ = "dirty"

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    mark: Mapped[int] = mapped_column(Number, default=1)


class ChangeRow(Base):
    """The change log; `seq` is dense and in order of commit."""

    __tablename__ = "changes"

    seq: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(26))
    version: Mapped[int] = mapped_column(Number)
    at: Mapped[datetime] = mapped_column(Moment())


class Counter(Base):
    """A number that is given out without gaps: its row is held until the transaction ends."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[int] = mapped_column(Number)


class Recent(Base):
    """How many public records of a kind a subject has by day of publication, for the last weeks."""

    __tablename__ = "recent"
    __table_args__ = (Index("ix_recent_day", "day"),)

    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    until: Mapped[date] = mapped_column(Date, primary_key=True)  # last day it counts; 9999-12-31: open
    count: Mapped[int] = mapped_column(Integer)


class Lease(Base):
    """Who may do what only one may do at a time, and until when."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime] = mapped_column(Moment())


class AuditRow(Base):
    """A decision on what is public; `hash` covers the row and the one before it."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(40))  # as hashed: UTC, to the microsecond
    actor: Mapped[str]
    action: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(26), index=True)
    detail: Mapped[str]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class ImportFile(Base):
    """One file being imported or imported: how far, with what result. The receipt is made of it."""

    __tablename__ = "import_files"
    __table_args__ = (Index("ix_import_files_fingerprint", "fingerprint"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    name: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(String(32))
    table: Mapped[str] = mapped_column(String(40))
    encoding: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(Moment())
    finished_at: Mapped[datetime | None] = mapped_column(Moment())
    position: Mapped[int] = mapped_column(Number, default=0)  # rows done
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)


class ImportReject(Base):
    """One thing wrong with one row. Never the value itself: it might be personal."""

    __tablename__ = "import_rejects"

    file_id: Mapped[int] = mapped_column(ForeignKey("import_files.id"), primary_key=True, autoincrement=False)
    row_no: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    place: Mapped[str]  # the row as its reader counts: a line, or sheet and row
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    column: Mapped[str]
    reason: Mapped[str]
