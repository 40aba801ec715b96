"""Commitments that wait for an officer: the queue and the page of one."""

from collections.abc import Iterable

import msgspec

from credit.domain.accounts import Standing
from credit.domain.committing import OwnCommitment, Progress
from web.presenters.cases import desk_subject
from web.presenters.commitment_matters import matter_of, original_lines, plain_matter, rendering_lines
from web.presenters.commitment_own import Happened, happened, tags
from web.presenters.naming import called
from web.presenters.parts import Fact, Link, Tag, Text
from web.presenters.speech import Speech


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the queue."""

    title: Text
    href: str
    name: Text
    meta: tuple[Text, ...]


class WaitingPage(msgspec.Struct, frozen=True, kw_only=True):
    """One that waits, or waited. open: it can be decided now."""

    title: str
    name: Text
    subject: Link
    tags: tuple[Tag, ...]
    facts: tuple[Fact, ...]
    original: tuple[Text, ...]
    rendering: tuple[Text, ...]
    sealed: tuple[Link, ...]
    history: tuple[Happened, ...]
    reasons: Text
    open: bool
    here: str


def rows(words: Speech, found: Iterable[tuple[OwnCommitment, Standing]]) -> tuple[WaitingRow, ...]:
    """What waits, with whose it is."""
    return tuple(
        WaitingRow(
            title=matter_of(words, one.commitment.matter, one.commitment.matter_uyghur),
            href=_here(words, one),
            name=called(words, about.registration),
            meta=(
                words.label(one.commitment.commitment_type),
                words.number(one.commitment.number),
                words.moment(one.signed_at) if one.signed_at else "",
            ),
        )
        for one, about in found
    )


def waiting_page(words: Speech, one: OwnCommitment, about: Standing) -> WaitingPage:
    """The page of one."""
    content, here = one.commitment, _here(words, one)
    text = content.text if isinstance(content.text, str) else ""
    uyghur = content.text_uyghur if isinstance(content.text_uyghur, str) else ""
    return WaitingPage(
        title=plain_matter(words, content.matter, content.matter_uyghur),
        name=matter_of(words, content.matter, content.matter_uyghur),
        subject=desk_subject(words, about),
        tags=tags(words, one),
        facts=tuple(_facts(words, one)),
        original=original_lines(text),
        rendering=rendering_lines(uyghur),
        sealed=tuple(
            Link(label=words._("盖章的承诺书"), href=f"{here}/sealed/{number}") for number in one.sealed
        ),
        history=tuple(happened(words, event) for event in reversed(one.history)),
        reasons=words.bdi(one.reasons) if one.reasons else "",
        open=one.progress is Progress.UNDER_CHECK,
        here=here,
    )


def _here(words: Speech, one: OwnCommitment) -> str:
    return f"/{words.prefix}/desk/commitments/waiting/{one.id}"


def _facts(words: Speech, one: OwnCommitment) -> Iterable[Fact]:
    content = one.commitment
    yield Fact(label=words._("承诺编号"), value=words.number(content.number))
    yield Fact(label=words._("承诺类型"), value=words.label(content.commitment_type))
    yield Fact(label=words._("承诺有效期"), value=words.period(content.valid_from, content.valid_to))
    if isinstance(content.basis, str):
        yield Fact(label=words._("承诺依据"), value=words.bdi(content.basis))
    if isinstance(content.signed_by, str):
        yield Fact(label=words._("承诺签署人"), value=words.bdi(content.signed_by))
    if one.signed_at is not None:
        how = words.label(one.signed_how) if one.signed_how else ""
        yield Fact(label=words._("签署时间"), value=words.moment(one.signed_at), note=how)
