"""Officers: what is open within their reach, the cases of a subject, orders to publish."""

from collections.abc import Iterable

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.cases import OrderAct
from credit.domain.errors import ConflictError, DomainError, NotFoundError
from credit.domain.instant import InstantItem
from credit.services import access
from credit.services.annual_reports import unlocking
from credit.services.disclosures import listings, orders, statements
from web.forms.disclosures import OrderDecisionForm, OrderForm, SubjectForm
from web.http import disclosures
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, context, go_on, private_page, refused
from web.presenters import cases as shown
from web.presenters.forms import problems, questions
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Problem

bp = Blueprint("desk_cases", __name__, url_prefix=f"{PREFIX}/desk")


@bp.get("/cases")
@officer(*OfficerRole)
def show() -> Response:
    """Everything open, and a way to any enterprise."""
    return _queue(SubjectForm())


@bp.post("/cases")
@officer(*OfficerRole)
def find() -> Response:
    """To an enterprise within reach."""
    form = SubjectForm(request.form)
    if not form.validate():
        return _queue(form, problems(speech(), form))
    try:
        with context().sessions.read() as read:
            found = access.standing(read, form.code.data or "")
    except NotFoundError as error:
        return _queue(form, refused(error))
    return go_on(f"/desk/cases/{segment(found.address)}")


@bp.get("/cases/<subject>")
@officer(*OfficerRole)
def subject(subject: str) -> Response:
    """One enterprise: its orders and intended listings."""
    who, words, on = acting(), speech(), acting().ctx.clock.today()
    with who.ctx.sessions.read() as read:
        ordered = orders.of_subject(read, who.key)
        intended = listings.of_subject(read, who.key)
    desk = f"/{words.prefix}/desk"
    return private_page(
        "desk/subject",
        name=called(words, who.subject.registration),
        plain=called(words, who.subject.registration).striptags(),
        orders=[shown.order(words, one, f"{desk}/orders/{one.id}", on) for one in ordered],
        listings=[shown.listing(words, one, f"{desk}/listing/{one.id}", on) for one in intended],
        order=f"{desk}/cases/{segment(who.subject.address)}/order",
        listing=f"{desk}/cases/{segment(who.subject.address)}/listing",
        reports=f"{desk}/report/{segment(who.subject.address)}" if _has(unlocking.MAY) else "",
        counter=f"/{words.prefix}/my/{segment(who.subject.address)}" if _has((OfficerRole.COUNTER,)) else "",
        counter_repair=f"/{words.prefix}/my/{segment(who.subject.address)}/repair/apply",
        rulings=f"{desk}/cases/{segment(who.subject.address)}/rulings",
    )


def _has(roles: Iterable[OfficerRole]) -> bool:
    return not acting().ctx.actor.roles.isdisjoint(roles)


@bp.get("/cases/<subject>/order")
@officer(*orders.MAY)
def new_order(subject: str) -> Response:
    """The form of an order."""
    return _new_order(OrderForm())


@bp.post("/cases/<subject>/order")
@officer(*orders.MAY)
def issue(subject: str) -> Response:
    """Issue it: told at once."""
    who, form = acting(), OrderForm(request.form)
    if not form.validate():
        return _new_order(form, problems(speech(), form))
    item, said = InstantItem(form.item.data), (form.what.data, form.facts.data, form.number.data)
    try:
        what, facts, number = (text or "" for text in said)
        made = orders.issue(who.ctx, who.key, item, what, facts, number, request.form.get("token", ""))
    except DomainError as error:
        return _new_order(form, refused(error))
    return go_on(f"/desk/orders/{made.id}")


@bp.get("/orders/<order>")
@officer(*OfficerRole)
def order(order: str) -> Response:
    """One order with its answers and a form to decide."""
    return _order(order, OrderDecisionForm())


@bp.post("/orders/<order>")
@officer(*orders.MAY)
def decide(order: str) -> Response:
    """Decide it."""
    form = OrderDecisionForm(request.form)
    if not form.validate():
        return _order(order, form, problems(speech(), form))
    try:
        orders.decide(context(), order, OrderAct(form.act.data), form.reasons.data or "")
    except ConflictError:
        pass  # decided already: the page shows how
    except DomainError as error:
        return _order(order, form, refused(error))
    return go_on(f"/desk/orders/{order}")


@bp.get("/orders/<order>/evidence/<file>")
@officer(*OfficerRole)
def order_file(order: str, file: str) -> Response:
    """A file that came with an answer."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = orders.case(read, ctx, order)
        return disclosures.document(*statements.file(read, disclosures.folder(), found.id, file))


def _queue(form: SubjectForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx, on = speech(), context(), context().clock.today()
    desk = f"/{words.prefix}/desk"
    with ctx.sessions.read() as read:
        ordered = [
            shown.order(words, one, f"{desk}/orders/{one.id}", on, access.by_key(read, one.subject_key))
            for one in orders.queue(read, ctx)
        ]
        intended = [
            shown.listing(
                words, one, f"{desk}/listing/{one.id}", on, None, access.by_key(read, one.subject_key)
            )
            for one in listings.queue(read, ctx)
        ]
    return private_page(
        "desk/cases",
        status=400 if said else 200,
        orders=ordered,
        listings=intended,
        form=questions(words, form, said=said),
        problems=said,
    )


def _new_order(form: OrderForm, said: tuple[Problem, ...] = ()) -> Response:
    words, who = speech(), acting()
    return private_page(
        "desk/order_new",
        status=400 if said else 200,
        form=questions(words, form, said=said),
        problems=said,
        name=called(words, who.subject.registration),
        token=disclosures.token(),
        back=f"/{words.prefix}/desk/cases/{segment(who.subject.address)}",
    )


def _order(order: str, form: OrderDecisionForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        found = orders.case(read, ctx, order)
        about = access.by_key(read, found.subject_key)
    here = f"/{words.prefix}/desk/orders/{found.id}"
    follow = f"/{words.prefix}/desk/cases/{segment(about.address)}/listing?order={found.id}"
    return private_page(
        "desk/order",
        status=400 if said else 200,
        case=shown.order(words, found, here, ctx.clock.today(), about),
        subject=shown.desk_subject(words, about),
        form=questions(words, form, said=said),
        problems=said,
        decides=not ctx.actor.roles.isdisjoint(orders.MAY),
        follow=follow if found.state.value == "unfulfilled" else "",
    )
