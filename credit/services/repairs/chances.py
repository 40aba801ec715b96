"""Who could apply for a repair, kept by day and authority, so that officers need not look through everybody.

Made anew once a day from the records; whoever shows it asks the rules again for the few it shows. An index
of facts: nothing in it weighs or orders anybody.
"""

from datetime import date
from functools import partial
from itertools import chain
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from credit.db.bulk import insert_rows
from credit.db.disclosure_models import PositionRow
from credit.db.models import RecordRow
from credit.db.repair_desk_models import RepairChanceRow
from credit.domain.records import Record
from credit.domain.repair import Outcome, Seen
from credit.domain.vocabulary import RecordKind
from credit.rules.repair import decider
from credit.services import access
from credit.services.context import Context
from credit.services.dossiers import facts_of, read_facts
from credit.services.repairs import radar

AT_ONCE: Final = 500  # subjects in one transaction
MADE: Final = "repair_chances"
NEGATIVE: Final = (
    RecordKind.ABNORMAL,
    RecordKind.PENALTY,
    RecordKind.SERIOUS,
    RecordKind.CHECK,
    RecordKind.BREACH,
)
_NAMES: Final = ("record_id", "subject_id", "authority", "opens_on")


def refresh(ctx: Context) -> int:
    """Make it anew unless that was done today; how many chances there are now. Safe to repeat."""
    today = ctx.clock.today().toordinal()
    with ctx.sessions.read() as session:
        row = session.get(PositionRow, MADE)
        if row is not None and row.seq == today:
            return 0
    total = 0
    after: int | None = 0
    while after is not None:
        made, after = ctx.sessions.run(partial(_some, ctx=ctx, after=after))
        total += made
    with ctx.sessions.write() as session:
        session.merge(PositionRow(name=MADE, seq=today))
    return total


def _some(session: Session, ctx: Context, after: int) -> tuple[int, int | None]:
    """The subjects with negative records behind a number; their chances replace those of before."""
    query = (
        select(RecordRow.subject_id)
        .where(RecordRow.kind.in_([kind.value for kind in NEGATIVE]), RecordRow.subject_id > after)
        .distinct()
        .order_by(RecordRow.subject_id)
        .limit(AT_ONCE)
    )
    subjects = list(session.scalars(query))
    last = subjects[-1] if len(subjects) == AT_ONCE else None
    span = RepairChanceRow.subject_id > after
    session.execute(
        delete(RepairChanceRow).where(span if last is None else span & (RepairChanceRow.subject_id <= last))
    )
    found = list(
        chain.from_iterable(
            _of_subject(session, raw, ctx.clock.today()) for raw in read_facts(session, subjects)
        )
    )
    insert_rows(session.connection(), RepairChanceRow.__table__, _NAMES, found, replace=_NAMES[1:])
    return len(found), last


def _of_subject(
    session: Session, raw: tuple[int, str, bytes, tuple[bytes, ...]], on: date
) -> list[tuple[str, int, str, str]]:
    facts = facts_of(raw)
    records = {record.id: record for record in facts.records}
    return [
        (one.record_id, raw[0], authority_of(records[one.record_id]), opens_on.isoformat())
        for one in radar.of_subject(session, facts, on)
        if (opens_on := radar.opens_on(one)) is not None and one.answer.outcome is not Outcome.ELSEWHERE
    ]


def authority_of(record: Record) -> str:
    """The division whose authority decides on the repair of a record here."""
    body = decider(record.provenance.agency)
    return body.division if body else access.REGION


def possible(one: Seen, on: date) -> bool:
    """Whether an application for a record can be made on a day and is not under way."""
    day = radar.opens_on(one)
    return day is not None and day <= on
