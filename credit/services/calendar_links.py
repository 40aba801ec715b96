"""The secret link under which a member's calendar program reads the days of a subject.

One link a membership; a new one makes the old one useless. The token is shown once and kept hashed; it
reads days and nothing else, and ends with the membership.
"""

import secrets
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow
from credit.db.disclosure_models import CalendarLinkRow
from credit.domain.accounts import Membership, Standing
from credit.domain.actors import person
from credit.domain.agenda import AgendaItem
from credit.domain.errors import NotAllowedError, NotFoundError
from credit.services import access, agenda, audit
from credit.services.context import Context


def renew(ctx: Context, membership: Membership) -> str:
    """A new link of the person who acts; its token. Raises NotAllowedError `access.none`."""
    if membership.person_id != ctx.actor.id:
        raise NotAllowedError("access.none")
    token = secrets.token_urlsafe(24)

    def work(session: Session) -> None:
        _end(session, membership.id)
        session.add(
            CalendarLinkRow(membership_id=membership.id, token_hash=_hash(token), created_at=ctx.clock.now())
        )
        audit.write(session, ctx, "calendar.link", membership.subject_key, membership=membership.id)

    ctx.sessions.run(work)
    return token


def end(ctx: Context, membership: Membership) -> None:
    """Make the link useless. Raises NotAllowedError `access.none`."""
    if membership.person_id != ctx.actor.id:
        raise NotAllowedError("access.none")

    def work(session: Session) -> None:
        _end(session, membership.id)
        audit.write(session, ctx, "calendar.unlink", membership.subject_key, membership=membership.id)

    ctx.sessions.run(work)


def exists(session: Session, membership_id: str) -> bool:
    """Whether a member has a link."""
    return session.get(CalendarLinkRow, membership_id) is not None


def read(ctx: Context, token: str) -> tuple[Standing, list[AgendaItem]]:
    """The subject behind a link and the days its member may see. Raises NotFoundError `calendar.unknown`."""
    with ctx.sessions.read() as session:
        query = select(MembershipRow).join(CalendarLinkRow, CalendarLinkRow.membership_id == MembershipRow.id)
        row = session.scalar(query.where(CalendarLinkRow.token_hash == _hash(token)))
        held = access.membership(row) if row is not None else None
        if held is None or not held.holds(ctx.clock.now()):
            raise NotFoundError("calendar.unknown")
        subject = access.by_key(session, held.subject_key)
    own = Context(ctx.sessions, ctx.clock, person(held.person_id))
    return subject, agenda.own(own, held.subject_key)


def _end(session: Session, membership_id: str) -> None:
    session.execute(delete(CalendarLinkRow).where(CalendarLinkRow.membership_id == membership_id))


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
