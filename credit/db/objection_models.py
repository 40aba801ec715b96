"""The table of objections to records; what was said and the evidence lie with the statements of cases."""

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base


class ObjectionRow(Base):
    """An objection, under the id of its case. content: the whole of it, encoded; the rest is for lists.

    marks: whether it keeps the mark on its record.
    """

    __tablename__ = "objections"
    __table_args__ = (
        Index("ix_objections_record", "record_id", "open"),
        Index("ix_objections_subject", "subject_key"),
    )

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    subject_key: Mapped[str] = mapped_column(ForeignKey("subjects.key"))
    record_id: Mapped[str] = mapped_column(String(26))
    origin: Mapped[str] = mapped_column(String(20))
    open: Mapped[bool]
    marks: Mapped[bool]
    content: Mapped[bytes] = mapped_column(LargeBinary)
