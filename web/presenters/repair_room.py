"""The words of repair cases for queue, head and history: states, events, codes in them."""

from collections.abc import Mapping
from typing import Final

from credit.domain.casework import CaseKind
from credit.domain.labels import Vocabulary
from credit.domain.repair_cases import (
    Found,
    Method,
    RepairState,
    RevocationReason,
    ServiceWay,
    Verdict,
)
from credit.domain.repair_desk import LookOutcome
from web.presenters.parts import Tone
from web.presenters.repair_case_words import HAPPENED
from web.presenters.room import Plain, Room

TONES: Final[Mapping[Vocabulary, Tone]] = {
    RepairState.DRAFT: Tone.WARN,
    RepairState.SUBMITTED: Tone.NOTE,
    RepairState.CORRECTION: Tone.WARN,
    RepairState.ACCEPTED: Tone.NOTE,
    RepairState.PROPOSED: Tone.NOTE,
    RepairState.NOT_ACCEPTED: Tone.BAD,
    RepairState.GRANTED: Tone.GOOD,
    RepairState.REFUSED: Tone.BAD,
    RepairState.DISPLAYED: Tone.GOOD,
    RepairState.CLOSED: Tone.ENDED,
    RepairState.WITHDRAWN: Tone.ENDED,
    RepairState.REVOKED: Tone.BAD,
}

ROOMS: Final[Mapping[CaseKind, Room]] = {
    CaseKind.REPAIR: Room(
        kind=CaseKind.REPAIR,
        path="repair",
        tones=TONES,
        happened=HAPPENED,
        meanings={
            "day": Plain.DAY,
            "number": Plain.AS_IT_IS,
            "done": Plain.AS_IT_IS,
            "total": Plain.AS_IT_IS,
            "method": Method,
            "found": Found,
            "verdict": Verdict,
            "way": ServiceWay,
            "reason": RevocationReason,
            "outcome": LookOutcome,
        },
    )
}
