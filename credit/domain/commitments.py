"""Credit commitments (信用承诺): what a subject promised, whether it was kept, and findings of a breach.

国办发〔2020〕42号 names commitments that stand in for a licence's or certificate's papers; the others are
made of a subject's own will. A finding is an authority's decision, made after the subject was heard.
"""

from datetime import date

import msgspec

from credit.domain.contents import Content
from credit.domain.labels import Vocabulary, zh
from credit.domain.values import NOT_COLLECTED, Missing
from credit.domain.vocabulary import Severity, WithdrawalReason


class CommitmentType(Vocabulary):
    """Kinds of commitment; repair commitments are for the parties alone and never public."""

    LICENCE = "licence", zh("许可类承诺")
    CERTIFICATE = "certificate", zh("证明类承诺")
    STATEMENT = "statement", zh("声明类承诺")
    REPAIR = "repair", zh("信用修复类承诺")
    INDUSTRY = "industry", zh("行业自律类承诺")
    SME_PAYMENT = "sme_payment", zh("中小企业款项付款承诺")


class CommitmentState(Vocabulary):
    """Where a commitment stands; EXPIRED is never kept, it follows from the day."""

    UNDER_CHECK = "under_check", zh("核验中")
    PUBLIC = "public", zh("有效")
    EXPIRED = "expired", zh("已到期")
    WITHDRAWN = "withdrawn", zh("已撤回")
    REPLACED = "replaced", zh("已被新承诺替换")


class Fulfilment(Vocabulary):
    """What a check of the promise (守诺核查) found."""

    NOT_YET = "not_yet", zh("尚未核查")
    KEPT = "kept", zh("已履行")
    PARTLY = "partly", zh("部分履行")
    NOT_KEPT = "not_kept", zh("未履行")
    NOT_CHECKABLE = "not_checkable", zh("无法核查")


class BreachOutcome(Vocabulary):
    """What follows from a broken promise (国办发〔2020〕42号)."""

    ENDED = "ended", zh("依法终止办理")
    CORRECTION_ORDERED = "correction_ordered", zh("责令限期整改")
    REVOKED = "revoked", zh("撤销行政决定")
    PENALISED = "penalised", zh("行政处罚")


class FulfilmentCheck(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One check: on which day, by which agency, what it found. note: the agency's words, redacted."""

    on: date
    by: str
    outcome: Fulfilment
    note: str | Missing = NOT_COLLECTED


class Commitment(Content, tag="commitment", frozen=True, kw_only=True):
    """A commitment as it was made.

    text: as signed, in Chinese; text_uyghur: a rendering of it, which is not what was signed; matter_uyghur:
    the matter as the authority that keeps the wording entered it in Uyghur. scene: the
    use it is made for. template, template_version: under which wording. valid_to: None, no end.
    made_by, made_by_code: who made it for this subject, where that is another (the company of a branch).
    joined, joined_name: number and association of the self-discipline text that a member joined.
    replaces, replaced_by: numbers of the versions before and after. fulfilment: of the last check.
    signed_by: a person's name; it is read beside one commitment and never searched.
    """

    number: str
    commitment_type: CommitmentType
    matter: str
    committed_on: date
    publication_agreed: bool
    matter_uyghur: str | Missing = NOT_COLLECTED
    state: CommitmentState = CommitmentState.PUBLIC
    scene: str | Missing = NOT_COLLECTED
    text: str | Missing = NOT_COLLECTED
    text_uyghur: str | Missing = NOT_COLLECTED
    template: str = ""
    template_version: str = ""
    version: int = 1
    basis: str | Missing = NOT_COLLECTED
    valid_from: date | Missing = NOT_COLLECTED
    valid_to: date | None = None
    accepting_office: str | Missing = NOT_COLLECTED
    breach_clause: str | Missing = NOT_COLLECTED
    made_by: str | Missing = NOT_COLLECTED
    made_by_code: str | Missing = NOT_COLLECTED
    branches: tuple[str, ...] = ()  # codes of the branches it was made for as well
    joined: str | Missing = NOT_COLLECTED
    joined_name: str | Missing = NOT_COLLECTED
    replaces: str | Missing = NOT_COLLECTED
    replaced_by: str | Missing = NOT_COLLECTED
    replaced_on: date | None = None
    withdrawn_on: date | None = None
    fulfilment: Fulfilment = Fulfilment.NOT_YET
    checks: tuple[FulfilmentCheck, ...] = ()
    signed_by: str | Missing = NOT_COLLECTED


class BreachWithdrawal(msgspec.Struct, frozen=True):
    """A finding that no longer stands."""

    reason: WithdrawalReason
    on: date
    explanation: str


class BreachFinding(Content, tag="breach", frozen=True, kw_only=True):
    """A finding that a commitment was not kept (违诺认定): an authority's decision with its reasons.

    matter, matter_uyghur: of the commitment. partly: it was kept in part. correct_by, corrected_on: of a
    correction that was ordered. penalty_no: decision number of the penalty that followed. remedy: where and
    until when the subject may have it reviewed. under_review_since: reconsideration or suit under way.
    severity: as the authority states it; it decides the period of publication.
    """

    commitment_no: str
    matter: str
    decision_no: str
    decided_on: date
    outcome: BreachOutcome
    reasons: str | Missing = NOT_COLLECTED
    basis: str | Missing = NOT_COLLECTED
    partly: bool = False
    correct_by: date | None = None
    corrected_on: date | None = None
    penalty_no: str | Missing = NOT_COLLECTED
    remedy: str | Missing = NOT_COLLECTED
    under_review_since: date | None = None
    severity: Severity | None = None
    withdrawal: BreachWithdrawal | None = None
    matter_uyghur: str | Missing = NOT_COLLECTED
