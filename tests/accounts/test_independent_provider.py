"""The same way in with a provider that somebody else wrote: Canaille, in a process of its own."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from selectolax.lexbor import LexborNode

from credit.db.session import open_sessions
from tests.fixtures import canaille_provider as theirs
from tests.fixtures.facts import NOON
from tests.fixtures.people import MANY, TRADER, Browser, MovingClock, Stage, serve, town
from tests.fixtures.served import free_port
from web.app import create_app
from web.demo_idp.store import Store
from web.settings import Settings

PROGRAM = Path(theirs.__file__)
STARTS_WITHIN = 60.0

PROVIDER = """
[[provider]]
name = "canaille"
label = "另一家登录服务"
issuer = "{issuer}"
client_id = "{client}"
scope = "openid profile email"

[provider.claims]
name = "name"
licences = "email"
"""


@dataclass(frozen=True)
class Elsewhere:
    stage: Stage
    issuer: str


@pytest.fixture(scope="module")
def elsewhere(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Elsewhere]:
    """A portal with Canaille as its only provider."""
    directory = tmp_path_factory.mktemp("canaille")
    database = directory / "portal.db"
    database.write_bytes(sqlite_template.read_bytes())
    port, idp_port = free_port(), free_port()
    url, issuer = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{idp_port}"
    (directory / "login.toml").write_text(PROVIDER.format(issuer=issuer, client=theirs.CLIENT))
    settings = Settings.from_mapping(
        {
            "PORTAL_DATA_DIR": str(directory),
            "PORTAL_DATABASE_URL": f"sqlite:///{database}",
            "PORTAL_LOGIN_FILE": str(directory / "login.toml"),
            "PORTAL_LOGIN_SECRET_CANAILLE": theirs.SECRET,
            "PORTAL_SECRET_KEY": "of a test, and long enough for that",
            "PORTAL_BASE_URL": url,
            "PORTAL_ACCESS_LOG": "0",
            "PORTAL_QUOTA_PAGES": MANY,
            "PORTAL_QUOTA_PERSON": MANY,
        }
    )
    sessions, clock = open_sessions(settings.database_url), MovingClock(NOON)
    town(sessions, clock)
    server = serve(create_app(settings, clock=clock), port)
    log = (directory / "canaille.txt").open("wb")
    command = [sys.executable, "-W", "ignore", str(PROGRAM), str(idp_port), url]
    process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _await(process, issuer, Path(log.name))
        app = server.app
        yield Elsewhere(Stage(url, issuer, app, Store(), sessions, clock), issuer)  # type: ignore[arg-type]
    finally:
        process.kill()
        process.wait()
        log.close()
        server.shutdown()
        server.server_close()
        sessions.close()


def _await(process: "subprocess.Popen[bytes]", issuer: str, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    with requests.Session() as asking:
        asking.trust_env = False
        while True:
            try:
                if asking.get(f"{issuer}/.well-known/openid-configuration", timeout=5).ok:
                    return
            except requests.ConnectionError:
                pass
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text()[-2000:])
            time.sleep(0.1)


def fill(browser: Browser, form: LexborNode, **typed: str) -> None:
    """Send a form of somebody else's page: what is in it, and what a person types."""
    fields = {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in form.css("input[name], button[name]")
        if (node.attributes.get("type") != "submit" or node.attributes.get("name") == "answer")
    }
    fields |= {name: value for name, value in typed.items() if name in fields}
    target = urljoin(browser.path[-1], form.attributes.get("action") or browser.path[-1])
    headers = {"Referer": browser.path[-1]}
    browser.follow(browser.http.post(target, data=fields, headers=headers, allow_redirects=False, timeout=20))


def _posts(form: LexborNode) -> bool:
    return (form.attributes.get("method") or "").upper() == "POST"


def sign_in(browser: Browser, issuer: str) -> None:
    """Through whatever pages the other provider has: name, password, consent."""
    browser.get("/zh/login/canaille")
    for _ in range(6):
        if not browser.path[-1].startswith(issuer):
            return
        form = next(
            one for one in browser.page.css("form") if (one.attributes.get("method") or "").upper() == "POST"
        )
        fill(browser, form, login=theirs.USER, password=theirs.PASSWORD, answer="accept")
    raise AssertionError(browser.path)


def test_signing_in_and_out(elsewhere: Elsewhere) -> None:
    browser = elsewhere.stage.browser()
    sign_in(browser, elsewhere.issuer)
    assert browser.path[-1] == f"{elsewhere.stage.url}/zh/account"
    bar = browser.page.css_first(".account-who")
    assert "某企业财务人员" in bar.text()
    browser.post("/zh/logout")
    assert any(one.startswith(f"{elsewhere.issuer}/oauth/end_session") for one in browser.path)
    assert "/zh/login" in browser.get("/zh/account").url


def test_a_provider_is_trusted_with_nothing_that_was_not_said(elsewhere: Elsewhere) -> None:
    """The claim of licences is mapped, but this provider is not trusted with any."""
    browser = elsewhere.stage.browser()
    sign_in(browser, elsewhere.issuer)
    assert browser.get(f"/zh/my/{TRADER}").status_code == 403
    assert browser.get("/zh/desk/accounts").status_code == 403


def test_a_wrong_secret_lets_nobody_in(elsewhere: Elsewhere) -> None:
    door = elsewhere.stage.app.extensions["portal"].accounts.doors.get("canaille")
    kept = door._client.client_secret
    door._client.client_secret = "another"
    try:
        browser = elsewhere.stage.browser()
        sign_in(browser, elsewhere.issuer)
        assert browser.heading == "登录没有完成"
    finally:
        door._client.client_secret = kept
