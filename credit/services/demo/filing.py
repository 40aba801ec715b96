"""Reports that invented subjects filed in earlier years: something to confirm, to correct, to catch up on.

Written as rows beside the records, as if they had come in then: the write road stamps the present.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from credit.db.account_models import FilingRow
from credit.db.models import Subject
from credit.db.report_models import ReportFilingRow
from credit.domain.accounts import Task
from credit.domain.annual_report import AnnualReport, Answers, Filer, FilingChannel, Form
from credit.domain.clock import SHANGHAI
from credit.domain.records import Contribution, EnterpriseFacts, Licence, Record
from credit.domain.values import Agency, Provenance
from credit.rules.annual_report import window
from credit.rules.annual_report.contents import parts_of
from credit.rules.annual_report.filers import filer_of
from credit.rules.annual_report.forms import form_for
from credit.rules.annual_report.reading import read
from credit.services import batches
from credit.services.annual_reports import receipts, store
from credit.services.batches import Incoming
from credit.services.demo.dice import Dice
from credit.services.demo.reports import Business, report
from credit.services.ids import new_id

MOST = 60  # subjects that have filed: the showcase and some more
_HEAD = timedelta(hours=10)


def file_earlier(session: Session, facts: Iterable[EnterpriseFacts], today: date) -> int:
    """File what these subjects owed before the last year; how many reports."""
    filed = 0
    for one in facts:
        code = batches.codes_of(one.registration)[:1]
        number = next(iter(batches.subjects_of(session, code).values()), None)
        if number is None:
            continue
        key = session.get_one(Subject, number).key
        filed += _file(session, _filer(one, key, today), code, today)
    return filed


def file_late(session: Session, one: EnterpriseFacts, year: int, on: date) -> bool:
    """File the report of a year after its last day, as who was listed for it does; whether it was owed."""
    who = _filer(one, one.key, on)
    if year not in window.obligations(who, on):
        return False
    dice = Dice(f"reports/{who.code}")
    form = form_for(who.subject_class, year, who.traits)
    answers = report(dice, who, form, Business.drawn(dice, who), None)
    _keep(session, who, batches.codes_of(one.registration)[:1], _content(who, form, answers, on, late=True))
    return True


def _filer(one: EnterpriseFacts, key: str, today: date) -> Filer:
    contents = [record.content for record in one.records]
    return filer_of(
        key,
        one.registration,
        [content for content in contents if isinstance(content, Contribution)],
        [content for content in contents if isinstance(content, Licence)],
        on=today,
    )


def _file(session: Session, who: Filer, code: tuple[str, ...], today: date) -> int:
    """Every year but the last: that one is for whoever tries the portal."""
    owed = window.obligations(who, today)[:-1]
    dice = Dice(f"reports/{who.code}")
    business, before = Business.drawn(dice, who), None
    for year in owed:
        before = _one(session, dice, who, code, year, business, before)
        business = business.next_year(dice)
    return len(owed)


def _one(
    session: Session,
    dice: Dice,
    who: Filer,
    code: tuple[str, ...],
    year: int,
    business: Business,
    before: Answers | None,
) -> Answers:
    form = form_for(who.subject_class, year, who.traits)
    answers = report(dice, who, form, business, before)
    first = window.window(year, who.subject_class).first
    filed_on = first + timedelta(days=dice.below(110))
    _keep(session, who, code, _content(who, form, answers, filed_on))
    return answers


def _content(who: Filer, form: Form, answers: Answers, filed_on: date, *, late: bool = False) -> AnnualReport:
    return AnnualReport(
        year=form.year,
        version=1,
        filed_on=filed_on,
        late=late,
        channel=FilingChannel.ONLINE,
        subject_class=who.subject_class,
        code=who.code,
        parts=parts_of(form, read(form, answers), answers),
        traits=tuple(sorted(who.traits)),
        currency=who.currency,
    )


def _keep(session: Session, who: Filer, code: tuple[str, ...], content: AnnualReport) -> None:
    filed_at = datetime.combine(content.filed_on, datetime.min.time(), SHANGHAI) + _HEAD
    row = _row(who, content, filed_at)
    session.add_all([row, _announced(row)])
    session.flush()
    batches.write(session, [], [Incoming(code, _record(who, content, filed_at))])


def _row(who: Filer, content: AnnualReport, filed_at: datetime) -> ReportFilingRow:
    return ReportFilingRow(
        id=new_id(),
        subject_key=who.key,
        year=content.year,
        version=content.version,
        draft_id=new_id(),
        receipt=receipts.number(filed_at.date()),
        filed_at=filed_at,
        filed_by="demo",
        channel=content.channel.value,
        late=content.late,
        content=store.encode(content),
    )


def _announced(row: ReportFilingRow) -> FilingRow:
    return FilingRow(
        id=new_id(),
        subject_key=row.subject_key,
        task=Task.ANNUAL_REPORT.value,
        reference=row.id,
        receipt=row.receipt,
        period=str(row.year),
        filed_by=row.filed_by,
        assisted=False,
        filed_at=row.filed_at,
    )


def _record(who: Filer, content: AnnualReport, filed_at: datetime) -> Record:
    said = Provenance(
        agency=Agency(who.name, who.code),
        source=store.SOURCE,
        source_id=store.source_id(who.key, content.year, content.version),
        effective_on=content.filed_on,
        published_on=content.filed_on,
        received_at=filed_at,
    )
    return Record(id="", provenance=said, content=content)
