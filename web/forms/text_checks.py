"""What an officer types about a held text, or a part of a report: its shape, no law."""

from wtforms import DateField, Form, RadioField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from credit.domain.labels import zh
from credit.domain.text_checks import CheckAct

_ACTS = {act.value: act.label for act in CheckAct}
_RESULTS = {"1": zh("一致"), "0": zh("不一致")}


class TextDecisionForm(Form):
    act = RadioField(zh("查看结果"), [AnyOf(list(_ACTS), zh("请选择"))], choices=_ACTS, validate_choice=False)
    reasons = LinesField(
        zh("理由（会告知企业）"),
        [InputRequired(zh("请写明理由")), Length(max=500, message=zh("请控制在 500 个字以内"))],
    )


class PartCheckForm(Form):
    """What another department found. The parts to choose from are those of the report."""

    section = RadioField(zh("核对的部分"), [InputRequired(zh("请选择"))], choices=[], validate_choice=False)
    agrees = RadioField(
        zh("核对结果"), [AnyOf(list(_RESULTS), zh("请选择"))], choices=_RESULTS, validate_choice=False
    )
    on = DateField(zh("核对日期"), [InputRequired(zh("请填写日期"))])
    note = LinesField(
        zh("不一致的理由（会告知企业）"),
        [Optional(), Length(max=500, message=zh("请控制在 500 个字以内"))],
    )
