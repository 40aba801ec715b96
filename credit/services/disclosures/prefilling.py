"""What is already known of instant information: what should be published, filled in from the record of it."""

from collections.abc import Mapping

from sqlalchemy import select

from credit.db.models import RecordRow
from credit.domain.accounts import Right, Task
from credit.domain.agenda import AgendaItem
from credit.domain.errors import NotFoundError
from credit.domain.instant import InstantItem
from credit.rules.annual_report.reading import Problem
from credit.rules.instant import duties as rules
from credit.rules.instant.forms import form_for, items_of
from credit.rules.instant.reading import read_entry
from credit.services import access
from credit.services.annual_reports import store
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.disclosures import instant
from credit.services.dossiers import facts_of, read_facts


def missing(ctx: Context, subject_key: str) -> list[AgendaItem]:
    """Licences and penalties that should be published and are not. Raises NotAllowedError `access.*`."""
    on = ctx.clock.today()
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.READ)
        try:
            filer = store.filer(session, ctx, subject_key)
        except NotFoundError:  # an association
            return []
        (raw,) = read_facts(session, [store.subject_id(session, subject_key)])
        own = [one.info for one in instant.current(session, subject_key)]
    asked = items_of(filer.subject_class, filer.traits) if filer.obliged else ()
    return list(rules.unpublished(facts_of(raw), own, asked, on))


def typed(ctx: Context, subject_key: str, record_id: str) -> dict[str, str]:
    """What an authority's record of the subject says, by the keys of the form; nothing if it is not theirs.

    Raises NotAllowedError `access.*`.
    """
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.READ)
        number = store.subject_id(session, subject_key)
        query = select(RecordRow.payload).where(
            RecordRow.id == record_id, RecordRow.subject_id == number, RecordRow.withheld.is_(None)
        )
        payload = session.scalar(query)
    return rules.prefilled(decode_record(payload)) if payload is not None else {}


def problems(
    ctx: Context, subject_key: str, item: InstantItem, values: Mapping[str, str]
) -> tuple[Problem, ...]:
    """What would be refused of what was typed. Raises RuleError `instant.not_owed`, NotAllowedError."""
    asked, _ = instant.form(ctx, subject_key, item)
    form = form_for(item, asked.subject_class, asked.year)
    return read_entry(form, values, ctx.clock).problems
