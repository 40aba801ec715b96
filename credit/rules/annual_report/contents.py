"""Between what was read and what is filed: parts of a report, last year's values, differences."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from credit.domain.annual_report import (
    ANY,
    AnnualReport,
    Answers,
    Filer,
    Form,
    FormField,
    FormSection,
    PartCheck,
    Publication,
    ReportItem,
    ReportPart,
    Row,
)
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, Missing
from credit.rules.annual_report.forms import NO, YES
from credit.rules.annual_report.reading import Read

PREFILLED: Final = "register"


class Difference(msgspec.Struct, frozen=True):
    """What a correction changed: a field before and after, or the lines of a list that went and came."""

    section: str
    field: str = ""  # empty: the rows of a list
    before: ReportItem | None = None
    after: ReportItem | None = None
    gone: tuple[tuple[ReportItem, ...], ...] = ()
    come: tuple[tuple[ReportItem, ...], ...] = ()


def parts_of(form: Form, read: Read, answers: Answers) -> tuple[ReportPart, ...]:
    """A report as it is filed: every field with its value, or why there is none, and whether it is open."""
    return tuple(_part(form, section, read, answers) for section in form.sections)


def _part(form: Form, section: FormSection, read: Read, answers: Answers) -> ReportPart:
    if section.rows:
        rows = tuple(
            tuple(
                _item(one, values.get(one.key), _row_open(form, section, one, row, answers))
                for one in section.fields
            )
            for row, values in read.lists.get(section.key, ())
        )
        return ReportPart(section.key, rows=rows, none=not rows)
    items = (
        _item(
            one,
            read.values.get(f"{section.key}.{one.key}"),
            is_open(form, one, answers, f"{section.key}.{one.key}"),
        )
        for one in section.fields
    )
    return ReportPart(section.key, items=tuple(items))


def _item(field: FormField, value: str | None, opened: bool) -> ReportItem:
    missing = NOT_APPLICABLE if field.when or field.required else NOT_COLLECTED
    return ReportItem(field.key, missing if value is None else value, opened)


def is_open(form: Form, field: FormField, answers: Answers, path: str) -> bool:
    """Whether a value may be public: by law, or by the choice of who files (没有选择的不公示)."""
    if form.whole_choice and not answers.publish_any:
        return False
    if field.publication is Publication.CHOICE:
        return answers.published.get(path, False)
    return field.publication is Publication.ALWAYS


def _row_open(form: Form, section: FormSection, field: FormField, row: Row, answers: Answers) -> bool:
    if section.row_choice:
        return bool(row.published) and not (form.whole_choice and not answers.publish_any)
    return is_open(form, field, answers, f"{section.key}.{row.id}.{field.key}")


def values_of(parts: Iterable[ReportPart]) -> dict[str, str]:
    """Filed values by "section.field"; lists are left out."""
    return {
        f"{part.key}.{item.key}": item.value
        for part in parts
        for item in part.items
        if not isinstance(item.value, Missing)
    }


def answers_from(form: Form, parts: Iterable[ReportPart]) -> Answers:
    """The answers that would file the same again: what a correction begins with."""
    values: dict[str, str] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    published: dict[str, bool] = {}
    listed = tuple(parts)
    for part in listed:
        section = form.section(part.key)
        if section is None:
            continue
        if section.rows:
            values[f"{part.key}.{ANY}"] = YES if part.rows else NO
            rows[part.key] = tuple(_row(number, items, section) for number, items in enumerate(part.rows, 1))
            continue
        for item in part.items:
            path = f"{part.key}.{item.key}"
            if not isinstance(item.value, Missing):
                values[path] = item.value
            field = section.field(item.key)
            if field is not None and field.publication is Publication.CHOICE:
                published[path] = item.open
    opened = any(item.open for part in listed for item in part.items) if form.whole_choice else None
    return Answers(values=values, rows=rows, published=published, publish_any=opened)


def _row(number: int, items: tuple[ReportItem, ...], section: FormSection) -> Row:
    values = {item.key: item.value for item in items if not isinstance(item.value, Missing)}
    opened = any(item.open for item in items) if section.row_choice else None
    return Row(f"r{number}", values, opened)


def begun_with(form: Form, filer: Filer, last: Answers | None) -> Answers:
    """What a new report begins with: lasting values of last year, facts of the register, choices as before.

    Figures of the year are left empty: last year's stand beside their fields.
    """
    values: dict[str, str] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    before = last or Answers()
    for section in form.sections:
        if section.rows:
            if section.lasting or section.prefill:
                _begin_list(section, before, filer, values, rows)
            continue
        for field in section.fields:
            path = f"{section.key}.{field.key}"
            known = filer.register.get(field.prefill, "") if field.prefill else ""
            kept = before.values.get(path, "") if field.lasting else ""
            if kept or known:
                values[path] = kept or known
    return Answers(values=values, rows=rows, published=dict(before.published), publish_any=before.publish_any)


def _begin_list(
    section: FormSection,
    before: Answers,
    filer: Filer,
    values: dict[str, str],
    rows: dict[str, tuple[Row, ...]],
) -> None:
    said = before.of(section.key, ANY)
    if said and not (section.yearly and said == YES):
        values[f"{section.key}.{ANY}"] = said
    listed = () if section.yearly else before.listed(section.key)
    if not listed and section.prefill:
        listed = tuple(Row(f"r{number}", dict(one)) for number, one in enumerate(filer.holders, 1))
    if listed:
        rows[section.key] = listed


def applies(section: FormSection, part: ReportPart) -> bool:
    """Whether there is anything in a part: not where its opening question was answered with no."""
    hanging = {field.key for field in section.fields if field.when is not None}
    said = [item for item in part.items if item.key in hanging]
    return not said or any(not isinstance(item.value, Missing) for item in said)


def awaited(form: Form, parts: Iterable[ReportPart]) -> tuple[FormSection, ...]:
    """The parts of a report that another department checks, where something was filed in them."""
    kept = {part.key: part for part in parts}
    return tuple(
        one for one in form.sections if one.checked_by and one.key in kept and applies(one, kept[one.key])
    )


def carried_over(before: AnnualReport, after: AnnualReport) -> tuple[PartCheck, ...]:
    """The findings on a former version whose parts a correction left as they were."""
    kept = {part.key: part for part in before.parts}
    same = {part.key for part in after.parts if kept.get(part.key) == part}
    return tuple(one for one in before.checks if one.section in same)


def differences(before: Iterable[ReportPart], after: Iterable[ReportPart]) -> tuple[Difference, ...]:
    """What changed from one version to the next, in the order of the later one."""
    earlier = {part.key: part for part in before}
    return tuple(one for part in after for one in _changes(earlier.get(part.key), part))


def _changes(before: ReportPart | None, after: ReportPart) -> Iterator[Difference]:
    old = {item.key: item for item in before.items} if before else {}
    for item in after.items:
        then = old.get(item.key)
        if then != item:
            yield Difference(after.key, item.key, then, item)
    lines, now = (before.rows if before else ()), after.rows
    if lines != now:
        gone = tuple(line for line in lines if line not in now)
        yield Difference(after.key, gone=gone, come=tuple(line for line in now if line not in lines))


def mapping_of(row: tuple[ReportItem, ...]) -> Mapping[str, str | Missing]:
    """A filed row by key."""
    return {item.key: item.value for item in row}
