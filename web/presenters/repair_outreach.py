"""Who could apply for a repair and has not, in words: facts, no score; the letters to them; the log."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from credit.domain.labels import zh
from credit.domain.records import EnterpriseFacts
from credit.domain.repair import Seen
from credit.domain.repair_desk import Contact, Reachable
from web.presenters.casework import assignee
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Column, Fact, TableRow, Text
from web.presenters.repair_answers import headline, title
from web.presenters.repair_notice import FREE
from web.presenters.repair_radar import detail
from web.presenters.speech import Speech

_LAST = zh("%(day)s 已经告知过（%(way)s）")
_AGAIN = zh("%(day)s 起可以再联系")
_LOG: Final = (zh("时间"), zh("企业"), zh("告知方式"), zh("记录数"), zh("告知人员"), zh("情况"))
_HEADING = zh("可以申请信用修复的告知")
_SAID = zh("截至 %(day)s，您的企业有 %(count)s 条信息可以申请信用修复，还没有申请：")
_HOW = zh("网上办理：%(link)s。也可以到登记机关窗口提交纸质材料。")
_STALE = zh("截至 %(day)s，您的企业没有可以申请信用修复的信息，或者已经申请。")


class FirmShown(msgspec.Struct, frozen=True, kw_only=True):
    """One enterprise. told: when it was last told; wait: until when nobody may tell it again."""

    key: str
    name: Text
    code: Text
    href: str
    desk: str
    records: tuple[Fact, ...]
    members: bool
    told: Text
    wait: Text
    tell: str


def firms(words: Speech, found: Iterable[Reachable]) -> tuple[FirmShown, ...]:
    """A page of enterprises, in the order of the register."""
    return tuple(_firm(words, one) for one in found)


def _firm(words: Speech, one: Reachable) -> FirmShown:
    fact, address = one.subject.registration, segment(one.subject.address)
    return FirmShown(
        key=one.subject.key,
        name=called(words, fact),
        code=words.code(fact.credit_code),
        href=f"/{words.prefix}/enterprise/{address}",
        desk=f"/{words.prefix}/desk/cases/{address}",
        records=tuple(
            Fact(
                label=title(words, seen.answer.kind, seen.content),
                value=headline(words, seen.answer),
                note=detail(words, seen),
            )
            for seen in one.records
        ),
        members=one.members,
        told=_told(words, one.last) if one.last else "",
        wait=words.say(_AGAIN, day=words.prose_date(one.again_on)) if one.again_on else "",
        tell=f"/{words.prefix}/desk/repairs/outreach/told?subject={one.subject.key}",
    )


def _told(words: Speech, last: Contact) -> Text:
    return words.say(_LAST, day=words.prose_date(last.at.date()), way=words.label(last.way))


def log_columns(words: Speech) -> tuple[Column, ...]:
    """The columns of `log`."""
    return tuple(Column(label=words._(label), lead=place == 1) for place, label in enumerate(_LOG))


def log(
    words: Speech, found: Iterable[tuple[Contact, str]], names: Mapping[str, str]
) -> tuple[TableRow, ...]:
    """The log of contacts. names: of officers by the names of their actors."""
    return tuple(
        TableRow(
            cells=(
                words.moment(one.at),
                words.name(name),
                words.label(one.way),
                words.ltr(len(one.records)),
                assignee(words, one.by, names),
                words.bdi(one.note) if one.note else "—",
            )
        )
        for one, name in found
    )


class LetterText(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in one language. facts: whom it is for, then each record with its answer."""

    heading: Text
    lines: tuple[Text, ...]
    facts: tuple[Fact, ...]
    notes: tuple[Text, ...]


def letter(
    words: Speech, contact: Contact, facts: EnterpriseFacts, seen: list[Seen], said: Mapping[str, Any]
) -> LetterText:
    """One letter. said: day (of printing), link (where to apply)."""
    count, day = words.ltr(len(seen)), words.prose_date(said["day"])
    fact = facts.registration
    return LetterText(
        heading=words._(_HEADING),
        lines=(words.say(_SAID, day=day, count=count) if seen else words.say(_STALE, day=day),),
        facts=(
            Fact(label=words._(zh("企业")), value=words.name(fact.name)),
            Fact(label=words._(zh("统一社会信用代码")), value=words.code(fact.credit_code)),
            Fact(label=words._(zh("地址")), value=words.text(fact.address)),
            *(
                Fact(
                    label=title(words, one.answer.kind, one.content),
                    value=words.series([detail(words, one), headline(words, one.answer)]),
                )
                for one in seen
            ),
        ),
        notes=(words._(FREE), words.say(_HOW, link=words.ltr(said["link"]))),
    )
