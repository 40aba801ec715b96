"""The verbs by which a room opens a case, moves it, and runs its clock, in the room's own transaction."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.bulk import insert_rows
from credit.db.case_models import CaseNumberRow, CaseRow
from credit.domain.case_states import state_of
from credit.domain.casework import PREFIX, CaseKind, Clock, PauseReason, Stage
from credit.domain.errors import InputError, RuleError
from credit.domain.reference import authorities
from credit.rules import clocks
from credit.services.casework import giving
from credit.services.casework.rows import (
    NEVER,
    clock_of,
    found,
    history,
    keep_clock,
    locked,
    note,
    recused,
    require_fit,
    require_fit_for,
    require_open,
    view,
)
from credit.services.context import Context
from credit.services.ids import new_id

__all__ = ["found", "history", "locked", "recused", "require_fit", "require_fit_for", "view"]


def open_case(  # noqa: PLR0913 - one call says all there is to say of a new case, by name
    session: Session,
    ctx: Context,
    *,
    kind: CaseKind,
    subject_key: str | None,
    authority: str,
    state: str,
    token: str,
    workdays: int | None = None,
    title: str = "",
    params: dict[str, str] | None = None,
    group: str = "",
) -> CaseRow:
    """Open a case, number it, start its clock where it has one from the start, and give it to a handler.

    authority: the division whose authority handles it. token: of what opens it, up to 64 characters; the
    same (authority, token) opens once and answers the same case. Who may is the room's to ask.
    Raises InputError `case.authority`, RuleError `clock.workdays`, ValueError for a state the kind has not.
    """
    if authorities.authority(authority) is None:
        raise InputError("case.authority")
    counter = _hold_numbers(session, authority, kind, ctx.clock.today().year)
    known = _by_token(session, authority, token)
    if known is not None:
        return known
    counter.last += 1
    row = _new(ctx, kind, authority, state, token, counter.last)
    row.subject_key, row.title, row.params, row.batch = subject_key, title, params or {}, group
    if workdays is not None:
        keep_clock(row, clocks.start(ctx.clock.today(), workdays), ctx.clock.today())
    session.add(row)
    session.flush()
    note(session, ctx, row, "case.opened")
    giving.assign(session, ctx, row)
    return row


def number(kind: CaseKind, authority: str, year: int, serial: int) -> str:
    """The number of a case: 修复653101-2026-000012."""
    return f"{PREFIX[kind]}{authority}-{year}-{serial:06d}"


def move(  # noqa: PLR0913 - named choices, each with its usual value
    session: Session,
    ctx: Context,
    row: CaseRow,
    state: str,
    code: str,
    *,
    params: dict[str, str] | None = None,
    text: str = "",
    close: bool = False,
    internal: bool = False,
    after_close: bool = False,
) -> None:
    """Bring a case into a state, with what happened as a code; `close` ends it and its clock.

    text: what was said, for its parties unless `internal`. after_close: also where it was closed already,
    as when a decision is revoked later. Raises ConflictError `case.closed`, NotAllowedError
    `access.conflict`, ValueError for a state the kind has not.
    """
    state_of(CaseKind(row.kind), state)
    require_fit(session, ctx.actor, row)
    if not after_close:
        require_open(row)
    before, today = view(session, row), ctx.clock.today()
    row.state = state
    if close and row.closed_at is None:
        row.closed_at = ctx.clock.now()
        clock = clock_of(row)
        if clock is not None and clock.ended_on is None:
            keep_clock(row, clocks.end(clock, today), today)
    session.flush()
    note(session, ctx, row, code, before=before, params=params, text=text, internal=internal)


def start_clock(session: Session, ctx: Context, row: CaseRow, workdays: int) -> None:
    """Start the clock of a case, or the next one after the former ended (acceptance, then decision).

    Raises RuleError `clock.workdays`, `clock.going` (one goes already), ConflictError `case.closed`.
    """
    require_open(row)
    going = clock_of(row)
    if going is not None and going.ended_on is None:
        raise RuleError("clock.going")
    row.stage, row.took, row.late = Stage.NONE.value, None, False
    today = ctx.clock.today()
    _keep(session, ctx, row, clocks.start(today, workdays), "case.started", {"workdays": str(workdays)})


def pause(session: Session, ctx: Context, row: CaseRow, reason: PauseReason, note: str = "") -> None:
    """Let the clock stand still from today on.

    Raises RuleError `clock.none`, `clock.ended`, `clock.paused`, `clock.overdue`, ConflictError
    `case.closed`, NotAllowedError `access.conflict`.
    """
    clock = clocks.pause(_clock(session, ctx, row), ctx.clock.today(), reason, note)
    _keep(session, ctx, row, clock, "case.paused", {"reason": reason.value}, note)


def resume(session: Session, ctx: Context, row: CaseRow) -> None:
    """Let the clock go on, from tomorrow on.

    Raises RuleError `clock.none`, `clock.ended`, `clock.running`, ConflictError `case.closed`,
    NotAllowedError `access.conflict`.
    """
    clock = clocks.resume(_clock(session, ctx, row), ctx.clock.today())
    _keep(session, ctx, row, clock, "case.resumed")


def extend(session: Session, ctx: Context, row: CaseRow, days: int, why: str) -> None:
    """Give the clock more working days, with reasons its parties are told.

    Raises RuleError `clock.none`, `clock.ended`, `clock.overdue`, `clock.extension` (most=…),
    ConflictError `case.closed`, NotAllowedError `access.conflict`.
    """
    clock = clocks.extend(_clock(session, ctx, row), ctx.clock.today(), days)
    row.stage = Stage.NONE.value  # a new last day: others are told again when it comes near
    _keep(session, ctx, row, clock, "case.extended", {"days": str(days)}, why)


def stop(session: Session, ctx: Context, row: CaseRow) -> None:
    """End the clock while the case goes on. Raises RuleError `clock.none`, `clock.ended`."""
    clock = clocks.end(_clock(session, ctx, row), ctx.clock.today())
    _keep(session, ctx, row, clock, "case.stopped")


def _clock(session: Session, ctx: Context, row: CaseRow) -> Clock:
    require_open(row)
    require_fit(session, ctx.actor, row)
    clock = clock_of(row)
    if clock is None:
        raise RuleError("clock.none")
    return clock


def _keep(
    session: Session,
    ctx: Context,
    row: CaseRow,
    clock: Clock,
    code: str,
    params: dict[str, str] | None = None,
    text: str = "",
) -> None:
    before = view(session, row)
    keep_clock(row, clock, ctx.clock.today())
    session.flush()
    note(session, ctx, row, code, before=before, params=params, text=text)


def _hold_numbers(session: Session, authority: str, kind: CaseKind, year: int) -> CaseNumberRow:
    """The counter of an authority, kind and year, held: numbers are dense, and of two forms sent at
    once the second sees the case of the first."""
    first = (authority, kind.value, year, 0)
    names = ("authority", "kind", "year", "last")
    insert_rows(session.connection(), CaseNumberRow.__table__, names, [first], replace=())
    return session.get_one(
        CaseNumberRow, (authority, kind.value, year), with_for_update=True, populate_existing=True
    )


def _by_token(session: Session, authority: str, token: str) -> CaseRow | None:
    return session.scalar(select(CaseRow).where(CaseRow.authority == authority, CaseRow.token == token))


def _new(ctx: Context, kind: CaseKind, authority: str, state: str, token: str, serial: int) -> CaseRow:
    now = ctx.clock.now()
    return CaseRow(
        id=new_id(),
        kind=kind.value,
        authority=authority,
        year=now.year,
        serial=serial,
        number=number(kind, authority, now.year, serial),
        token=token,
        state=state_of(kind, state).value,
        assignee="",
        opened_at=now,
        opened_by=ctx.actor.name,
        workdays=0,
        extra=0,
        pauses=[],
        paused=False,
        sort_on=NEVER,
        firm=True,
        late=False,
        stage=Stage.NONE.value,
    )
