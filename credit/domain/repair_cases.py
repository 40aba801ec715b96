"""A repair applied for (信用修复申请): who applies, what happens to the case of one record, what is decided.

Beside `credit.domain.repair`, which says whether a record can be repaired at all. One sitting may be about
many records; each has a case, a clock, a decision and a number of its own. Nothing here is public but a
decision that somebody shows by its code.
"""

from datetime import date
from enum import StrEnum

import msgspec

from credit.domain.labels import Vocabulary, zh
from credit.domain.repair import DocumentKind, Duty


class RepairState(Vocabulary):
    """Where the case of one record stands. An application that was not submitted yet is a draft."""

    DRAFT = "draft", zh("草稿")
    SUBMITTED = "submitted", zh("已提交，等待受理")
    CORRECTION = "correction", zh("等待申请人补正")
    ACCEPTED = "accepted", zh("已受理，正在核实")
    PROPOSED = "proposed", zh("已提出处理意见，等待审批")
    NOT_ACCEPTED = "not_accepted", zh("不予受理")
    GRANTED = "granted", zh("准予信用修复")
    REFUSED = "refused", zh("不予信用修复")
    DISPLAYED = "displayed", zh("已更新公示")
    CLOSED = "closed", zh("办结")
    WITHDRAWN = "withdrawn", zh("申请人已撤回")
    REVOKED = "revoked", zh("修复决定已撤销")


class RepairAct(StrEnum):
    """What can be done about a case."""

    ASK = "ask"  # one itemised request for what is missing
    ANSWER = "answer"  # by the applicant
    ACCEPT = "accept"
    VERIFY = "verify"
    PROPOSE = "propose"
    RETURN = "return"  # what was proposed goes back to who handles it
    DECIDE = "decide"
    DISPLAY = "display"  # what is public was changed
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"


class Verdict(Vocabulary):
    """What is proposed and decided."""

    GRANT = "grant", zh("准予信用修复")
    REFUSE = "refuse", zh("不予信用修复")
    NOT_ACCEPT = "not_accept", zh("不予受理")


class Method(Vocabulary):
    """How what an applicant says is looked into (核实方式)."""

    ONLINE = "online", zh("网上核查")
    WRITTEN = "written", zh("书面核查")
    ON_SITE = "on_site", zh("实地核查")
    INTERVIEW = "interview", zh("询问、约谈")


class Found(Vocabulary):
    """What a verification found."""

    CONFIRMED = "confirmed", zh("属实")
    NOT_CONFIRMED = "not_confirmed", zh("与申请不符")
    UNCLEAR = "unclear", zh("无法核实")


class Strictness(Vocabulary):
    """Why a case is looked into more closely. It adds means of verification, never a condition."""

    SERIOUS = "serious", zh("严重失信信息")
    REPEATED = "repeated", zh("近年多次失信")


class RefusalReason(Vocabulary):
    """Why an application is not accepted or not granted."""

    NOT_DUE = "not_due", zh("还没有满最短公示期")
    DUTY_OPEN = "duty_open", zh("还有义务没有履行")
    HARM = "harm", zh("没有消除危害后果和不良影响")
    AGAIN = "again", zh("又因同一类违法行为受到处罚")
    HEAVIER = "heavier", zh("列入以后又受到较重行政处罚")
    BAN = "ban", zh("依法实施的限制期限还没有届满")
    NOT_REPAIRABLE = "not_repairable", zh("依法不能提前修复的信息")
    FALSE_MATERIAL = "false_material", zh("提交的材料不真实")
    NOT_OURS = "not_ours", zh("不属于本机关办理")
    NOT_CORRECTED = "not_corrected", zh("逾期没有补正")
    NO_RIGHT = "no_right", zh("申请人没有申请资格")
    NO_RECORD = "no_record", zh("没有可以修复的信息")


class RevocationReason(Vocabulary):
    """Why a grant does not stand."""

    FALSE_MATERIAL = "false_material", zh("以虚假材料取得信用修复")
    FALSE_COMMITMENT = "false_commitment", zh("违反守信承诺")
    PLAN_FAILED = "plan_failed", zh("重整计划或者和解协议没有执行完毕")
    ERROR = "error", zh("决定有错误")


class ApplicantKind(Vocabulary):
    """In which capacity somebody applies."""

    SUBJECT = "subject", zh("经营主体")
    AGENT = "agent", zh("受委托的代理人")
    ADMINISTRATOR = "administrator", zh("破产管理人")


class SigningWay(Vocabulary):
    """How the papers of an application are signed."""

    LICENCE = "licence", zh("电子营业执照签名")
    SEALED_COPY = "sealed_copy", zh("上传盖章签字件")


class ServiceWay(Vocabulary):
    """How a decision reaches the applicant (送达)."""

    ONLINE = "online", zh("网上送达")
    COUNTER = "counter", zh("当面送达")
    POST = "post", zh("邮寄送达")
    ANNOUNCEMENT = "announcement", zh("公告送达")


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """One request for what is missing (补正通知), complete at once. items: papers, and what about them.

    reason: why it was asked for a second time. answer_by: expected last day to answer.
    """

    items: tuple[tuple[DocumentKind, str], ...]
    asked_on: date
    asked_by: str
    answer_by: date
    reason: str = ""
    answered_on: date | None = None


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """One look into what was applied for. by: name of an actor; "system" where a register answered.

    done, undone: duties that were found to be done, or not to be although they were claimed.
    """

    method: Method
    found: Found
    on: date
    by: str
    note: str = ""
    done: tuple[Duty, ...] = ()
    undone: tuple[Duty, ...] = ()


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody proposes to a second person."""

    verdict: Verdict
    by: str
    on: date
    reasons: tuple[RefusalReason, ...] = ()
    text: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided. number: of the decision. text: the reasons in words, for the applicant."""

    verdict: Verdict
    number: str
    on: date
    by: str
    reasons: tuple[RefusalReason, ...] = ()
    text: str = ""
    remedy_authority: str = ""  # division of the authority to which an application for review goes


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """That a decision reached the applicant: when, how and where."""

    way: ServiceWay
    on: date
    address: str = ""


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """A grant taken back by two persons; publication runs anew from `on`."""

    reason: RevocationReason
    text: str
    proposed_by: str
    proposed_on: date
    number: str = ""
    by: str = ""
    on: date | None = None


class Contest(msgspec.Struct, frozen=True, kw_only=True):
    """A review or suit about the decision that the record is about (行政复议、行政诉讼), while it goes on."""

    since: date
    number: str = ""
    over_on: date | None = None


class Handling(msgspec.Struct, frozen=True, kw_only=True):
    """How closely a case is looked into. means: least number of different methods that confirm.

    visit: one of them has to be a visit. two_persons: who proposes a grant does not decide it.
    """

    means: int = 1
    visit: bool = False
    two_persons: bool = False
    why: tuple[Strictness, ...] = ()


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """The course of one case: its state and everything that was done, in order."""

    state: RepairState = RepairState.DRAFT
    handling: Handling = Handling()
    submitted_on: date | None = None
    accepted_on: date | None = None
    corrections: tuple[Correction, ...] = ()
    checks: tuple[Verification, ...] = ()
    proposal: Proposal | None = None
    returned: tuple[str, ...] = ()  # why proposals went back
    decision: Decision | None = None
    service: Service | None = None
    contest: Contest | None = None
    revocation: Revocation | None = None
    sampled: bool = False  # chosen for a second look after the decision
