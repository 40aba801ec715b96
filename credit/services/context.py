"""What every use-case is handed: transactions, legal time, and who acts. Never a global."""

from dataclasses import dataclass

from credit.db.session import Sessions
from credit.domain.actors import Actor
from credit.domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Context:
    """actor: named in the audit trail by `actor.name`; rights are asked for by `credit.services.access`."""

    sessions: Sessions
    clock: Clock
    actor: Actor
