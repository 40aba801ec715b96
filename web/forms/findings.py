"""What people type about checks of commitments and findings: its shape, no law."""

from wtforms import BooleanField, DateField, Form, RadioField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp

from credit.domain.findings import CheckOutcome, ContestKind, ContestResult, FindingOutcome, Service
from credit.domain.labels import zh
from credit.domain.vocabulary import Severity

_CHOOSE = zh("请选择")
_DAY = zh("日期不正确，例如 2027-06-30")
_SHORT = Length(max=100, message=zh("请控制在 100 个字以内"))
_LONG = Length(max=2000, message=zh("请控制在 2000 个字以内"))
_CHECKS = {one.value: one.label for one in CheckOutcome}
_SERVICES = {one.value: one.label for one in Service}
_OUTCOMES = {one.value: one.label for one in FindingOutcome}
_SEVERITIES = {one.value: one.label for one in Severity}
_CONTESTS = {one.value: one.label for one in ContestKind}
_RESULTS = {one.value: one.label for one in ContestResult}


def _day(label: str, needed: bool = True) -> DateField:
    first = InputRequired(zh("请填写日期")) if needed else Optional()
    made: DateField = DateField(label, [first], invalid_value_message=_DAY)  # type: ignore[call-arg]
    return made


class CheckForm(Form):
    """What a check found. The files are read beside it."""

    outcome = RadioField(
        zh("核查结果"), [AnyOf(list(_CHECKS), _CHOOSE)], choices=_CHECKS, validate_choice=False
    )
    on = _day(zh("核查日期"))
    text = LinesField(zh("核查情况（只给机关内部看）"), [InputRequired(zh("请写明核查情况")), _LONG])


class ReasonsForm(Form):
    """Why something is given up, taken back or found."""

    reasons = LinesField(zh("理由"), [InputRequired(zh("请写明理由")), _LONG])


class NoticeForm(Form):
    """The notice to the enterprise that opens a finding."""

    facts = LinesField(zh("告知企业的事实"), [InputRequired(zh("请写明事实")), _LONG])
    basis = StringField(
        zh("依据（承诺的条款、法律的条款）"),
        [InputRequired(zh("请写明依据")), Length(max=300, message=zh("请控制在 300 个字以内"))],
    )
    service = RadioField(
        zh("送达方式"), [AnyOf(list(_SERVICES), _CHOOSE)], choices=_SERVICES, validate_choice=False
    )
    served_on = _day(zh("送达日期"))
    workdays = StringField(
        zh("陈述申辩期限（工作日）"),
        [InputRequired(zh("请填写期限")), Regexp(r"\d{1,2}\Z", message=zh("请填写数字"))],
    )


class RulingForm(Form):
    """A decision."""

    outcome = RadioField(
        zh("决定"), [AnyOf(list(_OUTCOMES), _CHOOSE)], choices=_OUTCOMES, validate_choice=False
    )
    number = StringField(zh("决定书文号"), [InputRequired(zh("请填写文号")), _SHORT])
    reasons = LinesField(zh("理由（认定成立的，会公示）"), [InputRequired(zh("请写明理由")), _LONG])
    severity = RadioField(
        zh("违诺程度"),
        [AnyOf(list(_SEVERITIES), _CHOOSE)],
        choices=_SEVERITIES,
        default=Severity.GENERAL.value,
        validate_choice=False,
    )
    correct_by = _day(zh("整改期限（责令整改的填写）"), needed=False)
    penalty_no = StringField(zh("处罚决定书文号（处罚的填写）"), [Optional(), _SHORT])
    review = StringField(zh("行政复议机关"), [InputRequired(zh("请填写行政复议机关")), _SHORT])
    court = StringField(zh("管辖法院"), [InputRequired(zh("请填写管辖法院")), _SHORT])


class CorrectionForm(ReasonsForm):
    """A correction that is confirmed."""

    corrected_on = _day(zh("整改完成日期"))


class ContestForm(Form):
    """A review or a suit that was accepted."""

    kind = RadioField(zh("种类"), [AnyOf(list(_CONTESTS), _CHOOSE)], choices=_CONTESTS, validate_choice=False)
    since = _day(zh("受理日期"))
    number = StringField(zh("受理文号"), [InputRequired(zh("请填写文号")), _SHORT])


class ResultForm(Form):
    """How a review or suit ended; a changed decision is typed with a ruling of its own."""

    result = RadioField(zh("结果"), [AnyOf(list(_RESULTS), _CHOOSE)], choices=_RESULTS, validate_choice=False)


class DefenceForm(Form):
    """What the enterprise says. The files are read beside it."""

    text = LinesField(zh("陈述和申辩"), [InputRequired(zh("请写明理由")), _LONG])
    said_all = BooleanField(zh("我已经说完，不再补充；机关不必等到期限届满再作决定"))
