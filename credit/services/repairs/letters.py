"""The letter that proves a repair to a bank or a data site, and the decision itself, as data.

The code of a letter is random and known to who was given it; whoever looks it up learns that a repair stands,
or that it does not any more, and nothing of what the record said.
"""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow
from credit.db.repair_models import RepairCaseRow, TombstoneRow
from credit.db.session import Sessions
from credit.domain.accounts import Right, Task
from credit.domain.errors import NotFoundError, RuleError
from credit.domain.reference import authorities
from credit.domain.repair import Effect, RepairKind
from credit.domain.repair_applications import Letter
from credit.domain.repair_cases import RepairState
from credit.rules import repair_papers
from credit.rules.repair_traces import numbers_of
from credit.services import access
from credit.services.casework import rows
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.repairs import cases, known, opening
from credit.services.repairs.deciding import LETTER, LETTER_LENGTH

_GROUP: Final = 4


def own(ctx: Context, subject_key: str, case_id: str) -> Letter:
    """The letter about a grant, for its applicant. Raises NotAllowedError, NotFoundError `case.unknown`,
    `letter.unknown` where nothing was granted."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        about = cases.for_reading(session, subject_key, case_id)
        return _letter(session, about)


def prove(sessions: Sessions, code: str) -> Letter | None:
    """What a code proves; None: there is no such letter. Anybody may ask."""
    plain = tidy(code)
    if plain is None:
        return None
    with sessions.read() as session:
        about = session.scalar(select(RepairCaseRow).where(RepairCaseRow.letter_code == plain))
        return _letter(session, about) if about is not None else None


def tidy(code: str) -> str | None:
    """A code as it is kept, however it was typed; None for what cannot be one."""
    drawn = "".join(char for char in code.upper() if char.isalnum())[: LETTER_LENGTH + 1]
    if len(drawn) != LETTER_LENGTH or not set(drawn) <= set(LETTER):
        return None
    return "-".join(drawn[at : at + _GROUP] for at in range(0, LETTER_LENGTH, _GROUP))


def _letter(session: Session, about: RepairCaseRow) -> Letter:
    course = known.decode_course(about.course)
    if about.letter_code is None or course.decision is None:
        raise NotFoundError("letter.unknown")
    subject = access.by_key(session, about.subject_key)
    case = rows.found(session, about.id)
    body = authorities.authority(case.authority)
    revoked = course.revocation if course.state is RepairState.REVOKED else None
    buried = session.scalars(select(TombstoneRow).where(TombstoneRow.case_id == about.id)).first()
    return Letter(
        code=about.letter_code,
        subject_name=subject.registration.name,
        subject_code=subject.address,
        kind=RepairKind(about.kind),
        decision_no=course.decision.number,
        agency=body.name if body else "",
        granted_on=course.decision.on,
        record_number=_record_number(session, about.record_id),
        temporary=buried.temporary
        if buried
        else known.decode_answer(about.answer).effect is Effect.TEMPORARY,
        revoked_on=revoked.on if revoked else buried.lifted_on if buried else None,
        revocation_no=revoked.number if revoked else "",
        revocation_reason=revoked.reason if revoked else None,
    )


def _record_number(session: Session, record_id: str) -> str:
    payload = session.scalar(select(RecordRow.payload).where(RecordRow.id == record_id))
    numbers = numbers_of(decode_record(payload).content) if payload is not None else ()
    return numbers[0] if numbers else ""


def decision_text(session: Session, case_id: str) -> str:
    """The words of a decision in Chinese, by the wording of the day of application.

    Who may is asked before. Raises NotFoundError `case.unknown`, RuleError `repair.undecided`.
    """
    about = session.get(RepairCaseRow, case_id[:26])
    if about is None:
        raise NotFoundError("case.unknown")
    course = known.decode_course(about.course)
    if course.decision is None:
        raise RuleError("repair.undecided")
    subject = access.by_key(session, about.subject_key)
    payload = session.scalar(select(RecordRow.payload).where(RecordRow.id == about.record_id))
    said = course.decision
    why = "；".join(reason.label for reason in said.reasons)
    return repair_papers.decision_text(
        course.submitted_on or said.on,
        name=subject.registration.name,
        code=subject.address,
        about=opening.about(decode_record(payload)) if payload is not None else "",
        number=rows.found(session, about.id).number,
        verdict=said.verdict.label,
        reasons=f"理由：{why}。{said.text}" if why else said.text,
    )
