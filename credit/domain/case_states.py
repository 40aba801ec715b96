"""The states a case of each kind can be in: what its room writes, and what pages have words for."""

from collections.abc import Mapping
from typing import Final

from credit.domain.casework import CaseKind
from credit.domain.findings import FindingState
from credit.domain.labels import Vocabulary
from credit.domain.objections import ObjectionState
from credit.domain.repair_cases import RepairState
from credit.domain.supervision import TipState

STATES: Final[Mapping[CaseKind, type[Vocabulary]]] = {
    CaseKind.FINDING: FindingState,
    CaseKind.TIP: TipState,
    CaseKind.ENQUIRY: TipState,
    CaseKind.REPAIR: RepairState,
    CaseKind.OBJECTION: ObjectionState,
    CaseKind.BROKER: TipState,
}


def state_of(kind: CaseKind, state: str) -> Vocabulary:
    """A state of a case of a kind. Raises ValueError for what its room does not know."""
    return STATES[kind](state)
