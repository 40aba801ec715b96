"""A company with an owner and records that may be wrong, and the officers of the authority that made them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from credit.db.account_models import PersonRow
from credit.db.models import ChangeRow, RecordRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import Actor, OfficerRole, officer, person
from credit.domain.dossier import PublicRecord
from credit.domain.objections import Amendment, Claim, Outcome, Rejected, Ruling
from credit.domain.records import AnyContent, Record
from credit.rules.objections import Filed
from credit.services import memberships, records
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.disclosures.statements import Said
from credit.services.objections import filing
from credit.services.public import PublicReader
from tests.fixtures.facts import clock_on, code, penalty, said
from tests.fixtures.reports import COMPANY, context, register

DAY = date(2026, 6, 15)
OWNER = "owner".ljust(26, "0")
TOKENS = [f"{number:026d}" for number in range(40)]
PDF = Upload("决定书.pdf", b"%PDF-1.7 example")
BOTH = frozenset({OfficerRole.REVIEWER, OfficerRole.HANDLER})
FINE = Filed((Claim("fine", "3"),))
WHOLE = Filed(whole=True)


def fine(amount: str) -> Decimal:
    return Decimal(amount)


def ruling(outcome: Outcome, *amendments: Amendment) -> Ruling:
    return Ruling(
        outcome=outcome,
        text="经与作出机关核对",
        amendments=amendments,
        reasons=(Rejected.SAME,) if outcome is Outcome.REJECTED else (),
    )


CORRECTED = ruling(Outcome.CORRECTED, Amendment("fine", "3"))


@dataclass
class Shop:
    """One company, those who act for and about it, and what the public sees of it."""

    sessions: Sessions
    key: str
    folder: Folder
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
        return self.ctx(officer("r" * 26, "650102", BOTH))

    @property
    def elsewhere(self) -> Context:
        return self.ctx(officer("e" * 26, "653101", BOTH))

    def import_(self, content: AnyContent, source_id: str = "x1", source: str = "cases") -> None:
        """Records come from a source, once or again."""
        kept = Record(id="", provenance=said(source_id, source, date(2026, 6, 1)), content=content)
        records.put(context(self.sessions, self.on), (code(COMPANY),), kept)

    def put(self, content: AnyContent | None = None, source_id: str = "x1") -> str:
        """A record of the company; its id."""
        self.import_(content or penalty("示罚〔2026〕1号"), source_id)
        with self.sessions.read() as session:
            query = select(RecordRow.id).where(RecordRow.source_id == source_id, RecordRow.source == "cases")
            return session.scalars(query).one()

    def file(self, record_id: str, filed: Filed = FINE, token: int = 1) -> str:
        """An objection with evidence; its case."""
        told = Said("决定书上写的是3万元", TOKENS[token], files=[PDF])
        return filing.file(self.owner, self.folder, self.key, record_id, filed, told)

    @property
    def shown(self) -> dict[str, PublicRecord]:
        """What the public sees, by id."""
        found = PublicReader(self.sessions, clock_on(self.on)).by_key(self.key)
        assert found is not None
        assert found.dossier is not None
        return {one.id: one for one in found.dossier.records}

    @property
    def changes(self) -> int:
        with self.sessions.read() as session:
            return session.scalar(select(func.count()).select_from(ChangeRow)) or 0


@pytest.fixture
def shop(sessions: Sessions, tmp_path: Path) -> Shop:
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
        memberships.grant(session, ctx, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
    return Shop(sessions, key, Folder(tmp_path / "evidence"))
