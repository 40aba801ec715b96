"""The tables of messages that leave the portal: what goes to which address, and how far it has come."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment


class DeliveryRow(Base):
    """One message on its way by one channel. The row decides whether it goes out; a queue only wakes.

    due_at: when to try (again); while somebody sends, when others may. problem: code of the last failure.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("notice_id", "channel"),
        Index("ix_deliveries_due", "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    notice_id: Mapped[str] = mapped_column(ForeignKey("owner_notices.id"))
    channel: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    due_at: Mapped[datetime] = mapped_column(Moment())
    created_at: Mapped[datetime] = mapped_column(Moment())
    sent_at: Mapped[datetime | None] = mapped_column(Moment())
    problem: Mapped[str] = mapped_column(String(40))


class ReminderRow(Base):
    """One announcement of a duty that comes due: what, how near, under which rule, to how many persons.

    A stage of an item is announced once; whether a message left is said by its deliveries.
    """

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("subject_key", "item", "stage"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey("subjects.key"))
    item: Mapped[str] = mapped_column(String(80))
    stage: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[date | None]
    rule: Mapped[str]
    recipients: Mapped[int]
    announced_at: Mapped[datetime] = mapped_column(Moment())
