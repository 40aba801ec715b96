"""A company with an owner, a branch, its authority's officers, and an association with one of its own."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from credit.db.account_models import OrganisationRow, PersonRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import Actor, OfficerRole, officer, person
from credit.domain.commitments import Commitment
from credit.domain.committing import Draft, OwnCommitment, SignatureKind
from credit.domain.dossier import Dossier
from credit.domain.identifiers import make_credit_code
from credit.domain.records import BranchEntry
from credit.domain.vocabulary import RecordKind, SubjectClass
from credit.services import memberships, records, registrations
from credit.services.commitments import drafts, signing
from credit.services.commitments.signing import Signature
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.public import PublicReader
from tests.fixtures.facts import clock_on, record, registration
from tests.fixtures.facts import code as code_of
from tests.fixtures.reports import context, key_of, register

DAY = date(2026, 6, 15)
BRANCH = "乌鲁木齐市示例7商贸有限公司第一分公司"
NOBODY = {"display_name": "", "locale": "zh", "email": "", "phone": ""}
ASSOCIATION = "乌鲁木齐市餐饮行业协会"
OWNER, CHAIR = "owner".ljust(26, "0"), "chair".ljust(26, "0")
BY_LICENCE = Signature(SignatureKind.LICENCE, "张三")
PDF = Upload("承诺书.pdf", b"%PDF-1.7 sealed")


def token(number: int) -> str:
    return f"{number:026d}"


@dataclass
class Town:
    """Who acts, and what the public sees."""

    sessions: Sessions
    key: str
    branch: str
    branch_code: str
    association: str
    folder: Folder
    on: date = DAY

    def ctx(self, actor: Actor | None = None) -> Context:
        return Context(self.sessions, clock_on(self.on), actor or person(OWNER))

    @property
    def owner(self) -> Context:
        return self.ctx()

    @property
    def chair(self) -> Context:
        return self.ctx(person(CHAIR))

    @property
    def handler(self) -> Context:
        return self.ctx(officer("h" * 26, "650102", frozenset({OfficerRole.HANDLER})))

    @property
    def reviewer(self) -> Context:
        return self.ctx(officer("r" * 26, "650102", frozenset({OfficerRole.REVIEWER, OfficerRole.HANDLER})))

    def ctx_of_city(self) -> Context:
        """An officer of the city, in whose reach the association lies."""
        return self.ctx(officer("c" * 26, "650100", frozenset({OfficerRole.HANDLER})))

    def dossier(self, key: str = "") -> Dossier:
        found = PublicReader(self.sessions, clock_on(self.on)).by_key(key or self.key)
        assert found is not None
        assert found.dossier is not None
        return found.dossier

    def public(self, key: str = "") -> list[Commitment]:
        """The commitments that everybody can read, newest first."""
        contents = [one.content for one in self.dossier(key).of_kind(RecordKind.COMMITMENT)]
        return [one for one in contents if isinstance(one, Commitment)]

    def filled(self, code: str, values: dict[str, str] | None = None, replaces: str = "") -> Draft:
        draft = drafts.begin(self.owner, self.key, code, replaces)
        return drafts.save(self.owner, self.key, draft.id, values or {}, agreed=True)

    def sign(self, draft: Draft, number: int = 1, signature: Signature = BY_LICENCE) -> OwnCommitment:
        return signing.sign(self.owner, self.folder, self.key, draft.id, signature, token(number))

    def made(self, code: str = "statement_general", number: int = 1) -> OwnCommitment:
        return self.sign(self.filled(code), number)


@pytest.fixture
def town(sessions: Sessions, tmp_path: Path) -> Town:
    ctx = context(sessions, DAY)
    key = register(ctx)
    code = code_of(9)
    branch = registration(
        9,
        name=BRANCH,
        subject_class=SubjectClass.BRANCH,
        parent_code=code_of(7),
        legal_representative="示例丙",
    )
    registrations.put(ctx, branch)
    records.put(ctx, (code_of(7),), record(BranchEntry(name=BRANCH, code=code), "b1"))
    now = ctx.clock.now()
    association = "assoc".ljust(26, "0")
    with sessions.write() as session:
        for person_id in (OWNER, CHAIR):
            session.add(PersonRow(id=person_id, created_at=now, **NOBODY))
        chamber = make_credit_code("51", "650100", "50000001")
        session.add(OrganisationRow(key=association, code=chamber, name=ASSOCIATION, created_at=now))
        session.flush()
        owner = Terms(role=Role.OWNER)
        memberships.grant(session, ctx, key, OWNER, owner, Origin.LICENCE)
        memberships.grant(session, ctx, association, CHAIR, owner, Origin.LICENCE)
    return Town(sessions, key, key_of(ctx, code), code, association, Folder(tmp_path / "evidence"))
