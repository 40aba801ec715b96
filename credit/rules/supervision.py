"""Reports and questions of the public: who may do what when, by when answered, when data are destroyed."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from credit.domain.errors import ConflictError, InputError
from credit.domain.supervision import Matter, Outcome, TipAct, TipState
from credit.rules import packs, personal_data
from credit.rules.citations import cites
from credit.rules.personal_data import Personal

SUPERVISION: Final = packs.topic("public_supervision")
DISCLOSURE_REGULATION: Final = "企业信息公示暂行条例"
REPORTS_ORDER: Final = "市场监督管理投诉举报处理暂行办法（市场监管总局令第20号）"
PRIVACY_LAW: Final = "个人信息保护法"

_AFTER: Final[Mapping[tuple[TipState, TipAct], TipState]] = {
    (TipState.RECEIVED, TipAct.ADD): TipState.RECEIVED,
    (TipState.ACCEPTED, TipAct.ADD): TipState.ACCEPTED,
    (TipState.RECEIVED, TipAct.WITHDRAW): TipState.WITHDRAWN,
    (TipState.ACCEPTED, TipAct.WITHDRAW): TipState.WITHDRAWN,
    (TipState.RECEIVED, TipAct.ACCEPT): TipState.ACCEPTED,
    (TipState.RECEIVED, TipAct.DECLINE): TipState.NOT_ACCEPTED,
    (TipState.RECEIVED, TipAct.HAND_OVER): TipState.HANDED_OVER,
    (TipState.ACCEPTED, TipAct.HAND_OVER): TipState.HANDED_OVER,
    (TipState.ACCEPTED, TipAct.ANSWER): TipState.ANSWERED,
}
OPEN: Final = frozenset({TipState.RECEIVED, TipState.ACCEPTED})
_OUTCOMES: Final[Mapping[Matter, tuple[Outcome, ...]]] = {
    Matter.PROMISE: (Outcome.CHECK_OPENED, Outcome.UNFOUNDED, Outcome.UNPROVEN),
    Matter.INFORMATION: (Outcome.CORRECTION, Outcome.CHECK_OPENED, Outcome.UNFOUNDED, Outcome.UNPROVEN),
    Matter.RECORD: (Outcome.EXPLAINED, Outcome.CORRECTION),
    Matter.BROKER: (Outcome.DEALT_WITH, Outcome.UNFOUNDED, Outcome.UNPROVEN),
}


@cites(DISCLOSURE_REGULATION, "第十三条")
@cites(REPORTS_ORDER, "第三十一条")
def after(state: TipState, act: TipAct) -> TipState:
    """The state after an act. Raises ConflictError `tip.closed`, `tip.not_accepted` (answered unheard)."""
    found = _AFTER.get((state, act))
    if found is None:
        raise ConflictError("tip.not_accepted" if state is TipState.RECEIVED else "tip.closed")
    return found


@cites(DISCLOSURE_REGULATION, "第十三条")
def outcomes(matter: Matter, *, commitment: bool) -> tuple[Outcome, ...]:
    """What can come of a matter. A check can be opened only where there is a commitment to check.

    None of them is a finding: an allegation leads to a check, and only the check may lead to one.
    """
    return tuple(one for one in _OUTCOMES[matter] if commitment or one is not Outcome.CHECK_OPENED)


@cites(DISCLOSURE_REGULATION, "第十三条")
def answer_workdays(received_on: date) -> int:
    """In how many working days a written answer is due. Raises RuleError `pack.not_covered`."""
    found: int = SUPERVISION.at(received_on)["answer_workdays"]
    return found


@cites(REPORTS_ORDER, "第三十三条", unverified=True)
@cites(PRIVACY_LAW, "第十九条、第四十七条")
def destroy_on(closed_on: date) -> date:
    """The first day on which the data of a reporter no longer exist. Raises RuleError `pack.not_covered`."""
    days: int = SUPERVISION.at(closed_on)["retention_days"]
    return closed_on + timedelta(days=days)


@cites(PRIVACY_LAW, "第六条、第二十八条")
def numbers_in(text: str, own: tuple[str, ...] = ()) -> tuple[Personal, ...]:
    """Kinds of personal numbers of others in a letter, of which its writer is warned: each once, in order.

    own: what the writer gives as theirs.
    """
    theirs = {_bare(one) for one in own if one}
    found = [hit for hit in personal_data.find(text) if hit.kind is not Personal.RISK_CLASS]
    kinds = (hit.kind for hit in found if _bare(text[hit.start : hit.end]) not in theirs)
    return tuple(dict.fromkeys(kinds))


@cites(REPORTS_ORDER, "第三十三条")
def require_silent(said: str, secrets: tuple[str, ...]) -> None:
    """An officer's words name nobody who reported. Raises InputError `tip.names_reporter`."""
    heard = _bare(said)
    if any(len(bare) > 1 and bare in heard for bare in map(_bare, secrets)):
        raise InputError("tip.names_reporter")


def _bare(text: str) -> str:
    """Letters and digits alone, so that a blank or a hyphen hides nothing."""
    return "".join(one for one in text.casefold() if one.isalnum())
