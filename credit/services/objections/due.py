"""What objections add to the list of an enterprise: until when a new entry of a list can be objected to."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.objection_models import ObjectionRow
from credit.domain.accounts import Task
from credit.domain.agenda import AgendaItem, AgendaKind
from credit.domain.objections import Window
from credit.domain.records import AbnormalEntry, EnterpriseFacts, Record, SeriousEntry
from credit.rules import objections as rules
from credit.services.context import Context


def windows(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterator[AgendaItem]:
    """Entries of lists whose window is open and to which nobody of the enterprise has objected."""
    entries = [one for one in facts.records if _stands(one, on)]
    if not entries:
        return
    query = select(ObjectionRow.record_id).where(ObjectionRow.subject_key == facts.key)
    known = set(session.scalars(query))
    for one in entries:
        told = rules.window(one.content.record_kind(), one.provenance.published_on, on)
        if one.id not in known and told.until is not None and on <= told.until:
            yield _item(one, told, told.until)


def _stands(one: Record, on: date) -> bool:
    content = one.content
    listed = isinstance(content, AbnormalEntry | SeriousEntry) and content.removed_on is None
    hidden = one.withheld or one.repaired or (one.corrected and one.corrected.taken_down)
    return listed and not hidden and one.provenance.published_on <= on


def _item(one: Record, told: Window, until: date) -> AgendaItem:
    return AgendaItem(
        kind=AgendaKind.OBJECTION,
        about=one.id,
        task=Task.OBJECTION,
        opens_on=one.provenance.published_on,
        due_on=until,
        firm=told.firm,
        href=f"/objection/new?record={one.id}",
        instrument=told.instrument,
        article=told.article,
    )
