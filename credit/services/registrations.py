"""Registered facts of one subject: the write road for a single case."""

from sqlalchemy.orm import Session

from credit.domain.errors import ConflictError
from credit.domain.records import Registration
from credit.services import batches, projection
from credit.services.batches import Outcome
from credit.services.context import Context


def put(ctx: Context, registration: Registration) -> Outcome:
    """Keep a registration and publish its dossier, in one transaction.

    Raises ConflictError `registration.codes` when its codes belong to different subjects.
    """

    def work(session: Session) -> Outcome:
        outcome = batches.write(session, [registration], []).registrations[0]
        if outcome is Outcome.CONFLICT:
            raise ConflictError("registration.codes", codes=batches.codes_of(registration))
        owners = batches.subjects_of(session, batches.codes_of(registration))
        projection.publish_now(session, owners.values(), ctx.clock)
        return outcome

    return ctx.sessions.run(work)
