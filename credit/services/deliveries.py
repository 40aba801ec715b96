"""Which messages are due to leave the portal, and what became of them.

A row is claimed before it is sent: whoever claims it has `CLAIM` to send and say so. A sender that dies
in between leaves a row that is due again, so a message may go out twice but is never lost; the mail's
own id stays the same, by which a mailbox tells a repetition.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.account_models import OwnerNoticeRow, PersonRow
from credit.db.message_models import DeliveryRow
from credit.db.session import wake
from credit.domain.actors import Tongue
from credit.domain.messages import Channel, DeliveryState, Outgoing
from credit.services import access
from credit.services.context import Context
from credit.services.ids import new_id

CLAIM = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=length) for length in (1, 5, 15, 60, 240, 720))  # after each failure
BATCH = 50
POST = "post"  # what to wake when something is due


def post(session: Session, at: datetime, notices: Iterable[OwnerNoticeRow], urgent: bool = False) -> None:
    """Note, in the caller's transaction, that messages are to leave by mail, and urgent ones by telephone.

    A person without an address, or who wants none of it, is told on their page alone.
    """
    for notice in notices:
        person = session.get_one(PersonRow, notice.person_id)
        ways = [Channel.EMAIL] if person.email and person.by_email else []
        ways += [Channel.SMS] if urgent and person.phone and person.by_sms else []
        for channel in ways:
            session.add(_row(notice, channel, at))
            wake(session, POST)


def _row(notice: OwnerNoticeRow, channel: Channel, at: datetime) -> DeliveryRow:
    return DeliveryRow(
        id=new_id(),
        notice_id=notice.id,
        channel=channel.value,
        state=DeliveryState.WAITING.value,
        attempts=0,
        due_at=at,
        created_at=at,
        problem="",
    )


def claim(ctx: Context, limit: int = BATCH) -> list[Outgoing]:
    """Take over messages that are due, the oldest first; nobody else gets them before `CLAIM` is over."""

    def work(session: Session) -> list[Outgoing]:
        now = ctx.clock.now()
        due = session.scalars(
            select(DeliveryRow)
            .where(DeliveryRow.state == DeliveryState.WAITING.value, DeliveryRow.due_at <= now)
            .order_by(DeliveryRow.due_at, DeliveryRow.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        for row in due:
            row.due_at = now + CLAIM
            row.attempts += 1
        return [_outgoing(session, row) for row in due]

    return ctx.sessions.run(work)


def _outgoing(session: Session, row: DeliveryRow) -> Outgoing:
    notice = session.get_one(OwnerNoticeRow, row.notice_id)
    person = session.get_one(PersonRow, notice.person_id)
    channel = Channel(row.channel)
    about = None if notice.subject_key is None else access.by_key(session, notice.subject_key)
    return Outgoing(
        id=row.id,
        notice_id=notice.id,
        channel=channel,
        address=person.email if channel is Channel.EMAIL else person.phone,
        locale=Tongue(person.locale),
        recipient=person.display_name,
        subject_name="" if about is None else about.registration.name,
        subject_address="" if about is None else about.address,
        code=notice.code,
        params=notice.params,
        href=notice.href,
        attempts=row.attempts,
        created_at=notice.created_at,
    )


def sent(ctx: Context, delivery_id: str) -> None:
    """Note that a message has been handed over."""

    def work(session: Session) -> None:
        row = session.get_one(DeliveryRow, delivery_id, with_for_update=True)
        row.state, row.sent_at, row.problem = DeliveryState.SENT.value, ctx.clock.now(), ""

    ctx.sessions.run(work)


def failed(ctx: Context, delivery_id: str, problem: str, *, for_good: bool = False) -> None:
    """Note a failure: tried again after a pause that grows, and given up after the last one.

    for_good: the other side will never take it; it is not tried again.
    """

    def work(session: Session) -> None:
        row = session.get_one(DeliveryRow, delivery_id, with_for_update=True)
        row.problem = problem[:40]
        if for_good:
            row.state = DeliveryState.REFUSED.value
        elif row.attempts > len(PAUSES):
            row.state = DeliveryState.GIVEN_UP.value
        else:
            row.due_at = ctx.clock.now() + PAUSES[row.attempts - 1]

    ctx.sessions.run(work)


def waiting(ctx: Context) -> int:
    """How many messages have not left yet: a figure for operators."""
    query = select(func.count()).where(DeliveryRow.state == DeliveryState.WAITING.value)
    with ctx.sessions.read() as session:
        return session.scalar(query) or 0
