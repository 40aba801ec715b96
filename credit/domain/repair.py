"""Credit repair (信用修复): what is known for a question about a record, and the one answer to it.

An answer never says no alone: it says what can be done, from when, where, or when the record ends. It
holds codes; presenters make sentences of them and name the articles.
"""

from datetime import date
from typing import Final

import msgspec

from credit.domain.labels import Vocabulary, zh
from credit.domain.records import AnyContent, Record
from credit.domain.vocabulary import Severity, Status, SubjectClass


class RepairKind(Vocabulary):
    """What kind of negative record (失信信息) it is for the rules of repair."""

    ABNORMAL = "abnormal", zh("经营异常名录")
    MARKING = "marking", zh("经营异常状态")
    PENALTY = "penalty", zh("行政处罚")
    SERIOUS = "serious", zh("严重违法失信名单")
    CHECK = "check", zh("抽查检查结果")
    BREACH = "breach", zh("违诺认定")
    NONE = "none", zh("不属于失信信息")


class Outcome(Vocabulary):
    """The one thing an answer says."""

    NOW = "now", zh("现在可以申请")
    LATER = "later", zh("到期后可以申请")
    DO_FIRST = "do_first", zh("先办理再申请")
    NOT_REPAIRABLE = "not_repairable", zh("不能提前修复")
    ENDS = "ends", zh("到期自动结束")
    ELSEWHERE = "elsewhere", zh("由其他部门办理")


class Duty(Vocabulary):
    """What has to be done before a repair is granted."""

    FILE_REPORT = "file_report", zh("补报年度报告并公示")
    PUBLISH = "publish", zh("公示责令公示的信息")
    CORRECT_INFORMATION = "correct_information", zh("更正不真实的公示信息")
    BE_REACHABLE = "be_reachable", zh("变更登记的住所，或者重新取得联系")
    PERFORM = "perform", zh("履行行政处罚决定的义务")
    REMOVE_HARM = "remove_harm", zh("消除危害后果和不良影响")
    LEAVE_ABNORMAL = "leave_abnormal", zh("先移出经营异常名录")
    LEAVE_SERIOUS = "leave_serious", zh("先移出严重违法失信名单")
    CORRECT_PROBLEM = "correct_problem", zh("改正检查发现的问题")
    CORRECT_BREACH = "correct_breach", zh("改正违反承诺的行为")


class Where(Vocabulary):
    """Where a duty is done, or an application made."""

    ANNUAL_REPORT = "annual_report", zh("本网站年度报告")
    INSTANT = "instant", zh("本网站即时信息")
    REPAIR = "repair", zh("本网站信用修复")
    REGISTRATION = "registration", zh("登记机关")
    DECIDER = "decider", zh("作出决定的机关")
    CREDIT_CHINA = "credit_china", zh("信用中国")
    NATIONAL = "national", zh("国家企业信用信息公示系统")


