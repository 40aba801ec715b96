"""What an officer types about a case at the desk: its shape, no law."""

from wtforms import BooleanField, Form, RadioField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp

from credit.domain.casework import PauseReason, RecusalReason
from credit.domain.labels import zh

_REASON = [InputRequired(zh("请写明理由")), Length(max=500, message=zh("请控制在 500 个字以内"))]
_NOTE = [InputRequired(zh("请写明情况")), Length(max=500, message=zh("请控制在 500 个字以内"))]
_PAUSES = {one.value: one.label for one in PauseReason if one is not PauseReason.CORRECTION}
_RECUSALS = {one.value: one.label for one in RecusalReason}


class TakeForm(Form):
    reason = LinesField(zh("接手的理由"), _REASON)


class GiveForm(Form):
    """The colleagues to choose from are those of the case."""

    to = RadioField(zh("移交给谁"), [InputRequired(zh("请选择"))], choices=[], validate_choice=False)
    reason = LinesField(zh("移交的理由"), _REASON)


class RecuseForm(Form):
    why = RadioField(
        zh("回避的原因"), [AnyOf(list(_RECUSALS), zh("请选择"))], choices=_RECUSALS, validate_choice=False
    )
    reason = LinesField(zh("具体情况（只有办案人员可以看到）"), _REASON)
    whole = BooleanField(zh("这家企业的其他案件也回避"))


class PauseForm(Form):
    pause_reason = RadioField(
        zh("暂停的事由"), [AnyOf(list(_PAUSES), zh("请选择"))], choices=_PAUSES, validate_choice=False
    )
    note = LinesField(zh("说明（当事人可以看到）"), _NOTE)


class ExtendForm(Form):
    days = StringField(
        zh("延长几个工作日"),
        [InputRequired(zh("请填写数字")), Regexp(r"[1-9]\d{0,2}\Z", message=zh("请填写数字"))],
        render_kw={"inputmode": "numeric"},
    )
    note = LinesField(zh("延长的理由（当事人可以看到）"), _NOTE)


class ReplyForm(Form):
    """The replies to choose from are those of the kind of case."""

    reply = RadioField(zh("告知什么"), [InputRequired(zh("请选择"))], choices=[], validate_choice=False)
    note = LinesField(
        zh("补充说明（可以不填，当事人可以看到）"),
        [Optional(), Length(max=500, message=zh("请控制在 500 个字以内"))],
    )


class ResumeForm(Form):
    """Nothing to fill in: a button is enough."""
