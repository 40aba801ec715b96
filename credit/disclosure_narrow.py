"""The part of the gate that cuts a dossier down to what may leave on one channel."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import fields as struct_fields
from msgspec.structs import replace

from credit.disclosure_instant import narrow_instant
from credit.disclosure_report import narrow_report
from credit.domain.annual_report import AnnualReport
from credit.domain.dossier import Dossier, Fact, PublicRecord
from credit.domain.instant import InstantInfo
from credit.domain.notices import PublicNotice
from credit.domain.records import AnyContent
from credit.domain.values import NOT_APPLICABLE, Missing
from credit.domain.vocabulary import Channel, SubjectClass
from credit.rules.field_ways import Allowed
from credit.rules.fields import AUTHORITY, CONTENT, NESTED, REGISTERED

OFF_CHANNEL: Final = NOT_APPLICABLE
"""What stands for a required value that is public, but not on this channel."""


class _Cut(NamedTuple):
    """reset: field and what it becomes. inner: fields whose structs are cut themselves.

    read: all fields to reset of a struct at once; off: what it gives where there is nothing to reset.
    """

    reset: dict[str, Any]
    inner: tuple[str, ...]
    whole: bool  # False: a field it cannot be without is not permitted
    read: Callable[[Any], Any]
    off: Any


def _table(kind: type) -> dict[str, Allowed]:
    return REGISTERED if kind is Fact else CONTENT.get(kind) or AUTHORITY.get(kind) or NESTED.get(kind) or {}


@cache
def _cut(kind: type, channel: Channel) -> _Cut:
    table = _table(kind)
    reset: dict[str, Any] = {}
    inner, whole = [], True
    for field in struct_fields(kind):
        allowed = table.get(field.name)
        if allowed is None or channel not in allowed.channels:
            value = _off(field)
            whole = whole and value is not msgspec.NODEFAULT
            reset[field.name] = value
        elif any(_is_cut(nested, channel) for nested in _nested_in(field.type)):
            inner.append(field.name)
    if not reset:
        return _Cut(reset, tuple(inner), whole, lambda _: (), ())
    off = tuple(reset.values())
    return _Cut(reset, tuple(inner), whole, attrgetter(*reset), off if len(off) > 1 else off[0])


def _is_cut(kind: type, channel: Channel) -> bool:
    cut = _cut(kind, channel)
    return bool(cut.reset or cut.inner)


def _off(field: Any) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    if field.default is None:
        return None
    takes_missing = isinstance(field.default, Missing) or Missing in getattr(field.type, "__args__", ())
    return OFF_CHANNEL if takes_missing else field.default


def _nested_in(annotation: Any) -> list[type]:
    """The structs of the tables that a field's type can hold."""
    if annotation in NESTED:
        return [annotation]
    return [kind for part in getattr(annotation, "__args__", ()) for kind in _nested_in(part)]


class _Cuts(dict[type, _Cut | None]):
    """How each type of value is cut for one channel; None: it passes as it is."""

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self.channel = channel

    def __missing__(self, kind: type) -> _Cut | None:
        plain = not issubclass(kind, msgspec.Struct) or issubclass(kind, Missing)
        cut = None if plain else _cut(kind, self.channel)
        return self.setdefault(kind, cut if cut is not None and (cut.reset or cut.inner) else None)


_cuts: Final = {channel: _Cuts(channel) for channel in Channel}


def _narrow_struct(value: Any, cuts: _Cuts) -> Any:
    """The value cut down; itself where there is nothing to cut, as for most of them."""
    cut = cuts[type(value)]
    if cut is None:
        return _narrow_each(value, cuts) if isinstance(value, tuple) else value
    if not cut.whole:
        return None
    changes = {} if cut.read(value) == cut.off else dict(cut.reset)
    for name in cut.inner:
        old = getattr(value, name)
        new = _narrow_struct(old, cuts)
        if new is not old:
            changes[name] = new
    return replace(value, **changes) if changes else value


def _narrow_each(values: tuple[Any, ...], cuts: _Cuts) -> tuple[Any, ...]:
    kept = tuple([new for item in values if (new := _narrow_struct(item, cuts)) is not None])
    same = len(kept) == len(values) and all(new is item for new, item in zip(kept, values, strict=True))
    return values if same else kept


def narrow(dossier: Dossier, channel: Channel) -> Dossier:
    """The dossier as it may leave on `channel`: other fields become missing, empty, or drop out.

    A record none of whose required fields may leave is not in it.
    """
    cuts = _cuts[channel]
    records = tuple(
        [narrowed for record in dossier.records if (narrowed := _narrow_record(record, cuts)) is not None]
    )
    fact = _narrow_struct(dossier.registered, cuts)
    if channel not in REGISTERED["legal_representative"].channels and _bears_a_persons_name(
        dossier.registered
    ):
        fact = replace(fact, name="")
    if fact.since:
        kept = {name: day for name, day in fact.since.items() if channel in REGISTERED[name].channels}
        fact = replace(fact, since=kept)
    return replace(dossier, registered=fact, records=records)


def narrow_notice(notice: PublicNotice, channel: Channel) -> PublicNotice:
    """A notice of an authority as it may leave on `channel`: other fields become missing or empty."""
    content = _narrow_struct(notice.content, _cuts[channel])
    return notice if content is notice.content else replace(notice, content=content)


def _bears_a_persons_name(fact: Fact) -> bool:
    """An individual business may have no name but its operator's; then that is no name to find."""
    individual = fact.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    return individual and fact.name == fact.legal_representative


def _narrow_record(record: PublicRecord, cuts: _Cuts) -> PublicRecord | None:
    content = record.content
    if type(content) in _BY_ITEM:
        content = _by_item(content, cuts.channel)
    content = _narrow_struct(content, cuts)
    if content is record.content:
        return record
    return None if content is None else replace(record, content=content)


_BY_ITEM: Final = (InstantInfo, AnnualReport)


def _by_item(content: AnyContent, channel: Channel) -> AnyContent:
    """What is made of items is narrowed item by item."""
    if isinstance(content, InstantInfo):
        return narrow_instant(content, channel)
    return narrow_report(content, channel) if isinstance(content, AnnualReport) else content
