"""Getting access back when a subject's people are gone: two independent proofs, online."""

from datetime import datetime

import msgspec

from credit.domain.labels import Vocabulary, zh


class Proof(Vocabulary):
    """What shows that somebody stands for a subject. Each comes by a way of its own."""

    IDENTITY = "identity", zh("实名身份与登记的法定代表人一致")  # who they are, by a login provider
    RECEIPT = "receipt", zh("最近一次申报的回执编号")  # what the enterprise has on file
    LETTER = "letter", zh("寄往登记住所的信函验证码")  # where the enterprise is
    COUNTER = "counter", zh("登记机关窗口核验证照原件")  # seen by an officer


class RecoveryState(Vocabulary):
    OPEN = "open", zh("待证明")
    WAITING = "waiting", zh("已证明，等待现有负责人异议期届满")
    GRANTED = "granted", zh("已恢复办理权限")
    REFUSED = "refused", zh("未通过")
    WITHDRAWN = "withdrawn", zh("已撤回")


NEEDED = 2


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    """letter_asked: a letter with a code is to be sent or is on its way."""

    id: str
    person_id: str
    subject_key: str
    state: RecoveryState
    authority: str
    proofs: frozenset[Proof]
    letter_asked: bool
    created_at: datetime
    takes_effect_at: datetime | None = None

    @property
    def proven(self) -> bool:
        return len(self.proofs) >= NEEDED
