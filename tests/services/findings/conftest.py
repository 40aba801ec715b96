"""A company with an owner and a licence commitment, and the officers who look after it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from credit.db.account_models import PersonRow
from credit.db.models import RecordRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import Actor, OfficerRole, officer, person
from credit.domain.commitments import BreachFinding, Commitment, CommitmentType
from credit.domain.dossier import Dossier
from credit.domain.findings import CheckOutcome, Service
from credit.domain.records import Record
from credit.domain.values import Agency
from credit.domain.vocabulary import RecordKind
from credit.rules.findings import Told
from credit.services import memberships, records
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.findings import cases, checks, planning
from credit.services.public import PublicReader
from tests.fixtures.facts import OFFICE, clock_on, code, said
from tests.fixtures.reports import COMPANY, context, register

DAY = date(2026, 6, 15)
OWNER = "owner".ljust(26, "0")
TOKENS = [f"{number:026d}" for number in range(60)]
PDF = Upload("现场照片.pdf", b"%PDF-1.7 example")
BOTH = frozenset({OfficerRole.REVIEWER, OfficerRole.HANDLER})


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


@dataclass
class Firm:
    """One company and those who act for and about it."""

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
    def above(self) -> Context:
        return self.ctx(officer("a" * 26, "650100", BOTH))

    @property
    def elsewhere(self) -> Context:
        return self.ctx(officer("e" * 26, "653101", BOTH))

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
        told = Told("现场没有承诺的设备", "承诺书第三条", 5, Service.PORTAL, self.on)
        return cases.notify(self.handler, self.check(outcome), told, TOKENS[2])

    def dossier(self) -> Dossier:
        found = PublicReader(self.sessions, clock_on(self.on)).by_key(self.key)
        assert found is not None
        assert found.dossier is not None
        return found.dossier

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
    return Firm(sessions, key, Folder(tmp_path / "evidence"))
