"""What an officer types about a held text: its shape, no law."""

from wtforms import Form, RadioField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length

from credit.domain.labels import zh
from credit.domain.text_checks import CheckAct

_ACTS = {act.value: act.label for act in CheckAct}


class TextDecisionForm(Form):
    act = RadioField(zh("查看结果"), [AnyOf(list(_ACTS), zh("请选择"))], choices=_ACTS, validate_choice=False)
    reasons = LinesField(
        zh("理由（会告知企业）"),
        [InputRequired(zh("请写明理由")), Length(max=500, message=zh("请控制在 500 个字以内"))],
    )
