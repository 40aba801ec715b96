"""What an applicant for repair types: the shape of it. Nothing is refused here that can be kept."""

from wtforms import BooleanField, Form, RadioField, StringField, TextAreaField

from credit.domain.labels import zh
from credit.domain.repair_cases import ApplicantKind, ServiceWay, SigningWay

OFFERED = (ServiceWay.ONLINE, ServiceWay.COUNTER, ServiceWay.POST)  # nobody asks for an announcement


class ApplicantForm(Form):
    applicant = RadioField(
        zh("以什么身份申请"),
        choices={one.value: one.label for one in ApplicantKind},
        validate_choice=False,
        default=ApplicantKind.SUBJECT.value,
    )
    representative = StringField(zh("代理人或者破产管理人的名称"))
    service = RadioField(
        zh("决定怎样送给您"),
        choices={one.value: one.label for one in OFFERED},
        validate_choice=False,
        default=ServiceWay.ONLINE.value,
    )
    address = StringField(zh("送达地址（邮寄的必须填写）"))


class SignForm(Form):
    signer = StringField(zh("签名人姓名（法定代表人、负责人或者经营者）"), render_kw={"autocomplete": "name"})
    signing = RadioField(
        zh("怎样签名"),
        choices={one.value: one.label for one in SigningWay},
        validate_choice=False,
        default=SigningWay.LICENCE.value,
    )
    declared = BooleanField(
        zh("以上内容和材料真实。知道以虚假材料取得修复的，修复会被撤销，记录重新公示、重新计算期限。")
    )


class AnswerForm(Form):
    text = TextAreaField(zh("补正说明（可以不写）"))


class WithdrawForm(Form):
    why = StringField(zh("撤回的理由（可以不写）"))


class LetterForm(Form):
    code = StringField(zh("证明上的验证码"))
