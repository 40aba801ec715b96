"""Records that other authorities decide on, by agency, and the results of theirs that were entered."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import msgspec

from credit.domain.accounts import Standing
from credit.domain.labels import zh
from credit.domain.repair import Seen
from credit.domain.values import Repair
from web.presenters.forms import Option, Question
from web.presenters.frame import segment
from web.presenters.parts import Link, Problem, Text
from web.presenters.repair_answers import title
from web.presenters.repair_radar import detail
from web.presenters.speech import Speech


class Decided(Protocol):
    """A record, and who decides on it."""

    @property
    def seen(self) -> Seen: ...

    @property
    def agency(self) -> str: ...


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The records of one agency. id: before the ids of its fields. agency: as it is sent with the form."""

    id: str
    agency: str
    title: Text
    records: tuple[Option, ...]


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """A result. detail: whose, and from which day on."""

    number: Text
    detail: Text


def groups(words: Speech, found: Iterable[Decided]) -> tuple[Group, ...]:
    """By agency, in the order in which the records are kept."""
    records: dict[str, list[Option]] = {}
    for one in found:
        records.setdefault(one.agency, []).append(_record(words, one.seen))
    return tuple(
        Group(id=f"a{number}", agency=agency, title=words.zh(agency), records=tuple(listed))
        for number, (agency, listed) in enumerate(records.items(), 1)
    )


def ways_on(words: Speech, subject: Standing) -> tuple[Link, ...]:
    """Where to go from the page of an enterprise about which there is nothing to enter."""
    base = f"/{words.prefix}"
    return (
        Link(label=words._(zh("换一家企业")), href=f"{base}/desk/repair-results"),
        Link(label=words._(zh("到“信用修复”办理")), href=f"{base}/desk/repairs"),
        Link(label=words._(zh("看这家企业公示的内容")), href=f"{base}/enterprise/{segment(subject.address)}"),
    )


def choice(
    words: Speech, group: Group, ticked: Sequence[str] | None, said: Iterable[Problem] = ()
) -> Question:
    """Which records a decision is about. ticked: as they were sent; None: the only one there is."""
    chosen = ticked if ticked is not None else [one.value for one in group.records[:1] if _alone(group)]
    name = f"{group.id}-record"
    return Question(
        name="record",
        id=name,
        label=words._(zh("修复的信息（可以选几条）")),
        kind="checkboxes",
        error=next((one.text for one in said if one.field == name), ""),
        options=tuple(msgspec.structs.replace(one, checked=one.value in chosen) for one in group.records),
    )


def entered(words: Speech, found: Iterable[Repair]) -> tuple[Entered, ...]:
    """What was entered, as it came."""
    return tuple(
        Entered(
            number=words.number(one.number), detail=words.series([words.zh(one.agency), words.iso(one.on)])
        )
        for one in found
    )


def _record(words: Speech, one: Seen) -> Option:
    return Option(
        value=one.record_id, label=title(words, one.answer.kind, one.content), hint=detail(words, one)
    )


def _alone(group: Group) -> bool:
    return len(group.records) == 1
