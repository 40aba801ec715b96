"""Which officers there are, as of their last login: to whom cases can be given, who is told of them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.case_models import OfficerRow
from credit.domain.actors import OfficerRole
from credit.domain.logins import SignIn
from credit.rules.clocks import CASEWORK


def note(session: Session, person_id: str, signed: SignIn, now: datetime) -> None:
    """Keep what a login says of an officer; whoever signs in as none any more is none."""
    row = session.get(OfficerRow, person_id)
    if row is None:
        if not signed.authority:
            return
        row = OfficerRow(person_id=person_id)
        session.add(row)
    row.authority, row.roles, row.seen_at = signed.authority, sorted(signed.roles), now
    session.flush()


def of_authority(session: Session, authority: str, roles: Iterable[OfficerRole]) -> list[OfficerRow]:
    """Officers of one authority in one of these roles, whenever they were last seen."""
    wanted = {role.value for role in roles}
    rows = session.scalars(
        select(OfficerRow).where(OfficerRow.authority == authority).order_by(OfficerRow.person_id)
    )
    return [row for row in rows if wanted & set(row.roles)]


def handlers(session: Session, authority: str, now: datetime) -> list[OfficerRow]:
    """Handlers of one authority who signed in of late: to these new cases go."""
    days: int = CASEWORK.at(now.date())["assign_seen_days"]
    since = now - timedelta(days=days)
    return [row for row in of_authority(session, authority, (OfficerRole.HANDLER,)) if row.seen_at >= since]
