"""The own page of one commitment: does it still hold, was it kept, what exactly was promised."""

from collections.abc import Iterator
from datetime import date

import msgspec
from markupsafe import Markup

from credit.domain.commitments import (
    BreachFinding,
    Commitment,
    CommitmentState,
    Fulfilment,
    FulfilmentCheck,
)
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.labels import zh
from credit.domain.values import Missing
from web.presenters.breaches import Finding, finding, told
from web.presenters.commitment_matters import (
    by_authority,
    matter_of,
    original_lines,
    plain_matter,
    rendering_lines,
    wording_of,
)
from web.presenters.details import source
from web.presenters.frame import commitment_address, segment
from web.presenters.naming import called
from web.presenters.parts import Fact, Link, Tag, Text, Tone, Verdict
from web.presenters.speech import Speech
from web.presenters.terms import Term, explain
from web.presenters.words import COMMITMENT_TONE, FULFILMENT_TONE

_HOLDS = zh("这份承诺现在<strong>有效</strong>，没有截止日期。")
_HOLDS_UNTIL = zh("这份承诺现在<strong>有效</strong>，有效到 %(day)s。")
_CHECKING = zh("这份承诺正在<strong>核验</strong>，还没有公示。")
_EXPIRED = zh("这份承诺已在 %(day)s <strong>到期</strong>，现在不再有效。")
_WITHDRAWN = zh("这份承诺已在 %(day)s <strong>撤回</strong>，现在不再有效。")
_WITHDRAWN_ONCE = zh("这份承诺已经<strong>撤回</strong>，现在不再有效。")
_REPLACED = zh("这份承诺已被<strong>新的承诺替换</strong>，现在不再有效。")
_NOT_CHECKED = zh("还没有核查过是否履行。")
_CHECKED = zh("最近一次核查：%(agency)s，%(day)s，%(outcome)s。")
_OUTCOME = zh("履行情况：%(outcome)s。")
_NEWER = zh("替换它的承诺：%(link)s")


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check of whether the promise was kept."""

    on: Text
    by: Text
    tag: Tag
    note: Text


class CommitmentPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs. paragraphs: the text as signed, in Chinese; rendering: of it in Uyghur.

    mark: addresses of the mark for a shop window, None where the commitment does not hold. report: where
    anybody can tell that it is not kept.
    """

    title: str
    name: Text
    subject: Link
    second: Text
    code: Text
    tags: tuple[Tag, ...]
    breadcrumb: tuple[Link, ...]
    verdict: Verdict
    paragraphs: tuple[Text, ...]
    rendering: tuple[Text, ...]
    note: Text
    absent: Text
    facts: tuple[Fact, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    mark: "Mark | None"
    report: str
    here: str


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of the mark for a shop window."""

    svg: str
    png: str
    pdf: str


def commitment_page(
    words: Speech, dossier: Dossier, record: PublicRecord, content: Commitment, on: date, *, pdf: bool = False
) -> CommitmentPage:
    """The page of a public commitment on a day. pdf: whether this machine can make documents."""
    here = commitment_address(words, dossier.address, record.id)
    found = breaches_of(dossier, record)
    name = called(words, dossier.registered)
    return CommitmentPage(
        title=plain_matter(words, content.matter, content.matter_uyghur),
        name=matter_of(words, content.matter, content.matter_uyghur)
        if words.uyghur
        else words.name(content.matter),
        subject=Link(label=name, href=f"/{words.prefix}/enterprise/{segment(dossier.address)}"),
        second=words.name(dossier.registered.name) if words.uyghur and dossier.registered.uyghur_name else "",
        code=words.ltr(dossier.registered.credit_code or dossier.registered.registration_no or ""),
        tags=tuple(_tags(words, content, found)),
        breadcrumb=_breadcrumb(words, name, dossier),
        verdict=_verdict(words, dossier, content, found, on),
        paragraphs=original_lines(_said(content.text)),
        rendering=rendering_lines(_said(content.text_uyghur)) if words.uyghur else (),
        note=words._("承诺以签署的汉文原文为准，维吾尔文译文供参考。") if words.uyghur else "",
        absent=words.absent(content.text) if isinstance(content.text, Missing) else "",
        facts=tuple(_facts(words, dossier, record, content)),
        checks=tuple(_check(words, one) for one in sorted(content.checks, key=_day, reverse=True)),
        findings=tuple(finding(words, one, two) for one, two in found),
        mark=mark_addresses(here, pdf=pdf) if holds(content) else None,
        report=f"/{words.prefix}/report/promise?about={segment(dossier.address)}&record={segment(record.id)}",
        here=here,
    )


def holds(content: Commitment) -> bool:
    """Whether what was promised holds today; the gate has worked the state out for the day."""
    return content.state is CommitmentState.PUBLIC


def mark_addresses(here: str, *, pdf: bool) -> Mark:
    """Where the mark of a commitment is. here: the address of its page."""
    return Mark(svg=f"{here}/mark.svg", png=f"{here}/mark.png", pdf=f"{here}/mark.pdf" if pdf else "")


def breaches_of(dossier: Dossier, record: PublicRecord) -> tuple[tuple[PublicRecord, BreachFinding], ...]:
    """The public findings that a commitment was not kept, the newest first."""
    linked = (one for one in dossier.records if one.id in record.linked)
    found = [(one, one.content) for one in linked if isinstance(one.content, BreachFinding)]
    return tuple(sorted(found, key=lambda pair: pair[1].decided_on, reverse=True))


def _day(one: FulfilmentCheck) -> date:
    return one.on


def _breadcrumb(words: Speech, name: Text, dossier: Dossier) -> tuple[Link, ...]:
    return (
        Link(label=words._("首页"), href=f"/{words.prefix}/"),
        Link(label=words._("信用承诺"), href=f"/{words.prefix}/commitments"),
        Link(label=name, href=f"/{words.prefix}/enterprise/{segment(dossier.address)}#commitment"),
    )


def _said(text: str | Missing) -> str:
    return "" if isinstance(text, Missing) else text


def _tags(
    words: Speech, content: Commitment, found: tuple[tuple[PublicRecord, BreachFinding], ...]
) -> Iterator[Tag]:
    yield words.tag(content.state, COMMITMENT_TONE[content.state])
    if found:
        yield Tag(words._("有违诺认定"), Tone.BAD)
    elif content.fulfilment is not Fulfilment.NOT_YET:
        yield words.tag(content.fulfilment, FULFILMENT_TONE[content.fulfilment])


def _verdict(
    words: Speech,
    dossier: Dossier,
    content: Commitment,
    found: tuple[tuple[PublicRecord, BreachFinding], ...],
    on: date,
) -> Verdict:
    """A breach first, then whether it holds, then whether it was kept."""
    standing = _standing(words, content)
    said: list[Text] = [told(words, record, one) for record, one in found]
    checked: list[Text] = [] if said else [_kept(words, content)]
    lines = [*said, standing, *checked, *_newer(words, dossier, content)]
    tone = Tone.BAD if said else COMMITMENT_TONE[content.state]
    return Verdict(
        tone=tone,
        sentence=lines[0],
        more=tuple(lines[1:]),
        explanations=(explain(words, Term.COMMITMENT, on),)
        + ((explain(words, Term.BREACH, on),) if said else ()),
    )


def _standing(words: Speech, content: Commitment) -> Markup:
    """Whether it holds, and until when; what ended it, and when."""
    source, day = _ends(content)
    return words.say(source, day=words.prose_date(day)) if day else words.say(source)


def _ends(content: Commitment) -> tuple[str, date | None]:
    match content.state:
        case CommitmentState.UNDER_CHECK:
            return _CHECKING, None
        case CommitmentState.EXPIRED:
            return _EXPIRED, content.valid_to
        case CommitmentState.WITHDRAWN:
            return (_WITHDRAWN if content.withdrawn_on else _WITHDRAWN_ONCE), content.withdrawn_on
        case CommitmentState.REPLACED:
            return _REPLACED, None
    return (_HOLDS_UNTIL if content.valid_to else _HOLDS), content.valid_to


def _kept(words: Speech, content: Commitment) -> Text:
    last = max(content.checks, key=_day, default=None)
    if last is not None:
        return words.say(
            _CHECKED,
            agency=words.zh(last.by),
            day=words.iso(last.on),
            outcome=words.label(last.outcome),
        )
    if content.fulfilment is Fulfilment.NOT_YET:
        return words._(_NOT_CHECKED)
    return words.say(_OUTCOME, outcome=words.label(content.fulfilment))


def _newer(words: Speech, dossier: Dossier, content: Commitment) -> Iterator[Text]:
    """The way to what took its place, while that is public."""
    for record in dossier.records:
        one = record.content
        if isinstance(one, Commitment) and one.number == content.replaced_by:
            href = commitment_address(words, dossier.address, record.id)
            yield words.say(_NEWER, link=words.link(href, words.number(one.number)))


def _facts(words: Speech, dossier: Dossier, record: PublicRecord, one: Commitment) -> Iterator[Fact]:
    number = words.number(one.number) if one.number else words._("签署时给出")
    yield Fact(label=words._("承诺编号"), value=number, copy=one.number)
    if by_authority(words, one.matter, one.matter_uyghur):
        entered = words._(zh("维吾尔文由维护范本的机关填写，以汉文为准。"))
        yield Fact(label=words._("承诺事项"), value=words.zh(one.matter), note=entered)
    yield Fact(label=words._("承诺类型"), value=words.label(one.commitment_type))
    yield Fact(label=words._("承诺日期"), value=words.iso(one.committed_on))
    yield Fact(label=words._("承诺有效期"), value=words.period(one.valid_from, one.valid_to))
    for label, value in (
        (zh("承诺场景"), one.scene),
        (zh("承诺依据"), one.basis),
        (zh("违诺责任"), one.breach_clause),
        (zh("承诺受理机关"), one.accepting_office),
        (zh("由谁作出"), one.made_by),
        (zh("参加的行业自律公约"), one.joined_name),
        (zh("承诺签署人"), one.signed_by),
    ):
        if isinstance(value, str) and value:
            yield Fact(label=words._(label), value=words.zh(value))
    if one.template_version:
        yield Fact(label=words._("承诺书文本"), value=wording_of(words, one))
    yield from _others(words, dossier, one)
    yield Fact(label=words._("来源"), value=source(words, record.source))
    if record.until:
        yield Fact(label=words._("公示到"), value=words.iso(record.until))


def _others(words: Speech, dossier: Dossier, one: Commitment) -> Iterator[Fact]:
    """The version before it, and the branches it was made for as well."""
    for record in dossier.records:
        before = record.content
        if isinstance(before, Commitment) and before.number == one.replaces:
            href = commitment_address(words, dossier.address, record.id)
            yield Fact(label=words._("被它替换的承诺"), value=words.link(href, words.number(before.number)))
    if one.branches:
        links = [
            words.link(f"/{words.prefix}/enterprise/{segment(code)}", words.ltr(code))
            for code in one.branches
        ]
        yield Fact(label=words._("同时适用的分支机构"), value=words.series(links))


def _check(words: Speech, one: FulfilmentCheck) -> Check:
    return Check(
        on=words.iso(one.on),
        by=words.zh(one.by),
        tag=words.tag(one.outcome, FULFILMENT_TONE[one.outcome]),
        note=words.zh(one.note) if isinstance(one.note, str) else "",
    )
