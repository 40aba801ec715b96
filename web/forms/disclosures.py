"""What people type about orders, intended listings and what is published voluntarily: its shape, no law."""

from wtforms import Form, RadioField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp

from credit.domain.cases import ListingAct, OrderAct
from credit.domain.instant import InstantItem
from credit.domain.labels import zh
from credit.domain.vocabulary import AbnormalGround

_ITEMS = {item.value: item.label for item in InstantItem}
_GROUNDS = {ground.value: ground.label for ground in AbnormalGround}
_ORDER_ACTS = {
    OrderAct.ACCEPT.value: zh("已经履行"),
    OrderAct.FIND_UNFULFILLED.value: zh("期限已过，没有履行"),
    OrderAct.WITHDRAW.value: zh("撤回责令"),
}
_LISTING_ACTS = {
    ListingAct.DISMISS.value: zh("不列入"),
    ListingAct.EXEMPT.value: zh("首次逾期并已补报，不予列入"),
    ListingAct.LIST.value: zh("列入经营异常名录"),
    ListingAct.WITHDRAW.value: zh("撤回告知"),
}


class VoluntaryForm(Form):
    title = StringField(
        zh("标题"),
        [InputRequired(zh("请填写标题")), Length(max=60, message=zh("请控制在 60 个字以内"))],
    )
    text = LinesField(
        zh("内容"),
        [InputRequired(zh("请填写内容")), Length(max=1000, message=zh("请控制在 1000 个字以内"))],
    )


class StatementForm(Form):
    """What an enterprise answers. The files of the answer are read beside it."""

    text = LinesField(
        zh("说明理由"),
        [InputRequired(zh("请写明理由")), Length(max=2000, message=zh("请控制在 2000 个字以内"))],
    )
    entry = RadioField(zh("已经公示的即时信息"), [Optional()], choices=[], validate_choice=False)


class OrderForm(Form):
    """An order to publish."""

    item = RadioField(
        zh("责令公示什么"),
        [AnyOf(list(_ITEMS), zh("请选择"))],
        choices=_ITEMS,
        validate_choice=False,
    )
    what = StringField(
        zh("具体内容"),
        [InputRequired(zh("请写明要公示的具体内容")), Length(max=200, message=zh("请控制在 200 个字以内"))],
    )
    facts = LinesField(
        zh("事实和依据"),
        [InputRequired(zh("请写明事实和依据")), Length(max=1000, message=zh("请控制在 1000 个字以内"))],
    )
    number = StringField(
        zh("责令公示通知书文号"),
        [InputRequired(zh("请填写文号")), Length(max=100, message=zh("请控制在 100 个字以内"))],
    )


class OrderDecisionForm(Form):
    act = RadioField(
        zh("处理结果"),
        [AnyOf(list(_ORDER_ACTS), zh("请选择处理结果"))],
        choices=_ORDER_ACTS,
        validate_choice=False,
    )
    reasons = LinesField(
        zh("处理理由"),
        [InputRequired(zh("请写明理由")), Length(max=1000, message=zh("请控制在 1000 个字以内"))],
    )


class ListingForm(Form):
    """The notice of an intended listing."""

    ground = RadioField(
        zh("拟列入的原因"),
        [AnyOf(list(_GROUNDS), zh("请选择原因"))],
        choices=_GROUNDS,
        validate_choice=False,
    )
    report_year = StringField(
        zh("未报送的报告年度"),
        [Optional(), Regexp(r"20\d\d\Z", message=zh("请填写四位年份，例如 2025"))],
        render_kw={"inputmode": "numeric"},
    )
    facts = LinesField(
        zh("事实"),
        [InputRequired(zh("请写明事实")), Length(max=1000, message=zh("请控制在 1000 个字以内"))],
    )
    workdays = StringField(
        zh("答复期限（工作日）"),
        [InputRequired(zh("请填写答复期限")), Regexp(r"\d{1,2}\Z", message=zh("请填写数字"))],
    )


class ListingDecisionForm(Form):
    act = RadioField(
        zh("决定"),
        [AnyOf(list(_LISTING_ACTS), zh("请选择决定"))],
        choices=_LISTING_ACTS,
        validate_choice=False,
    )
    reasons = LinesField(
        zh("理由"),
        [InputRequired(zh("请写明理由")), Length(max=1000, message=zh("请控制在 1000 个字以内"))],
    )
    number = StringField(
        zh("列入决定书文号（决定列入的填写）"),
        [Optional(), Length(max=100, message=zh("请控制在 100 个字以内"))],
    )


class SubjectForm(Form):
    code = StringField(
        zh("统一社会信用代码或者注册号"),
        [InputRequired(zh("请输入代码")), Length(max=32, message=zh("代码太长，请检查"))],
    )
