"""A company with an owner and a licence commitment, and the officers who look after it."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from credit.db.models import RecordRow
from credit.db.session import Sessions
from credit.domain.commitments import BreachFinding, Commitment, CommitmentType
from credit.domain.findings import CheckOutcome, Service
from credit.domain.records import Record
from credit.domain.values import Agency
from credit.domain.vocabulary import RecordKind
from credit.rules.findings import Told
from credit.services import records
from credit.services.findings import cases, checks, planning
from tests.fixtures.company import PDF, TOKENS, Company
from tests.fixtures.facts import OFFICE, code, said
from tests.fixtures.reports import COMPANY, context


def commitment(kind: CommitmentType = CommitmentType.LICENCE, **changes: object) -> Commitment:
    given: dict[str, object] = {
        "number": "天承〔2026〕1号",
        "commitment_type": kind,
        "matter": "食品经营许可告知承诺",
        "committed_on": date(2026, 5, 20),
        "publication_agreed": True,
        "text": "经营场所符合食品安全要求",
    }
    return Commitment(**(given | changes))  # type: ignore[arg-type]


class Firm(Company):
    """One company and those who act for and about it."""

    def promise(
        self, content: Commitment | None = None, source_id: str = "p1", agency: Agency | None = None
    ) -> str:
        """Import a commitment; the id of its record."""
        said_by = replace(said(source_id, "approvals"), agency=agency or OFFICE)
        kept = Record(id="", provenance=said_by, content=content or commitment())
        records.put(context(self.sessions, self.on), (code(COMPANY),), kept)
        with self.sessions.read() as session:
            named = (RecordRow.kind == RecordKind.COMMITMENT.value, RecordRow.source_id == source_id)
            return session.scalars(select(RecordRow.id).where(*named)).one()

    def check(self, outcome: CheckOutcome, record_id: str = "") -> str:
        """A check of the handler's own, recorded today."""
        made = planning.check_own(self.handler, record_id or self.promise(), TOKENS[0])
        done = checks.Done(outcome, self.on, "到现场看过", TOKENS[1], [PDF])
        return checks.record(self.handler, self.folder, made.id, done).id

    def finding(self, outcome: CheckOutcome = CheckOutcome.NOT_KEPT) -> str:
        """A finding that was told today; its case."""
        return self._told(self.check(outcome))

    def finding_of(self, record_id: str) -> str:
        """The same about a commitment there is."""
        return self._told(self.check(CheckOutcome.NOT_KEPT, record_id))

    def _told(self, check: str) -> str:
        told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, self.on)
        return cases.notify(self.handler, check, told, TOKENS[2])

    @property
    def promised(self) -> Commitment:
        (one,) = self.dossier().of_kind(RecordKind.COMMITMENT)
        assert isinstance(one.content, Commitment)
        return one.content

    @property
    def breaches(self) -> list[BreachFinding]:
        found = self.dossier().of_kind(RecordKind.BREACH)
        return [one.content for one in found if isinstance(one.content, BreachFinding)]


@pytest.fixture
def firm(sessions: Sessions, tmp_path: Path) -> Firm:
    return Firm.founded(sessions, tmp_path)
