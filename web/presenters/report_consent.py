"""Consents: what an enterprise lets somebody see, and what they then see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from credit.domain.annual_report import FormField
from credit.domain.labels import zh
from web.presenters.parts import Fact, Problem, Text
from web.presenters.report_values import item_value
from web.presenters.report_years import year_title
from web.presenters.speech import Speech

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from credit.services.annual_reports.consents import Consent, Opened


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A consent in the list of the enterprise. ends: how it stands; revoke: id, empty once it is over."""

    grantee: Text
    figures: Text
    state: Text
    opened: Text
    revoke: str


class ConsentPage(msgspec.Struct, frozen=True, kw_only=True):
    """link: shown once, right after it was made."""

    title: Text
    offered: tuple[tuple[str, Text, bool], ...]
    grantee: str
    days: str
    most: str
    problems: tuple[Problem, ...]
    link: str
    given: tuple[Given, ...]
    years: str


class Sent(NamedTuple):
    """What was sent, what was wrong with it, or the link that came of it."""

    paths: tuple[str, ...] = ()
    grantee: str = ""
    days: str = ""
    problem: Text = ""
    link: str = ""


class Offer(NamedTuple):
    """A report with the figures that can be opened, for at most so many days."""

    year: int
    fields: tuple[tuple[str, FormField], ...]
    most: int
    years: str


def consent_page(
    words: Speech, offer: Offer, given: Iterable[Consent], now: datetime, sent: Sent
) -> ConsentPage:
    """The page on which a consent is given."""
    labels = {path: words._(field.label) for path, field in offer.fields}
    return ConsentPage(
        title=year_title(words, offer.year),
        offered=tuple((path, label, path in sent.paths) for path, label in labels.items()),
        grantee=sent.grantee,
        days=sent.days or str(offer.most),
        most=str(offer.most),
        problems=(Problem(sent.problem, "grantee"),) if sent.problem else (),
        link=sent.link,
        given=tuple(_given(words, one, labels, now) for one in given if one.year == offer.year),
        years=offer.years,
    )


def _given(words: Speech, one: Consent, labels: dict[str, str], now: datetime) -> Given:
    holds = one.holds(now)
    if one.revoked_at is not None:
        state: Text = words._("已撤回")
    elif holds:
        state = words.say(zh("有效至 %(moment)s"), moment=words.moment(one.expires_at))
    else:
        state = words._("已到期")
    return Given(
        grantee=words.bdi(one.grantee),
        figures=words.series([labels.get(path, "") for path in one.paths if labels.get(path)]),
        state=state,
        opened=words.say(zh("已查看 %(count)s 次"), count=words.ltr(one.opened)),
        revoke=one.id if holds else "",
    )


class OpenedPage(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    name: Text
    code: Text
    grantee: Text
    until: Text
    facts: tuple[Fact, ...]


def opened_page(words: Speech, one: Opened) -> OpenedPage:
    """What the holder of a consent sees."""
    return OpenedPage(
        title=year_title(words, one.year),
        name=words.name(one.name),
        code=words.ltr(one.code),
        grantee=words.bdi(one.grantee),
        until=words.say(zh("有效至 %(moment)s"), moment=words.moment(one.expires_at)),
        facts=tuple(
            Fact(label=words._(field.label), value=item_value(words, field, item, one.currency))
            for field, item in one.items
        ),
    )
