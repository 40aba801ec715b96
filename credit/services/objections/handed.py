"""From a letter of the public to a correction: the authority opens the objection itself.

Who wrote stays in the sealed letter. The objection knows the record, or registered fact, and the officer's
own words, which were checked to name nobody.
"""

from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.domain.errors import NotFoundError
from credit.domain.objections import Origin
from credit.domain.vocabulary import RecordKind
from credit.rules import objections as rules
from credit.rules import registered_facts
from credit.rules.objections import Filed
from credit.services.casework import files
from credit.services.context import Context
from credit.services.objections import filing


def can_open(row: CaseRow) -> bool:
    """Whether a letter is about something that an objection can be made to."""
    if registered_facts.named(row.params.get("record", "")):
        return True
    kind = row.params.get("record_kind", "")
    return bool(row.params.get("record")) and kind != "" and rules.closed_by_kind(RecordKind(kind)) is None


def from_letter(session: Session, ctx: Context, row: CaseRow, words: str) -> None:
    """Open the objection in the transaction of the answer; for other records nothing happens.

    A record that is not public any more needs no correction. Raises RuleError `objection.closed`.
    """
    if not can_open(row) or row.subject_key is None:
        return
    said, token = (Origin.PUBLIC, Filed(whole=True)), f"letter:{row.id}"
    try:
        wanted = filing.opening(session, ctx, row.subject_key, row.params["record"], said, token)
    except NotFoundError:
        return
    opened = filing.open_case(session, ctx, wanted)
    case = files.locked(session, opened.case_id)
    files.move(session, ctx, case, case.state, "objection.handed", text=words, internal=True)
