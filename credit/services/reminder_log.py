"""The log of reminders of a subject: what was announced when, to how many, how far it has come."""

from datetime import date, datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import OwnerNoticeRow
from credit.db.message_models import DeliveryRow, ReminderRow
from credit.domain.accounts import Task
from credit.domain.agenda import AgendaKind, Stage
from credit.domain.messages import Channel, DeliveryState
from credit.services import access
from credit.services.context import Context

LONGEST = 200


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """One announcement. read: how many have opened it; sent: deliveries by channel and state."""

    kind: AgendaKind
    stage: Stage
    due_on: date | None
    rule: str
    recipients: int
    announced_at: datetime
    read: int
    sent: dict[tuple[Channel, DeliveryState], int]


def of_subject(ctx: Context, subject_key: str) -> list[Announced]:
    """The newest announcements of the tasks that the person who acts may read.

    Raises NotAllowedError `access.none`, `access.ended`.
    """
    with ctx.sessions.read() as session:
        query = select(ReminderRow).where(ReminderRow.subject_key == subject_key)
        rows = session.scalars(query.order_by(ReminderRow.announced_at.desc(), ReminderRow.id).limit(LONGEST))
        may = {task: access.may_read(session, ctx, subject_key, task) for task in Task}
        return [_announced(session, row) for row in rows if may[_TASKS.get(_kind(row), Task.INSTANT)]]


_TASKS = {
    AgendaKind.REPORT: Task.ANNUAL_REPORT,
    AgendaKind.REPORT_MISSED: Task.ANNUAL_REPORT,
    AgendaKind.LISTING: Task.ANNUAL_REPORT,
    AgendaKind.MISMATCH: Task.ANNUAL_REPORT,
    AgendaKind.ANSWER: Task.OBJECTION,
    AgendaKind.HEARING: Task.OBJECTION,
    AgendaKind.CORRECTION: Task.OBJECTION,
    AgendaKind.OBJECTION: Task.OBJECTION,
    AgendaKind.PROOF: Task.COMMITMENT,
    AgendaKind.COMMITMENT: Task.COMMITMENT,
    AgendaKind.REPAIR: Task.REPAIR,
}


def _kind(row: ReminderRow) -> AgendaKind:
    return AgendaKind(row.item.partition(":")[0])


def _announced(session: Session, row: ReminderRow) -> Announced:
    """The messages of an announcement are those of its moment: they were written in one transaction."""
    messages = select(OwnerNoticeRow.id, OwnerNoticeRow.read_at).where(
        OwnerNoticeRow.subject_key == row.subject_key,
        OwnerNoticeRow.created_at == row.announced_at,
        OwnerNoticeRow.code.in_([f"due.{_kind(row).value}", f"over.{_kind(row).value}"]),
    )
    found = session.execute(messages).all()
    ids = [one.id for one in found]
    sent: dict[tuple[Channel, DeliveryState], int] = {}
    ways = select(DeliveryRow.channel, DeliveryRow.state).where(DeliveryRow.notice_id.in_(ids))
    for channel, state in session.execute(ways):
        key = (Channel(channel), DeliveryState(state))
        sent[key] = sent.get(key, 0) + 1
    return Announced(
        kind=_kind(row),
        stage=Stage(row.stage),
        due_on=row.due_on,
        rule=row.rule,
        recipients=row.recipients,
        announced_at=row.announced_at,
        read=sum(one.read_at is not None for one in found),
        sent=sent,
    )
