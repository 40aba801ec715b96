"""The repair notice (信用修复告知书): what a record means, how it is repaired, where, by when, for free.

Served together with the decision (两书同达). It states the rule of the day on which it is read; the decision
it belongs to is named by its number.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from credit.domain.labels import zh
from credit.domain.repair import Answer, RepairKind, Seen
from credit.domain.vocabulary import PenaltyKind, SubjectClass
from credit.rules.publication import PENALTIES
from credit.rules.repair.question import CONDITIONS
from web.presenters.parts import Fact, Text
from web.presenters.repair_answers import Shown, shown
from web.presenters.repair_radar import detail
from web.presenters.speech import Speech

FREE = zh("信用修复不收取任何费用，不需要委托中介。声称付费就能删除记录的，都是违法的。")
_THRESHOLD = zh(
    "较低数额罚款的标准：企业低于 %(organisation)s 万元，个体工商户低于 %(individual)s 万元（待核实）。"
)
_LENGTHS = zh(
    "轻微的公示 %(minor)s 个月，到期自动停止；一般的满 %(general)s 个月可以申请，"
    "最长公示 %(general_most)s 年；严重的满 %(serious)s 个月可以申请，最长公示 %(serious_most)s 年。"
)
_NONE_BARRED = zh("现行规定没有列出不能修复的处罚种类；限制期限还没有届满的，届满以后才能申请。")
_BARRED = zh("不能提前修复的处罚种类：%(kinds)s。")
_WHERE_SHOWN = zh("本网站和国家企业信用信息公示系统")


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """paragraphs: what applies to every notice of its kind. answer: about this record."""

    heading: Text
    office: Text
    name: Text
    facts: tuple[Fact, ...]
    answer: Shown
    paragraphs: tuple[Text, ...]
    channels: tuple[Text, ...]


def notice(
    words: Speech, seen: Seen, name: str, subject: SubjectClass, on: date, *, base: str = "", link: str = ""
) -> Notice:
    """The notice of one record. link: address of the page where an application begins."""
    said = shown(words, seen.answer, seen.content, base=base, detail=detail(words, seen))
    return Notice(
        heading=words._(zh("信用修复告知书")),
        office=words.zh(seen.answer.authority),
        name=words.name(name),
        facts=tuple(_facts(words, seen, said, name)),
        answer=said,
        paragraphs=tuple(_paragraphs(words, seen.answer, on)),
        channels=tuple(_channels(words, seen.answer, link)),
    )


def _facts(words: Speech, seen: Seen, said: Shown, name: str) -> Iterable[Fact]:
    yield Fact(label=words._(zh("当事人")), value=words.name(name))
    yield Fact(label=words._(zh("事由")), value=said.title)
    yield Fact(label=words._(zh("决定文号和日期")), value=said.detail)
    yield Fact(label=words._(zh("作出决定的机关")), value=words.zh(seen.answer.authority))
    yield Fact(label=words._(zh("在哪里公示")), value=words._(_WHERE_SHOWN))


def _paragraphs(words: Speech, answer: Answer, on: date) -> Iterable[Text]:
    yield words._(FREE)
    if answer.kind is not RepairKind.PENALTY:
        return
    shown_by, asked_by = PENALTIES.at(on), CONDITIONS.at(on)
    if "general_months" in asked_by.figures:
        yield words.say(
            _LENGTHS,
            minor=words.ltr(shown_by["minor_months"]),
            general=words.ltr(asked_by["general_months"]),
            general_most=words.ltr(shown_by["general_years"]),
            serious=words.ltr(asked_by["serious_months"]),
            serious_most=words.ltr(shown_by["serious_years"]),
        )
    yield words.say(
        _THRESHOLD,
        organisation=words.ltr(shown_by["low_fine_organisation"]),
        individual=words.ltr(shown_by["low_fine_individual_business"]),
    )
    barred = tuple(PenaltyKind(kind) for kind in asked_by["barred_kinds"])
    yield words.say(_BARRED, kinds=words.labels(barred)) if barred else words._(_NONE_BARRED)


def _channels(words: Speech, answer: Answer, link: str) -> Iterable[Text]:
    if answer.link:
        yield words.way_out(answer.link, words.label(answer.where))
        return
    if link:
        yield words.say(zh("网上：%(link)s"), link=words.breakable(link))
    yield words.say(zh("窗口：%(authority)s，可以提交纸质材料。"), authority=words.zh(answer.authority))
    yield words._(zh("电话咨询：全国 12315 热线。"))
