"""The pages of an objection: its own page for the enterprise, the room of the desk."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from credit.domain.cases import Statement
from credit.domain.casework import CaseKind
from credit.domain.dossier import PublicRecord
from credit.domain.labels import zh
from credit.domain.objections import Declined, Objection, ObjectionCase, ObjectionState, Outcome
from credit.domain.records import AnyContent
from credit.rules import objection_fields
from credit.rules import objections as rules
from web.presenters.cases import Answer, answers_of
from web.presenters.frame import segment
from web.presenters.objection_words import HAPPENED
from web.presenters.objections import TONES, about, named, value, ways
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


class CasePage(msgspec.Struct, frozen=True, kw_only=True):
    """The own page of an objection."""

    title: Text
    plain: str
    tag: Tag
    claim: tuple[Fact, ...]
    result: tuple[Fact, ...]
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
    serious: bool
    mine: bool


def case_page(
    words: Speech,
    one: ObjectionCase,
    said: Iterable[Statement],
    now: PublicRecord | None,
    base: str,
    address: str,
) -> CasePage:
    """An objection as its enterprise sees it."""
    made, here = one.objection, f"{base}/objection/{one.file.id}"
    title = about(words, made.kind)
    told = rules.window(made.kind, made.filed_on, made.filed_on)
    shown = f"/{words.prefix}/enterprise/{segment(address)}#r-{made.record_id}"
    return CasePage(
        title=title,
        plain=title.striptags(),
        tag=words.tag(made.state, TONES[made.state]),
        claim=tuple(_claim(words, made)),
        result=tuple(_result(words, made, desk=False)),
        answers=answers_of(words, said, here),
        here=here,
        running=made.running,
        own=made.origin.value == "subject",
        ways=() if made.running else tuple(ways(words, told, address)),
        public=Link(label=words._(zh("看公示的记录")), href=shown) if now is not None else None,
    )


def _claim(words: Speech, made: Objection) -> Iterator[Fact]:
    yield Fact(label=words._(zh("提出人")), value=words.label(made.origin))
    yield Fact(label=words._(zh("提出日期")), value=words.iso(made.filed_on))
    yield Fact(label=words._(zh("产生记录的机关")), value=words.zh(made.agency))
    if made.whole:
        yield Fact(label=words._(zh("认为有误的")), value=words._(zh("整条记录")))
    known = objection_fields.fields(made.content.__class__)
    for one in made.claims:
        now = value(words, getattr(made.content, one.field))
        name = words._(known[one.field])
        said = words.say(_ON, name=name, now=now, claimed=words.bdi(one.claimed))
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
    known = objection_fields.fields(made.content.__class__)
    for one in ruling.amendments:
        parsed = objection_fields.read(made.content, one.field, one.value)
        said = words.say(_AMENDED, name=words._(known[one.field]), now=value(words, parsed))
        yield Fact(label=words._(zh("更正")), value=said)
    yield Fact(label=words._(zh("说明")), value=words.bdi(ruling.text))
    if made.decided_on is not None:
        yield Fact(label=words._(zh("办结日期")), value=words.iso(made.decided_on))


def desk(
    words: Speech,
    one: ObjectionCase,
    said: Iterable[Statement],
    now: AnyContent,
    here: str,
    actor: str,
) -> Deskside:
    """An objection as officers see it. actor: who looks."""
    made = one.objection
    title = about(words, made.kind)
    return Deskside(
        title=title,
        plain=title.striptags(),
        claim=tuple(_claim(words, made)),
        answers=answers_of(words, said, here),
        register=tuple(named(words, now)),
        asks=tuple(_asks(words, made)),
        result=tuple(_result(words, made, desk=True)),
        submitted=made.state is ObjectionState.SUBMITTED,
        accepted=made.state is ObjectionState.ACCEPTED,
        proposed=made.state is ObjectionState.PROPOSED,
        awaited=bool(made.asks) and made.asks[-1].answered_on is None,
        serious=made.serious,
        mine=made.ruling is not None and made.ruling.by == actor,
    )


def _asks(words: Speech, made: Objection) -> Iterator[Fact]:
    for one in made.asks:
        yield Fact(label=words._(zh("询问")), value=words.bdi(one.text), note=words.iso(one.on))
        if one.answered_on is not None:
            yield Fact(
                label=words._(zh("答复")), value=words.bdi(one.answer), note=words.iso(one.answered_on)
            )
