"""The tables of notices that belong to no enterprise: as received, and as the public may see them."""

from datetime import date

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Number

_WITHHELD = text("withheld IS NOT NULL")


class NoticeRow(Base):
    """A notice of an authority as received; `key` is permanent and stands in the address of its page."""

    __tablename__ = "authority_notices"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index(
            "ix_authority_notices_withheld",
            "withheld",
            sqlite_where=_WITHHELD,
            postgresql_where=_WITHHELD,
        ),
    )

    no: Mapped[int] = mapped_column(Number, primary_key=True)
    key: Mapped[str] = mapped_column(String(26), unique=True)
    source: Mapped[str]
    source_id: Mapped[str]
    hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    withheld: Mapped[str | None] = mapped_column(String(20))
    payload: Mapped[bytes] = mapped_column(LargeBinary)


class NoticeSheetRow(Base):
    """What the public may see of a notice. blob is None while nothing of it may be known.

    day, until: when it was published, and the last day on which it counts (9999-12-31: open); None
    while it is not public.
    """

    __tablename__ = "notice_sheets"

    notice_no: Mapped[int] = mapped_column(
        ForeignKey("authority_notices.no"), primary_key=True, autoincrement=False
    )
    version: Mapped[int] = mapped_column(Number)
    valid_until: Mapped[date | None] = mapped_column(Date, index=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(16))
    day: Mapped[date | None] = mapped_column(Date, index=True)
    until: Mapped[date | None] = mapped_column(Date)
    blob: Mapped[bytes | None] = mapped_column(LargeBinary)
