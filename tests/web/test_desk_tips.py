"""From a report to its answer, and what of the reporter is seen on the way: by one officer, nowhere else.

Whatever a reporter can type or choose is planted with a canary. After everything that can happen has
happened, it is looked for in every answer anybody is given, in every column of the database, in every
file, line of the log and figure; it is found in the one place where it belongs.
"""

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import MetaData, select
from werkzeug.test import TestResponse

from credit.db.session import Sessions, open_sessions
from credit.domain.actors import OfficerRole, system
from credit.jobs.indexing import build
from credit.services.change_source import DossierChanges
from credit.services.supervision import keeping
from tests.accounts.matrix import Route, Someone, World, routes, visitor
from tests.fixtures.facts import NOON
from tests.fixtures.people import MANY, TRADER, MovingClock, town
from tests.services.supervision.pictures import NOTE, OWNER, TELEPHONE, photo
from tests.web.test_report import ORIGIN, Reporter, code_on
from tests.web.visiting import LANGUAGES, checked
from web.app import create_app
from web.cli.reporters import reporters
from web.http.access import Access, mark_of
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_report_to_its_answer(office: Office, language: str) -> None:
    code = planted(office, language)
    (room,) = office.rooms()
    me = office.holder()
    page = checked(office.get(me, f"/{language}{room}"), language)
    assert page.tree.css_first(f"a[href='/{language}{room}/letters']")
    letters = checked(office.get(me, f"/{language}{room}/letters"), language)
    assert all(CANARIES[one] in letters.main for one in ("name", "phone", "email", "text", "more"))
    (first, _second) = [one for one in letters.links("main a") if "/photo/" in one]
    picture = office.get(me, first)
    assert (picture.status_code, picture.content_type) == (200, "image/jpeg")
    assert picture.headers["Cache-Control"] == "no-store"
    early = office.post(me, f"/{language}{room}/answer", outcome="unfounded")
    assert early.status_code == 400
    assert office.post(me, f"/{language}{room}/accept").status_code == 303
    named = office.post(me, f"/{language}{room}/answer", outcome="unfounded", text=CANARIES["name"])
    page = checked(named, language)
    assert named.status_code == 400
    assert page.tree.css_first("#answer-text-error")
    done = office.post(
        me, f"/{language}{room}/answer", outcome="unproven", text="已核查", text_ug="تەكشۈرۈلدى"
    )
    assert done.status_code == 303
    reporter = Reporter(office.app, language)
    reporter.get("/report/status")
    page = reporter.send("/report/status", code=code)
    assert "已核查" in page.main
    assert "تەكشۈرۈلدى" in page.main
    assert office.post(me, f"/{language}{room}/answer", outcome="unfounded").status_code == 400


@pytest.mark.parametrize(
    ("path", "fields", "state"),
    [
        ("decline", {"declined": "consumer"}, "not_accepted"),
        ("hand-over", {"agency": "乌鲁木齐市公安局"}, "handed_over"),
        ("pass-on", {"authority": "653101"}, "received"),
    ],
)
def test_other_ends(office: Office, path: str, fields: dict[str, str], state: str) -> None:
    planted(office)
    (room,) = office.rooms()
    me = office.holder()
    if path != "pass-on":
        assert office.post(me, f"/zh{room}/{path}").status_code == 400
    assert office.post(me, f"/zh{room}/{path}", **fields).status_code == 303
    with office.world.sessions.read() as session:
        found = session.connection().exec_driver_sql("SELECT state FROM cases").scalar()
    assert found == state
    reads = office.get("elsewhere", f"/zh{room}/letters").status_code
    assert reads == (200 if path == "pass-on" else 403)
    assert office.get(me, f"/zh{room}/letters").status_code == (403 if path == "pass-on" else 200)


def everything(office: Office, room: str, me: str) -> Iterator[tuple[str, bytes]]:
    """Every answer of every address for everybody but the handling officer, and for nobody at all."""
    values = {"address": TRADER, "subject": TRADER, "language": "zh"}
    kind, tip = room.removeprefix("/desk/").split("/")
    ids = values | {"kind": kind, "tip": tip, "case": tip, "case_id": tip, "tool": "give"}
    others = [name for name in ("handler", "colleague", "supervisor") if name != me]
    for rule in office.app.url_map.iter_rules():
        mark = mark_of(office.app.view_functions[rule.endpoint])
        if mark is None or "GET" not in (rule.methods or ()):
            continue
        desk = mark.access is Access.OFFICER
        for language in LANGUAGES[:1] if desk else LANGUAGES:
            path = _address(office, rule, ids | {"language": language})
            for name in others if desk else [""]:
                client = office.client(name) if name else office.app.test_client(use_cookies=False)
                yield f"{name} {path}", client.get(path).get_data()


def hits(office: Office, words: str) -> list[str]:
    """Where a search for words says that it found the enterprise."""
    client = office.app.test_client(use_cookies=False)
    asked = {path: client.get(f"/zh/{path}", query_string={"q": words}) for path in ("search", "suggest")}
    return [path for path, answer in asked.items() if TRADER in answer.get_data(as_text=True)]


