"""Results of repairs decided elsewhere: by another department or province, or before a record came here."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject
from credit.db.repair_models import TombstoneRow
from credit.domain.actors import ActorKind, OfficerRole
from credit.domain.errors import ConflictError, InputError, NotAllowedError
from credit.domain.repair import RepairKind, Seen
from credit.domain.values import Repair
from credit.rules.repair import Field, field_of, kind_of
from credit.services import access, audit, owner_notices, tombstones
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.repairs import effects, known, radar
from credit.services.repairs.effects import Granted

LONGEST: Final = 100
SENDERS: Final = (ActorKind.SYSTEM, ActorKind.OPERATOR)


class Result(NamedTuple):
    """What an authority elsewhere decided about one record. repair: its number, agency and first day."""

    record_id: str
    repair: Repair


class Elsewhere(NamedTuple):
    """A record that another authority decides on. agency: who made it, and so repairs it."""

    seen: Seen
    agency: str


def elsewhere(session: Session, ctx: Context, subject_key: str) -> list[Elsewhere]:
    """The negative records of a subject that are decided elsewhere and not over, for a reviewer.

    Raises NotAllowedError `access.*`, NotFoundError `subject.unknown`.
    """
    access.require_officer(session, ctx, subject_key, OfficerRole.REVIEWER)
    facts, on = known.facts_by_key(session, subject_key), ctx.clock.today()
    agencies = {
        one.id: one.provenance.agency.name
        for one in facts.records
        if field_of(one.provenance.agency, on) is not Field.HERE
    }
    found = radar.of_subject(session, facts, on)
    return [Elsewhere(one, agencies[one.record_id]) for one in found if one.record_id in agencies]


def entered(session: Session, ctx: Context, subject_key: str) -> list[Repair]:
    """The results from elsewhere that stand for a subject, newest first. Raises as `elsewhere`."""
    access.require_officer(session, ctx, subject_key, OfficerRole.REVIEWER)
    query = (
        select(TombstoneRow.number, TombstoneRow.agency, TombstoneRow.since, TombstoneRow.temporary)
        .join(Subject, Subject.id == TombstoneRow.subject_id)
        .where(
            Subject.key == subject_key,
            TombstoneRow.reason == tombstones.Reason.REPAIR.value,
            TombstoneRow.case_id == "",
            TombstoneRow.lifted_on.is_(None),
        )
        .distinct()
        .order_by(TombstoneRow.since.desc(), TombstoneRow.number)
    )
    return [
        Repair(number=row.number, agency=row.agency, on=row.since, temporary=row.temporary)
        for row in session.execute(query)
    ]


def take_result(ctx: Context, subject_key: str, result: Result) -> bool:
    """Carry out here what was granted elsewhere: the record is gone at once. False: it was already.

    Raises as `take_results`.
    """
    return bool(take_results(ctx, subject_key, (result.record_id,), result.repair))


def take_results(ctx: Context, subject_key: str, record_ids: Iterable[str], repair: Repair) -> int:
    """Carry out one decision from elsewhere about several records, all or none; how many were not gone yet.

    By the exchange between authorities, or a reviewer who has the decision before them. Raises
    NotAllowedError `access.*`, NotFoundError `subject.unknown`, `record.unknown`, InputError
    `result.records` (none), `result.number`, `result.agency`, `result.on` (in the future, or before the
    decision that it repairs), `result.negative` (a record that says nothing bad), ConflictError
    `result.ours` (a record of this authority is decided here).
    """
    chosen, said = sorted(set(record_ids)), _checked(ctx, repair)
    if not chosen:
        raise InputError("result.records")

    def work(session: Session) -> int:
        if ctx.actor.kind not in SENDERS:
            access.require_officer(session, ctx, subject_key, OfficerRole.REVIEWER)
            files.require_fit_for(session, ctx.actor, subject_key)
        number = forms.hold_subject(session, subject_key)
        taken = sum(_take(session, ctx, number, Granted(subject_key, one, said)) for one in chosen)
        if taken:
            owner_notices.tell_owners(
                session, ctx, subject_key, "repair.elsewhere", "/repair", decision=said.number
            )
        return taken

    return ctx.sessions.run(work)


def _take(session: Session, ctx: Context, number: int, granted: Granted) -> bool:
    row, record = known.record_row(session, granted.record_id, lock=True)
    repair = granted.repair
    if row.subject_id != number:
        raise NotAllowedError("access.authority")
    if tombstones.standing(session, record.id) is not None:
        return False
    if field_of(record.provenance.agency, ctx.clock.today()) is Field.HERE:
        raise ConflictError("result.ours")
    if kind_of(record.content, ctx.clock.today()) is RepairKind.NONE:
        raise InputError("result.negative")
    if repair.on < record.provenance.effective_on:
        raise InputError("result.on")
    effects.apply(session, ctx, [granted._replace(record_id=record.id)])
    audit.write(session, ctx, "repair.result", record.id, number=repair.number, agency=repair.agency)
    return True


def _checked(ctx: Context, repair: Repair) -> Repair:
    number = forms.said(repair.number, LONGEST, "result.number")
    agency = forms.said(repair.agency, LONGEST, "result.agency")
    if repair.on > ctx.clock.today():
        raise InputError("result.on")
    return Repair(number=number, agency=agency, on=repair.on, temporary=repair.temporary)
