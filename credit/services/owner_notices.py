"""Messages to persons about a subject: written in the transaction of what they tell of.

So whoever owns a subject sees a filing on their own page the moment it exists; mail follows from these
rows. A message is a code with parameters, put into words in the reader's language when it is shown.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow, OwnerNoticeRow
from credit.domain.accounts import OwnerNotice, Role
from credit.domain.agenda import Stage
from credit.domain.errors import NotFoundError
from credit.services import deliveries
from credit.services.context import Context
from credit.services.ids import new_id

PAGE = 50
URGENT = frozenset({"recovery.started", "recovery.proven"})  # somebody may be taking over: by telephone too


def owners(session: Session, subject_key: str, at: datetime) -> list[str]:
    """The persons who own a subject at that moment."""
    rows = session.scalars(
        select(MembershipRow).where(
            MembershipRow.subject_key == subject_key,
            MembershipRow.role == Role.OWNER.value,
            MembershipRow.ended_at.is_(None),
            MembershipRow.started_at <= at,
        )
    )
    return [row.person_id for row in rows if row.expires_at is None or row.expires_at > at]


def tell(
    session: Session,
    at: datetime,
    persons: Iterable[str],
    code: str,
    subject_key: str | None,
    href: str = "",
    **params: str,
) -> None:
    """Write a message to each person in the caller's transaction; it also leaves by mail afterwards."""
    rows = [
        OwnerNoticeRow(
            id=new_id(),
            person_id=person_id,
            subject_key=subject_key,
            code=code,
            params=params,
            href=href,
            created_at=at,
        )
        for person_id in dict.fromkeys(persons)
    ]
    session.add_all(rows)
    session.flush()
    deliveries.post(session, at, rows, urgent=code in URGENT or params.get("stage") == Stage.LAST)


def tell_owners(
    session: Session, ctx: Context, subject_key: str, code: str, href: str = "", **params: str
) -> None:
    """Write a message to every owner of a subject in the caller's transaction."""
    now = ctx.clock.now()
    tell(session, now, owners(session, subject_key, now), code, subject_key, href, **params)


def of_person(ctx: Context, limit: int = PAGE) -> list[OwnerNotice]:
    """The newest messages of the person who acts."""
    query = (
        select(OwnerNoticeRow)
        .where(OwnerNoticeRow.person_id == ctx.actor.id)
        .order_by(OwnerNoticeRow.created_at.desc(), OwnerNoticeRow.id.desc())
        .limit(limit)
    )
    with ctx.sessions.read() as session:
        return [_notice(row) for row in session.scalars(query)]


def of_person_about(ctx: Context, subject_key: str, limit: int = 10) -> list[OwnerNotice]:
    """The newest messages of the person who acts about one subject."""
    query = (
        select(OwnerNoticeRow)
        .where(OwnerNoticeRow.person_id == ctx.actor.id, OwnerNoticeRow.subject_key == subject_key)
        .order_by(OwnerNoticeRow.created_at.desc(), OwnerNoticeRow.id.desc())
        .limit(limit)
    )
    with ctx.sessions.read() as session:
        return [_notice(row) for row in session.scalars(query)]


def unread(session: Session, person_id: str) -> int:
    """How many messages a person has not read."""
    query = select(func.count()).where(
        OwnerNoticeRow.person_id == person_id, OwnerNoticeRow.read_at.is_(None)
    )
    return session.scalar(query) or 0


def mark_read(ctx: Context, notice_id: str) -> OwnerNotice:
    """Note that the person has read a message of theirs. Raises NotFoundError `notice.unknown`."""

    def work(session: Session) -> OwnerNotice:
        row = session.get(OwnerNoticeRow, notice_id)
        if row is None or row.person_id != ctx.actor.id:
            raise NotFoundError("notice.unknown")
        row.read_at = row.read_at or ctx.clock.now()
        return _notice(row)

    return ctx.sessions.run(work)


def mark_all_read(ctx: Context) -> None:
    """Note that the person has read all that is there."""
    ctx.sessions.run(
        lambda session: session.execute(
            update(OwnerNoticeRow)
            .where(OwnerNoticeRow.person_id == ctx.actor.id, OwnerNoticeRow.read_at.is_(None))
            .values(read_at=ctx.clock.now())
        )
    )


def _notice(row: OwnerNoticeRow) -> OwnerNotice:
    return OwnerNotice(
        id=row.id,
        person_id=row.person_id,
        subject_key=row.subject_key,
        code=row.code,
        params=row.params,
        href=row.href,
        created_at=row.created_at,
        read_at=row.read_at,
    )
