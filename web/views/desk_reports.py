"""What an enterprise has filed; an officer agrees to a correction after the window, with the reason."""

from flask import Blueprint, Response, request

from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.services.annual_reports import unlocking
from web.http import reports
from web.http.access import officer
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import private_page
from web.presenters.parts import Problem, Text
from web.presenters.report_desk import filed_line
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
        years=[filed_line(words, one, f"{here}/{one.year}/unlock") for one in found],
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
