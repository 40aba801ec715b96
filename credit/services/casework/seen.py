"""Whether who decides has seen all there is: a page that was opened before something came decides nothing."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseEventRow
from credit.domain.casework import CaseFile
from credit.domain.errors import ConflictError


def so_far(session: Session, case_id: str, kind: str) -> int:
    """How much happened in the matter of a case; whom it was given to, and reminders, do not count."""
    query = select(func.count()).select_from(CaseEventRow)
    own = CaseEventRow.code.startswith(f"{kind}.", autoescape=True)
    return session.scalar(query.where(CaseEventRow.case_id == case_id, own)) or 0


def of_page(session: Session, case: CaseFile) -> int:
    """What a page of a case shows, to be sent along with what is decided on it."""
    return so_far(session, case.id, case.kind.value)


def require(session: Session, case_id: str, kind: str, seen: int | None) -> None:
    """Nothing came since the page was opened; the case is held. None: decided without a page.

    Raises ConflictError `case.changed`.
    """
    if seen is not None and seen != so_far(session, case_id, kind):
        raise ConflictError("case.changed")
