"""Which fields of commitments and findings of a breach the public may see: their part of the allow-list."""

from typing import Final

from credit.domain.commitments import BreachFinding, BreachWithdrawal, Commitment, FulfilmentCheck
from credit.domain.vocabulary import Channel
from credit.rules.field_ways import ANNOUNCED, ASKED_FOR, EVERYWHERE, FOUND, OPEN_DATA, Allowed

_CARD: Final = frozenset({Channel.CARD})
plain, line, free, person = Allowed.plain, Allowed.line, Allowed.free, Allowed.named

COMMITMENTS: Final[dict[type, dict[str, Allowed]]] = {
    Commitment: {
        **dict.fromkeys(("number", "scene", "accepting_office"), line(EVERYWHERE)),
        **dict.fromkeys(("commitment_type", "state", "version"), plain(EVERYWHERE)),
        **dict.fromkeys(("committed_on", "valid_from", "valid_to", "fulfilment"), plain(EVERYWHERE)),
        **dict.fromkeys(("withdrawn_on", "replaced_on"), plain(ANNOUNCED | _CARD)),
        **dict.fromkeys(("joined_name", "made_by", "made_by_code"), line(FOUND | _CARD)),
        "matter": free(EVERYWHERE),
        "matter_uyghur": free(FOUND | _CARD),
        "text": free(FOUND),
        "text_uyghur": free(FOUND),
        "basis": free(OPEN_DATA),
        "breach_clause": free(OPEN_DATA),
        **dict.fromkeys(("template", "template_version", "joined"), line(OPEN_DATA)),
        **dict.fromkeys(("replaces", "replaced_by", "branches"), line(OPEN_DATA)),
        "publication_agreed": plain(EVERYWHERE),
        "checks": plain(OPEN_DATA | _CARD),
        "signed_by": person(ASKED_FOR),
    },
    BreachFinding: {
        **dict.fromkeys(("commitment_no", "decision_no"), line(EVERYWHERE)),
        **dict.fromkeys(("decided_on", "outcome", "partly"), plain(EVERYWHERE)),
        **dict.fromkeys(("correct_by", "corrected_on"), plain(ANNOUNCED | _CARD)),
        "matter": free(EVERYWHERE),
        "matter_uyghur": free(FOUND | _CARD),
        "reasons": free(ASKED_FOR),
        "basis": free(OPEN_DATA),
        "penalty_no": line(OPEN_DATA),
        "remedy": free(ASKED_FOR),
        "under_review_since": plain(ANNOUNCED | _CARD),
        "withdrawal": plain(ASKED_FOR),
    },
}

OF_COMMITMENTS: Final[dict[type, dict[str, Allowed]]] = {
    FulfilmentCheck: {
        **dict.fromkeys(("on", "outcome"), plain(OPEN_DATA | _CARD)),
        "by": line(OPEN_DATA | _CARD),
        "note": free(ASKED_FOR),
    },
    BreachWithdrawal: {"reason": plain(ASKED_FOR), "on": plain(ASKED_FOR), "explanation": free(ASKED_FOR)},
}
