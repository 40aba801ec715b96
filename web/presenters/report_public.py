"""A filed report as the public sees it: its versions, what a correction changed, what is withheld."""

from collections.abc import Sequence

import msgspec

from credit.domain.annual_report import AnnualReport
from credit.domain.labels import zh
from credit.rules.annual_report.contents import differences
from web.presenters.parts import Link, Text
from web.presenters.report_parts import Change, SectionFacts, changes, sections
from web.presenters.report_values import form_of, report_state
from web.presenters.report_years import year_title
from web.presenters.speech import Speech


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version; the newest is open. changes: against the one before it."""

    title: Text
    state: Text
    open: bool
    sections: tuple[SectionFacts, ...]
    changes: tuple[Change, ...]
    correction: bool


class PublicPage(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    names: tuple[Text, Text]
    back: Link
    versions: tuple[Version, ...]
    corrected: bool


def public_page(
    words: Speech, shown: tuple[Text, Text], address: str, found: Sequence[AnnualReport]
) -> PublicPage:
    """The page of one report year. shown: what it is called, see `accounts.names`; found: its versions, in
    any order, at least one.
    """
    ordered = sorted(found, key=lambda one: one.version, reverse=True)
    earlier = [*ordered[1:], None]
    return PublicPage(
        title=year_title(words, ordered[0].year),
        names=shown,
        back=Link(label=shown[0], href=f"/{words.prefix}/enterprise/{address}"),
        versions=tuple(
            _version(words, one, before, newest=one is ordered[0])
            for one, before in zip(ordered, earlier, strict=True)
        ),
        corrected=len(ordered) > 1,
    )


def _version(words: Speech, one: AnnualReport, before: AnnualReport | None, *, newest: bool) -> Version:
    form = form_of(one)
    filed = words.iso(one.filed_on)
    return Version(
        title=words.say(zh("第 %(version)s 次报送，%(day)s"), version=words.ltr(one.version), day=filed),
        state=report_state(words, one),
        open=newest,
        sections=sections(words, form, one.parts, one.currency, own=False, checks=one.checks) if form else (),
        correction=before is not None,
        changes=changes(words, form, differences(before.parts, one.parts), one.currency)
        if form and before
        else (),
    )
