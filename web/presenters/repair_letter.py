"""The letter about a repair (信用修复证明) in words: what its code proves, and nothing else of the case."""

from typing import Final

import msgspec

from credit.domain.labels import zh
from credit.domain.repair_applications import Letter
from web.presenters.parts import Fact, Text, Tone
from web.presenters.speech import Speech

_CERTIFIED: Final = zh("下面的信息已经准予信用修复，不再公示。")
_CERTIFIED_FOR_NOW: Final = zh("重整计划或者和解协议执行期间，下面的信息暂停公示。")
_GENUINE: Final = zh("这份证明是真的。下面的信息已经准予信用修复，不再公示。")
_TEMPORARY: Final = zh("这份证明是真的。重整计划或者和解协议执行期间，下面的信息暂停公示。")
_REVOKED: Final = zh("这份证明已经失效：信用修复在 %(day)s被撤销，下面的信息恢复公示。")
_UNKNOWN: Final = zh("没有这份证明。请核对验证码；验证码没有错的，这份证明不是本系统出具的。")


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """tone: good: it stands; bad: it does not any more; warn: nobody knows it."""

    tone: Tone
    sentence: Text
    facts: tuple[Fact, ...] = ()


def proof(words: Speech, letter: Letter | None) -> Proof:
    """What a code proves. None: nothing."""
    if letter is None:
        return Proof(tone=Tone.WARN, sentence=words._(_UNKNOWN))
    if letter.revoked_on is not None:
        said = words.say(_REVOKED, day=words.prose_date(letter.revoked_on))
        return Proof(tone=Tone.BAD, sentence=said, facts=facts(words, letter))
    sentence = words._(_TEMPORARY if letter.temporary else _GENUINE)
    return Proof(tone=Tone.GOOD, sentence=sentence, facts=facts(words, letter))


def certified(words: Speech, letter: Letter) -> Text:
    """What the letter itself says on paper; one that was revoked says so."""
    if letter.revoked_on is not None:
        return proof(words, letter).sentence
    return words._(_CERTIFIED_FOR_NOW if letter.temporary else _CERTIFIED)


def facts(words: Speech, letter: Letter) -> tuple[Fact, ...]:
    """What the letter says, the same on paper and on the page that proves it."""
    found = [
        Fact(label=words._(zh("经营主体")), value=words.name(letter.subject_name)),
        Fact(label=words._(zh("统一社会信用代码或者注册号")), value=words.ltr(letter.subject_code)),
        Fact(label=words._(zh("修复的信息")), value=words.label(letter.kind)),
    ]
    if letter.record_number:
        found.append(Fact(label=words._(zh("原决定文号")), value=words.number(letter.record_number)))
    return (
        *found,
        Fact(label=words._(zh("修复决定文书号")), value=words.number(letter.decision_no)),
        Fact(label=words._(zh("修复决定机关")), value=words.zh(letter.agency)),
        Fact(label=words._(zh("修复日期")), value=words.iso(letter.granted_on)),
        Fact(label=words._(zh("验证码")), value=words.ltr(letter.code)),
    )
