"""Sections of a report as lists of label and value, and as tables: for reading, not for filling in."""

from collections.abc import Iterable

import msgspec

from credit.domain.annual_report import (
    Form,
    FormField,
    FormSection,
    PartCheck,
    Publication,
    ReportItem,
    ReportPart,
)
from credit.domain.labels import zh
from credit.domain.values import Missing
from credit.rules.annual_report.contents import Difference, applies
from web.presenters.parts import Column, Fact, TableRow, Text
from web.presenters.report_values import item_value, rows_of
from web.presenters.speech import Speech

_AWAITED = zh("这一部分还要由%(who)s核对。")
_AGREES = zh("这一部分已由%(who)s核对，%(day)s。")
_DIFFERS = zh("%(who)s核对后发现不一致，%(day)s。理由：%(note)s")


class SectionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One section. note: who sees it, who still checks it. edit: where it is changed, empty: nowhere."""

    id: str
    title: Text
    facts: tuple[Fact, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[TableRow, ...] = ()
    nothing: Text = ""
    notes: tuple[Text, ...] = ()
    edit: str = ""
    state: Text = ""


def sections(
    words: Speech,
    form: Form,
    parts: Iterable[ReportPart],
    currency: str,
    *,
    own: bool,
    edits: dict[str, str] | None = None,
    checks: Iterable[PartCheck] = (),
) -> tuple[SectionFacts, ...]:
    """The parts of a report. own: shown to who filed, with what stays unpublished marked. checks: what other
    departments found of theirs.
    """
    made, found = [], {one.section: one for one in checks}
    for part in parts:
        section = form.section(part.key)
        if section is not None and (part.items or part.rows or part.none):
            notes = _notes(words, section, part, own, found.get(part.key))
            edit = (edits or {}).get(part.key, "")
            made.append(_section(words, section, part, currency, own, edit, notes))
    return tuple(made)


def _notes(
    words: Speech, section: FormSection, part: ReportPart, own: bool, check: PartCheck | None
) -> tuple[Text, ...]:
    """Who sees a part, and who checks or has checked it."""
    notes: list[Text] = []
    if own and all(one.publication is Publication.NEVER for one in section.fields):
        notes.append(words._("不公示，只供主管部门使用。"))
    if section.checked_by and applies(section, part):
        notes.append(checked(words, section, check))
    return tuple(notes)


def checked(words: Speech, section: FormSection, check: PartCheck | None) -> Text:
    """What a department found of its part, or that it has not looked yet."""
    who = words._(section.checked_by)
    if check is None:
        return words.say(_AWAITED, who=who)
    day = words.iso(check.on)
    if check.agrees:
        return words.say(_AGREES, who=who, day=day)
    return words.say(_DIFFERS, who=who, day=day, note=words.bdi(check.note))


def _section(
    words: Speech,
    section: FormSection,
    part: ReportPart,
    currency: str,
    own: bool,
    edit: str,
    notes: tuple[Text, ...],
) -> SectionFacts:
    return SectionFacts(
        id=section.key,
        title=words._(section.label),
        facts=tuple(_facts(words, section, part, currency, own)),
        columns=_columns(words, section) if part.rows else (),
        rows=tuple(TableRow(cells=cells) for cells in rows_of(words, section, part, currency)),
        nothing=words._("没有") if section.rows and not part.rows else "",
        notes=notes,
        edit=edit,
    )


def _columns(words: Speech, section: FormSection) -> tuple[Column, ...]:
    return tuple(
        Column(label=words._(field.label), lead=number == 0) for number, field in enumerate(section.fields)
    )


def _facts(words: Speech, section: FormSection, part: ReportPart, currency: str, own: bool) -> Iterable[Fact]:
    for item in part.items:
        field = section.field(item.key)
        if field is not None and not (own and isinstance(item.value, Missing)):
            value = item_value(words, field, item, currency)
            yield Fact(label=words._(field.label), value=value, note=_note(words, field, item) if own else "")


def _note(words: Speech, field: FormField, item: ReportItem) -> Text:
    if field.publication is not Publication.CHOICE:
        return ""
    return words._("公示") if item.open else words._("不公示")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction changed, before and after."""

    label: Text
    before: tuple[Text, ...]
    after: tuple[Text, ...]


def changes(words: Speech, form: Form, found: Iterable[Difference], currency: str) -> tuple[Change, ...]:
    """The differences of two versions in the reader's language."""
    made = []
    for one in found:
        section = form.section(one.section)
        if section is None:
            continue
        field = section.field(one.field)
        if field is not None:
            made.append(
                Change(
                    label=words._(field.label),
                    before=_value(words, field, one.before, currency),
                    after=_value(words, field, one.after, currency),
                )
            )
        else:
            made.append(
                Change(
                    label=words._(section.label),
                    before=_lines(words, section, one.gone, currency),
                    after=_lines(words, section, one.come, currency),
                )
            )
    return tuple(made)


def _value(words: Speech, field: FormField, item: ReportItem | None, currency: str) -> tuple[Text, ...]:
    return (item_value(words, field, item, currency),) if item is not None else ()


def _lines(
    words: Speech, section: FormSection, rows: tuple[tuple[ReportItem, ...], ...], currency: str
) -> tuple[Text, ...]:
    part = ReportPart(section.key, rows=rows)
    return tuple(
        words.series([cell for cell in cells if cell]) for cells in rows_of(words, section, part, currency)
    )
