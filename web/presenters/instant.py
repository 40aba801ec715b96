"""Instant information as everybody sees it: a row of its section, what opens under it, its versions."""

from collections.abc import Iterator, Sequence

import msgspec

from credit.domain.annual_report import Form, ReportPart
from credit.domain.dossier import Dossier, PublicRecord
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.labels import zh
from credit.domain.values import Missing
from credit.domain.vocabulary import SubjectClass
from credit.rules.annual_report.contents import differences
from credit.rules.instant.forms import form_for
from web.presenters.accounts import names
from web.presenters.parts import Fact, Link, Text
from web.presenters.report_parts import Change, changes
from web.presenters.report_values import item_value
from web.presenters.speech import Speech

# by kind: the keys of what tells one piece from another, the first ones that are there
_TELLING: dict[InstantItem, tuple[str, ...]] = {
    InstantItem.CONTRIBUTION: ("holder", "paid"),
    InstantItem.TRANSFER: ("holder", "before", "after"),
    InstantItem.LICENCE: ("event", "name", "number"),
    InstantItem.IP_PLEDGE: ("event", "name", "number"),
    InstantItem.PENALTY: ("violation", "number"),
    InstantItem.OTHER: ("title",),
}
_FILED = zh("%(day)s 公示")
_LATE = zh("%(day)s 公示，超过规定的期限")
_LOOKED_INTO = zh("%(said)s，部分内容待查看")
_CORRECTED = zh("%(said)s，%(link)s")


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version; the newest is open. changes: against the one before it."""

    title: Text
    state: Text
    open: bool
    facts: tuple[Fact, ...]
    changes: tuple[Change, ...]


class InstantPage(msgspec.Struct, frozen=True, kw_only=True):
    title: Text
    names: tuple[Text, Text]
    back: Link
    versions: tuple[Version, ...]


def is_former(record: PublicRecord) -> bool:
    """Whether a record is a version that a correction has taken the place of."""
    return isinstance(record.content, InstantInfo) and record.content.superseded_on is not None


def instant_cells(words: Speech, one: InstantInfo) -> tuple[Text, ...]:
    """The row of one piece."""
    return (words.label(one.item), summary(words, one), words.iso(one.arose_on), _filed(words, one))


def summary(words: Speech, one: InstantInfo) -> Text:
    """What tells it from others of its kind, in a few words."""
    values = dict(_values(words, one, _TELLING[one.item]))
    return words.series([values[key] for key in _TELLING[one.item] if key in values])


def instant_pairs(words: Speech, one: InstantInfo) -> Iterator[tuple[str, Text]]:
    """Everything that was stated, by label."""
    labels = {field.key: field.label for field in _form(one).sections[0].fields}
    for key, value in _values(words, one, tuple(labels)):
        yield labels[key], value


def state(words: Speech, one: InstantInfo) -> Text:
    """When it was published, and whether that was late."""
    said = words.say(_LATE if one.late else _FILED, day=words.iso(one.filed_on))
    return words.say(_LOOKED_INTO, said=said) if one.under_check else said


def _filed(words: Speech, one: InstantInfo) -> Text:
    said = state(words, one)
    if one.version == 1 or not one.code:
        return said
    page = f"/{words.prefix}/enterprise/{one.code}/instant/{one.entry}"
    return words.say(_CORRECTED, said=said, link=words.link(page, words._("更正过，看更正前后")))


def _values(words: Speech, one: InstantInfo, keys: tuple[str, ...]) -> Iterator[tuple[str, Text]]:
    section = _form(one).sections[0]
    for item in one.items:
        field = section.field(item.key)
        if field is not None and item.key in keys and not isinstance(item.value, Missing):
            yield item.key, item_value(words, field, item, one.currency)


def _form(one: InstantInfo) -> Form:
    return form_for(one.item, SubjectClass.COMPANY, one.filed_on.year)


def versions(words: Speech, found: Sequence[InstantInfo]) -> tuple[Version, ...]:
    """All versions, the newest first. found: in any order, at least one."""
    ordered = sorted(found, key=lambda one: one.version, reverse=True)
    return tuple(
        _version(words, one, before, newest=number == 0)
        for number, (one, before) in enumerate(zip(ordered, [*ordered[1:], None], strict=True))
    )


def _version(words: Speech, one: InstantInfo, before: InstantInfo | None, *, newest: bool) -> Version:
    parts = [ReportPart(one.item.value, items=said.items) for said in (before, one) if said is not None]
    found = differences(parts[:1], parts[1:]) if before is not None else ()
    pairs = instant_pairs(words, one)
    return Version(
        title=words.say(zh("第 %(version)s 版"), version=words.ltr(one.version)),
        state=state(words, one),
        open=newest,
        facts=tuple(Fact(label=words._(label), value=value) for label, value in pairs),
        changes=changes(words, _form(one), found, one.currency),
    )


def instant_page(words: Speech, dossier: Dossier, address: str, found: Sequence[InstantInfo]) -> InstantPage:
    """The page of one piece and all its versions. address: of the enterprise, ready for a link."""
    called = names(words, dossier.registered.name, dossier.registered.uyghur_name)
    return InstantPage(
        title=words.label(found[0].item),
        names=called,
        back=Link(label=called[0], href=f"/{words.prefix}/enterprise/{address}"),
        versions=versions(words, found),
    )


def choices(words: Speech, found: Sequence[tuple[str, InstantInfo]]) -> list[tuple[str, str]]:
    """Pieces to choose from, by entry; plain words, as labels of a form are."""
    return [(entry, _plain(words, one)) for entry, one in found]


def _plain(words: Speech, one: InstantInfo) -> str:
    keys = _TELLING[one.item]
    said = [one.value(key) for key in keys if key in ("name", "number", "holder", "title", "violation")]
    return "  ".join((words.label(one.item), *said, one.arose_on.isoformat()))
