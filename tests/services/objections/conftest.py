"""A company with an owner and records that may be wrong, and the officers of the authority that made them."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from credit.db.models import ChangeRow, RecordRow
from credit.db.session import Sessions
from credit.domain.dossier import PublicRecord
from credit.domain.objections import Amendment, Claim, Outcome, Rejected, Ruling
from credit.domain.records import AnyContent, Record
from credit.rules.objections import Filed
from credit.services import records
from credit.services.disclosures.statements import Said
from credit.services.objections import filing
from tests.fixtures.company import PDF, TOKENS, Company
from tests.fixtures.facts import code, penalty, said
from tests.fixtures.reports import COMPANY, context

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


class Shop(Company):
    """One company, those who act for and about it, and what the public sees of it."""

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
        return {one.id: one for one in self.dossier().records}

    @property
    def changes(self) -> int:
        with self.sessions.read() as session:
            return session.scalar(select(func.count()).select_from(ChangeRow)) or 0


@pytest.fixture
def shop(sessions: Sessions, tmp_path: Path) -> Shop:
    return Shop.founded(sessions, tmp_path)


@pytest.fixture
def lone_shop(lone_sessions: Sessions, tmp_path: Path) -> Shop:
    """The same on SQLite alone."""
    return Shop.founded(lone_sessions, tmp_path)
