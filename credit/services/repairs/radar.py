"""What of an enterprise's own records can be repaired: now, from which day on, after what, or where else.

Asked by its own page, its list of duties and its calendar; the reminders announce each possible day once.
A record that is withheld from the public, or that is over, is none of it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.repair_models import RepairCaseRow
from credit.disclosure_clean import clean
from credit.domain.accounts import Right, Task
from credit.domain.agenda import AgendaItem, AgendaKind
from credit.domain.errors import NotFoundError
from credit.domain.records import EnterpriseFacts, Record
from credit.domain.repair import Answer, Outcome, RepairKind, Seen
from credit.rules.repair import eligibility, kind_of
from credit.services import access
from credit.services.context import Context
from credit.services.repairs import known

_ORDER: Final = (
    Outcome.NOW,
    Outcome.LATER,
    Outcome.DO_FIRST,
    Outcome.ENDS,
    Outcome.NOT_REPAIRABLE,
    Outcome.ELSEWHERE,
)


def own(ctx: Context, subject_key: str) -> list[Seen]:
    """Every negative record of a subject that is not over, what can be done first.

    Raises NotAllowedError `access.none`, `access.ended`, NotFoundError `subject.unknown`.
    """
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        found = of_subject(session, known.facts_by_key(session, subject_key), ctx.clock.today())
    return sorted(found, key=_order)


def one(ctx: Context, subject_key: str, record_id: str) -> Seen:
    """One of them. Raises as `own`, NotFoundError `record.unknown`."""
    found = next((seen for seen in own(ctx, subject_key) if seen.record_id == record_id), None)
    if found is None:
        raise NotFoundError("record.unknown")
    return found


def of_subject(session: Session, facts: EnterpriseFacts, on: date) -> list[Seen]:
    """The negative records of a subject on a day, in the order in which they are kept."""
    negative = [one for one in facts.records if _asked(one, on)]
    if not negative:
        return []
    asked, cases = known.repair_facts(session, facts), _open_cases(session, facts.key)
    return [
        seen(record, answer, cases.get(record.id, ""))
        for record in negative
        if not (answer := eligibility(record, asked, on)).over
    ]


def seen(record: Record, answer: Answer, case_id: str = "") -> Seen:
    """A record as its own enterprise may see it."""
    return Seen(
        record_id=record.id,
        content=clean(record.content, record.reviewed),
        decided_on=record.provenance.effective_on,
        answer=answer,
        case_id=case_id,
    )


def due(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterable[AgendaItem]:
    """A source of the agenda: each record with the first day on which its repair can be applied for."""
    for found in of_subject(session, facts, on):
        day = opens_on(found)
        if day is not None:
            yield _item(found, day)


def _asked(record: Record, on: date) -> bool:
    return record.withheld is None and kind_of(record.content, on) is not RepairKind.NONE


def _open_cases(session: Session, subject_key: str) -> dict[str, str]:
    query = select(RepairCaseRow.record_id, RepairCaseRow.id).where(
        RepairCaseRow.subject_key == subject_key, RepairCaseRow.open
    )
    return dict(session.execute(query).all())


def opens_on(found: Seen) -> date | None:
    """The first day of an application here, where it does not wait for a duty that the register sees."""
    answer = found.answer
    provable = answer.outcome is Outcome.DO_FIRST and all(step.claimable for step in answer.steps)
    if found.case_id or not (provable or answer.outcome in (Outcome.NOW, Outcome.LATER)):
        return None
    if answer.outcome is Outcome.NOW and answer.time_from is not None:
        return min(answer.time_from, answer.asked_on)
    return answer.on


def _item(found: Seen, day: date) -> AgendaItem:
    answer, number = found.answer, getattr(found.content, "decision_no", None)
    ground = answer.basis[0] if answer.basis else None
    return AgendaItem(
        kind=AgendaKind.REPAIR,
        about=found.record_id,
        task=Task.REPAIR,
        opens_on=day,
        href=f"/repair#r-{found.record_id}",
        params={
            "record": answer.kind.value,
            "number": number if isinstance(number, str) else "",
            "decided": found.decided_on.isoformat(),
        },
        instrument=ground.instrument if ground else "",
        article=ground.article if ground else "",
    )


def _order(found: Seen) -> tuple[int, date, str]:
    return _ORDER.index(found.answer.outcome), found.answer.on or date.max, found.record_id
