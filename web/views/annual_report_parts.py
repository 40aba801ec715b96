"""Filling in: one group a page, lines of lists, and single fields saved by a script."""

from flask import Blueprint, Response, jsonify, request

from credit.domain.accounts import Right, Task
from credit.domain.annual_report import ANY, Row, SectionState
from credit.domain.clock import SHANGHAI
from credit.domain.errors import NotFoundError
from credit.services.annual_reports import drafts
from credit.services.annual_reports.store import Work
from web.http import report_forms, reports
from web.http.access import member
from web.http.held import FIELD
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import private_page
from web.presenters import report_names as names
from web.presenters.report_form import field_id, read_back
from web.presenters.report_groups import row_page, section_page
from web.presenters.report_words import problem_text
from web.presenters.report_years import ALL

bp = Blueprint(
    "annual_report_parts", __name__, url_prefix=f"{PREFIX}/my/<subject>/report/<int(fixed_digits=4):year>"
)

NEW = "new"
MOST_FIELDS = 100  # of one request of a script


@bp.get("/part/<part>")
@member(Task.ANNUAL_REPORT)
def show(subject: str, year: int, part: str) -> Response:
    """The questions of one section, or of a short form."""
    work = reports.draft(year)
    tried = work.progress().states.get(part) is SectionState.PROBLEM
    return _page(work, part, tried=tried)


def _page(work: Work, part: str, *, tried: bool, status: int = 200) -> Response:
    shown = section_page(
        speech(), work, work.progress(), reports.links(), reports.known_part(work, part), tried=tried
    )
    return private_page("annual_report/part", status=status, part=shown)


@bp.post("/part/<part>")
@member(Task.ANNUAL_REPORT, right=Right.WRITE)
def save(subject: str, year: int, part: str) -> Response:
    """Keep the page, whatever is in it; then go on, or say what has to be mended."""
    work = reports.draft(year)
    reports.known_part(work, part)
    asked = request.form.get(names.NEXT, "")
    work = _keep(work, part, step=not asked.startswith((names.ADD, names.REMOVE)))
    if asked.startswith(names.ADD):
        return reports.to(reports.links().row(year, asked.removeprefix(names.ADD)[:40], NEW))
    if asked.startswith(names.REMOVE):
        return _remove(work, part, asked)
    if asked.startswith(names.VOUCH):
        finding = asked.removeprefix(names.VOUCH)[:200]
        work = drafts.vouch(reports.ctx(), reports.key(), year, finding)
    if asked == names.SAME:
        work = _as_last_year(work, part)
    return _onward(work, part)


def _as_last_year(work: Work, part: str) -> Work:
    """Last year's figures of the page."""
    shown = work.form.sections if part == ALL else (work.form.by_key[part],)
    for section in shown:
        if not section.rows and not section.lasting:
            work = drafts.as_last_year(reports.ctx(), reports.key(), work.year, section.key)
    return work


def _keep(work: Work, part: str, *, step: bool) -> Work:
    """What was sent of each section on the page."""
    ctx, key = reports.ctx(), reports.key()
    for section in work.form.sections if part == ALL else (work.form.by_key[part],):
        typed = report_forms.section_of(reports.sent(), section)
        work = drafts.save_values(ctx, key, work.year, section.key, typed.values, typed.published, step=step)
    return _choose(work)


def _choose(work: Work) -> Work:
    """The owner's choice for the whole report, where there is one and it was sent."""
    choice = report_forms.everything_of(reports.sent())
    if choice is None or not work.form.whole_choice:
        return work
    return drafts.choose_publication(reports.ctx(), reports.key(), work.year, choice)


def _onward(work: Work, part: str) -> Response:
    state = work.progress()
    keys = state.states if part == ALL else (part,)
    if all(state.states[one] is SectionState.DONE for one in keys) and not (
        part == ALL and state.choice_open
    ):
        return reports.onward(work)
    return _page(work, part, tried=True, status=400)


def _remove(work: Work, part: str, asked: str) -> Response:
    section, _, row = asked.removeprefix(names.REMOVE).partition(":")
    drafts.remove_row(reports.ctx(), reports.key(), work.year, section[:40], row[:26])
    return reports.to(reports.links().section(work.year, part))


@bp.get("/part/<part>/row/<row>")
@member(Task.ANNUAL_REPORT)
def show_row(subject: str, year: int, part: str, row: str) -> Response:
    """One line of a list, or a new one."""
    work = reports.draft(year)
    shown = row_page(
        speech(), work, reports.links(), part, _row(work, part, row), None, reports.page_of(work, part)
    )
    return private_page("annual_report/row", row=shown)


def _row(work: Work, part: str, row: str) -> Row:
    """Raises NotFoundError for a list or line that is not there."""
    section = work.form.section(part)
    if section is None or not section.rows:
        raise NotFoundError("report.no_section", section=part)
    if row == NEW:
        return Row("")
    found = next((one for one in work.answers.listed(part) if one.id == row), None)
    if found is None:
        raise NotFoundError("report.no_row", row=row)
    return found


@bp.post("/part/<part>/row/<row>")
@member(Task.ANNUAL_REPORT, right=Right.WRITE)
def save_row(subject: str, year: int, part: str, row: str) -> Response:
    """Keep the line; what is wrong with it is said on its page."""
    work = reports.draft(year)
    known = _row(work, part, row)
    typed, published = report_forms.row_of(reports.sent(), work.form.by_key[part])
    ctx, key, words = reports.ctx(), reports.key(), speech()
    work, made = drafts.save_row(ctx, key, year, part, known.id, typed, published)
    page, state = reports.page_of(work, part), work.progress()
    if not any(one.path.startswith(f"{part}.{made}.") for one in state.read.problems):
        return reports.to(reports.links().section(year, page))
    shown = row_page(words, work, reports.links(), part, _row(work, part, made), state, page)
    return private_page("annual_report/row", status=400, row=shown)


@bp.post("/field")
@member(Task.ANNUAL_REPORT, right=Right.WRITE)
def save_field(subject: str, year: int) -> Response:
    """Keep single fields, for a script: answers when, and for each the number in words, what is wrong."""
    work = drafts.find(reports.ctx(), reports.key(), year)
    fields = [name.partition(".")[::2] for name in request.form.getlist(FIELD)[:MOST_FIELDS]]
    if work is None or not fields:
        raise NotFoundError("report.no_section", section="")
    for part, key in fields:
        work = _keep_field(work, part, key)
    told = [_read_back(work, part, key) for part, key in fields]
    return jsonify(saved=work.updated_at.astimezone(SHANGHAI).strftime("%H:%M:%S"), fields=told)


def _keep_field(work: Work, part: str, key: str) -> Work:
    if part == names.WHOLE and work.form.whole_choice:
        return _choose(work)
    section = work.form.section(part)
    if section is None or (section.rows and key != ANY):
        raise NotFoundError("report.no_section", section=part)
    typed = report_forms.section_of(reports.sent(), section)
    chosen = {name: shown for name, shown in typed.published.items() if name == key}
    only = report_forms.only_field(typed.values, key)
    return drafts.save_values(reports.ctx(), reports.key(), work.year, part, only, chosen, step=False)


def _read_back(work: Work, part: str, key: str) -> dict[str, str]:
    words, path = speech(), f"{part}.{key}"
    field = work.form.find(path)
    text = work.answers.values.get(path, "")
    problem = next((one for one in work.progress().read.problems if one.path == path), None)
    told = problem_text(words, work.form, problem) if problem and text.strip() else ""
    read = str(read_back(words, field, text)) if field else ""
    return {"id": field_id(path), "read": read, "error": str(told)}
