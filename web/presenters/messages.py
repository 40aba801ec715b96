"""What a message to a person says: one sentence a code, in the reader's language.

The same sentence stands on the page of messages, in a mail and on a telephone. A sentence gives the fact
and the duty; it never holds a person's name and never a judgement about the enterprise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from credit.domain.accounts import Role, Task
from credit.domain.filings import DisputeState
from credit.domain.labels import Vocabulary, zh
from credit.domain.recovery import RecoveryState
from web.presenters.speech import Speech


@dataclass(frozen=True, slots=True)
class Told:
    """subject: a line of few words; sentence: what happened and what to do, as plain text."""

    subject: str
    sentence: str


WORDS: dict[str, tuple[str, str]] = {  # code -> few words, sentence
    "filing.new": (
        zh("有一件新的填报"),
        zh("%(task)s已提交，收据号 %(receipt)s。若非本单位所为，负责人可在72小时内冻结并提出争议。"),
    ),
    "filing.frozen": (
        zh("填报已被冻结"),
        zh("%(task)s（收据号 %(receipt)s）已被负责人冻结，暂时不能修改；公示和填报时间不变。"),
    ),
    "filing.dispute": (
        zh("填报争议有了结果"),
        zh("%(task)s（收据号 %(receipt)s）的争议：%(state)s。"),
    ),
    "member.new": (zh("新增办理人员"), zh("有一名人员成为本单位的%(role)s。")),
    "member.changed": (zh("办理人员有变化"), zh("一名%(role)s的办理事项或期限已更改。")),
    "member.removed": (zh("办理人员已移除"), zh("一名%(role)s不再为本单位办理事项。")),
    "member.left": (zh("办理人员已退出"), zh("一名人员已自行退出，不再为本单位办理事项。")),
    "member.liaison": (zh("联络员已更换"), zh("本单位的联络员已更换。")),
    "member.no_liaison": (zh("您不再是联络员"), zh("您不再担任联络员，其他办理权限不变。")),
    "invitation.accepted": (zh("邀请已被接受"), zh("您邀请的人员已接受邀请，成为%(role)s。")),
    "recovery.started": (
        zh("有人申请找回办理权限"),
        zh("有人申请找回本单位的办理权限。若不知情，请登录提出反对。"),
    ),
    "recovery.proven": (
        zh("找回申请的证明已核对"),
        zh("找回办理权限的两项证明已核对，等待期满后生效。若不同意，请登录提出反对。"),
    ),
    "recovery.closed": (zh("找回申请有了结果"), zh("您找回办理权限的申请：%(state)s。")),
}
_OTHER = (zh("有新的消息"), zh("请登录查看。"))
_VOCABULARIES: dict[tuple[str, str], type[Vocabulary]] = {
    ("filing.dispute", "state"): DisputeState,
    ("recovery.closed", "state"): RecoveryState,
}
_COMMON: dict[str, type[Vocabulary]] = {"task": Task, "role": Role}


def told(speech: Speech, code: str, params: Mapping[str, str]) -> Told:
    """A message in words. A code without words (from another version of the portal) is announced as such."""
    short, sentence = WORDS.get(code, _OTHER)
    values = {name: _value(speech, code, name, value) for name, value in params.items()}
    try:
        return Told(speech._(short) % values, speech._(sentence) % values)
    except KeyError:
        return Told(*map(speech._, _OTHER))


def _value(speech: Speech, code: str, name: str, value: str) -> str:
    vocabulary = _VOCABULARIES.get((code, name)) or _COMMON.get(name)
    if vocabulary is None:
        return value
    try:
        return speech.label(vocabulary(value))
    except ValueError:
        return value
