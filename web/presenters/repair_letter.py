"""The letter about a repair (信用修复证明) in words: what its code proves, and nothing else of the case."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from credit.domain.labels import zh
from credit.domain.repair_applications import Letter
from credit.domain.repair_cases import RevocationReason
from web.presenters.parts import Fact, Text, Tone
from web.presenters.speech import Speech

_CERTIFIED: Final = zh("下面的信息已经准予信用修复，不再公示。")
_CERTIFIED_FOR_NOW: Final = zh("重整计划或者和解协议执行期间，下面的信息暂停公示。")
_GENUINE: Final = zh("这份证明是真的。下面的信息已经准予信用修复，不再公示。")
_TEMPORARY: Final = zh("这份证明是真的。重整计划或者和解协议执行期间，下面的信息暂停公示。")
_REVOKED: Final = zh("这份证明已经失效：信用修复在 %(day)s被撤销，下面的信息恢复公示。")
_PLAN_FAILED: Final = zh(
    "这份证明已经失效：重整计划或者和解协议没有执行完毕，下面的信息从 %(day)s起恢复公示。"
)
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
        return Proof(
            tone=Tone.BAD, sentence=_ended(words, letter, letter.revoked_on), facts=facts(words, letter)
        )
    sentence = words._(_TEMPORARY if letter.temporary else _GENUINE)
    return Proof(tone=Tone.GOOD, sentence=sentence, facts=facts(words, letter))


def _ended(words: Speech, letter: Letter, on: date) -> Text:
    """Why a letter does not hold any more: the grant was taken back, or the plan it depended on failed."""
    failed = letter.revocation_reason in (None, RevocationReason.PLAN_FAILED)
    return words.say(_PLAN_FAILED if failed else _REVOKED, day=words.prose_date(on))


def certified(words: Speech, letter: Letter) -> Text:
    """What the letter itself says on paper, as long as it holds; see `void`."""
    return words._(_CERTIFIED_FOR_NOW if letter.temporary else _CERTIFIED)


def void(words: Speech, letter: Letter) -> Text:
    """What a letter that does not hold any more says before anything else; empty: it holds."""
    return _ended(words, letter, letter.revoked_on) if letter.revoked_on is not None else ""


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
        *_taken_back(words, letter),
        Fact(label=words._(zh("验证码")), value=words.ltr(letter.code)),
    )


def _taken_back(words: Speech, letter: Letter) -> Iterator[Fact]:
    """The decision that took the grant back: its number, its day, its reason."""
    if letter.revoked_on is None or letter.revocation_reason is None:
        return
    yield Fact(label=words._(zh("撤销决定文书号")), value=words.number(letter.revocation_no))
    yield Fact(label=words._(zh("撤销日期")), value=words.iso(letter.revoked_on))
    yield Fact(label=words._(zh("撤销的原因")), value=words.label(letter.revocation_reason))