class Reason(Vocabulary):
    """Why an answer is as it is."""

    TIME_PASSED = "time_passed", zh("已经满最短公示期")
    NO_MINIMUM = "no_minimum", zh("改正后随时可以申请，没有最短公示期")
    MINIMUM = "minimum", zh("还没有满最短公示期")
    DUTY_OPEN = "duty_open", zh("还有义务没有履行")
    MINOR = "minor", zh("轻微失信信息，到期自动停止公示，不用申请")
    NEVER_PUBLIC = "never_public", zh("依法不公示，没有需要修复的信息")
    NOT_YET_PUBLIC = "not_yet_public", zh("还没有公示")
    TERM_OVER = "term_over", zh("公示期已经届满")
    TERM_FIRST = "term_first", zh("能申请以前，公示期就届满")
    REMOVED = "removed", zh("已经移出或者恢复")
    WITHDRAWN = "withdrawn", zh("原决定已经变更、撤销、确认违法或者无效")
    REPAIRED = "repaired", zh("已经修复")
    GONE = "gone", zh("经营主体已经注销，不再列入")
    WITH_PENALTY = "with_penalty", zh("随着由它引起的行政处罚一起停止公示")
    BARRED_KIND = "barred_kind", zh("这种处罚按照当时的规定不能提前停止公示")
    SAME_KIND_AGAIN = "same_kind_again", zh("此后又因同一类违法行为受到处罚")
    HEAVIER_AGAIN = "heavier_again", zh("列入以后又受到较重行政处罚")
    BAN_RUNS = "ban_runs", zh("处罚决定的限制期限还没有届满")
    MEASURE_RUNS = "measure_runs", zh("依法实施的限制措施还没有届满")
    TOO_MANY = "too_many", zh("规定年限内修复次数已满")
    NO_RULE = "no_rule", zh("当时的规定没有这类信息的修复")
    RULES_CHANGE = "rules_change", zh("已经公布的新规定施行后可以申请")
    BANKRUPTCY = "bankruptcy", zh("人民法院已经批准重整计划或者认可和解协议")
    BEGUN_ANEW = "begun_anew", zh("修复被撤销，公示期重新计算")
    OTHER_DEPARTMENT = "other_department", zh("不是市场监督管理部门作出的决定")
    OTHER_PROVINCE = "other_province", zh("由其他省、自治区、直辖市的机关作出")
    NOT_NEGATIVE = "not_negative", zh("不是失信信息，不用修复")


class DocumentKind(Vocabulary):
    """A paper of an application."""

    APPLICATION = "application", zh("信用修复申请书")
    COMMITMENT = "commitment", zh("守信承诺书")
    PERFORMANCE = "performance", zh("履行行政处罚义务的证明")
    CORRECTION = "correction", zh("纠正违法行为、消除不良影响的材料")
    REPORT = "report", zh("补报的年度报告")
    PUBLISHED = "published", zh("已公示的信息")
    CORRECTED = "corrected", zh("更正后的信息和依据")
    REACHABLE = "reachable", zh("住所使用证明或者取得联系的证明")
    IDENTITY = "identity", zh("经办人的身份证明")
    SERVICE_ADDRESS = "service_address", zh("送达地址确认书")
    RULING = "ruling", zh("人民法院的裁定书")
    CHECK_CORRECTED = "check_corrected", zh("检查发现的问题已经改正的证明")
    BREACH_CORRECTED = "breach_corrected", zh("已经履行承诺或者改正的证明")
    MANDATE = "mandate", zh("授权委托书或者法院指定管理人的决定书")


class Way(Vocabulary):
    """How a paper comes to the application."""

    GENERATED = "generated", zh("系统生成，签名即可")
    FETCHED = "fetched", zh("系统自动获取，不用提交")
    UPLOADED = "uploaded", zh("需要上传")


