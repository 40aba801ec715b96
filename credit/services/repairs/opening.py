"""From a submitted application to its cases: one for each record, at the authority that made the record."""

import secrets
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_desk_models import RepairLookRow
from credit.db.repair_models import RepairApplicationRow, RepairCaseRow
from credit.domain.accounts import Standing, Task
from credit.domain.casework import CaseKind
from credit.domain.errors import ConflictError
from credit.domain.records import AbnormalEntry, Check, Penalty, Record
from credit.domain.reference import authorities
from credit.domain.repair import Answer, DocumentKind, Outcome, RepairFacts, RepairKind
from credit.domain.repair_applications import ApplicationState, Draft, Item, SignedPaper
from credit.domain.repair_cases import Course, RepairState, SigningWay
from credit.domain.vocabulary import Severity
from credit.rules import repair_cases, repair_handling, repair_papers
from credit.rules.repair import decider, kind_of
from credit.rules.repair_traces import numbers_of, traces
from credit.services import access, audit, filings
from credit.services.annual_reports import receipts
from credit.services.casework import files
from credit.services.commitments import repairing
from credit.services.context import Context
from credit.services.repairs import applications, known


class _Sitting(NamedTuple):
    row: RepairApplicationRow
    draft: Draft
    subject: Standing
    facts: RepairFacts


def open_cases(
    session: Session,
    ctx: Context,
    row: RepairApplicationRow,
    facts: RepairFacts,
    pairs: Sequence[tuple[Item, Answer]],
) -> None:
    """Open the cases of an application in the caller's transaction, and mark it as submitted.

    Raises ConflictError `repair.open` (record=…).
    """
    sitting = _Sitting(
        row, applications.decode_draft(row.content), access.by_key(session, row.subject_key), facts
    )
    records = {record.id: record for record in facts.records}
    signed: list[SignedPaper] = []
    for item, answer in pairs:
        signed += _open(session, ctx, sitting, records[item.record_id], item, answer)
    now = ctx.clock.now()
    row.papers, row.receipt = applications.encode(tuple(signed)), receipts.number(now.date())
    row.state, row.submitted_at, row.submitted_by = ApplicationState.SUBMITTED.value, now, ctx.actor.name
    row.updated_at, row.revision = now, row.revision + 1
    session.flush()
    audit.write(session, ctx, "repair.submit", row.subject_key, application=row.id, receipt=row.receipt)
    filings.announce(session, ctx, row.subject_key, Task.REPAIR, row.id, row.receipt)


def _open(
    session: Session, ctx: Context, sitting: _Sitting, record: Record, item: Item, answer: Answer
) -> list[SignedPaper]:
    on = ctx.clock.today()
    one_open = (RepairCaseRow.record_id == record.id, RepairCaseRow.open.is_(True))
    if session.scalar(select(RepairCaseRow.id).where(*one_open)) is not None:
        raise ConflictError("repair.open", record=record.id)
    body = decider(record.provenance.agency)
    case = files.open_case(
        session,
        ctx,
        kind=CaseKind.REPAIR,
        subject_key=sitting.row.subject_key,
        authority=body.division if body else access.REGION,
        state=RepairState.SUBMITTED.value,
        token=f"{sitting.row.id}:{record.id}",
        workdays=answer.accept_workdays or repair_handling.HANDLING.at(on)["accept_workdays"],
        title=f"{sitting.subject.registration.name} {about(record)}",
        params={"kind": answer.kind.value},
        group=sitting.row.id,
    )
    course = _course(sitting.facts, record, answer, case, on)
    session.add(_row(sitting, record, item, answer, case, course))
    if course.sampled:
        session.add(RepairLookRow(case_id=case.id, drawn_on=on, outcome="", text="", by=""))
    session.flush()
    return _sign(session, ctx, sitting, record, item, case)


