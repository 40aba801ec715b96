"""What a message to a person says: one sentence a code, in the reader's language.

The same sentence stands on the page of messages, in a mail and on a telephone. A sentence gives the fact
and the duty; it never holds a person's name and never a judgement about the enterprise.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from credit.domain.accounts import Role, Task
from credit.domain.filings import DisputeState
from credit.domain.instant import InstantItem
from credit.domain.labels import Vocabulary, zh
from credit.domain.recovery import RecoveryState
from credit.domain.repair import RepairKind
from credit.domain.vocabulary import AbnormalGround, RecordKind
from credit.domain.watched import Watched
from web.presenters import case_words, commitment_words, finding_words, objection_words, repair_case_words
from web.presenters.commitment_matters import by_authority, known_to, plain_matter
from web.presenters.marks import marked
from web.presenters.parts import Text
from web.presenters.speech import Speech


@dataclass(frozen=True, slots=True)
class Told:
    """subject: a line of few words; sentence: what happened and what to do, as plain text."""

    subject: str
    sentence: str


WORDS: dict[str, tuple[str, str]] = {  # code -> few words, sentence
    "filing.new": (
        zh("有一件新的填报"),
        zh("提交了%(task)s %(period)s，回执编号 %(receipt)s。如果不是您安排的，可以冻结后续修改。"),
    ),
    "filing.frozen": (
        zh("填报已被冻结"),
        zh("%(task)s %(period)s（回执编号 %(receipt)s）已被负责人冻结 72 小时，登记机关将处理。"),
    ),
    "filing.dispute": (
        zh("填报争议有了结果"),
        zh("%(task)s %(period)s（回执编号 %(receipt)s）的冻结已处理：%(state)s。"),
    ),
    "report.unlocked": (
        zh("可以更正年度报告"),
        zh("登记机关已同意更正 %(year)s 年度报告。更正前后的内容都会公示。"),
    ),
    "member.new": (zh("新增办理人员"), zh("新增了一位成员：%(role)s。")),
    "member.changed": (zh("办理人员有变化"), zh("成员的角色或者事项有变动：%(role)s。")),
    "member.removed": (zh("办理人员已移除"), zh("一位成员被移除：%(role)s。")),
    "member.left": (zh("办理人员已退出"), zh("一位成员退出了。")),
    "member.liaison": (zh("联络员已更换"), zh("联络员已变更。")),
    "member.no_liaison": (zh("您不再是联络员"), zh("您不再担任联络员。")),
    "invitation.accepted": (zh("邀请已被接受"), zh("您的邀请已被接受：%(role)s。")),
    "recovery.started": (
        zh("有人申请找回办理权限"),
        zh("有人申请找回本企业的办理权限。如果与您无关，请联系登记机关。"),
    ),
    "recovery.proven": (
        zh("找回申请的证明已核对"),
        zh("找回办理权限的申请已通过两项证明，72 小时后生效。有异议请立即联系登记机关。"),
    ),
    "recovery.closed": (zh("找回申请有了结果"), zh("您的找回办理权限申请：%(state)s。")),
    "due.report": (
        zh("报送年度报告"),
        zh(
            "请在 %(day)s前报送 %(year)s 年度报告，当日 24 时截止。"
            "未按期报送将被列入经营异常名录，个体工商户将被标记为经营异常状态。"
        ),
    ),
    "over.report_missed": (
        zh("年度报告已逾期"),
        zh("%(year)s 年度报告已过报送期限。请尽快补报；补报后会注明逾期。"),
    ),
    "due.listing": (
        zh("年度报告未报"),
        zh(
            "未报送 %(year)s 年度报告，可能在 %(day)s前被列入经营异常名录，"
            "个体工商户可能被标记为经营异常状态。请尽快补报；已经列入或者标记的，补报以后可以申请移出或者恢复。"
        ),
    ),
    "due.contribution": (
        zh("认缴出资期限将届满"),
        zh("有一笔认缴出资的期限在 %(day)s届满，实缴尚未公示。实缴后请在规定的期限内公示。"),
    ),
    "over.contribution": (
        zh("认缴出资期限已届满"),
        zh("有一笔认缴出资的期限已在 %(day)s届满，实缴尚未公示。请核对并公示。"),
    ),
    "due.licence": (
        zh("行政许可将到期"),
        zh("%(name)s（%(number)s）的有效期至 %(day)s。需要延续的，请在规定的时间以前向发证机关申请。"),
    ),
    "due.term": (zh("营业期限将届满"), zh("登记的营业期限至 %(day)s。继续经营的，请办理变更登记。")),
    "due.dormancy": (
        zh("歇业期限将届满"),
        zh("歇业期限至 %(day)s。恢复营业、继续歇业或者注销，请在此之前办理。"),
    ),
    "due.unpublished": (
        zh("有信息需要公示"),
        zh("%(item)s（%(number)s）还没有由企业公示，请在 %(day)s前公示即时信息。"),
    ),
    "over.unpublished": (
        zh("即时信息已过期限"),
        zh("%(item)s（%(number)s）应当在 %(day)s前由企业公示。现在仍可补充公示，会注明超过期限。"),
    ),
    "due.mismatch": (
        zh("公示的出资不一致"),
        zh("%(year)s 年度报告中的股东出资与即时信息或者登记的不一致，请核对并更正。"),
    ),
    "order.issued": (
        zh("责令公示"),
        zh("登记机关责令公示有关信息（%(number)s），请在 %(day)s前公示并答复。"),
    ),
    "due.ordered": (
        zh("责令公示的期限将届满"),
        zh("责令公示的信息（%(number)s）请在 %(day)s前公示并答复，逾期可能被列入经营异常名录。"),
    ),
    "over.ordered": (
        zh("责令公示的期限已过"),
        zh("责令公示（%(number)s）的期限是 %(day)s，请立即公示并答复。"),
    ),
    "order.fulfilled": (zh("责令公示已经履行"), zh("登记机关已确认履行责令公示（%(number)s）。")),
    "order.unfulfilled": (
        zh("未按责令公示"),
        zh("登记机关认定未在期限内履行责令公示（%(number)s），可能告知拟列入经营异常名录。"),
    ),
    "order.withdrawn": (zh("责令公示已经撤回"), zh("登记机关已撤回责令公示（%(number)s）。")),
    "listing.notice": (
        zh("拟列入经营异常名录"),
        zh("登记机关拟将本企业列入经营异常名录，原因：%(ground)s。请在 %(day)s前陈述、申辩，可以提交证据。"),
    ),
    "due.answer": (
        zh("陈述申辩的期限将届满"),
        zh("拟列入经营异常名录（%(ground)s），请在 %(day)s前陈述、申辩。"),
    ),
    "listing.listed": (
        zh("决定列入经营异常名录"),
        zh("登记机关已决定列入经营异常名录，原因：%(ground)s。决定的理由和救济途径请登录查看。"),
    ),
    "listing.not_listed": (zh("决定不列入"), zh("登记机关已决定不列入经营异常名录（%(ground)s）。")),
    "listing.exempted": (
        zh("首次逾期，不予列入"),
        zh("首次未按期报送年度报告并已补报，登记机关决定不列入经营异常名录。"),
    ),
    "listing.withdrawn": (zh("告知已经撤回"), zh("登记机关已撤回拟列入经营异常名录的告知（%(ground)s）。")),
    "report.part_differs": (
        zh("年度报告核对不一致"),
        zh("主管部门核对 %(year)s 年度报告时发现有一部分不一致。理由：%(reasons)s。请更正。"),
    ),
    "text.waiting": (
        zh("有内容待查看"),
        zh("填报的内容（%(kind)s）里像是有个人信息或者敏感词，登记机关查看以前以星号显示或者暂不公示。"),
    ),
    "text.released": (
        zh("内容已经公示"),
        zh("登记机关查看了填报的内容（%(kind)s），现在全部公示。说明：%(reasons)s"),
    ),
    "text.held": (
        zh("部分内容不予公示"),
        zh("登记机关决定填报的内容（%(kind)s）有一部分不予公示。理由：%(reasons)s。请更正。"),
    ),
    "repair.notice": (
        zh("信用修复告知书"),
        zh(
            "有一条新的记录：%(record)s。怎样修复、最早哪天可以申请，写在信用修复告知书里。修复免费，无需中介。"
        ),
    ),
    "due.repair": (
        zh("现在可以申请信用修复"),
        zh("有一条记录满足了时间条件，现在可以申请信用修复：%(record)s。免费，无需中介。"),
    ),
    "registration.changed": (
        zh("登记信息有变化"),
        zh("登记信息有变化：%(items)s。如果不是您办理的，请立即联系登记机关。"),
    ),
}
WORDS |= case_words.TOLD
WORDS |= commitment_words.TOLD
WORDS |= repair_case_words.TOLD
WORDS |= finding_words.TOLD
WORDS |= objection_words.TOLD
_OTHER = (zh("有新的消息"), zh("有一条新消息。"))
_VOCABULARIES: dict[tuple[str, str], type[Vocabulary]] = {
    ("filing.dispute", "state"): DisputeState,
    ("recovery.closed", "state"): RecoveryState,
    ("text.waiting", "kind"): RecordKind,
    ("text.released", "kind"): RecordKind,
    ("text.held", "kind"): RecordKind,
}
_COMMON: dict[str, type[Vocabulary]] = {
    "task": Task,
    "role": Role,
    "ground": AbnormalGround,
    "record": RepairKind,
    "item": InstantItem,
    "items": Watched,
}

# As the casework numbers them; letters of authorities are numbered longer than a phone is wide.
_CASE_NUMBER: Final = re.compile("[\u4e00-\u9fff]{2}[0-9]{6}-[0-9]{4}-[0-9]{6}")  # untranslated: a range


def told(speech: Speech, code: str, params: Mapping[str, str]) -> Told:
    """A message in words. A code without words (from another version of the portal) is announced as such."""
    short, sentence = WORDS.get(code, _OTHER)
    values = {name: _value(speech, code, name, value) for name, value in _of_reader(speech, params).items()}
    try:
        return Told(speech._(short) % values, speech._(sentence) % values)
    except KeyError:
        return Told(*map(speech._, _OTHER))


def _of_reader(speech: Speech, params: Mapping[str, str]) -> dict[str, str]:
    """The params, with the matter of a commitment as its authority entered it for who reads Uyghur."""
    matter, entered = params.get("matter", ""), params.get("matter_uyghur", "")
    return {**params, "matter": entered} if by_authority(speech, matter, entered) else dict(params)


def _value(speech: Speech, code: str, name: str, value: str) -> str:
    return value if (word := _word(speech, code, name, value)) is None else word


def _word(speech: Speech, code: str, name: str, value: str) -> str | None:
    """A value of a closed vocabulary, or several, as words; None for any other value."""
    vocabulary = _VOCABULARIES.get((code, name)) or _COMMON.get(name)
    if vocabulary is None:
        return plain_matter(speech, value) if name == "matter" and known_to(speech, value) else None
    try:
        return str(speech.series([speech.label(vocabulary(one)) for one in value.split(",")]))
    except ValueError:
        return None


def shown(speech: Speech, code: str, params: Mapping[str, str]) -> Text:
    """A message as it stands on a page: the same sentence, its values isolated, its days in words."""
    sentence = WORDS.get(code, _OTHER)[1]
    values = {
        name: _isolated(speech, code, name, value) for name, value in _of_reader(speech, params).items()
    }
    try:
        return speech.say(sentence, **values)
    except KeyError:
        return speech._(_OTHER[1])


def _isolated(speech: Speech, code: str, name: str, value: str) -> Text:
    word = _word(speech, code, name, value)
    if word is not None:
        return word
    if name == "day" and value:
        return speech.prose_date(date.fromisoformat(value))
    if _CASE_NUMBER.fullmatch(value):
        return marked(f'<bdi lang="zh-Hans" dir="ltr" class="num">{value}</bdi>')  # in one piece
    return speech.bdi(value)
