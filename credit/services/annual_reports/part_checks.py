"""What other departments find of their parts of a report (多报合一): recorded, shown, told.

A part awaits its department until a finding on the newest version is there. An agreement stands on the public
report; a difference is told to the owners with its reason and stays between them and the authority. A
correction that changes the part awaits the department again.
"""

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.check_models import PartCheckRow
from credit.db.models import RecordRow, Subject
from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole
from credit.domain.annual_report import AnnualReport, FormSection, PartCheck
from credit.domain.errors import InputError, NotFoundError
from credit.domain.vocabulary import RecordKind
from credit.rules.annual_report.contents import awaited
from credit.rules.annual_report.forms import form_for
from credit.services import access, audit, owner_notices, projection
from credit.services.annual_reports import store
from credit.services.annual_reports.store import FiledReport
from credit.services.codec import decode_record, encode
from credit.services.context import Context
from credit.services.ids import new_id

MAY = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
DESK = "desk"
LONGEST_NOTE, LONGEST_ID = 500, 100


class Finding(NamedTuple):
    """What a department found of one part. note: why it differs. source, source_id: counts once by these."""

    year: int
    section: str
    on: date
    agrees: bool
    note: str = ""
    source: str = DESK
    source_id: str = ""


class Awaited(NamedTuple):
    """A filed report as its authority sees it: the parts that others check, with what they found."""

    version: int
    parts: tuple[tuple[FormSection, PartCheck | None], ...]


def record(ctx: Context, subject_key: str, finding: Finding) -> bool:
    """Record a finding; False where the same row was recorded before.

    Raises InputError `part.section` (not a part that somebody checks, or nothing was filed in it),
    `part.on` (before the filing or in the future), `part.note`, `form.token`, NotFoundError `report.unknown`,
    `subject.unknown`, NotAllowedError `access.*`.
    """
    note = "" if finding.agrees else finding.note.strip()
    if not finding.agrees and not 0 < len(note) <= LONGEST_NOTE:
        raise InputError("part.note", longest=LONGEST_NOTE)
    if not 0 < len(finding.source_id) <= LONGEST_ID:
        raise InputError("form.token")

    def work(session: Session) -> bool:
        if ctx.actor.is_official:
            access.require_officer(session, ctx, subject_key, *MAY)
        if _is_known(session, subject_key, finding):
            return False
        filed = _newest(session, subject_key, finding.year)
        section = next((one for one in sections_of(filed) if one.key == finding.section), None)
        if section is None:
            raise InputError("part.section")
        if not filed.filed_at.date() <= finding.on <= ctx.clock.today():
            raise InputError("part.on")
        session.add(_row(ctx, subject_key, filed, finding, note))
        session.flush()
        check = PartCheck(section=finding.section, on=finding.on, agrees=finding.agrees, note=note)
        _publish(session, ctx, subject_key, filed, check)
        _tell(session, ctx, subject_key, filed, section, check)
        return True

    return ctx.sessions.run(work)


def _is_known(session: Session, subject_key: str, finding: Finding) -> bool:
    """Whether the same row was recorded before; the subject is held until the transaction ends."""
    held = select(Subject.id).where(Subject.key == subject_key).with_for_update(key_share=True)
    if session.scalar(held) is None:
        raise NotFoundError("subject.unknown")
    known = select(PartCheckRow.id).where(
        PartCheckRow.source == finding.source, PartCheckRow.source_id == finding.source_id
    )
    return session.scalar(known) is not None


def sections_of(filed: FiledReport) -> tuple[FormSection, ...]:
    """The parts of a filed report that another department checks."""
    report = filed.report
    form = form_for(report.subject_class, filed.year, frozenset(report.traits))
    return awaited(form, report.parts)


def parts(session: Session, ctx: Context, subject_key: str, year: int) -> Awaited:
    """The parts that others check, for officers within reach.

    Raises NotFoundError `report.unknown`, NotAllowedError `access.*`.
    """
    access.require_officer(session, ctx, subject_key, *OfficerRole)
    filed = _newest(session, subject_key, year)
    found = found_of(session, subject_key, filed)
    return Awaited(filed.version, tuple((one, found.get(one.key)) for one in sections_of(filed)))


def own(ctx: Context, subject_key: str, filed: FiledReport) -> dict[str, PartCheck]:
    """What was found of the parts of one version, for who may read it. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.READ)
        return found_of(session, subject_key, filed)


def found_of(session: Session, subject_key: str, filed: FiledReport) -> dict[str, PartCheck]:
    """What was found of the parts of one version, by section."""
    report = decode_record(_record_row(session, subject_key, filed).payload).content
    return {one.section: one for one in report.checks} if isinstance(report, AnnualReport) else {}


def _newest(session: Session, subject_key: str, year: int) -> FiledReport:
    found = store.filed(session, subject_key, year)
    if not found:
        raise NotFoundError("report.unknown", year=year)
    return found[0]


def _row(ctx: Context, subject_key: str, filed: FiledReport, finding: Finding, note: str) -> PartCheckRow:
    return PartCheckRow(
        id=new_id(),
        subject_key=subject_key,
        year=filed.year,
        version=filed.version,
        section=finding.section,
        checked_on=finding.on,
        agrees=finding.agrees,
        note=note,
        source=finding.source,
        source_id=finding.source_id,
        recorded_by=ctx.actor.name,
        recorded_at=ctx.clock.now(),
    )


def _publish(session: Session, ctx: Context, subject_key: str, filed: FiledReport, check: PartCheck) -> None:
    """The finding on the record of the version; the gate decides what of it is public."""
    row = _record_row(session, subject_key, filed)
    kept = decode_record(row.payload)
    report = kept.content
    assert isinstance(report, AnnualReport)
    others = tuple(one for one in report.checks if one.section != check.section)
    row.payload = encode(replace(kept, content=replace(report, checks=(*others, check))))
    session.flush()
    projection.publish_now(session, [row.subject_id], ctx.clock)


def _tell(
    session: Session,
    ctx: Context,
    subject_key: str,
    filed: FiledReport,
    section: FormSection,
    check: PartCheck,
) -> None:
    noted = {"year": str(filed.year), "section": section.key}
    audit.write(session, ctx, "report.part_checked", subject_key, after=check, **noted)
    if not check.agrees:
        way = f"/report/{filed.year}/receipt/{filed.version}"
        params = {"year": str(filed.year), "reasons": check.note}
        owner_notices.tell_owners(session, ctx, subject_key, "report.part_differs", way, **params)


def _record_row(session: Session, subject_key: str, filed: FiledReport) -> RecordRow:
    query = select(RecordRow).where(
        RecordRow.kind == RecordKind.ANNUAL_REPORT.value,
        RecordRow.source == store.SOURCE,
        RecordRow.source_id == store.source_id(subject_key, filed.year, filed.version),
    )
    return session.scalars(query.with_for_update()).one()