def _course(facts: RepairFacts, record: Record, answer: Answer, case: CaseRow, on: date) -> Course:
    serious = answer.kind is RepairKind.SERIOUS or answer.severity is Severity.SERIOUS
    days = _distinct_days(facts, on)
    handled = repair_handling.handling(serious, days, on)
    drawn = repair_handling.is_sampled(secrets.randbelow(repair_handling.LOTS), on)
    return repair_cases.submitted(handled, on, sampled=drawn)


def _distinct_days(facts: RepairFacts, on: date) -> list[date]:
    """The days of the negative records of a subject: one for all copies of a record, none for the check
    that led to a penalty."""
    checks = {one.content.check_id for one in facts.records if isinstance(one.content, Penalty)}
    seen: set[str] = set()
    days = []
    for one in facts.records:
        keys = traces(one.content)
        led_on = isinstance(one.content, Check) and one.provenance.source_id in checks
        if kind_of(one.content, on) is RepairKind.NONE or led_on or not seen.isdisjoint(keys):
            continue
        seen.update(keys)
        days.append(one.provenance.effective_on)
    return days


def _row(
    sitting: _Sitting, record: Record, item: Item, answer: Answer, case: CaseRow, course: Course
) -> RepairCaseRow:
    return RepairCaseRow(
        id=case.id,
        application_id=sitting.row.id,
        subject_key=sitting.row.subject_key,
        record_id=record.id,
        kind=answer.kind.value,
        alike=_alike(record, item, answer, course),
        open=True,
        course=known.encode_course(course),
        answer=known.encode_course(answer),
        verdict="",
    )


def _alike(record: Record, item: Item, answer: Answer, course: Course) -> str:
    """What can be decided together: of one kind and ground, all of it found in registers; else empty."""
    plain = answer.outcome is Outcome.NOW and not item.claims and not course.handling.why
    if not plain or course.handling.means > 1:
        return ""
    content = record.content
    ground = content.ground.value if isinstance(content, AbnormalEntry) else ""
    return f"{answer.kind.value}:{ground}" if ground else ""


def _sign(
    session: Session, ctx: Context, sitting: _Sitting, record: Record, item: Item, case: CaseRow
) -> list[SignedPaper]:
    """The application and the commitment of one case, as they were signed."""
    draft, subject, on = sitting.draft, sitting.subject, ctx.clock.today()
    made = repairing.for_repair(session, ctx, subject.key, case.id, about(record), draft.signer)
    chinese, uyghur, version = application_texts(subject, record, item, case.authority, on)
    paper = SignedPaper(
        record_id=record.id,
        kind=DocumentKind.APPLICATION,
        chinese=chinese,
        uyghur=uyghur,
        version=version,
        signer=draft.signer,
        signed_on=on,
        signing=SigningWay(draft.signing),
    )
    audit.write(
        session, ctx, "repair.sign", subject.key, case=case.id, after=paper, commitment=made.commitment.number
    )
    return [paper]


def application_texts(
    subject: Standing, record: Record, item: Item, division: str, on: date
) -> tuple[str, str, str]:
    """The application about one record in Chinese, a rendering in Uyghur, the version of the wording.

    division: of the authority that decides. The same words are read before they are signed.
    """
    body = authorities.authority(division)
    return repair_papers.application_texts(
        on,
        authority=body.name if body else "",
        name=subject.registration.name,
        code=subject.address,
        about=about(record),
        claims=item.note or "—",
    )


def about(record: Record) -> str:
    """What a record is, in the words of its authority: for officers and for the papers of the parties."""
    kind = record.content.record_kind().label
    content = record.content
    said = [*numbers_of(content)]
    if isinstance(content, AbnormalEntry):
        kind = RepairKind.MARKING.label if content.marking else kind  # a shop is marked, never listed
        said = [content.ground.label, *([f"{content.report_year}年度"] if content.report_year else []), *said]
    return f"{kind}（{'，'.join(said)}）" if said else kind
