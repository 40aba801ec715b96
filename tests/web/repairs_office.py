"""An office of officers with repairs to handle: records of one enterprise, and applications about them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from msgspec.structs import replace
from sqlalchemy import select
from werkzeug.test import TestResponse

from credit.db.models import RecordRow
from credit.db.repair_desk_models import RepairLookRow
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import OfficerRole, person
from credit.domain.records import AnyContent, Record
from credit.domain.repair_applications import Draft
from credit.domain.repair_cases import RepairState
from credit.services import access, memberships, records
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.ids import new_id
from credit.services.public import PublicReader
from credit.services.repairs import applying, cases
from tests.fixtures.facts import penalty, said
from tests.fixtures.people import TRADER
from tests.web.desk_office import PLACE, Office
from tests.web.test_report import ORIGIN
from web.http.portal import EXTENSION

PROOF = Upload("proof.pdf", b"%PDF-1.4 proof")
CITY = "650100"


@dataclass
class Repairs:
    """`handler` and `colleague` handle, `second` reviews in the same place, `above` in the city."""

    office: Office
    key: str
    owner: str

    @property
    def applicant(self) -> Context:
        return self.office.world.ctx(person(self.owner))

    @property
    def folder(self) -> Folder:
        return Folder(self.office.app.extensions[EXTENSION].settings.evidence_dir)

    def keep(self, content: AnyContent, source_id: str, days: int) -> str:
        """A record that was published so many days ago; its id."""
        world = self.office.world
        day = world.clock.today() - timedelta(days=days)
        came = replace(said(source_id, "cases", day), received_at=world.clock.now())
        records.put(world.ctx(), (TRADER,), Record(id="", provenance=came, content=content))
        with world.sessions.read() as session:
            query = select(RecordRow.id).where(RecordRow.source_id == source_id, RecordRow.source == "cases")
            return session.scalars(query).one()

    def fined(self, number: str = "乌天市监罚〔2026〕12号", days: int = 130, **changes: Any) -> str:
        """A fine that can be repaired, paid long ago."""
        day = self.office.world.clock.today() - timedelta(days=days)
        content = replace(penalty(number, decided_on=day, duties_performed_on=day), **changes)
        return self.keep(content, number, days)

    def applied(self, *record_ids: str, note: str = "") -> list[str]:
        """An application with every paper that is asked for; the ids of its cases."""
        ctx, key = self.applicant, self.key
        begun = applying.begin(ctx, key, record_ids, new_id())
        items = tuple(
            replace(one.item, claims=tuple(step.duty for step in one.answer.steps), note=note)
            for one in begun.items
        )
        filled = Draft(items=items, signer="示例甲", declared=True)
        kept = applying.save(ctx, key, begun.id, filled, begun.revision)
        for one in kept.items:
            for paper in one.papers:
                if paper.state == "missing":
                    applying.attach(ctx, self.folder, key, kept.id, paper.kind, [PROOF], one.item.record_id)
        return [one.case_id for one in applying.submit(ctx, key, kept.id).items]

    def post(self, who: str, case: str, act: str, language: str = "zh", **fields: Any) -> TestResponse:
        return self.send(who, f"/{language}/desk/repair/{case}/{act}", **fields)

    def send(self, who: str, path: str, **fields: Any) -> TestResponse:
        """A form of the desk, with fields that can be several."""
        data = {**self.office.world.form(), **fields}
        return self.office.client(who).post(path, data=data, headers=ORIGIN)

    def verify(self, who: str, case: str, method: str = "online", found: str = "confirmed") -> TestResponse:
        fields = {"method": method, "found": found, "text": f"查过：{method}", "token": new_id()}
        return self.post(who, case, "verify", **fields)

    def state(self, case: str) -> RepairState:
        with self.office.world.sessions.read() as session:
            return RepairState(cases.held(session, case).case.state)

    def shown(self, record_id: str) -> bool:
        found = PublicReader(self.office.world.sessions, self.office.world.clock).by_key(self.key)
        assert found is not None
        assert found.dossier is not None
        return record_id in {one.id for one in found.dossier.records}

    def draw(self, case: str) -> None:
        """The lot falls on a case."""
        with self.office.world.sessions.write() as session:
            session.merge(
                RepairLookRow(
                    case_id=case,
                    drawn_on=self.office.world.clock.today(),
                    outcome="",
                    text="",
                    by="",
                    looked_at=None,
                )
            )


def furnished(office: Office) -> Repairs:
    """The people of an office of the enterprise's own place, and who owns it."""
    world = office.world
    with world.sessions.read() as session:
        key = access.standing(session, TRADER).key
    owner, _ = world.sign_in("the owner of the trader")
    with world.sessions.write() as session:
        memberships.grant(session, world.ctx(), key, owner, Terms(role=Role.OWNER), Origin.LICENCE)
    office.come("second", PLACE, {OfficerRole.REVIEWER})
    office.come("above", CITY, {OfficerRole.REVIEWER})
    return Repairs(office, key, owner)
