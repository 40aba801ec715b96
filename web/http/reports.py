"""What the views of the annual report share: the draft of a year, its links, where to go on."""

from flask import Response, abort, redirect, request

from credit.domain.annual_report import DraftPurpose
from credit.domain.errors import DomainError, NotFoundError
from credit.rules.annual_report import window
from credit.services.annual_reports import drafts, overview
from credit.services.annual_reports.overview import Overview, Year
from credit.services.annual_reports.store import Work
from credit.services.context import Context
from credit.services.disclosures import duties
from web.http.page import speech
from web.http.signed import acting
from web.presenters.frame import segment
from web.presenters.report_links import Links
from web.presenters.report_mismatch import Contradictions, contradictions
from web.presenters.report_words import REFUSED
from web.presenters.report_years import ALL, next_page


def links() -> Links:
    """Addresses for the subject in the address."""
    return Links(speech().prefix, acting().subject.address)


def desk() -> str:
    """Where officers find the reports of the subject in the address."""
    return f"/{speech().prefix}/desk/report/{segment(acting().subject.address)}"


def ctx() -> Context:
    """What the person acts in."""
    return acting().ctx


def key() -> str:
    """The permanent key of the subject in the address."""
    return acting().key


def name() -> str:
    """The registered name of the subject in the address."""
    return acting().subject.registration.name


def years() -> Overview:
    """Every year of the subject."""
    return overview.overview(ctx(), key())


def year_of(number: int) -> Year:
    """One year. Raises NotFoundError for one that is neither owed nor filed."""
    for one in years().years:
        if one.year == number:
            return one
    raise NotFoundError("report.not_owed", year=number)


def mismatched(year: int) -> Contradictions:
    """Where the report of a year contradicts what was published."""
    found = duties.contradictions(ctx(), key(), year)
    return contradictions(speech(), found, f"/{speech().prefix}/my/{segment(acting().subject.address)}")


def draft(year: int) -> Work:
    """The draft of a year; without one the answer is the page of the year, which says how it stands."""
    found = drafts.find(ctx(), key(), year)
    if found is None:
        abort(to(links().year(year)))
    return found


def to(address: str) -> Response:
    """Go on after a form."""
    moved = redirect(address, 303)
    return Response(moved.get_data(), moved.status_code, moved.headers)


def onward(work: Work) -> Response:
    """To the next thing that has to be done."""
    return to(next_page(work, work.progress(), links()))


def known_part(work: Work, part: str) -> str:
    """A section of the form, or all of a short form. Raises NotFoundError."""
    if part != ALL and work.form.section(part) is None:
        raise NotFoundError("report.no_section", section=part)
    return part


def page_of(work: Work, section: str) -> str:
    """The page on which a section stands."""
    return ALL if work.form.one_page else section


def is_late(work: Work) -> bool:
    """Whether it would be late if it were submitted now."""
    first = work.purpose is DraftPurpose.FIRST
    return first and window.is_late(work.year, work.filer.subject_class, ctx().clock.now())


def sent() -> dict[str, list[str]]:
    """The fields of this request, each with all its values."""
    return request.form.to_dict(flat=False)


def refusal(error: DomainError) -> str:
    """What to say of a refusal that people can do something about; raises the others again."""
    known = REFUSED.get(error.code)
    if known is None:
        raise error
    return speech()._(known)
