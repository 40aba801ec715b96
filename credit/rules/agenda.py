"""What an enterprise has to do by when, from the facts that are kept of it, and how near each day is."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

import msgspec

from credit.domain.accounts import Task
from credit.domain.agenda import AgendaItem, AgendaKind, Stage
from credit.domain.annual_report import Filer
from credit.domain.records import AbnormalEntry, Contribution, EnterpriseFacts, Licence, Record
from credit.domain.vocabulary import AbnormalGround, LicenceState, SubjectClass
from credit.rules import packs
from credit.rules.annual_report.window import DISCLOSURE_REGULATION, Standing, obligations, window
from credit.rules.calendars import Deadline, earlier_deadline
from credit.rules.citations import cites

REMINDERS: Final = packs.topic("reminders")
COMPANY_LAW: Final = "公司法（2023年修订）"
LISTING_ORDER: Final = "企业经营异常名录管理暂行办法（工商总局令第68号）"
REGISTRATION_REGULATION: Final = "市场主体登记管理条例（国务院令第746号）"
LICENSING_LAW: Final = "行政许可法"
REMINDING: Final = "关于推进企业信用风险分类管理进一步提升监管效能的意见（国市监信发〔2022〕6号）"


@cites(DISCLOSURE_REGULATION, "第八条、第十条")
def agenda(facts: EnterpriseFacts, filer: Filer, filed: Mapping[int, Standing], on: date) -> list[AgendaItem]:
    """All items of a subject, the earliest day first; the ones without a day last."""
    items = [*reports(filer, filed, facts.records, on)]
    if filer.obliged:
        items += [*terms(facts, on), *contributions(facts.records, on), *licences(facts.records, on)]
    return in_order(items)


@cites(DISCLOSURE_REGULATION, "第八条、第十条")
def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The earliest day first; the ones without a day last."""
    return sorted(items, key=lambda item: (item.due_on or date.max, item.kind.value, item.about))


@cites(DISCLOSURE_REGULATION, "第八条、第十七条")
@cites(LISTING_ORDER, "第六条", unverified=True)
def reports(
    filer: Filer, filed: Mapping[int, Standing], records: Iterable[Record], on: date
) -> Iterator[AgendaItem]:
    """Reports that are owed: in time, or missed, and when a listing for the newest missed one follows."""
    listed = _listed_years(records)
    for year in obligations(filer, on):
        if year in filed and filed[year].filed_at is not None:
            continue
        limits = window(year, filer.subject_class)
        if on <= limits.last:
            yield _report(AgendaKind.REPORT, year, Deadline(limits.last, True), "第八条", limits.first)
            continue
        yield _report(AgendaKind.REPORT_MISSED, year, Deadline(limits.last, True), "第十七条")
        follows = listing_after(limits.last)
        if year not in listed and on <= follows.day:
            listing = _report(AgendaKind.LISTING, year, follows, "第十七条")
            yield _marked(listing) if filer.subject_class is SubjectClass.INDIVIDUAL_BUSINESS else listing


def _report(
    kind: AgendaKind, year: int, until: Deadline, article: str, opens_on: date | None = None
) -> AgendaItem:
    return AgendaItem(
        kind=kind,
        about=str(year),
        task=Task.ANNUAL_REPORT,
        opens_on=opens_on,
        due_on=until.day,
        firm=until.firm,
        href=f"/report/{year}",
        params={"year": str(year)},
        instrument=DISCLOSURE_REGULATION,
        article=article,
    )


def _marked(item: AgendaItem) -> AgendaItem:
    """The same of an individual business: its record is marked, it goes on no list."""
    return msgspec.structs.replace(item, params={**item.params, "marking": "1"})


@cites(LISTING_ORDER, "第六条", unverified=True)
def listing_after(last: date) -> Deadline:
    """The last day of the stretch in which a missed report leads to a listing; the earlier reading."""
    return earlier_deadline(last, REMINDERS.at(last)["listing_workdays"])


def _listed_years(records: Iterable[Record]) -> set[int | None]:
    entries = [record.content for record in records if isinstance(record.content, AbnormalEntry)]
    return {
        entry.report_year
        for entry in entries
        if entry.ground is AbnormalGround.REPORT_NOT_FILED and entry.removed_on is None
    }


