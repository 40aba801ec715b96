"""Which commitments can be made, what keeps somebody from one, and when proof of keeping it is due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from credit.domain.commitments import BreachFinding, Commitment, CommitmentState, CommitmentType
from credit.domain.committing import Excluded, Unavailable
from credit.domain.records import Record, Registration, SeriousEntry
from credit.domain.vocabulary import Status, SubjectClass
from credit.rules import packs
from credit.rules.citations import cites
from credit.rules.commitments.publication import NOTIFICATION_RULES, breach, state_on
from credit.rules.periods import last_day

TERMS: Final = packs.topic("commitment_terms")
SME_PAYMENT_REGULATION: Final = "保障中小企业款项支付条例（国务院令第802号）"
INDUSTRY_OPINION: Final = "关于推进行业协会商会诚信自律建设工作的意见（民发〔2014〕225号）"


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def is_notification(commitment_type: CommitmentType, on: date) -> bool:
    """Whether a kind stands in for papers of a licence or certificate."""
    return commitment_type.value in TERMS.at(on)["notification_types"]


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def excluded_matters(on: date) -> tuple[Excluded, ...]:
    """Matters for which no notification-commitment is taken."""
    return tuple(map(Excluded, TERMS.at(on)["excluded_matters"]))


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def blocking(records: Iterable[Record], on: date) -> tuple[tuple[Unavailable, ...], tuple[str, ...]]:
    """What closes the notification-commitment way for a subject, and the numbers of the findings.

    A finding blocks while it is public: repaired, withdrawn or over, it does not. An entry of the serious
    list blocks until it is removed.
    """
    grounds = TERMS.at(on)["blocked_by"]
    records = [one for one in records if one.repaired is None and one.withheld is None]
    findings = [
        one.content.decision_no
        for one in records
        if isinstance(one.content, BreachFinding)
        and breach(one.content, one.provenance.published_on, on).shown
    ]
    serious = any(
        isinstance(one.content, SeriousEntry)
        and one.content.listed_on <= on
        and (one.content.removed_on is None or one.content.removed_on > on)
        for one in records
    )
    reasons = [Unavailable.BREACH] if findings and "breach" in grounds else []
    reasons += [Unavailable.SERIOUS] if serious and "serious" in grounds else []
    return tuple(reasons), tuple(findings) if "breach" in grounds else ()


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
@cites(SME_PAYMENT_REGULATION, "第六条", unverified=True)
@cites(INDUSTRY_OPINION, "条号未核", unverified=True)
def unavailable(
    commitment_type: CommitmentType,
    registration: Registration,
    records: Iterable[Record],
    on: date,
    *,
    association: bool,
) -> tuple[Unavailable, ...]:
    """Why a subject cannot make a kind of commitment here on a day; empty: it can."""
    if is_notification(commitment_type, on):
        return (Unavailable.AT_AUTHORITY, *blocking(records, on)[0])
    if commitment_type is CommitmentType.REPAIR:
        return (Unavailable.WITH_REPAIR,)
    industry = commitment_type is CommitmentType.INDUSTRY
    individual = registration.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    payment = commitment_type is CommitmentType.SME_PAYMENT
    grounds = (
        (Unavailable.ENTERPRISE_ONLY, association and not industry),
        (Unavailable.NOT_OPERATING, registration.status is not Status.OPERATING),
        (Unavailable.ASSOCIATION_ONLY, industry and not association),
        (Unavailable.NOT_FOR_INDIVIDUALS, payment and individual),
    )
    return tuple(ground for ground, holds in grounds if holds)


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def valid_to(starts: date, months: int) -> date | None:
    """The last day of a commitment that holds for so many months; none for one without an end."""
    return last_day(starts, months=months) if months else None


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def proof_period(content: Commitment, on: date) -> tuple[date, date] | None:
    """From when until when proof of keeping a commitment is handed in; None: nobody asks for it."""
    pack = TERMS.at(on)
    if content.commitment_type.value not in pack["proof_types"]:
        return None
    if state_on(content, on) is not CommitmentState.PUBLIC:
        return None
    if content.valid_to is None:
        due = last_day(content.committed_on, months=pack["proof_months"])
    else:
        due = max(content.valid_to - timedelta(days=pack["proof_days_before_end"]), content.committed_on)
    return max(due - timedelta(days=pack["proof_open_days"]), content.committed_on), due


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def ends_soon(content: Commitment, on: date) -> bool:
    """Whether the end of a commitment that holds is near enough to be told."""
    if content.valid_to is None or state_on(content, on) is not CommitmentState.PUBLIC:
        return False
    return content.valid_to - timedelta(days=TERMS.at(on)["notice_days"]) <= on
