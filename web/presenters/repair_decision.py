"""The decision on a repair (信用修复决定书) and what can be done against it."""

from datetime import date
from typing import Final

import msgspec

from credit.domain.labels import zh
from credit.domain.records import AbnormalEntry, Record
from credit.domain.repair_cases import Course, Decision, RepairState, Verdict
from credit.rules.repair_handling import HANDLING, review_until, suit_until
from credit.rules.repair_traces import numbers_of
from web.presenters.parts import Fact, Tag, Text, Tone
from web.presenters.speech import Speech

_REMEDY: Final = zh(
    "不服本决定的，可以自收到之日起 %(days)s 日内向作出决定机关的本级人民政府（%(place)s）申请行政复议，"
    "也可以自收到之日起 %(months)s 个月内向人民法院提起行政诉讼。"
)
_BODY: Final = zh("你单位就%(about)s提出的信用修复申请（%(number)s），经审查核实，本机关决定：%(verdict)s。")
_LAST: Final = zh("从送达日起算，申请复议到 %(review)s为止，提起诉讼到 %(suit)s为止。")
_NAMED: Final = zh("%(kind)s（%(name)s）")
_YEAR: Final = zh("%(year)s 年度")
_REVOKED: Final = zh(
    "本决定已经被撤销，不再有效。撤销决定文书号：%(number)s，撤销日期：%(day)s。撤销的原因：%(reason)s。"
)
_WHY_REVOKED: Final = zh("撤销的事实和依据：%(text)s")
_ENDS: Final = zh("已经被撤销，不再有效")
_OVER: Final = (RepairState.DISPLAYED, RepairState.CLOSED)  # whatever was decided, all of it is done
_TRUE: Final = zh("本译文供阅读，以汉文文本为准。")


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided, for the page of a case. remedy: what can be done against it, and until when."""

    facts: tuple[Fact, ...]
    text: Text
    remedy: tuple[Text, ...]


def outcome(words: Speech, course: Course) -> Tag | None:
    """What was decided in a case that is over; None where its state says all there is to say."""
    said = course.decision
    if said is None or course.state not in _OVER:
        return None
    return words.tag(said.verdict, Tone.GOOD if said.verdict is Verdict.GRANT else Tone.BAD)


def ruled(words: Speech, course: Course) -> Ruled | None:
    """None where nothing was decided."""
    said = course.decision
    if said is None:
        return None
    facts = [
        Fact(
            label=words._(zh("决定")),
            value=words.label(said.verdict),
            note=words._(_ENDS) if course.state is RepairState.REVOKED else "",
        ),
        Fact(label=words._(zh("决定文书号")), value=words.number(said.number)),
        Fact(label=words._(zh("决定日期")), value=words.iso(said.on)),
    ]
    if said.reasons:
        facts.append(Fact(label=words._(zh("理由")), value=words.labels(said.reasons)))
    if course.service is not None:
        way = words.label(course.service.way)
        facts.append(Fact(label=words._(zh("送达")), value=way, day=words.iso(course.service.on)))
    if course.service is not None and course.service.address:
        facts.append(Fact(label=words._(zh("送达地址")), value=words.bdi(course.service.address)))
    return Ruled(
        facts=tuple(facts),
        text=words.bdi(said.text) if said.text else "",
        remedy=tuple(remedy(words, course)),
    )


def overturned(words: Speech, course: Course) -> list[Text]:
    """What the paper of a grant that was taken back says before anything else: when, why, by which number."""
    back = course.revocation
    if course.state is not RepairState.REVOKED or back is None or back.on is None:
        return []
    number, day = words.number(back.number), words.prose_date(back.on)
    said: list[Text] = [words.say(_REVOKED, number=number, day=day, reason=words.label(back.reason))]
    return [*said, words.say(_WHY_REVOKED, text=words.bdi(back.text))] if back.text else said


def remedy(words: Speech, course: Course) -> list[Text]:
    """What can be done against a decision that is not what was asked for, and against a revocation."""
    said, revoked = course.decision, course.state is RepairState.REVOKED
    if said is None or (said.verdict is Verdict.GRANT and not revoked):
        return []
    back = course.revocation
    found: list[Text] = [clause(words, said, back.on if revoked and back and back.on else said.on)]
    if course.service is not None and not revoked:
        on = course.service.on
        found.append(
            words.say(
                _LAST,
                review=words.prose_date(review_until(on)),
                suit=words.prose_date(suit_until(on)),
            )
        )
    return found


def clause(words: Speech, said: Decision, on: date) -> Text:
    """The clause on remedies, with the figures of the day."""
    pack = HANDLING.at(on)
    return words.say(
        _REMEDY,
        days=words.ltr(pack["review_days"]),
        months=words.ltr(pack["suit_months"]),
        place=words.full_place(said.remedy_authority) or words.ltr(said.remedy_authority),
    )


def about(words: Speech, record: Record) -> Text:
    """What a record is, as decisions call it."""
    content = record.content
    said: list[Text] = []
    if isinstance(content, AbnormalEntry):
        said.append(words.label(content.ground))
        if content.report_year:
            said.append(words.say(_YEAR, year=words.ltr(content.report_year)))
    said += [words.number(one) for one in numbers_of(content)]
    kind = words.label(content.record_kind())
    return words.say(_NAMED, kind=kind, name=words.series(said)) if said else kind


def body(words: Speech, said: Decision, about: Text, number: str) -> list[Text]:
    """The decision as a rendering: what counts is the text in Chinese."""
    lines: list[Text] = [
        words.say(_BODY, about=about, number=words.number(number), verdict=words.label(said.verdict))
    ]
    if said.reasons:
        lines.append(words.say(zh("理由：%(reasons)s。"), reasons=words.labels(said.reasons)))
    if said.text:
        lines.append(words.zh(said.text))
    return [*lines, words._(_TRUE)]
