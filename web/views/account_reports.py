"""Reports of many clients at once: one spreadsheet out, the same one filled in back, row by row checked."""

from flask import Blueprint, Response, request

from credit.domain.errors import InputError
from credit.services.annual_reports import sheets
from web.http.access import signed_in
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import context, private_page
from web.presenters.parts import Text
from web.presenters.report_sheets import sheet_page, sheet_problem

bp = Blueprint("account_reports", __name__, url_prefix=f"{PREFIX}/account/reports")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE = "file"


@bp.get("")
@signed_in
def show() -> Response:
    """The clients, and both ways of the spreadsheet."""
    return _page()


def _page(results: tuple[sheets.RowResult, ...] = (), problem: Text = "", status: int = 200) -> Response:
    year = _year()
    shown = sheet_page(speech(), year, sheets.clients(context(), year), results, problem)
    return private_page("annual_report/sheets", status=status, sheets=shown)


def _year() -> int:
    """The report year that is filed now."""
    return context().clock.today().year - 1


@bp.post("/download")
@signed_in
def download() -> Response:
    """The spreadsheet with everything that is known; begins the drafts that it fills."""
    sent = Response(sheets.export(context(), _year()), content_type=XLSX)
    sent.headers["Content-Disposition"] = f'attachment; filename="annual-reports-{_year()}.xlsx"'
    sent.headers["Cache-Control"] = "private, no-store"
    return sent


@bp.post("")
@signed_in
def upload() -> Response:
    """Keep the rows as drafts and say of each how it stands."""
    sent = request.files.get(FILE)
    body = sent.stream.read(sheets.LARGEST + 1) if sent is not None else b""
    try:
        results = tuple(sheets.take(context(), body, _year()))
    except InputError as error:
        return _page(problem=sheet_problem(speech(), error.code), status=400)
    return _page(results)
