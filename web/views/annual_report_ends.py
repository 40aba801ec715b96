"""After submitting: the receipt on the page and as a PDF, the filled-in application for removal."""

from flask import Blueprint, Response

from credit.domain.accounts import Task
from credit.domain.vocabulary import RecordKind
from credit.services import text_checks
from credit.services.annual_reports import overview
from web.http import receipts, removals, reports
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import private_page
from web.presenters.text_checks import banner

bp = Blueprint(
    "annual_report_ends", __name__, url_prefix=f"{PREFIX}/my/<subject>/report/<int(fixed_digits=4):year>"
)


@bp.get("/receipt/<int(max=9999):version>")
@member(Task.ANNUAL_REPORT)
def receipt(subject: str, year: int, version: int) -> Response:
    """The end that cannot be missed."""
    filed = overview.receipt(reports.ctx(), reports.key(), year, version)
    check = text_checks.of_thread(reports.ctx(), reports.key(), RecordKind.ANNUAL_REPORT, str(year))
    shown = banner(speech(), check)
    return private_page("annual_report/receipt", receipt=receipts.page(filed), check=shown)


@bp.get("/receipt/<int(max=9999):version>/pdf")
@member(Task.ANNUAL_REPORT)
def pdf(subject: str, year: int, version: int) -> Response:
    """The receipt to keep."""
    filed = overview.receipt(reports.ctx(), reports.key(), year, version)
    return receipts.document(filed)


@bp.get("/removal")
@member(Task.ANNUAL_REPORT)
def removal(subject: str, year: int) -> Response:
    """The application for removal from the list, filled in."""
    return private_page("annual_report/removal", removal=removals.page(year))


@bp.get("/removal/pdf")
@member(Task.ANNUAL_REPORT)
def removal_pdf(subject: str, year: int) -> Response:
    """The same to hand in."""
    return removals.document(year)
