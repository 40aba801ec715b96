"""Telling enterprises that a repair is possible which they have not applied for: facts, letters, a log.

Nobody is told again before the days of the pack are over, whichever officer and whichever way. There is no
score, and nothing is sorted by anything but the order in which enterprises came to the register.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject
from credit.db.repair_desk_models import RepairChanceRow, RepairContactRow
from credit.domain.actors import OfficerRole
from credit.domain.clock import SHANGHAI
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.records import EnterpriseFacts
from credit.domain.repair import Outcome, Seen
from credit.domain.repair_desk import Contact, ContactWay, OutreachPage, Reachable
from credit.rules import repair_handling
from credit.services import access, audit, owner_notices
from credit.services.casework.queues import reach
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.dossiers import facts_of, read_facts
from credit.services.ids import new_id
from credit.services.repairs import chances, radar
from credit.services.repairs.cases import MAY_HANDLE

PAGE: Final = 30
MOST: Final = 30  # letters or messages at once
LOG: Final = 50
LONGEST: Final = 500


def page(session: Session, ctx: Context, after: str = "", *, everybody: bool = False) -> OutreachPage:
    """Who within reach could apply and has not. everybody: also who was told not long ago.

    after: as the page before answered. Raises NotAllowedError `access.role`.
    """
    access.require_case(ctx.actor, ctx.actor.authority, *OfficerRole)
    on, covered = ctx.clock.today(), sorted(reach(ctx.actor.authority))
    query = (
        select(RepairChanceRow.subject_id)
        .where(RepairChanceRow.opens_on <= on, RepairChanceRow.authority.in_(covered))
        .where(RepairChanceRow.subject_id > _number(after))
        .distinct()
        .order_by(RepairChanceRow.subject_id)
        .limit(PAGE + 1)
    )
    if not everybody:
        told = select(Subject.id).join(RepairContactRow, RepairContactRow.subject_key == Subject.key)
        query = query.where(RepairChanceRow.subject_id.not_in(told.where(RepairContactRow.at >= _since(ctx))))
    subjects = list(session.scalars(query))
    more = len(subjects) > PAGE
    found = [
        one
        for raw in read_facts(session, subjects[:PAGE])
        if (one := _reachable(session, ctx, facts_of(raw))) is not None
    ]
    return OutreachPage(found=tuple(found), next=str(subjects[PAGE - 1]) if more else "")


def _number(after: str) -> int:
    return int(after) if after.isascii() and after.isdigit() and len(after) < len(str(2**62)) else 0


def _since(ctx: Context) -> datetime:
    """From which moment on a contact still keeps others from following it."""
    first = ctx.clock.today() - timedelta(
        days=repair_handling.HANDLING.at(ctx.clock.today())["outreach_days"] - 1
    )
    return datetime(first.year, first.month, first.day, tzinfo=SHANGHAI)


def one(session: Session, ctx: Context, subject_key: str) -> Reachable:
    """What one enterprise could apply for here. Raises NotAllowedError `access.authority`, NotFoundError
    `subject.unknown`, RuleError `outreach.nothing`."""
    number = session.scalar(select(Subject.id).where(Subject.key == subject_key))
    if number is None:
        raise NotFoundError("subject.unknown")
    (raw,) = read_facts(session, [number])
    found = _reachable(session, ctx, facts_of(raw))
    if found is None:
        raise RuleError("outreach.nothing")
    return found


def _reachable(session: Session, ctx: Context, facts: EnterpriseFacts) -> Reachable | None:
    on, covered = ctx.clock.today(), reach(ctx.actor.authority)
    records = {record.id: record for record in facts.records}
    mine = tuple(
        seen
        for seen in radar.of_subject(session, facts, on)
        if chances.possible(seen, on)
        and seen.answer.outcome is not Outcome.ELSEWHERE
        and chances.authority_of(records[seen.record_id]) in covered
    )
    if not mine:
        return None
    last = _last(session, facts.key)
    again = repair_handling.contact_again(last.at.date()) if last is not None else None
    return Reachable(
        subject=access.by_key(session, facts.key),
        records=mine,
        members=bool(owner_notices.owners(session, facts.key, ctx.clock.now())),
        last=last,
        again_on=again if again is not None and again > on else None,
    )


def _last(session: Session, subject_key: str) -> Contact | None:
    query = select(RepairContactRow).where(RepairContactRow.subject_key == subject_key)
    row = session.scalar(query.order_by(RepairContactRow.at.desc(), RepairContactRow.id.desc()).limit(1))
    return _contact(row) if row is not None else None


def contact(ctx: Context, subject_key: str, way: ContactWay, note: str, token: str) -> Contact:
    """Note that an enterprise was told, and send the message where that is the way; a form counts once.

    Raises NotFoundError `subject.unknown`, NotAllowedError `access.*`, ConflictError `outreach.recent`
    (until=…: too soon after the last time), RuleError `outreach.nothing`, `outreach.nobody` (nobody acts for
    it here), InputError `outreach.note`, `form.token`.
    """
    (made,) = contact_all(ctx, [subject_key], way, note, token)
    return made


def contact_all(
    ctx: Context, subject_keys: Sequence[str], way: ContactWay, note: str, token: str
) -> list[Contact]:
    """The same for some at once: all of them or none. Raises as `contact`, InputError `outreach.none`."""
    said, checked = note.strip(), forms.checked(token)
    spoken = way in (ContactWay.PHONE, ContactWay.VISIT)
    if len(said) > LONGEST or (spoken and not said):
        raise InputError("outreach.note", longest=LONGEST)
    keys = sorted(set(subject_keys))
    if not keys or len(keys) > MOST:
        raise InputError("outreach.none", most=MOST)

    def work(session: Session) -> list[Contact]:
        access.require_case(ctx.actor, ctx.actor.authority, *MAY_HANDLE)
        return [_tell(session, ctx, key, way, said, checked) for key in keys]

    return ctx.sessions.run(work)


def _tell(session: Session, ctx: Context, key: str, way: ContactWay, note: str, token: str) -> Contact:
    forms.hold_subject(session, key)
    mine = (RepairContactRow.subject_key == key, RepairContactRow.token == token)
    known = session.scalar(select(RepairContactRow).where(*mine))
    if known is not None:
        return _contact(known)
    found = one(session, ctx, key)
    if found.again_on is not None:
        raise ConflictError("outreach.recent", until=found.again_on)
    if way is ContactWay.MESSAGE:
        if not found.members:
            raise RuleError("outreach.nobody")
        owner_notices.tell_owners(
            session, ctx, key, "repair.chance", "/repair", count=str(len(found.records))
        )
    row = RepairContactRow(
        id=new_id(),
        subject_key=key,
        authority=ctx.actor.authority,
        token=token,
        way=way.value,
        at=ctx.clock.now(),
        by=ctx.actor.name,
        note=note,
        records=[seen.record_id for seen in found.records],
    )
    session.add(row)
    session.flush()
    audit.write(session, ctx, "repair.contact", key, way=way.value, contact=row.id)
    return _contact(row)


def letters(session: Session, ctx: Context, token: str) -> list[tuple[Contact, EnterpriseFacts, list[Seen]]]:
    """The letters that one form made, with what of their records stands today: to print, and print again.

    Raises NotFoundError `outreach.unknown`, NotAllowedError `access.authority`.
    """
    query = select(RepairContactRow).where(
        RepairContactRow.token == token[:26], RepairContactRow.way == ContactWay.LETTER.value
    )
    rows = session.scalars(query.order_by(RepairContactRow.id)).all()
    if not rows:
        raise NotFoundError("outreach.unknown")
    if not access.covers(ctx.actor.authority, rows[0].authority):
        raise NotAllowedError("access.authority")
    return [_letter(session, ctx, row) for row in rows]


def _letter(
    session: Session, ctx: Context, row: RepairContactRow
) -> tuple[Contact, EnterpriseFacts, list[Seen]]:
    number = session.scalars(select(Subject.id).where(Subject.key == row.subject_key)).one()
    (raw,) = read_facts(session, [number])
    facts = facts_of(raw)
    listed = set(row.records)
    seen = [one for one in radar.of_subject(session, facts, ctx.clock.today()) if one.record_id in listed]
    return _contact(row), facts, seen


def log(session: Session, ctx: Context, after: str = "") -> tuple[list[tuple[Contact, str]], str]:
    """Contacts made within reach with the names of the enterprises, the newest first; where to go on.

    Raises NotAllowedError `access.role`.
    """
    access.require_case(ctx.actor, ctx.actor.authority, *OfficerRole)
    query = select(RepairContactRow).where(RepairContactRow.authority.in_(sorted(reach(ctx.actor.authority))))
    if after:
        query = query.where(RepairContactRow.id < after[:26])
    rows = session.scalars(query.order_by(RepairContactRow.id.desc()).limit(LOG + 1)).all()
    named = [(_contact(row), access.by_key(session, row.subject_key).registration.name) for row in rows[:LOG]]
    return named, rows[LOG - 1].id if len(rows) > LOG else ""


def _contact(row: RepairContactRow) -> Contact:
    return Contact(
        id=row.id,
        subject_key=row.subject_key,
        way=ContactWay(row.way),
        at=row.at,
        by=row.by,
        note=row.note,
        records=tuple(row.records),
    )
