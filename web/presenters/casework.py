"""Cases on pages: whose they are, what their clock says, what happened to them.

The clock is read by one function for everybody, so that an applicant and an officer see the same number.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from credit.domain.accounts import Standing
from credit.domain.case_replies import Reply
from credit.domain.case_states import state_of
from credit.domain.casework import CaseEvent, CaseFile, Clock, PauseReason, RecusalReason, Stage
from credit.domain.clock import SHANGHAI
from credit.domain.labels import zh
from credit.rules import clocks
from web.presenters.case_titles import case_title
from web.presenters.case_words import HAPPENED
from web.presenters.desk_rooms import room_of
from web.presenters.naming import called
from web.presenters.parts import Event, Fact, Link, Tag, Text, Tone
from web.presenters.room import Meaning, Plain, Room, placed
from web.presenters.speech import Speech

_LEFT = zh("还剩 %(left)s 个工作日（共 %(total)s 个），%(day)s到期")
_EXPECTED = zh("还剩 %(left)s 个工作日（共 %(total)s 个），预计 %(day)s到期")
_SHORT = zh("还剩 %(left)s 个工作日（%(day)s）")
_SHORT_EXPECTED = zh("还剩 %(left)s 个工作日（预计 %(day)s）")
_SHORT_OVERDUE = zh("已经超期（%(day)s）")
_LAST = zh("今天是期限的最后一天（共 %(total)s 个工作日）")
_REACHED = zh("期限（%(day)s）已到，请尽快办结")
_OVERDUE = zh("已经超过期限（%(day)s，共 %(total)s 个工作日）")
_PAUSED = zh("计时暂停，还剩 %(left)s 个工作日（共 %(total)s 个）")
_TOOK = zh("用时 %(used)s 个工作日（期限 %(total)s 个）")
_TOOK_LATE = zh("用时 %(used)s 个工作日，超过期限（%(total)s 个）")
_NONE = zh("没有计时")
_WHY = zh("%(reason)s，自 %(day)s起")
_WHY_NOTE = zh("%(reason)s，自 %(day)s起：%(note)s")
_USED = zh("%(used)s 个工作日，期限 %(total)s 个")
_USED_LATE = zh("%(used)s 个工作日，超过期限（%(total)s 个）")
_CLOSED = zh("%(day)s 办结")
_UNKNOWN = zh("有新的办理记录")
MEANINGS: Mapping[str, Mapping[str, Meaning]] = {  # of the params of what happens in every kind of case
    "case.assigned": {"to": Plain.PERSON},
    "case.taken": {"to": Plain.PERSON},
    "case.given": {"to": Plain.PERSON},
    "case.recused": {"by": Plain.PERSON, "reason": RecusalReason},
    "case.started": {"workdays": Plain.AS_IT_IS},
    "case.paused": {"reason": PauseReason},
    "case.extended": {"days": Plain.AS_IT_IS},
    "case.replied": {"reply": Reply},
    "case.soon": {"day": Plain.DAY},
    "case.overdue": {"day": Plain.DAY},
}
_TONES = {"case.overdue": Tone.BAD, "case.soon": Tone.WARN, "case.paused": Tone.NOTE}


class CaseClock(msgspec.Struct, frozen=True, kw_only=True):
    """What a clock says. tone: how urgent. why: for what it stands still, and since when."""

    text: Text
    tone: Tone
    why: Text = ""


class CaseHead(msgspec.Struct, frozen=True, kw_only=True):
    """The top of every page of a case. title: for pages whose heading does not say what it is. tags: state,
    and how far it was carried upwards; of a case that is over, what came of it. clock: None unless one runs.
    """

    number: Text
    kind: Text
    title: Text
    subject: Link | None
    tags: tuple[Tag, ...]
    clock: CaseClock | None
    facts: tuple[Fact, ...]


def case_clock(words: Speech, clock: Clock | None, on: date) -> CaseClock:
    """A clock in words, the same for everybody who may see the case."""
    if clock is None:
        return CaseClock(text=words._(_NONE), tone=Tone.NOTE)
    read = clocks.reading(clock, on)
    values = {
        "left": words.ltr(read.left),
        "used": words.ltr(read.used),
        "total": words.ltr(clock.total),
        "day": words.prose_date(read.due),
    }
    if clock.ended_on is not None:
        late = read.overdue
        return CaseClock(
            text=words.say(_TOOK_LATE if late else _TOOK, **values), tone=Tone.BAD if late else Tone.ENDED
        )
    if read.overdue:
        why = _why(words, clock) if read.paused else ""
        return CaseClock(text=words.say(_OVERDUE, **values), tone=Tone.BAD, why=why)
    if read.paused:
        return CaseClock(text=words.say(_PAUSED, **values), tone=Tone.NOTE, why=_why(words, clock))
    if not read.left:
        sentence = _LAST if on == read.due else _REACHED
        return CaseClock(text=words.say(sentence, **values), tone=Tone.WARN)
    tone = Tone.WARN if read.escalate else Tone.GOOD
    return CaseClock(text=words.say(_LEFT if read.firm else _EXPECTED, **values), tone=tone)


def line_clock(words: Speech, case: CaseFile, on: date) -> Text:
    """What a list of cases says of the time of one: how near it is, and of one that is over, since when."""
    if case.closed_at is not None:
        return words.say(_CLOSED, day=words.iso(_day(case.closed_at)))
    return short_clock(words, case.clock, on)


def short_clock(words: Speech, clock: Clock | None, on: date) -> Text:
    """The same in few words, for a list."""
    if clock is None or clock.ended_on is not None:
        return case_clock(words, clock, on).text
    read = clocks.reading(clock, on)
    values = {"left": words.ltr(read.left), "day": words.iso(read.due)}
    if not read.overdue and (read.paused or not read.left):
        return case_clock(words, clock, on).text
    if read.overdue:
        return words.say(_SHORT_OVERDUE, **values)
    return words.say(_SHORT if read.firm else _SHORT_EXPECTED, **values)


def case_head(
    words: Speech,
    case: CaseFile,
    on: date,
    *,
    subject: Link | None = None,
    names: Mapping[str, str] | None = None,
) -> CaseHead:
    """The top of a page. names: of officers, by the names of their actors; None: for an applicant."""
    return CaseHead(
        number=words.number(case.number),
        kind=words.label(case.kind),
        title=case_title(words, case),
        subject=subject,
        tags=tags(words, case, officer=names is not None),
        clock=None if case.clock is None or _over(case) else case_clock(words, case.clock, on),
        facts=tuple(_facts(words, case, on, names)),
    )


def concluded(head: CaseHead, outcome: Tag | None) -> CaseHead:
    """The top of a case whose last state says only that it is over: with what came of it."""
    return replace(head, tags=(outcome, *head.tags[1:])) if outcome is not None else head


def _over(case: CaseFile) -> bool:
    """Whether no day is counted any more: the case is closed, or its clock was stopped."""
    return case.closed_at is not None or (case.clock is not None and case.clock.ended_on is not None)


def _facts(words: Speech, case: CaseFile, on: date, names: Mapping[str, str] | None) -> Iterable[Fact]:
    if case.closed_at is not None:
        yield Fact(label=words._(zh("办结日期")), value=words.iso(_day(case.closed_at)))
    if case.clock is not None and case.clock.ended_on is not None:
        read, total = clocks.reading(case.clock, on), words.ltr(case.clock.total)
        said = _USED_LATE if read.overdue else _USED
        yield Fact(
            label=words._(zh("办理用时")), value=words.say(said, used=words.ltr(read.used), total=total)
        )
    if names is not None:
        yield Fact(label=words._(zh("承办人员")), value=assignee(words, case.assignee, names))
    yield Fact(label=words._(zh("承办机关")), value=authority(words, case.authority))
    yield Fact(label=words._(zh("收到日期")), value=words.iso(_day(case.opened_at)))


def _day(at: datetime) -> date:
    """The day of a moment in legal time."""
    return at.astimezone(SHANGHAI).date()


def tags(words: Speech, case: CaseFile, *, officer: bool) -> tuple[Tag, ...]:
    """The state, and for officers how far a case was carried upwards."""
    found = [state_tag(words, room_of(case.kind), case.state)]
    if officer and case.stage is not Stage.NONE and case.closed_at is None:
        found.append(words.tag(case.stage, Tone.BAD if case.stage is Stage.OVERDUE else Tone.WARN))
    return tuple(found)


def state_tag(words: Speech, room: Room, state: str) -> Tag:
    """A state in the words of its room. Raises ValueError for one that no case of its kind can have."""
    known = state_of(room.kind, state)
    return words.tag(known, room.tones[known])


def case_history(
    words: Speech, case: CaseFile, events: Iterable[CaseEvent], names: Mapping[str, str] | None = None
) -> tuple[Event, ...]:
    """What happened, newest first. names: as for `case_head`."""
    room = room_of(case.kind)
    return tuple(reversed([_event(words, room, one, names) for one in events]))


def authority(words: Speech, division: str) -> Text:
    """The place whose authority handles a case."""
    return words.full_place(division) or words.ltr(division)


def assignee(words: Speech, name: str, names: Mapping[str, str]) -> Text:
    """Who handles a case, or that nobody does yet."""
    if not name:
        return words._(zh("还没有分配"))
    return words.bdi(names[name]) if names.get(name) else words._(zh("监管人员"))


def subject_link(words: Speech, subject: Standing) -> Link:
    """The enterprise of a case as a way to its public page."""
    return Link(
        label=called(words, subject.registration), href=f"/{words.prefix}/enterprise/{subject.address}"
    )


def _why(words: Speech, clock: Clock) -> Text:
    held = clock.pauses[-1]
    values = {"reason": words.label(held.reason), "day": words.prose_date(held.since)}
    return (
        words.say(_WHY_NOTE, note=words.bdi(held.note), **values) if held.note else words.say(_WHY, **values)
    )


def _event(words: Speech, room: Room, event: CaseEvent, names: Mapping[str, str] | None) -> Event:
    sentence = room.happened.get(event.code) or HAPPENED.get(event.code) or _UNKNOWN
    values = {
        name: _value(words, meaning_of(room, event.code, name), event.params[name], names or {})
        for name in placed(sentence)
    }
    by: list[Text] = [words.time(event.at)]
    if names is not None and event.actor in names:
        by.append(words.bdi(names[event.actor]))
    return Event(
        day=_day(event.at).isoformat(),
        title=words.say(sentence, **values),
        category="",
        tone=_TONES.get(event.code),
        text=words.bdi(event.text) if event.text else "",
        source=words.series(by),
    )


def meaning_of(room: Room, code: str, name: str) -> Meaning:
    """What a param of an event is."""
    return MEANINGS.get(code, {}).get(name) or room.meanings[name]


def _value(words: Speech, meaning: Meaning, value: str, names: Mapping[str, str]) -> Text:
    match meaning:
        case Plain.PERSON:
            return assignee(words, value, names)
        case Plain.DAY:
            return words.prose_date(date.fromisoformat(value))
        case Plain.AS_IT_IS:
            return words.bdi(value)
        case _:
            return words.label(meaning(value))
