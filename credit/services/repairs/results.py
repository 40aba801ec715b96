"""Results of repairs decided elsewhere: by another department or province, or before a record came here."""

from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from credit.domain.actors import ActorKind, OfficerRole
from credit.domain.errors import ConflictError, InputError, NotAllowedError
from credit.domain.values import Repair
from credit.rules.repair import Field, field_of
from credit.services import access, audit, owner_notices, tombstones
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.repairs import effects, known
from credit.services.repairs.effects import Granted

LONGEST: Final = 100
SENDERS: Final = (ActorKind.SYSTEM, ActorKind.OPERATOR)


class Result(NamedTuple):
    """What an authority elsewhere decided about one record. repair: its number, agency and first day."""

    record_id: str
    repair: Repair


def take_result(ctx: Context, subject_key: str, result: Result) -> bool:
    """Carry out here what was granted elsewhere: the record is gone at once. False: it was already.

    By the exchange between authorities, or a reviewer who has the decision before them. Raises
    NotAllowedError `access.*`, NotFoundError `subject.unknown`, `record.unknown`, InputError
    `result.number`, `result.agency`, `result.on` (in the future), ConflictError `result.ours` (a record of
    this authority is decided here).
    """
    repair = _checked(ctx, result.repair)

    def work(session: Session) -> bool:
        if ctx.actor.kind not in SENDERS:
            access.require_officer(session, ctx, subject_key, OfficerRole.REVIEWER)
        number = forms.hold_subject(session, subject_key)
        row, record = known.record_row(session, result.record_id, lock=True)
        if row.subject_id != number:
            raise NotAllowedError("access.authority")
        if tombstones.standing(session, record.id) is not None:
            return False
        if field_of(record.provenance.agency, ctx.clock.today()) is Field.HERE:
            raise ConflictError("result.ours")
        effects.apply(session, ctx, [Granted(subject_key, record.id, repair)])
        audit.write(session, ctx, "repair.result", record.id, number=repair.number, agency=repair.agency)
        owner_notices.tell_owners(
            session, ctx, subject_key, "repair.elsewhere", "/repair", decision=repair.number
        )
        return True

    return ctx.sessions.run(work)


def _checked(ctx: Context, repair: Repair) -> Repair:
    number = forms.said(repair.number, LONGEST, "result.number")
    agency = forms.said(repair.agency, LONGEST, "result.agency")
    if repair.on > ctx.clock.today():
        raise InputError("result.on")
    return Repair(number=number, agency=agency, on=repair.on, temporary=repair.temporary)
