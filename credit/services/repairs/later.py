"""Later truth: a grant taken back by two persons, a restructuring recorded, carried out, or failed."""

from datetime import date
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject
from credit.db.repair_models import RepairCaseRow, RestructuringRow, TombstoneRow
from credit.domain.actors import OfficerRole
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.repair import Bankruptcy
from credit.domain.repair_applications import RepairCase
from credit.domain.repair_cases import RevocationReason
from credit.domain.values import Repair
from credit.rules import repair_cases as rules
from credit.rules.repair_cases import Step
from credit.services import access, audit, owner_notices, tombstones
from credit.services.casework import files
from credit.services.casework import seen as whole
from credit.services.codec import decode_record, encode
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.ids import new_id
from credit.services.repairs import cases, deciding, effects, known
from credit.services.repairs.cases import Said

REVIEWERS: Final = (OfficerRole.REVIEWER,)
LONGEST: Final = 1000
LONGEST_NAME: Final = 100


def propose_revocation(ctx: Context, case_id: str, reason: RevocationReason, text: str) -> RepairCase:
    """Propose that a grant be taken back; another person decides.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `repair.state`, InputError
    `repair.reasons`.
    """

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id)
        on = ctx.clock.today()
        course = rules.propose_revocation(found.course, reason, text[:LONGEST], ctx.actor.name, on)
        said = Said("repair.revocation_proposed", {"reason": reason.value}, text.strip(), True, True)
        done = cases.take(session, ctx, found, Step(course), said)
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


def revoke(ctx: Context, case_id: str, *, seen: int | None = None) -> RepairCase:
    """Take a grant back as another person proposed: public again at once, its publication runs anew.

    seen: what the page showed. Raises NotFoundError `case.unknown`, NotAllowedError `access.*`,
    `access.own_case`, ConflictError `repair.state`, `case.changed`, RuleError `repair.second_person`.
    """

    def work(session: Session) -> RepairCase:
        found = cases.for_officer(session, ctx, case_id, *REVIEWERS)
        whole.require(session, found.case.id, found.case.kind, seen)
        on = ctx.clock.today()
        rules.revoke(found.course, ctx.actor.name, "", on)  # refused before a number is taken
        number = deciding.next_number(session, found.case.authority, on.year)
        step = rules.revoke(found.course, ctx.actor.name, number, on)
        said = step.course.revocation
        params = {"number": number, "reason": said.reason.value if said else ""}
        text = said.text if said else ""
        done = cases.take(session, ctx, found, step, Said("repair.revoked", params, text, after_close=True))
        failed = said is not None and said.reason is RevocationReason.PLAN_FAILED
        effects.restore(session, ctx, [found.about.record_id], anew=None if failed else on)
        owner_notices.tell_owners(
            session,
            ctx,
            found.about.subject_key,
            "repair.revoked",
            f"/repair/case/{found.about.id}",
            number=found.case.number,
            decision=number,
        )
        return cases.view(session, ctx, done.case, done.about)

    return ctx.sessions.run(work)


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """A court's ruling on a restructuring or settlement. plan_until: last day of the plan, where known."""

    court: str
    number: str
    ruling_on: date
    plan_until: date | None = None


def record_ruling(ctx: Context, subject_key: str, ruling: Ruling) -> Bankruptcy:
    """Record a ruling that approves a plan or recognises a settlement; from then on the subject may apply.

    The same ruling recorded again changes nothing. Raises NotAllowedError `access.*`, NotFoundError
    `subject.unknown`, InputError `ruling.court`, `ruling.number`, `ruling.on` (in the future).
    """
    court = forms.said(ruling.court, LONGEST_NAME, "ruling.court")
    number = forms.said(ruling.number, LONGEST_NAME, "ruling.number")
    if ruling.ruling_on > ctx.clock.today():
        raise InputError("ruling.on")

    def work(session: Session) -> Bankruptcy:
        access.require_officer(session, ctx, subject_key, *cases.MAY_HANDLE)
        files.require_fit_for(session, ctx.actor, subject_key)
        forms.hold_subject(session, subject_key)
        if _ruling(session, subject_key, number) is None:
            session.add(_row(ctx, subject_key, court, number, ruling))
            session.flush()
            audit.write(session, ctx, "repair.ruling", subject_key, number=number, court=court)
        return known.bankruptcy(session, subject_key) or Bankruptcy(ruling_on=ruling.ruling_on)

    return ctx.sessions.run(work)


