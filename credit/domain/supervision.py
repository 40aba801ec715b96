"""Supervision by the public (社会监督): what anyone may report or ask, where it stands, what came of it.

Nothing in here is ever public: a report is an allegation until an authority has checked it. Who reported is
kept apart from the case, sealed, and seen by the handling officer alone (市场监督管理投诉举报处理暂行办法
Art 33).
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from credit.domain.actors import Tongue
from credit.domain.case_replies import Reply as CaseReply
from credit.domain.labels import Vocabulary, zh


class Matter(Vocabulary):
    """What somebody reports or asks."""

    PROMISE = "promise", zh("举报违背信用承诺")
    INFORMATION = "information", zh("举报公示信息虚假")
    RECORD = "record", zh("对公示信息有疑问，申请查询")
    BROKER = "broker", zh("举报代办修复、收费删除的中介")


class TipState(Vocabulary):
    """Where a report or a question stands."""

    RECEIVED = "received", zh("已经收到，等待审查")
    ACCEPTED = "accepted", zh("已经受理，正在核查")
    NOT_ACCEPTED = "not_accepted", zh("不予受理")
    HANDED_OVER = "handed_over", zh("已经移送其他机关")
    ANSWERED = "answered", zh("已经办结并答复")
    WITHDRAWN = "withdrawn", zh("已由提交人撤回")


class TipAct(StrEnum):
    """What can be done about it."""

    ADD = "add"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    DECLINE = "decline"
    HAND_OVER = "hand_over"
    ANSWER = "answer"


class Outcome(Vocabulary):
    """What came of it."""

    UNFOUNDED = "unfounded", zh("经核查不属实")
    UNPROVEN = "unproven", zh("现有材料不足以认定")
    CHECK_OPENED = "check_opened", zh("已经启动核查，结果依法公示")
    CORRECTION = "correction", zh("已经转入更正程序")
    EXPLAINED = "explained", zh("公示信息无误，已经说明")
    DEALT_WITH = "dealt_with", zh("已经依法处理")


class Declined(Vocabulary):
    """Why a report or a question is not taken up."""

    CONSUMER = "consumer", zh("属于消费投诉")
    OUTSIDE = "outside", zh("不属于市场监督管理部门的职责")
    VAGUE = "vague", zh("没有可以核查的具体内容")
    REPEATED = "repeated", zh("同一事项已经在办理或者已经答复")
    NOT_PUBLISHED = "not_published", zh("所说的内容不是本系统公示的信息")


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is reported. text: as written; subject: code of the enterprise, empty for none.

    about: the record or commitment it is about, as its public number; place: division where it happened.
    """

    matter: Matter
    text: str
    subject: str = ""
    about: str = ""
    place: str = ""


class Reporter(msgspec.Struct, frozen=True, kw_only=True):
    """Who reports, as far as they say so; all empty: anonymous. Exists in the clear only while it is read."""

    name: str = ""
    phone: str = ""
    email: str = ""
    locale: Tongue = Tongue.ZH

    @property
    def anonymous(self) -> bool:
        return not (self.name or self.phone or self.email)


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A photo that came with a letter. kind: media type; size: of the sealed file, in bytes."""

    id: str
    kind: str
    size: int


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a reporter sent: the report itself, or something added later."""

    id: str
    at: datetime
    text: str
    photos: tuple[Photo, ...] = ()


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """What the handling officer reads: who, and every letter, oldest first."""

    reporter: Reporter
    letters: tuple[Letter, ...]


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to a reporter: codes for the sentences, and words of the officer.

    text: may be empty; in both languages, the Chinese comes first. agency: to whom it was handed over.
    """

    state: TipState
    outcome: Outcome | None = None
    declined: Declined | None = None
    text: str = ""
    agency: str = ""


class Progress(msgspec.Struct, frozen=True):
    """What an officer told while the case goes on: a sentence by its code, and a note."""

    at: datetime
    reply: CaseReply
    note: str


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a reporter sees with the code. due, firm: by when an answer comes; subject: its public code.

    paused: the clock stands still. progress: what was told meanwhile, oldest first.
    """

    number: str
    matter: Matter
    state: TipState
    received_at: datetime
    due: date | None
    firm: bool
    subject: str = ""
    letters: int = 1
    photos: int = 0
    reply: Reply | None = None
    progress: tuple[Progress, ...] = ()
    paused: bool = False
    closed_at: datetime | None = None

    @property
    def running(self) -> bool:
        return self.closed_at is None
