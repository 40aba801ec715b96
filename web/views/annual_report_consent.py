"""An enterprise lets somebody see figures it withheld: gives a consent, sees who looked, takes it back."""

from flask import Blueprint, Response, request

from credit.domain.accounts import Right, Task
from credit.domain.errors import InputError, RuleError
from credit.rules.annual_report.window import consent_days
from credit.services.annual_reports import consents
from web.http import reports
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import private_page
from web.presenters.report_consent import Offer, Sent, consent_page

bp = Blueprint(
    "annual_report_consent", __name__, url_prefix=f"{PREFIX}/my/<subject>/report/<int(fixed_digits=4):year>"
)

PATHS, GRANTEE, DAYS = "paths", "grantee", "days"
NOTHING = Sent()


@bp.get("/consent")
@member(Task.ANNUAL_REPORT)
def show(subject: str, year: int) -> Response:
    """The consents of a report, and a form for another."""
    return _page(year)


def _page(year: int, sent: Sent = NOTHING, status: int = 200) -> Response:
    one, ctx = reports.year_of(year), reports.ctx()
    fields = consents.offered(one.versions[0]) if one.versions else ()
    offer = Offer(year, fields, consent_days(ctx.clock.today()), reports.links().all)
    given = consents.of_subject(ctx, reports.key())
    shown = consent_page(speech(), offer, given, ctx.clock.now(), sent)
    return private_page("annual_report/consent", status=status, consent=shown)


@bp.post("/consent")
@member(Task.ANNUAL_REPORT, right=Right.SUBMIT)
def give(subject: str, year: int) -> Response:
    """A link that opens just these figures for some days; it is shown once."""
    typed = request.form
    sent = Sent(tuple(typed.getlist(PATHS)[:40]), typed.get(GRANTEE, "")[:200], typed.get(DAYS, "")[:4])
    days = int(sent.days) if sent.days.isascii() and sent.days.isdigit() else 0
    try:
        token = consents.give(reports.ctx(), reports.key(), year, sent.paths, sent.grantee, days)
    except (InputError, RuleError) as error:
        return _page(year, sent._replace(problem=reports.refusal(error)), status=400)
    base = portal().settings.base_url or request.host_url.rstrip("/")
    return _page(year, Sent(link=f"{base}/{speech().prefix}/report-consent/{token}"))


@bp.post("/consent/<consent>/revoke")
@member(Task.ANNUAL_REPORT, right=Right.SUBMIT)
def revoke(subject: str, year: int, consent: str) -> Response:
    """End a consent now."""
    consents.revoke(reports.ctx(), reports.key(), consent[:26])
    return reports.to(reports.links().consent(year))
