"""The tables of commitments made here: what was signed, drafts, wordings kept by officers, sealed copies.

What is public of it lies under the records of its subjects. A commitment is never deleted; `history` says
what happened to it.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment


class CommitmentRow(Base):
    """A commitment as signed. subject_key: of a subject, or of an association, which is none.

    token: of the form, or of the case that a repair commitment belongs to. content: as it was signed.
    covered: keys of the subjects under which its records lie. joined_id: of the association's commitment.
    """

    __tablename__ = "commitments"
    __table_args__ = (
        UniqueConstraint("subject_key", "token"),
        Index("ix_commitments_progress", "progress", "checker", "authority"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    subject_key: Mapped[str] = mapped_column(String(26), index=True)
    authority: Mapped[str] = mapped_column(String(12))
    token: Mapped[str] = mapped_column(String(26))
    kind: Mapped[str] = mapped_column(String(20))
    progress: Mapped[str] = mapped_column(String(20))
    checker: Mapped[str] = mapped_column(String(20))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    covered: Mapped[list[str]] = mapped_column(JSON)
    receipt: Mapped[str] = mapped_column(String(40))
    signed_at: Mapped[datetime] = mapped_column(Moment())
    signed_by: Mapped[str]
    signed_how: Mapped[str] = mapped_column(String(20))
    published_on: Mapped[date | None]
    replaces_id: Mapped[str | None] = mapped_column(ForeignKey("commitments.id"))
    joined_id: Mapped[str | None] = mapped_column(ForeignKey("commitments.id"), index=True)
    case_id: Mapped[str] = mapped_column(String(26))
    reasons: Mapped[str]
    decided_by: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Moment())
    history: Mapped[list[dict[str, str]]] = mapped_column(JSON)


class CommitmentDraftRow(Base):
    """A commitment being made; one for each subject, wording and commitment that it is to replace."""

    __tablename__ = "commitment_drafts"
    __table_args__ = (UniqueConstraint("subject_key", "code", "replaces"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(String(26))
    code: Mapped[str] = mapped_column(String(40))
    template: Mapped[bytes] = mapped_column(LargeBinary)
    typed: Mapped[dict[str, str]] = mapped_column(JSON)
    agreed: Mapped[bool]
    branches: Mapped[list[str]] = mapped_column(JSON)
    replaces: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[datetime] = mapped_column(Moment())
    updated_by: Mapped[str]


class CommitmentTemplateRow(Base):
    """A version of a wording that officers keep, on top of those that come with the portal."""

    __tablename__ = "commitment_templates"
    __table_args__ = (UniqueConstraint("authority", "code", "version"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    authority: Mapped[str] = mapped_column(String(12))
    code: Mapped[str] = mapped_column(String(40), index=True)
    version: Mapped[str] = mapped_column(String(40))
    template: Mapped[bytes] = mapped_column(LargeBinary)
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime] = mapped_column(Moment())
    released_by: Mapped[str]
    released_at: Mapped[datetime | None] = mapped_column(Moment())
    starts: Mapped[date]


class CommitmentFileRow(Base):
    """A sealed copy of a commitment. stored: its random name where files are kept; never public."""

    __tablename__ = "commitment_files"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    commitment_id: Mapped[str] = mapped_column(ForeignKey("commitments.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(String(32))
    stored: Mapped[str] = mapped_column(String(40), unique=True)
