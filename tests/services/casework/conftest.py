"""An authority with handlers, a reviewer and a supervisor, and cases of nobody in particular."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from credit.db.account_models import PersonRow
from credit.db.case_models import OfficerRow
from credit.db.session import Sessions
from credit.domain.actors import Actor, OfficerRole, officer, system
from credit.domain.case_states import STATES
from credit.domain.casework import CaseEvent, CaseFile, CaseKind
from credit.services.casework import files
from credit.services.context import Context
from tests.fixtures.reports import at

DAY = date(2026, 6, 15)
COUNTY, PREFECTURE = "653101", "653100"


@dataclass
class Office:
    """Officers who have signed in, and a day that can be moved."""

    sessions: Sessions
    on: date = DAY
    people: dict[str, Actor] = field(default_factory=dict)
    tokens: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def come(self, name: str, *roles: OfficerRole, authority: str = COUNTY) -> Actor:
        """An officer signs in today."""
        person_id = name.ljust(26, "0")
        now = at(self.on).now()
        with self.sessions.write() as session:
            session.merge(
                PersonRow(id=person_id, display_name=name, locale="zh", email="", phone="", created_at=now)
            )
            session.flush()
            session.merge(
                OfficerRow(
                    person_id=person_id,
                    authority=authority,
                    roles=sorted(roles),
                    seen_at=now,
                    assigned_at=None,
                )
            )
        self.people[name] = officer(person_id, authority, frozenset(roles))
        return self.people[name]

    def ctx(self, name: str = "") -> Context:
        actor = self.people[name] if name else system("tests")
        return Context(self.sessions, at(self.on), actor)

    def open(self, **more: Any) -> CaseFile:
        """A case; whatever is not said of it is usual."""
        ctx = self.ctx()
        usual: dict[str, Any] = {
            "kind": CaseKind.REPAIR,
            "subject_key": None,
            "authority": COUNTY,
            "state": next(iter(STATES[more.get("kind", CaseKind.REPAIR)])).value,
            "token": f"{self.tokens():026d}",
            "workdays": 7,
        }
        with self.sessions.write() as session:
            return files.view(session, files.open_case(session, ctx, **(usual | more)))

    def do(self, name: str, case: CaseFile, verb: Callable[..., None], *args: Any, **more: Any) -> CaseFile:
        """A verb of `files` in a transaction of its own."""
        with self.sessions.write() as session:
            row = files.locked(session, case.id)
            verb(session, self.ctx(name), row, *args, **more)
            return files.view(session, row)

    def history(self, case: CaseFile, **more: Any) -> tuple[CaseEvent, ...]:
        with self.sessions.read() as session:
            return files.history(session, case.id, **more)

    def later(self, days: int) -> None:
        self.on += timedelta(days=days)


@pytest.fixture
def office(sessions: Sessions) -> Office:
    made = Office(sessions)
    made.come("ann", OfficerRole.HANDLER)
    made.come("ben", OfficerRole.HANDLER)
    made.come("rex", OfficerRole.REVIEWER)
    made.come("sue", OfficerRole.SUPERVISOR, authority=PREFECTURE)
    return made
