"""Repair cases as they lie in the database: held, moved by one step of the rules, and read."""

from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.models import RecordRow
from credit.db.repair_models import RepairApplicationRow, RepairCaseRow
from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseKind, PauseReason, Stage
from credit.domain.errors import NotFoundError
from credit.domain.repair import Answer, RepairKind
from credit.domain.repair_applications import Application, Item, RepairCase
from credit.domain.repair_cases import Course, RepairState
from credit.rules import clocks, repair_handling, repair_papers
from credit.rules.repair_cases import Step, Tick
from credit.services import access
from credit.services.casework import files, rows
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.repairs import applications, known, telling

MAY_HANDLE = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
SENIOR = frozenset({OfficerRole.REVIEWER, OfficerRole.SUPERVISOR})


class Held(NamedTuple):
    """A case with its rows held, and its course so far."""

    case: CaseRow
    about: RepairCaseRow
    course: Course

    @property
    def answer(self) -> Answer:
        """The answer of the day of application."""
        return known.decode_answer(self.about.answer)


@dataclass(frozen=True, slots=True)
class Said:
    """How a step stands in the history of a case. internal: for officers alone."""

    code: str
    params: dict[str, str] = field(default_factory=dict)
    text: str = ""
    internal: bool = False
    after_close: bool = False


def held(session: Session, case_id: str) -> Held:
    """A case, its rows held. Raises NotFoundError `case.unknown`."""
    case = files.locked(session, case_id)
    about = session.get(RepairCaseRow, case.id, with_for_update=True, populate_existing=True)
    if about is None:
        raise NotFoundError("case.unknown")
    return Held(case, about, known.decode_course(about.course))


def for_officer(session: Session, ctx: Context, case_id: str, *roles: OfficerRole) -> Held:
    """A case that the officer who acts may act in. Raises NotFoundError, NotAllowedError `access.*`."""
    found = held(session, case_id)
    access.require_case(ctx.actor, found.case.authority, *(roles or MAY_HANDLE))
    files.require_fit(session, ctx.actor, found.case)
    return found


def for_applicant(session: Session, subject_key: str, case_id: str) -> Held:
    """A case of a subject, its rows held; rights were asked for. Raises NotFoundError `case.unknown`."""
    found = held(session, case_id)
    if found.about.subject_key != subject_key:
        raise NotFoundError("case.unknown")
    return found


def for_reading(session: Session, subject_key: str, case_id: str) -> RepairCaseRow:
    """What a case of a subject is about. Raises NotFoundError `case.unknown`."""
    about = session.get(RepairCaseRow, case_id[:26])
    if about is None or about.subject_key != subject_key:
        raise NotFoundError("case.unknown")
    return about


def take(session: Session, ctx: Context, found: Held, step: Step, said: Said) -> Held:
    """Keep what a step of the rules made of a case, and let its clock do what the step says.

    A step that ends the clock closes the case for the desk. Raises what `files.move` and the clocks raise.
    """
    case, about = found.case, found.about
    about.course = known.encode_course(step.course)
    about.open = step.course.state in _OPEN
    if step.tick is Tick.PAUSE:
        files.pause(session, ctx, case, PauseReason.CORRECTION)
    elif step.tick is Tick.RESUME:
        files.resume(session, ctx, case)
    elif step.tick is Tick.NEXT:
        _next_clock(ctx, case, _decide_workdays(found.answer))
    files.move(
        session,
        ctx,
        case,
        step.course.state.value,
        said.code,
        params=said.params,
        text=said.text,
        close=step.tick is Tick.STOP,
        internal=said.internal,
        after_close=said.after_close,
    )
    return Held(case, about, step.course)


_OPEN = frozenset({RepairState.SUBMITTED, RepairState.CORRECTION, RepairState.ACCEPTED, RepairState.PROPOSED})


