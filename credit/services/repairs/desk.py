"""A repair as its officers see it: what is claimed, what the system itself finds, and the record."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.repair_desk_models import RepairLookRow, RepairTickRow
from credit.db.repair_models import RepairFileRow, RestructuringRow
from credit.domain.accounts import Standing
from credit.domain.actors import OfficerRole
from credit.domain.cases import Evidence, Statement
from credit.domain.errors import InputError, NotFoundError
from credit.domain.repair import Answer, RepairFacts, RepairKind, Seen
from credit.domain.repair_applications import Draft, PaperText, RepairCase, RepairFile
from credit.domain.repair_cases import RepairState
from credit.domain.repair_desk import CheckPoint, LookOutcome, Restructured, SecondLook, Tick
from credit.rules.repair import eligibility
from credit.rules.repair_checklists import checklist
from credit.services import access
from credit.services.casework import rows
from credit.services.context import Context
from credit.services.disclosures import statements
from credit.services.disclosures.evidence import Folder
from credit.services.repairs import cases, known, letters, papers, radar


class Room(NamedTuple):
    """Everything beside the case itself.

    found: the answer now, by the rule of the day of application, with what is claimed taken as done unless
    an officer found otherwise; known: the same without any claim. facts: what both rest on. others: the other
    negative records. looks: reports of verifications with their files. decision: its words, once there are.
    """

    case: RepairCase
    subject: Standing
    draft: Draft
    facts: RepairFacts
    found: Answer | None
    known: Answer | None
    others: tuple[Seen, ...]
    points: tuple[CheckPoint, ...]
    ticks: dict[CheckPoint, Tick]
    papers: tuple[PaperText, ...]
    files: tuple[RepairFile, ...]
    looks: tuple[Statement, ...]
    decision: str
    second: SecondLook | None


def room(session: Session, ctx: Context, case_id: str) -> Room:
    """Raises NotAllowedError `access.*`, NotFoundError `case.unknown`."""
    case = cases.case(session, ctx, case_id)
    key = case.file.subject_key or ""
    whole = known.facts_by_key(session, key)
    facts, on = known.repair_facts(session, whole), ctx.clock.today()
    found, bare = _answers(facts, case)
    others = tuple(
        one for one in radar.of_subject(session, whole, on) if one.record_id not in (case.record_id, "")
    )
    row = session.get(RepairLookRow, case.file.id)
    return Room(
        case=case,
        subject=access.by_key(session, key),
        draft=cases.sitting(session, ctx, case.application_id).draft,
        facts=facts,
        found=found,
        known=bare,
        others=others,
        points=checklist(case.kind, case.record.content if case.record else None),
        ticks=_ticks(session, case.file.id),
        papers=papers.signed(session, ctx, case),
        files=papers.files(session, case),
        looks=statements.of_case(session, case.file.id),
        decision=letters.decision_text(session, case.file.id) if case.course.decision else "",
        second=second_look(row) if row is not None else None,
    )


def second_look(row: RepairLookRow) -> SecondLook:
    """A second look as it is kept."""
    return SecondLook(
        case_id=row.case_id,
        drawn_on=row.drawn_on,
        outcome=LookOutcome(row.outcome) if row.outcome else None,
        text=row.text,
        by=row.by,
        looked_at=row.looked_at,
    )


def _answers(facts: RepairFacts, case: RepairCase) -> tuple[Answer | None, Answer | None]:
    record = next((one for one in facts.records if one.id == case.record_id), None)
    if record is None:
        return None, None
    on = case.course.submitted_on or case.answer.asked_on
    claims = case.item.claims if case.item else ()
    claimed = known.with_claims(facts, record.id, claims, on)
    return eligibility(record, claimed, on), eligibility(record, facts, on)


def _ticks(session: Session, case_id: str) -> dict[CheckPoint, Tick]:
    rows = session.scalars(select(RepairTickRow).where(RepairTickRow.case_id == case_id))
    return {CheckPoint(row.point): Tick(CheckPoint(row.point), row.by, row.at) for row in rows}


_TICKED = frozenset(
    {RepairState.SUBMITTED, RepairState.CORRECTION, RepairState.ACCEPTED, RepairState.PROPOSED}
)


def tick(ctx: Context, case_id: str, points: frozenset[CheckPoint]) -> None:
    """Keep which points of the checklist are ticked; who ticked a point first stays named.

    Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, InputError `repair.points` (a point that
    is not on the list of this case), ConflictError `case.closed`.
    """

    def work(session: Session) -> None:
        found = cases.for_officer(session, ctx, case_id)
        payload = cases.case(session, ctx, case_id).record
        listed = checklist(RepairKind(found.about.kind), payload.content if payload else None)
        if not points <= set(listed):
            raise InputError("repair.points")
        if found.course.state not in _TICKED:
            rows.require_open(found.case)
        before = _ticks(session, case_id)
        for row in session.scalars(select(RepairTickRow).where(RepairTickRow.case_id == case_id)).all():
            if CheckPoint(row.point) not in points:
                session.delete(row)
        for point in sorted(points - set(before)):
            session.add(
                RepairTickRow(case_id=case_id, point=point.value, by=ctx.actor.name, at=ctx.clock.now())
            )
        if points != set(before):
            session.flush()
            said = {"done": str(len(points)), "total": str(len(listed))}
            rows.note(session, ctx, found.case, "repair.ticked", params=said, internal=True)

    ctx.sessions.run(work)


def file(
    session: Session, ctx: Context, folder: Folder, case_id: str, file_id: str
) -> tuple[Evidence, bytes]:
    """A file that came with the application of a case.

    Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, `evidence.unknown`.
    """
    case = cases.case(session, ctx, case_id)
    row = session.get(RepairFileRow, file_id[:26])
    mine = row is not None and row.application_id == case.application_id
    if row is None or not mine or row.record_id not in ("", case.record_id):
        raise NotFoundError("evidence.unknown")
    return Evidence(id=row.id, name=row.name, kind=row.media, size=row.size), folder.read(row.stored)


def evidence(
    session: Session, ctx: Context, folder: Folder, case_id: str, file_id: str
) -> tuple[Evidence, bytes]:
    """A file that came with a verification. Raises as `file`."""
    case = cases.case(session, ctx, case_id)
    return statements.file(session, folder, case.file.id, file_id[:26])


def rulings(session: Session, ctx: Context, subject_key: str) -> list[Restructured]:
    """What courts ruled of a subject, newest first. Raises NotAllowedError `access.*`, NotFoundError."""
    access.require_officer(session, ctx, subject_key, *OfficerRole)
    query = select(RestructuringRow).where(RestructuringRow.subject_key == subject_key)
    return [
        Restructured(
            number=row.ruling_no,
            court=row.court,
            ruling_on=row.ruling_on,
            plan_until=row.plan_until,
            executed_on=row.executed_on,
            failed_on=row.failed_on,
        )
        for row in session.scalars(query.order_by(RestructuringRow.ruling_on.desc()))
    ]
