"""What of an enterprise's records can be repaired, for those who act for it; the notice of each record."""

from flask import Blueprint, Response

from credit.domain.accounts import Task
from credit.domain.agenda import AgendaKind
from credit.domain.repair_applications import ApplicationState
from credit.services import agenda
from credit.services.repairs import applying, radar
from web.http import disclosures, documents, repair_notices, repair_rooms
from web.http.access import member
from web.http.locale import PREFIX
from web.http.page import speech
from web.http.signed import acting, private_page
from web.presenters.calendar import calendar_file
from web.presenters.repair_items import draft_links
from web.presenters.repair_radar import groups

bp = Blueprint("repair_radar", __name__, url_prefix=f"{PREFIX}/my/<subject>/repair")


@bp.get("")
@member(Task.REPAIR)
def show(subject: str) -> Response:
    """Every record with its answer: now, later, after something, by itself, elsewhere."""
    who, base = acting(), disclosures.base()
    found = radar.own(who.ctx, who.key)
    cases = repair_rooms.lines()
    drafts = [one for one in applying.of_subject(who.ctx, who.key) if one.state is ApplicationState.DRAFT]
    return private_page(
        "repair/radar",
        groups=groups(speech(), found, base),
        cases=cases,
        asked=[one for one in cases if one.asked],
        drafts=draft_links(speech(), drafts, base),
        apply=f"{base}/repair/apply"
        if any(one.answer.may_start and not one.case_id for one in found)
        else "",
        base=base,
    )


@bp.get("/days.ics")
@member(Task.REPAIR)
def days(subject: str) -> Response:
    """The days of repair as a calendar file."""
    who, words = acting(), speech()
    items = [one for one in agenda.own(who.ctx, who.key) if one.kind is AgendaKind.REPAIR]
    body = calendar_file(words, who.subject, items, repair_notices.host(), who.ctx.clock.now())
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="repair.ics"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.get("/notice/<record>")
@member(Task.REPAIR)
def notice(subject: str, record: str) -> Response:
    """The repair notice (信用修复告知书) of a record, to read and to keep."""
    who = acting()
    found = radar.one(who.ctx, who.key, record[:26])
    said = repair_notices.notice(speech(), who, found)
    here = f"{disclosures.base()}/repair/notice/{found.record_id}"
    return private_page("repair/notice", notice=said, here=here, pdf=documents.can_be_made())


@bp.get("/notice/<record>.pdf")
@member(Task.REPAIR)
def notice_document(subject: str, record: str) -> Response:
    """The same as a document in both languages."""
    who = acting()
    return repair_notices.document(who, radar.one(who.ctx, who.key, record[:26]))
