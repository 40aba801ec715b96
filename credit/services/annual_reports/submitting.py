"""Submitting: the report is filed, public and announced in one transaction, and filed once.

The moment that counts is when the server received it, before anything else is done. A second submit of
the same draft answers with the filing of the first.
"""

from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow
from credit.db.report_models import ReportFilingRow
from credit.domain.accounts import Right, Task
from credit.domain.actors import ActorKind
from credit.domain.annual_report import AnnualReport, DraftPurpose, FilingChannel
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.records import Record
from credit.domain.values import Agency, Provenance
from credit.domain.vocabulary import RecordKind, SubjectClass
from credit.rules.annual_report import window
from credit.rules.annual_report.contents import carried_over, parts_of
from credit.services import access, audit, batches, filings, projection, text_checks
from credit.services.annual_reports import receipts, store
from credit.services.annual_reports.store import FiledReport, Work
from credit.services.batches import Incoming
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.ids import new_id
from credit.services.text_checks import Written


def submit(ctx: Context, subject_key: str, year: int, draft_id: str, *, paper: bool = False) -> FiledReport:
    """File a draft. paper: entered at the counter from a paper report of an individual business.

    Raises InputError `report.incomplete` (problems or questions are left), `report.paper`, RuleError
    (see `window.purpose`), ConflictError `filing.frozen`, NotFoundError `report.no_draft`,
    NotAllowedError `access.*`.
    """
    received_at = ctx.clock.now()

    def work(session: Session) -> FiledReport:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.SUBMIT)
        row = store.draft_row(session, subject_key, year, lock=True)
        if row is None or row.id != draft_id:
            return _filed_already(session, subject_key, draft_id)
        draft = store.work_of(session, ctx, row)
        filing = _file(session, ctx, draft, received_at, _channel(ctx, draft, paper))
        session.delete(row)
        session.flush()
        return filing

    return ctx.sessions.run(work)


def _filed_already(session: Session, subject_key: str, draft_id: str) -> FiledReport:
    query = select(ReportFilingRow).where(
        ReportFilingRow.draft_id == draft_id, ReportFilingRow.subject_key == subject_key
    )
    row = session.scalar(query)
    if row is None:
        raise NotFoundError("report.no_draft")
    return store.filed_report(row)


def _channel(ctx: Context, draft: Work, paper: bool) -> FilingChannel:
    at_counter = ctx.actor.kind is ActorKind.COUNTER
    if paper and (not at_counter or draft.filer.subject_class is not SubjectClass.INDIVIDUAL_BUSINESS):
        raise InputError("report.paper")
    if paper:
        return FilingChannel.PAPER
    return FilingChannel.COUNTER if at_counter else FilingChannel.ONLINE


def _file(
    session: Session, ctx: Context, draft: Work, received_at: datetime, channel: FilingChannel
) -> FiledReport:
    key = draft.filer.key
    number = store.subject_id(session, key)
    kept = store.standings(session, key, received_at)
    allowed = window.purpose(draft.filer, draft.year, kept, received_at)
    if (allowed is DraftPurpose.FIRST) != (draft.before is None):
        raise ConflictError("report.changed", year=draft.year)
    if draft.before is not None:
        filings.require_open(session, ctx, Task.ANNUAL_REPORT, draft.before.id)
    state = draft.progress()
    if not state.ready:
        raise InputError("report.incomplete", problems=state.read.problems, questions=state.open)
    row = _row(ctx, draft, received_at, channel)
    report = _report(draft, row)
    row.content = store.encode(report)
    session.add(row)
    session.flush()
    _publish(session, ctx, draft, report, number, received_at)
    _note(session, ctx, draft, row, report)
    return store.filed_report(row)


def _row(ctx: Context, draft: Work, received_at: datetime, channel: FilingChannel) -> ReportFilingRow:
    before = draft.before
    late = before.late if before else window.is_late(draft.year, draft.filer.subject_class, received_at)
    return ReportFilingRow(
        id=new_id(),
        subject_key=draft.filer.key,
        year=draft.year,
        version=before.version + 1 if before else 1,
        draft_id=draft.id,
        receipt=receipts.number(received_at.date()),
        filed_at=received_at,
        filed_by=ctx.actor.name,
        channel=channel.value,
        late=late,
        content=b"",
    )


def _report(draft: Work, row: ReportFilingRow) -> AnnualReport:
    return AnnualReport(
        year=draft.year,
        version=row.version,
        filed_on=row.filed_at.date(),
        late=row.late,
        channel=FilingChannel(row.channel),
        subject_class=draft.filer.subject_class,
        code=draft.filer.code,
        parts=parts_of(draft.form, draft.progress().read, draft.answers),
        traits=tuple(sorted(draft.filer.traits)),
        currency=draft.filer.currency,
    )


def _publish(
    session: Session, ctx: Context, draft: Work, report: AnnualReport, number: int, received_at: datetime
) -> None:
    """The record of this version, the mark on the one it takes the place of, and the dossier."""
    incoming = []
    if draft.before is not None:
        former = _former(session, draft)
        marked = replace(former.content, superseded_on=report.filed_on)
        if isinstance(former.content, AnnualReport):
            report = replace(report, checks=carried_over(former.content, report))
        incoming.append(Incoming((draft.filer.code,), replace(former, content=marked)))
    incoming.append(Incoming((draft.filer.code,), _record(draft, report, received_at)))
    batches.write(session, [], incoming)
    projection.publish_now(session, [number], ctx.clock)
    year = str(report.year)
    place = store.source_id(draft.filer.key, report.year, report.version)
    kind, way = RecordKind.ANNUAL_REPORT, f"/report/{year}/receipt/{report.version}"
    written = Written(draft.filer.key, kind, store.SOURCE, place, year, way, {"year": year})
    text_checks.after_filing(session, ctx, written)


def _record(draft: Work, report: AnnualReport, received_at: datetime) -> Record:
    who = draft.filer
    return Record(
        id="",
        provenance=Provenance(
            agency=Agency(who.name, who.code),
            source=store.SOURCE,
            source_id=store.source_id(who.key, draft.year, report.version),
            effective_on=report.filed_on,
            published_on=report.filed_on,
            received_at=received_at,
        ),
        content=report,
    )


def _former(session: Session, draft: Work) -> Record:
    version = draft.before.version if draft.before else 0
    query = select(RecordRow.payload).where(
        RecordRow.kind == RecordKind.ANNUAL_REPORT.value,
        RecordRow.source == store.SOURCE,
        RecordRow.source_id == store.source_id(draft.filer.key, draft.year, version),
    )
    return decode_record(session.scalars(query).one())


def _note(session: Session, ctx: Context, draft: Work, row: ReportFilingRow, report: AnnualReport) -> None:
    """Used consents of officers, the audit trail, and word to the owners."""
    if draft.before is not None:
        for unlock in store.open_unlocks(session, row.subject_key, row.filed_at):
            if unlock.year == row.year:
                unlock.used_at = row.filed_at
    said = {"year": str(row.year), "version": str(row.version), "receipt": row.receipt}
    before = draft.before.report if draft.before else None
    audit.write(session, ctx, "report.submit", row.subject_key, before=before, after=report, **said)
    filings.announce(
        session, ctx, row.subject_key, Task.ANNUAL_REPORT, row.id, row.receipt, period=str(row.year)
    )
