"""The page of a notice that belongs to no enterprise: what it is, until when one may object, its text."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

import msgspec
from markupsafe import Markup

from credit.domain.labels import zh
from credit.domain.notices import AuthorityNotice, PublicNotice
from credit.domain.values import Missing
from web.presenters.frame import segment
from web.presenters.parts import Fact, Link, Tag, Text, Tone, Verdict
from web.presenters.speech import Speech

_OBJECTIONS = zh("可以对这份公告<strong>提出异议</strong>，最后一天是 %(day)s，还有 %(left)s 天。")
_LAST_DAY = zh("今天是可以对这份公告<strong>提出异议</strong>的最后一天（%(day)s）。")
_OBJECTIONS_OVER = zh("这份公告的异议期已在 %(day)s <strong>结束</strong>。")
_RUNNING = zh("这份公告<strong>正在公告期内</strong>，最后一天是 %(day)s。")
_OVER = zh("这份公告的公告期已在 %(day)s <strong>结束</strong>。")
_AHEAD = zh("这份公告的公告期从 %(day)s <strong>开始</strong>。")
_NO_END = zh("这份公告<strong>没有截止日期</strong>。")
_HOW = zh("有关部门、债权人和其他利害关系人可以向%(agency)s书面提出，写明理由并附证明材料。")
_UNDER_OBJECTION = zh("已有人在 %(day)s 提出异议，公告机关正在核实。")
_ENDS = zh("这份公告在本站公示到 %(day)s。")


class NoticePage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs. paragraphs: the Chinese text; note: said of it before it."""

    title: str
    name: Markup
    tags: tuple[Tag, ...]
    breadcrumb: tuple[Link, ...]
    verdict: Verdict
    facts: tuple[Fact, ...]
    paragraphs: tuple[str, ...]
    absent: Text
    note: str
    attachments: tuple[Link, ...]
    back: str


def notice_address(words: Speech, key: str) -> str:
    """The address of the page of a notice."""
    return f"/{words.prefix}/notices/{segment(key)}"


def notice_page(words: Speech, notice: PublicNotice, on: date) -> NoticePage:
    """The page of a notice on a day."""
    content = notice.content
    body = content.body
    return NoticePage(
        title=content.title,
        name=words.name(content.title),
        tags=tuple(_tags(words, content, on)),
        breadcrumb=_breadcrumb(words, words.label(content.notice_kind)),
        verdict=_verdict(words, notice, on),
        facts=tuple(_facts(words, notice)),
        paragraphs=() if isinstance(body, Missing) else tuple(_lines(body)),
        absent=words.absent(body) if isinstance(body, Missing) else "",
        note=words._("公告以汉文原文为准。") if words.uyghur else "",
        attachments=tuple(
            Link(label=words.zh(one.name), href=one.url, text=words.ltr(urlsplit(one.url).hostname or ""))
            for one in content.attachments
        ),
        back=f"/{words.prefix}/notices",
    )


def _lines(body: str) -> list[str]:
    return [line.strip() for line in body.splitlines() if line.strip()]


def _breadcrumb(words: Speech, kind: str) -> tuple[Link, ...]:
    return (
        Link(label=words._("首页"), href=f"/{words.prefix}/"),
        Link(label=words._("公告"), href=f"/{words.prefix}/notices"),
        Link(label=kind, href=""),
    )


def _tags(words: Speech, content: AuthorityNotice, on: date) -> Iterator[Tag]:
    yield Tag(words.label(content.notice_kind))
    last = content.objections_until
    if last is not None and content.period_from <= on <= last:
        yield Tag(words._("可以提出异议"), Tone.WARN)


def _verdict(words: Speech, notice: PublicNotice, on: date) -> Verdict:
    tone, sentence = _sentence(words, notice.content, on)
    return Verdict(tone=tone, sentence=sentence, more=tuple(_more(words, notice, on)))


def _sentence(words: Speech, content: AuthorityNotice, on: date) -> tuple[Tone, Text]:
    if on < content.period_from:
        return Tone.NOTE, words.say(_AHEAD, day=words.prose_date(content.period_from))
    last = content.objections_until
    if last is not None:
        day = words.prose_date(last)
        if on > last:
            return Tone.ENDED, words.say(_OBJECTIONS_OVER, day=day)
        if on == last:
            return Tone.WARN, words.say(_LAST_DAY, day=day)
        return Tone.WARN, words.say(_OBJECTIONS, day=day, left=words.ltr((last - on).days))
    if content.period_to is None:
        return Tone.NOTE, words.say(_NO_END)
    day = words.prose_date(content.period_to)
    over = on > content.period_to
    return (Tone.ENDED, words.say(_OVER, day=day)) if over else (Tone.NOTE, words.say(_RUNNING, day=day))


def _more(words: Speech, notice: PublicNotice, on: date) -> Iterator[Text]:
    last = notice.content.objections_until
    if last is not None and notice.content.period_from <= on <= last:
        yield words.say(_HOW, agency=words.zh(notice.source.agency.name))
    if notice.objection_since:
        yield words.say(_UNDER_OBJECTION, day=words.prose_date(notice.objection_since))
    if notice.until is not None and notice.until != (
        notice.content.objections_until or notice.content.period_to
    ):
        yield words.say(_ENDS, day=words.prose_date(notice.until))


def _period(words: Speech, content: AuthorityNotice) -> Text:
    if content.period_to is None:
        return words.since(content.period_from)
    return words.period(content.period_from, content.period_to)


def _facts(words: Speech, notice: PublicNotice) -> Iterator[Fact]:
    content, source = notice.content, notice.source
    yield Fact(label=words._("公告机关"), value=words.zh(source.agency.name))
    if content.number:
        yield Fact(label=words._("公告文号"), value=words.code(content.number))
    place = words.full_place(content.division) if content.division else None
    if place:
        yield Fact(label=words._("地区"), value=place)
    yield Fact(label=words._("公告期"), value=_period(words, content))
    if content.objections_until:
        yield Fact(label=words._("异议截止"), value=words.iso(content.objections_until))
    yield Fact(label=words._("公示日期"), value=words.iso(source.published_on))
    if source.effective_on not in (source.published_on, content.period_from):
        yield Fact(label=words._("生效日期"), value=words.iso(source.effective_on))
    yield Fact(label=words._("收到日期"), value=words.iso(source.received_on))
