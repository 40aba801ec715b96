"""What findings add to the list of what an enterprise has to do by when."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.finding_models import FindingRow
from credit.domain.accounts import Task
from credit.domain.agenda import AgendaItem, AgendaKind
from credit.domain.findings import Finding
from credit.domain.records import EnterpriseFacts
from credit.rules.checks import GUIDING_OPINION
from credit.rules.findings import PENALTY_LAW
from credit.services.context import Context
from credit.services.findings import promises, reading, tasks


def hearings(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterator[AgendaItem]:
    """Notices that may still be answered, and corrections that were ordered."""
    states = (*reading.RUNNING, *reading.CORRECTING)
    query = select(FindingRow).where(FindingRow.subject_key == facts.key, FindingRow.state.in_(states))
    for row in session.scalars(query.order_by(FindingRow.case_id)):
        found = tasks.decode_finding(row.content)
        if found.running and not found.said_all:
            yield _hearing(row, found, promises.matters(session, row.record_id, row.matter))
        elif row.correct_by is not None and found.decision is not None:
            about = promises.matters(session, row.record_id, row.matter)
            yield _correction(row, found.decision.on, row.correct_by, about)


def _hearing(row: FindingRow, found: Finding, about: dict[str, str]) -> AgendaItem:
    return AgendaItem(
        kind=AgendaKind.HEARING,
        about=row.case_id,
        task=Task.OBJECTION,
        opens_on=min(found.notice.served_on, found.notice.until),
        due_on=found.notice.until,
        firm=found.notice.firm,
        href=f"/finding/{row.case_id}",
        params=about,
        instrument=PENALTY_LAW,
        article="第四十五条",
    )


def _correction(row: FindingRow, opens_on: date, due_on: date, about: dict[str, str]) -> AgendaItem:
    return AgendaItem(
        kind=AgendaKind.CORRECTION,
        about=row.case_id,
        task=Task.OBJECTION,
        opens_on=opens_on,
        due_on=due_on,
        href=f"/finding/{row.case_id}",
        params=about,
        instrument=GUIDING_OPINION,
        article="二、（七）",
    )
