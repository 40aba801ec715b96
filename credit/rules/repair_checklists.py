"""The checklist of a case, by the kind of the record and why it is there: a help to memory, dated by nothing.

What the law asks for is asked of every grant by the rules themselves; no tick stands for a condition.
"""

from typing import Final

from credit.domain.records import AbnormalEntry, AnyContent
from credit.domain.repair import RepairKind
from credit.domain.repair_desk import CheckPoint
from credit.domain.vocabulary import AbnormalGround
from credit.rules.citations import cites
from credit.rules.repair_handling import ORDER_107, REPAIR_2021

_P = CheckPoint
_FIRST: Final = (_P.INTEREST, _P.APPLICANT, _P.SIGNED, _P.RECORD)
_BY_KIND: Final[dict[RepairKind, tuple[CheckPoint, ...]]] = {
    RepairKind.PENALTY: (_P.PERIOD, _P.PERFORMED, _P.HARM, _P.AGAIN, _P.LISTS, _P.BAN),
    RepairKind.SERIOUS: (_P.PERIOD, _P.PERFORMED, _P.HARM, _P.HEAVIER, _P.BAN),
    RepairKind.CHECK: (_P.CORRECTED,),
    RepairKind.BREACH: (_P.KEPT,),
}
_BY_GROUND: Final[dict[AbnormalGround, CheckPoint]] = {
    AbnormalGround.REPORT_NOT_FILED: _P.REPORT,
    AbnormalGround.UNREACHABLE: _P.REACHED,
}


@cites(REPAIR_2021, "第五条、第六条、第七条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def checklist(kind: RepairKind, content: AnyContent | None) -> tuple[CheckPoint, ...]:
    """What an officer goes through before proposing or deciding. content: None where it is not kept."""
    if isinstance(content, AbnormalEntry):
        return (*_FIRST, _BY_GROUND.get(content.ground, _P.PUBLISHED))
    return (*_FIRST, *_BY_KIND.get(kind, ()))
