"""The rooms of reports and questions at the desk: their words, and what the handling officer reads."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from credit.domain.actors import Tongue
from credit.domain.casework import CaseKind
from credit.domain.labels import Vocabulary, zh
from credit.domain.reference import authorities
from credit.domain.supervision import Declined, Matter, Opened, Outcome, Reporter, TipState
from credit.domain.vocabulary import RecordKind
from credit.rules import registered_facts
from web.presenters.frame import commitment_address, segment
from web.presenters.parts import Fact, Text, Tone
from web.presenters.room import Plain, Room
from web.presenters.speech import Speech
from web.presenters.supervision import option
from web.presenters.tip_words import HAPPENED

TONES: Final[Mapping[Vocabulary, Tone]] = {
    TipState.RECEIVED: Tone.WARN,
    TipState.ACCEPTED: Tone.NOTE,
    TipState.NOT_ACCEPTED: Tone.ENDED,
    TipState.HANDED_OVER: Tone.ENDED,
    TipState.ANSWERED: Tone.GOOD,
    TipState.WITHDRAWN: Tone.ENDED,
}
ROOMS: Final = {
    kind: Room(
        kind=kind,
        path=kind.value,
        tones=TONES,
        happened=HAPPENED,
        meanings={"declined": Declined, "outcome": Outcome, "agency": Plain.AS_IT_IS},
    )
    for kind in (CaseKind.TIP, CaseKind.ENQUIRY, CaseKind.BROKER)
}
_LANGUAGES = {Tongue.ZH: zh("汉文"), Tongue.UG: zh("维吾尔文")}
_LETTER = zh("第 %(number)s 份，%(at)s")
_PHOTO = zh("照片 %(number)s")


class Photo(msgspec.Struct, frozen=True):
    label: Text
    href: str


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """Something a reporter sent, by paragraphs."""

    title: Text
    paragraphs: tuple[Text, ...]
    photos: tuple[Photo, ...]


class Letters(msgspec.Struct, frozen=True, kw_only=True):
    """What the handling officer reads."""

    reporter: tuple[Fact, ...]
    letters: tuple[Letter, ...]


def about(words: Speech, matter: Matter, params: dict[str, str]) -> tuple[Fact, ...]:
    """What a case is about, as far as its queue may know it."""
    facts = [Fact(label=words._("事项"), value=words.label(matter))]
    code, record = params.get("subject", ""), params.get("record", "")
    if code:
        href = f"/{words.prefix}/enterprise/{segment(code)}"
        facts.append(Fact(label=words._("涉及的企业"), value=words.link(href, words.ltr(code))))
    if fact := registered_facts.named(record):
        href = f"/{words.prefix}/enterprise/{segment(code)}#{record}"
        name = words._(registered_facts.FACTS[fact].label)
        facts.append(Fact(label=words._(zh("涉及的登记事项")), value=words.link(href, name)))
    elif record:
        kind = RecordKind(params["record_kind"])
        href = f"/{words.prefix}/enterprise/{segment(code)}#{kind.value}"
        if kind is RecordKind.COMMITMENT:
            href = commitment_address(words, code, record)
        facts.append(Fact(label=words._("涉及的记录"), value=words.link(href, words.label(kind))))
    return tuple(facts)


def letters(words: Speech, opened: Opened, here: str) -> Letters:
    """Who reported, and what they sent. here: the address of the room."""
    return Letters(
        reporter=tuple(_reporter(words, opened.reporter)),
        letters=tuple(
            Letter(
                title=words.say(_LETTER, number=words.ltr(number), at=words.moment(one.at)),
                paragraphs=tuple(words.bdi(part) for part in one.text.splitlines() if part.strip()),
                photos=tuple(
                    Photo(words.say(_PHOTO, number=words.ltr(place)), f"{here}/photo/{photo.id}")
                    for place, photo in enumerate(one.photos, 1)
                ),
            )
            for number, one in enumerate(opened.letters, 1)
        ),
    )


def _reporter(words: Speech, who: Reporter) -> Iterable[Fact]:
    if who.anonymous:
        yield Fact(label=words._("提交人"), value=words._("匿名"))
    if who.name:
        yield Fact(label=words._("称呼"), value=words.bdi(who.name))
    if who.phone:
        yield Fact(label=words._("电话"), value=words.ltr(who.phone))
    if who.email:
        yield Fact(label=words._("电子邮箱"), value=words.ltr(who.email))
    yield Fact(label=words._("使用的语言"), value=words._(_LANGUAGES[who.locale]))


def places(words: Speech, own: str) -> tuple[tuple[str, Text], ...]:
    """Authorities a case can be passed on to."""
    found = sorted(code for code in authorities.authorities() if code != own)
    return tuple((code, option(words.full_place(code) or code)) for code in found)
