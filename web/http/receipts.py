"""Receipts of annual reports, as a page and as a document; the application for removal, filled in."""

from typing import Any

from flask import Response

from credit.domain.labels import zh
from credit.rules.annual_report import window
from credit.rules.annual_report.contents import awaited
from credit.rules.annual_report.forms import form_for
from credit.services.annual_reports import part_checks
from credit.services.annual_reports.store import FiledReport
from web.http import documents, reports
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting
from web.presenters.parts import Text
from web.presenters.report_ends import ReceiptPage, leading_on, receipt_page
from web.presenters.report_parts import SectionFacts, sections
from web.presenters.report_words import REFUSED


def page(filed: FiledReport) -> ReceiptPage:
    """The page of a filed version, with what is to be filed next."""
    return leading_on(speech(), _receipt(filed), reports.links(), _missing())


def _receipt(filed: FiledReport) -> ReceiptPage:
    who = acting().subject.registration
    form = form_for(filed.report.subject_class, filed.year, frozenset(filed.report.traits))
    found = part_checks.own(reports.ctx(), reports.key(), filed)
    return receipt_page(
        speech(),
        filed,
        who.name,
        reports.links(),
        correct_until=_correct_until(filed),
        checks=tuple((one, found.get(one.key)) for one in awaited(form, filed.report.parts)),
        listed=_is_listed(filed.year),
    )


def _missing() -> int | None:
    """The oldest year that has not been filed and can be filed now."""
    waiting = (one.year for one in reports.years().years if not one.versions and not one.refused)
    return min(waiting, default=None)


def _correct_until(filed: FiledReport) -> Text:
    """Until when it can be corrected, or whom to ask once that is over."""
    words = speech()
    open_window = window.window(filed.year, filed.report.subject_class)
    if reports.ctx().clock.now() >= open_window.closes:
        return words._(REFUSED["report.correction_closed"])
    last = words.prose_date(open_window.last)
    return words.say(zh("发现填错了，到 %(last)s 24:00 以前可以更正。"), last=last)


def _is_listed(year: int) -> bool:
    """Whether the subject stands on the list for not having filed this year's report."""
    located = portal().reader.enterprise(acting().subject.address)
    standing = located.dossier.standing.abnormal if located else ()
    return any(one.report_year == year for one in standing)


def document(filed: FiledReport) -> Response:
    """The receipt as PDF, with everything that was filed."""
    words, shown = speech(), _receipt(filed)
    form = form_for(filed.report.subject_class, filed.year, frozenset(filed.report.traits))
    checks = part_checks.own(reports.ctx(), reports.key(), filed).values()
    parts = sections(words, form, filed.report.parts, filed.report.currency, own=True, checks=checks)
    body = documents.make(
        "receipt",
        {
            "title": documents.plain(shown.heading),
            "office": words._("新疆维吾尔自治区市场监督管理局") + " · " + words._("企业信用公示"),
            "heading": documents.plain(shown.heading),
            "number": filed.receipt,
            "number_label": words._("回执编号"),
            "facts": [_fact(label, said) for label, said in shown.facts],
            "paragraphs": [],
            "sections": [_section(one) for one in parts],
            "foot": words._("这份回执由系统自动生成，内容以本系统保存的报告为准。"),
        },
    )
    return documents.answer(body, f"annual-report-{filed.year}-{filed.version}")


def _fact(label: Text, said: Text) -> dict[str, Any]:
    return {"label": documents.plain(label), "value": documents.value(said)}


def _section(one: SectionFacts) -> dict[str, Any]:
    facts = [_fact(fact.label, _noted(fact.value, fact.note)) for fact in one.facts]
    for row in one.rows:
        cells = zip(one.columns, row.cells, strict=True)
        facts += [_fact(column.label, cell) for column, cell in cells if isinstance(cell, str) and cell]
    return {
        "title": documents.plain(one.title),
        "facts": facts,
        "note": " ".join(map(documents.plain, (*one.notes, one.nothing))).strip(),
    }


def _noted(said: Text, note: Text) -> str:
    return f"{documents.plain(said)}  ({documents.plain(note)})" if note else documents.plain(said)