def _address(office: Office, rule: Any, ids: dict[str, str]) -> str:
    mark = mark_of(office.app.view_functions[rule.endpoint])
    assert mark is not None
    route = Route(rule, "GET", mark)
    language = ids["language"]
    return route.address(office.world, ids["subject"], ids).replace("/zh/", f"/{language}/", 1)


def columns(sessions: Sessions) -> Iterator[tuple[str, bytes]]:
    """Every value of every column of every table."""
    tables = MetaData()
    tables.reflect(sessions.engine)
    with sessions.read() as session:
        for table in tables.sorted_tables:
            for row in session.execute(select(table)):
                for name, value in row._mapping.items():
                    held = value if isinstance(value, bytes | memoryview) else str(value).encode()
                    yield f"{table.name}.{name}", bytes(held)


def files(place: Path) -> Iterator[tuple[str, bytes]]:
    for one in place.rglob("*"):
        if one.is_file():
            yield str(one), one.read_bytes()


def heard(found: Iterator[tuple[str, bytes]]) -> list[tuple[str, str]]:
    """Where a canary sings: in the clear, as an escape, as a number without its gaps."""
    songs = {word: _forms(word) for word in (*CANARIES.values(), OWNER, NOTE, TELEPHONE)}
    return [
        (place, word)
        for place, text in found
        for word, forms in songs.items()
        if any(one in text for one in forms)
    ]


def _forms(word: str) -> tuple[bytes, ...]:
    escaped = word.encode("ascii", "backslashreplace")
    return (word.encode(), word.encode("utf-16-le"), escaped, escaped.replace(b"\\", b"\\\\"))


def test_nothing_of_a_reporter_is_anywhere_else(either_office: Office) -> None:
    office = either_office
    changes = DossierChanges(office.world.sessions, office.world.clock)
    before = changes.head()
    code = planted(office)
    (room,) = office.rooms()
    me = office.holder()
    office.get(me, f"/zh{room}/letters")
    office.post(me, f"/zh{room}/accept")
    for wrong in ("金丝雀甲", CANARIES["phone"]):
        office.post(me, f"/zh{room}/answer", outcome="unfounded", text=wrong)
    office.post(me, f"/zh{room}/answer", outcome="unfounded", text="已核查")
    for language in LANGUAGES:  # answers that went wrong, with everything typed
        reporter = Reporter(office.app, language)
        reporter.get(f"/report/promise?about={TRADER}")
        reporter.send("/report/promise", 400, text=CANARIES["text"], email="wrong")
    logging.getLogger("tests").warning("the log is listened to")
    url = f"embedded://{office.place / 'index'}"
    build(office.world.sessions, office.world.clock, url)
    if office.world.sessions.dialect == "sqlite":  # pages are the same on both
        places = [*everything(office, room, me)]
        assert len(places) > 100
        assert heard(iter(places)) == []
    assert heard(columns(office.world.sessions)) == []
    assert heard(files(office.place)) == []
    assert heard(iter([("log", office.log.getvalue().encode())])) == []
    assert "the log is listened to" in office.log.getvalue()
    assert changes.head() == before
    assert [words for words in CANARIES.values() if hits(office, words)] == []
    assert hits(office, TRADER)
    bare = code.replace("-", "").lower()
    assert [place for place, text in columns(office.world.sessions) if bare.encode() in text] == []


def test_the_search_for_canaries_finds_one_that_sings(office: Office) -> None:
    planted(office)
    (room,) = office.rooms()
    letters = office.get(office.holder(), f"/zh{room}/letters").get_data()
    found = {word for _place, word in heard(iter([("letters", letters)]))}
    assert found == {CANARIES[one] for one in ("name", "phone", "email", "text", "more")}
    (office.place / "leak").write_text(f"x{CANARIES['phone']}x")
    assert heard(files(office.place)) != []


def test_keys_are_changed_and_data_destroyed_from_the_command_line(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted(office)
    monkeypatch.setenv("PORTAL_DATA_DIR", str(office.place))
    monkeypatch.setenv("PORTAL_REPORTER_KEYS", f"{NEWER} {KEY}")
    told = CliRunner().invoke(reporters, ["wrap"])
    assert (told.exit_code, "1" in told.output) == (0, True)
    monkeypatch.setenv("PORTAL_REPORTER_KEYS", KEY)
    assert CliRunner().invoke(reporters, ["wrap"]).exit_code == 1
    told = CliRunner().invoke(reporters, ["destroy"])
    assert (told.exit_code, "0" in told.output) == (0, True)
    assert keeping.destroy_due(office.world.ctx(), office.app.extensions[EXTENSION].letters.folder) == 0


def test_every_guarded_address_is_asked(office: Office) -> None:
    assert any(str(one).endswith("/letters") for one in routes(office.app))
