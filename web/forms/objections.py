"""What people type about objections: its shape, no law. One place for each field of the record."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from wtforms import BooleanField, Form, RadioField, SelectMultipleField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from credit.domain.labels import zh
from credit.domain.objections import Amendment, Claim, Declined, Outcome, Rejected, Ruling
from credit.rules import objection_fields
from credit.rules.objections import Filed

FIELD = "field-"
_CHOOSE = zh("请选择")
_SHORT = Length(max=500, message=zh("请控制在 500 个字以内"))
_LONG = Length(max=2000, message=zh("请控制在 2000 个字以内"))
_SAME = zh("不变")
_DECLINED = {one.value: one.label for one in Declined}
_OUTCOMES = {one.value: one.label for one in Outcome}
_REJECTED = {one.value: one.label for one in Rejected}


class _Filing(Form):
    whole = BooleanField(zh("整条记录都不对：不是本企业的，或者不应当公示"))
    text = LinesField(zh("理由"), [InputRequired(zh("请写明理由")), _LONG])


class _Ruled(Form):
    outcome = RadioField(
        zh("结论"), [AnyOf(list(_OUTCOMES), _CHOOSE)], choices=_OUTCOMES, validate_choice=False
    )
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


@lru_cache(64)
def filing_form(content: type) -> type[Form]:
    """The form of an objection to a record: for each field what it should say."""
    named = objection_fields.fields(content)
    places: dict[str, Any] = {
        FIELD + name: StringField(label, [Optional(), _SHORT]) for name, label in named.items()
    }
    return type("FilingForm", (_Filing,), places)


@lru_cache(64)
def ruling_form(content: type) -> type[Form]:
    """The form of a finding: for each field what it is to say from now on."""
    return type("RulingForm", (_Ruled,), dict(_places(content)))


def _places(content: type) -> Iterator[tuple[str, Any]]:
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
    return Filed(tuple(Claim(name, value) for name, value in _typed(form)), bool(form.data["whole"]))


def ruling(form: Form) -> Ruling:
    """What was typed as a finding. What is no reason of the list is dropped."""
    return Ruling(
        outcome=Outcome(form.data["outcome"]),
        text=form.data["text"],
        amendments=tuple(Amendment(name, value) for name, value in _typed(form)),
        reasons=tuple(Rejected(one) for one in form.data["reasons"] or () if one in _REJECTED),
    )
