"""Officers: the notice of an intended listing, the answers to it, the decision with reasons."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.cases import ListingAct
from credit.domain.errors import ConflictError, DomainError
from credit.domain.vocabulary import AbnormalGround
from credit.services import access
from credit.services.disclosures import listings, statements
from web.forms.disclosures import ListingDecisionForm, ListingForm
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

bp = Blueprint("desk_listings", __name__, url_prefix=f"{PREFIX}/desk")

ORDER = "order"


@bp.get("/cases/<subject>/listing")
@officer(*listings.TELLERS)
def new(subject: str) -> Response:
    """The form of a notice."""
    ground = AbnormalGround.ORDER_NOT_FOLLOWED.value if request.args.get(ORDER) else None
    return _new(ListingForm(data={"workdays": "5", "ground": ground}))


@bp.post("/cases/<subject>/listing")
@officer(*listings.TELLERS)
def tell(subject: str) -> Response:
    """Tell the enterprise."""
    who, form = acting(), ListingForm(request.form)
    if not form.validate():
        return _new(form, problems(speech(), form))
    intended = listings.Intended(
        ground=AbnormalGround(form.ground.data),
        facts=form.facts.data or "",
        workdays=int(form.workdays.data or "0"),
        report_year=int(form.report_year.data) if form.report_year.data else None,
        order_id=request.form.get(ORDER, "")[:26] or None,
    )
    try:
        made = listings.tell(who.ctx, who.key, intended, request.form.get("token", ""))
    except DomainError as error:
        return _new(form, refused(error))
    return go_on(f"/desk/listing/{made.id}")


@bp.get("/listing/<case>")
@officer(*OfficerRole)
def one(case: str) -> Response:
    """One case with its answers and a form to decide."""
    return _one(case, ListingDecisionForm())


@bp.post("/listing/<case>")
@officer(*listings.DECIDERS)
def decide(case: str) -> Response:
    """Decide it."""
    form = ListingDecisionForm(request.form)
    if not form.validate():
        return _one(case, form, problems(speech(), form))
    act, reasons, number = ListingAct(form.act.data), form.reasons.data or "", form.number.data or ""
    try:
        listings.decide(context(), case, act, reasons, number)
    except ConflictError:
        pass  # decided already: the page shows how
    except DomainError as error:
        return _one(case, form, refused(error))
    return go_on(f"/desk/listing/{case}")


@bp.get("/listing/<case>/evidence/<file>")
@officer(*OfficerRole)
def file(case: str, file: str) -> Response:
    """A file that came with an answer."""
    ctx = context()
    with ctx.sessions.read() as read:
        found = listings.case(read, ctx, case)
        return disclosures.document(*statements.file(read, disclosures.folder(), found.id, file))


def _new(form: ListingForm, said: tuple[Problem, ...] = ()) -> Response:
    words, who = speech(), acting()
    return private_page(
        "desk/listing_new",
        status=400 if said else 200,
        form=questions(words, form, said=said),
        problems=said,
        name=called(words, who.subject.registration),
        token=disclosures.token(),
        order=request.values.get(ORDER, "")[:26],
        back=f"/{words.prefix}/desk/cases/{segment(who.subject.address)}",
    )


def _one(case: str, form: ListingDecisionForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), context()
    with ctx.sessions.read() as read:
        found = listings.case(read, ctx, case)
        about = access.by_key(read, found.subject_key)
        late = listings.late_facts(read, ctx, found)
    here = f"/{words.prefix}/desk/listing/{found.id}"
    return private_page(
        "desk/listing",
        status=400 if said else 200,
        case=shown.listing(words, found, here, ctx.clock.today(), late, about),
        subject=shown.desk_subject(words, about),
        form=questions(words, form, said=said),
        problems=said,
        decides=not ctx.actor.roles.isdisjoint(listings.DECIDERS),
        told=found.issued_by == ctx.actor.name,
    )
