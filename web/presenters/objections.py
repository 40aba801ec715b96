"""Objections on pages: where one begins, the own case, the room of the desk."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import msgspec
from markupsafe import Markup

from credit.domain.labels import Vocabulary, zh
from credit.domain.objections import (
    Closed,
    Contested,
    FactKind,
    ObjectionCase,
    ObjectionState,
    RegisteredFact,
    Shown,
    Way,
    Window,
    kind_of_contested,
)
from credit.domain.records import AbnormalEntry
from credit.domain.repair import RepairKind
from credit.domain.values import Missing, Money
from credit.rules import objection_fields, registered_facts
from credit.rules import objections as rules
from web.presenters.citing import law
from web.presenters.frame import segment
from web.presenters.parts import Fact, Tag, Text, Tone
from web.presenters.registration import fact_row
from web.presenters.speech import Speech

TONES: Final[Mapping[Vocabulary, Tone]] = {
    ObjectionState.SUBMITTED: Tone.NOTE,
    ObjectionState.ACCEPTED: Tone.NOTE,
    ObjectionState.PROPOSED: Tone.NOTE,
    ObjectionState.NOT_ACCEPTED: Tone.ENDED,
    ObjectionState.CORRECTED: Tone.GOOD,
    ObjectionState.TAKEN_DOWN: Tone.GOOD,
    ObjectionState.PARTLY: Tone.GOOD,
    ObjectionState.REFERRED: Tone.GOOD,
    ObjectionState.HELD: Tone.GOOD,
    ObjectionState.REJECTED: Tone.ENDED,
    ObjectionState.WITHDRAWN: Tone.ENDED,
}
_UNTIL = zh("最迟 %(day)s 提出（%(law)s）")
_EXPECTED = zh("预计最迟 %(day)s 提出（%(law)s）")
_WHILE = zh("公示期间都可以提出（%(law)s）")
_OVER = zh("提出异议的期限已在 %(day)s 届满（%(law)s）")
_PUBLIC = zh("公示的是：%(now)s")
_PUBLIC_AMOUNT = zh("公示的是：%(now)s。只填数字，单位是%(unit)s")
_REVIEW = zh("知道决定之日起 %(days)s 日内，向上一级机关或者本级人民政府申请")
_SUIT = zh("知道决定之日起 %(months)s 个月内，向人民法院提起")
_DAYS = zh("机关在 %(accept)s 个工作日内告知是否受理，受理后 %(verify)s 个工作日内书面告知结果。")
_TITLE = zh("对记录的异议：%(kind)s")
_FACT_TITLE = zh("对登记事项的异议：%(fact)s")
_WORDS_OF_WAYS: Final = {
    Way.ENQUIRY: zh("谁都可以写信询问，不必登录，机关书面答复"),
    Way.REPAIR: zh("记录没有错，但已经改正的，满足条件可以申请修复，免费"),
    Way.REGISTER: zh("情况变了、还没有办理变更登记的，由企业向登记机关申请；登记变更以后这里随之更改"),
    Way.OWN: zh("企业登录以后在“企业办事”里更正"),
    Way.REPORT: zh("谁都可以举报公示的信息虚假，不必登录，可以匿名"),
}


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """Where an objection to a record begins. own: for its enterprise, after a login; other: for everybody."""

    title: Markup
    registered: bool
    facts: tuple[Fact, ...]
    window: Text
    closed: Text
    ways: tuple[Fact, ...]
    own: str
    other: str
    back: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """An objection, or a record to object to, in a list."""

    title: Text
    text: Text
    href: str
    tag: Tag | None = None


def about(words: Speech, content: Contested) -> Markup:
    """What an objection is called."""
    if isinstance(content, RegisteredFact):
        return words.say(_FACT_TITLE, fact=label(words, content))
    return words.say(_TITLE, kind=words.label(content.record_kind()))


def label(words: Speech, content: Contested, field: str = "") -> Text:
    """What a field is called; a registered fact as this class of subject calls it."""
    if isinstance(content, RegisteredFact):
        return fact_row(words, content.registered, content.fact).label
    return words._(objection_fields.fields(content)[field])


def value(words: Speech, one: Any) -> Text:
    """A value of a field as the register has it."""
    if isinstance(one, Money):
        return words.money(one)
    if one is None:
        return words._(zh("没有"))
    if isinstance(one, date):
        return words.iso(one)
    if isinstance(one, Vocabulary):
        return words.label(one)
    return words.ltr(one) if isinstance(one, int) else words.text(one)


def says(words: Speech, content: Contested, field: str) -> Text:
    """What a field says."""
    if isinstance(content, RegisteredFact):
        return fact_row(words, content.registered, content.fact).value
    return value(words, getattr(content, field))


def meant(words: Speech, content: Contested, field: str, text: str) -> Text:
    """What somebody says a field should be: with its unit where it has one, else in their words."""
    found = objection_fields.understood(content, field, text)
    return words.bdi(found) if found.__class__ is str else value(words, found)


def named(words: Speech, content: Contested) -> Iterator[Fact]:
    """What it says, field by field."""
    for name in objection_fields.fields(content):
        yield Fact(label=label(words, content, name), value=says(words, content, name))


def hints(words: Speech, content: Contested, prefix: str) -> dict[str, Text]:
    """Beside each question what is public now, and in which unit an amount is typed."""
    return {prefix + name: _hint(words, content, name) for name in objection_fields.fields(content)}


def _hint(words: Speech, content: Contested, field: str) -> Text:
    now, currency = says(words, content, field), objection_fields.currency(content, field)
    if not currency:
        return words.say(_PUBLIC, now=now)
    return words.say(_PUBLIC_AMOUNT, now=now, unit=words.unit(currency))


def anchor(shown_id: str) -> str:
    """The place on the page of its enterprise: a registered fact has its own name there."""
    return shown_id if registered_facts.named(shown_id) else f"r-{shown_id}"


def door(words: Speech, record: Shown, address: str, enterprise: Fact, on: date) -> Door:
    """Where an objection to something public begins."""
    told = rules.window(record.kind, record.source.published_on, on)
    path, code = f"/{words.prefix}", segment(address)
    report = "information" if Way.REPORT in told.ways else "record"
    return Door(
        title=about(words, record.content),
        registered=isinstance(record.content, RegisteredFact),
        facts=(
            enterprise,
            Fact(label=words._(zh("来源机关")), value=words.zh(record.source.agency.name)),
            Fact(label=words._(zh("公示日期")), value=words.iso(record.source.published_on)),
            *named(words, record.content),
        ),
        window=window(words, told),
        closed=words.label(told.closed) if told.closed else "",
        ways=tuple(ways(words, told, address)),
        own="" if told.closed else f"{path}/my/{code}/objection/new?record={record.id}",
        other=f"{path}/report/{report}?about={code}&record={record.id}",
        back=f"{path}/enterprise/{code}#{anchor(record.id)}",
    )


def days(words: Speech, on: date) -> Text:
    """By when an objection is answered."""
    accept, verify = words.ltr(rules.accept_workdays(on)), words.ltr(rules.verify_workdays(on))
    return words.say(_DAYS, accept=accept, verify=verify)


def window(words: Speech, told: Window) -> Text:
    """Until when an objection can be filed, and by which rule."""
    if not told.instrument:
        return ""
    rule = law(words, told.instrument, told.article)
    if told.until is None:
        return words.say(_WHILE, law=rule)
    source = _OVER if told.closed else _UNTIL if told.firm else _EXPECTED
    return words.say(source, day=words.prose_date(told.until), law=rule)


def ways(words: Speech, told: Window, address: str) -> Iterator[Fact]:
    """What else can be done about a record."""
    about = segment(address)
    hrefs = {
        Way.ENQUIRY: f"/{words.prefix}/report/record?about={about}",
        Way.REPAIR: f"/{words.prefix}/repair",
        Way.REPORT: f"/{words.prefix}/report/information?about={about}",
        Way.OWN: f"/{words.prefix}/my/{about}",
    }
    for one in told.ways:
        label = words.label(one)
        yield Fact(
            label=words.link(hrefs[one], label) if one in hrefs else label,
            value=_way(words, one, told),
        )


def _way(words: Speech, one: Way, told: Window) -> Text:
    if one is Way.REVIEW:
        return words.say(_REVIEW, days=words.ltr(told.review_days))
    if one is Way.SUIT:
        return words.say(_SUIT, months=words.ltr(told.suit_months))
    return words._(_WORDS_OF_WAYS[one])


def facts(words: Speech, shown: Iterable[Shown], base: str) -> tuple[Row, ...]:
    """The registered facts of an enterprise, to which it can object."""
    return tuple(
        Row(
            title=label(words, one.content),
            text=says(words, one.content, ""),
            href=f"{base}/objection/new?record={one.id}",
        )
        for one in shown
        if isinstance(one.content, RegisteredFact)
    )


def choices(words: Speech, shown: Iterable[Shown], base: str, on: date) -> tuple[Row, ...]:
    """The records of an enterprise to which it can object."""
    rows = []
    for one in shown:
        if isinstance(one.kind, FactKind):
            continue
        told = rules.window(one.kind, one.source.published_on, on)
        if told.closed in (Closed.OWN_INFORMATION, Closed.FINDING):
            continue
        rows.append(
            Row(
                title=_called(words, one.content),
                text=words.series((_first(words, one.content), window(words, told))),
                href="" if told.closed else f"{base}/objection/new?record={one.id}",
                tag=words.tag(told.closed, Tone.ENDED) if told.closed else None,
            )
        )
    return tuple(rows)


def _first(words: Speech, content: Contested) -> Text:
    """What names a record: the first of its fields that says something."""
    values = (getattr(content, name) for name in objection_fields.fields(content))
    return next((value(words, one) for one in values if one and not isinstance(one, Missing)), "")


def cases(words: Speech, found: Iterable[ObjectionCase], base: str) -> tuple[Row, ...]:
    """Objections in a list."""
    return tuple(
        Row(
            title=_called(words, one.objection.content),
            text=words.series((words.number(one.file.number), words.iso(one.objection.filed_on))),
            href=f"{base}/objection/{one.file.id}",
            tag=words.tag(one.objection.state, TONES[one.objection.state]),
        )
        for one in found
    )


def _called(words: Speech, content: Contested) -> Text:
    if isinstance(content, RegisteredFact):
        return label(words, content)
    if isinstance(content, AbnormalEntry) and content.marking:
        return words.label(RepairKind.MARKING)  # a shop is marked, never listed
    return words.label(kind_of_contested(content))
