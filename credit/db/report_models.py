"""The tables of annual reports: what is being typed, what was filed, who may look or correct.

What was filed is never changed and never deleted: a correction is a new row. A draft goes when it is
submitted, in the same transaction.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment

_SUBJECT = "subjects.key"


class ReportDraftRow(Base):
    """A report being filled in: one for each subject and year. answers: as typed."""

    __tablename__ = "report_drafts"
    __table_args__ = (UniqueConstraint("subject_key", "year"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    year: Mapped[int] = mapped_column(SmallInteger)
    purpose: Mapped[str] = mapped_column(String(20))
    answers: Mapped[bytes] = mapped_column(LargeBinary)
    revision: Mapped[int] = mapped_column(Integer, default=0)
    started_at: Mapped[datetime] = mapped_column(Moment())
    started_by: Mapped[str]
    updated_at: Mapped[datetime] = mapped_column(Moment())
    updated_by: Mapped[str]


class ReportFilingRow(Base):
    """A filed report, one version of it. draft_id: of the draft it came from, so that it is filed once."""

    __tablename__ = "report_filings"
    __table_args__ = (UniqueConstraint("subject_key", "year", "version"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    year: Mapped[int] = mapped_column(SmallInteger)
    version: Mapped[int] = mapped_column(SmallInteger)
    draft_id: Mapped[str] = mapped_column(String(26), unique=True)
    receipt: Mapped[str] = mapped_column(String(40), unique=True)
    filed_at: Mapped[datetime] = mapped_column(Moment(), index=True)
    filed_by: Mapped[str]
    channel: Mapped[str] = mapped_column(String(20))
    late: Mapped[bool]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ReportUnlockRow(Base):
    """An officer's consent to a correction after the window, with the reason."""

    __tablename__ = "report_unlocks"
    __table_args__ = (Index("ix_report_unlocks_subject", "subject_key", "year"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    year: Mapped[int] = mapped_column(SmallInteger)
    reason: Mapped[str]
    unlocked_by: Mapped[str]
    unlocked_at: Mapped[datetime] = mapped_column(Moment())
    until: Mapped[datetime] = mapped_column(Moment())
    used_at: Mapped[datetime | None] = mapped_column(Moment())


class ReportConsentRow(Base):
    """An enterprise's consent that whoever holds the token may see some withheld figures for a time."""

    __tablename__ = "report_consents"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT), index=True)
    year: Mapped[int] = mapped_column(SmallInteger)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    paths: Mapped[str]  # of the fields, joined by blanks
    grantee: Mapped[str]  # for whom, in the enterprise's words
    created_by: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[datetime] = mapped_column(Moment())
    revoked_at: Mapped[datetime | None] = mapped_column(Moment())
    opened: Mapped[int] = mapped_column(Integer, default=0)
