"""Who may act for a subject: asked inside the transaction that acts, whatever a page asked before.

A person needs a membership that holds now and reaches far enough. An officer needs the role, and an
authority that is the subject's own or stands above it; at the counter they enter what a subject
handed in on paper (个体工商户年度报告办法; 市场主体登记管理条例实施细则 Art 63), within that reach.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow, OrganisationRow
from credit.db.models import Subject, SubjectCode
from credit.domain.accounts import Membership, Origin, Right, Role, Standing, Task
from credit.domain.actors import Actor, ActorKind, OfficerRole
from credit.domain.errors import NotAllowedError, NotFoundError
from credit.domain.identifiers import normalise_code
from credit.domain.records import Registration
from credit.domain.reference import authorities
from credit.domain.values import Agency, Provenance
from credit.domain.vocabulary import Status, SubjectClass
from credit.services.codec import decode_registration
from credit.services.context import Context

SEES = frozenset(OfficerRole)
REGION = "650000"
LICENCE_SOURCE = "licence"


def standing(session: Session, address: str) -> Standing:
    """The subject behind a code or a key. Raises NotFoundError `subject.unknown`."""
    code = normalise_code(address)[:32]
    number = session.scalar(select(SubjectCode.subject_id).where(SubjectCode.code == code))
    query = select(Subject.key, Subject.payload)
    named = Subject.id == number if number is not None else Subject.key == address[:26]
    found = session.execute(query.where(named)).one_or_none()
    if found is not None:
        return Standing(found.key, decode_registration(found.payload))
    return _association(session, or_(OrganisationRow.code == code[:18], OrganisationRow.key == address[:26]))


def by_key(session: Session, subject_key: str) -> Standing:
    """The subject of a permanent key. Raises NotFoundError `subject.unknown`."""
    payload = session.scalar(select(Subject.payload).where(Subject.key == subject_key))
    if payload is not None:
        return Standing(subject_key, decode_registration(payload))
    return _association(session, OrganisationRow.key == subject_key)


def _association(session: Session, named: ColumnElement[bool]) -> Standing:
    row = session.scalars(select(OrganisationRow).where(named)).one_or_none()
    if row is None:
        raise NotFoundError("subject.unknown")
    said = Provenance(
        agency=Agency(""),
        source=LICENCE_SOURCE,
        source_id=row.code,
        effective_on=row.created_at.date(),
        published_on=row.created_at.date(),
        received_at=row.created_at,
    )
    return Standing(
        row.key,
        Registration(
            provenance=said,
            name=row.name,
            subject_class=SubjectClass.OTHER,
            status=Status.OPERATING,
            credit_code=row.code,
            division=row.code[2:8],
        ),
    )


def require(session: Session, ctx: Context, subject_key: str, task: Task, right: Right) -> Membership | None:
    """The membership by which the actor may do this; None where an authority stands behind the actor.

    The portal itself and operators may. Raises NotAllowedError `access.none` (no standing with the
    subject), `access.ended`, `access.task` (the task is not theirs), `access.right` (may only read),
    `access.authority`, NotFoundError `subject.unknown`.
    """
    actor = ctx.actor
    if actor.kind in (ActorKind.SYSTEM, ActorKind.OPERATOR):
        return None
    if actor.is_official:
        _require_official(session, actor, subject_key, right)
        return None
    return _require_member(session, actor.id, subject_key, task, right, ctx.clock.now())


def may_read(session: Session, ctx: Context, subject_key: str, task: Task) -> bool:
    """Whether a task is the actor's to read. Raises NotAllowedError for a subject that is not theirs."""
    try:
        require(session, ctx, subject_key, task, Right.READ)
    except NotAllowedError as error:
        if error.code != "access.task":
            raise
        return False
    return True


def check(ctx: Context, subject_key: str, task: Task, right: Right) -> Membership | None:
    """`require` in a transaction of its own, for pages."""
    with ctx.sessions.read() as session:
        return require(session, ctx, subject_key, task, right)


