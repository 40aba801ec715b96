"""Commitments of one's own: the list, each with what happened to it, what can be done with it now."""

from collections.abc import Iterable
from datetime import date

import msgspec

from credit.domain.commitments import CommitmentState
from credit.domain.committing import Draft, Event, Offer, OwnCommitment, Progress
from credit.domain.dossier import Dossier
from credit.domain.labels import zh
from web.presenters.cases import Answer, answers_of
from web.presenters.commitment_make import name_of
from web.presenters.commitment_matters import matter_of, original_lines, plain_matter, rendering_lines
from web.presenters.commitment_words import HAPPENED
from web.presenters.frame import commitment_address
from web.presenters.parts import Fact, Link, Tag, Text, Tone
from web.presenters.speech import Speech
from web.presenters.words import COMMITMENT_TONE, FULFILMENT_TONE

_TONES = {
    Progress.UNDER_CHECK: Tone.WARN,
    Progress.PUBLIC: Tone.GOOD,
    Progress.PARTIES: Tone.NOTE,
    Progress.REFUSED: Tone.BAD,
    Progress.WITHDRAWN: Tone.ENDED,
    Progress.REPLACED: Tone.ENDED,
}
_PROVE_BY = zh("%(day)s以前提交履行证明")
_WORKED_ON = zh("%(moment)s 改过")
_OF = zh("%(association)s · %(matter)s")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list."""

    title: Text
    href: str
    tags: tuple[Tag, ...]
    meta: tuple[Text, ...]


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    at: Text
    what: Text
    text: Text


class SigningForm(msgspec.Struct, frozen=True, kw_only=True):
    """The form of a signature. licensed: the licence one signed in with is enough. letter: the text to print.

    wrong_*: what is wrong with the field.
    """

    signer: str
    on_paper: bool
    licensed: bool
    token: str
    agreed: bool = False
    letter: str = ""
    wrong_signer: Text = ""
    wrong_kind: Text = ""
    wrong_files: Text = ""
    wrong_agreed: Text = ""


class OwnForms(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed into the forms of the page of one commitment, and what is wrong with it."""

    token: str
    text: str = ""
    reasons: str = ""
    wrong_text: Text = ""
    wrong_files: Text = ""
    wrong_reasons: Text = ""


class OwnPage(msgspec.Struct, frozen=True, kw_only=True):
    """One commitment for those who made it. public: its page, "" while there is none.

    withdraw, prove: where the forms go; "": that cannot be done now. replace: where the next version begins.
    """

    title: str
    name: Text
    tags: tuple[Tag, ...]
    receipt: Text
    facts: tuple[Fact, ...]
    original: tuple[Text, ...]
    rendering: tuple[Text, ...]
    reasons: Text
    history: tuple[Happened, ...]
    proofs: tuple[Answer, ...]
    sealed: tuple[Link, ...]
    public: str
    replace: str
    withdraw: str
    prove: str
    waiting: bool
    here: str


def rows(words: Speech, found: Iterable[OwnCommitment], base: str) -> tuple[Row, ...]:
    """Everything that was promised."""
    return tuple(
        Row(
            title=matter_of(words, one.commitment.matter, one.commitment.matter_uyghur),
            href=f"{base}/commitments/{one.id}",
            tags=tags(words, one),
            meta=tuple(_meta(words, one)),
        )
        for one in found
    )


def drafts(words: Speech, found: Iterable[Draft], base: str) -> tuple[Row, ...]:
    """What was begun."""
    return tuple(
        Row(
            title=name_of(words, one.template),
            href=f"{base}/commitments/draft/{one.id}",
            tags=(Tag(words._("还没有提交"), Tone.WARN),),
            meta=(words.say(_WORKED_ON, moment=words.moment(one.updated_at)),),
        )
        for one in found
    )


def offers(words: Speech, found: Iterable[Offer], base: str) -> tuple[Link, ...]:
    """Texts of associations that can be joined."""
    return tuple(
        Link(
            label=words.say(
                _OF,
                association=words.bdi(one.association),
                matter=matter_of(words, one.commitment.matter, one.commitment.matter_uyghur),
            ),
            href=f"{base}/commitments/join/{one.id}",
        )
        for one in found
    )


def tags(words: Speech, one: OwnCommitment) -> tuple[Tag, ...]:
    """Where it stands and whether it was kept."""
    content = one.commitment
    if one.progress in (None, Progress.PUBLIC):
        state = words.tag(content.state, COMMITMENT_TONE[content.state])
        return (state, words.tag(content.fulfilment, FULFILMENT_TONE[content.fulfilment]))
    return (words.tag(one.progress, _TONES[one.progress]),) if one.progress else ()


