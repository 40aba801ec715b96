"""What an enterprise has to do, or may do, and by when: one list for its page, its calendar, reminders.

An item is a fact and a duty, never a judgement: no class, score or weight of an enterprise is in it.
"""

from datetime import date

import msgspec

from credit.domain.accounts import Task
from credit.domain.labels import Vocabulary, zh


class AgendaKind(Vocabulary):
    """What it is about."""

    REPORT = "report", zh("报送年度报告")
    REPORT_MISSED = "report_missed", zh("补报年度报告")
    LISTING = "listing", zh("将因未年报列入经营异常名录")
    CONTRIBUTION = "contribution", zh("认缴出资期限届满")
    LICENCE = "licence", zh("行政许可有效期届满")
    TERM = "term", zh("营业期限届满")
    DORMANCY = "dormancy", zh("歇业期限届满")
    UNPUBLISHED = "unpublished", zh("尚未公示的即时信息")
    MISMATCH = "mismatch", zh("年度报告与即时信息不一致")
    ORDERED = "ordered", zh("责令公示的信息")
    ANSWER = "answer", zh("列入前的陈述申辩")
    HEARING = "hearing", zh("违诺认定前的陈述申辩")
    OBJECTION = "objection", zh("可以对列入提出异议")
    CORRECTION = "correction", zh("责令限期整改")
    PROOF = "proof", zh("提交履行承诺的证明")
    COMMITMENT = "commitment", zh("信用承诺即将到期")
    REPAIR = "repair", zh("可以申请信用修复")


class Stage(Vocabulary):
    """How near a day is: each stage is announced once."""

    OPEN = "open", zh("已经开始")
    FIRST = "first", zh("临近")
    SECOND = "second", zh("即将到期")
    LAST = "last", zh("最后一天")
    OVER = "over", zh("已经逾期")


class AgendaItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """about: what of its kind, e.g. a year or the id of a record. due_on: the last day on which it is in
    time; None: no day. firm: False where the day rests on a calendar that is not loaded ("expected").
    opens_on: the first day on which it can be done. href: where, without language and subject.
    params: what words about it need. instrument, article: what it rests on."""

    kind: AgendaKind
    about: str
    task: Task
    due_on: date | None = None
    opens_on: date | None = None
    firm: bool = True
    href: str = ""
    params: dict[str, str] = {}
    instrument: str = ""
    article: str = ""

    @property
    def id(self) -> str:
        """The same for the same thing on every day."""
        return f"{self.kind.value}:{self.about}"

    @property
    def day(self) -> date | None:
        """Its day in a calendar: the last one, or the first on which what has no last day can be done."""
        return self.due_on or self.opens_on

    def overdue(self, today: date) -> bool:
        """Whether the last day is over."""
        return self.due_on is not None and today > self.due_on
