"""A verification with what proves it: a report and files, kept in the transaction that notes it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from credit.db.disclosure_models import StatementRow
from credit.domain.repair import Duty
from credit.domain.repair_cases import Found, Method, Verification
from credit.rules import repair_cases as rules
from credit.services.context import Context
from credit.services.disclosures import statements
from credit.services.disclosures.evidence import Folder
from credit.services.disclosures.statements import Said as Sent
from credit.services.repairs import cases
from credit.services.repairs.cases import Said


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look found. done, undone: duties that were claimed and are, or are not, done."""

    method: Method
    found: Found
    done: tuple[Duty, ...] = ()
    undone: tuple[Duty, ...] = ()


def verify(ctx: Context, folder: Folder, case_id: str, looked: Looked, sent: Sent) -> None:
    """Note what one look found, with its report and files; the same form counts once.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `repair.state`, InputError
    `statement.text`, `form.token`, `evidence.*`.
    """

    def work(session: Session, row: StatementRow) -> bool:
        found = cases.for_officer(session, ctx, case_id)
        if statements.known(session, found.case.id, row.token):
            return False
        row.case_id = found.case.id
        one = Verification(
            method=looked.method,
            found=looked.found,
            on=ctx.clock.today(),
            by=ctx.actor.name,
            note=row.text,
            done=looked.done,
            undone=looked.undone,
        )
        params = {"method": looked.method.value, "found": looked.found.value}
        said = Said("repair.verified", params, row.text)
        cases.take(session, ctx, found, rules.verify(found.course, one), said)
        return True

    statements.add(ctx, folder, sent, work)
