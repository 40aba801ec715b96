"""A company with an owner, a handler and a reviewer of its authority."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from credit.db.account_models import PersonRow
from credit.db.session import Sessions
from credit.domain.accounts import Membership, Origin, Role, Terms
from credit.domain.actors import Actor, OfficerRole, officer, person
from credit.domain.dossier import Dossier
from credit.services import memberships
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder
from credit.services.public import PublicReader
from tests.fixtures.facts import clock_on
from tests.fixtures.reports import context, register

DAY = date(2026, 6, 15)
OWNER = "owner".ljust(26, "0")


@dataclass
class Firm:
    """One company and those who act for and about it."""

    sessions: Sessions
    key: str
    folder: Folder
    membership: Membership
    on: date = DAY

    def ctx(self, actor: Actor | None = None) -> Context:
        return Context(self.sessions, clock_on(self.on), actor or person(OWNER))

    @property
    def owner(self) -> Context:
        return self.ctx()

    @property
    def handler(self) -> Context:
        return self.ctx(officer("h" * 26, "650102", frozenset({OfficerRole.HANDLER})))

    @property
    def reviewer(self) -> Context:
        return self.ctx(officer("r" * 26, "650100", frozenset({OfficerRole.REVIEWER, OfficerRole.HANDLER})))

    def dossier(self) -> Dossier:
        found = PublicReader(self.sessions, clock_on(self.on)).by_key(self.key)
        assert found is not None
        assert found.dossier is not None
        return found.dossier


@pytest.fixture
def firm(sessions: Sessions, tmp_path: Path) -> Firm:
    ctx = context(sessions, DAY)
    key = register(ctx)
    with sessions.write() as session:
        session.add(
            PersonRow(
                id=OWNER,
                display_name="",
                locale="zh",
                email="owner@shop.example",
                phone="13000000000",
                created_at=ctx.clock.now(),
            )
        )
        session.flush()
        held = memberships.grant(session, ctx, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
    return Firm(sessions, key, Folder(tmp_path / "evidence"), held)
