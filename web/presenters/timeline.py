"""Everything dated on one line, newest first, with categories to choose from."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from credit.domain.annual_report import AnnualReport
from credit.domain.commitments import BreachFinding, Commitment
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.instant import InstantInfo
from credit.domain.labels import zh
from credit.domain.records import (
    AbnormalEntry,
    Change,
    ChattelMortgage,
    Check,
    EquityPledge,
    IpPledge,
    JudicialAssistance,
    Licence,
    Notice,
    Penalty,
    SeriousEntry,
)
from credit.domain.values import Missing
from credit.domain.vocabulary import RecordKind
from web.presenters.commitment_matters import matter_of
from web.presenters.instant import is_former, summary
from web.presenters.parts import Choice, Event, Text, Tone
from web.presenters.records import abnormal_ground, anchor
from web.presenters.report_values import report_state
from web.presenters.speech import Speech

CATEGORIES: dict[str, str] = {
    "registration": zh("登记和变更"),
    "licence": zh("行政许可"),
    "penalty": zh("行政处罚"),
    "list": zh("名录和名单"),
    "check": zh("抽查检查"),
    "pledge": zh("出质、抵押和司法协助"),
    "notice": zh("公告"),
    "report": zh("年度报告"),
    "instant": zh("即时信息"),
    "commitment": zh("信用承诺"),
}
SHOWN = 60  # newest events; a bank with thousands of licences is read in its sections

# day, category, tone, title, text
Point = tuple[date, str, Tone | None, Text, Text, str]


def timeline(
    words: Speech, dossier: Dossier, wanted: frozenset[str]
) -> tuple[tuple[Event, ...], tuple[Choice, ...]]:
    """Events of the wanted categories (none: of all) and the choices with their counts."""
    points = [*_registration(words, dossier)]
    for record in (one for one in dossier.records if not is_former(one)):
        tell = _TELL.get(record.kind)
        if tell is not None:
            points.extend(tell(words, record, record.content))
    counts = Counter(point[1] for point in points)
    if wanted:
        points = [point for point in points if point[1] in wanted]
    points.sort(key=lambda point: point[0], reverse=True)
    choices = tuple(
        Choice(
            value=category,
            label=words._(label),
            count=str(counts[category]),
            checked=not wanted or category in wanted,
        )
        for category, label in CATEGORIES.items()
        if counts[category]
    )
    return tuple(_event(point) for point in points[:SHOWN]), choices


def _event(point: Point) -> Event:
    day, category, tone, title, text, href = point
    return Event(day=day.isoformat(), category=category, tone=tone, title=title, text=text, href=href)


def _registration(words: Speech, dossier: Dossier) -> Iterator[Point]:
    fact = dossier.registered
    if isinstance(fact.established_on, date):
        yield fact.established_on, "registration", Tone.GOOD, words._("成立"), "", ""
    if fact.status_since and fact.status_since != fact.established_on:
        label = words.label(fact.status)
        yield fact.status_since, "registration", Tone.ENDED, words.say(_STATUS, status=label), "", ""


_STATUS = zh("登记状态：%(status)s")


def _licence(words: Speech, record: PublicRecord, one: Licence) -> Iterator[Point]:
    names = (one.certificate, one.document_name, one.category, one.content)
    name = next((words.zh(text) for text in names if isinstance(text, str)), "")
    day = one.valid_from if isinstance(one.valid_from, date) else record.source.effective_on
    yield day, "licence", None, words._("取得行政许可"), name, _to(record)


def _penalty(words: Speech, record: PublicRecord, one: Penalty) -> Iterator[Point]:
    yield one.decided_on, "penalty", Tone.BAD, words._("受到行政处罚"), words.zh(one.violation), _to(record)


def _abnormal(words: Speech, record: PublicRecord, one: AbnormalEntry) -> Iterator[Point]:
    entered = words._("标记经营异常状态") if one.marking else words._("列入经营异常名录")
    yield one.listed_on, "list", Tone.WARN, entered, abnormal_ground(words, one), _to(record)
    if one.removed_on:
        left = words._("恢复正常记载状态") if one.marking else words._("移出经营异常名录")
        yield one.removed_on, "list", Tone.GOOD, left, _text(words, one.removal_ground), _to(record)


def _serious(words: Speech, record: PublicRecord, one: SeriousEntry) -> Iterator[Point]:
    yield one.listed_on, "list", Tone.BAD, words._("列入严重违法失信名单"), words.zh(one.reason), _to(record)
    if one.removed_on:
        title = words._("移出严重违法失信名单")
        yield one.removed_on, "list", Tone.GOOD, title, _text(words, one.removal_ground), _to(record)


def _check(words: Speech, record: PublicRecord, one: Check) -> Iterator[Point]:
    yield one.checked_on, "check", None, words.label(one.check_kind), words.labels(one.results), _to(record)


def _change(words: Speech, record: PublicRecord, one: Change) -> Iterator[Point]:
    yield one.changed_on, "registration", None, words.label(one.item), "", _to(record)


def _equity_pledge(words: Speech, record: PublicRecord, one: EquityPledge) -> Iterator[Point]:
    day = one.registered_on if isinstance(one.registered_on, date) else record.source.effective_on
    yield day, "pledge", None, words._("登记股权出质"), words.money(one.amount), _to(record)
    if one.ended_on:
        yield one.ended_on, "pledge", None, words._("注销股权出质登记"), "", _to(record)


def _ip_pledge(words: Speech, record: PublicRecord, one: IpPledge) -> Iterator[Point]:
    day = one.valid_from if isinstance(one.valid_from, date) else record.source.effective_on
    yield day, "pledge", None, words._("登记知识产权出质"), words.zh(one.name), _to(record)


def _mortgage(words: Speech, record: PublicRecord, one: ChattelMortgage) -> Iterator[Point]:
    yield one.registered_on, "pledge", None, words._("登记动产抵押"), words.money(one.debt), _to(record)


def _judicial(words: Speech, record: PublicRecord, one: JudicialAssistance) -> Iterator[Point]:
    day = one.valid_from if isinstance(one.valid_from, date) else record.source.effective_on
    yield day, "pledge", Tone.WARN, words.label(one.judicial_kind), words.zh(one.court), _to(record)


def _notice(words: Speech, record: PublicRecord, one: Notice) -> Iterator[Point]:
    yield one.period_from, "notice", Tone.NOTE, words.label(one.notice_kind), words.zh(one.title), _to(record)


def _annual_report(words: Speech, record: PublicRecord, one: AnnualReport) -> Iterator[Point]:
    title = words.say(zh("报送 %(year)s 年度报告"), year=words.ltr(one.year))
    yield one.filed_on, "report", None, title, report_state(words, one), _to(record)


def _instant(words: Speech, record: PublicRecord, one: InstantInfo) -> Iterator[Point]:
    yield one.arose_on, "instant", None, words.label(one.item), summary(words, one), _to(record)


def _commitment(words: Speech, record: PublicRecord, one: Commitment) -> Iterator[Point]:
    label, matter = words.label(one.commitment_type), matter_of(words, one.matter, one.matter_uyghur)
    yield one.committed_on, "commitment", None, label, matter, _to(record)


def _breach(words: Speech, record: PublicRecord, one: BreachFinding) -> Iterator[Point]:
    title = words._("被认定违反承诺")
    yield one.decided_on, "commitment", Tone.BAD, title, matter_of(words, one.matter), _to(record)


def _to(record: PublicRecord) -> str:
    return f"#{anchor(record)}"


def _text(words: Speech, value: str | Missing) -> Text:
    return words.zh(value) if isinstance(value, str) else ""


_TELL: dict[RecordKind, Callable[[Speech, PublicRecord, Any], Iterator[Point]]] = {
    RecordKind.LICENCE: _licence,
    RecordKind.PENALTY: _penalty,
    RecordKind.ABNORMAL: _abnormal,
    RecordKind.SERIOUS: _serious,
    RecordKind.CHECK: _check,
    RecordKind.CHANGE: _change,
    RecordKind.EQUITY_PLEDGE: _equity_pledge,
    RecordKind.IP_PLEDGE: _ip_pledge,
    RecordKind.CHATTEL_MORTGAGE: _mortgage,
    RecordKind.JUDICIAL: _judicial,
    RecordKind.NOTICE: _notice,
    RecordKind.ANNUAL_REPORT: _annual_report,
    RecordKind.INSTANT: _instant,
    RecordKind.COMMITMENT: _commitment,
    RecordKind.BREACH: _breach,
}
