"""What pages of the annual report send, read by the names that their boxes were given. No law."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from credit.domain.annual_report import ANY, FieldType, FormSection
from web.presenters.report_names import EVERYTHING, NO, WHOLE_ROW, YES, box, shown

Sent = Mapping[str, list[str]]  # the fields of a request, each with all its values


class Typed(NamedTuple):
    """What was typed, by key, and what was chosen to be published."""

    values: dict[str, str]
    published: dict[str, bool]


def section_of(sent: Sent, section: FormSection) -> Typed:
    """What was sent of a section; what was not sent stays as it was."""
    values: dict[str, str] = {}
    published: dict[str, bool] = {}
    keys: Iterable[str] = (ANY,) if section.rows else (one.key for one in section.fields)
    several = {one.key for one in section.fields if one.type is FieldType.CHOICES and not section.rows}
    for key in keys:
        name = box(section.key, key)
        if name in sent:
            values[key] = _chosen(sent, name) if key in several else first(sent, name)
        choice = _last(sent, shown(section.key, key))
        if choice in (YES, NO):
            published[key] = choice == YES
    return Typed(values, published)


def row_of(sent: Sent, section: FormSection) -> tuple[dict[str, str], bool | None]:
    """What was sent of one line of a list, and whether it is to be published, where that is a choice."""
    values = {
        one.key: _chosen(sent, box(section.key, one.key))
        if one.type is FieldType.CHOICES
        else first(sent, box(section.key, one.key))
        for one in section.fields
    }
    choice = first(sent, WHOLE_ROW)
    return values, (choice == YES if choice in (YES, NO) else None)


def first(sent: Sent, name: str) -> str:
    """The value of a field that has one; empty where it was not sent."""
    return next(iter(sent.get(name, ())), "")


def _last(sent: Sent, name: str) -> str:
    """The last value of a field: a tick stands behind the "no" that is always sent with it."""
    return next(reversed(sent.get(name, [])), "")


def everything_of(sent: Sent) -> bool | None:
    """The owner's choice for the whole report."""
    choice = first(sent, EVERYTHING)
    return choice == YES if choice in (YES, NO) else None


def _chosen(sent: Sent, name: str) -> str:
    """Several ticks; the empty one that is always sent says that the question was on the page."""
    return ",".join(value for value in sent.get(name, []) if value)


def only_field(values: Mapping[str, str], key: str) -> dict[str, str]:
    """One field of what was sent, for saving it alone."""
    return {key: values[key]} if key in values else {}
