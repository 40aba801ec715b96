"""What somebody says of a record to ask when it could be repaired: its shape, no law."""

from wtforms import BooleanField, DateField, Form, RadioField, StringField
from wtforms.validators import AnyOf, InputRequired, Optional, Regexp

from credit.domain.labels import zh
from credit.domain.repair import RepairKind
from credit.domain.vocabulary import AbnormalGround, PenaltyField, PenaltyKind

_KINDS = (RepairKind.ABNORMAL, RepairKind.MARKING, RepairKind.SERIOUS, RepairKind.CHECK, RepairKind.BREACH)
WHO = {"company": zh("企业、农民专业合作社"), "individual": zh("个体工商户")}
BY = {"here": zh("市场监督管理部门"), "other": zh("其他部门")}
_DAY = zh("请填写日期，例如 2026-03-15")


class AskRepairForm(Form):
    kind = RadioField(
        zh("什么记录"),
        [AnyOf([one.value for one in (RepairKind.PENALTY, *_KINDS)], zh("请选择"))],
        choices={one.value: one.label for one in (RepairKind.PENALTY, *_KINDS)},
        validate_choice=False,
    )
    penalty = RadioField(
        zh("哪种处罚"),
        [Optional(), AnyOf([one.value for one in PenaltyKind], zh("请选择"))],
        choices={one.value: one.label for one in PenaltyKind},
        validate_choice=False,
    )
    fine = StringField(
        zh("罚款多少（万元）"),
        [Optional(), Regexp(r"^\d{1,9}(\.\d{1,6})?$", message=zh("请填写数字，例如 2.5"))],
    )
    field = RadioField(
        zh("哪个领域"),
        [Optional(), AnyOf([one.value for one in PenaltyField], zh("请选择"))],
        choices={one.value: one.label for one in PenaltyField},
        validate_choice=False,
    )
    ground = RadioField(
        zh("列入的原因"),
        [Optional(), AnyOf([one.value for one in AbnormalGround], zh("请选择"))],
        choices={one.value: one.label for one in AbnormalGround},
        validate_choice=False,
    )
    who = RadioField(
        zh("谁的记录"),
        [AnyOf(list(WHO), zh("请选择"))],
        choices=WHO,
        validate_choice=False,
        default="company",
    )
    by = RadioField(
        zh("谁作出的决定"), [AnyOf(list(BY), zh("请选择"))], choices=BY, validate_choice=False, default="here"
    )
    since = DateField(  # type: ignore[call-arg]  # the stubs are of an older version
        zh("公示或者列入的日期"), [InputRequired(_DAY)], invalid_value_message=_DAY
    )
    on = DateField(  # type: ignore[call-arg]
        zh("哪天申请"), [Optional()], invalid_value_message=_DAY
    )
    done = BooleanField(zh("义务已经履行，或者问题已经改正"))
