"""What an officer does about the clock of a case at the desk, whatever the case is about."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.domain.actors import OfficerRole
from credit.domain.case_replies import REPLIES, Reply
from credit.domain.casework import UNTOLD, CaseFile, CaseKind, PauseReason, desk_name
from credit.domain.errors import InputError, NotAllowedError, RuleError
from credit.services import access
from credit.services.casework import files, rows
from credit.services.casework.assigning import HANDLERS
from credit.services.context import Context

EXTENDERS = (OfficerRole.REVIEWER,)
AT_DESK = tuple(
    one for one in PauseReason if one is not PauseReason.CORRECTION
)  # that one has a form of its own
LONGEST_NOTE = 500


def pause(ctx: Context, case_id: str, reason: PauseReason, note: str) -> CaseFile:
    """Let the clock stand still, saying what for: its parties read it.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `case.closed`, RuleError
    `clock.*`, InputError `case.note`, `case.pause_reason`.
    """
    if reason not in AT_DESK:
        raise InputError("case.pause_reason")
    why = _said(note)
    return _do(ctx, case_id, HANDLERS, lambda session, row: files.pause(session, ctx, row, reason, why))


def resume(ctx: Context, case_id: str) -> CaseFile:
    """Let it go on; a case that waits for corrections goes on with them, in its own room.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `case.closed`, RuleError
    `clock.*`, `clock.waits`.
    """

    def work(session: Session, row: CaseRow) -> None:
        clock = rows.clock_of(row)
        held = clock.open_pause if clock else None
        if held is not None and held.reason is PauseReason.CORRECTION:
            raise RuleError("clock.waits")
        files.resume(session, ctx, row)

    return _do(ctx, case_id, HANDLERS, work)


def extend(ctx: Context, case_id: str, days: int, note: str) -> CaseFile:
    """Give it more days, saying why: by a reviewer, never by whoever handles the case.

    行政许可法 Art 42: the head of the organ approves, and the applicant is told the reasons.
    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, `access.own_case`, ConflictError
    `case.closed`, RuleError `clock.*`, InputError `case.note`.
    """
    why = _said(note)

    def work(session: Session, row: CaseRow) -> None:
        if row.assignee == desk_name(ctx.actor.id):
            raise NotAllowedError("access.own_case")
        files.extend(session, ctx, row, days, why)

    return _do(ctx, case_id, EXTENDERS, work)


def reply(ctx: Context, case_id: str, answer: Reply, note: str) -> CaseFile:
    """Tell the parties how it stands, by a code that each reads in their language, and a note if need be.

    To a reporter nobody writes but the one officer who read who it is. Raises NotFoundError `case.unknown`,
    NotAllowedError `access.*`, `access.not_own`, ConflictError `case.closed`, InputError
    `case.reply` (not one for this kind), `case.note`.
    """
    more = note.strip() and _said(note)

    def work(session: Session, row: CaseRow) -> None:
        rows.require_open(row)
        rows.require_fit(session, ctx.actor, row)
        if CaseKind(row.kind) in UNTOLD and row.assignee != desk_name(ctx.actor.id):
            raise NotAllowedError("access.not_own")
        if answer not in REPLIES[CaseKind(row.kind)]:
            raise InputError("case.reply")
        rows.note(session, ctx, row, "case.replied", params={"reply": answer.value}, text=more)

    return _do(ctx, case_id, HANDLERS, work)


def _do(
    ctx: Context,
    case_id: str,
    roles: tuple[OfficerRole, ...],
    verb: Callable[[Session, CaseRow], None],
) -> CaseFile:
    def work(session: Session) -> CaseFile:
        row = rows.locked(session, case_id)
        access.require_case(ctx.actor, row.authority, *roles)
        verb(session, row)
        return rows.view(session, row)

    return ctx.sessions.run(work)


def _said(note: str) -> str:
    kept = note.strip()
    if not kept or len(kept) > LONGEST_NOTE:
        raise InputError("case.note", longest=LONGEST_NOTE)
    return kept
