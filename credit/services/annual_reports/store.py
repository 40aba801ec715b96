"""Annual reports as they lie in the database, read into what the rules work on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow, Subject
from credit.db.report_models import ReportDraftRow, ReportFilingRow, ReportUnlockRow
from credit.disclosure_clean import clean
from credit.domain.annual_report import AnnualReport, Answers, DraftPurpose, Filer, FilingChannel, Form
from credit.domain.errors import NotFoundError
from credit.domain.records import Contribution, Licence
from credit.domain.vocabulary import RecordKind
from credit.rules.annual_report.contents import answers_from, values_of
from credit.rules.annual_report.filers import filer_of
from credit.rules.annual_report.forms import form_for
from credit.rules.annual_report.progress import Progress, progress
from credit.rules.annual_report.window import Standing
from credit.services.codec import decode_record, decode_registration
from credit.services.context import Context

SOURCE = "annual_report"

encode = msgspec.msgpack.Encoder().encode
decode_answers = msgspec.msgpack.Decoder(Answers).decode
decode_report = msgspec.msgpack.Decoder(AnnualReport).decode


@dataclass(frozen=True, slots=True)
class FiledReport:
    """One filed version. filed_by: name of the actor, for the enterprise and officers alone."""

    id: str
    year: int
    version: int
    draft_id: str
    receipt: str
    filed_at: datetime
    filed_by: str
    channel: FilingChannel
    late: bool
    report: AnnualReport


@dataclass(frozen=True, slots=True)
class Work:
    """A report being filled in, with all that is needed to show and to check it.

    last: the answers of the year before; last_values: its values by path. before: the version that a
    correction corrects.
    """

    id: str
    revision: int
    year: int
    purpose: DraftPurpose
    form: Form
    filer: Filer
    answers: Answers
    last: Answers | None
    last_values: Mapping[str, str]
    updated_at: datetime
    updated_by: str
    before: FiledReport | None = None

    def progress(self) -> Progress:
        return progress(self.form, self.answers, self.filer, self.last_values)


def subject_id(session: Session, subject_key: str) -> int:
    """The number of a subject. Raises NotFoundError `subject.unknown`."""
    found = session.scalar(select(Subject.id).where(Subject.key == subject_key))
    if found is None:
        raise NotFoundError("subject.unknown")
    return found


def filer(session: Session, ctx: Context, subject_key: str) -> Filer:
    """Who files, from the register. Raises NotFoundError `subject.unknown`."""
    row = session.execute(select(Subject.id, Subject.payload).where(Subject.key == subject_key)).one_or_none()
    if row is None:
        raise NotFoundError("subject.unknown")
    wanted = (RecordKind.CONTRIBUTION.value, RecordKind.LICENCE.value)
    payloads = session.scalars(
        select(RecordRow.payload).where(RecordRow.subject_id == row.id, RecordRow.kind.in_(wanted))
    )
    contents = [decode_record(payload).content for payload in payloads]
    return filer_of(
        subject_key,
        decode_registration(row.payload),
        [one for one in contents if isinstance(one, Contribution)],
        [one for one in contents if isinstance(one, Licence)],
        on=ctx.clock.today(),
    )


def filed(session: Session, subject_key: str, year: int | None = None) -> list[FiledReport]:
    """Filed versions of a subject, or of one year of it, newest year and version first."""
    query = select(ReportFilingRow).where(ReportFilingRow.subject_key == subject_key)
    if year is not None:
        query = query.where(ReportFilingRow.year == year)
    ordered = query.order_by(ReportFilingRow.year.desc(), ReportFilingRow.version.desc())
    return [filed_report(row) for row in session.scalars(ordered)]


def filed_report(row: ReportFilingRow) -> FiledReport:
    return FiledReport(
        row.id,
        row.year,
        row.version,
        row.draft_id,
        row.receipt,
        row.filed_at,
        row.filed_by,
        FilingChannel(row.channel),
        row.late,
        decode_report(row.content),
    )


def standings(session: Session, subject_key: str, now: datetime) -> dict[int, Standing]:
    """What is kept of each year's report. The first version's receipt decides whether it was in time."""
    found: dict[int, Standing] = {}
    correcting = set(
        session.scalars(
            select(ReportDraftRow.year).where(
                ReportDraftRow.subject_key == subject_key, ReportDraftRow.purpose != DraftPurpose.FIRST.value
            )
        )
    )
    unlocked = {row.year: row.until for row in open_unlocks(session, subject_key, now)}
    for version in filed(session, subject_key):
        later = found.get(version.year)
        found[version.year] = Standing(
            filed_at=version.filed_at,
            versions=version.version if later is None else later.versions,
            held=_held(session, subject_key, version) if later is None else later.held,
            correcting=version.year in correcting,
            unlocked_until=unlocked.get(version.year),
        )
    return found


def open_unlocks(session: Session, subject_key: str, now: datetime) -> list[ReportUnlockRow]:
    """An officer's consents to corrections that still hold."""
    query = select(ReportUnlockRow).where(
        ReportUnlockRow.subject_key == subject_key,
        ReportUnlockRow.used_at.is_(None),
        ReportUnlockRow.until > now,
    )
    return list(session.scalars(query))


def _held(session: Session, subject_key: str, version: FiledReport) -> bool:
    """Whether a text of the version waits for an officer."""
    place = source_id(subject_key, version.year, version.version)
    query = select(RecordRow.payload).where(
        RecordRow.kind == RecordKind.ANNUAL_REPORT.value,
        RecordRow.source == SOURCE,
        RecordRow.source_id == place,
    )
    payload = session.scalar(query)
    if payload is None:
        return False
    record = decode_record(payload)
    shown = clean(record.content, record.reviewed)
    return isinstance(shown, AnnualReport) and shown.under_check


def source_id(subject_key: str, year: int, version: int) -> str:
    """What the record of a version is known by."""
    return f"{subject_key}/{year}/{version}"


def draft_row(session: Session, subject_key: str, year: int, *, lock: bool = False) -> ReportDraftRow | None:
    query = select(ReportDraftRow).where(
        ReportDraftRow.subject_key == subject_key, ReportDraftRow.year == year
    )
    return session.scalar(query.with_for_update() if lock else query)


def work_of(session: Session, ctx: Context, row: ReportDraftRow) -> Work:
    """A draft with its form, its filer and last year's report."""
    who = filer(session, ctx, row.subject_key)
    versions = filed(session, row.subject_key)
    before = next((one for one in versions if one.year == row.year), None)
    last = next((one for one in versions if one.year == row.year - 1), None)
    traits = frozenset(before.report.traits) if before else who.traits
    return Work(
        id=row.id,
        revision=row.revision,
        year=row.year,
        purpose=DraftPurpose(row.purpose),
        form=form_for(who.subject_class, row.year, traits),
        filer=who,
        answers=decode_answers(row.answers),
        last=answers_of(last) if last else None,
        last_values=values_of(last.report.parts) if last else {},
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        before=before,
    )


def answers_of(version: FiledReport) -> Answers:
    """The answers that would file a version again."""
    one = version.report
    form = form_for(one.subject_class, one.year, frozenset(one.traits))
    return answers_from(form, one.parts)
