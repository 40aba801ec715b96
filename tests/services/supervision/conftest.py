"""An enterprise with a page, an authority with two handlers, and a box for letters."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from credit.db.account_models import PersonRow
from credit.db.case_models import CaseRow, OfficerRow
from credit.db.models import AuditRow
from credit.db.session import Sessions
from credit.domain.actors import Actor, OfficerRole, officer, system
from credit.domain.casework import CaseFile, CaseKind, desk_name
from credit.domain.supervision import Matter, Reporter, Wish
from credit.services.casework import files
from credit.services.context import Context
from credit.services.disclosures.evidence import Folder
from credit.services.sealing import Sealer
from credit.services.supervision import codes, desk, intake
from credit.services.supervision.desk import Which
from credit.services.supervision.envelopes import Box
from tests.fixtures.facts import clock_on, code
from tests.fixtures.reports import COMPANY, context, register

DAY = date(2026, 6, 15)
KEY = bytes(range(32))
PLACE = "650102"
TOKEN = "0123456789abcdefghjkmnpqrs"
NAMED = Reporter(name="阿依古丽", phone="13812345678", email="reader@shop.example")
HANDLER = frozenset({OfficerRole.HANDLER})


@dataclass
class Letterbox:
    """What reporters and officers do, and what lies in the database and on the disk."""

    sessions: Sessions
    box: Box
    subject: str
    key: str
    place: Path
    on: date = DAY
    people: dict[str, Actor] = field(default_factory=dict)

    def ctx(self, name: str = "") -> Context:
        return Context(self.sessions, clock_on(self.on), self.people.get(name) or system("visitor"))

    def come(self, name: str, authority: str = PLACE, *roles: OfficerRole) -> Actor:
        """An officer signs in today."""
        person_id, now = name.ljust(26, "0"), clock_on(self.on).now()
        granted = frozenset(roles) or HANDLER
        with self.sessions.write() as session:
            session.add(
                PersonRow(id=person_id, display_name="", locale="zh", email="", phone="", created_at=now)
            )
            session.flush()
            session.add(
                OfficerRow(
                    person_id=person_id,
                    authority=authority,
                    roles=sorted(granted),
                    seen_at=now,
                    assigned_at=None,
                )
            )
        self.people[name] = officer(person_id, authority, granted)
        return self.people[name]

    def wish(self, matter: Matter = Matter.INFORMATION, **more: Any) -> Wish:
        return Wish(**({"matter": matter, "text": "年报里的电话打不通", "subject": self.subject} | more))

    def submit(
        self, wish: Wish | None = None, who: Reporter = NAMED, token: str = TOKEN, photos: Any = ()
    ) -> str:
        return intake.submit(self.ctx(), self.box, wish or self.wish(), who, list(photos), token)

    def files(self) -> list[CaseFile]:
        with self.sessions.read() as session:
            rows = session.scalars(select(CaseRow).order_by(CaseRow.id)).all()
            return [files.view(session, row) for row in rows]

    def case(self) -> tuple[CaseFile, Which, str]:
        """The only case: it, its address, and the name of its handler."""
        (file,) = self.files()
        names = {desk_name(actor.id): name for name, actor in self.people.items()}
        return file, Which(CaseKind(file.kind), file.id), names[file.assignee]

    def accepted(self, **more: Any) -> tuple[Which, Context, str]:
        """A case that was taken up: its address, its handler, its code."""
        query_code = self.submit(**more)
        _file, which, name = self.case()
        desk.accept(self.ctx(name), which)
        return which, self.ctx(name), query_code

    def trail(self, *actions: str) -> list[str]:
        with self.sessions.read() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.seq))
            return [row.action for row in rows if not actions or row.action in actions]

    def stored(self) -> list[Path]:
        return [one for one in self.place.rglob("*") if one.is_file()]


@pytest.fixture
def letterbox(sessions: Sessions, tmp_path: Path) -> Letterbox:
    key = register(context(sessions, DAY))
    place = tmp_path / "sealed"
    made = Letterbox(sessions, Box(Sealer((KEY,)), Folder(place)), code(COMPANY), key, place)
    made.come("first")
    made.come("second")
    return made


def shown(token: str = TOKEN) -> str:
    return codes.in_groups(codes.code_of(token))
