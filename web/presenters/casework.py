"""Cases on pages: whose they are, what their clock says, what happened to them.

The clock is read by one function for everybody, so that an applicant and an officer see the same number.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from credit.domain.accounts import Standing
from credit.domain.case_replies import Reply
from credit.domain.casework import CaseEvent, CaseFile, CaseKind, Clock, PauseReason, RecusalReason, Stage
from credit.domain.labels import Vocabulary, zh
from credit.rules import clocks
from web.presenters.case_words import HAPPENED
from web.presenters.desk_rooms import room_of
from web.presenters.naming import called
from web.presenters.parts import Event, Fact, Link, Tag, Text, Tone
from web.presenters.room import Room
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
_UNKNOWN = zh("有新的办理记录")
_VALUES: Mapping[str, Mapping[str, type[Vocabulary]]] = {
    "case.paused": {"reason": PauseReason},
    "case.recused": {"reason": RecusalReason},
    "case.replied": {"reply": Reply},
}
_PEOPLE = ("to", "from", "by")
_TONES = {"case.overdue": Tone.BAD, "case.soon": Tone.WARN, "case.paused": Tone.NOTE}


class CaseClock(msgspec.Struct, frozen=True, kw_only=True):
    """What a clock says. tone: how urgent. why: for what it stands still, and since when."""

    text: Text
    tone: Tone
    why: Text = ""


class CaseHead(msgspec.Struct, frozen=True, kw_only=True):
    """The top of every page of a case. tags: state, and how far it was carried upwards."""

    number: Text
    kind: Text
    title: Text
    subject: Link | None
    tags: tuple[Tag, ...]
    clock: CaseClock
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
    facts = [
        Fact(label=words._(zh("承办机关")), value=authority(words, case.authority)),
        Fact(label=words._(zh("收到日期")), value=words.iso(case.opened_at.date())),
    ]
    if names is not None:
        holder = assignee(words, case.assignee, names)
        facts.insert(0, Fact(label=words._(zh("承办人员")), value=holder))
    return CaseHead(
        number=words.number(case.number),
        kind=words.label(case.kind),
        title=_title(words, case),
        subject=subject,
        tags=tags(words, case, officer=names is not None),
        clock=case_clock(words, case.clock, on),
        facts=tuple(facts),
    )


def _title(words: Speech, case: CaseFile) -> Text:
    """What a case says of itself; the matter of a finding is in the heading of its room."""
    return words.bdi(case.title) if case.title and case.kind is not CaseKind.FINDING else ""


def tags(words: Speech, case: CaseFile, *, officer: bool) -> tuple[Tag, ...]:
    """The state, and for officers how far a case was carried upwards."""
    found = [state_tag(words, room_of(case.kind), case.state)]
    if officer and case.stage is not Stage.NONE and case.closed_at is None:
        found.append(words.tag(case.stage, Tone.BAD if case.stage is Stage.OVERDUE else Tone.WARN))
    return tuple(found)


def state_tag(words: Speech, room: Room, state: str) -> Tag:
    """A state in the words of its room."""
    tone = room.tones.get(state, Tone.NOTE)
    known = _known(room.states, state)
    return Tag(words.bdi(state), tone) if known is None else words.tag(known, tone)


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
    sentence = room.happened.get(event.code) or HAPPENED.get(event.code)
    values = {name: _value(words, room, event, name, names or {}) for name in event.params}
    by = [words.moment(event.at)]
    if names is not None and event.actor in names:
        by.append(words.bdi(names[event.actor]))
    return Event(
        day=event.at.date().isoformat(),
        title=words.say(sentence, **values) if sentence else words._(_UNKNOWN),
        category="",
        tone=_TONES.get(event.code),
        text=words.bdi(event.text) if event.text else "",
        source=words.series(by),
    )


def _value(words: Speech, room: Room, event: CaseEvent, name: str, names: Mapping[str, str]) -> Text:
    value = event.params[name]
    known = _known(_VALUES.get(event.code, {}).get(name) or room.values.get(name), value)
    if known is not None:
        return words.label(known)
    if name in _PEOPLE:
        return assignee(words, value, names)
    if name == "day":
        return words.prose_date(date.fromisoformat(value))
    return words.bdi(value)


def _known(vocabulary: type[Vocabulary] | None, value: str) -> Vocabulary | None:
    """A member of a list; None where there is no list, or the value is from another version of it."""
    if vocabulary is None or value not in vocabulary._value2member_map_:
        return None
    return vocabulary(value)
