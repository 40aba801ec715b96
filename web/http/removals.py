"""The application for removal from the list, as a page and as a document."""

from flask import Response

from credit.domain.errors import NotFoundError
from web.http import documents, reports
from web.http.page import speech
from web.http.portal import portal
from web.http.signed import acting
from web.presenters.report_removal import RemovalPage, listing, removal_page


def page(year: int) -> RemovalPage:
    """The application. Raises NotFoundError where nothing is listed, or the report is still missing."""
    located = portal().reader.enterprise(acting().subject.address)
    record = listing(located.dossier, year) if located else None
    versions = reports.year_of(year).versions
    if located is None or record is None or not versions:
        raise NotFoundError("report.no_listing", year=year)
    return removal_page(speech(), located.dossier, record, versions[0], reports.links())


def document(year: int) -> Response:
    """The application as PDF."""
    shown, words = page(year), speech()
    body = documents.make(
        "receipt",
        {
            "title": documents.plain(shown.title),
            "office": "",
            "heading": documents.plain(shown.title),
            "number": "",
            "number_label": "",
            "facts": [
                {"label": documents.plain(label), "value": documents.value(said)}
                for label, said in shown.facts
            ],
            "paragraphs": [
                *map(documents.plain, shown.paragraphs),
                words._("签名（盖章）："),
                words._("日期："),
            ],
            "sections": [],
            "foot": "",
        },
    )
    return documents.answer(body, f"removal-{year}")
