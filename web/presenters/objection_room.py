"""The pages of an objection: its own page for the enterprise, the room of the desk."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from credit.domain.cases import Statement
from credit.domain.casework import CaseKind
from credit.domain.labels import zh
from credit.domain.objections import (
    Ask,
    Contested,
    Declined,
    Objection,
    ObjectionCase,
    ObjectionState,
    Outcome,
    RegisteredFact,
    Shown,
)
from credit.domain.repair_applications import Occasion, Telling
from credit.rules import objections as rules
from web.presenters.cases import Answer, answers_of
from web.presenters.frame import segment
from web.presenters.objection_words import HAPPENED
from web.presenters.objections import TONES, about, anchor, label, meant, named, says, ways
from web.presenters.parts import Fact, Link, Tag, Text
from web.presenters.room import Room
from web.presenters.speech import Speech

ROOMS: Final = {
    CaseKind.OBJECTION: Room(
        kind=CaseKind.OBJECTION,
        path="objection",
        tones=TONES,
        happened=HAPPENED,
        meanings={"why": Declined, "outcome": Outcome},
    )
}
_ON = zh("%(name)s：公示的是“%(now)s”，认为应当是“%(claimed)s”")
_AMENDED = zh("%(name)s：改为“%(now)s”")
_SHOULD_BE = zh("%(name)s：应当是“%(now)s”")
_SENT = zh("%(state)s，%(moment)s")
_RECEIPT = zh("回执 %(number)s，%(moment)s")


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """The own page of an objection."""

    title: Text
    plain: str
    tag: Tag
    claim: tuple[Fact, ...]
    result: tuple[Fact, ...]
    asks: tuple[Fact, ...]
    answers: tuple[Answer, ...]
    here: str
    running: bool
    own: bool
    ways: tuple[Fact, ...]
    public: Link | None


class Deskside(msgspec.Struct, frozen=True, kw_only=True):
    """An objection as officers see it: claim, evidence, register."""

    title: Text
    plain: str
    claim: tuple[Fact, ...]
    answers: tuple[Answer, ...]
    register: tuple[Fact, ...]
    asks: tuple[Fact, ...]
    result: tuple[Fact, ...]
    submitted: bool
    accepted: bool
    proposed: bool
    awaited: bool
    registered: bool
    two: bool
    mine: bool


def case_page(
    words: Speech,
    one: ObjectionCase,
    said: Iterable[Statement],
    now: Shown | None,
    base: str,
    address: str,
) -> CasePage:
    """An objection as its enterprise sees it."""
    made, here = one.objection, f"{base}/objection/{one.file.id}"
    title = about(words, made.content)
    told = rules.window(made.kind, made.filed_on, made.filed_on)
    shown = f"/{words.prefix}/enterprise/{segment(address)}#{anchor(made.record_id)}"
    return CasePage(
        title=title,
        plain=title.striptags(),
        tag=words.tag(made.state, TONES[made.state]),
        claim=tuple(_claim(words, made)),
        result=tuple(_result(words, made, desk=False)),
        asks=tuple(_asks(words, one, desk=False)),
        answers=answers_of(words, said, here),
        here=here,
        running=made.running,
        own=made.origin.value == "subject",
        ways=() if made.running else tuple(ways(words, told, address)),
        public=Link(label=words._(zh("看公示的内容")), href=shown) if now is not None else None,
    )


def _claim(words: Speech, made: Objection) -> Iterator[Fact]:
    yield Fact(label=words._(zh("提出人")), value=words.label(made.origin))
    yield Fact(label=words._(zh("提出日期")), value=words.iso(made.filed_on))
    yield Fact(label=words._(zh("产生记录的机关")), value=words.zh(made.agency))
    if made.whole:
        whole = label(words, made.content) if made.fact else words._(zh("整条记录"))
        yield Fact(label=words._(zh("认为有误的")), value=whole)
    for one in made.claims:
        now, name = says(words, made.content, one.field), label(words, made.content, one.field)
        said = words.say(_ON, name=name, now=now, claimed=meant(words, made.content, one.field, one.claimed))
        yield Fact(label=words._(zh("认为有误的")), value=said)


def _result(words: Speech, made: Objection, *, desk: bool) -> Iterator[Fact]:
    """What came of it; while it is only proposed, for officers alone."""
    if made.declined is not None:
        yield Fact(label=words._(zh("不予受理的理由")), value=words.label(made.declined))
        yield Fact(label=words._(zh("说明")), value=words.bdi(made.declined_text))
    ruling = made.ruling
    if ruling is None or (made.running and not desk):
        return
    yield Fact(label=words._(zh("结论")), value=words.label(ruling.outcome))
    for reason in ruling.reasons:
        yield Fact(label=words._(zh("不成立的理由")), value=words.label(reason))
    for one in ruling.amendments:
        name = label(words, made.content, one.field)
        now = meant(words, made.content, one.field, one.value)
        if isinstance(made.content, RegisteredFact):
            said = words.say(_SHOULD_BE, name=name, now=now)
        else:
            said = words.say(_AMENDED, name=name, now=now)
        yield Fact(label=words._(zh("更正")), value=said)
    yield Fact(label=words._(zh("说明")), value=words.bdi(ruling.text))
    if made.decided_on is not None:
        yield Fact(label=words._(zh("办结日期")), value=words.iso(made.decided_on))


def desk(
    words: Speech,
    one: ObjectionCase,
    said: Iterable[Statement],
    now: Contested,
    here: str,
    actor: str,
) -> Deskside:
    """An objection as officers see it. actor: who looks."""
    made = one.objection
    title = about(words, made.content)
    return Deskside(
        title=title,
        plain=title.striptags(),
        claim=tuple(_claim(words, made)),
        answers=answers_of(words, said, here),
        register=tuple(named(words, now)),
        asks=tuple(_asks(words, one, desk=True)),
        result=tuple(_result(words, made, desk=True)),
        submitted=made.state is ObjectionState.SUBMITTED,
        accepted=made.state is ObjectionState.ACCEPTED,
        proposed=made.state is ObjectionState.PROPOSED,
        awaited=bool(made.asks) and made.asks[-1].answered_on is None,
        registered=isinstance(made.content, RegisteredFact),
        two=made.serious,
        mine=made.ruling is not None and made.ruling.by == actor,
    )


def _asks(words: Speech, one: ObjectionCase, *, desk: bool) -> Iterator[Fact]:
    """Who was asked and told, when, and what they answered; the words are for officers alone."""
    sent = {told.id: told for told in one.tellings}
    for ask in one.objection.asks:
        yield from _ask(words, ask, sent.get(ask.telling), desk=desk)
    for told in one.tellings:
        if told.occasion is not Occasion.ASKED:
            name = _keeper(words, told.name) if desk else words.zh(one.objection.agency)
            yield Fact(label=words.label(told.occasion), value=name, note=_delivered(words, told))


def _ask(words: Speech, ask: Ask, told: Telling | None, *, desk: bool) -> Iterator[Fact]:
    asked = words.bdi(ask.text) if desk else words.zh(ask.agency)
    note = words.series((words.iso(ask.on), *((_delivered(words, told),) if told else ())))
    yield Fact(label=words._(zh("询问")), value=asked, note=note)
    if ask.answered_on is not None:
        answer = words.bdi(ask.answer) if desk else words.zh(ask.agency)
        yield Fact(label=words._(zh("答复")), value=answer, note=words.iso(ask.answered_on))


def _keeper(words: Speech, name: str) -> Text:
    return words.ltr(name) if name.isascii() else words.bdi(name)


def _delivered(words: Speech, told: Telling) -> Text:
    """How far a message has come."""
    if told.acknowledged_at is not None and told.receipt:
        return words.say(_RECEIPT, number=words.bdi(told.receipt), moment=words.moment(told.acknowledged_at))
    moment = told.acknowledged_at or told.sent_at
    state = words.label(told.state)
    return words.say(_SENT, state=state, moment=words.moment(moment)) if moment else state
