"""A company with negative records, its owner, and the officers of the authorities that made them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from credit.db.account_models import PersonRow
from credit.db.models import RecordRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import Actor, OfficerRole, officer, person
from credit.domain.dossier import Dossier
from credit.domain.records import AnyContent, Record
from credit.domain.repair import DocumentKind
from credit.domain.repair_applications import Application, Draft, RepairCase
from credit.services import memberships, records
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.ids import new_id
from credit.services.public import PublicReader
from credit.services.repairs import applying
from tests.fixtures.facts import clock_on, code, said
from tests.fixtures.reports import COMPANY, context, register

DAY = date(2026, 9, 10)
BEFORE = date(2026, 1, 5)  # since when the owner is one
OWNER = "owner".ljust(26, "0")
PDF = Upload("proof.pdf", b"%PDF-1.4 proof")


@dataclass
class Desk:
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

    def officer(self, letter: str, *roles: OfficerRole, authority: str = "650102") -> Context:
        return self.ctx(officer(letter * 26, authority, frozenset(roles)))

    @property
    def handler(self) -> Context:
        return self.officer("h", OfficerRole.HANDLER)

    @property
    def reviewer(self) -> Context:
        return self.officer("r", OfficerRole.REVIEWER, OfficerRole.HANDLER)

    def keep(self, content: AnyContent, source_id: str, effective: date, source: str = "cases") -> str:
        """Keep a record as an authority sends it; its id."""
        sent = Record(id="", provenance=said(source_id, source, effective), content=content)
        records.put(context(self.sessions, self.on), (code(COMPANY),), sent)
        with self.sessions.read() as session:
            query = select(RecordRow.id).where(
                RecordRow.source == source,
                RecordRow.source_id == source_id,
                RecordRow.kind == content.record_kind().value,
            )
            return session.scalars(query).one()

    def dossier(self) -> Dossier:
        found = PublicReader(self.sessions, clock_on(self.on)).by_key(self.key)
        assert found is not None
        assert found.dossier is not None
        return found.dossier

    def shown(self) -> set[str]:
        return {record.id for record in self.dossier().records}

    def draft(self, *record_ids: str, token: str = "") -> Application:
        """A draft about records, filled in and with every paper that is asked for."""
        begun = applying.begin(self.owner, self.key, record_ids, token or new_id())
        items = tuple(
            type(one.item)(record_id=one.item.record_id, claims=tuple(step.duty for step in one.answer.steps))
            for one in begun.items
        )
        filled = Draft(items=items, signer="示例甲", declared=True)
        saved = applying.save(self.owner, self.key, begun.id, filled, begun.revision)
        for one in saved.items:
            for paper in one.papers:
                if paper.state == "missing":
                    self.attach(saved.id, paper.kind, one.item.record_id)
        return applying.own(self.owner, self.key, saved.id)

    def attach(self, application_id: str, kind: DocumentKind, record_id: str) -> None:
        applying.attach(self.owner, self.folder, self.key, application_id, kind, [PDF], record_id)

    def apply(self, *record_ids: str) -> list[str]:
        """File an application; the ids of its cases."""
        made = applying.submit(self.owner, self.key, self.draft(*record_ids).id)
        return [one.case_id for one in made.items]


@pytest.fixture
def desk(sessions: Sessions, tmp_path: Path) -> Desk:
    return made(sessions, tmp_path)


@pytest.fixture
def lone_desk(lone_sessions: Sessions, tmp_path: Path) -> Desk:
    """The same on SQLite alone."""
    return made(lone_sessions, tmp_path)


def made(sessions: Sessions, place: Path, since: date = BEFORE) -> Desk:
    ctx = context(sessions, since)
    key = register(ctx)
    with sessions.write() as session:
        session.add(
            PersonRow(id=OWNER, display_name="", locale="zh", email="", phone="", created_at=ctx.clock.now())
        )
        session.flush()
        memberships.grant(session, ctx, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
    return Desk(sessions, key, Folder(place / "evidence"))


def history(case: RepairCase) -> list[str]:
    return [event.code for event in case.history]
