"""The forms of the annual report as data: `forms/*.toml`, each section and field with its report years.

A section or field is part of the forms of the report years from `since` to `until`. What changes is a
new entry beside the old one: the form of a past year stays what it was.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from credit.domain.annual_report import (
    Condition,
    FieldType,
    Form,
    FormField,
    FormSection,
    Option,
    Publication,
)
from credit.domain.errors import RuleError
from credit.domain.labels import zh
from credit.domain.vocabulary import SubjectClass
from credit.rules.citations import cites

FORMS_DIRECTORY: Final = Path(__file__).parent / "forms"
DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
INDIVIDUAL_RULES: Final = "个体工商户年度报告办法"
COOPERATIVE_RULES: Final = "农民专业合作社年度报告公示办法"
FIRST_YEAR: Final = 2013  # the report filed in 2014 was the first
TRAITS: Final = ("llc", "jsc", "foreign_invested")
YES: Final = "yes"
NO: Final = "no"
YES_NO: Final = (Option(YES, zh("是")), Option(NO, zh("否")))
_SECTION_KEYS: Final = frozenset(
    [
        "id",
        "key",
        "label",
        "intro",
        "since",
        "until",
        "rows",
        "question",
        "row_label",
        "row_choice",
        "lasting",
        "year_end",
        "yearly",
        "publication",
        "source",
        "unverified",
        "checked_by",
        "only",
        "prefill",
        "fields",
    ]
)
_FIELD_KEYS: Final = frozenset(
    [
        "key",
        "label",
        "type",
        "unit",
        "hint",
        "group",
        "required",
        "when",
        "options",
        "longest",
        "prefill",
        "negative",
        "publication",
        "source",
        "unverified",
        "since",
        "until",
        "lasting",
    ]
)


@cites(DISCLOSURE_REGULATION, "第八条、第九条")
@cites(INDIVIDUAL_RULES, "第六条、第八条", unverified=True)
@cites(COOPERATIVE_RULES, "第五条", unverified=True)
def form_for(subject_class: SubjectClass, year: int, traits: frozenset[str] = frozenset()) -> Form:
    """The form of a report year. Raises RuleError `report.no_form` where there is none."""
    return _form(subject_class, year, traits & frozenset(TRAITS))


@cache
def _form(subject_class: SubjectClass, year: int, traits: frozenset[str]) -> Form:
    chosen = next((one for one in _documents()[1] if subject_class.value in one["subject_classes"]), None)
    if chosen is None or year < FIRST_YEAR:
        raise RuleError("report.no_form", subject_class=subject_class.value, year=year)
    library = _documents()[0]
    sections = (_section(library[name], year, traits) for name in chosen["sections"])
    return Form(
        year=year,
        subject_class=subject_class,
        sections=tuple(section for section in sections if section is not None),
        whole_choice=chosen.get("whole_choice", False),
        one_page=chosen.get("one_page", False),
        minutes=chosen["minutes"],
    )


def reporting_classes() -> tuple[SubjectClass, ...]:
    """The classes of subject that have a form."""
    named = {name for one in _documents()[1] for name in one["subject_classes"]}
    return tuple(member for member in SubjectClass if member.value in named)


@cache
def _documents() -> tuple[dict[str, Mapping[str, Any]], tuple[Mapping[str, Any], ...]]:
    """Sections by id, and the forms. Raises RuleError `report.malformed`."""
    read = [
        tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FORMS_DIRECTORY.glob("*.toml"))
    ]
    library: dict[str, Mapping[str, Any]] = {}
    for section in (section for document in read for section in document["section"]):
        unknown = (set(section) - _SECTION_KEYS) | {
            name for one in section["fields"] for name in set(one) - _FIELD_KEYS
        }
        if section["id"] in library or unknown:
            raise RuleError("report.malformed", section=section["id"], unknown=sorted(unknown))
        library[section["id"]] = section
    return library, tuple(form for document in read for form in document["form"])


def _in_force(entry: Mapping[str, Any], year: int) -> bool:
    return bool(entry.get("since", FIRST_YEAR) <= year <= entry.get("until", year))


def _section(entry: Mapping[str, Any], year: int, traits: frozenset[str]) -> FormSection | None:
    only = entry.get("only")
    if not _in_force(entry, year) or (only and not traits & frozenset(only)):
        return None
    return section_of(entry, year)


def section_of(entry: Mapping[str, Any], year: int = FIRST_YEAR) -> FormSection:
    """A section as its file says it, with the fields of a report year."""
    return FormSection(
        key=entry["key"],
        label=entry["label"],
        intro=entry["intro"],
        fields=tuple(_field(one, entry) for one in entry["fields"] if _in_force(one, year)),
        rows=entry.get("rows", False),
        row_label=entry.get("row_label", ""),
        question=entry.get("question", ""),
        lasting=entry.get("lasting", False),
        year_end=entry.get("year_end", True),
        yearly=entry.get("yearly", False),
        row_choice=entry.get("row_choice", False),
        checked_by=entry.get("checked_by", ""),
        prefill=entry.get("prefill", ""),
    )


def _field(entry: Mapping[str, Any], section: Mapping[str, Any]) -> FormField:
    kind = FieldType(entry["type"])
    return FormField(
        key=entry["key"],
        label=entry["label"],
        type=kind,
        publication=Publication(entry.get("publication", section["publication"])),
        source=entry.get("source", section["source"]),
        unit=entry.get("unit", ""),
        hint=entry.get("hint", ""),
        group=entry.get("group", ""),
        required=entry.get("required", True),
        when=_condition(entry.get("when", "")),
        options=tuple(_options(kind, entry.get("options", ()))),
        longest=entry.get("longest", 200),
        prefill=entry.get("prefill", ""),
        negative=entry.get("negative", False),
        unverified=entry.get("unverified", section.get("unverified", False)),
        lasting=entry.get("lasting", section.get("lasting", False)),
    )


def _condition(text: str) -> Condition | None:
    name, _, values = text.partition("=")
    return Condition(name, tuple(values.split("|"))) if values else None


def _options(kind: FieldType, listed: Any) -> Iterator[Option]:
    if kind is FieldType.YES_NO:
        yield from YES_NO
    for text in listed:
        value, _, label = text.partition("=")
        yield Option(value, label)


def shape(form: Form) -> str:
    """A fingerprint of everything that decides what a form asks and publishes, but no hint or intro."""
    plain = [
        replace(section, intro="", fields=tuple(replace(one, hint="") for one in section.fields))
        for section in form.sections
    ]
    return blake2b(repr((form.year, form.whole_choice, plain)).encode(), digest_size=8).hexdigest()
