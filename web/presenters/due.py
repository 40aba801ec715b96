"""What has to be done by when, as its enterprise sees it: one card an item, with the days that are left."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from credit.domain.agenda import AgendaItem, AgendaKind
from credit.domain.instant import InstantItem
from credit.domain.labels import zh
from credit.domain.repair import RepairKind
from credit.domain.vocabulary import AbnormalGround
from credit.rules.calendars import Calendar, is_loaded, is_workday
from web.presenters.citing import law
from web.presenters.commitment_matters import matter_of
from web.presenters.parts import Tag, Text, Tone
from web.presenters.speech import Speech

# untimed or in days of the calendar: what the law counts in working days is said in working days
_WORKDAYS = frozenset({AgendaKind.UNPUBLISHED, AgendaKind.LISTING, AgendaKind.ANSWER, AgendaKind.HEARING})
_SOON = 7
_NEXT: dict[AgendaKind, str] = {
    AgendaKind.REPORT: zh("去填报"),
    AgendaKind.REPORT_MISSED: zh("去补报"),
    AgendaKind.LISTING: zh("去补报"),
    AgendaKind.CONTRIBUTION: zh("去公示实缴"),
    AgendaKind.UNPUBLISHED: zh("去公示"),
    AgendaKind.MISMATCH: zh("去核对"),
    AgendaKind.ORDERED: zh("去答复"),
    AgendaKind.ANSWER: zh("去陈述申辩"),
    AgendaKind.HEARING: zh("去陈述申辩"),
    AgendaKind.CORRECTION: zh("去说明整改情况"),
    AgendaKind.OBJECTION: zh("去提出异议"),
    AgendaKind.PROOF: zh("去提交"),
    AgendaKind.REPAIR: zh("去申请"),
}
_TITLES: dict[AgendaKind, str] = {
    AgendaKind.REPORT: zh("报送 %(year)s 年度报告"),
    AgendaKind.REPORT_MISSED: zh("补报 %(year)s 年度报告"),
    AgendaKind.LISTING: zh("%(year)s 年度报告未报，将列入经营异常名录"),
    AgendaKind.MISMATCH: zh("%(year)s 年度报告的出资与即时信息或者登记不一致"),
    AgendaKind.UNPUBLISHED: zh("公示即时信息：%(item)s"),
    AgendaKind.ORDERED: zh("责令公示：%(what)s"),
    AgendaKind.ANSWER: zh("拟列入经营异常名录：%(ground)s"),
    AgendaKind.HEARING: zh("可能认定违诺：%(matter)s"),
    AgendaKind.CORRECTION: zh("限期整改：%(matter)s"),
    AgendaKind.LICENCE: zh("许可到期：%(name)s"),
    AgendaKind.REPAIR: zh("可以申请信用修复：%(record)s"),
    AgendaKind.PROOF: zh("提交履行承诺的证明：%(matter)s"),
    AgendaKind.COMMITMENT: zh("信用承诺即将到期：%(matter)s"),
}
_MARKED = zh("%(year)s 年度报告未报，将标记为经营异常状态")  # of an individual business
_UNTIL = zh("截止 %(day)s")
_OPENS = zh("%(day)s 起可以办")
_EXPECTED = zh("预计截止 %(day)s")
_WORKDAYS_LEFT = zh("还有 %(count)s 个工作日")
_DAYS_LEFT = zh("还有 %(count)s 天")
_OVER = zh("已过 %(count)s 天")
_VOCABULARIES = {"item": InstantItem, "ground": AbnormalGround, "record": RepairKind}


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One item. left: how near it is; detail: which one it is; source: what it rests on."""

    title: Text
    detail: Text
    when: Text
    left: Tag | None
    href: str
    action: Text
    source: Text
    iso: str = ""


def dues(words: Speech, items: Iterable[AgendaItem], base: str, on: date) -> tuple[Due, ...]:
    """The list of a subject. base: address of its own pages."""
    return tuple(_due(words, one, base, on) for one in items)


def _due(words: Speech, item: AgendaItem, base: str, on: date) -> Due:
    return Due(
        title=title(words, item),
        detail=_detail(words, item),
        when=_when(words, item),
        left=left(words, item, on),
        href=f"{base}{item.href}" if item.href else "",
        action=words._(_NEXT.get(item.kind, zh("查看"))),
        source=law(words, item.instrument, item.article) if item.instrument else "",
        iso=day.isoformat() if (day := item.due_on or item.opens_on) else "",
    )


def title(words: Speech, item: AgendaItem) -> Text:
    """What has to be done, in a line."""
    source = _MARKED if "marking" in item.params else _TITLES.get(item.kind)
    if source is None:
        return words.label(item.kind)
    values = {name: _value(words, name, text, item.params) for name, text in item.params.items()}
    try:
        return words.say(source, **values)
    except KeyError:
        return words.label(item.kind)


def _value(words: Speech, name: str, text: str, params: Mapping[str, str]) -> Text:
    vocabulary = _VOCABULARIES.get(name)
    if name == "matter":
        return matter_of(words, text, params.get("matter_uyghur"))
    return words.label(vocabulary(text)) if vocabulary is not None else words.bdi(text)


def _detail(words: Speech, item: AgendaItem) -> Text:
    shown = [item.params.get(name, "") for name in ("name", "number")]
    if item.kind is AgendaKind.LICENCE:
        shown = shown[1:]
    return words.series([words.bdi(text) for text in shown if text])


def _when(words: Speech, item: AgendaItem) -> Text:
    if item.due_on is None:
        return words.say(_OPENS, day=words.prose_date(item.opens_on)) if item.opens_on else ""
    return words.say(_UNTIL if item.firm else _EXPECTED, day=words.prose_date(item.due_on))


def left(words: Speech, item: AgendaItem, on: date) -> Tag | None:
    """How many days there are; working days where the law counts those."""
    if item.due_on is None:
        return None
    days = (item.due_on - on).days
    if days < 0:
        return Tag(words.say(_OVER, count=words.ltr(-days)), Tone.BAD)
    if days == 0:
        return Tag(words._(zh("今天是最后一天")), Tone.BAD)
    tone = Tone.WARN if days <= _SOON else Tone.NOTE
    if item.kind in _WORKDAYS:
        return Tag(words.say(_WORKDAYS_LEFT, count=words.ltr(workdays(on, item.due_on))), tone)
    return Tag(words.say(_DAYS_LEFT, count=words.ltr(days)), tone)


def workdays(on: date, until: date) -> int:
    """Working days after a day up to another, on the calendar on which there are fewer."""
    return min(_count(on, until, calendar) for calendar in Calendar)


def _count(on: date, until: date, calendar: Calendar) -> int:
    days = (on + timedelta(days=number) for number in range(1, (until - on).days + 1))
    return sum(_works(day, calendar) for day in days)


def _works(day: date, calendar: Calendar) -> bool:
    for one in (calendar, Calendar.NATIONAL):
        if is_loaded(day.year, one):
            return is_workday(day, one)
    return day.weekday() < 5
