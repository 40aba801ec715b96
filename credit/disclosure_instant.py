"""The part of the gate for instant information: item by item, by the form of its kind."""

from typing import Final

from msgspec.structs import replace

from credit.disclosure_report import CURRENCY, KEY, clean_items, clean_subject_code
from credit.domain.annual_report import FieldType, FormField, ReportItem
from credit.domain.instant import InstantInfo
from credit.domain.values import Missing
from credit.domain.vocabulary import Channel
from credit.rules.field_ways import ASKED_FOR, OPEN_DATA
from credit.rules.instant.forms import section_for
from credit.rules.personal_data import Personal

_TEXTS: Final = frozenset({"content", "before", "after"})


def clean_instant(
    info: InstantInfo, passed: frozenset[Personal] = frozenset(), *, looked_at: bool = False
) -> InstantInfo:
    """What may go out of it; personal data and listed words in its texts starred.

    passed: kinds a person found to be none; looked_at: somebody has decided on this very text.
    """
    fields = {one.key: one for one in section_for(info.item).fields}
    items, found = clean_items(info.items, fields, passed)
    if info.marked and Personal.SENSITIVE not in passed:
        items, found = tuple(_starred(item, info) for item in items), True
    return replace(
        info,
        items=items,
        under_check=found and not looked_at and info.superseded_on is None,
        marked=(),
        code=clean_subject_code(info.code),
        entry=info.entry if KEY.fullmatch(info.entry) else "",
        currency=info.currency if CURRENCY.fullmatch(info.currency) else "CNY",
    )


def _starred(item: ReportItem, info: InstantInfo) -> ReportItem:
    """An item with its listed words starred. Stars of personal data are as long as what they stand for."""
    text = item.value
    if isinstance(text, Missing):
        return item
    for one in info.marked:
        if one.key == item.key:
            text = text[: one.start] + "*" * len(text[one.start : one.end]) + text[one.end :]
    return item if text == item.value else replace(item, value=text)


def narrow_instant(info: InstantInfo, channel: Channel) -> InstantInfo:
    """A cleaned one as it may leave on a channel: items that may not are dropped."""
    fields = {one.key: one for one in section_for(info.item).fields}
    kept = tuple(item for item in info.items if _may(fields, item, channel))
    return info if kept == info.items else replace(info, items=kept)


def _may(fields: dict[str, FormField], item: ReportItem, channel: Channel) -> bool:
    """Names and long texts are for who asks for one enterprise; nothing of it is matched by a search:
    a number that an enterprise states of itself must not pass for a document that an authority issued."""
    field = fields.get(item.key)
    if field is None:
        return False
    named = field.type is FieldType.NAME or item.key in _TEXTS
    return channel in (ASKED_FOR if named else OPEN_DATA)
