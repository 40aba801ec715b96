"""What is known of a subject for the rules of repair: its records, filed reports, what officers found."""

from collections.abc import Iterable
from datetime import date
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow, Subject
from credit.db.repair_models import RepairCaseRow, RestructuringRow, TombstoneRow
from credit.db.report_models import ReportFilingRow
from credit.domain.errors import NotFoundError
from credit.domain.records import EnterpriseFacts, Record
from credit.domain.repair import Answer, Bankruptcy, Done, Duty, RepairFacts, RepairKind
from credit.domain.repair_cases import Course, Found
from credit.rules.repair import eligibility, kind_of
from credit.services.annual_reports import store
from credit.services.codec import decode_record
from credit.services.dossiers import facts_of, read_facts
from credit.services.tombstones import Reason

encode_course: Final = msgspec.msgpack.Encoder().encode
decode_course: Final = msgspec.msgpack.Decoder(Course).decode
decode_answer: Final = msgspec.msgpack.Decoder(Answer).decode


def repair_facts(session: Session, facts: EnterpriseFacts) -> RepairFacts:
    """What the rules of repair ask about a subject."""
    done, undone = _found(session, facts.key)
    return RepairFacts(
        subject_class=facts.registration.subject_class,
        status=facts.registration.status,
        records=facts.records,
        reports=_reports(session, facts.key),
        done=done,
        undone=undone,
        bankruptcy=bankruptcy(session, facts.key),
        repairs=_repairs(session, facts.key),
    )


def of_subject(session: Session, subject_key: str) -> RepairFacts:
    """`repair_facts` by the key of a subject. Raises NotFoundError `subject.unknown`."""
    return repair_facts(session, facts_by_key(session, subject_key))


def facts_by_key(session: Session, subject_key: str) -> EnterpriseFacts:
    """All that is kept of a subject. Raises NotFoundError `subject.unknown`."""
    number = store.subject_id(session, subject_key)
    (raw,) = read_facts(session, [number])
    return facts_of(raw)


def with_claims(facts: RepairFacts, record_id: str, claims: Iterable[Duty], on: date) -> RepairFacts:
    """The facts with what an applicant says is done taken as done, unless an officer found otherwise."""
    claimed = tuple(Done(record_id, duty, on) for duty in claims)
    return msgspec.structs.replace(facts, done=(*facts.done, *claimed))


def answers(facts: RepairFacts, on: date) -> tuple[Answer, ...]:
    """The answer about every negative record of a subject, in the order in which they are kept."""
    return tuple(
        eligibility(record, facts, on)
        for record in facts.records
        if kind_of(record.content, on) is not RepairKind.NONE
    )


def record_row(session: Session, record_id: str, *, lock: bool = False) -> tuple[RecordRow, Record]:
    """A kept record. Raises NotFoundError `record.unknown`."""
    query = select(RecordRow).where(RecordRow.id == record_id[:26])
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFoundError("record.unknown")
    return row, decode_record(row.payload)


def bankruptcy(session: Session, subject_key: str) -> Bankruptcy | None:
    """The newest restructuring or settlement of a subject."""
    query = select(RestructuringRow).where(RestructuringRow.subject_key == subject_key)
    row = session.scalar(
        query.order_by(RestructuringRow.ruling_on.desc(), RestructuringRow.id.desc()).limit(1)
    )
    if row is None:
        return None
    return Bankruptcy(ruling_on=row.ruling_on, executed_on=row.executed_on, failed_on=row.failed_on)


def _reports(session: Session, subject_key: str) -> dict[int, date]:
    """Since when the report of each year is filed: the first version of it."""
    query = select(ReportFilingRow.year, ReportFilingRow.filed_at)
    rows = session.execute(query.where(ReportFilingRow.subject_key == subject_key))
    found: dict[int, date] = {}
    for year, filed_at in rows:
        found[year] = min(filed_at.date(), found.get(year, filed_at.date()))
    return found


def _found(session: Session, subject_key: str) -> tuple[tuple[Done, ...], frozenset[tuple[str, Duty]]]:
    """What officers found to be done, and not to be: of each record by its newest case."""
    query = select(RepairCaseRow).where(RepairCaseRow.subject_key == subject_key).order_by(RepairCaseRow.id)
    done: dict[tuple[str, Duty], date] = {}
    undone: set[tuple[str, Duty]] = set()
    for row in session.scalars(query):
        for check in decode_course(row.course).checks:
            for duty in check.undone:
                undone.add((row.record_id, duty))
                done.pop((row.record_id, duty), None)
            for duty in check.done if check.found is Found.CONFIRMED else ():
                done[row.record_id, duty] = check.on
                undone.discard((row.record_id, duty))
    return tuple(Done(record_id, duty, on) for (record_id, duty), on in done.items()), frozenset(undone)


def _repairs(session: Session, subject_key: str) -> tuple[date, ...]:
    """The days on which repairs were granted that stand."""
    query = (
        select(TombstoneRow.since)
        .join(Subject, Subject.id == TombstoneRow.subject_id)
        .where(
            Subject.key == subject_key,
            TombstoneRow.reason == Reason.REPAIR.value,
            TombstoneRow.lifted_on.is_(None),
            TombstoneRow.temporary.is_(False),
        )
    )
    return tuple(sorted(session.scalars(query)))