def _next_clock(ctx: Context, case: CaseRow, workdays: int) -> None:
    """The clock of acceptance is done and that of the decision begins; the move notes both at once."""
    on = ctx.clock.today()
    case.stage, case.took, case.late = Stage.NONE.value, None, False
    rows.keep_clock(case, clocks.start(on, workdays), on)


def _decide_workdays(answer: Answer) -> int:
    """By the rule of the day of application."""
    days: int = repair_handling.HANDLING.at(answer.asked_on)["decide_workdays"]
    return answer.decide_workdays or days


def own(ctx: Context, subject_key: str, case_id: str) -> RepairCase:
    """A case as its applicant sees it. Raises NotAllowedError `access.*`, NotFoundError `case.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        about = for_reading(session, subject_key, case_id)
        return view(session, ctx, rows.found(session, about.id), about, for_applicant=True)


def case(session: Session, ctx: Context, case_id: str) -> RepairCase:
    """A case as an officer sees it. Raises NotAllowedError `access.*`, NotFoundError `case.unknown`."""
    row = rows.found(session, case_id)
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    about = session.get(RepairCaseRow, row.id)
    if about is None or row.kind != CaseKind.REPAIR.value:
        raise NotFoundError("case.unknown")
    return view(session, ctx, row, about)


def view(
    session: Session, ctx: Context, row: CaseRow, about: RepairCaseRow, *, for_applicant: bool = False
) -> RepairCase:
    """A case with all that belongs to it; the same clock and the same days for everybody."""
    application = session.get_one(RepairApplicationRow, about.application_id)
    item = _item(application, about.record_id)
    answer = known.decode_answer(about.answer)
    payload = session.scalar(select(RecordRow.payload).where(RecordRow.id == about.record_id))
    clock = rows.clock_of(row)
    signed = applications.decode_signed(application.papers)
    return RepairCase(
        file=rows.view(session, row),
        application_id=application.id,
        record_id=about.record_id,
        kind=RepairKind(about.kind),
        course=known.decode_course(about.course),
        answer=answer,
        record=decode_record(payload) if payload is not None else None,
        reading=clocks.reading(clock, ctx.clock.today()) if clock is not None else None,
        item=item,
        papers=repair_papers.papers_of(answer, applications.files_of(session, application.id)),
        signed=tuple(one for one in signed if one.record_id == about.record_id),
        history=rows.history(session, row.id, for_applicant=for_applicant),
        tellings=telling.of_case(session, row.id),
        decision_no=about.decision_no or "",
        letter_code=about.letter_code or "",
    )


def _item(application: RepairApplicationRow, record_id: str) -> Item | None:
    items = applications.decode_draft(application.content).items
    return next((one for one in items if one.record_id == record_id), None)


def of_subject(ctx: Context, subject_key: str) -> list[RepairCase]:
    """Every case of a subject, newest first, as its applicant sees it. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        query = select(RepairCaseRow).where(RepairCaseRow.subject_key == subject_key)
        found = session.scalars(query.order_by(RepairCaseRow.id.desc())).all()
        return [
            view(session, ctx, rows.found(session, about.id), about, for_applicant=True) for about in found
        ]


def of_record(session: Session, record_id: str) -> RepairCaseRow | None:
    """The open case about a record."""
    return session.scalar(
        select(RepairCaseRow).where(RepairCaseRow.record_id == record_id, RepairCaseRow.open.is_(True))
    )


def sitting(session: Session, ctx: Context, application_id: str) -> Application:
    """The application of a case, as an officer within reach of one of its cases sees it.

    Raises NotFoundError `repair.unknown`, NotAllowedError `access.*`.
    """
    row = session.get(RepairApplicationRow, application_id[:26])
    if row is None:
        raise NotFoundError("repair.unknown")
    query = select(CaseRow.authority).join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
    reach = session.scalars(query.where(RepairCaseRow.application_id == row.id)).all()
    if not any(access.covers(ctx.actor.authority, one) for one in reach):
        access.require_case(ctx.actor, reach[0] if reach else "", *OfficerRole)
    return applications.view(session, ctx, row)
