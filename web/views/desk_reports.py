"""What an enterprise has filed: consents to corrections after the window, findings of other departments."""

from flask import Blueprint, Response, request

from credit.domain.actors import OfficerRole
from credit.domain.errors import ConflictError, DomainError, InputError, NotFoundError
from credit.services.annual_reports import part_checks, unlocking
from web.forms.text_checks import PartCheckForm
from web.http import disclosures, reports
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, go_on, private_page, refused
from web.presenters.forms import problems, questions
from web.presenters.frame import segment
from web.presenters.parts import Problem, Text
from web.presenters.report_desk import filed_line, part_line
from web.presenters.report_years import year_title

bp = Blueprint("desk_reports", __name__, url_prefix=f"{PREFIX}/desk/report/<subject>")


@bp.get("")
@officer(*unlocking.MAY)
def years(subject: str) -> Response:
    """What an enterprise has filed, and which of it an officer may open for a correction."""
    found, words, here = unlocking.filed_years(reports.ctx(), reports.key()), speech(), reports.desk()
    return private_page(
        "desk/reports",
        name=words.name(reports.name()),
        years=[filed_line(words, one, f"{here}/{one.year}") for one in found],
    )


@bp.get("/<int(fixed_digits=4):year>/unlock")
@officer(*unlocking.MAY)
def show(subject: str, year: int) -> Response:
    """The form for a consent."""
    return _page(year)


def _page(year: int, typed: str = "", problem: Text = "", done: bool = False, status: int = 200) -> Response:
    words = speech()
    return private_page(
        "annual_report/unlock",
        status=status,
        name=words.name(reports.name()),
        year=year_title(words, year),
        typed=typed,
        problems=(Problem(problem, "reason"),) if problem else (),
        back=reports.desk(),
        done=done,
    )


@bp.post("/<int(fixed_digits=4):year>/unlock")
@officer(*unlocking.MAY)
def unlock(subject: str, year: int) -> Response:
    """Open the report for one correction."""
    typed = request.form.get("reason", "")[:1000]
    try:
        unlocking.unlock(reports.ctx(), reports.key(), year, typed)
    except (InputError, ConflictError, NotFoundError) as error:
        return _page(year, typed, reports.refusal(error), status=400)
    return _page(year, done=True)


@bp.get("/<int(fixed_digits=4):year>/checks")
@officer(*OfficerRole)
def checks(subject: str, year: int) -> Response:
    """What other departments have found of their parts, and a form for one more finding."""
    return _checks(year, PartCheckForm(data={"on": reports.ctx().clock.today()}))


@bp.post("/<int(fixed_digits=4):year>/checks")
@officer(*part_checks.MAY)
def check(subject: str, year: int) -> Response:
    """Record a finding."""
    form = PartCheckForm(request.form)
    if not form.validate() or form.on.data is None:
        return _checks(year, form, problems(speech(), form))
    agrees, token = form.agrees.data == "1", request.form.get("token", "")[:40]
    finding = part_checks.Finding(
        year, str(form.section.data), form.on.data, agrees, form.note.data or "", source_id=token
    )
    try:
        part_checks.record(reports.ctx(), reports.key(), finding)
    except DomainError as error:
        return _checks(year, form, refused(error))
    return go_on(f"/desk/report/{segment(acting().subject.address)}/{year}/checks")


def _checks(year: int, form: PartCheckForm, said: tuple[Problem, ...] = ()) -> Response:
    words, ctx = speech(), reports.ctx()
    with ctx.sessions.read() as read:
        found = part_checks.parts(read, ctx, reports.key(), year)
    form.section.choices = [(one.key, one.label) for one, _ in found.parts]
    return private_page(
        "desk/part_checks",
        status=400 if said else 200,
        name=words.name(reports.name()),
        year=year_title(words, year),
        parts=[part_line(words, one, check) for one, check in found.parts],
        form=questions(words, form, said=said),
        problems=said,
        decides=not ctx.actor.roles.isdisjoint(part_checks.MAY),
        token=disclosures.token(),
        back=reports.desk(),
    )
