"""Members of a subject: bound by their licence, changed and removed by its owners.

Changing the 联络员 (liaison) is an ordinary thing that an owner does online in one step. A subject never
loses its last owner this way; whose people are gone applies for recovery (`credit.services.recoveries`).
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow, OrganisationRow
from credit.domain.accounts import (
    FILING_TASKS,
    Membership,
    Origin,
    Right,
    Role,
    Standing,
    Task,
    Terms,
)
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.identifiers import is_credit_code, normalise_code
from credit.domain.logins import HeldLicence
from credit.services import access, audit, owner_notices, registration_watch
from credit.services.access import membership
from credit.services.context import Context
from credit.services.ids import new_id

ASSOCIATION = "5"  # first character of the codes of 社会组织, which the civil affairs registers
LONGEST_NAME = 200


def bind(session: Session, ctx: Context, licences: Iterable[HeldLicence]) -> None:
    """Make the person who acts an owner of every subject whose electronic licence they held.

    A code that nobody here knows binds nothing, except that of an association. An agreed lower role
    gives way; the other owners are told.
    """
    for held in licences:
        subject = _licensed(session, ctx, held)
        if subject is not None:
            grant(session, ctx, subject.key, ctx.actor.id, Terms(role=Role.OWNER), Origin.LICENCE)


def grant(
    session: Session,
    ctx: Context,
    subject_key: str,
    person_id: str,
    terms: Terms,
    origin: Origin,
    start: datetime | None = None,
) -> Membership:
    """Give a membership in the caller's transaction; a present one that is higher or equal stays as it is."""
    now, liaison = ctx.clock.now(), terms.liaison
    present = _open(session, subject_key, person_id)
    if present is not None and membership(present).holds(now):
        if _at_least(membership(present), terms) and liaison <= present.liaison:
            return membership(present)
        liaison = liaison or present.liaison
    if present is not None:
        _finish(session, ctx, present, "replaced")
    if liaison:
        _hand_over(session, ctx, subject_key)
    agreed = replace(terms, liaison=liaison)
    row = _row(ctx, subject_key, person_id, agreed, origin, start or now)
    session.add(row)
    session.flush()
    _tell_of_new(session, ctx, row)
    return membership(row)


def _row(
    ctx: Context, subject_key: str, person_id: str, terms: Terms, origin: Origin, start: datetime
) -> MembershipRow:
    return MembershipRow(
        id=new_id(),
        person_id=person_id,
        subject_key=subject_key,
        role=terms.role.value,
        tasks=sorted(terms.tasks),
        liaison=terms.liaison,
        origin=origin.value,
        started_at=start,
        expires_at=terms.until,
        granted_by=ctx.actor.name,
        ended_by="",
    )


def _tell_of_new(session: Session, ctx: Context, row: MembershipRow) -> None:
    """To the trail, and to the other owners."""
    now, key = ctx.clock.now(), row.subject_key
    told = {"role": row.role, "origin": row.origin, "person": row.person_id}
    audit.write(session, ctx, "member.grant", key, after=membership(row), **told)
    registration_watch.begin(session, ctx, key)
    others = [one for one in owner_notices.owners(session, key, now) if one != row.person_id]
    owner_notices.tell(session, now, others, "member.new", key, "/members", role=row.role)


def change(ctx: Context, subject_key: str, membership_id: str, terms: Terms) -> Membership:
    """Give a member another role, other tasks or another end; for owners. Who is liaison stays.

    Raises NotAllowedError `access.*`, NotFoundError `member.unknown`, ConflictError `member.last_owner`,
    InputError `member.tasks` (none), `member.until` (in the past).
    """
    check_terms(ctx, terms)

    def work(session: Session) -> Membership:
        row = _managed(session, ctx, subject_key, membership_id)
        if terms.role is not Role.OWNER or terms.until is not None:
            _keep_an_owner(session, ctx, row)
        before = membership(row)
        row.role, row.tasks, row.expires_at = terms.role.value, sorted(terms.tasks), terms.until
        told = {"role": row.role, "person": row.person_id}
        audit.write(session, ctx, "member.change", subject_key, before=before, after=membership(row), **told)
        _tell(session, ctx, row, "member.changed")
        return membership(row)

    return ctx.sessions.run(work)


def check_terms(ctx: Context, terms: Terms) -> None:
    """Raises InputError `member.tasks` or `member.until`."""
    if terms.role is not Role.OWNER and not terms.tasks & FILING_TASKS:
        raise InputError("member.tasks")
    if terms.until is not None and terms.until <= ctx.clock.now():
        raise InputError("member.until")


def remove(ctx: Context, subject_key: str, membership_id: str) -> None:
    """End a membership at once; for owners.

    Raises NotAllowedError, NotFoundError `member.unknown`, ConflictError `member.last_owner`.
    """

    def work(session: Session) -> None:
        row = _managed(session, ctx, subject_key, membership_id)
        _keep_an_owner(session, ctx, row)
        _finish(session, ctx, row, "removed")
        _tell(session, ctx, row, "member.removed")

    ctx.sessions.run(work)


