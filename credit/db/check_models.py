"""The tables of what is looked at after it was published: held texts, parts that other departments check."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment

_SUBJECT = "subjects.key"


class TextCheckRow(Base):
    """A text that waits for an officer, or was decided on. record_id: of its record; thread: of all its
    versions (the year of a report, the entry of a piece).
    """

    __tablename__ = "text_checks"
    __table_args__ = (
        Index("ix_text_checks_state", "state", "authority"),
        Index("ix_text_checks_thread", "subject_key", "kind", "thread"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    record_id: Mapped[str] = mapped_column(String(26))
    authority: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(20))
    thread: Mapped[str] = mapped_column(String(40))
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    way: Mapped[str]
    state: Mapped[str] = mapped_column(String(20))
    opened_at: Mapped[datetime] = mapped_column(Moment())
    decided_at: Mapped[datetime | None] = mapped_column(Moment())
    decided_by: Mapped[str]
    reasons: Mapped[str]


class PartCheckRow(Base):
    """What another department found of its part of a report; the newest one of a part counts.

    source, source_id: of the row that brought it, so that it counts once.
    """

    __tablename__ = "part_checks"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index("ix_part_checks_report", "subject_key", "year"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    year: Mapped[int] = mapped_column(SmallInteger)
    version: Mapped[int] = mapped_column(SmallInteger)
    section: Mapped[str] = mapped_column(String(40))
    checked_on: Mapped[date]
    agrees: Mapped[bool]
    note: Mapped[str]
    source: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[str] = mapped_column(String(100))
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Moment())


class HeldFileRow(Base):
    """A file that came with a form whose session had ended; gone with the form. stored: its random name."""

    __tablename__ = "held_files"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    held_id: Mapped[str] = mapped_column(ForeignKey("held_forms.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Integer)
    stored: Mapped[str] = mapped_column(String(40), unique=True)