class Effect(Vocabulary):
    """What a grant does."""

    STOP = "stop", zh("停止公示，解除相关措施")
    REMOVE = "remove", zh("移出名录，停止公示，解除相关措施")
    RESTORE = "restore", zh("恢复正常记载状态")
    REMOVE_SERIOUS = "remove_serious", zh("移出严重违法失信名单，停止公示，解除相关措施")
    TEMPORARY = "temporary", zh("重整计划或者和解协议执行期间暂停公示")
    FINAL = "final", zh("重整计划或者和解协议执行完毕，终止公示")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A duty that is open. where, href: where it is done; href is relative to the enterprise's own pages.

    about: years of reports, ids of list entries. claimable: no register tells whether it is done, so
    whoever has done it may apply and prove it; the others are seen by the system itself.
    """

    duty: Duty
    where: Where
    href: str = ""
    about: tuple[str, ...] = ()
    claimable: bool = False


class Document(msgspec.Struct, frozen=True):
    """A paper. required: False where it helps and is not asked for."""

    kind: DocumentKind
    way: Way
    required: bool = True


class Basis(msgspec.Struct, frozen=True, order=True):
    """An instrument and article that an answer rests on. pack: the version of the rule."""

    instrument: str
    article: str
    pack: str
    unverified: bool = False


_OVER: Final = frozenset(
    {
        Reason.TERM_OVER,
        Reason.REMOVED,
        Reason.WITHDRAWN,
        Reason.REPAIRED,
        Reason.GONE,
        Reason.WITH_PENALTY,
        Reason.NEVER_PUBLIC,
    }
)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Whether and how one record can be repaired, on one day.

    on: NOW: that day; LATER: the first day to apply; DO_FIRST: the first day if all steps were done now;
    NOT_REPAIRABLE: the first day under a rule that is known already, or None; ENDS: the first day on which
    the record is gone (of one never shown: its day of publication); ELSEWHERE: the first day there, where
    known. until: the last public day by itself (None: no end is known). time_from: the day from which the
    least length of publication is over. rules: the pack of conditions and procedure; lengths: the packs of
    the length of publication. accept_workdays, decide_workdays: of the authority. unverified: some figure
    it rests on is configuration. linked: records that end with this one.
    """

    record_id: str
    kind: RepairKind
    outcome: Outcome
    asked_on: date
    reasons: tuple[Reason, ...]
    on: date | None = None
    until: date | None = None
    time_from: date | None = None
    severity: Severity | None = None
    steps: tuple[Step, ...] = ()
    documents: tuple[Document, ...] = ()
    effect: Effect | None = None
    accept_workdays: int | None = None
    decide_workdays: int | None = None
    authority: str = ""
    where: Where = Where.REPAIR
    link: str = ""
    rules: str = ""
    lengths: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    linked: tuple[str, ...] = ()

    @property
    def unverified(self) -> bool:
        """Whether something it rests on could not be read in a text of law."""
        return any(one.unverified for one in self.basis)

    @property
    def over(self) -> bool:
        """Whether there is nothing left to repair, or never was."""
        return not _OVER.isdisjoint(self.reasons)

    @property
    def may_start(self) -> bool:
        """Whether an application may be begun: now, or once the applicant proves what no register tells."""
        if self.outcome is Outcome.NOW:
            return True
        provable = bool(self.steps) and all(step.claimable for step in self.steps)
        return self.outcome is Outcome.DO_FIRST and provable and self.on == self.asked_on


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One record of the enterprise. content: what of it may be shown; None: an officer looks at its text.

    decided_on: day of the decision. case_id: of the repair that is under way for it; empty: none.
    """

    record_id: str
    content: AnyContent | None
    decided_on: date
    answer: Answer
    case_id: str = ""


class Done(msgspec.Struct, frozen=True):
    """A duty known to be done. record_id: of the record it was for. on: since when that is known."""

    record_id: str
    duty: Duty
    on: date


class Bankruptcy(msgspec.Struct, frozen=True, kw_only=True):
    """A restructuring or settlement (破产重整、和解). ruling_on: the court approved or recognised it.

    executed_on: carried out to the end. failed_on: ended without that.
    """

    ruling_on: date
    executed_on: date | None = None
    failed_on: date | None = None


class RepairFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the subject beside the record.

    records: all of the subject, as kept. reports: year -> since when its report is filed, and published
    where it must be. undone: duties an officer found open although they were claimed (record id, duty).
    repairs: days on which repairs were granted, for the rule on their number.
    """

    subject_class: SubjectClass
    status: Status
    records: tuple[Record, ...] = ()
    reports: dict[int, date] = {}
    done: tuple[Done, ...] = ()
    undone: frozenset[tuple[str, Duty]] = frozenset()
    bankruptcy: Bankruptcy | None = None
    repairs: tuple[date, ...] = ()


CLAIMABLE: Final = frozenset(
    {
        Duty.PUBLISH,
        Duty.CORRECT_INFORMATION,
        Duty.BE_REACHABLE,
        Duty.PERFORM,
        Duty.REMOVE_HARM,
        Duty.CORRECT_PROBLEM,
        Duty.CORRECT_BREACH,
    }
)
