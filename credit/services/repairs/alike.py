"""Cases decided together where they are alike: thousands of late filers after June are one screen.

Each has its case, its clock, its decision and its number all the same. What registers say is verified for
each of them anew; whatever is not as the others is left for a person to look at.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_models import RepairCaseRow
from credit.domain.errors import DomainError
from credit.domain.repair import RepairKind
from credit.domain.repair_applications import Alike, GroupDecision
from credit.domain.repair_cases import Found, Method, RepairState, Verdict, Verification
from credit.rules import repair_cases as rules
from credit.rules.repair_cases import Step
from credit.services.casework.queues import within
from credit.services.context import Context
from credit.services.repairs import cases, deciding, effects
from credit.services.repairs.cases import Held, Said
from credit.services.repairs.effects import Granted

AT_ONCE: Final = 50  # cases in one transaction
SHOWN: Final = 200
SYSTEM: Final = "system"


def groups(session: Session, ctx: Context) -> tuple[Alike, ...]:
    """What can be decided together within an officer's reach, the most first. Raises `access.role`."""
    by = (RepairCaseRow.alike, CaseRow.authority)
    query = (
        select(*by, func.count().label("number"))
        .join(CaseRow, CaseRow.id == RepairCaseRow.id)
        .where(RepairCaseRow.open.is_(True), RepairCaseRow.alike != "")
        .where(CaseRow.state.in_([RepairState.SUBMITTED.value, RepairState.ACCEPTED.value]))
    )
    rows = session.execute(within(query, ctx).group_by(*by).order_by(func.count().desc(), *by))
    return tuple(_group(row.alike, row.authority, row.number) for row in rows)


def members(session: Session, ctx: Context, key: str, authority: str, limit: int = SHOWN) -> Alike:
    """One group with the ids of its cases, oldest first. Raises NotAllowedError `access.role`."""
    query = (
        select(RepairCaseRow.id)
        .join(CaseRow, CaseRow.id == RepairCaseRow.id)
        .where(RepairCaseRow.open.is_(True), RepairCaseRow.alike == key, CaseRow.authority == authority)
        .where(CaseRow.state.in_([RepairState.SUBMITTED.value, RepairState.ACCEPTED.value]))
        .order_by(CaseRow.sort_on, CaseRow.id)
    )
    ids = tuple(session.scalars(within(query, ctx).limit(limit)))
    return _group(key, authority, len(ids), ids)


def _group(key: str, authority: str, count: int, ids: tuple[str, ...] = ()) -> Alike:
    kind, _, ground = key.partition(":")
    return Alike(
        key=key, authority=authority, kind=RepairKind(kind), ground=ground, count=count, case_ids=ids
    )


def decide_group(ctx: Context, case_ids: Sequence[str]) -> GroupDecision:
    """Grant cases that are alike: accepted, verified by the registers, decided, public; one number each.

    Some at a time in one transaction: stopped in between, what was decided stays decided and the rest is
    left, and the same call again goes on. Cases that something stands against are left with its code.
    """
    numbers: dict[str, str] = {}
    left: dict[str, str] = {}
    listed = list(dict.fromkeys(case_ids))
    for at in range(0, len(listed), AT_ONCE):
        chunk = listed[at : at + AT_ONCE]
        decided, refused = ctx.sessions.run(partial(_some, ctx=ctx, chunk=chunk))
        numbers |= decided
        left |= refused
    return GroupDecision(decided=numbers, left=left)


def _some(session: Session, *, ctx: Context, chunk: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    left: dict[str, str] = {}
    done: list[tuple[Held, Granted]] = []
    for case_id in sorted(chunk):  # held in one order, whoever else decides
        try:
            with session.begin_nested():
                done.append(_one(session, ctx, case_id))
        except DomainError as error:
            left[case_id] = error.code
    effects.apply(session, ctx, [granted for _, granted in done])
    for one, _ in done:
        deciding.shown(session, ctx, one)
    return {one.about.id: one.about.decision_no or "" for one, _ in done}, left


def _one(session: Session, ctx: Context, case_id: str) -> tuple[Held, Granted]:
    found = accepted(session, ctx, cases.for_officer(session, ctx, case_id))
    done, granted = deciding.decided(session, ctx, found, Verdict.GRANT)
    if granted is None:
        raise TypeError("a grant grants")
    return done, granted


def accepted(session: Session, ctx: Context, found: Held) -> Held:
    """A case that is accepted, with what the registers say as its first verification."""
    if found.course.state is RepairState.SUBMITTED:
        step = with_registers(rules.accept(found.course, ctx.clock.today()), found, ctx)
        return cases.take(session, ctx, found, step, Said("repair.accepted"))
    return found


def with_registers(step: Step, found: Held, ctx: Context) -> Step:
    """The course with the online verification that the registers make where nothing had to be claimed."""
    if not found.about.alike:
        return step
    seen = Verification(method=Method.ONLINE, found=Found.CONFIRMED, on=ctx.clock.today(), by=SYSTEM)
    return step._replace(course=rules.verify(step.course, seen).course)
