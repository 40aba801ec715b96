"""A group decided by one act: the order is written down at once and carried out in the background.

An order names every case it is about, so a case that comes later is not decided with it. Carrying it out
goes on where it stopped, whoever was killed in between; each case is decided once (`alike`).
"""

from typing import Final

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.bulk import among
from credit.db.case_models import CaseRow, RecusalRow
from credit.db.repair_desk_models import RepairOrderRow
from credit.db.repair_models import RepairApplicationRow, RepairCaseRow
from credit.db.session import wake
from credit.domain.actors import Actor, OfficerRole
from credit.domain.casework import CaseFile, desk_name
from credit.domain.errors import NotFoundError, RuleError
from credit.domain.reference import authorities
from credit.domain.repair_applications import Alike
from credit.domain.repair_cases import ApplicantKind
from credit.domain.repair_desk import Apart, GroupOrder
from credit.services import access, audit
from credit.services.casework import files, rows
from credit.services.casework.queues import within
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.ids import new_id
from credit.services.repairs import alike, applications, cases, known

DECIDE: Final = "decide"  # what to wake when there is a group to decide
MOST: Final = 10_000
SHOWN: Final = 100
_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Actor).decode


class Pulled(msgspec.Struct, frozen=True):
    """A case that is pulled out of a group, and why."""

    file: CaseFile
    why: tuple[Apart, ...]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One group on one screen. alike: with the ids of all that are decided together."""

    alike: Alike
    apart: tuple[Pulled, ...]
    orders: tuple[GroupOrder, ...]


def group(session: Session, ctx: Context, key: str, authority: str) -> Group:
    """What is the same, what is not, and what was ordered before.

    Raises NotFoundError `case.unknown` for a group there never was, NotAllowedError `access.*`.
    """
    if authorities.authority(authority) is None:
        raise NotFoundError("case.unknown")
    access.require_case(ctx.actor, authority, *OfficerRole)
    found = _members(session, ctx, key, authority)
    pulled = _pulled(session, ctx, found) + _outside(session, ctx, found)
    taken_out = {one.file.id for one in pulled}
    kept = tuple(one for one in found.case_ids if one not in taken_out)
    same = msgspec.structs.replace(found, case_ids=kept, count=len(kept))
    return Group(alike=same, apart=tuple(pulled[:SHOWN]), orders=orders(session, authority, key))


def _members(session: Session, ctx: Context, key: str, authority: str) -> Alike:
    try:
        return alike.members(session, ctx, key, authority, MOST)
    except ValueError as error:
        raise NotFoundError("case.unknown") from error


def _pulled(session: Session, ctx: Context, found: Alike) -> list[Pulled]:
    """Cases of the group of which something is to be looked at by a person."""
    query = (
        select(CaseRow, RepairCaseRow, RepairApplicationRow.content)
        .join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
        .join(RepairApplicationRow, RepairApplicationRow.id == RepairCaseRow.application_id)
        .where(among(session.connection(), CaseRow.id, found.case_ids))
        .order_by(CaseRow.id)
    )
    pulled = []
    barred = _barred(session, ctx.actor)
    for row, about, content in session.execute(query):
        draft = applications.decode_draft(content)
        course = known.decode_course(about.course)
        item = next((one for one in draft.items if one.record_id == about.record_id), None)
        said = {
            Apart.CONTEST: course.contest is not None and course.contest.over_on is None,
            Apart.PAUSED: row.paused,
            Apart.AGENT: draft.applicant is not ApplicantKind.SUBJECT,
            Apart.NOTE: item is not None and bool(item.note),
            Apart.INTEREST: not barred.isdisjoint({row.id, row.subject_key}),
        }
        why = tuple(reason for reason, holds in said.items() if holds)
        if why:
            pulled.append(Pulled(files.view(session, row), why))
    return pulled


def _barred(session: Session, actor: Actor) -> set[str | None]:
    """Ids of cases and keys of subjects in which an officer declared an interest."""
    query = select(RecusalRow.case_id, RecusalRow.subject_key)
    found = session.execute(query.where(RecusalRow.actor == desk_name(actor.id))).all()
    return {one for row in found for one in row if one}


def _outside(session: Session, ctx: Context, found: Alike) -> list[Pulled]:
    """Open cases of the same kind and authority that were never alike: each is handled by itself."""
    query = (
        select(CaseRow, RepairCaseRow)
        .join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
        .where(RepairCaseRow.open.is_(True), RepairCaseRow.alike == "")
        .where(RepairCaseRow.kind == found.kind.value, CaseRow.authority == found.authority)
        .order_by(CaseRow.sort_on, CaseRow.id)
    )
    outside = []
    for row, about in session.execute(within(query, ctx).limit(SHOWN)):
        course = known.decode_course(about.course)
        why = (Apart.STRICT,) if course.handling.why else (Apart.CLAIMS,)
        outside.append(Pulled(files.view(session, row), why))
    return outside


def order(ctx: Context, key: str, authority: str, token: str) -> GroupOrder:
    """Decide every case of a group that nothing is to be looked at: granted, with a number each.

    The same form orders once. Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, RuleError
    `repair.group_empty`, InputError `form.token`.
    """
    checked = forms.checked(token)

    def work(session: Session) -> GroupOrder:
        if authorities.authority(authority) is None:
            raise NotFoundError("case.unknown")
        access.require_case(ctx.actor, authority, *cases.MAY_HANDLE)
        mine = (RepairOrderRow.authority == authority, RepairOrderRow.token == checked)
        row = session.scalar(select(RepairOrderRow).where(*mine))
        if row is None:
            row = _new(session, ctx, group(session, ctx, key, authority), checked)
        return _view(session, row)

    return ctx.sessions.run(work)


def _new(session: Session, ctx: Context, found: Group, token: str) -> RepairOrderRow:
    if not found.alike.case_ids:
        raise RuleError("repair.group_empty")
    row = RepairOrderRow(
        id=new_id(),
        authority=found.alike.authority,
        alike=found.alike.key,
        token=token,
        officer=_encode(msgspec.structs.replace(ctx.actor, display_name="")),
        cases=list(found.alike.case_ids),
        left={},
        ordered_at=ctx.clock.now(),
    )
    session.add(row)
    session.flush()
    audit.write(session, ctx, "repair.order", row.id, group=row.alike, count=str(len(row.cases)))
    wake(session, DECIDE)
    return row


def carry_out(ctx: Context) -> int:
    """Carry out what was ordered, the oldest first, as the officer who ordered it; how many were decided.

    A duty of the background work, safe to repeat.
    """
    total = 0
    while (order_id := _next(ctx)) is not None:
        total += _carry(ctx, order_id)
    return total


def _next(ctx: Context) -> str | None:
    with ctx.sessions.read() as session:
        query = select(RepairOrderRow.id).where(RepairOrderRow.finished_at.is_(None))
        return session.scalar(query.order_by(RepairOrderRow.ordered_at, RepairOrderRow.id).limit(1))


def _carry(ctx: Context, order_id: str) -> int:
    with ctx.sessions.read() as session:
        row = session.get_one(RepairOrderRow, order_id)
        officer, waiting = _decode(row.officer), sorted(set(row.cases) - _decided(session, row.cases))
    done = alike.decide_group(Context(ctx.sessions, ctx.clock, officer), waiting)

    def finish(session: Session) -> None:
        kept = session.get_one(RepairOrderRow, order_id, with_for_update=True)
        decided = _decided(session, kept.cases)  # by somebody else meanwhile, perhaps
        kept.left = {case_id: code for case_id, code in done.left.items() if case_id not in decided}
        kept.finished_at = ctx.clock.now()

    ctx.sessions.run(finish)
    return len(done.decided)


def _decided(session: Session, case_ids: list[str]) -> set[str]:
    query = select(RepairCaseRow.id).where(RepairCaseRow.decision_no.is_not(None))
    return set(session.scalars(query.where(among(session.connection(), RepairCaseRow.id, case_ids))))


def orders(session: Session, authority: str, key: str) -> tuple[GroupOrder, ...]:
    """The newest orders about a group; who may is asked before."""
    query = select(RepairOrderRow).where(RepairOrderRow.authority == authority, RepairOrderRow.alike == key)
    found = session.scalars(query.order_by(RepairOrderRow.ordered_at.desc()).limit(5))
    return tuple(_view(session, row) for row in found)


def numbers(session: Session, ctx: Context, order_id: str) -> list[tuple[str, str]]:
    """Number of the case and of the decision of each case of an order, for a list to keep.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`.
    """
    row = session.get(RepairOrderRow, order_id[:26])
    if row is None:
        raise NotFoundError("case.unknown")
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    query = (
        select(CaseRow.number, RepairCaseRow.decision_no)
        .join(RepairCaseRow, RepairCaseRow.id == CaseRow.id)
        .where(among(session.connection(), CaseRow.id, row.cases))
        .order_by(CaseRow.number)
    )
    return [(number, decision or "") for number, decision in session.execute(query)]


def _view(session: Session, row: RepairOrderRow) -> GroupOrder:
    query = select(func.count()).select_from(RepairCaseRow).where(RepairCaseRow.decision_no.is_not(None))
    decided = session.scalar(query.where(among(session.connection(), RepairCaseRow.id, row.cases))) or 0
    return GroupOrder(
        id=row.id,
        authority=row.authority,
        key=row.alike,
        ordered_at=row.ordered_at,
        total=len(row.cases),
        decided=decided,
        left=row.left,
        finished_at=row.finished_at,
    )


def of_left(session: Session, one: GroupOrder) -> list[tuple[CaseFile, str]]:
    """The cases that an order left undecided, and the code of what stood against each."""
    found = [session.get(CaseRow, case_id) for case_id in sorted(one.left)[:SHOWN]]
    return [(rows.view(session, row), one.left[row.id]) for row in found if row is not None]
