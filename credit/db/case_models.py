"""The tables of cases an authority handles: whose they are, their clocks, and what happened to them.

What a case is about lies in the tables of its room, under the same id. Nothing here is deleted when it
ends.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment, Number

_OPEN = text("closed_at IS NULL")
_CASE = "cases.id"


class CaseRow(Base):
    """One case. serial: dense per authority, kind and year. token: of what opened it; opens it once.

    batch: what was filed in one sitting. title: for the eyes of officers; params: codes for the page.
    sort_on: the last day of a running clock, else the end of time. escalate_on, late_on: the days on
    which a running clock has to be carried upwards. took: working days used when the clock ended.
    """

    __tablename__ = "cases"
    __table_args__ = (
        UniqueConstraint("authority", "kind", "year", "serial"),
        UniqueConstraint("authority", "token"),
        Index("ix_cases_open", "authority", "sort_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_cases_due", "sort_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_cases_assignee", "assignee", "sort_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_cases_closed", "closed_at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    authority: Mapped[str] = mapped_column(String(12))
    year: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    token: Mapped[str] = mapped_column(String(64))
    subject_key: Mapped[str | None] = mapped_column(String(26), index=True)
    state: Mapped[str] = mapped_column(String(30))
    assignee: Mapped[str] = mapped_column(String(60))  # name of an actor; empty: nobody
    batch: Mapped[str] = mapped_column(String(26), index=True)
    title: Mapped[str]
    params: Mapped[dict[str, str]] = mapped_column(JSON)
    opened_at: Mapped[datetime] = mapped_column(Moment())
    opened_by: Mapped[str]
    closed_at: Mapped[datetime | None] = mapped_column(Moment())
    started_on: Mapped[date | None]
    workdays: Mapped[int] = mapped_column(Integer, default=0)
    extra: Mapped[int] = mapped_column(Integer, default=0)
    ended_on: Mapped[date | None]
    pauses: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    paused: Mapped[bool] = mapped_column(default=False)
    sort_on: Mapped[date]
    escalate_on: Mapped[date | None]
    late_on: Mapped[date | None]
    firm: Mapped[bool] = mapped_column(default=True)
    took: Mapped[int | None] = mapped_column(Integer)
    late: Mapped[bool] = mapped_column(default=False)  # it ended after its last day
    stage: Mapped[str] = mapped_column(String(10), default="")


class CaseEventRow(Base):
    """Something that happened to a case, in the order of `id`."""

    __tablename__ = "case_events"
    __table_args__ = (Index("ix_case_events_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(Number, primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE))
    at: Mapped[datetime] = mapped_column(Moment())
    actor: Mapped[str]
    code: Mapped[str] = mapped_column(String(60))
    params: Mapped[dict[str, str]] = mapped_column(JSON)
    text: Mapped[str]
    internal: Mapped[bool] = mapped_column(default=False)  # for officers alone


class CaseNumberRow(Base):
    """How many cases of a kind an authority has opened in a year."""

    __tablename__ = "case_numbers"

    authority: Mapped[str] = mapped_column(String(12), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class RecusalRow(Base):
    """A conflict of interest: of one case, or of everything about a subject."""

    __tablename__ = "recusals"
    __table_args__ = (
        UniqueConstraint("actor", "case_id"),
        Index("ix_recusals_subject", "subject_key", "actor"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    actor: Mapped[str] = mapped_column(String(60))  # name of the officer
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE), index=True)
    subject_key: Mapped[str | None] = mapped_column(String(26))  # set: everything about it
    reason: Mapped[str] = mapped_column(String(20))
    note: Mapped[str]
    declared_at: Mapped[datetime] = mapped_column(Moment())


class OfficerRow(Base):
    """An officer as of their last login: to whom cases are given. assigned_at: when the last one was."""

    __tablename__ = "officers"
    __table_args__ = (Index("ix_officers_authority", "authority"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    authority: Mapped[str] = mapped_column(String(12))
    roles: Mapped[list[str]] = mapped_column(JSON)
    seen_at: Mapped[datetime] = mapped_column(Moment())
    assigned_at: Mapped[datetime | None] = mapped_column(Moment())


class PublicBoardRow(Base):
    """What the public may know of how long cases take, made once a month. blob: the lines, encoded."""

    __tablename__ = "public_boards"

    month: Mapped[date] = mapped_column(primary_key=True)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Moment())
