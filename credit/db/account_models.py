"""The tables of accounts: who signs in, for which subject they may act, what was filed and announced.

Nothing here is deleted when it ends; it gets an end. What is personal in it (names, e-mail addresses)
is shown to the person and to owners of the same subject, and stands in no log.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from credit.db.models import Base, Moment

_OPEN = text("ended_at IS NULL")
_OPEN_LIAISON = text("ended_at IS NULL AND liaison")
_PERSON = "persons.id"


class PersonRow(Base):
    """Somebody who has signed in at least once."""

    __tablename__ = "persons"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    display_name: Mapped[str]
    locale: Mapped[str] = mapped_column(String(2))
    email: Mapped[str]
    phone: Mapped[str]
    by_email: Mapped[bool] = mapped_column(default=True)  # wants messages this way too
    by_sms: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment())


class IdentityRow(Base):
    """A person as a provider knows them; `claims` holds what decides rights, as of the last login."""

    __tablename__ = "identities"

    provider: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON), index=True)
    claims: Mapped[dict[str, Any]] = mapped_column(JSON)
    last_login_at: Mapped[datetime] = mapped_column(Moment())


class OrganisationRow(Base):
    """An association (社会组织, codes beginning with 5): acts here, but is no entry of the register."""

    __tablename__ = "organisations"

    key: Mapped[str] = mapped_column(String(26), primary_key=True)
    code: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Moment())


class MembershipRow(Base):
    """What a person may do for a subject, from when until when. tasks: values of `Task`.

    subject_key: of `subjects` or of `organisations`, here and in the tables below.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_open",
            "person_id",
            "subject_key",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "uq_memberships_liaison",
            "subject_key",
            unique=True,
            sqlite_where=_OPEN_LIAISON,
            postgresql_where=_OPEN_LIAISON,
        ),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON))
    subject_key: Mapped[str] = mapped_column(String(26), index=True)
    role: Mapped[str] = mapped_column(String(20))
    tasks: Mapped[list[str]] = mapped_column(JSON)
    liaison: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[datetime | None] = mapped_column(Moment())  # agreed end
    ended_at: Mapped[datetime | None] = mapped_column(Moment())  # taken away, or given up
    granted_by: Mapped[str]  # name of the actor
    ended_by: Mapped[str]


class InvitationRow(Base):
    """A link that makes whoever opens it a member, once and for some days. The token is kept hashed."""

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(String(26), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    tasks: Mapped[list[str]] = mapped_column(JSON)
    liaison: Mapped[bool] = mapped_column(default=False)
    label: Mapped[str]  # for whom, in the inviter's words
    invited_by: Mapped[str] = mapped_column(ForeignKey(_PERSON))
    created_at: Mapped[datetime] = mapped_column(Moment())
    expires_at: Mapped[datetime] = mapped_column(Moment())
    membership_until: Mapped[datetime | None] = mapped_column(Moment())
    closed_at: Mapped[datetime | None] = mapped_column(Moment())  # accepted or withdrawn
    accepted_by: Mapped[str | None] = mapped_column(ForeignKey(_PERSON))


class LoginRow(Base):
    """A session of a browser. The token is kept hashed and is changed while the session lasts."""

    __tablename__ = "logins"
    __table_args__ = (Index("ix_logins_idp_sid", "provider", "idp_sid"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    former_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON), index=True)
    provider: Mapped[str] = mapped_column(String(40))
    idp_subject: Mapped[str]
    idp_sid: Mapped[str]
    id_token: Mapped[str]  # shown to the provider when logging out there; emptied at the end
    authority: Mapped[str] = mapped_column(String(12))
    roles: Mapped[list[str]] = mapped_column(JSON)
    device: Mapped[str]  # a coarse name, e.g. "Chrome, Android"
    created_at: Mapped[datetime] = mapped_column(Moment())
    seen_at: Mapped[datetime] = mapped_column(Moment())
    rotated_at: Mapped[datetime] = mapped_column(Moment())
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment())  # the newest token has come back
    ended_at: Mapped[datetime | None] = mapped_column(Moment())
    ended_why: Mapped[str] = mapped_column(String(20))


