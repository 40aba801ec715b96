"""The answer to “is this document real?”: the public record that bears the number, in its own words."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from credit.domain.commitments import BreachFinding, Commitment
from credit.domain.document_numbers import numbers_of
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.labels import zh
from credit.domain.notices import PublicNotice
from credit.domain.records import (
    AbnormalEntry,
    EquityPledge,
    IpPledge,
    JudicialAssistance,
    Licence,
    Penalty,
    SeriousEntry,
)
from credit.domain.values import Missing
from credit.domain.vocabulary import RecordKind
from search.text.codes import number_key
from web.presenters.commitment_matters import matter_of
from web.presenters.frame import segment
from web.presenters.notice import notice_address
from web.presenters.parts import Fact, Tag, Text, Tone, ug
from web.presenters.records import abnormal_ground, anchor
from web.presenters.speech import Speech
from web.presenters.unavailable import Apology


class Borne(NamedTuple):
    """A public record that bears the number, and whose it is."""

    dossier: Dossier
    record: PublicRecord


class FoundDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One document: what it calls itself, who made it, for whom, when, and the way to its record.

    own_page: a notice of an authority, which stands on a page of its own.
    """

    name: Text
    tag: Tag
    facts: tuple[Fact, ...]
    href: str
    own_page: bool = False


class DocumentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs. tone: None before a number was asked for."""

    number: str
    action: str
    tone: Tone | None
    title: Text
    text: Text
    found: tuple[FoundDocument, ...]


def document(
    words: Speech,
    number: str,
    borne: tuple[Borne | PublicNotice, ...] | None,
    *,
    down: Apology | None = None,
) -> DocumentPage:
    """The page. borne: None when nothing was asked, or could not be asked; `down` says why."""
    tone, title, text = _answer(words, number, borne, down)
    return DocumentPage(
        number=number,
        action=f"/{words.prefix}/document",
        tone=tone,
        title=title,
        text=text,
        found=tuple(
            _found(words, one, number) if isinstance(one, Borne) else _notice(words, one)
            for one in borne or ()
        ),
    )


def _answer(
    words: Speech, number: str, borne: tuple[Borne | PublicNotice, ...] | None, down: Apology | None
) -> tuple[Tone | None, Text, Text]:
    if down:
        return Tone.NOTE, words._(down.title), words._("请稍后再试，或者在企业页面上核对文书号。")
    if borne is None:
        return None, "", ""
    if borne:
        said = words._("请核对名称、机关和日期是否与手里的文书一致；文书内容以作出机关的原件为准。")
        return Tone.GOOD, words._("查到了公示的记录"), said
    title = words.say(zh("没有查到编号为 %(number)s 的公示记录"), number=words.bdi(number))
    text = words._(
        "这不说明文书是假的：公示期满、依法不公示、由其他部门公示或者不在新疆的文书，在这里都查不到。"
        "请逐字核对编号，或者向作出文书的机关查询。"
    )
    return Tone.WARN, title, text


def _found(words: Speech, one: Borne, number: str) -> FoundDocument:
    registered, record = one.dossier.registered, one.record
    address = f"/{words.prefix}/enterprise/{segment(one.dossier.address)}"
    own = registered.uyghur_name if words.uyghur else None
    named = ug(own) if own else words.name(registered.name)
    facts = [
        Fact(label=words._("编号"), value=words.number(_as_written(record, number))),
        Fact(label=words._("经营主体"), value=words.link(address, named)),
        *(Fact(label=words._(label), value=value) for label, value in _particulars(words, record, number)),
        Fact(label=words._("作出机关"), value=words.zh(_maker(record, number))),
    ]
    if record.until:
        facts.append(Fact(label=words._("公示到"), value=words.iso(record.until)))
    return FoundDocument(
        name=_name(words, record, number),
        tag=Tag(words.label(record.kind)),
        facts=tuple(facts),
        href=f"{address}#{anchor(record)}",
    )


def _notice(words: Speech, notice: PublicNotice) -> FoundDocument:
    content, source = notice.content, notice.source
    facts = [
        Fact(label=words._("编号"), value=words.number(content.number or "")),
        Fact(label=words._("公告机关"), value=words.zh(source.agency.name)),
        Fact(label=words._("公示日期"), value=words.iso(source.published_on)),
    ]
    if notice.until:
        facts.append(Fact(label=words._("公示到"), value=words.iso(notice.until)))
    return FoundDocument(
        name=words.zh(content.title),
        tag=Tag(words.label(content.notice_kind)),
        facts=tuple(facts),
        href=notice_address(words, notice.key),
        own_page=True,
    )


def bears(record: PublicRecord, number: str) -> bool:
    """Whether one of a record's documents has this number, brackets and blanks aside."""
    return any(same_number(one, number) for one in numbers_of(record))


