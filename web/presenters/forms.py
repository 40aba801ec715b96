"""Forms as the macros show them: a question, its hint, what went wrong, what was typed."""

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import msgspec
from wtforms import BooleanField, DateField, EmailField, Field, Form, RadioField, SelectMultipleField
from wtforms import TextAreaField as LinesField

from web.presenters.parts import Problem, Text
from web.presenters.speech import Speech

_KINDS: tuple[tuple[type[Field], str], ...] = (
    (RadioField, "radio"),
    (SelectMultipleField, "checkboxes"),
    (BooleanField, "tick"),
    (LinesField, "lines"),
    (DateField, "date"),
    (EmailField, "email"),
)


class Option(msgspec.Struct, frozen=True, kw_only=True):
    value: str
    label: Text
    checked: bool = False
    hint: Text = ""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """kind: text, email, date, lines, radio, checkboxes, tick. described: ids of hint and error."""

    name: str
    id: str
    label: Text
    kind: str
    value: str = ""
    hint: Text = ""
    error: Text = ""
    autocomplete: str = "off"
    options: tuple[Option, ...] = ()
    described: str = ""


def questions(
    words: Speech,
    form: Form,
    hints: Mapping[str, Text] | None = None,
    said: Iterable[Problem] = (),
    options: Mapping[str, Mapping[str, Text]] | None = None,
) -> SimpleNamespace:
    """The questions of a form, each by its name. said: problems found later, by the id of their field.

    options: hints of single choices, by field and value.
    """
    errors = {problem.field: problem.text for problem in said}
    more = options or {}
    shown = {
        field.name: _question(
            words, field, (hints or {}).get(field.name, ""), errors, more.get(field.name, {})
        )
        for field in form
    }
    return SimpleNamespace(**shown)


def problems(words: Speech, form: Form) -> tuple[Problem, ...]:
    """What is wrong with a form, in the order of its questions."""
    return tuple(Problem(words._(field.errors[0]), field.id) for field in form if field.errors)


def _question(
    words: Speech, field: Field, hint: Text, errors: dict[str, Text], hints: Mapping[str, Text]
) -> Question:
    kind = next((name for kind, name in _KINDS if isinstance(field, kind)), "text")
    error = words._(field.errors[0]) if field.errors else errors.get(field.id, "")
    described = [f"{field.id}-hint"] * bool(hint) + [f"{field.id}-error"] * bool(error)
    return Question(
        name=field.name,
        id=field.id,
        label=words._(field.label.text),
        kind=kind,
        value=_value(field),
        hint=hint,
        error=error,
        autocomplete=(field.render_kw or {}).get("autocomplete", "off"),
        options=tuple(_options(words, field, hints)),
        described=" ".join(described),
    )


def _value(field: Field) -> str:
    if isinstance(field, BooleanField):
        return "1" if field.data else ""
    if isinstance(field, DateField):
        return " ".join(field.raw_data or ()) or (field.data.isoformat() if field.data else "")
    return field.data if isinstance(field.data, str) else ""


def _options(words: Speech, field: Any, hints: Mapping[str, Text]) -> Iterable[Option]:
    if not isinstance(field, RadioField | SelectMultipleField):
        return
    for value, label, checked, _render in field.iter_choices():
        yield Option(value=value, label=words._(label), checked=bool(checked), hint=hints.get(value, ""))
