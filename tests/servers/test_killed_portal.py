"""The real server is killed at random moments while somebody fills in: what it answered for is there again.

With scripts off that is the last page that was sent; with scripts on every field that was typed, which is
sent within two seconds. Some kills in the suite; `PORTAL_SERVER_KILLS=200 pytest …/test_killed_portal.py`
does as many as one likes and says how many it did.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from threading import Thread

import pytest
import requests
from selectolax.lexbor import LexborHTMLParser

from credit.db.session import Sessions, open_sessions
from credit.domain.actors import system
from credit.domain.clock import SystemClock
from credit.domain.logins import HeldLicence, SessionRules, SignIn
from credit.services import audit, logins
from credit.services.annual_reports import drafts
from credit.services.context import Context
from tests.fixtures.facts import code
from tests.fixtures.reports import COMPANY, context, file, key_of, register, versions
from tests.fixtures.served import ROOT, answers, free_port
from web.app import create_app
from web.settings import Settings

KILLS = int(os.environ.get("PORTAL_SERVER_KILLS", "2"))
STARTS_WITHIN = 90.0
SECRET = "of a test, long enough to be one"
YEAR = SystemClock().today().year - 1


@dataclass
class Place:
    """A database on disk, the settings of its server, a company whose last report is due."""

    sessions: Sessions
    settings: dict[str, str]
    key: str
    ctx: Context

    def cookie(self) -> str:
        """A browser of the owner: through the door of the service, as after a login."""
        signed = SignIn(
            provider="test", subject="owner", name="示例", licences=(HeldLicence(code=code(COMPANY)),)
        )
        _, token = logins.open_login(self.ctx, SessionRules(secret=SECRET.encode()), signed, "test")
        app = create_app(Settings.from_mapping(self.settings))
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return str(serializer.dumps({"sid": token}))


@pytest.fixture
def place(sqlite_template: Path, tmp_path: Path) -> Iterator[Place]:
    shutil.copy(sqlite_template, tmp_path / "portal.db")
    url = f"sqlite:///{tmp_path / 'portal.db'}"
    sessions = open_sessions(url)
    key = register(context(sessions, date(YEAR, 3, 3)))
    for year in range(2023, YEAR):
        then = context(sessions, date(year + 1, 3, 3))
        file(then, key_of(then, code(COMPANY)), year)
    settings = {
        "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_DATABASE_URL": url,
        "PORTAL_PORT": str(free_port()),
        "PORTAL_SECRET_KEY": SECRET,
        "PORTAL_REPORTER_KEYS": "0" * 64,
        "PORTAL_EMBEDDED_JOBS": "0",
        "PORTAL_QUOTA_PERSON": "1000000 per minute",
        "PORTAL_ACCESS_LOG": "0",
    }
    yield Place(sessions, settings, key, Context(sessions, SystemClock(), system("test")))
    sessions.close()


class Server:
    """`portal run`, as an operator starts it."""

    def __init__(self, place: Place) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        self.url = f"http://127.0.0.1:{place.settings['PORTAL_PORT']}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "web.cli", "run"],
            cwd=ROOT,
            env=kept | place.settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + STARTS_WITHIN
        while not answers(self.url):
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError("the portal did not start")
            time.sleep(0.05)

    def kill(self) -> None:
        """With everything it started, at once."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@dataclass
class Filler:
    """Somebody who types without end: a field as a script sends it, then a page as a form sends it.

    kept: the newest numbers that were answered for, by the field they are in.
    """

    url: str
    http: requests.Session
    kept: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    number: int = 0

    def fill(self, number: int) -> None:
        """Until nobody answers any more."""
        self.number = number
        report = f"{self.url}/zh/my/{code(COMPANY)}/report/{YEAR}"
        try:
            token = self._token(report)
            while not self.wrong:
                self.number = number = number + 1
                typed = {"csrf_token": token, "field": "finance.revenue", "f-finance.revenue": str(number)}
                self._send(f"{report}/field", typed, "finance.revenue", number, script=True)
                page = {"csrf_token": token, "f-contact.phone": f"0991-{number:07d}"}
                self._send(f"{report}/part/contact", page, "contact.phone", number)
        except requests.RequestException:
            pass

    def _token(self, report: str) -> str:
        page = LexborHTMLParser(self.http.get(report, timeout=30).text)
        node = page.css_first("input[name=csrf_token]")
        return (node.attributes["value"] or "") if node else ""

    def _send(
        self, address: str, typed: dict[str, str], what: str, number: int = 0, *, script: bool = False
    ) -> None:
        headers = {"Origin": self.url, "Accept": "application/json" if script else "text/html"}
        answer = self.http.post(address, data=typed, headers=headers, allow_redirects=False, timeout=30)
        kept = (200,) if script else (303, 400)  # a page with something left to mend is kept too
        if "/login" in answer.headers.get("Location", "") or answer.status_code not in kept:
            self.wrong.append(f"{answer.status_code} {address} {answer.headers.get('Location', '')}")
        elif what:
            self.kept[what] = number


def test_kills_of_the_server_lose_nothing_it_answered_for(place: Place) -> None:
    drafts.begin(place.ctx, place.key, YEAR)
    random, number, kept, done = Random(11), 0, 0, 0
    http = requests.Session()
    http.trust_env = False
    for kill in range(KILLS):
        if kill % 25 == 0:
            http.cookies.set("portal", place.cookie(), domain="127.0.0.1", path="/")
        server = Server(place)
        filler = Filler(server.url, http)
        thread = Thread(target=filler.fill, args=(number,))
        thread.start()
        while not filler.kept and thread.is_alive():
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.8))
        server.kill()
        thread.join(60)
        assert filler.wrong == []
        number, done = filler.number, done + 1
        kept += check(place, filler)
    with place.sessions.read() as session:
        assert audit.broken_at(session) is None
    assert versions(place.ctx, place.key, YEAR) == []
    sys.stderr.write(f"{done} kills of the server, {kept} answered fields and pages checked\n")


def check(place: Place, filler: Filler) -> int:
    """What was answered for is there, or what came after it."""
    work = drafts.find(place.ctx, place.key, YEAR)
    assert work is not None
    assert filler.kept
    for what, number in filler.kept.items():
        part, _, key = what.partition(".")
        found = int(work.answers.of(part, key).removeprefix("0991-"))
        assert number <= found <= number + 1, (what, number, found)
    return len(filler.kept)
