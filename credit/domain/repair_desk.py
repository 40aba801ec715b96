"""What officers keep beside the course of a repair: checklists, second looks, group orders, outreach."""

from datetime import date, datetime

import msgspec

from credit.domain.accounts import Standing
from credit.domain.labels import Vocabulary, zh
from credit.domain.repair import Seen


class CheckPoint(Vocabulary):
    """One point of the checklist of a case; ticked by hand, and no condition of the law by itself."""

    INTEREST = "interest", zh("我与申请人没有利害关系")
    APPLICANT = "applicant", zh("申请人有资格，代理人、管理人的授权已核对")
    SIGNED = "signed", zh("申请书和守信承诺书已签名，内容与登记一致")
    RECORD = "record", zh("申请的信息就是本机关的决定，没有已经变更或者撤销")
    PERIOD = "period", zh("已经满最短公示期")
    REPORT = "report", zh("缺报年度的年度报告已经补报并公示")
    REACHED = "reached", zh("已经变更住所，或者用实地、信函核实取得联系")
    PUBLISHED = "published", zh("责令公示的信息已经公示，不真实的信息已经更正")
    PERFORMED = "performed", zh("处罚决定的义务已经履行完毕，罚没款已经缴清")
    HARM = "harm", zh("危害后果和不良影响已经消除")
    AGAIN = "again", zh("没有再因同一类违法行为受到处罚")
    HEAVIER = "heavier", zh("列入以后没有受到较重行政处罚")
    LISTS = "lists", zh("不在经营异常名录和严重违法失信名单里")
    BAN = "ban", zh("依法实施的限制期限已经届满")
    CORRECTED = "corrected", zh("检查发现的问题已经改正")
    KEPT = "kept", zh("违反的承诺已经履行或者改正")


class Tick(msgspec.Struct, frozen=True):
    """A point that somebody ticked. by: name of an actor."""

    point: CheckPoint
    by: str
    at: datetime


class LookOutcome(Vocabulary):
    """What a second look at a grant found."""

    SOUND = "sound", zh("办理无误")
    FLAWED = "flawed", zh("结论正确，办理有瑕疵，已告知改进")
    WRONG = "wrong", zh("结论有错误，由办理机关提出撤销")


class SecondLook(msgspec.Struct, frozen=True, kw_only=True):
    """A grant chosen by lot for another look (抽查复核). drawn_on: the day of application, before anything
    was known of the outcome. outcome: None while nobody has looked."""

    case_id: str
    drawn_on: date
    outcome: LookOutcome | None = None
    text: str = ""
    by: str = ""
    looked_at: datetime | None = None


class GroupOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Cases that an officer decided together, and how far that is carried out.

    total: cases ordered; decided: with a number; left: codes of what stood against others, by case.
    """

    id: str
    authority: str
    key: str
    ordered_at: datetime
    total: int
    decided: int
    left: dict[str, str] = {}
    finished_at: datetime | None = None


class ContactWay(Vocabulary):
    """How somebody was told that a repair is possible."""

    LETTER = "letter", zh("打印信函")
    MESSAGE = "message", zh("发送消息")
    PHONE = "phone", zh("电话告知")
    VISIT = "visit", zh("上门或者窗口告知")


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the log of contacts. records: ids of the records it was about. by: name of an actor."""

    id: str
    subject_key: str
    way: ContactWay
    at: datetime
    by: str
    note: str = ""
    records: tuple[str, ...] = ()


class Reachable(msgspec.Struct, frozen=True, kw_only=True):
    """An enterprise that could apply and has not: facts, no score.

    last: the newest contact. again_on: the first day on which it may be contacted again, None: now.
    members: whether somebody acts for it here, to whom a message can go.
    """

    subject: Standing
    records: tuple[Seen, ...]
    members: bool
    last: Contact | None = None
    again_on: date | None = None


class OutreachPage(msgspec.Struct, frozen=True, kw_only=True):
    """next: where the following page begins; empty: this is the last one."""

    found: tuple[Reachable, ...]
    next: str = ""


class Restructured(msgspec.Struct, frozen=True, kw_only=True):
    """A ruling on a restructuring or settlement, and how its plan ended; both days None while it runs."""

    number: str
    court: str
    ruling_on: date
    plan_until: date | None = None
    executed_on: date | None = None
    failed_on: date | None = None


class Apart(Vocabulary):
    """Why a case is not decided with the others."""

    CONTEST = "contest", zh("原决定正在复议或者诉讼")
    PAUSED = "paused", zh("计时暂停")
    AGENT = "agent", zh("由代理人或者管理人申请，先核对授权")
    NOTE = "note", zh("申请人写了说明")
    CLAIMS = "claims", zh("要核实申请人说已经办好的事")
    STRICT = "strict", zh("严重或者多次失信，要用多种方式核实")
    INTEREST = "interest", zh("您已经申明回避")