class LogoutTokenRow(Base):
    """A logout token that was obeyed: a repeated one is refused."""

    __tablename__ = "logout_tokens"

    provider: Mapped[str] = mapped_column(String(40), primary_key=True)
    jti: Mapped[str] = mapped_column(primary_key=True)
    received_at: Mapped[datetime] = mapped_column(Moment(), index=True)


class HeldFormRow(Base):
    """What somebody typed while their session had ended; theirs again after signing in."""

    __tablename__ = "held_forms"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    person_id: Mapped[str | None] = mapped_column(ForeignKey(_PERSON), index=True)
    address: Mapped[str]
    fields: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Moment(), index=True)


class RecoveryRow(Base):
    """An application for access of a subject whose people are gone; two independent proofs grant it."""

    __tablename__ = "recoveries"

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON), index=True)
    subject_key: Mapped[str] = mapped_column(String(26), index=True)
    state: Mapped[str] = mapped_column(String(20))
    authority: Mapped[str] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    letter_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime] = mapped_column(Moment())
    takes_effect_at: Mapped[datetime | None] = mapped_column(Moment())
    closed_at: Mapped[datetime | None] = mapped_column(Moment())


class RecoveryProofRow(Base):
    """A proof that was given. digest: of what was shown, so that it can be told what it was later."""

    __tablename__ = "recovery_proofs"

    recovery_id: Mapped[str] = mapped_column(ForeignKey("recoveries.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(16))
    given_at: Mapped[datetime] = mapped_column(Moment())
    checked_by: Mapped[str]


class FilingRow(Base):
    """Something filed for a subject, as announced to its owners. reference: id of the thing filed."""

    __tablename__ = "filings"
    __table_args__ = (
        UniqueConstraint("task", "reference"),
        Index("ix_filings_subject", "subject_key", "filed_at"),
    )

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    subject_key: Mapped[str] = mapped_column(String(26))
    task: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(64))
    receipt: Mapped[str] = mapped_column(String(40), index=True)
    period: Mapped[str] = mapped_column(String(20))  # e.g. the year of a report
    filed_by: Mapped[str]
    assisted: Mapped[bool] = mapped_column(default=False)
    filed_at: Mapped[datetime] = mapped_column(Moment())


class FreezeRow(Base):
    """An owner's stop to further edits of a filing, and the dispute that it opens."""

    __tablename__ = "freezes"
    __table_args__ = (Index("ix_freezes_authority_state", "authority", "state"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    filing_id: Mapped[str] = mapped_column(ForeignKey("filings.id"), index=True)
    frozen_by: Mapped[str] = mapped_column(ForeignKey(_PERSON))
    reason: Mapped[str]
    frozen_at: Mapped[datetime] = mapped_column(Moment())
    until: Mapped[datetime] = mapped_column(Moment())
    authority: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(20))  # of the dispute
    decided_by: Mapped[str]
    decision: Mapped[str]
    decided_at: Mapped[datetime | None] = mapped_column(Moment())


class OwnerNoticeRow(Base):
    """A message to a person about a subject. Written with what it tells of; mailed and read later."""

    __tablename__ = "owner_notices"
    __table_args__ = (Index("ix_owner_notices_person", "person_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(26), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey(_PERSON))
    subject_key: Mapped[str | None] = mapped_column(String(26))
    code: Mapped[str] = mapped_column(String(40))
    params: Mapped[dict[str, str]] = mapped_column(JSON)
    href: Mapped[str]  # address without its language
    created_at: Mapped[datetime] = mapped_column(Moment())
    read_at: Mapped[datetime | None] = mapped_column(Moment())
