"""What an officer types about a repair: its shape, no law."""

from collections.abc import Iterable

from wtforms import DateField, Form, RadioField, SelectMultipleField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional

from credit.domain.labels import Vocabulary, zh
from credit.domain.repair import DocumentKind, Duty
from credit.domain.repair_cases import Found, Method, RefusalReason, RevocationReason, ServiceWay
from credit.domain.repair_desk import ContactWay, LookOutcome

_CHOOSE = zh("请选择")
_LONG = Length(max=1000, message=zh("请控制在 1000 个字以内"))
_SHORT = Length(max=100, message=zh("请控制在 100 个字以内"))
_PLACE = Length(max=200, message=zh("请控制在 200 个字以内"))


def _choices(vocabulary: Iterable[Vocabulary]) -> dict[str, str]:
    return {one.value: one.label for one in vocabulary}


def _day(label: str) -> DateField:
    wrong = zh("日期不正确，例如 2027-06-30")
    made: DateField = DateField(label, [InputRequired(zh("请填写日期"))], invalid_value_message=wrong)  # type: ignore[call-arg]
    return made


def _one_of(label: str, vocabulary: Iterable[Vocabulary]) -> RadioField:
    choices = _choices(vocabulary)
    return RadioField(label, [AnyOf(list(choices), _CHOOSE)], choices=choices, validate_choice=False)


def _some_of(label: str, choices: dict[str, str]) -> SelectMultipleField:
    """Ticks; what is not among them is left to the view to leave out."""
    return SelectMultipleField(label, choices=choices, validate_choice=False)


class GrantForm(Form):
    """A grant, proposed or decided."""

    text = LinesField(zh("说明（可以不填，申请人可以看到）"), [Optional(), _LONG])


class RefusalForm(Form):
    """Not granted, or not accepted: never without a reason and words about it."""

    reasons = _some_of(zh("理由（可以选几项）"), _choices(RefusalReason))
    text = LinesField(
        zh("事实和理由（写进决定书，申请人可以看到）"), [InputRequired(zh("请写明事实和理由")), _LONG]
    )


class VerifyForm(Form):
    """One look. done, undone: the duties that the applicant says are done; files are read beside it."""

    method = _one_of(zh("核实方式"), Method)
    found = _one_of(zh("核实结果"), Found)
    done = _some_of(zh("核实已经办好的"), _choices(Duty))
    undone = _some_of(zh("核实没有办好的"), _choices(Duty))
    text = LinesField(zh("核实的经过和依据"), [InputRequired(zh("请写明核实的经过和依据")), _LONG])


class ReturnForm(Form):
    why = LinesField(zh("退回的理由（只有办案人员可以看到）"), [InputRequired(zh("请写明退回的理由")), _LONG])


class ServeForm(Form):
    """How a decision reached the applicant."""

    way = _one_of(zh("送达方式"), ServiceWay)
    on = _day(zh("送达日期"))
    address = StringField(zh("送达地址（邮寄的填写）"), [Optional(), _PLACE])


class ContestForm(Form):
    """A review or suit about the decision that the record is about."""

    number = StringField(zh("受理文号或者案号"), [InputRequired(zh("请填写文号")), _SHORT])
    since = _day(zh("受理日期"))


class OverForm(Form):
    on = _day(zh("结束日期"))


class HandOnForm(Form):
    """The authority is chosen from a list beside it."""

    why = LinesField(zh("移送的依据和理由"), [InputRequired(zh("请写明理由")), _LONG])


class RevocationForm(Form):
    """A proposal to take a grant back."""

    reason = _one_of(zh("撤销的原因"), RevocationReason)
    text = LinesField(
        zh("事实和依据（写进决定，申请人可以看到）"), [InputRequired(zh("请写明事实和依据")), _LONG]
    )


class LookForm(Form):
    """A second look at a grant."""

    outcome = _one_of(zh("复核结果"), LookOutcome)
    text = LinesField(zh("复核情况（只有办案人员可以看到）"), [InputRequired(zh("请写明复核情况")), _LONG])


class AskForm(Form):
    """What is missing, all at once: a text for each paper that is asked for."""

    reason = LinesField(zh("再次要求补正的理由（第二次才填）"), [Optional(), _LONG])

    def asked(self) -> list[tuple[DocumentKind, str]]:
        """The papers that something is said of."""
        texts = [
            (field.name, (field.data or "").strip()) for field in self if field.name in set(DocumentKind)
        ]
        return [(DocumentKind(name), text) for name, text in texts if text]


def ask_form(kinds: Iterable[DocumentKind]) -> type[AskForm]:
    """The form for the papers of one case."""
    fields = {kind.value: StringField(kind.label, [Optional(), _LONG]) for kind in dict.fromkeys(kinds)}
    made: type[AskForm] = type("AskForm", (AskForm,), fields)
    return made


class RulingForm(Form):
    """A court's ruling on a restructuring or settlement."""

    court = StringField(zh("作出裁定的人民法院"), [InputRequired(zh("请填写人民法院")), _SHORT])
    number = StringField(zh("裁定书文号"), [InputRequired(zh("请填写文号")), _SHORT])
    ruling_on = _day(zh("裁定日期"))
    plan_until = DateField(zh("执行期限届满日期（可以不填）"), [Optional()])


class PlanEndForm(Form):
    """How a plan ended."""

    ended = RadioField(
        zh("执行结果"),
        [AnyOf(["done", "failed"], _CHOOSE)],
        choices={"done": zh("执行完毕，暂停公示的信息不再公示"), "failed": zh("没有执行完毕，恢复公示")},
        validate_choice=False,
    )
    on = _day(zh("日期"))


class ResultForm(Form):
    """What another authority decided. The records it is about are ticked in a list beside it."""

    number = StringField(zh("修复决定文书号"), [InputRequired(zh("请填写修复决定文书号")), _SHORT])
    agency = StringField(zh("修复决定机关"), [InputRequired(zh("请填写作出修复决定的机关")), _SHORT])
    on = _day(zh("准予修复的日期"))


_SPOKEN = (ContactWay.PHONE, ContactWay.VISIT)


class SpokenForm(Form):
    """That somebody was told by word of mouth."""

    way = _one_of(zh("告知方式"), _SPOKEN)
    note = LinesField(
        zh("告知的情况"),
        [InputRequired(zh("请写明告知的情况")), Length(max=500, message=zh("请控制在 500 个字以内"))],
    )
