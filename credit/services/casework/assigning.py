"""Whose a case is: taken, given to somebody, given up for a conflict of interest, each with its reason."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import PersonRow
from credit.db.case_models import CaseRow, RecusalRow
from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseFile, RecusalReason, desk_name
from credit.domain.errors import ConflictError, InputError, NotAllowedError
from credit.services import access, officers
from credit.services.casework import giving, rows
from credit.services.context import Context
from credit.services.ids import new_id

HANDLERS = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
GIVERS = (OfficerRole.HANDLER, OfficerRole.REVIEWER, OfficerRole.SUPERVISOR)
LONGEST_REASON = 500


def take(ctx: Context, case_id: str, reason: str) -> CaseFile:
    """Take a case over; a reason is needed where it was somebody's.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, `access.conflict`, ConflictError
    `case.closed`, InputError `case.reason`.
    """

    def work(session: Session) -> CaseFile:
        row = _open_row(session, ctx, case_id, *HANDLERS)
        rows.require_fit(session, ctx.actor, row)
        me = desk_name(ctx.actor.id)
        if row.assignee == me:
            return rows.view(session, row)
        why = _said(reason) if row.assignee else reason.strip()[:LONGEST_REASON]
        return _hand(session, ctx, row, me, "case.taken", why)

    return ctx.sessions.run(work)


def give(ctx: Context, case_id: str, to: str, reason: str) -> CaseFile:
    """Give a case to a colleague of its authority, by the id of the person.

    A handler gives away what is their own or nobody's; a reviewer or supervisor, whosever it is.
    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, `access.not_own`, ConflictError
    `case.closed`, InputError `case.reason`, `case.colleague` (no handler there, or has an interest).
    """
    why = _said(reason)

    def work(session: Session) -> CaseFile:
        row = _open_row(session, ctx, case_id, *GIVERS)
        above = not ctx.actor.roles.isdisjoint((OfficerRole.REVIEWER, OfficerRole.SUPERVISOR))
        if not above and row.assignee not in ("", desk_name(ctx.actor.id)):
            raise NotAllowedError("access.not_own")
        if to not in {one for one, _ in _colleagues(session, row)}:
            raise InputError("case.colleague")
        return _hand(session, ctx, row, desk_name(to), "case.given", why)

    return ctx.sessions.run(work)


def recuse(
    ctx: Context, case_id: str, reason: RecusalReason, note: str, *, whole_subject: bool = False
) -> CaseFile:
    """Say that one has an interest (回避): the case goes to somebody else, and never comes back.

    whole_subject: so do all others about the same subject. The reason stays with the officers.
    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`, ConflictError `case.closed`,
    InputError `case.reason`.
    """
    why = _said(note)

    def work(session: Session) -> CaseFile:
        row = _open_row(session, ctx, case_id, *HANDLERS)
        me = desk_name(ctx.actor.id)
        if me in rows.recused(session, row.id, None):
            return rows.view(session, row)
        before = rows.view(session, row)
        session.add(_recusal(ctx, row, reason, why, whole_subject=whole_subject))
        held = row.assignee == me
        row.assignee = "" if held else row.assignee
        session.flush()
        said = {"by": me, "reason": reason.value}
        rows.note(session, ctx, row, "case.recused", before=before, params=said, text=why, internal=True)
        if held:
            giving.assign(session, ctx, row)
        if whole_subject:
            _give_up_others(session, ctx, row, said)
        return rows.view(session, row)

    return ctx.sessions.run(work)


def colleagues(session: Session, ctx: Context, case_id: str) -> tuple[tuple[str, str], ...]:
    """To whom a case may be given: id and name of each person, by name.

    Raises NotFoundError `case.unknown`, NotAllowedError `access.*`.
    """
    row = rows.found(session, case_id)
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return tuple(one for one in _colleagues(session, row) if desk_name(one[0]) != row.assignee)


def names(session: Session, actors: set[str]) -> dict[str, str]:
    """What officers are called, by the names under which they stand in cases: for the desk alone."""
    prefix = desk_name("")
    ids = {name.removeprefix(prefix) for name in actors if name.startswith(prefix)}
    people = session.execute(select(PersonRow.id, PersonRow.display_name).where(PersonRow.id.in_(ids)))
    return {desk_name(one.id): one.display_name for one in people}


def _colleagues(session: Session, row: CaseRow) -> list[tuple[str, str]]:
    barred = rows.recused(session, row.id, row.subject_key)
    kept = officers.of_authority(session, row.authority, HANDLERS)
    fit = {desk_name(one.person_id) for one in kept} - barred
    called = names(session, fit)
    prefix = desk_name("")
    return sorted(((name.removeprefix(prefix), called[name]) for name in fit), key=lambda one: one[::-1])


def _open_row(session: Session, ctx: Context, case_id: str, *roles: OfficerRole) -> CaseRow:
    row = rows.locked(session, case_id)
    access.require_case(ctx.actor, row.authority, *roles)
    rows.require_open(row)
    return row


def _hand(session: Session, ctx: Context, row: CaseRow, to: str, code: str, why: str) -> CaseFile:
    if row.assignee == to:
        raise ConflictError("case.theirs")
    before = rows.view(session, row)
    params = {"to": to, "from": row.assignee}
    row.assignee = to
    session.flush()
    rows.note(session, ctx, row, code, before=before, params=params, text=why, internal=True)
    return rows.view(session, row)


def _recusal(
    ctx: Context, row: CaseRow, reason: RecusalReason, why: str, *, whole_subject: bool
) -> RecusalRow:
    return RecusalRow(
        id=new_id(),
        actor=desk_name(ctx.actor.id),
        case_id=row.id,
        subject_key=row.subject_key if whole_subject else None,
        reason=reason.value,
        note=why,
        declared_at=ctx.clock.now(),
    )


def _give_up_others(session: Session, ctx: Context, row: CaseRow, said: dict[str, str]) -> None:
    query = select(CaseRow).where(
        CaseRow.subject_key == row.subject_key,
        CaseRow.assignee == said["by"],
        CaseRow.closed_at.is_(None),
        CaseRow.id != row.id,
    )
    for other in session.scalars(query.order_by(CaseRow.id).with_for_update()):
        before = rows.view(session, other)
        other.assignee = ""
        session.flush()
        rows.note(session, ctx, other, "case.recused", before=before, params=said, internal=True)
        giving.assign(session, ctx, other)


def _said(reason: str) -> str:
    kept = reason.strip()
    if not kept or len(kept) > LONGEST_REASON:
        raise InputError("case.reason", longest=LONGEST_REASON)
    return kept
