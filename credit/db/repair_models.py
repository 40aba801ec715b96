"""The tables of repairs: applications, cases, what keeps a repaired record out, and who was told.

Nothing here is public and nothing is deleted when it ends; a file that was taken back out of a draft is
only marked so.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment, Number

_SUBJECT = "subjects.key"
_OPEN = text("open")


class RepairApplicationRow(Base):
    """One sitting: an application about one or many records. token: of the form that began it.

    content: what was typed so far, and as submitted. papers: the texts that were signed.
    """

    __tablename__ = "repair_applications"
    __table_args__ = (UniqueConstraint("subject_key", "token"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    token: Mapped[str] = mapped_column(String(26))
    state: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    papers: Mapped[bytes] = mapped_column(LargeBinary)
    receipt: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(Moment())
    created_by: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(Moment())
    submitted_at: Mapped[datetime | None] = mapped_column(Moment())
    submitted_by: Mapped[str]


class RepairFileRow(Base):
    """A file that came with an application. record_id: of the record it is about; empty: of all."""

    __tablename__ = "repair_files"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("repair_applications.id"), index=True)
    record_id: Mapped[str] = mapped_column(String(26))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    media: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(32))
    stored: Mapped[str] = mapped_column(String(40), unique=True)
    sent_at: Mapped[datetime] = mapped_column(Moment())
    sent_by: Mapped[str]
    dropped_at: Mapped[datetime | None] = mapped_column(Moment())


class RepairCaseRow(Base):
    """What a repair case is about, under the id of its case; one open case for a record.

    course, answer: the course so far, and the answer of the day of application, encoded. alike: what is
    decided together. signed_number, letter_code: of the decision and of the letter about a grant.
    """

    __tablename__ = "repair_cases"
    __table_args__ = (
        Index(
            "ix_repair_cases_one_open", "record_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index("ix_repair_cases_alike", "alike", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    application_id: Mapped[str] = mapped_column(ForeignKey("repair_applications.id"), index=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT), index=True)
    record_id: Mapped[str] = mapped_column(String(26), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    alike: Mapped[str] = mapped_column(String(80))
    open: Mapped[bool]
    course: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    verdict: Mapped[str] = mapped_column(String(20))
    decision_no: Mapped[str | None] = mapped_column(String(60), unique=True)
    letter_code: Mapped[str | None] = mapped_column(String(30), unique=True)
    decided_on: Mapped[date | None] = mapped_column(index=True)


class TombstoneRow(Base):
    """A record that stays out, whoever sends it again. lifted_on: the repair was revoked.

    reason: whether it was repaired, or taken down after an objection. number, agency: of the decision.
    case_id: of its case; empty: a result told by others.
    """

    __tablename__ = "tombstones"
    __table_args__ = (Index("ix_tombstones_source", "kind", "source", "source_id"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("subjects.id"), index=True)
    record_id: Mapped[str] = mapped_column(String(26), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(20), server_default="repair")
    source: Mapped[str]
    source_id: Mapped[str]
    number: Mapped[str]
    agency: Mapped[str]
    since: Mapped[date]
    temporary: Mapped[bool]
    case_id: Mapped[str] = mapped_column(String(26), index=True)
    lifted_on: Mapped[date | None]


class TombstoneKeyRow(Base):
    """By what a copy of a repaired record is known. tail: of a number, by which texts are looked up."""

    __tablename__ = "tombstone_keys"
    __table_args__ = (
        Index("ix_tombstone_keys_key", "key"),
        Index("ix_tombstone_keys_tail", "tail"),
    )

    tombstone_id: Mapped[str] = mapped_column(ForeignKey("tombstones.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    tail: Mapped[str]


class NoticeNumberRow(Base):
    """A number that a notice of an authority names, by its last digits."""

    __tablename__ = "notice_numbers"

    tail: Mapped[str] = mapped_column(String(40), primary_key=True)
    notice_no: Mapped[int] = mapped_column(
        Number, ForeignKey("authority_notices.no"), primary_key=True, autoincrement=False, index=True
    )


class TellingRow(Base):
    """That somebody is told of a decision, or asked: when, and what they answered (传播台账).

    tombstone_id: what the message is about, and made of; else it is kept itself in `content`, encoded.
    """

    __tablename__ = "repair_tellings"
    __table_args__ = (
        Index("ix_repair_tellings_due", "state", "next_at"),
        UniqueConstraint("tombstone_id", "occasion", "recipient"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    tombstone_id: Mapped[str | None] = mapped_column(ForeignKey("tombstones.id"))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    case_id: Mapped[str] = mapped_column(String(26), index=True)
    recipient: Mapped[str] = mapped_column(String(20))
    name: Mapped[str]
    occasion: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(Moment())
    attempts: Mapped[int] = mapped_column(Integer)
    next_at: Mapped[datetime] = mapped_column(Moment())
    sent_at: Mapped[datetime | None] = mapped_column(Moment())
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment())
    receipt: Mapped[str] = mapped_column(String(100))
    problem: Mapped[str] = mapped_column(String(100))


class RestructuringRow(Base):
    """A restructuring or settlement of a subject, as an officer recorded it from the ruling."""

    __tablename__ = "restructurings"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT), index=True)
    court: Mapped[str]
    ruling_no: Mapped[str] = mapped_column(String(100))
    ruling_on: Mapped[date]
    plan_until: Mapped[date | None]
    executed_on: Mapped[date | None]
    failed_on: Mapped[date | None]
    recorded_by: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(Moment())


class RepairNumberRow(Base):
    """How many decisions on repairs an authority has numbered in a year."""

    __tablename__ = "repair_numbers"

    authority: Mapped[str] = mapped_column(String(12), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)
