"""Instant information being filled in: the boxes of its form, the check before it is public, its list."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from credit.domain.annual_report import Form
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.labels import zh
from credit.rules.annual_report.reading import Problem, canonical
from credit.rules.calendars import Deadline
from credit.rules.instant.clock import due, is_late
from credit.rules.instant.forms import section_for
from web.presenters import parts
from web.presenters.cases import until
from web.presenters.instant import state, summary
from web.presenters.parts import Fact, Link, Tag, Text, Tone
from web.presenters.report_form import Boxes, Group, read_back, wrongs
from web.presenters.report_names import box
from web.presenters.report_values import value_text
from web.presenters.speech import Speech

_ICONS = {
    InstantItem.CONTRIBUTION: "file",
    InstantItem.TRANSFER: "enterprise",
    InstantItem.LICENCE: "check",
    InstantItem.IP_PLEDGE: "list",
    InstantItem.PENALTY: "notice",
    InstantItem.OTHER: "list",
}
_LIMIT = zh("形成日期 %(arose)s，公示期限：%(until)s。")
_LATE = zh("形成日期 %(arose)s，已经超过公示期限（%(day)s）。现在公示仍然有效，会注明超过期限。")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The form of one kind."""

    title: Text
    intro: Text
    source: Text
    groups: tuple[Group, ...]
    problems: tuple[parts.Problem, ...]
    sending: "Sending"


class CheckPage(msgspec.Struct, frozen=True, kw_only=True):
    """What will be public, to be looked at once more. hidden: what was typed, sent along."""

    title: Text
    facts: tuple[Fact, ...]
    clock: Text
    late: bool
    hidden: tuple[tuple[str, str], ...]
    action: str


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """A piece in the list of its enterprise."""

    title: Text
    text: Text
    state: Text
    tags: tuple[Tag, ...]
    href: str


class Sending(NamedTuple):
    """How a form is sent. token: by which it counts once; version: the one that it corrects, 0: none; kept:
    names what was kept of it.
    """

    token: str
    version: int
    action: str
    back: str
    kept: str = ""


def form_page(
    words: Speech,
    form: Form,
    typed: Mapping[str, str],
    problems: Iterable[Problem],
    currency: str,
    sending: Sending,
) -> Page:
    """The form as it was typed, with what is wrong at its place."""
    (section,) = form.sections
    found = tuple(problems)
    boxes = Boxes(words, form, {one.path: one for one in found}, currency)
    return Page(
        title=words._(section.label),
        intro=words._(section.intro),
        source=words.zh(section.fields[0].source),
        groups=boxes.groups(section, typed, {}, {}),
        problems=wrongs(words, form, found),
        sending=sending,
    )


def check_page(
    words: Speech,
    form: Form,
    typed: Mapping[str, str],
    currency: str,
    today: date,
    hidden: Iterable[tuple[str, str]],
    action: str,
) -> CheckPage:
    """What was typed, read back; without problems."""
    (section,) = form.sections
    arose = date.fromisoformat(canonical(section.field("arose_on"), typed["arose_on"]))  # type: ignore[arg-type]
    late = is_late(arose, today)
    return CheckPage(
        title=words._(section.label),
        facts=tuple(_read(words, form, typed, currency)),
        clock=clock(words, arose, due(arose), late, today),
        late=late,
        hidden=tuple(hidden),
        action=action,
    )


def clock(words: Speech, arose: date, last: Deadline | None, late: bool, today: date) -> Text:
    """By when something that arose on a day has to be public."""
    if last is None:
        return ""
    if late:
        return words.say(_LATE, arose=words.prose_date(arose), day=words.prose_date(last.day))
    return words.say(_LIMIT, arose=words.prose_date(arose), until=until(words, last.day, last.firm, today))


def _read(words: Speech, form: Form, typed: Mapping[str, str], currency: str) -> Iterable[Fact]:
    (section,) = form.sections
    for field in section.fields:
        text = typed.get(field.key, "")
        if text.strip():
            value = value_text(words, field, canonical(field, text), currency)
            yield Fact(label=words._(field.label), value=value, note=read_back(words, field, text))


def hidden(item: InstantItem, typed: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What was typed as fields that are sent again; several ticks one by one."""
    section = section_for(item)
    pairs: list[tuple[str, str]] = []
    for field in section.fields:
        text = typed.get(field.key, "")
        values = text.split(",") if field.type.value == "choices" else [text]
        pairs += [(box(section.key, field.key), value) for value in values]
    return tuple(pairs)


def ways(words: Speech, allowed: Iterable[InstantItem], base: str) -> tuple[Link, ...]:
    """The kinds that can be published, as doors."""
    return tuple(
        Link(label=words.label(item), href=f"{base}/instant/new/{item.value}", icon=_ICONS[item])
        for item in allowed
    )


def filed(words: Speech, found: Iterable[tuple[str, datetime, InstantInfo]], base: str) -> tuple[Filed, ...]:
    """The list of what was published. found: entry, moment and content of each."""
    return tuple(_filed(words, entry, info, base) for entry, _, info in found)


def _filed(words: Speech, entry: str, info: InstantInfo, base: str) -> Filed:
    tags = [Tag(words._("超过规定的期限"), Tone.WARN)] if info.late else []
    if info.version > 1:
        tags.append(Tag(words._("更正过"), Tone.NOTE))
    return Filed(
        title=words.label(info.item),
        text=summary(words, info),
        state=state(words, info),
        tags=tuple(tags),
        href=f"{base}/instant/{entry}",
    )


def typed_of(info: InstantInfo) -> dict[str, str]:
    """What was filed, as its form shows it."""
    return {item.key: item.value for item in info.items if isinstance(item.value, str)}
