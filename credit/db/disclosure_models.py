"""The tables of what an enterprise has to publish, of orders to do so, and of intended listings.

What is public of it lies under the records of the subject; these rows say who filed, ordered, answered
and decided. Nothing here is deleted when it ends.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment, Number

_SUBJECT = "subjects.key"


class InstantFilingRow(Base):
    """One version of a piece of instant information, as filed. token: of the form that filed it."""

    __tablename__ = "instant_filings"
    __table_args__ = (
        UniqueConstraint("subject_key", "token"),
        UniqueConstraint("entry", "version"),
        Index("ix_instant_filings_subject", "subject_key", "filed_at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    entry: Mapped[str] = mapped_column(String(26))
    version: Mapped[int] = mapped_column(Integer)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT))
    token: Mapped[str] = mapped_column(String(26))
    receipt: Mapped[str] = mapped_column(String(40))
    filed_at: Mapped[datetime] = mapped_column(Moment())
    filed_by: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class VoluntaryRow(Base):
    """Something an enterprise published of its own will, with every earlier text of it.

    tokens: of the forms that published and corrected it. history: former texts, oldest first.
    """

    __tablename__ = "voluntary_entries"
    __table_args__ = (UniqueConstraint("subject_key", "token"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT), index=True)
    token: Mapped[str] = mapped_column(String(26))
    title: Mapped[str]
    text: Mapped[str]
    history: Mapped[list[dict[str, str]]] = mapped_column(JSON)
    published_at: Mapped[datetime] = mapped_column(Moment())
    changed_at: Mapped[datetime] = mapped_column(Moment())
    changed_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment())


class PublishOrderRow(Base):
    """An authority's order to publish something within a time (责令公示)."""

    __tablename__ = "publish_orders"
    __table_args__ = (
        UniqueConstraint("authority", "token"),
        Index("ix_publish_orders_state", "state", "authority"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT), index=True)
    authority: Mapped[str] = mapped_column(String(12))
    token: Mapped[str] = mapped_column(String(26))
    number: Mapped[str] = mapped_column(String(100))
    item: Mapped[str] = mapped_column(String(20))
    what: Mapped[str]
    facts: Mapped[str]
    state: Mapped[str] = mapped_column(String(20))
    issued_by: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(Moment())
    due_on: Mapped[date]
    firm: Mapped[bool]
    decided_by: Mapped[str]
    decision: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Moment())


class ListingCaseRow(Base):
    """An intended entry of the abnormal operation list: told beforehand, answered, decided with reasons."""

    __tablename__ = "listing_cases"
    __table_args__ = (
        UniqueConstraint("authority", "token"),
        Index("ix_listing_cases_state", "state", "authority"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT), index=True)
    authority: Mapped[str] = mapped_column(String(12))
    token: Mapped[str] = mapped_column(String(26))
    ground: Mapped[str] = mapped_column(String(30))
    report_year: Mapped[int | None]
    order_id: Mapped[str | None] = mapped_column(ForeignKey("publish_orders.id"))
    facts: Mapped[str]
    state: Mapped[str] = mapped_column(String(20))
    issued_by: Mapped[str]
    issued_at: Mapped[datetime] = mapped_column(Moment())
    answer_until: Mapped[date]
    firm: Mapped[bool]
    decided_by: Mapped[str]
    reasons: Mapped[str]
    decision_no: Mapped[str] = mapped_column(String(100))
    decided_at: Mapped[datetime | None] = mapped_column(Moment())


class StatementRow(Base):
    """What an enterprise answered in a case (an order or an intended listing): never public."""

    __tablename__ = "statements"
    __table_args__ = (UniqueConstraint("case_id", "token"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(26))
    token: Mapped[str] = mapped_column(String(26))
    text: Mapped[str]
    entry: Mapped[str] = mapped_column(String(26))  # the instant information it names; empty: none
    said_by: Mapped[str]
    said_at: Mapped[datetime] = mapped_column(Moment())


class EvidenceRow(Base):
    """A file that came with a statement. stored: its random name where files are kept."""

    __tablename__ = "evidence"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(26), index=True)
    statement_id: Mapped[str] = mapped_column(ForeignKey("statements.id"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(32))
    stored: Mapped[str] = mapped_column(String(40), unique=True)


class CalendarLinkRow(Base):
    """The secret link under which a member's calendar program reads the days. The token is kept hashed."""

    __tablename__ = "calendar_links"

    membership_id: Mapped[str] = mapped_column(ForeignKey("memberships.id"), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment())


class WatchRow(Base):
    """What was registered of a subject when its owners were last told; values as digests."""

    __tablename__ = "watched_registrations"

    subject_key: Mapped[str] = mapped_column(ForeignKey(_SUBJECT), primary_key=True)
    values: Mapped[dict[str, Any]] = mapped_column("digests", JSON)
    seen_at: Mapped[datetime] = mapped_column(Moment())


class PositionRow(Base):
    """Up to where something has followed the change log."""

    __tablename__ = "positions"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    seq: Mapped[int] = mapped_column(Number)
