"""What people type on the pages of their accounts: its shape, no law."""

from wtforms import BooleanField, DateField, EmailField, Form, RadioField, SelectMultipleField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp, ValidationError

from credit.domain.accounts import FILING_TASKS, Role, Task
from credit.domain.actors import Tongue
from credit.domain.filings import DisputeState
from credit.domain.labels import zh

LAST_YEAR = 2200  # beyond it a day is a slip of the fingers, and soon none that a calendar has
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = rf"{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+[A-Za-z]{_LABEL}\Z"  # as mail servers take it, RFC 5321
_RESULTS = {one.value: one.label for one in (DisputeState.UPHELD, DisputeState.REJECTED)}
_ROLES = {role.value: role.label for role in Role}
_TASKS = {task.value: task.label for task in Task if task in FILING_TASKS}


class TermsForm(Form):
    """What a member may do, and until when."""

    role = RadioField(
        zh("角色"),
        [AnyOf(list(_ROLES), zh("请选择角色"))],
        choices=_ROLES,
        default=Role.FILER.value,
        validate_choice=False,
    )
    tasks = SelectMultipleField(
        zh("可以办理的事项"), choices=_TASKS, default=list(_TASKS), validate_choice=False
    )
    until = DateField(  # type: ignore[call-arg]  # the stubs are of an older version
        zh("有效至（可以不填）"), [Optional()], invalid_value_message=zh("日期不正确，例如 2027-06-30")
    )

    def validate_until(self, field: DateField) -> None:
        """A day of the next generations at the latest. Raises ValidationError."""
        if field.data is not None and field.data.year > LAST_YEAR:
            raise ValidationError(zh("日期不正确，例如 2027-06-30"))


class InvitationForm(TermsForm):
    """A new member."""

    label = StringField(
        zh("邀请谁（只有本企业负责人看得到）"),
        [InputRequired(zh("请写明邀请谁")), Length(max=60, message=zh("请控制在 60 个字以内"))],
    )
    liaison = BooleanField(zh("同时担任联络员"))


class FreezeForm(Form):
    reason = LinesField(
        zh("为什么冻结"),
        [InputRequired(zh("请写明理由")), Length(max=500, message=zh("请控制在 500 个字以内"))],
    )


class DecisionForm(Form):
    state = RadioField(
        zh("处理结果"),
        [AnyOf(list(_RESULTS), zh("请选择处理结果"))],
        choices=_RESULTS,
        validate_choice=False,
    )
    decision = LinesField(
        zh("处理理由"),
        [InputRequired(zh("请写明理由")), Length(max=500, message=zh("请控制在 500 个字以内"))],
    )


class CodeForm(Form):
    code = StringField(
        zh("统一社会信用代码或者注册号"),
        [InputRequired(zh("请输入代码")), Length(max=32, message=zh("代码太长，请检查"))],
    )


class ProofForm(Form):
    """A receipt number, or the code of a letter."""

    shown = StringField(
        zh("编号"), [InputRequired(zh("请输入编号")), Length(max=64, message=zh("编号太长，请检查"))]
    )


class ContactForm(Form):
    email = EmailField(
        zh("接收通知的电子邮箱"),
        [
            Optional(),
            Regexp(_EMAIL, message=zh("电子邮箱的格式不正确，例如 name@example.com")),
            Length(max=200, message=zh("电子邮箱太长")),
        ],
        render_kw={"autocomplete": "email"},
    )
    by_email = BooleanField(zh("用电子邮件通知我"))
    phone = StringField(
        zh("接收短信的手机号码"),
        [
            Optional(),
            Regexp(r"(?:\+?86[- ]?)?1[3-9]\d{9}\Z", message=zh("手机号码不正确，请检查")),
        ],
        render_kw={"autocomplete": "tel"},
    )
    by_sms = BooleanField(zh("期限的最后一天用短信提醒我"))
    locale = RadioField(
        zh("通知使用的语言"),
        [AnyOf([one.value for one in Tongue], zh("请选择语言"))],
        choices={Tongue.ZH.value: zh("中文"), Tongue.UG.value: zh("维吾尔文")},
        validate_choice=False,
    )
