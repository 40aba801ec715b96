"""What people type about objections: its shape, no law. One place for each field of the record."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from credit.domain.labels import zh
from credit.domain.objections import (
    Amendment,
    Claim,
    Contested,
    Declined,
    Outcome,
    RegisteredFact,
    Rejected,
    Ruling,
)
from credit.rules import objection_fields
from credit.rules import objections as rules
from credit.rules.objections import Filed

FIELD = "field-"
_CHOOSE = zh("请选择")
_SHORT = Length(max=500, message=zh("请控制在 500 个字以内"))
_LONG = Length(max=2000, message=zh("请控制在 2000 个字以内"))
_NEEDED = zh("请写明应当是什么")
_SAME = zh("不变")
_DECLINED = {one.value: one.label for one in Declined}
_REJECTED = {one.value: one.label for one in Rejected}


class _Filing(Form):
    whole = BooleanField(zh("整条记录都不对：不是本企业的，或者不应当公示"))
    text = LinesField(zh("理由"), [InputRequired(zh("请写明理由")), _LONG])


class _FactFiling(Form):
    text = LinesField(zh("理由"), [InputRequired(zh("请写明理由")), _LONG])


class _Ruled(Form):
    reasons = SelectMultipleField(
        zh("不成立的理由（不成立的选择）"), choices=_REJECTED, validate_choice=False
    )
    text = LinesField(zh("说明（告知申请人）"), [InputRequired(zh("请写明理由")), _LONG])


class DeclineForm(Form):
    """Why an objection is not accepted."""

    why = RadioField(
        zh("不予受理的理由"), [AnyOf(list(_DECLINED), _CHOOSE)], choices=_DECLINED, validate_choice=False
    )
    text = LinesField(zh("说明（告知申请人）"), [InputRequired(zh("请写明理由")), _LONG])


class TextForm(Form):
    """Something said in words: a question, an answer, a reason."""

    text = LinesField(zh("内容"), [InputRequired(zh("请写明内容")), _LONG])


def filing_form(content: Contested) -> type[Form]:
    """The form of an objection: for each field what it should say; a registered fact is one field."""
    named = objection_fields.fields(content)
    return _filing(tuple(named.items()), isinstance(content, RegisteredFact))


@lru_cache(64)
def _filing(named: tuple[tuple[str, str], ...], registered: bool) -> type[Form]:
    places: dict[str, Any] = {}
    for name, label in named:
        checks = [InputRequired(_NEEDED), _SHORT] if registered else [Optional(), _SHORT]
        places[FIELD + name] = StringField(zh("应当是什么") if registered else label, checks)
    return type("FilingForm", (_FactFiling if registered else _Filing,), places)


def ruling_form(content: Contested) -> type[Form]:
    """The form of a finding: what it can lead to, and for each field what it is to say from now on."""
    choices = {one.value: one.label for one in rules.outcomes(content)}
    outcome = RadioField(zh("结论"), [AnyOf(list(choices), _CHOOSE)], choices=choices, validate_choice=False)
    return type("RulingForm", (_Ruled,), {"outcome": outcome, **dict(_places(content))})


def _places(content: Contested) -> Iterator[tuple[str, Any]]:
    if isinstance(content, RegisteredFact):
        yield FIELD + content.fact, StringField(zh("应当是什么（告知登记机关）"), [Optional(), _SHORT])
        return
    for name, label in objection_fields.fields(content).items():
        options = objection_fields.options(content, name)
        if options:
            choices = {"": _SAME} | {one.value: one.label for one in options}
            yield FIELD + name, RadioField(label, choices=choices, default="", validate_choice=False)
        else:
            yield FIELD + name, StringField(label, [Optional(), _SHORT])


def _typed(form: Form) -> Iterator[tuple[str, str]]:
    for name, value in form.data.items():
        if name.startswith(FIELD) and value and value.strip():
            yield name.removeprefix(FIELD), value.strip()


def filed(form: Form) -> Filed:
    """What was typed as claims."""
    return Filed(tuple(Claim(name, value) for name, value in _typed(form)), bool(form.data.get("whole")))


def ruling(form: Form) -> Ruling:
    """What was typed as a finding. What is no reason of the list is dropped."""
    return Ruling(
        outcome=Outcome(form.data["outcome"]),
        text=form.data["text"],
        amendments=tuple(Amendment(name, value) for name, value in _typed(form)),
        reasons=tuple(Rejected(one) for one in form.data["reasons"] or () if one in _REJECTED),
    )
