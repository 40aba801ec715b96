"""What the portal keeps about a subject: one frozen struct per kind of record.

A content struct has no room for what must never be kept (identity numbers, bank accounts, home
addresses, the internal risk class): such input is dropped or refused when it is read. Whether a
field may be shown, and where, is decided by `credit.disclosure` alone.
Money is in 万元 (ten thousand yuan); dates are calendar days in Asia/Shanghai.
"""

from datetime import date

import msgspec

from credit.domain.annual_report import AnnualReport
from credit.domain.commitments import BreachFinding, Commitment
from credit.domain.contents import Content
from credit.domain.corrections import Corrected, DisputedFact
from credit.domain.instant import InstantInfo
from credit.domain.notice_kinds import NoticeKind
from credit.domain.values import NOT_COLLECTED, Missing, Money, Provenance, Repair, Review, Withholding
from credit.domain.vocabulary import (
    AbnormalGround,
    ChangeItem,
    CheckKind,
    CheckResult,
    ContributionForm,
    HolderKind,
    JudicialKind,
    JudicialState,
    KeyArea,
    LicenceState,
    PenaltyField,
    PenaltyKind,
    PledgeState,
    Procedure,
    SampleRole,
    SeriousCategory,
    Severity,
    Status,
    SubjectClass,
    WebsiteKind,
    WithdrawalReason,
)


class Licence(Content, tag="licence", frozen=True, kw_only=True):
    """An administrative licence (行政许可), as in the 双公示 exchange format."""

    document_name: str | Missing = NOT_COLLECTED  # 许可决定文书名称
    document_no: str | Missing = NOT_COLLECTED  # 许可决定文书号
    category: str | Missing = NOT_COLLECTED  # 许可类别
    certificate: str | Missing = NOT_COLLECTED  # 许可证书名称
    number: str | Missing = NOT_COLLECTED  # 许可编号
    content: str | Missing = NOT_COLLECTED
    valid_from: date | Missing = NOT_COLLECTED
    valid_to: date | Missing | None = NOT_COLLECTED  # None: no end
    state: LicenceState = LicenceState.VALID
    key_area: KeyArea | None = None


class Withdrawal(msgspec.Struct, frozen=True):
    """A decision changed, rescinded, found unlawful or invalid (Order 45 Art 11)."""

    reason: WithdrawalReason
    on: date
    explanation: str


class Penalty(Content, tag="penalty", frozen=True, kw_only=True):
    """An administrative penalty (行政处罚); `summary` and `text` are the agency's redacted text."""

    decision_no: str
    violation: str  # 违法行为类型
    kinds: tuple[PenaltyKind, ...]
    decided_on: date
    served_on: date | Missing = NOT_COLLECTED
    procedure: Procedure = Procedure.ORDINARY
    field: PenaltyField = PenaltyField.OTHER
    outcome: str | Missing = NOT_COLLECTED  # 处罚内容
    facts: str | Missing = NOT_COLLECTED  # 违法事实
    basis: str | Missing = NOT_COLLECTED  # 处罚依据
    summary: str | Missing = NOT_COLLECTED
    text: str | Missing = NOT_COLLECTED
    fine: Money | Missing = NOT_COLLECTED
    confiscated: Money | Missing = NOT_COLLECTED
    revoked_document: str | Missing = NOT_COLLECTED  # 暂扣或吊销证照名称及编号
    ban_until: date | None = None
    severity: Severity | None = None  # as stated by the agency; else classed by the rule pack
    duties_performed_on: date | None = None
    withdrawal: Withdrawal | None = None
    publish_until: date | None = None  # 公示截止期 named by the source: may shorten, never lengthen
    check_id: str | None = None  # source id of the check it arose from


class AbnormalEntry(Content, tag="abnormal", frozen=True, kw_only=True):
    """An entry of the abnormal operation list (经营异常名录).

    For an individual business the same facts are worded as a marking (标记) and a restoration
    (恢复正常记载状态), by `marking`.
    """

    ground: AbnormalGround
    listed_on: date
    decision_no: str | Missing = NOT_COLLECTED
    report_year: int | None = None  # for REPORT_NOT_FILED: the year that is missing
    warned_on: date | None = None  # order or warning before the listing
    removed_on: date | None = None
    removal_ground: str | Missing = NOT_COLLECTED
    removal_agency: str | Missing = NOT_COLLECTED
    removal_no: str | Missing = NOT_COLLECTED
    marking: bool = False


class Measure(msgspec.Struct, frozen=True):
    """A restriction that follows from a listing (管理措施), from the published list of measures."""

    what: str
    basis: str
    until: date | None = None


