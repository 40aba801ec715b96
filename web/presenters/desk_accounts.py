"""Disputes and letters, for officers."""

from collections.abc import Callable, Iterable

import msgspec

from credit.domain.accounts import Standing
from credit.domain.filings import Filing, Freeze
from web.presenters.filings import title
from web.presenters.naming import called
from web.presenters.parts import Fact, Text
from web.presenters.speech import Speech


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    subject: Text
    facts: tuple[Fact, ...]
    here: str


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed and sent to the registered domicile."""

    name: Text
    address: Text
    code: Text


def disputes(
    words: Speech, found: Iterable[tuple[Filing, Freeze]], subject: Callable[[str], Standing]
) -> tuple[Dispute, ...]:
    return tuple(dispute(words, filing, stop, subject(filing.subject_key)) for filing, stop in found)


def dispute(words: Speech, filing: Filing, stop: Freeze, subject: Standing) -> Dispute:
    return Dispute(
        title=title(words, filing),
        subject=called(words, subject.registration),
        facts=(
            Fact(label=words._("回执编号"), value=words.ltr(filing.receipt)),
            Fact(label=words._("提交时间"), value=words.moment(filing.filed_at)),
            Fact(label=words._("冻结时间"), value=words.moment(stop.frozen_at)),
            Fact(label=words._("修改冻结至"), value=words.moment(stop.until)),
            Fact(label=words._("冻结理由"), value=words.bdi(stop.reason)),
        ),
        here=f"/{words.prefix}/desk/accounts/dispute/{stop.id}",
    )


def letter(words: Speech, subject: Standing, code: str) -> Letter:
    said = subject.registration
    return Letter(name=words.name(said.name), address=words.text(said.address), code=words.ltr(code.upper()))
