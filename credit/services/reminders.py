"""Duties that come due are announced to the people of a subject: each stage once, and noted.

The log (`reminders`) holds what was announced, under which rule and to how many; the deliveries of the
messages say by which way and whether they arrived. Facts and the duty, never a class of the enterprise
(关于推进企业信用风险分类管理进一步提升监管效能的意见, 国市监信发〔2022〕6号).
"""

import logging
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow
from credit.db.message_models import ReminderRow
from credit.domain.agenda import AgendaItem, AgendaKind, Stage
from credit.domain.errors import DomainError, NotFoundError
from credit.rules.agenda import stage
from credit.services import access, agenda, owner_notices
from credit.services.context import Context
from credit.services.ids import new_id

log = logging.getLogger(__name__)

BATCH = 500
URGENT = frozenset({Stage.LAST})  # by telephone too


def remind(ctx: Context) -> int:
    """Announce what has come near for every subject somebody acts for; how many announcements."""
    announced = 0
    for subject_key in _subjects(ctx):
        try:
            announced += remind_subject(ctx, subject_key)
        except NotFoundError:
            continue  # an association: it acts here and owes nothing
        except DomainError as error:  # one subject whose facts no rule covers must not keep the rest waiting
            log.warning("no reminders for a subject: %s", error.code)
    return announced


def _subjects(ctx: Context) -> Iterator[str]:
    """Every subject with a membership that has not ended, in batches, in the order of their keys."""
    last = ""
    while True:
        query = (
            select(MembershipRow.subject_key)
            .where(MembershipRow.ended_at.is_(None), MembershipRow.subject_key > last)
            .distinct()
            .order_by(MembershipRow.subject_key)
            .limit(BATCH)
        )
        with ctx.sessions.read() as session:
            found = list(session.scalars(query))
        if not found:
            return
        yield from found
        last = found[-1]


def remind_subject(ctx: Context, subject_key: str) -> int:
    """Announce what has come near for one subject; how many announcements. Raises DomainError."""
    with ctx.sessions.read() as session:
        near = _near(session, ctx, subject_key)
    if not near:
        return 0

    def work(session: Session) -> int:
        return sum(
            _announce(session, ctx, subject_key, item, at) for item, at in _near(session, ctx, subject_key)
        )

    return ctx.sessions.run(work)


def _near(session: Session, ctx: Context, subject_key: str) -> list[tuple[AgendaItem, Stage]]:
    """Items whose stage has come and was not announced yet."""
    on = ctx.clock.today()
    staged = [(item, at) for item in agenda.of_subject(session, ctx, subject_key) if (at := stage(item, on))]
    if not staged:
        return []
    known = set(
        session.execute(
            select(ReminderRow.item, ReminderRow.stage).where(ReminderRow.subject_key == subject_key)
        )
    )
    return [(item, at) for item, at in staged if (item.id, at.value) not in known]


def _announce(session: Session, ctx: Context, subject_key: str, item: AgendaItem, at: Stage) -> int:
    now = ctx.clock.now()
    persons = _recipients(session, subject_key, item, now)
    session.add(
        ReminderRow(
            id=new_id(),
            subject_key=subject_key,
            item=item.id,
            stage=at.value,
            due_on=item.due_on,
            rule=f"{item.instrument} {item.article}".strip(),
            recipients=len(persons),
            announced_at=now,
        )
    )
    session.flush()
    params = {**item.params, "stage": at.value, "day": item.due_on.isoformat() if item.due_on else ""}
    owner_notices.tell(session, now, persons, code_of(item.kind, at), subject_key, item.href, **params)
    return 1


def code_of(kind: AgendaKind, at: Stage) -> str:
    """The code of the message: one for what is near, another for what is over."""
    return f"due.{kind.value}" if at is not Stage.OVER else f"over.{kind.value}"


def _recipients(session: Session, subject_key: str, item: AgendaItem, at: datetime) -> list[str]:
    """Owners and the liaison always, others for their tasks; each in the order in which they came."""
    rows = session.scalars(
        select(MembershipRow)
        .where(MembershipRow.subject_key == subject_key, MembershipRow.ended_at.is_(None))
        .order_by(MembershipRow.started_at)
    )
    held = [one for one in map(access.membership, rows) if one.holds(at)]
    return [one.person_id for one in held if one.liaison or item.task in one.tasks or one.role == "owner"]
