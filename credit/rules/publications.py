"""What the rules of publication answer: whether a record is public on a day, why, and until when."""

from datetime import date
from enum import StrEnum

import msgspec

from credit.domain.vocabulary import Severity


class Reason(StrEnum):
    """Why a record is public, or not, on a day; presenters make sentences of these."""

    NO_END = "publication.no_end"
    NOT_YET = "publication.not_yet"
    PENALTY_WARNING_ONLY = "penalty.warning_only"
    PENALTY_SUMMARY = "penalty.summary_procedure"
    PENALTY_WITHDRAWN = "penalty.withdrawn"
    PENALTY_MINOR = "penalty.minor"
    PENALTY_GENERAL = "penalty.general"
    PENALTY_SERIOUS = "penalty.serious"
    PENALTY_UNIFORM = "penalty.uniform"
    PENALTY_BAN = "penalty.ban"
    PENALTY_SOURCE_DATE = "penalty.source_date"
    SERIOUS_TERM = "serious.term"
    SERIOUS_REMOVED = "serious.removed"
    ABNORMAL_LISTED = "abnormal.listed"
    ABNORMAL_REMOVED_SHOWN = "abnormal.removed_shown"
    ABNORMAL_REMOVED_HIDDEN = "abnormal.removed_hidden"
    CHECK_ENDED_WITH_PENALTY = "check.ended_with_penalty"
    JUDICIAL_LIFTED = "judicial.lifted"
    VOLUNTARY_WITHDRAWN = "voluntary.withdrawn"
    NOTICE_OF_NAMED = "notice.of_named"
    COMMITMENT_PARTIES = "commitment.parties_only"
    COMMITMENT_UNDER_CHECK = "commitment.under_check"
    COMMITMENT_NO_CONSENT = "commitment.no_consent"
    COMMITMENT_OVER = "commitment.over"
    BREACH_TERM = "breach.term"
    BREACH_CORRECTED = "breach.corrected"
    BREACH_WITHDRAWN = "breach.withdrawn"


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a record is public on a day.

    until: the last day it is public by what is known that day (None: no end known). changes_on: the
    first later day on which this answer may be another one. severity: the class of a penalty by the
    pack named in `pack`. packs: all packs the answer rests on.
    """

    shown: bool
    reason: Reason
    until: date | None = None
    changes_on: date | None = None
    severity: Severity | None = None
    pack: str | None = None
    packs: tuple[str, ...] = ()