def leave(ctx: Context, subject_key: str) -> None:
    """Give up one's own membership.

    Raises NotFoundError `member.unknown`, ConflictError `member.last_owner`.
    """

    def work(session: Session) -> None:
        row = _open(session, subject_key, ctx.actor.id)
        if row is None:
            raise NotFoundError("member.unknown")
        _keep_an_owner(session, ctx, row)
        _finish(session, ctx, row, "left")
        owner_notices.tell_owners(session, ctx, subject_key, "member.left", "/members")

    ctx.sessions.run(work)


def appoint_liaison(ctx: Context, subject_key: str, membership_id: str) -> Membership:
    """Make a member the 联络员; the one before stays a member. For owners.

    Raises NotAllowedError, NotFoundError `member.unknown`, ConflictError `member.ended`.
    """

    def work(session: Session) -> Membership:
        row = _managed(session, ctx, subject_key, membership_id)
        if not membership(row).holds(ctx.clock.now()):
            raise ConflictError("member.ended")
        if row.liaison:
            return membership(row)
        before = membership(row)
        _hand_over(session, ctx, subject_key)
        row.liaison = True
        session.flush()
        audit.write(
            session,
            ctx,
            "member.liaison",
            subject_key,
            before=before,
            after=membership(row),
            person=row.person_id,
        )
        _tell(session, ctx, row, "member.liaison")
        return membership(row)

    return ctx.sessions.run(work)


def _licensed(session: Session, ctx: Context, held: HeldLicence) -> Standing | None:
    code = normalise_code(held.code)
    try:
        return access.standing(session, code)
    except NotFoundError:
        if not (code.startswith(ASSOCIATION) and is_credit_code(code) and held.name.strip()):
            return None
    row = OrganisationRow(
        key=new_id(), code=code, name=held.name.strip()[:LONGEST_NAME], created_at=ctx.clock.now()
    )
    session.add(row)
    session.flush()
    audit.write(session, ctx, "organisation.new", row.key, code=code)
    return access.by_key(session, row.key)


def _at_least(held: Membership, terms: Terms) -> bool:
    order = list(Role)
    reaches = held.role is Role.OWNER or held.tasks >= terms.tasks
    return reaches and order.index(held.role) <= order.index(terms.role)


def _open(session: Session, subject_key: str, person_id: str) -> MembershipRow | None:
    return session.scalars(
        select(MembershipRow).where(
            MembershipRow.subject_key == subject_key,
            MembershipRow.person_id == person_id,
            MembershipRow.ended_at.is_(None),
        )
    ).one_or_none()


def _managed(session: Session, ctx: Context, subject_key: str, membership_id: str) -> MembershipRow:
    """An open membership of the subject, for somebody who may manage its members."""
    access.require(session, ctx, subject_key, Task.MEMBERS, Right.WRITE)
    row = session.get(MembershipRow, membership_id)
    if row is None or row.subject_key != subject_key or row.ended_at is not None:
        raise NotFoundError("member.unknown")
    return row


def _keep_an_owner(session: Session, ctx: Context, row: MembershipRow) -> None:
    """Raises ConflictError `member.last_owner` if the membership is that of the only owner."""
    if row.role != Role.OWNER.value:
        return
    rows = session.scalars(
        select(MembershipRow)
        .where(
            MembershipRow.subject_key == row.subject_key,
            MembershipRow.role == Role.OWNER.value,
            MembershipRow.ended_at.is_(None),
        )
        .with_for_update()
    )
    now = ctx.clock.now()
    if not [one for one in rows if one.id != row.id and one.expires_at is None and one.started_at <= now]:
        raise ConflictError("member.last_owner")


def _finish(session: Session, ctx: Context, row: MembershipRow, why: str) -> None:
    before = membership(row)
    row.ended_at, row.ended_by, row.liaison = ctx.clock.now(), ctx.actor.name, False
    session.flush()
    after = membership(row)
    told = {"why": why, "person": row.person_id}
    audit.write(session, ctx, "member.end", row.subject_key, before=before, after=after, **told)


def _hand_over(session: Session, ctx: Context, subject_key: str) -> None:
    """The present liaison stays a member."""
    row = session.scalars(
        select(MembershipRow).where(
            MembershipRow.subject_key == subject_key, MembershipRow.ended_at.is_(None), MembershipRow.liaison
        )
    ).one_or_none()
    if row is not None:
        row.liaison = False
        session.flush()
        owner_notices.tell(
            session, ctx.clock.now(), [row.person_id], "member.no_liaison", subject_key, "/members"
        )


def _tell(session: Session, ctx: Context, row: MembershipRow, code: str) -> None:
    now = ctx.clock.now()
    told = [row.person_id, *owner_notices.owners(session, row.subject_key, now)]
    others = [one for one in told if one != ctx.actor.id]
    owner_notices.tell(session, now, others, code, row.subject_key, "/members", role=row.role)
