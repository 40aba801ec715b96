"""What a running portal needs for people who sign in: ways in, rules of sessions, contexts to act in."""

from collections.abc import Callable
from dataclasses import dataclass

from credit.domain.actors import Actor
from credit.domain.logins import SessionRules
from credit.services.context import Context
from web.http.oidc import Doors


@dataclass(frozen=True, slots=True)
class Accounts:
    """context: makes the context of an actor; base_url: fixed public address, empty: as the request says."""

    doors: Doors
    rules: SessionRules
    context: Callable[[Actor], Context]
