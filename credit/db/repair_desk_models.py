"""The tables of the officers' side of repairs: ticks, second looks, group orders, outreach and its log.

Nothing here is public. `repair_chances` can be made anew from the records at any time; the rest is kept.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment

_CASE = "cases.id"
_SUBJECT = "subjects.key"
_WAITING = text("looked_at IS NULL")
_RUNNING = text("finished_at IS NULL")


class RepairTickRow(Base):
    """A point of a checklist that is ticked."""

    __tablename__ = "repair_ticks"

    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE), primary_key=True)
    point: Mapped[str] = mapped_column(String(20), primary_key=True)
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment())


class RepairLookRow(Base):
    """A case chosen by lot for a second look, written down before its outcome was known."""

    __tablename__ = "repair_looks"
    __table_args__ = (
        Index("ix_repair_looks_waiting", "drawn_on", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )

    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE), primary_key=True)
    drawn_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(String(20))
    text: Mapped[str]
    by: Mapped[str]
    looked_at: Mapped[datetime | None] = mapped_column(Moment())


class RepairOrderRow(Base):
    """Cases decided together by one officer. officer: who ordered it, as they were then. left: codes."""

    __tablename__ = "repair_orders"
    __table_args__ = (
        UniqueConstraint("authority", "token"),
        Index("ix_repair_orders_running", "ordered_at", sqlite_where=_RUNNING, postgresql_where=_RUNNING),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    authority: Mapped[str] = mapped_column(String(12), index=True)
    alike: Mapped[str] = mapped_column(String(80))
    token: Mapped[str] = mapped_column(String(26))
    officer: Mapped[bytes] = mapped_column(LargeBinary)
    cases: Mapped[list[str]] = mapped_column(JSON)
    left: Mapped[dict[str, Any]] = mapped_column(JSON)
    ordered_at: Mapped[datetime] = mapped_column(Moment())
    finished_at: Mapped[datetime | None] = mapped_column(Moment())


class RepairChanceRow(Base):
    """A record whose repair can be applied for from a day on, at an authority. Made by a duty each day."""

    __tablename__ = "repair_chances"
    __table_args__ = (Index("ix_repair_chances_subject", "subject_id", "authority", "opens_on"),)

    record_id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"))
    authority: Mapped[str] = mapped_column(String(12), index=True)
    opens_on: Mapped[date]


class RepairContactRow(Base):
    """That an enterprise was told what it could repair. token: of the form, which counts once."""

    __tablename__ = "repair_contacts"
    __table_args__ = (
        UniqueConstraint("subject_key", "token"),
        Index("ix_repair_contacts_subject", "subject_key", "at"),
        Index("ix_repair_contacts_authority", "authority", "at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    authority: Mapped[str] = mapped_column(String(12))
    token: Mapped[str] = mapped_column(String(26))
    way: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment())
    by: Mapped[str]
    note: Mapped[str]
    records: Mapped[list[str]] = mapped_column(JSON)
