"""The records of an enterprise in the order of what can be done about them."""

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec.structs import replace

from credit.domain.labels import zh
from credit.domain.repair import Outcome, Seen
from web.presenters.parts import Text
from web.presenters.repair_answers import Shown, shown
from web.presenters.speech import Speech

_GROUPS: Final[tuple[tuple[Outcome, str, str], ...]] = (
    (Outcome.NOW, zh("现在就可以申请"), zh("条件都满足了。可以一次申请好几条。")),
    (Outcome.LATER, zh("到日子就可以申请"), zh("要办的都办好了，只差最短公示期。到那天会发消息告诉您。")),
    (Outcome.DO_FIRST, zh("先办好再申请"), zh("每条下面写着要办什么、在哪里办。")),
    (Outcome.ENDS, zh("不用申请，到期自动结束"), ""),
    (Outcome.NOT_REPAIRABLE, zh("现在不能提前修复"), zh("下面写着为什么，以及什么时候结束。")),
    (Outcome.ELSEWHERE, zh("不在这里办理"), zh("谁作出的决定由谁修复。这些要到别的地方申请。")),
)


class Group(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: Text
    intro: Text
    items: tuple[Shown, ...]


def groups(words: Speech, found: Iterable[Seen], base: str) -> tuple[Group, ...]:
    """The groups that are not empty. base: the enterprise's own pages."""
    listed = [(one.answer.outcome, _shown(words, one, base)) for one in found]
    return tuple(
        Group(
            id=outcome.value,
            title=words._(title),
            intro=words._(intro) if intro else "",
            items=tuple(one for at, one in listed if at is outcome),
        )
        for outcome, title, intro in _GROUPS
        if any(at is outcome for at, _ in listed)
    )


def _shown(words: Speech, one: Seen, base: str) -> Shown:
    said = shown(words, one.answer, one.content, base=base, detail=detail(words, one))
    apply = f"{base}/repair/apply?record={one.record_id}"
    starts = one.answer.may_start and not one.case_id
    return replace(
        said,
        apply=apply if starts else "",
        notice=f"{base}/repair/notice/{one.record_id}",
        case=f"{base}/repair/case/{one.case_id}" if one.case_id else "",
    )


def detail(words: Speech, one: Seen) -> Text:
    """Number of the decision and its day."""
    number = getattr(one.content, "decision_no", None)
    said = [words.number(number)] if isinstance(number, str) and number else []
    return words.series([*said, words.iso(one.decided_on)])
