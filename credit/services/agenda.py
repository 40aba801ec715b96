"""What a subject has to do by when, from everything that is kept of it.

Other rooms add what only they know (orders, proofs, repairs) by a source of their own in `SOURCES`.
"""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy.orm import Session

from credit.domain.agenda import AgendaItem
from credit.domain.records import EnterpriseFacts
from credit.rules import agenda as rules
from credit.services import access
from credit.services.annual_reports import store
from credit.services.commitments import due as commitments_due
from credit.services.commitments.rows import is_association
from credit.services.context import Context
from credit.services.disclosures import duties
from credit.services.dossiers import facts_of, read_facts
from credit.services.findings.duties import hearings
from credit.services.objections.due import windows
from credit.services.repairs import radar

Source = Callable[[Session, Context, EnterpriseFacts, date], Iterable[AgendaItem]]


def _registered(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterable[AgendaItem]:
    filed = store.standings(session, facts.key, ctx.clock.now())
    return rules.agenda(facts, store.filer(session, ctx, facts.key), filed, on)


SOURCES: tuple[Source, ...] = (
    _registered,
    duties.unpublished,
    duties.ordered,
    duties.answers,
    commitments_due.due,
    hearings,
    windows,
    radar.due,
)


def of_subject(session: Session, ctx: Context, subject_key: str) -> list[AgendaItem]:
    """Every item of a subject, however far ahead. Raises NotFoundError `subject.unknown`."""
    on = ctx.clock.today()
    (raw,) = read_facts(session, [store.subject_id(session, subject_key)])
    facts = facts_of(raw)
    return rules.in_order(item for source in SOURCES for item in source(session, ctx, facts, on))


def own(ctx: Context, subject_key: str) -> list[AgendaItem]:
    """What the person who acts sees of a subject's list: their tasks, and not too far ahead. An association,
    which is no entry of the register, has none.

    Raises NotAllowedError `access.none`, `access.ended`, NotFoundError `subject.unknown`.
    """
    with ctx.sessions.read() as session:
        if is_association(access.by_key(session, subject_key)):
            return []
        items = rules.ahead(of_subject(session, ctx, subject_key), ctx.clock.today())
        tasks = {item.task for item in items}
        mine = {task for task in tasks if access.may_read(session, ctx, subject_key, task)}
    return [item for item in items if item.task in mine]
