"""Applying for repair in one sitting: choose records, say what was done, read, sign, receipt."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import DomainError
from credit.domain.repair_applications import ApplicationState
from credit.services.repairs import applying, papers, radar
from web.http import disclosures
from web.http import repair_filing as filing
from web.http import repair_pages as pages
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.repair_documents import papers_to_print
from web.http.signed import acting, go_on, private_page, refused
from web.presenters.parts import Problem
from web.presenters.repair_check import receipt_page
from web.presenters.repair_items import choose_page, draft_links, problems_of

bp = Blueprint("repair_apply", __name__, url_prefix=f"{PREFIX}/my/<subject>/repair")


@bp.get("/apply")
@member(Task.REPAIR)
def choose(subject: str) -> Response:
    """Every record with its answer; those that can be filed can be chosen."""
    return _choose(request.args.getlist("record"))


@bp.post("/apply")
@member(Task.REPAIR, right=Right.WRITE)
def begin(subject: str) -> Response:
    """Begin a draft about the chosen records."""
    who, chosen = acting(), request.form.getlist("record")
    try:
        made = applying.begin(who.ctx, who.key, chosen, request.form.get(disclosures.TOKEN, ""))
    except DomainError as error:
        return _choose(chosen, refused(error))
    return go_on(_at(made.id))


@bp.get("/apply/<sitting>")
@member(Task.REPAIR)
def fill(subject: str, sitting: str) -> Response:
    """The form as it was left; the receipt of what was filed."""
    who = acting()
    found = applying.own(who.ctx, who.key, sitting)
    if found.state is ApplicationState.SUBMITTED:
        return go_on(_at(sitting, "/receipt"))
    if found.state is ApplicationState.DISCARDED:
        return go_on(disclosures.path("/repair/apply"))
    wrong = problems_of(speech(), found, pages.seen(), signing=False) if "wrong" in request.args else ()
    return pages.form(found, wrong, status=200)


@bp.post("/apply/<sitting>")
@member(Task.REPAIR, right=Right.WRITE)
def save(subject: str, sitting: str) -> Response:
    """Keep what was typed and sent; go on to the signature where nothing is missing."""
    who = acting()
    kept = filing.keep(sitting, filing.typed)
    if kept is None:
        return go_on(_at(sitting))
    found, wrong = kept
    if wrong:
        return pages.form(found, wrong)
    if not found.items:
        applying.discard(who.ctx, who.key, sitting)
        return go_on(disclosures.path("/repair/apply"))
    if request.form.get(filing.SENT) != filing.NEXT:
        return go_on(_at(sitting, "?saved=1"))
    wrong = problems_of(speech(), found, pages.seen(), signing=False)
    return pages.form(found, wrong) if wrong else go_on(_at(sitting, "/check"))


@bp.get("/apply/<sitting>/check")
@member(Task.REPAIR)
def check(subject: str, sitting: str) -> Response:
    """Everything once more, the papers in full, and the signature."""
    who = acting()
    found = applying.own(who.ctx, who.key, sitting)
    if found.state is not ApplicationState.DRAFT:
        return go_on(_at(sitting))
    if problems_of(speech(), found, pages.seen(), signing=False):
        return go_on(_at(sitting, "?wrong=1"))
    return pages.check(found)


@bp.post("/apply/<sitting>/check")
@member(Task.REPAIR, right=Right.SUBMIT)
def sign(subject: str, sitting: str) -> Response:
    """Sign and file; filed twice it counts once."""
    who = acting()
    kept = filing.keep(sitting, filing.signed)
    if kept is None:
        return go_on(_at(sitting))
    found, wrong = kept
    if not wrong and problems_of(speech(), found, pages.seen(), signing=False):
        return go_on(_at(sitting, "?wrong=1"))
    wrong = wrong or problems_of(speech(), found, pages.seen(), signing=True)
    if wrong or filing.SENT not in request.form:
        return pages.check(found, wrong if filing.SENT in request.form else ())
    try:
        applying.submit(who.ctx, who.key, sitting)
    except DomainError as error:
        return pages.check(found, refused(error))
    return go_on(_at(sitting, "/receipt"))


@bp.get("/apply/<sitting>/receipt")
@member(Task.REPAIR)
def receipt(subject: str, sitting: str) -> Response:
    """One number for each record, and what happens next."""
    who = acting()
    found = applying.own(who.ctx, who.key, sitting)
    if found.state is not ApplicationState.SUBMITTED:
        return go_on(_at(sitting))
    page = receipt_page(speech(), found, pages.seen(), disclosures.base())
    return private_page("repair/receipt", receipt=page)


@bp.get("/apply/<sitting>/papers.pdf")
@member(Task.REPAIR)
def print_out(subject: str, sitting: str) -> Response:
    """The papers to be printed and sealed."""
    who = acting()
    return papers_to_print(papers.to_sign(who.ctx, who.key, sitting))


@bp.post("/apply/<sitting>/discard")
@member(Task.REPAIR, right=Right.WRITE)
def discard(subject: str, sitting: str) -> Response:
    """Throw a draft away."""
    who = acting()
    applying.discard(who.ctx, who.key, sitting)
    return go_on(disclosures.path("/repair"))


@bp.get("/file/<material>")
@member(Task.REPAIR)
def file(subject: str, material: str) -> Response:
    """A file of an application."""
    who = acting()
    return filing.file(*applying.own_file(who.ctx, disclosures.folder(), who.key, material))


def _at(sitting: str, rest: str = "") -> str:
    return disclosures.path(f"/repair/apply/{sitting}{rest}")


def _choose(chosen: list[str], said: tuple[Problem, ...] = ()) -> Response:
    who = acting()
    page = choose_page(speech(), radar.own(who.ctx, who.key), disclosures.base(), chosen)
    drafts = [one for one in applying.of_subject(who.ctx, who.key) if one.state is ApplicationState.DRAFT]
    return private_page(
        "repair/choose",
        status=400 if said else 200,
        page=page,
        drafts=draft_links(speech(), drafts, disclosures.base()),
        token=disclosures.token(),
        problems=said,
    )