def end_plan(ctx: Context, subject_key: str, number: str, on: date, *, carried_out: bool) -> None:
    """The plan of a ruling was carried out, which makes its repairs lasting, or failed, which ends them.

    A plan that fails brings back what was stopped for its sake, as if it had never been stopped.
    Raises NotAllowedError `access.*`, NotFoundError `ruling.unknown`, ConflictError `ruling.ended`,
    InputError `ruling.on`.
    """

    def work(session: Session) -> None:
        access.require_officer(session, ctx, subject_key, *REVIEWERS)
        files.require_fit_for(session, ctx.actor, subject_key)
        forms.hold_subject(session, subject_key)
        row = _ruling(session, subject_key, number)
        if row is None:
            raise NotFoundError("ruling.unknown")
        if row.executed_on is not None or row.failed_on is not None:
            raise ConflictError("ruling.ended")
        if not row.ruling_on <= on <= ctx.clock.today():
            raise InputError("ruling.on")
        if carried_out:
            row.executed_on = on
            _make_lasting(session, subject_key)
        else:
            row.failed_on = on
            _end_temporary(session, ctx, subject_key)
        session.flush()
        what = "repair.plan_done" if carried_out else "repair.plan_failed"
        audit.write(session, ctx, what, subject_key, number=number, day=on.isoformat())
        owner_notices.tell_owners(session, ctx, subject_key, what, "/repair", number=number)

    ctx.sessions.run(work)


def _temporary(session: Session, subject_key: str) -> list[TombstoneRow]:
    query = (
        select(TombstoneRow)
        .join(Subject, Subject.id == TombstoneRow.subject_id)
        .where(Subject.key == subject_key, TombstoneRow.temporary.is_(True), TombstoneRow.lifted_on.is_(None))
    )
    return list(session.scalars(query.order_by(TombstoneRow.id)))


def _make_lasting(session: Session, subject_key: str) -> None:
    for buried in _temporary(session, subject_key):
        buried.temporary = False
        row, record = known.record_row(session, buried.record_id, lock=True)
        lasting = Repair(number=buried.number, agency=buried.agency, on=buried.since)
        row.payload = encode(msgspec.structs.replace(decode_record(row.payload), repaired=lasting))
        tombstones.bury(session, tombstones.Buried(row.subject_id, record, lasting, buried.case_id))


def _end_temporary(session: Session, ctx: Context, subject_key: str) -> None:
    buried = _temporary(session, subject_key)
    for case_id in dict.fromkeys(one.case_id for one in buried if one.case_id):
        _note_failure(session, ctx, case_id)
    effects.restore(session, ctx, [one.record_id for one in buried], anew=None)


def _note_failure(session: Session, ctx: Context, case_id: str) -> None:
    """The cases of the stop say that it ended; the decision was right when it was taken."""
    if session.get(RepairCaseRow, case_id) is None:
        return
    found = cases.held(session, case_id)
    cases.take(session, ctx, found, Step(found.course), Said("repair.plan_failed", after_close=True))


def _ruling(session: Session, subject_key: str, number: str) -> RestructuringRow | None:
    mine = (RestructuringRow.subject_key == subject_key, RestructuringRow.ruling_no == number.strip())
    return session.scalar(select(RestructuringRow).where(*mine).with_for_update())


def _row(ctx: Context, subject_key: str, court: str, number: str, ruling: Ruling) -> RestructuringRow:
    return RestructuringRow(
        id=new_id(),
        subject_key=subject_key,
        court=court,
        ruling_no=number,
        ruling_on=ruling.ruling_on,
        plan_until=ruling.plan_until,
        recorded_by=ctx.actor.name,
        recorded_at=ctx.clock.now(),
    )
