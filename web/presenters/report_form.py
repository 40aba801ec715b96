"""The boxes of a section of the annual report, as the macros show them."""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from credit.domain.annual_report import (
    ANY,
    FieldType,
    Form,
    FormField,
    FormSection,
    Publication,
    Row,
)
from credit.domain.errors import InputError
from credit.domain.labels import zh
from credit.rules.annual_report.reading import Problem, asked, canonical
from web.presenters import report_names as names
from web.presenters.forms import Option
from web.presenters.number_words import amount_in_words
from web.presenters.parts import Problem as Wrong
from web.presenters.parts import Text
from web.presenters.report_values import unit, value_text
from web.presenters.report_words import problem_text
from web.presenters.speech import Speech

_LAST = zh("去年：%(value)s")
_READ = zh("读作：%(words)s")
_KIND: dict[FieldType, str] = {
    FieldType.PHONE: "tel",
    FieldType.EMAIL: "email",
    FieldType.MONEY: "decimal",
    FieldType.PERCENT: "decimal",
    FieldType.COUNT: "numeric",
    FieldType.POSTCODE: "numeric",
    FieldType.DATE: "date",
    FieldType.URL: "url",
    FieldType.CODE: "code",
    FieldType.YES_NO: "radio",
    FieldType.CHOICE: "radio",
    FieldType.CHOICES: "checkboxes",
}
LINES_FROM = 300


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """One question of a report. kind: text, tel, email, url, code, decimal, numeric, date, lines, radio,
    checkboxes. last: last year's value, said; read: the number in words. publish: "" where it is no
    choice, else yes, no or open. hidden_unless: ids of the choices that make the question asked.
    """

    key: str
    name: str
    id: str
    label: Text
    kind: str
    value: str = ""
    unit: Text = ""
    hint: Text = ""
    error: Text = ""
    last: Text = ""
    read: Text = ""
    described: str = ""
    options: tuple[Option, ...] = ()
    publish: str = ""
    publish_name: str = ""
    public: bool = False
    conditional: str = ""
    conditional_values: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Boxes that stand together."""

    title: Text
    boxes: tuple[Box, ...]


class Boxes:
    """Makes the boxes of one report in one language."""

    def __init__(self, words: Speech, form: Form, problems: Mapping[str, Problem], currency: str) -> None:
        self._words = words
        self._form = form
        self._problems = problems
        self._currency = currency

    def groups(
        self,
        section: FormSection,
        typed: Mapping[str, str],
        last: Mapping[str, str],
        published: Mapping[str, bool],
    ) -> tuple[Group, ...]:
        """The boxes of a section without lines; values by key."""
        groups: dict[str, list[Box]] = {}
        for field in section.fields:
            made = self.box(section, field, section.key, typed, last)
            path = f"{section.key}.{field.key}"
            if field.publication is Publication.CHOICE and not self._form.whole_choice:
                chosen = {True: names.YES, False: names.NO, None: "open"}[published.get(path)]
                name = names.shown(section.key, field.key)
                made = msgspec.structs.replace(made, publish=chosen, publish_name=name)
            groups.setdefault(field.group, []).append(made)
        return tuple(
            Group(title=self._words._(title) if title else "", boxes=tuple(boxes))
            for title, boxes in groups.items()
        )

    def row(self, section: FormSection, row: Row) -> tuple[Box, ...]:
        """The boxes of one line of a list."""
        return tuple(
            self.box(section, field, f"{section.key}.{row.id}", row.values, {}) for field in section.fields
        )

    def question(self, section: FormSection, answer: str) -> Box:
        """The question before a list."""
        path = f"{section.key}.{ANY}"
        box_id = field_id(path)
        error = self._error(path)
        return Box(
            key=ANY,
            name=names.box(section.key, ANY),
            id=box_id,
            label=self._words._(section.question),
            kind="radio",
            error=error,
            described=f"{box_id}-error" if error else "",
            options=(
                Option(value=names.NO, label=self._words._("没有"), checked=answer == names.NO),
                Option(value=names.YES, label=self._words._("有"), checked=answer == names.YES),
            ),
        )

    def box(
        self,
        section: FormSection,
        field: FormField,
        where: str,
        typed: Mapping[str, str],
        last: Mapping[str, str],
    ) -> Box:
        """One box. where: the path of the section, or of the line."""
        words, path = self._words, f"{where}.{field.key}"
        box_id, text, error = field_id(path), typed.get(field.key, ""), self._error(path)
        before = last.get(f"{section.key}.{field.key}", "")
        said = value_text(words, field, before, self._currency) if before else ""
        hint = self._hint(field)
        ids = [f"{box_id}-hint"] * bool(hint) + [f"{box_id}-last"] * bool(said)
        return Box(
            key=field.key,
            name=names.box(section.key, field.key),
            id=box_id,
            label=words._(field.label),
            kind=kind_of(field, text),
            value=text,
            unit=unit(words, field, self._currency),
            hint=hint,
            error=error,
            last=words.say(_LAST, value=said) if said else "",
            read=read_back(words, field, text),
            described=" ".join([*ids, *([f"{box_id}-error"] if error else [])]),
            options=tuple(self._options(field, text)),
            public=field.publication is Publication.ALWAYS,
            **_condition(section, field),
        )

    def _hint(self, field: FormField) -> Text:
        words = self._words
        if field.hint:
            return words._(field.hint)
        return words._("没有的可以不填。") if not field.required else ""

    def _options(self, field: FormField, text: str) -> list[Option]:
        chosen = text.split(",")
        return [
            Option(value=one.value, label=self._words._(one.label), checked=one.value in chosen)
            for one in field.options
        ]

    def _error(self, path: str) -> Text:
        problem = self._problems.get(path)
        return problem_text(self._words, self._form, problem) if problem else ""


def _condition(section: FormSection, field: FormField) -> dict[str, str]:
    """Which box, with which values, makes this one asked."""
    if field.when is None:
        return {}
    box = names.box(section.key, field.when.field)
    return {"conditional": box, "conditional_values": " ".join(field.when.values)}


def kind_of(field: FormField, text: str) -> str:
    """How a field is asked. A day that cannot be read is given back as text, as it was typed."""
    if field.type is FieldType.DATE and text and not _is_iso(text):
        return "code"
    if field.type is FieldType.TEXT and field.longest >= LINES_FROM:
        return "lines"
    return _KIND.get(field.type, "text")


def _is_iso(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()


def read_back(words: Speech, field: FormField, text: str) -> Text:
    """An amount in words, so that a zero too many is heard; nothing for what cannot be read."""
    if field.type is not FieldType.MONEY or field.unit == "currency" or not text.strip():
        return ""
    try:
        amount = Decimal(canonical(field, text))
    except InputError:
        return ""
    said = amount_in_words(words, amount)
    return words.say(_READ, words=said)


def field_id(path: str) -> str:
    """The id of a box, by its path."""
    return path.replace(".", "-")


def wrongs(words: Speech, form: Form, problems: tuple[Problem, ...]) -> tuple[Wrong, ...]:
    """Problems for the summary on top, with links to their boxes."""
    return tuple(Wrong(problem_text(words, form, one), field_id(one.path)) for one in problems)


def asks(section: FormSection, typed: Mapping[str, str]) -> frozenset[str]:
    """The keys of the fields that these answers make the form ask for."""
    return frozenset(field.key for field in asked(section, dict(typed)))
