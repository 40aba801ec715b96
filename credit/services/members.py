"""Members of a subject and subjects of a person, to be read; `memberships` changes them."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import MembershipRow, PersonRow
from credit.domain.accounts import Member, Membership, OwnerNotice, Right, Role, Standing, Task, Workplace
from credit.domain.actors import ActorKind
from credit.domain.errors import NotFoundError
from credit.services import access
from credit.services.access import membership
from credit.services.context import Context


def workplaces(ctx: Context) -> list[Workplace]:
    """Every subject the person who acts may work for now, in the order of their names."""
    with ctx.sessions.read() as session:
        held = access.memberships(session, ctx.actor.id, ctx.clock.now())
        found = [_workplace(one, access.by_key(session, one.subject_key)) for one in held]
    return sorted(found, key=lambda one: one.name)


def subjects(ctx: Context, notices: Iterable[OwnerNotice]) -> list[Standing]:
    """The subjects that messages are about, as far as they are still here."""
    keys = dict.fromkeys(one.subject_key for one in notices if one.subject_key)
    with ctx.sessions.read() as session:
        return [access.by_key(session, key) for key in keys]


def members(session: Session, ctx: Context, subject_key: str) -> list[Member]:
    """Who may act for a subject now, owners first. Raises NotAllowedError `access.*`."""
    access.require(session, ctx, subject_key, Task.MEMBERS, Right.READ)
    query = (
        select(MembershipRow, PersonRow.display_name)
        .join(PersonRow, PersonRow.id == MembershipRow.person_id)
        .where(MembershipRow.subject_key == subject_key, MembershipRow.ended_at.is_(None))
        .order_by(MembershipRow.started_at, MembershipRow.id)
    )
    now = ctx.clock.now()
    found = [Member(membership=membership(row), name=name) for row, name in session.execute(query).all()]
    lasting = [one for one in found if one.membership.end is None or one.membership.end > now]
    return sorted(lasting, key=lambda one: list(Role).index(one.membership.role))


def one(session: Session, ctx: Context, subject_key: str, membership_id: str) -> Member:
    """A present member. Raises NotAllowedError `access.*`, NotFoundError `member.unknown`."""
    found = members(session, ctx, subject_key)
    member = next((one for one in found if one.membership.id == membership_id), None)
    if member is None:
        raise NotFoundError("member.unknown")
    return member


def names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """The names of persons by how the trail calls them, for the owners of a subject they acted for.

    Officers are not named: they act for their authority.
    """
    head = f"{ActorKind.PERSON.value}:"
    ids = {actor.removeprefix(head) for actor in actors if actor.startswith(head)}
    query = select(PersonRow.id, PersonRow.display_name).where(PersonRow.id.in_(ids))
    return {head + person_id: name for person_id, name in session.execute(query).all()}


def _workplace(held: Membership, subject: Standing) -> Workplace:
    said = subject.registration
    return Workplace(membership=held, name=said.name, address=subject.address, uyghur_name=said.uyghur_name)
