"""From a report to a check of the promise it is about; a check, never a finding."""

from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.domain.vocabulary import RecordKind
from credit.services.context import Context
from credit.services.findings import planning


def has_commitment(row: CaseRow) -> bool:
    """Whether a case is about a commitment that can be checked."""
    return row.params.get("record_kind") == RecordKind.COMMITMENT.value


def open_check(session: Session, ctx: Context, row: CaseRow) -> None:
    """Open a check of the commitment a case is about, in the caller's transaction.

    Raises NotFoundError `commitment.unknown`, RuleError `check.elsewhere`, `check.repair`.
    """
    planning.check_from_tip(session, ctx, row)
