"""What an enterprise has not published though a record shows that it should; what contradicts itself."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from credit.domain.accounts import Task
from credit.domain.agenda import AgendaItem, AgendaKind
from credit.domain.annual_report import AnnualReport, ReportItem
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.records import Contribution, EnterpriseFacts, Licence, Penalty, Record
from credit.domain.values import Missing, Money
from credit.rules.citations import cites
from credit.rules.instant.clock import REMINDERS, due
from credit.rules.instant.forms import DISCLOSURE_REGULATION
from credit.rules.instant.publication import document_key, numbers_of, officially

_HOLDERS: Final = "holders"  # the section of the annual report


class Figures(NamedTuple):
    """Contributions in 万元; None: not known."""

    subscribed: Decimal | None
    paid: Decimal | None


class Mismatch(NamedTuple):
    """stated: by the annual report; told: by instant information (`published`), else by the register."""

    holder: str
    stated: Figures
    told: Figures
    published: bool


@cites(DISCLOSURE_REGULATION, "第十条")
def unpublished(
    facts: EnterpriseFacts, own: Iterable[InstantInfo], asked: Iterable[InstantItem], on: date
) -> Iterator[AgendaItem]:
    """Licences and penalties that authorities have sent lately and the enterprise has not stated."""
    since = on - timedelta(days=REMINDERS.at(on)["unpublished_days"])
    stated = {(one.item, number) for one in own for number in _stated(one)}
    official = officially(facts.records, facts.registration.subject_class, on)
    wanted = frozenset(asked)
    for record in facts.records:
        numbers = numbers_of(record)
        item = numbers[0][0] if numbers else None
        day = _arose(record)
        if item not in wanted or day is None or day < since or stated.intersection(numbers):
            continue
        if all((found := official.get(number)) is not None and found.shown for number in numbers):
            yield _unpublished(record, item, day)


def _stated(one: InstantInfo) -> tuple[str, ...]:
    return (document_key(one.value("number")),)


def _arose(record: Record) -> date | None:
    match record.content:
        case Penalty() as one:
            return one.decided_on
        case Licence():
            return record.provenance.effective_on
    return None


def _unpublished(record: Record, item: InstantItem, day: date) -> AgendaItem:
    until = due(day)
    name, number = _named(record)
    return AgendaItem(
        kind=AgendaKind.UNPUBLISHED,
        about=f"{item.value}:{record.id}",
        task=Task.INSTANT,
        opens_on=day,
        due_on=until.day if until else None,
        firm=until.firm if until else True,
        href=f"/instant/new/{item.value}?from={record.id}",
        params={"item": item.value, "name": name, "number": number},
        instrument=DISCLOSURE_REGULATION,
        article="第十条",
    )


def _named(record: Record) -> tuple[str, str]:
    match record.content:
        case Penalty() as one:
            return one.violation, one.decision_no
        case Licence() as one:
            name = one.certificate if isinstance(one.certificate, str) else one.document_name
            number = one.number if isinstance(one.number, str) else one.document_no
            return _text(name), _text(number)
    return "", ""


@cites(DISCLOSURE_REGULATION, "第十条")
def prefilled(record: Record) -> dict[str, str]:
    """What the authority's record says, by the keys of the form: to be confirmed, not typed again."""
    values = {"agency": record.provenance.agency.name, "number": _named(record)[1]}
    match record.content:
        case Penalty() as one:
            values |= {
                "arose_on": one.decided_on.isoformat(),
                "violation": one.violation,
                "kinds": ",".join(kind.value for kind in one.kinds),
                "fine": f"{one.fine.amount:f}" if isinstance(one.fine, Money) else "",
                "content": _text(one.outcome),
            }
        case Licence() as one:
            values |= {
                "event": "obtained",
                "arose_on": record.provenance.effective_on.isoformat(),
                "name": _named(record)[0],
                "content": _text(one.content),
                "from": _day(one.valid_from),
                "to": _day(one.valid_to),
            }
    return {key: text for key, text in values.items() if text}


@cites(DISCLOSURE_REGULATION, "第九条、第十条、第十一条")
def mismatches(
    facts: EnterpriseFacts, report: AnnualReport | None, own: Iterable[InstantInfo]
) -> list[Mismatch]:
    """Holders whose subscribed or paid contributions differ between the newest annual report and what was
    true at the end of its year by the instant information, else by the register; in the report's order."""
    if report is None:
        return []
    published = _told(own, date(report.year, 12, 31))
    told = {**_registered(facts.records), **published}
    return [
        Mismatch(holder, stated, told[holder], holder in published)
        for holder, stated in _reported(report).items()
        if holder in told and _differ(told[holder], stated)
    ]


def _differ(told: Figures, stated: Figures) -> bool:
    """What one side does not know contradicts nothing."""
    both = zip(told, stated, strict=True)
    return any(one != other for one, other in both if one is not None and other is not None)


def _told(own: Iterable[InstantInfo], end: date) -> dict[str, Figures]:
    """By the newest statement of each holder up to a day."""
    found: dict[str, tuple[date, Figures]] = {}
    for one in own:
        if one.item is InstantItem.CONTRIBUTION and one.arose_on <= end and one.superseded_on is None:
            figures = Figures(_number(one.value("subscribed")), _number(one.value("paid")))
            known = found.get(one.value("holder"))
            if known is None or known[0] <= one.arose_on:
                found[one.value("holder")] = (one.arose_on, figures)
    return {holder: figures for holder, (_, figures) in found.items()}


def _registered(records: Iterable[Record]) -> dict[str, Figures]:
    """By the register: subscribed contributions; what was paid it need not know."""
    contents = (record.content for record in records)
    held = [one for one in contents if isinstance(one, Contribution) and isinstance(one.subscribed, Money)]
    return {one.holder: Figures(_amount(one.subscribed), _amount(one.paid)) for one in held}


def _reported(report: AnnualReport) -> dict[str, Figures]:
    rows = (row for part in report.parts if part.key == _HOLDERS for row in part.rows)
    values = [_by_key(row) for row in rows]
    return {one["holder"]: Figures(_number(one["subscribed"]), _number(one["paid"])) for one in values}


def _by_key(row: Iterable[ReportItem]) -> Mapping[str, str]:
    blank = {"holder": "", "subscribed": "", "paid": ""}
    return blank | {item.key: item.value for item in row if not isinstance(item.value, Missing)}


@cites(DISCLOSURE_REGULATION, "第十一条、第十二条")
def mismatch(year: int, holders: list[Mismatch]) -> Iterator[AgendaItem]:
    """One item for a report that contradicts; whose contributions differ is said on the page alone."""
    if holders:
        yield AgendaItem(
            kind=AgendaKind.MISMATCH,
            about=str(year),
            task=Task.ANNUAL_REPORT,
            href=f"/report/{year}",
            params={"year": str(year), "count": str(len(holders))},
            instrument=DISCLOSURE_REGULATION,
            article="第十一条",
        )


def _amount(value: Money | Missing) -> Decimal | None:
    return value.amount if isinstance(value, Money) else None


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _text(value: str | Missing) -> str:
    return value if isinstance(value, str) else ""


def _day(value: date | Missing | None) -> str:
    return value.isoformat() if isinstance(value, date) else ""
