"""The tables of checks of commitments, of draws, and of findings that a commitment was not kept.

What is public of them lies under the records of the subject; nothing here is deleted when it ends.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment


class CommitmentCheckRow(Base):
    """A commitment that is to be looked at, or was. token: of what opened it; opens it once.

    record_id: of the commitment. tip: the case it came from. lot: of the draw. finding: the case it led to.
    checked_by: the actor, for officers alone; agency: the authority's name, which is public.
    """

    __tablename__ = "commitment_checks"
    __table_args__ = (
        UniqueConstraint("authority", "token"),
        Index("ix_commitment_checks_due", "authority", "state", "due_on", "id"),
        Index("ix_commitment_checks_record", "record_id"),
        Index("ix_commitment_checks_subject", "subject_key"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    token: Mapped[str] = mapped_column(String(64))
    subject_key: Mapped[str] = mapped_column(ForeignKey("subjects.key"))
    record_id: Mapped[str] = mapped_column(String(26))
    commitment_no: Mapped[str]
    commitment_type: Mapped[str] = mapped_column(String(20))
    matter: Mapped[str]
    authority: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    due_on: Mapped[date]
    firm: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(Moment())
    opened_by: Mapped[str]
    tip: Mapped[str] = mapped_column(String(26), default="")
    lot: Mapped[str] = mapped_column(String(40), default="")
    outcome: Mapped[str] = mapped_column(String(20), default="")
    checked_on: Mapped[date | None]
    checked_at: Mapped[datetime | None] = mapped_column(Moment())
    checked_by: Mapped[str] = mapped_column(default="")
    agency: Mapped[str] = mapped_column(default="")
    finding: Mapped[str] = mapped_column(String(26), default="")


class CheckDrawRow(Base):
    """One draw of an authority for a quarter: with the seed and the candidates it can be repeated."""

    __tablename__ = "check_draws"

    authority: Mapped[str] = mapped_column(String(12), primary_key=True)
    quarter: Mapped[str] = mapped_column(String(7), primary_key=True)
    seed: Mapped[str] = mapped_column(String(64))
    candidates: Mapped[bytes] = mapped_column(LargeBinary)  # ids of the commitments, encoded
    drawn: Mapped[int] = mapped_column(Integer)
    drawn_at: Mapped[datetime] = mapped_column(Moment())


class FindingRow(Base):
    """A finding, under the id of its case. content: the whole of it, encoded; the rest is for lists.

    until: the last day for a statement; correct_by: of an ordered correction that is not confirmed yet.
    """

    __tablename__ = "findings"
    __table_args__ = (
        Index("ix_findings_check", "check_id"),
        Index("ix_findings_record", "record_id"),
        Index("ix_findings_subject", "subject_key"),
        Index("ix_findings_correction", "correct_by"),
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    check_id: Mapped[str] = mapped_column(ForeignKey("commitment_checks.id"))
    subject_key: Mapped[str] = mapped_column(ForeignKey("subjects.key"))
    record_id: Mapped[str] = mapped_column(String(26))
    commitment_no: Mapped[str]
    matter: Mapped[str]
    state: Mapped[str] = mapped_column(String(20))
    until: Mapped[date]
    correct_by: Mapped[date | None]
    content: Mapped[bytes] = mapped_column(LargeBinary)
