"""An office of officers who have signed in, a report that is all canaries, and everything written down."""

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from credit.db.session import open_sessions
from credit.domain.actors import OfficerRole, system
from tests.accounts.matrix import Someone, World, visitor
from tests.fixtures.facts import NOON
from tests.fixtures.people import MANY, TRADER, MovingClock, town
from tests.services.supervision.pictures import photo
from tests.web.test_report import ORIGIN, Reporter, code_on
from web.app import create_app
from web.http.observe import JsonLines
from web.http.portal import EXTENSION
from web.settings import Settings

PLACE = "650102"
KEY, NEWER = "ab" * 32, "cd" * 32
CANARIES = {
    "name": "金丝雀甲",
    "phone": "13812340001",
    "email": "canary2@shop.example",
    "text": "金丝雀丙看见",
    "more": "金丝雀丁补充",
    "file": "金丝雀戊.jpg",
}
NAMES = {"handler": {OfficerRole.HANDLER}, "colleague": {OfficerRole.HANDLER}}
ABOVE = {"reviewer": {OfficerRole.REVIEWER}, "supervisor": {OfficerRole.SUPERVISOR}}


@dataclass
class Office:
    """A portal with officers who have signed in, and everything it wrote down."""

    world: World
    log: StringIO
    place: Path
    officers: dict[str, Someone] = field(default_factory=dict)

    @property
    def app(self) -> Flask:
        return self.world.app

    def come(self, name: str, place: str, roles: set[OfficerRole]) -> None:
        someone = Someone(name, officer=(place, frozenset(roles)))
        self.officers[name] = someone
        visitor(self.world, someone, 0)

    def client(self, name: str) -> FlaskClient:
        return visitor(self.world, self.officers[name], 0)

    def get(self, name: str, path: str) -> TestResponse:
        return self.client(name).get(path)

    def post(self, name: str, path: str, **fields: str) -> TestResponse:
        return self.client(name).post(path, data=self.world.form() | fields, headers=ORIGIN)

    def holder(self) -> str:
        """The officer whose case it is: the one who can open the letters."""
        (path,) = self.rooms()
        found = [one for one in NAMES if self.get(one, f"/zh{path}/letters").status_code == 200]
        assert len(found) == 1
        return found[0]

    def rooms(self) -> list[str]:
        with self.world.sessions.read() as session:
            rows = session.connection().exec_driver_sql("SELECT kind, id FROM cases")
            return [f"/desk/{kind}/{number}" for kind, number in rows]


@pytest.fixture
def office(sqlite_template: Path, tmp_path: Path) -> Iterator[Office]:
    shutil.copy(sqlite_template, tmp_path / "portal.db")
    yield from furnished(f"sqlite:///{tmp_path / 'portal.db'}", tmp_path)


@pytest.fixture
def either_office(ready_url: str, tmp_path: Path) -> Iterator[Office]:
    """The same on both databases."""
    yield from furnished(ready_url, tmp_path)


def furnished(url: str, tmp_path: Path) -> Iterator[Office]:
    settings = Settings.from_mapping(
        {
            "PORTAL_DATA_DIR": str(tmp_path),
            "PORTAL_DEMO": "1",
            "PORTAL_REPORTER_KEYS": KEY,
            "PORTAL_DATABASE_URL": url,
            **{f"PORTAL_QUOTA_{one}": MANY for one in ("PAGES", "SUGGESTIONS", "LETTERS", "CODES", "PERSON")},
        }
    )
    sessions, clock = open_sessions(settings.database_url), MovingClock(NOON)
    town(sessions, clock)
    log = StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(JsonLines())
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.WARNING)
    made = Office(World(create_app(settings, clock=clock), sessions, clock), log, tmp_path)
    for name, roles in NAMES.items():
        made.come(name, PLACE, roles)
    for name, roles in ABOVE.items():
        made.come(name, "650000", roles)
    made.come("elsewhere", "653101", {OfficerRole.HANDLER})
    yield made
    root.removeHandler(handler)
    root.setLevel(level)
    made.app.extensions[EXTENSION].accounts.context(system("test")).sessions.close()
    sessions.close()


def planted(office: Office, language: str = "ug", matter: str = "information") -> str:
    """A report in which everything that can be typed is a canary, something added; its code."""
    reporter = Reporter(office.app, language)
    reporter.get(f"/report/{matter}?about={TRADER}")
    fields = {name: CANARIES[name] for name in ("name", "phone", "email", "text")}
    sent: dict[str, Any] = fields | {"photos": (BytesIO(photo()), CANARIES["file"])}
    code = code_on(
        reporter.send(f"/report/{matter}", **sent, place=CANARIES["more"], record=CANARIES["more"])
    )
    reporter.get("/report/status")
    reporter.send("/report/status", code=code)
    more = (BytesIO(photo()), CANARIES["file"])
    reporter.send("/report/add", text=CANARIES["more"], photos=more)
    return code