class SeriousEntry(Content, tag="serious", frozen=True, kw_only=True):
    """An entry of the serious violation list (严重违法失信名单)."""

    category: SeriousCategory
    reason: str
    listed_on: date
    decision_no: str | Missing = NOT_COLLECTED
    penalty_no: str | Missing = NOT_COLLECTED  # decision number of the penalty it rests on
    measures: tuple[Measure, ...] = ()
    removed_on: date | None = None
    removal_ground: str | Missing = NOT_COLLECTED
    removal_agency: str | Missing = NOT_COLLECTED
    removal_no: str | Missing = NOT_COLLECTED


class ProductSample(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The product of a sampling; producer and seller each in their own role."""

    product: str
    role: SampleRole
    model: str | Missing = NOT_COLLECTED
    batch: str | Missing = NOT_COLLECTED
    producer: str | Missing = NOT_COLLECTED
    seller: str | Missing = NOT_COLLECTED
    failed_items: tuple[str, ...] = ()


class Check(Content, tag="check", frozen=True, kw_only=True):
    """A check or sampling (抽查检查) and its results; one result can hold several labels."""

    check_kind: CheckKind
    checked_on: date
    results: tuple[CheckResult, ...]
    plan_no: str | Missing = NOT_COLLECTED
    task_no: str | Missing = NOT_COLLECTED
    item: str | Missing = NOT_COLLECTED
    follow_up: str | Missing = NOT_COLLECTED
    corrected_on: date | None = None
    sample: ProductSample | None = None


class Contribution(Content, tag="contribution", frozen=True, kw_only=True):
    """A shareholder's or founder's contribution (股东及出资). Persons: name only, never a number."""

    holder: str
    holder_kind: HolderKind
    holder_code: str | Missing = NOT_COLLECTED  # credit code of an organisation
    subscribed: Money | Missing = NOT_COLLECTED
    subscribed_due: date | Missing = NOT_COLLECTED
    paid: Money | Missing = NOT_COLLECTED
    paid_on: date | Missing = NOT_COLLECTED
    forms: tuple[ContributionForm, ...] = ()


class KeyPerson(Content, tag="key_person", frozen=True, kw_only=True):
    """A director, supervisor, manager or member (主要人员): name and post."""

    name: str
    post: str


class BranchEntry(Content, tag="branch", frozen=True, kw_only=True):
    """A branch (分支机构) of the subject."""

    name: str
    code: str | Missing = NOT_COLLECTED
    authority: str | Missing = NOT_COLLECTED


class Change(Content, tag="change", frozen=True, kw_only=True):
    """A change of a registered item (变更)."""

    item: ChangeItem
    changed_on: date
    before: str | Missing = NOT_COLLECTED
    after: str | Missing = NOT_COLLECTED


class EquityPledge(Content, tag="equity_pledge", frozen=True, kw_only=True):
    """A registered pledge of equity (股权出质)."""

    number: str
    pledgor: str | Missing = NOT_COLLECTED
    pledgee: str | Missing = NOT_COLLECTED
    amount: Money | Missing = NOT_COLLECTED
    state: PledgeState = PledgeState.IN_FORCE
    registered_on: date | Missing = NOT_COLLECTED
    ended_on: date | None = None


class IpPledge(Content, tag="ip_pledge", frozen=True, kw_only=True):
    """A registered pledge of intellectual property (知识产权出质)."""

    number: str
    name: str
    ip_type: str | Missing = NOT_COLLECTED
    pledgor: str | Missing = NOT_COLLECTED
    pledgee: str | Missing = NOT_COLLECTED
    valid_from: date | Missing = NOT_COLLECTED
    valid_to: date | Missing = NOT_COLLECTED
    state: PledgeState = PledgeState.IN_FORCE


class ChattelMortgage(Content, tag="chattel_mortgage", frozen=True, kw_only=True):
    """A chattel mortgage (动产抵押): history only, another authority registers them now."""

    number: str
    registered_on: date
    debt: Money | Missing = NOT_COLLECTED
    mortgagee: str | Missing = NOT_COLLECTED
    collateral: str | Missing = NOT_COLLECTED
    state: PledgeState = PledgeState.IN_FORCE


class JudicialAssistance(Content, tag="judicial", frozen=True, kw_only=True):
    """Judicial assistance (司法协助): equity frozen or transferred by a court."""

    judicial_kind: JudicialKind
    state: JudicialState
    court: str
    document_no: str | Missing = NOT_COLLECTED
    debtor: str | Missing = NOT_COLLECTED  # 被执行人
    equity: Money | Missing = NOT_COLLECTED
    valid_from: date | Missing = NOT_COLLECTED
    valid_to: date | Missing = NOT_COLLECTED


class Notice(Content, tag="notice", frozen=True, kw_only=True):
    """A notice (公告) carried under the subject, with its period."""

    notice_kind: NoticeKind
    title: str
    body: str | Missing = NOT_COLLECTED
    period_from: date
    period_to: date | None = None
    objections_until: date | None = None


class Voluntary(Content, tag="voluntary", frozen=True, kw_only=True):
    """Something the enterprise publishes of its own will (企业自愿公示), always labelled so.

    withdrawn_on: from this day on it is no longer public.
    """

    title: str
    text: str
    withdrawn_on: date | None = None


class Website(Content, tag="website", frozen=True, kw_only=True):
    """A website or shop (网站、网店) of the subject."""

    name: str
    url: str
    site_kind: WebsiteKind = WebsiteKind.SITE


AnyContent = (
    Licence
    | Penalty
    | AbnormalEntry
    | SeriousEntry
    | Check
    | Contribution
    | KeyPerson
    | BranchEntry
    | Change
    | EquityPledge
    | IpPledge
    | ChattelMortgage
    | JudicialAssistance
    | Notice
    | Voluntary
    | Website
    | AnnualReport
    | InstantInfo
    | Commitment
    | BreachFinding
)


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record as kept: its random id, where it comes from, its content and its marks.

    republished_on: a repair was revoked; from this day its publication runs anew. corrected: after an
    objection.
    """

    id: str
    provenance: Provenance
    content: AnyContent
    withheld: Withholding | None = None
    objection_since: date | None = None
    reviewed: Review | None = None
    repaired: Repair | None = None
    republished_on: date | None = None
    corrected: Corrected | None = None


class Dormancy(msgspec.Struct, frozen=True):
    """Dormancy (歇业): term and the address for service (MER Art 30)."""

    since: date
    until: date
    service_address: str | Missing = NOT_COLLECTED


class SimpleDeregistration(msgspec.Struct, frozen=True):
    """A simple deregistration under way (简易注销公告中): the notice period."""

    since: date
    until: date


class Marking(msgspec.Struct, frozen=True):
    """A special marking (特别标注、另册管理) with its ground."""

    since: date
    ground: str


class Flags(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """States shown beside the registration status; none of them is a status."""

    dormancy: Dormancy | None = None
    liquidation_since: date | None = None
    simple_deregistration: SimpleDeregistration | None = None
    marking: Marking | None = None
    restored_on: date | None = None


class FormerName(msgspec.Struct, frozen=True, omit_defaults=True):
    name: str
    until: date | None = None


class Registration(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The registered facts of a subject (登记信息)."""

    provenance: Provenance
    name: str
    subject_class: SubjectClass
    status: Status
    credit_code: str | None = None
    registration_no: str | None = None
    old_codes: tuple[str, ...] = ()
    uyghur_name: str | None = None
    former_names: tuple[FormerName, ...] = ()
    type_code: str | None = None  # GB/T 12402-derived, e.g. 1130
    type_label: str | Missing = NOT_COLLECTED
    legal_representative: str | Missing = NOT_COLLECTED  # 法定代表人/负责人/经营者/执行事务合伙人
    capital: Money | Missing = NOT_COLLECTED
    established_on: date | Missing = NOT_COLLECTED
    approved_on: date | Missing = NOT_COLLECTED  # 核准日期
    term_from: date | Missing = NOT_COLLECTED
    term_to: date | Missing | None = NOT_COLLECTED  # None: no end
    address: str | Missing = NOT_COLLECTED  # 住所
    business_place: str | Missing = NOT_COLLECTED  # 经营场所, where it differs
    division: str | None = None  # code of where it is, six digits
    industry: str | None = None  # GB/T 4754-2017 code with its section letter, e.g. F511
    scope: str | Missing = NOT_COLLECTED
    registration_authority: str | Missing = NOT_COLLECTED  # 登记机关
    managing_office: str | Missing = NOT_COLLECTED  # 管辖单位
    moved_to: str | None = None  # receiving authority, when moved out
    status_since: date | None = None
    status_reason: str | Missing = NOT_COLLECTED
    parent_name: str | None = None  # 隶属企业
    parent_code: str | None = None
    headcount: int | Missing = NOT_COLLECTED
    flags: Flags = Flags()
    withheld: Withholding | None = None
    disputed: tuple[DisputedFact, ...] = ()  # decided here: no part of what the source said


class EnterpriseFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept about one subject: the input of the gate."""

    key: str
    registration: Registration
    records: tuple[Record, ...] = ()
