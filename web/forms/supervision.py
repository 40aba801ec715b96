"""What reporters type, and what officers do with it: its shape, no law."""

from wtforms import BooleanField, EmailField, Form, RadioField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp

from credit.domain.labels import zh
from credit.domain.supervision import Declined, Outcome

_DECLINED = {one.value: one.label for one in Declined}
_OUTCOMES = {one.value: one.label for one in Outcome}
_TEXT = [InputRequired(zh("请写明情况")), Length(max=3000, message=zh("请控制在 3000 个字以内"))]


class LetterForm(Form):
    """A report or a question. The photos are read beside it."""

    subject = StringField(
        zh("企业的统一社会信用代码或者注册号"),
        [Optional(), Length(max=40, message=zh("代码太长，请检查"))],
        render_kw={"dir": "ltr"},
    )
    text = LinesField(zh("发现了什么"), _TEXT)
    name = StringField(
        zh("怎么称呼您"),
        [Length(max=80, message=zh("请控制在 80 个字以内"))],
        render_kw={"autocomplete": "name"},
    )
    phone = StringField(
        zh("电话"),
        [
            Optional(),
            Length(max=40, message=zh("电话太长，请检查")),
            Regexp(r"[0-9+() \-]*\Z", message=zh("电话只填数字")),
        ],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )
    email = EmailField(
        zh("电子邮箱"),
        [
            Optional(),
            Length(max=80, message=zh("请控制在 80 个字以内")),
            Regexp(r"[^@\s]+@[^@\s]+\Z", message=zh("电子邮箱不完整，请检查")),
        ],
        render_kw={"autocomplete": "email"},
    )
    sure = BooleanField(zh("这些号码是核查必需的，确认保留"))


class CodeForm(Form):
    code = StringField(
        zh("查询码"),
        [InputRequired(zh("请输入查询码")), Length(max=80, message=zh("查询码太长，请检查"))],
    )


class AddForm(Form):
    """Something added to what was sent: words, photos or both."""

    text = LinesField(zh("补充什么"), [Optional(), Length(max=3000, message=zh("请控制在 3000 个字以内"))])


class ReplyForm(Form):
    """What an officer answers. One text a language; the sentence of the result is written by itself."""

    text = LinesField(zh("用汉文说明（可以不填）"), [Length(max=950, message=zh("请控制在 950 个字以内"))])
    text_ug = LinesField(
        zh("用维吾尔文说明（可以不填）"), [Length(max=950, message=zh("请控制在 950 个字以内"))]
    )

    @property
    def said(self) -> str:
        """Both texts, the Chinese one first."""
        both = ((self.text.data or "").strip(), (self.text_ug.data or "").strip())
        return "\n\n".join(one for one in both if one)


class AnswerForm(ReplyForm):
    outcome = RadioField(
        zh("核查结果"),
        [AnyOf(list(_OUTCOMES), zh("请选择核查结果"))],
        choices=_OUTCOMES,
        validate_choice=False,
    )


class DeclineForm(ReplyForm):
    declined = RadioField(
        zh("不予受理的理由"),
        [AnyOf(list(_DECLINED), zh("请选择理由"))],
        choices=_DECLINED,
        validate_choice=False,
    )


class HandOverForm(ReplyForm):
    agency = StringField(
        zh("移送给哪个机关"),
        [InputRequired(zh("请填写机关名称")), Length(max=100, message=zh("请控制在 100 个字以内"))],
    )
