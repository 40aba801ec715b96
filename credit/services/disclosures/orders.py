"""Orders to publish (责令公示): issued by an authority, told, answered, and what follows from silence.

企业信息公示暂行条例 Art 17; the order of an authority gives days of the calendar, a listing may follow.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import PublishOrderRow, StatementRow
from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole
from credit.domain.cases import OrderAct, OrderState, PublishOrder
from credit.domain.errors import NotFoundError
from credit.domain.instant import InstantItem
from credit.rules import cases as rules
from credit.services import access, audit, owner_notices
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures import forms, instant, issued, statements
from credit.services.disclosures.evidence import Folder
from credit.services.disclosures.statements import Said
from credit.services.ids import new_id

MAY = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
UNKNOWN = "order.unknown"
LONGEST_WHAT, LONGEST_FACTS, LONGEST_NUMBER = 200, 1000, 100
_TOLD = {
    OrderState.FULFILLED: "order.fulfilled",
    OrderState.UNFULFILLED: "order.unfulfilled",
    OrderState.WITHDRAWN: "order.withdrawn",
}


def issue(
    ctx: Context, subject_key: str, item: InstantItem, what: str, facts: str, number: str, token: str
) -> PublishOrder:
    """Order a subject to publish something; told at once. The same form sent twice orders once.

    Raises InputError `order.what`, `order.facts`, `order.number`, `form.token`, NotAllowedError `access.*`,
    NotFoundError `subject.unknown`.
    """
    what = forms.said(what, LONGEST_WHAT, "order.what")
    facts = forms.said(facts, LONGEST_FACTS, "order.facts")
    number = forms.said(number, LONGEST_NUMBER, "order.number")
    checked = forms.checked(token)

    def work(session: Session) -> PublishOrder:
        access.require_officer(session, ctx, subject_key, *MAY)
        files.require_fit_for(session, ctx.actor, subject_key)
        forms.hold_subject(session, subject_key)
        authority = access.authority_of(access.by_key(session, subject_key).registration)
        known = issued.by_token(session, PublishOrderRow, authority, checked)
        if known is not None:
            return _order(session, known)
        row = _new(ctx, subject_key, authority, checked, item)
        row.number, row.what, row.facts = number, what, facts
        session.add(row)
        session.flush()
        made = _order(session, row)
        audit.write(session, ctx, "order.issue", subject_key, after=made, order=row.id, number=number)
        told = {"number": number, "day": row.due_on.isoformat()}
        owner_notices.tell_owners(session, ctx, subject_key, "order.issued", f"/orders/{row.id}", **told)
        return made

    return ctx.sessions.run(work)


def answer(ctx: Context, folder: Folder, subject_key: str, order_id: str, said: Said) -> None:
    """Answer an order, naming what was published where there is something.

    Raises NotAllowedError `access.*`, NotFoundError `order.unknown`, `instant.unknown`, ConflictError
    `order.closed`, InputError `statement.text`, `form.token`, `evidence.*`.
    """

    def work(session: Session, row: StatementRow) -> bool:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.SUBMIT)
        order = issued.owned(session, PublishOrderRow, order_id, subject_key, UNKNOWN, lock=True)
        if statements.known(session, order.id, row.token):
            return False
        if said.entry:
            instant.versions(session, subject_key, said.entry)
        row.case_id = order.id
        _move(session, ctx, order, OrderAct.ANSWER)
        audit.write(session, ctx, "order.answer", subject_key, order=order.id, entry=said.entry)
        return True

    statements.add(ctx, folder, said, work)


def decide(ctx: Context, order_id: str, act: OrderAct, reasons: str) -> PublishOrder:
    """Find an order fulfilled or not, or withdraw it, with reasons; told to the owners.

    Raises NotAllowedError `access.*`, NotFoundError `order.unknown`, ConflictError `order.closed`, RuleError
    `order.running`, `order.unanswered`, InputError `order.decision`.
    """
    said = forms.said(reasons, LONGEST_FACTS, "order.decision")

    def work(session: Session) -> PublishOrder:
        row = session.get(PublishOrderRow, order_id, with_for_update=True)
        if row is None:
            raise NotFoundError("order.unknown")
        access.require_case(ctx.actor, row.authority, *MAY)
        files.require_fit_for(session, ctx.actor, row.subject_key)
        before = _order(session, row)
        _move(session, ctx, row, act)
        row.decision, row.decided_by, row.decided_at = said, ctx.actor.name, ctx.clock.now()
        after = _order(session, row)
        audit.write(session, ctx, "order.decide", row.subject_key, before=before, after=after, order=row.id)
        owner_notices.tell_owners(
            session, ctx, row.subject_key, _TOLD[after.state], f"/orders/{row.id}", number=row.number
        )
        return after

    return ctx.sessions.run(work)


def own(ctx: Context, subject_key: str, order_id: str) -> PublishOrder:
    """An order as its subject sees it. Raises NotAllowedError `access.*`, NotFoundError `order.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.READ)
        return _order(session, issued.owned(session, PublishOrderRow, order_id, subject_key, UNKNOWN))


def case(session: Session, ctx: Context, order_id: str) -> PublishOrder:
    """An order as an officer sees it. Raises NotAllowedError `access.*`, NotFoundError `order.unknown`."""
    return _order(session, issued.for_officer(session, ctx, PublishOrderRow, order_id, UNKNOWN))


def of_subject(session: Session, subject_key: str) -> list[PublishOrder]:
    """Every order to a subject, newest first."""
    return [_order(session, row) for row in issued.of_subject(session, PublishOrderRow, subject_key)]


def queue(session: Session, ctx: Context) -> list[PublishOrder]:
    """Open orders within the reach of an officer, the one that ends first on top."""
    states = [OrderState.OPEN.value, OrderState.ANSWERED.value]
    query = select(PublishOrderRow).where(PublishOrderRow.state.in_(states)).order_by(PublishOrderRow.due_on)
    return [_order(session, row) for row in issued.within_reach(ctx, session.scalars(query))]


def _new(ctx: Context, subject_key: str, authority: str, token: str, item: InstantItem) -> PublishOrderRow:
    now = ctx.clock.now()
    due = rules.order_due(now.date())
    return PublishOrderRow(
        id=new_id(),
        subject_key=subject_key,
        authority=authority,
        token=token,
        item=item.value,
        state=OrderState.OPEN.value,
        issued_by=ctx.actor.name,
        issued_at=now,
        due_on=due.day,
        firm=due.firm,
        decided_by="",
        decision="",
    )


def _move(session: Session, ctx: Context, row: PublishOrderRow, act: OrderAct) -> None:
    state = OrderState(row.state)
    row.state = rules.after_order(state, act, row.due_on, ctx.clock.today()).value
    session.flush()


def _order(session: Session, row: PublishOrderRow) -> PublishOrder:
    return PublishOrder(
        id=row.id,
        subject_key=row.subject_key,
        authority=row.authority,
        number=row.number,
        item=InstantItem(row.item),
        what=row.what,
        facts=row.facts,
        state=OrderState(row.state),
        issued_at=row.issued_at,
        due_on=row.due_on,
        firm=row.firm,
        decision=row.decision,
        decided_at=row.decided_at,
        statements=statements.of_case(session, row.id),
    )
