"""The annual report: its years, the start, the tasks, confirming what lasts, checking, submitting."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.actors import ActorKind
from credit.domain.errors import ConflictError, InputError, RuleError
from credit.rules.annual_report.forms import form_for
from credit.services.annual_reports import drafts, submitting
from web.http import reports
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, private_page
from web.presenters import accounts
from web.presenters.report_ends import check_page, confirm_page
from web.presenters.report_years import start_page, tasks_page, years_page

bp = Blueprint("annual_report", __name__, url_prefix=f"{PREFIX}/my/<subject>/report")

DECLARED, DRAFT, PAPER = "declared", "draft", "paper"


@bp.get("")
@member(Task.ANNUAL_REPORT)
def start(subject: str) -> Response:
    """Every year that is owed or filed."""
    shown = years_page(speech(), reports.years(), reports.links())
    titles = accounts.titles(speech(), acting().subject)
    return private_page("annual_report/years", years=shown, titles=titles)


@bp.get("/<int(fixed_digits=4):year>")
@member(Task.ANNUAL_REPORT)
def tasks(subject: str, year: int) -> Response:
    """The start page, or the tasks of what has been begun."""
    one, words = reports.year_of(year), speech()
    if one.draft is not None:
        shown = tasks_page(words, one.draft, one.draft.progress(), reports.links())
        return private_page("annual_report/tasks", tasks=shown, mismatched=reports.mismatched(year))
    return _start(year)


def _start(year: int, refused: str = "", status: int = 200) -> Response:
    one, who = reports.year_of(year), reports.years().filer
    form = form_for(who.subject_class, year, who.traits)
    shown = start_page(speech(), one, form.sections, form.minutes)
    why = refused or (reports.refusal(RuleError(one.refused)) if one.refused else "")
    return private_page(
        "annual_report/start",
        status=status,
        start=shown,
        refused=why,
        years=reports.links().all,
        mismatched=reports.mismatched(year),
    )


@bp.post("/<int(fixed_digits=4):year>")
@member(Task.ANNUAL_REPORT, right=Right.WRITE)
def begin(subject: str, year: int) -> Response:
    """Begin, or go on with, the report of a year."""
    try:
        return reports.onward(drafts.begin(reports.ctx(), reports.key(), year))
    except (RuleError, ConflictError) as error:
        return _start(year, reports.refusal(error), 409)


@bp.get("/<int(fixed_digits=4):year>/confirm")
@member(Task.ANNUAL_REPORT)
def show_lasting(subject: str, year: int) -> Response:
    """What was taken over from last year and from the register."""
    work = reports.draft(year)
    shown = confirm_page(speech(), work, work.progress(), reports.links())
    return private_page("annual_report/confirm", confirm=shown)


@bp.post("/<int(fixed_digits=4):year>/confirm")
@member(Task.ANNUAL_REPORT, right=Right.WRITE)
def confirm(subject: str, year: int) -> Response:
    """All of it still holds."""
    reports.draft(year)
    return reports.onward(drafts.confirm(reports.ctx(), reports.key(), year))


@bp.get("/<int(fixed_digits=4):year>/check")
@member(Task.ANNUAL_REPORT)
def check(subject: str, year: int) -> Response:
    """Everything once more before it is submitted."""
    return _check(year)


def _check(year: int, *, undeclared: bool = False, refused: str = "", status: int = 200) -> Response:
    work = reports.draft(year)
    counter = reports.ctx().actor.kind is ActorKind.COUNTER
    shown = check_page(
        speech(),
        work,
        work.progress(),
        reports.links(),
        late=reports.is_late(work),
        undeclared=undeclared,
        paper=counter,
    )
    return private_page("annual_report/check", status=status, check=shown, refused=refused)


@bp.post("/<int(fixed_digits=4):year>/check")
@member(Task.ANNUAL_REPORT, right=Right.SUBMIT)
def submit(subject: str, year: int) -> Response:
    """File it. A second click answers with the receipt of the first."""
    sent = request.form
    if DECLARED not in sent:
        return _check(year, undeclared=True, status=400)
    try:
        filed = submitting.submit(
            reports.ctx(), reports.key(), year, sent.get(DRAFT, "")[:26], paper=PAPER in sent
        )
    except InputError:
        return _check(year, status=400)
    except (RuleError, ConflictError) as error:
        return _check(year, refused=reports.refusal(error), status=409)
    return reports.to(reports.links().receipt(year, filed.version))


@bp.post("/<int(fixed_digits=4):year>/discard")
@member(Task.ANNUAL_REPORT, right=Right.WRITE)
def discard(subject: str, year: int) -> Response:
    """Throw the draft of a correction away; what was filed stands."""
    reports.draft(year)
    drafts.discard(reports.ctx(), reports.key(), year)
    return reports.to(reports.links().all)
