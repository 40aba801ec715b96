"""Cases that come near their last day, or pass it, are carried to those above: each stage once.

A duty of the background work. It also gives cases that waited to somebody who can take them, and
figures the days of cases anew when the calendars know more than they did.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple, Protocol

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.disclosure_models import PositionRow
from credit.domain.actors import OfficerRole
from credit.domain.casework import Stage, desk_name
from credit.domain.reference import authorities
from credit.rules import calendars, clocks
from credit.services import officers, owner_notices
from credit.services.casework import giving, public_board, rows
from credit.services.context import Context

AT_ONCE = 200  # cases in one transaction
ABOVE = (OfficerRole.REVIEWER, OfficerRole.SUPERVISOR)
FIGURED = "case_days"
_CODES = {Stage.SOON: "case.soon", Stage.OVERDUE: "case.overdue"}


class _Some(Protocol):
    def __call__(self, session: Session, /, ctx: Context, after: str) -> tuple[int, str]: ...


class _Carried(NamedTuple):
    authority: str
    assignee: str
    stage: Stage
    number: str


def run(ctx: Context) -> int:
    """All of it; how many cases were carried upwards. Safe to repeat, and at the same time elsewhere."""
    figure_anew(ctx)
    distribute(ctx)
    carried = escalate(ctx)
    public_board.make(ctx)
    return carried


def escalate(ctx: Context) -> int:
    """Note the stage of each case that has come to it, and tell reviewers, supervisors and the handler."""
    total = 0
    while count := ctx.sessions.run(lambda session: _escalate_some(session, ctx)):
        total += count
    return total


def distribute(ctx: Context) -> int:
    """Give cases nobody has to handlers who have come since; how many were given."""
    return _in_parts(ctx, _give_some)


def figure_anew(ctx: Context) -> int:
    """Figure the days of cases anew whose calendar was a guess, once the calendars have changed."""
    known = calendars.fingerprint()
    with ctx.sessions.read() as session:
        row = session.get(PositionRow, FIGURED)
        if row is not None and row.seq == known:
            return 0
    total = _in_parts(ctx, _figure_some)
    with ctx.sessions.write() as session:
        session.merge(PositionRow(name=FIGURED, seq=known))
    return total


def _in_parts(ctx: Context, some: _Some) -> int:
    """Do a little in each transaction, each going on behind the last case of the one before."""
    total, after = 0, ""
    while True:
        done, after = ctx.sessions.run(partial(some, ctx=ctx, after=after))
        total += done
        if not after:
            return total


def _escalate_some(session: Session, ctx: Context) -> int:
    on = ctx.clock.today()
    late = and_(CaseRow.late_on <= on, CaseRow.stage != Stage.OVERDUE.value)
    near = and_(CaseRow.escalate_on <= on, CaseRow.stage == Stage.NONE.value)
    query = select(CaseRow).where(CaseRow.closed_at.is_(None), or_(late, near)).order_by(CaseRow.id)
    carried = []
    for row in session.scalars(query.limit(AT_ONCE).with_for_update(skip_locked=True)):
        clock = rows.clock_of(row)
        assert clock is not None
        stage = Stage.OVERDUE if clocks.reading(clock, on).overdue else Stage.SOON
        before, row.stage = rows.view(session, row), stage.value
        session.flush()
        params = {"day": row.sort_on.isoformat()}
        rows.note(session, ctx, row, _CODES[stage], before=before, params=params, internal=True)
        carried.append(_Carried(row.authority, row.assignee, stage, row.number))
    _tell(session, ctx, carried)
    return len(carried)


def _tell(session: Session, ctx: Context, carried: Iterable[_Carried]) -> None:
    """One message to each officer for each stage, however many cases there are."""
    counts: Counter[tuple[str, Stage]] = Counter()
    first: dict[tuple[str, Stage], str] = {}
    for one in carried:
        for person in dict.fromkeys(_told(session, one)):
            counts[person, one.stage] += 1
            first.setdefault((person, one.stage), one.number)
    for (person, stage), count in counts.items():
        params = {"count": str(count), "number": first[person, stage]}
        href = f"/desk?when={stage.value}"
        owner_notices.tell(session, ctx.clock.now(), [person], _CODES[stage], None, href, **params)


def _told(session: Session, one: _Carried) -> Iterator[str]:
    """Whoever handles it, and those above: of its own authority, else of the next one that has any."""
    prefix = desk_name("")
    if one.assignee.startswith(prefix):
        yield one.assignee.removeprefix(prefix)
    for body in authorities.chain(one.authority):
        found = officers.of_authority(session, body.division, ABOVE)
        if found:
            yield from (officer.person_id for officer in found)
            return


def _give_some(session: Session, ctx: Context, after: str) -> tuple[int, str]:
    query = (
        select(CaseRow)
        .where(CaseRow.closed_at.is_(None), CaseRow.assignee == "", CaseRow.id > after)
        .order_by(CaseRow.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(query).all()
    given = sum(giving.assign(session, ctx, row) for row in found)
    return given, found[-1].id if len(found) == AT_ONCE else ""


def _figure_some(session: Session, ctx: Context, after: str) -> tuple[int, str]:
    query = (
        select(CaseRow)
        .where(CaseRow.closed_at.is_(None), CaseRow.firm.is_(False), CaseRow.id > after)
        .order_by(CaseRow.id)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(query).all()
    for row in found:
        clock = rows.clock_of(row)
        if clock is not None:
            rows.keep_clock(row, clock, ctx.clock.today())
    session.flush()
    return len(found), found[-1].id if len(found) == AT_ONCE else ""
