"""What an applicant does after submitting: answer what is asked, or take a case back."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from credit.domain.accounts import Right, Task
from credit.domain.repair import DocumentKind
from credit.domain.repair_applications import Application, RepairCase
from credit.domain.repair_cases import RepairState
from credit.rules import repair_cases as rules
from credit.services import access
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.repairs import applications, cases, uploads
from credit.services.repairs.cases import Said
from credit.services.repairs.uploads import Sent

LONGEST = 1000


def add(
    ctx: Context, folder: Folder, subject_key: str, case_id: str, kind: DocumentKind, files: list[Upload]
) -> Application:
    """Add a paper that was asked for; `answer` then hands all of them in.

    Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, ConflictError `repair.state`, InputError
    `evidence.*`.
    """

    def work(session: Session, keep: Callable[[str], None]) -> Application:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.WRITE)
        found = cases.for_applicant(session, subject_key, case_id)
        rules.answer(found.course, ctx.clock.today())  # only while an answer is awaited
        keep(found.about.application_id)
        row = applications.found(session, subject_key, found.about.application_id)
        return applications.view(session, ctx, row)

    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.WRITE)
        record_id = cases.for_reading(session, subject_key, case_id).record_id
    return uploads.with_files(ctx, folder, Sent(kind, record_id, files), work)


def answer(ctx: Context, subject_key: str, case_id: str, text: str) -> RepairCase:
    """Hand in what was asked for; the clock goes on. Sent twice it counts once.

    Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, ConflictError `repair.state`.
    """

    def work(session: Session) -> RepairCase:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.SUBMIT)
        found = cases.for_applicant(session, subject_key, case_id)
        answered = bool(found.course.corrections) and found.course.corrections[-1].answered_on is not None
        if not (answered and found.course.state is RepairState.SUBMITTED):
            step = rules.answer(found.course, ctx.clock.today())
            said = Said("repair.answered", text=text.strip()[:LONGEST])
            found = cases.take(session, ctx, found, step, said)
        return cases.view(session, ctx, found.case, found.about, for_applicant=True)

    return ctx.sessions.run(work)


def withdraw(ctx: Context, subject_key: str, case_id: str, why: str = "") -> RepairCase:
    """Take a case back before it is decided; twice takes it back once.

    Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, ConflictError `repair.state`.
    """

    def work(session: Session) -> RepairCase:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.SUBMIT)
        found = cases.for_applicant(session, subject_key, case_id)
        if found.course.state is not RepairState.WITHDRAWN:
            said = Said("repair.withdrawn", text=why.strip()[:LONGEST])
            found = cases.take(session, ctx, found, rules.withdraw(found.course), said)
        return cases.view(session, ctx, found.case, found.about, for_applicant=True)

    return ctx.sessions.run(work)
