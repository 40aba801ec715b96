"""Filed reports for everybody; withheld figures for whoever holds a consent."""

from flask import Blueprint, Response

from credit.domain.actors import system
from credit.domain.annual_report import AnnualReport
from credit.domain.errors import NotFoundError
from credit.domain.vocabulary import RecordKind
from credit.services.annual_reports import consents
from web.http.access import public
from web.http.locale import PREFIX
from web.http.page import page, speech
from web.http.portal import portal
from web.presenters.accounts import names
from web.presenters.frame import Area, segment
from web.presenters.report_consent import opened_page
from web.presenters.report_public import public_page

bp = Blueprint("annual_report_public", __name__, url_prefix=PREFIX)


@bp.get("/enterprise/<address>/report/<int(fixed_digits=4):year>")
@public
def show(address: str, year: int) -> Response:
    """One report year of an enterprise, every version of it."""
    located = portal().reader.enterprise(address[:64])
    records = located.dossier.of_kind(RecordKind.ANNUAL_REPORT) if located else ()
    contents = [record.content for record in records]
    found = [one for one in contents if isinstance(one, AnnualReport) and one.year == year]
    if located is None or not found:
        raise NotFoundError("report.unknown")
    fact, words = located.dossier.registered, speech()
    called = names(words, fact.name, fact.uyghur_name)
    shown = public_page(words, called, segment(located.canonical_address), found)
    return page("annual_report/public", area=Area.SEARCH, report=shown)


@bp.get("/report-consent/<token>")
@public
def opened(token: str) -> Response:
    """The figures that an enterprise lets the holder of this link see."""
    ctx = portal().accounts.context(system("consent"))
    found = consents.open_with(ctx, token[:100])
    shown = page("annual_report/opened", band=False, opened=opened_page(speech(), found), private=True)
    shown.headers["X-Robots-Tag"] = "noindex"
    return shown
