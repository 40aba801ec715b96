"""The part of the gate for annual reports: item by item, by the form of their year.

An item that its form does not know, or that is never public (党建 and the like), is dropped. One that
the filer chose not to publish stays as a stated absence. Personal data in a text is starred and the
report marked as under check until an officer has looked at it; telephone and e-mail of an enterprise
are public by law (企业信息公示暂行条例 Art 9) and stay when they have the shape of one.
"""

import re
from typing import Final

from msgspec.structs import replace

from credit.domain.annual_report import (
    AnnualReport,
    FieldType,
    FormField,
    PartCheck,
    Publication,
    ReportItem,
    ReportPart,
)
from credit.domain.errors import InputError
from credit.domain.identifiers import is_credit_code, is_registration_no
from credit.domain.values import NOT_DISCLOSED, Missing
from credit.domain.vocabulary import Channel
from credit.rules import personal_data
from credit.rules.annual_report.channels import channels_of, known_form
from credit.rules.annual_report.forms import TRAITS
from credit.rules.annual_report.reading import canonical
from credit.rules.personal_data import Personal

KEY: Final = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")
CURRENCY: Final = re.compile(r"[A-Z]{3}")
_FREE: Final = frozenset({FieldType.TEXT, FieldType.NAME, FieldType.URL})


def clean_report(
    report: AnnualReport, passed: frozenset[Personal] = frozenset(), *, looked_at: bool = False
) -> AnnualReport:
    """A report without what the public may not see.

    passed: kinds a person found to be none; looked_at: somebody has decided on this very text.
    """
    form = known_form(report.subject_class, report.year, report.traits)
    parts, found = [], False
    for part in report.parts if form else ():
        section = form.section(part.key) if form else None
        if section is None:
            continue
        fields = {one.key: one for one in section.fields if one.publication is not Publication.NEVER}
        items, hit = clean_items(part.items, fields, passed)
        rows = [clean_items(row, fields, passed) for row in part.rows]
        found = found or hit or any(starred for _, starred in rows)
        if fields:
            parts.append(ReportPart(part.key, items, tuple(row for row, _ in rows), part.none))
    return replace(
        report,
        parts=tuple(parts),
        under_check=found and not looked_at and report.superseded_on is None,
        checks=tuple(
            PartCheck(section=one.section, on=one.on, agrees=True)
            for one in report.checks
            if one.agrees and any(part.key == one.section for part in parts)
        ),
        code=clean_subject_code(report.code),
        currency=report.currency if CURRENCY.fullmatch(report.currency) else "CNY",
        traits=tuple(one for one in report.traits if one in TRAITS),
    )


def clean_items(
    items: tuple[ReportItem, ...], fields: dict[str, FormField], passed: frozenset[Personal]
) -> tuple[tuple[ReportItem, ...], bool]:
    """Items as they may be shown, by their fields, and whether something in them had to be starred."""
    kept, found = [], False
    for item in items:
        field = fields.get(item.key)
        if field is None:
            continue
        if not item.open:
            kept.append(ReportItem(item.key, NOT_DISCLOSED, False))
        elif isinstance(item.value, Missing):
            kept.append(item)
        else:
            text, hit = _shown(field, item.value, passed)
            found = found or hit
            kept.append(ReportItem(item.key, text))
    return tuple(kept), found


def _shown(field: FormField, text: str, passed: frozenset[Personal]) -> tuple[str, bool]:
    """A value as it may be shown, and whether something in it had to be starred."""
    if field.type not in _FREE:
        try:
            return canonical(field, text), False
        except InputError:
            return "*", True  # no value of its kind: nobody knows what it is
    hits = tuple(one for one in personal_data.find(text) if one.kind not in passed)
    for hit in reversed(hits):
        text = text[: hit.start] + "*" * (hit.end - hit.start) + text[hit.end :]
    return text, bool(hits)


def clean_subject_code(code: str) -> str:
    """A code of a subject or a key of ours; nothing where it might be somebody's own number."""
    return code if is_credit_code(code) or is_registration_no(code) or KEY.fullmatch(code) else ""


def narrow_report(report: AnnualReport, channel: Channel) -> AnnualReport:
    """A cleaned report as it may leave on a channel: items that may not are dropped, with empty parts."""
    form = known_form(report.subject_class, report.year, report.traits)
    parts = []
    for part in report.parts if form else ():
        section = form.section(part.key) if form else None
        kept = (
            {one.key for one in section.fields if channel in channels_of(part.key, one)} if section else set()
        )
        items = tuple(item for item in part.items if item.key in kept)
        rows = tuple(tuple(item for item in row if item.key in kept) for row in part.rows) if kept else ()
        if kept:
            parts.append(ReportPart(part.key, items, rows, part.none))
    cut = tuple(parts)
    return report if cut == report.parts else replace(report, parts=cut)
