"""The tables of reporters: kept apart from the cases, sealed, and destroyed when their time is over.

Nothing here says anything without the keys of the installation, and what is destroyed cannot be read in a
backup without the wrapped key that went with it (市场监督管理投诉举报处理暂行办法 Art 33; 个人信息保护法
Art 47).
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment

_CASE = "cases.id"


class ReporterRow(Base):
    """Who opened a case, sealed. code_hash: of the code by which they read its state without a login.

    data_key: wrapped; seals this row, the letters and the photos. None: destroyed.
    """

    __tablename__ = "reporters"
    __table_args__ = (Index("ix_reporters_destroy_on", "destroy_on"),)

    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    destroy_on: Mapped[date | None]
    destroyed_at: Mapped[datetime | None] = mapped_column(Moment())


class ReporterLetterRow(Base):
    """One thing a reporter sent, sealed. token_hash: of the form it came with, by which it counts once."""

    __tablename__ = "reporter_letters"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    at: Mapped[datetime] = mapped_column(Moment())
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ReporterPhotoRow(Base):
    """A photo that came with a letter. stored: the random name of its sealed file."""

    __tablename__ = "reporter_photos"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey(_CASE), index=True)
    letter_id: Mapped[str] = mapped_column(ForeignKey("reporter_letters.id"))
    stored: Mapped[str] = mapped_column(String(40), unique=True)
    size: Mapped[int] = mapped_column(Integer)
