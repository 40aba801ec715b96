"""How long commitments and findings of a breach are public, and where a commitment stands on a day.

What was public once does not get a longer period by a later rule: the shortest of the rules in force
since its publication counts.
"""

from datetime import date
from typing import Final

from credit.domain.commitments import (
    BreachFinding,
    BreachOutcome,
    Commitment,
    CommitmentState,
    CommitmentType,
)
from credit.domain.vocabulary import Severity
from credit.rules import packs
from credit.rules.citations import cites
from credit.rules.packs import Pack
from credit.rules.periods import following, last_day, preceding
from credit.rules.publications import Publication, Reason

NOTIFICATION_RULES: Final = (
    "国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见（国办发〔2020〕42号）"
)
COMMITMENTS: Final = packs.topic("commitment_publication")
_STAYS: Final = (CommitmentState.PUBLIC, CommitmentState.EXPIRED)


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def state_on(content: Commitment, on: date) -> CommitmentState:
    """Where a commitment stands on a day: withdrawn and replaced from that day on, expired by itself.

    What ended first is what it says: an expired one that is replaced afterwards has expired.
    """
    if content.state is CommitmentState.UNDER_CHECK:
        return content.state
    ended = [(day, state) for day, state in _ends(content) if day <= on]
    if ended:
        return min(ended)[1]
    return content.state if _undated(content) else CommitmentState.PUBLIC


def _undated(content: Commitment) -> bool:
    """Whether it is said to have been withdrawn or replaced, but not when: then it is so at once."""
    withdrawn = content.state is CommitmentState.WITHDRAWN and content.withdrawn_on is None
    return withdrawn or (content.state is CommitmentState.REPLACED and content.replaced_on is None)


def _ends(content: Commitment) -> list[tuple[date, CommitmentState]]:
    """First days on which it no longer holds, and what it is from then on."""
    days = (
        (content.withdrawn_on, CommitmentState.WITHDRAWN),
        (content.replaced_on, CommitmentState.REPLACED),
        (following(content.valid_to) if content.valid_to else None, CommitmentState.EXPIRED),
    )
    return [(day, state) for day, state in days if day is not None]


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def commitment(content: Commitment, published_on: date, on: date) -> Publication:
    """The publication of a commitment: never that of a repair, none under check, none without consent
    where it is needed; one that ended can be read for a while, marked as what it is."""
    pack = COMMITMENTS.at(on)
    kept_back = _kept_back(content, pack)
    if kept_back is not None:
        return Publication(shown=False, reason=kept_back, packs=(pack.name,))
    ends = [day for day, _ in _ends(content)]
    if _undated(content):
        ends.append(published_on)
    over = [last_day(min(ends), months=one["ended_months"]) for one in _chain(published_on, on) if ends]
    until = min(over, default=None)
    gone = until is not None and on > until
    changes = [published_on, *ends, *([following(until)] if until else []), COMMITMENTS.next_start(on)]
    return Publication(
        shown=published_on <= on and not gone,
        reason=_reason(published_on, on, gone=gone),
        until=until,
        changes_on=None if gone else min([day for day in changes if day and day > on], default=None),
        packs=(pack.name,),
    )


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def needs_consent(commitment_type: CommitmentType, on: date) -> bool:
    """Whether a kind of commitment is published only where its maker agreed."""
    return commitment_type.value in COMMITMENTS.at(on)["consent_types"]


def _kept_back(content: Commitment, pack: Pack) -> Reason | None:
    if content.commitment_type in pack["parties_types"]:
        return Reason.COMMITMENT_PARTIES
    if content.state is CommitmentState.UNDER_CHECK:
        return Reason.COMMITMENT_UNDER_CHECK
    if content.commitment_type in pack["consent_types"] and not content.publication_agreed:
        return Reason.COMMITMENT_NO_CONSENT
    return None


def _chain(published_on: date, on: date) -> list[Pack]:
    """The rules in force from publication to now; that of now alone where the first is not known."""
    return list(COMMITMENTS.between(published_on, on)) or [COMMITMENTS.at(on)]


def _reason(published_on: date, on: date, *, gone: bool) -> Reason:
    if published_on > on:
        return Reason.NOT_YET
    return Reason.COMMITMENT_OVER if gone else Reason.NO_END


@cites(NOTIFICATION_RULES, "条号未核", unverified=True)
def breach(content: BreachFinding, published_on: date, on: date) -> Publication:
    """The publication of a finding: for its period, shorter where an ordered correction was made in time;
    one that no longer stands is down on the day it fell."""
    current = COMMITMENTS.at(on)
    until, reason = min(_breach_until(content, published_on, pack) for pack in _chain(published_on, on))
    if content.withdrawal and content.withdrawal.on <= until:
        until, reason = preceding(content.withdrawal.on), Reason.BREACH_WITHDRAWN
    changes = (published_on, following(until), COMMITMENTS.next_start(on))
    return Publication(
        shown=published_on <= on <= until,
        reason=reason if published_on <= on else Reason.NOT_YET,
        until=until,
        changes_on=None if on > until else min([day for day in changes if day and day > on], default=None),
        severity=content.severity,
        pack=current.name,
        packs=(current.name,),
    )


def _breach_until(content: BreachFinding, published_on: date, pack: Pack) -> tuple[date, Reason]:
    severity = content.severity or Severity.GENERAL
    until = last_day(published_on, months=pack[f"breach_{severity.value}_months"])
    if not corrected_in_time(content) or content.corrected_on is None:
        return until, Reason.BREACH_TERM
    shorter = last_day(max(content.corrected_on, published_on), months=pack["breach_corrected_months"])
    return min((until, Reason.BREACH_TERM), (shorter, Reason.BREACH_CORRECTED))


def corrected_in_time(content: BreachFinding) -> bool:
    """Whether a correction was ordered and made by its day."""
    if content.outcome is not BreachOutcome.CORRECTION_ORDERED or content.corrected_on is None:
        return False
    return content.correct_by is None or content.corrected_on <= content.correct_by
