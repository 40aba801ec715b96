"""What a reporter is answered, and how long after it their data are kept."""

from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.domain.case_replies import Reply as CaseReply
from credit.domain.casework import CaseEvent
from credit.domain.supervision import Declined, Outcome, Progress, Reply, TipState
from credit.rules import supervision as rules
from credit.services.casework import files
from credit.services.context import Context
from credit.services.supervision import envelopes

PROGRESS = "case.replied"
ANSWERS = frozenset({"tip.answered", "tip.declined", "tip.handed_over"})


def reply(session: Session, row: CaseRow) -> Reply | None:
    """The answer of a case that has one."""
    found = [one for one in files.history(session, row.id, for_applicant=True) if one.code in ANSWERS]
    return _reply(TipState(row.state), found[-1]) if found else None


def progress(session: Session, row: CaseRow) -> tuple[Progress, ...]:
    """What its officer told the reporter while the case goes on."""
    told = files.history(session, row.id, for_applicant=True)
    return tuple(
        Progress(one.at, CaseReply(one.params["reply"]), one.text) for one in told if one.code == PROGRESS
    )


def _reply(state: TipState, said: CaseEvent) -> Reply:
    params = said.params
    return Reply(
        state=state,
        outcome=Outcome(params["outcome"]) if "outcome" in params else None,
        declined=Declined(params["declined"]) if "declined" in params else None,
        text=said.text,
        agency=params.get("agency", ""),
    )


def end(session: Session, ctx: Context, row: CaseRow) -> None:
    """A case is over: from now on the time of the reporter's data runs."""
    envelopes.reporter(session, row.id).destroy_on = rules.destroy_on(ctx.clock.today())
    session.flush()
