"""Texts that an officer looks at: on the desk, and for the enterprise that wrote them."""

import msgspec

from credit.domain.accounts import Standing
from credit.domain.instant import InstantItem
from credit.domain.labels import zh
from credit.domain.text_checks import CheckState, FoundText, TextCheck
from credit.domain.vocabulary import RecordKind
from web.presenters.frame import segment
from web.presenters.naming import called
from web.presenters.parts import Link, Tag, Text, Tone
from web.presenters.report_years import year_title
from web.presenters.speech import Speech

_TONES: dict[CheckState, Tone] = {
    CheckState.OPEN: Tone.WARN,
    CheckState.RELEASED: Tone.GOOD,
    CheckState.HELD: Tone.BAD,
    CheckState.OVERTAKEN: Tone.ENDED,
}
_SINCE = zh("%(moment)s 起待查看")
_PIECE = zh("即时信息：%(item)s，%(day)s")
_FIELD = {"": zh("内容")}
_WAITING = zh("登记机关正在查看其中的内容")
_WAITING_TEXT = zh("内容里像是有%(found)s，在查看以前以星号显示。您也可以现在更正。")
_WAITING_WHOLE = zh("内容里像是有%(found)s，查看以后才公示。您也可以现在修改。")
_HELD = zh("登记机关决定部分内容不予公示")
_HELD_TEXT = zh("理由：%(reasons)s。内容更正以后会重新公示。")
_RELEASED = zh("登记机关查看后，内容已经全部公示")


class Line(msgspec.Struct, frozen=True):
    """A text as kept. found: what was found in it."""

    label: Text
    text: Text
    found: Text


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A check on the desk; the first fields are those of a queue."""

    title: Text
    tag: Tag
    here: str
    running: bool
    clock: Text
    subject: Text
    about: Link
    lines: tuple[Line, ...]
    reasons: Text


class Banner(msgspec.Struct, frozen=True):
    """What the enterprise is told where it sees the text."""

    tone: Tone
    title: Text
    text: Text


def check(words: Speech, one: TextCheck, subject: Standing) -> Shown:
    """One check for an officer."""
    name = called(words, subject.registration)
    desk = f"/{words.prefix}/desk"
    return Shown(
        title=_title(words, one),
        tag=words.tag(one.state, _TONES[one.state]),
        here=f"{desk}/texts/{one.id}",
        running=one.state is CheckState.OPEN,
        clock=words.say(_SINCE, moment=words.moment(one.opened_at)),
        subject=name,
        about=Link(label=name, href=f"{desk}/cases/{segment(subject.address)}"),
        lines=tuple(_line(words, text) for text in one.texts),
        reasons=words.bdi(one.reasons) if one.reasons else "",
    )


def banner(words: Speech, one: TextCheck | None) -> Banner | None:
    """What to say to the enterprise; None where there is nothing to say."""
    if one is None or one.state is CheckState.OVERTAKEN:
        return None
    if one.state is CheckState.HELD:
        return Banner(Tone.BAD, words._(_HELD), words.say(_HELD_TEXT, reasons=words.bdi(one.reasons)))
    if one.state is CheckState.RELEASED:
        return Banner(Tone.GOOD, words._(_RELEASED), "")
    kinds = dict.fromkeys(kind for text in one.texts for kind in text.found)
    said = _WAITING_WHOLE if one.kind is RecordKind.VOLUNTARY else _WAITING_TEXT
    return Banner(Tone.WARN, words._(_WAITING), words.say(said, found=words.labels(tuple(kinds))))


def _title(words: Speech, one: TextCheck) -> Text:
    if one.kind is RecordKind.ANNUAL_REPORT:
        return year_title(words, int(one.about["year"]))
    if one.kind is RecordKind.INSTANT:
        item = words.label(InstantItem(one.about["item"]))
        return words.say(_PIECE, item=item, day=words.ltr(one.about["day"]))
    return words._("自愿公示信息")


def _line(words: Speech, text: FoundText) -> Line:
    label = words._(text.label or _FIELD[""])
    return Line(label, words.bdi(text.text), words.labels(text.found))
