"""What every use-case is handed: transactions, legal time, and who acts. Never a global."""

from dataclasses import dataclass

from credit.db.session import Sessions
from credit.domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Context:
    """actor: a name for the audit trail, such as an officer's id or "import"."""

    sessions: Sessions
    clock: Clock
    actor: str