def _meta(words: Speech, one: OwnCommitment) -> Iterable[Text]:
    content = one.commitment
    yield words.number(content.number)
    yield words.period(content.valid_from, content.valid_to)
    if one.proof_due and one.may_prove:
        yield words.say(_PROVE_BY, day=words.prose_date(one.proof_due))


def own_page(words: Speech, one: OwnCommitment, dossier: Dossier | None, base: str) -> OwnPage:
    """The page of one. dossier: what the public sees of its subject."""
    content, here = one.commitment, f"{base}/commitments/{one.id}"
    text = content.text if isinstance(content.text, str) else ""
    uyghur = content.text_uyghur if words.uyghur and isinstance(content.text_uyghur, str) else ""
    return OwnPage(
        title=plain_matter(words, content.matter, content.matter_uyghur),
        name=matter_of(words, content.matter, content.matter_uyghur),
        tags=tags(words, one),
        receipt=words.ltr(one.receipt) if one.receipt else "",
        facts=tuple(_facts(words, one)),
        original=original_lines(text),
        rendering=rendering_lines(uyghur),
        reasons=words.bdi(one.reasons) if one.reasons else "",
        history=tuple(happened(words, event) for event in reversed(one.history)),
        proofs=answers_of(words, one.proofs, here),
        sealed=tuple(
            Link(label=words._("盖章的承诺书"), href=f"{here}/sealed/{number}") for number in one.sealed
        ),
        public=public_address(words, one, dossier),
        replace=f"{base}/commitments/new/{content.template}?replaces={content.number}"
        if one.may_replace and content.template
        else "",
        withdraw=f"{here}/withdraw" if one.may_withdraw else "",
        prove=f"{here}/proof" if one.may_prove else "",
        waiting=one.progress is Progress.UNDER_CHECK,
        here=here,
    )


def public_address(words: Speech, one: OwnCommitment, dossier: Dossier | None) -> str:
    """The public page of a commitment, "" while there is none."""
    for record in dossier.records if dossier is not None else ():
        if getattr(record.content, "number", None) == one.commitment.number and dossier is not None:
            return commitment_address(words, dossier.address, record.id)
    return ""


def _facts(words: Speech, one: OwnCommitment) -> Iterable[Fact]:
    content = one.commitment
    yield Fact(label=words._("承诺编号"), value=words.number(content.number), copy=content.number)
    if one.receipt:
        yield Fact(label=words._("回执编号"), value=words.ltr(one.receipt), copy=one.receipt)
    yield Fact(label=words._("承诺类型"), value=words.label(content.commitment_type))
    if one.signed_at is not None:
        how = words.label(one.signed_how) if one.signed_how else ""
        yield Fact(label=words._("签署时间"), value=words.moment(one.signed_at), note=how)
    if isinstance(content.signed_by, str):
        yield Fact(label=words._("承诺签署人"), value=words.bdi(content.signed_by))
    yield Fact(label=words._("承诺有效期"), value=words.period(content.valid_from, content.valid_to))
    if one.proof_due:
        yield Fact(label=words._("履行证明提交期限"), value=words.iso(one.proof_due))
    if isinstance(content.joined_name, str):
        yield Fact(label=words._("参加的行业自律公约"), value=words.bdi(content.joined_name))
    if isinstance(content.made_by, str):
        yield Fact(label=words._("由谁作出"), value=words.bdi(content.made_by))
    if content.branches:
        yield Fact(label=words._("同时适用的分支机构"), value=words.series(map(words.ltr, content.branches)))


def happened(words: Speech, event: Event) -> Happened:
    said = HAPPENED.get(event.code)
    return Happened(
        at=words.moment(event.at),
        what=words._(said) if said else "",
        text=words.bdi(event.text) if event.text else "",
    )


def next_steps(words: Speech, one: OwnCommitment, on: date) -> tuple[Text, ...]:
    """What comes after signing, with its dates."""
    if one.progress is Progress.UNDER_CHECK:
        return (words._("核验有结果以后，会在消息里告诉您。公示以前可以撤回。"),)
    steps: list[Text] = [words._("公众现在就能看到。监管部门会核查是否履行，任何人都可以监督。")]
    if one.proof_due:
        steps.append(
            words.say(zh("请在 %(day)s以前提交履行证明，到时会提醒您。"), day=words.prose_date(one.proof_due))
        )
    last = one.commitment.valid_to
    if last is not None and one.commitment.state is CommitmentState.PUBLIC and last >= on:
        steps.append(words.say(zh("有效到 %(day)s。到期以前会提醒您续签。"), day=words.prose_date(last)))
    return tuple(steps)
