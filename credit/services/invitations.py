"""Invitations by link: whoever opens it after signing in becomes a member, once and for seven days."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import InvitationRow
from credit.domain.accounts import Invitation, Membership, Origin, Right, Role, Standing, Task, Terms
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.services import access, audit, memberships, owner_notices
from credit.services.context import Context
from credit.services.ids import new_id

LASTS = timedelta(days=7)
MOST_OPEN = 50
LONGEST_LABEL = 60


def invite(ctx: Context, subject_key: str, terms: Terms) -> tuple[str, str]:
    """Make an invitation; its id and the token of its link, which is kept nowhere.

    Raises NotAllowedError `access.*`, InputError `member.tasks`, `member.until`, `invitation.label`,
    ConflictError `invitation.too_many`.
    """
    memberships.check_terms(ctx, terms)
    if not terms.label.strip() or len(terms.label) > LONGEST_LABEL:
        raise InputError("invitation.label", longest=LONGEST_LABEL)
    token = secrets.token_urlsafe(24)

    def work(session: Session) -> str:
        access.require(session, ctx, subject_key, Task.MEMBERS, Right.WRITE)
        now = ctx.clock.now()
        if len(_open_rows(session, subject_key, now)) >= MOST_OPEN:
            raise ConflictError("invitation.too_many")
        row = InvitationRow(
            id=new_id(),
            subject_key=subject_key,
            token_hash=_hash(token),
            role=terms.role.value,
            tasks=sorted(terms.tasks),
            liaison=terms.liaison,
            label=terms.label.strip(),
            invited_by=ctx.actor.id,
            created_at=now,
            expires_at=now + LASTS,
            membership_until=terms.until,
        )
        session.add(row)
        audit.write(session, ctx, "member.invite", subject_key, after=terms, invitation=row.id, role=row.role)
        return row.id

    return ctx.sessions.run(work), token


def look(ctx: Context, token: str) -> Invitation:
    """What an invitation offers.

    Raises NotFoundError `invitation.unknown`, also when it was used, withdrawn, or is over.
    """
    with ctx.sessions.read() as session:
        row = _usable(session, ctx, token)
        return _invitation(row, access.by_key(session, row.subject_key))


def accept(ctx: Context, token: str) -> tuple[Membership, str]:
    """Become a member; the membership and the address of the subject. A link counts once.

    Raises NotFoundError `invitation.unknown`.
    """

    def work(session: Session) -> tuple[Membership, str]:
        row = _usable(session, ctx, token)
        row.closed_at, row.accepted_by = ctx.clock.now(), ctx.actor.id
        session.flush()
        made = memberships.grant(session, ctx, row.subject_key, ctx.actor.id, _terms(row), Origin.INVITATION)
        audit.write(session, ctx, "member.accept", row.subject_key, invitation=row.id)
        href, role = "/members", row.role
        now = ctx.clock.now()
        owner_notices.tell(
            session, now, [row.invited_by], "invitation.accepted", row.subject_key, href, role=role
        )
        return made, access.by_key(session, row.subject_key).address

    return ctx.sessions.run(work)


def withdraw(ctx: Context, subject_key: str, invitation_id: str) -> None:
    """Make a link useless. Raises NotAllowedError, NotFoundError `invitation.unknown`."""

    def work(session: Session) -> None:
        access.require(session, ctx, subject_key, Task.MEMBERS, Right.WRITE)
        row = session.get(InvitationRow, invitation_id)
        if row is None or row.subject_key != subject_key or row.closed_at is not None:
            raise NotFoundError("invitation.unknown")
        row.closed_at = ctx.clock.now()
        audit.write(session, ctx, "member.uninvite", subject_key, invitation=row.id)

    ctx.sessions.run(work)


def open_ones(session: Session, ctx: Context, subject_key: str) -> list[Invitation]:
    """Invitations of a subject that can still be accepted. Raises NotAllowedError `access.*`."""
    access.require(session, ctx, subject_key, Task.MEMBERS, Right.READ)
    subject = access.by_key(session, subject_key)
    return [_invitation(row, subject) for row in _open_rows(session, subject_key, ctx.clock.now())]


def _open_rows(session: Session, subject_key: str, now: datetime) -> list[InvitationRow]:
    query = select(InvitationRow).where(
        InvitationRow.subject_key == subject_key,
        InvitationRow.closed_at.is_(None),
        InvitationRow.expires_at > now,
    )
    return list(session.scalars(query.order_by(InvitationRow.created_at)))


def _usable(session: Session, ctx: Context, token: str) -> InvitationRow:
    query = select(InvitationRow).where(InvitationRow.token_hash == _hash(token)).with_for_update()
    row = session.scalars(query).one_or_none()
    if row is None or row.closed_at is not None or row.expires_at <= ctx.clock.now():
        raise NotFoundError("invitation.unknown")
    return row


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()


def _invitation(row: InvitationRow, subject: Standing) -> Invitation:
    return Invitation(id=row.id, subject=subject, terms=_terms(row), expires_at=row.expires_at)


def _terms(row: InvitationRow) -> Terms:
    return Terms(
        role=Role(row.role),
        tasks=frozenset(map(Task, row.tasks)),
        liaison=row.liaison,
        until=row.membership_until,
        label=row.label,
    )