@cites(REGISTRATION_REGULATION, "第三十条")
@cites(COMPANY_LAW, "第二百二十九条", unverified=True)
def terms(facts: EnterpriseFacts, on: date) -> Iterator[AgendaItem]:
    """The end of the registered term and of a dormancy."""
    entry = facts.registration
    if isinstance(entry.term_to, date):
        yield AgendaItem(
            kind=AgendaKind.TERM,
            about=entry.term_to.isoformat(),
            task=Task.INSTANT,
            due_on=entry.term_to,
            instrument=COMPANY_LAW,
            article="第二百二十九条",
        )
    if entry.flags.dormancy is not None and entry.flags.dormancy.until >= on:
        yield AgendaItem(
            kind=AgendaKind.DORMANCY,
            about=entry.flags.dormancy.until.isoformat(),
            task=Task.INSTANT,
            due_on=entry.flags.dormancy.until,
            instrument=REGISTRATION_REGULATION,
            article="第三十条",
        )


@cites(COMPANY_LAW, "第四十条、第四十七条、第四十九条")
def contributions(records: Iterable[Record], on: date) -> Iterator[AgendaItem]:
    """Subscribed contributions whose day comes while the paid amount falls short of what is subscribed.

    One item a day, however many holders: their names are not needed to know the duty.
    """
    open_days = {
        one.subscribed_due
        for record in records
        if isinstance(one := record.content, Contribution)
        and isinstance(one.subscribed_due, date)
        and _falls_short(one)
    }
    for day in sorted(open_days):
        yield AgendaItem(
            kind=AgendaKind.CONTRIBUTION,
            about=day.isoformat(),
            task=Task.INSTANT,
            due_on=day,
            href="/instant",
            instrument=COMPANY_LAW,
            article="第四十条、第四十九条",
        )


def _falls_short(one: Contribution) -> bool:
    subscribed, paid = getattr(one.subscribed, "amount", None), getattr(one.paid, "amount", None)
    return subscribed is not None and (paid is None or paid < subscribed)


@cites(LICENSING_LAW, "第五十条")
def licences(records: Iterable[Record], on: date) -> Iterator[AgendaItem]:
    """Licences in force whose term ends; an extension is applied for thirty days before."""
    for record in records:
        one = record.content
        if not isinstance(one, Licence) or one.state is not LicenceState.VALID:
            continue
        if isinstance(one.valid_to, date):
            name = one.certificate if isinstance(one.certificate, str) else one.document_name
            number = one.number if isinstance(one.number, str) else one.document_no
            yield AgendaItem(
                kind=AgendaKind.LICENCE,
                about=record.id,
                task=Task.INSTANT,
                due_on=one.valid_to,
                params={"name": _said(name), "number": _said(number)},
                instrument=LICENSING_LAW,
                article="第五十条",
            )


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


_SPEAKS_AFTER = frozenset(
    {
        AgendaKind.REPORT_MISSED,
        AgendaKind.CONTRIBUTION,
        AgendaKind.ORDERED,
        AgendaKind.UNPUBLISHED,
        AgendaKind.CORRECTION,
    }
)


@cites(REMINDING, "四、（十三）", unverified=True)
def stage(item: AgendaItem, on: date) -> Stage | None:
    """How near an item's day is, or None while there is nothing to announce.

    What is only now allowed (a repair) is announced from its first day; what is over speaks only where
    the duty goes on.
    """
    if item.due_on is None:
        return Stage.OPEN if item.opens_on is None or item.opens_on <= on else None
    if item.opens_on is not None and on < item.opens_on:
        return None
    pack, left = REMINDERS.at(on), (item.due_on - on).days
    if left < 0:
        return Stage.OVER if item.kind in _SPEAKS_AFTER else None
    if left == 0:
        return Stage.LAST
    if left <= pack["second_days"]:
        return Stage.SECOND
    return Stage.FIRST if left <= pack["first_days"] else None


@cites(REMINDING, "四、（十三）", unverified=True)
def ahead(items: Iterable[AgendaItem], on: date) -> list[AgendaItem]:
    """What an enterprise sees of its list: overdue duties that go on, and what comes before long."""
    until = on + timedelta(days=REMINDERS.at(on)["ahead_days"])
    return [
        item
        for item in items
        if (not item.overdue(on) and (item.due_on is None or item.due_on <= until or _begun(item, on)))
        or (item.overdue(on) and item.kind in _SPEAKS_AFTER)
    ]


def _begun(item: AgendaItem, on: date) -> bool:
    return item.opens_on is not None and item.opens_on <= on