def same_number(one: str | None, other: str) -> bool:
    """Whether two spellings are of one number, brackets and blanks aside."""
    return one is not None and number_key(one) == number_key(other)


def _as_written(record: PublicRecord, number: str) -> str:
    key = number_key(number)
    return next((one for one in numbers_of(record) if number_key(one) == key), number)


def _is(value: object, number: str) -> bool:
    return isinstance(value, str) and number_key(value) == number_key(number)


def _name(words: Speech, record: PublicRecord, number: str) -> Text:
    """What the document is called: its own name where the source gave one."""
    match record.content:
        case Licence() as one if _is(one.document_no, number) and isinstance(one.document_name, str):
            return words.zh(one.document_name)
        case Licence() as one:
            texts = (one.certificate, one.document_name, one.category)
            return next((words.zh(text) for text in texts if isinstance(text, str)), words.label(record.kind))
        case Penalty():
            return words._("行政处罚决定书")
        case AbnormalEntry() | SeriousEntry() as one if _is(one.removal_no, number):
            return words._(_REMOVAL[record.kind])
        case _:
            return words._(_NAMES[record.kind])


_NAMES: dict[RecordKind, str] = {
    RecordKind.ABNORMAL: zh("列入经营异常名录决定书"),
    RecordKind.SERIOUS: zh("列入严重违法失信名单决定书"),
    RecordKind.EQUITY_PLEDGE: zh("股权出质登记"),
    RecordKind.IP_PLEDGE: zh("知识产权出质登记"),
    RecordKind.JUDICIAL: zh("法院执行文书"),
    RecordKind.COMMITMENT: zh("信用承诺书"),
    RecordKind.BREACH: zh("违诺认定书"),
}
_REMOVAL: dict[RecordKind, str] = {
    RecordKind.ABNORMAL: zh("移出经营异常名录决定书"),
    RecordKind.SERIOUS: zh("移出严重违法失信名单决定书"),
}


def _maker(record: PublicRecord, number: str) -> str:
    """Who made the document: a court, the agency that removed an entry, else the record's source."""
    match record.content:
        case JudicialAssistance() as one:
            return one.court
        case AbnormalEntry() | SeriousEntry() as one if _is(one.removal_no, number):
            named = one.removal_agency
            return named if isinstance(named, str) else record.source.agency.name
    return record.source.agency.name


def _particulars(words: Speech, record: PublicRecord, number: str) -> Iterator[tuple[str, Text]]:
    """What to compare with the paper: what it is about, and its days."""
    match record.content:
        case Licence() as one:
            yield zh("有效期"), words.period(one.valid_from, one.valid_to)
            yield zh("现在的状态"), words.label(one.state)
        case Penalty() as one:
            yield zh("违法行为类型"), words.zh(one.violation)
            yield zh("处罚种类"), words.labels(one.kinds)
            yield zh("决定日期"), words.iso(one.decided_on)
        case AbnormalEntry() as one:
            yield zh("列入原因"), abnormal_ground(words, one)
            yield from _listed(words, one)
        case SeriousEntry() as one:
            yield zh("列入类别"), words.label(one.category)
            yield from _listed(words, one)
        case Commitment() as one:
            yield zh("承诺事项"), matter_of(words, one.matter, one.matter_uyghur)
            yield zh("承诺有效期"), words.period(one.valid_from, one.valid_to)
            yield zh("现在的状态"), words.label(one.state)
        case BreachFinding() as one:
            yield zh("违诺事项"), matter_of(words, one.matter, one.matter_uyghur)
            yield zh("处理结果"), words.label(one.outcome)
            yield zh("认定日期"), words.iso(one.decided_on)
        case EquityPledge() as one if not isinstance(one.registered_on, Missing):
            yield zh("登记日期"), words.iso(one.registered_on)
        case IpPledge() | JudicialAssistance() as one:
            yield zh("期限"), words.period(one.valid_from, one.valid_to)
    yield zh("公示日期"), words.iso(record.source.published_on)


def _listed(words: Speech, one: AbnormalEntry | SeriousEntry) -> Iterator[tuple[str, Text]]:
    yield zh("列入日期"), words.iso(one.listed_on)
    if one.removed_on:
        yield zh("移出日期"), words.iso(one.removed_on)
