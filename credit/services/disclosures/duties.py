"""What these rooms add to the list of what an enterprise has to do by when."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from credit.domain.accounts import Right, Task
from credit.domain.agenda import AgendaItem, AgendaKind
from credit.domain.cases import ListingCase, OrderState, PublishOrder
from credit.domain.records import EnterpriseFacts
from credit.rules.cases import DISCLOSURE_REGULATION, LISTING_ORDER
from credit.rules.instant import duties as rules
from credit.rules.instant.forms import items_of
from credit.services import access
from credit.services.annual_reports import store
from credit.services.context import Context
from credit.services.disclosures import instant, listings, orders
from credit.services.dossiers import facts_of, read_facts


def unpublished(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterable[AgendaItem]:
    """Licences and penalties that the enterprise has not published itself; reports that contradict."""
    own = [one.info for one in instant.current(session, facts.key)]
    filer = store.filer(session, ctx, facts.key)
    if filer.obliged:
        yield from rules.unpublished(facts, own, items_of(filer.subject_class, filer.traits), on)
    filed = store.filed(session, facts.key)
    if filed:
        yield from rules.mismatch(filed[0].year, rules.mismatches(facts, filed[0].report, own))


def contradictions(ctx: Context, subject_key: str, year: int) -> list[rules.Mismatch]:
    """Whose contributions the newest report, if it is that of the year, states otherwise than was published.

    Raises NotAllowedError `access.none`, `access.ended`, NotFoundError `subject.unknown`.
    """
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.READ)
        filed = store.filed(session, subject_key)
        if not filed or filed[0].year != year:
            return []
        (raw,) = read_facts(session, [store.subject_id(session, subject_key)])
        own = [one.info for one in instant.current(session, subject_key)]
        return rules.mismatches(facts_of(raw), filed[0].report, own)


def ordered(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterator[AgendaItem]:
    """Orders that wait for the enterprise."""
    for one in orders.of_subject(session, facts.key):
        if one.state is OrderState.OPEN:
            yield _order(one)


def answers(session: Session, ctx: Context, facts: EnterpriseFacts, on: date) -> Iterator[AgendaItem]:
    """Intended listings that may still be answered."""
    for one in listings.of_subject(session, facts.key):
        if one.state.value in listings.OPEN:
            yield _listing(one)


def _order(one: PublishOrder) -> AgendaItem:
    return AgendaItem(
        kind=AgendaKind.ORDERED,
        about=one.id,
        task=Task.INSTANT,
        opens_on=one.issued_at.date(),
        due_on=one.due_on,
        firm=one.firm,
        href=f"/orders/{one.id}",
        params={"number": one.number, "what": one.what},
        instrument=DISCLOSURE_REGULATION,
        article="第十七条",
    )


def _listing(one: ListingCase) -> AgendaItem:
    return AgendaItem(
        kind=AgendaKind.ANSWER,
        about=one.id,
        task=Task.OBJECTION,
        opens_on=one.issued_at.date(),
        due_on=one.answer_until,
        firm=one.firm,
        href=f"/listing/{one.id}",
        params={"ground": one.ground.value},
        instrument=LISTING_ORDER,
        article="第四条",
    )
