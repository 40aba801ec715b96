"""Rulings of courts on restructurings and settlements, for officers."""

from collections.abc import Iterable

import msgspec

from credit.domain.labels import zh
from credit.domain.repair_desk import Restructured
from web.presenters.parts import Fact, Tag, Text, Tone
from web.presenters.speech import Speech


class RulingShown(msgspec.Struct, frozen=True, kw_only=True):
    """number: as it is sent with a form. running: its plan has not ended."""

    number: str
    title: Text
    tag: Tag
    facts: tuple[Fact, ...]
    running: bool


def rulings(words: Speech, found: Iterable[Restructured]) -> tuple[RulingShown, ...]:
    """What was ruled, newest first."""
    return tuple(_ruling(words, one) for one in found)


def _ruling(words: Speech, one: Restructured) -> RulingShown:
    facts = [
        Fact(label=words._(zh("作出裁定的人民法院")), value=words.zh(one.court)),
        Fact(label=words._(zh("裁定日期")), value=words.iso(one.ruling_on)),
    ]
    if one.plan_until is not None:
        facts.append(Fact(label=words._(zh("执行期限届满日期")), value=words.iso(one.plan_until)))
    if ended := one.executed_on or one.failed_on:
        facts.append(Fact(label=words._(zh("执行结束日期")), value=words.iso(ended)))
    return RulingShown(
        number=one.number,
        title=words.number(one.number),
        tag=_tag(words, one),
        facts=tuple(facts),
        running=one.executed_on is None and one.failed_on is None,
    )


def _tag(words: Speech, one: Restructured) -> Tag:
    if one.executed_on is not None:
        return Tag(words._(zh("执行完毕")), Tone.GOOD)
    if one.failed_on is not None:
        return Tag(words._(zh("没有执行完毕")), Tone.BAD)
    return Tag(words._(zh("正在执行")), Tone.NOTE)
