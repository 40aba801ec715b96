"""Orders to publish and intended listings, for the enterprise: to read, to answer, with evidence."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError
from credit.services.disclosures import instant, listings, orders, statements
from web.forms.disclosures import StatementForm
from web.http import disclosures
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters import cases as shown
from web.presenters.forms import problems, questions
from web.presenters.instant import choices
from web.presenters.parts import Problem

bp = Blueprint("cases", __name__, url_prefix=f"{PREFIX}/my/<subject>")


@bp.get("/orders/<order>")
@member(Task.INSTANT)
def order(subject: str, order: str) -> Response:
    """An order, what was answered, a form to answer."""
    return _order(order, StatementForm())


@bp.post("/orders/<order>")
@member(Task.INSTANT, right=Right.SUBMIT)
def answer_order(subject: str, order: str) -> Response:
    """Answer it."""
    who, form = acting(), StatementForm(request.form)
    if not form.validate():
        return _order(order, form, problems(speech(), form))
    try:
        orders.answer(who.ctx, disclosures.folder(), who.key, order, disclosures.said())
    except DomainError as error:
        return _order(order, form, refused(error))
    return go_on(disclosures.path(f"/orders/{order}?done=1"))


@bp.get("/orders/<order>/evidence/<file>")
@member(Task.INSTANT)
def order_file(subject: str, order: str, file: str) -> Response:
    """A file that came with an answer."""
    who = acting()
    found = orders.own(who.ctx, who.key, order)
    with who.ctx.sessions.read() as read:
        return disclosures.document(*statements.file(read, disclosures.folder(), found.id, file))


@bp.get("/listing/<case>")
@member(Task.OBJECTION)
def listing(subject: str, case: str) -> Response:
    """An intended listing, what else can be done, a form to answer."""
    return _listing(case, StatementForm())


@bp.post("/listing/<case>")
@member(Task.OBJECTION, right=Right.SUBMIT)
def answer_listing(subject: str, case: str) -> Response:
    """Answer it with reasons and evidence."""
    who, form = acting(), StatementForm(request.form)
    if not form.validate():
        return _listing(case, form, problems(speech(), form))
    try:
        listings.answer(who.ctx, disclosures.folder(), who.key, case, disclosures.said())
    except DomainError as error:
        return _listing(case, form, refused(error))
    return go_on(disclosures.path(f"/listing/{case}?done=1"))


@bp.get("/listing/<case>/evidence/<file>")
@member(Task.OBJECTION)
def listing_file(subject: str, case: str, file: str) -> Response:
    """A file that came with an answer."""
    who = acting()
    found, _ = listings.own(who.ctx, who.key, case)
    with who.ctx.sessions.read() as read:
        return disclosures.document(*statements.file(read, disclosures.folder(), found.id, file))


def _order(order: str, form: StatementForm, said: tuple[Problem, ...] = ()) -> Response:
    who, words, base = acting(), speech(), disclosures.base()
    found = orders.own(who.ctx, who.key, order)
    published = instant.of_subject(who.ctx, who.key)
    form.entry.choices = choices(words, [(one.entry, one.info) for one in published])
    case = shown.order(words, found, f"{base}/orders/{found.id}", who.ctx.clock.today())
    publish = f"{base}/instant/new/{found.item.value}"
    return _page("cases/order", case, form, said, publish=publish)


def _listing(case: str, form: StatementForm, said: tuple[Problem, ...] = ()) -> Response:
    who, words, base = acting(), speech(), disclosures.base()
    found, late = listings.own(who.ctx, who.key, case)
    page = shown.listing(words, found, f"{base}/listing/{found.id}", who.ctx.clock.today(), late)
    report = f"{base}/report/{found.report_year}" if found.report_year and not late.filed else ""
    return _page("cases/listing", page, form, said, report=report)


def _page(
    template: str, case: shown.Case, form: StatementForm, said: tuple[Problem, ...], **more: str
) -> Response:
    wrong = {problem.field: problem.text for problem in said}
    return private_page(
        template,
        status=400 if said else 200,
        case=case,
        form=questions(speech(), form, said=said),
        problems=said,
        wrong_files=wrong.get(disclosures.FILES, ""),
        token=disclosures.token(),
        done="done" in request.args,
        **more,
    )