def require_officer(session: Session, ctx: Context, subject_key: str, *roles: OfficerRole) -> None:
    """The actor is an officer in one of these roles, of the subject's authority or one above it.

    Raises NotAllowedError `access.role`, `access.authority`, NotFoundError `subject.unknown`.
    """
    _require_role(ctx.actor, *roles)
    if not covers(ctx.actor.authority, authority_of(by_key(session, subject_key).registration)):
        raise NotAllowedError("access.authority")


def require_case(actor: Actor, authority: str, *roles: OfficerRole) -> None:
    """The actor is an officer in one of these roles whose reach holds a case of `authority`.

    Raises NotAllowedError `access.role`, `access.authority`.
    """
    _require_role(actor, *roles)
    if not covers(actor.authority, authority):
        raise NotAllowedError("access.authority")


def covers(authority: str, division: str) -> bool:
    """Whether the authority of one division is that of the other or stands above it."""
    return bool(authority) and any(one.division == authority for one in authorities.chain(division))


def authority_of(registration: Registration) -> str:
    """The division whose authority is in charge of a subject: the registering one, else that of its place.

    A place without an authority of its own (a township, an unknown code) belongs to the next one above;
    in the last resort to the authority of the region.
    """
    named = registration.registration_authority
    known = authorities.by_name(named) if isinstance(named, str) else None
    if known is not None:
        return known.division
    place = registration.division or ""
    candidates = (place[:6], f"{place[:4]}00", f"{place[:2]}0000")
    return next((code for code in candidates if authorities.authority(code)), REGION)


def memberships(session: Session, person_id: str, at: datetime) -> list[Membership]:
    """What a person may act for at that moment, oldest first."""
    rows = session.scalars(
        select(MembershipRow)
        .where(MembershipRow.person_id == person_id, MembershipRow.ended_at.is_(None))
        .order_by(MembershipRow.started_at)
    )
    return [one for one in map(membership, rows) if one.holds(at)]


def membership(row: MembershipRow) -> Membership:
    """A kept membership; its end is the earlier of what was agreed and what happened."""
    ends = [end for end in (row.expires_at, row.ended_at) if end is not None]
    return Membership(
        id=row.id,
        person_id=row.person_id,
        subject_key=row.subject_key,
        role=Role(row.role),
        tasks=frozenset(map(Task, row.tasks)),
        start=row.started_at,
        end=min(ends, default=None),
        liaison=row.liaison,
        origin=Origin(row.origin),
    )


def _require_member(
    session: Session, person_id: str, subject_key: str, task: Task, right: Right, now: datetime
) -> Membership:
    kept = session.scalars(
        select(MembershipRow).where(
            MembershipRow.person_id == person_id, MembershipRow.subject_key == subject_key
        )
    )
    held = [membership(row) for row in kept]
    if not held:
        raise NotAllowedError("access.none")
    current = next((one for one in held if one.holds(now)), None)
    if current is None:
        raise NotAllowedError("access.ended")
    if not current.allows(task, Right.READ):
        raise NotAllowedError("access.task")
    if not current.allows(task, right):
        raise NotAllowedError("access.right")
    return current


def _require_official(session: Session, actor: Actor, subject_key: str, right: Right) -> None:
    """Officers read within their reach; only at the counter do they write for a subject."""
    if right is Right.READ:
        _require_role(actor, *SEES)
    else:
        _require_role(actor, OfficerRole.COUNTER)
        if actor.kind is not ActorKind.COUNTER:
            raise NotAllowedError("access.right")
    if not covers(actor.authority, authority_of(by_key(session, subject_key).registration)):
        raise NotAllowedError("access.authority")


def _require_role(actor: Actor, *roles: OfficerRole) -> None:
    if not actor.is_official or actor.roles.isdisjoint(roles):
        raise NotAllowedError("access.role")
