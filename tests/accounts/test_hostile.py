"""What somebody who means harm sends to the pages of members and officers: no page breaks over it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import IntegerConverter

from credit.db.session import Sessions
from credit.domain.accounts import Role, Terms
from credit.domain.actors import OfficerRole, system
from credit.services import access
from tests.accounts.matrix import OWN, OWN_PLACE, Route, World, routes
from tests.fixtures.facts import NOON
from tests.fixtures.people import MANY, MovingClock, town
from tests.fixtures.reports import context, file, key_of
from web.app import create_app
from web.http.access import SUBJECT
from web.http.portal import EXTENSION
from web.settings import Settings

NUL = "\0"
BROKEN_ORIGINS = ("http://[", "http://[::1", "null", "//", "\x7f")
WHOLE = ("0", "1", "10000", "9" * 19, "9" * 30, "9" * 5000)


def portal(sessions: Sessions, directory: Path, **more: str) -> World:
    """A portal over a database that holds the town."""
    settings = {
        "PORTAL_DATA_DIR": str(directory),
        "PORTAL_DATABASE_URL": sessions.engine.url.render_as_string(hide_password=False),
        "PORTAL_ACCESS_LOG": "0",
        "PORTAL_QUOTA_PAGES": MANY,
        "PORTAL_QUOTA_PERSON": MANY,
    }
    clock = MovingClock(NOON)
    made = World(create_app(Settings.from_mapping(settings | more), clock=clock), sessions, clock)
    with sessions.read() as session:
        made.keys[OWN] = access.standing(session, OWN).key
    return made


def close(world: World) -> None:
    world.app.extensions[EXTENSION].accounts.context(system("test")).sessions.close()


@pytest.fixture
def world(sessions: Sessions, tmp_path: Path) -> Iterator[World]:
    """A portal over each kind of database, with the enterprises of the town."""
    town(sessions, MovingClock(NOON))
    made = portal(sessions, tmp_path)
    yield made
    close(made)


def people(world: World) -> tuple[FlaskClient, FlaskClient]:
    """The owner of an enterprise, and an officer who is in charge of it."""
    owner, token = world.sign_in("the owner")
    world.give(owner, OWN, Terms(role=Role.OWNER))
    _, desk = world.sign_in("the officer", authority=OWN_PLACE, roles=frozenset(OfficerRole))
    return world.client(token), world.client(desk)


def addresses(route: Route, values: tuple[str, ...], *, whole: bool) -> Iterator[str]:
    """The addresses of a route with each of its whole numbers, or of its texts, replaced in turn."""
    converters = route.rule._converters
    good = {name: "2025" if isinstance(one, IntegerConverter) else "x" for name, one in converters.items()}
    good |= {"language": "zh", SUBJECT: OWN, "part": "finance", "row": "new"}
    yield _filled(route, good)
    names = [name for name, one in converters.items() if isinstance(one, IntegerConverter) == whole]
    for name in names:
        for value in values if name != "language" else ():
            yield _filled(route, good | {name: value})


def _filled(route: Route, values: dict[str, str]) -> str:
    path = "".join(
        quote(values[part], safe="") if dynamic else part
        for dynamic, part in route.rule._trace
        if part != "|"
    )
    return path.removeprefix("|")


def ask(client: FlaskClient, route: Route, address: str, form: dict[str, Any]) -> int:
    if route.method == "GET":
        return client.get(address).status_code
    return client.post(address, data=form, headers={"Sec-Fetch-Site": "same-origin"}).status_code


def test_whole_numbers_that_no_database_holds(world: World) -> None:
    form = world.form()
    for client in people(world):
        for route in routes(world.app):
            for address in addresses(route, WHOLE, whole=True):
                assert ask(client, route, address, form) < 500, (str(route), address[:90])


def test_zero_bytes_in_addresses(world: World) -> None:
    form = world.form()
    for client in (*people(world), world.client("")):
        for route in routes(world.app):
            for address in addresses(route, (NUL, f"x{NUL}"), whole=False):
                status = ask(client, route, address, {**form, "typed": "x"})
                assert status < 500, (str(route), address[:90], status)
    for address in ("/zh/enterprise/%00", "/zh/enterprise/x%00/report/2025", "/zh/notices/%00"):
        assert world.client("").get(address).status_code == 404
    for address in (
        "/zh/search?q=x%00&kind=%00&cursor=%00",
        "/zh/suggest?q=x%00",
        "/zh/document?number=%00",
        "/zh/recent?kind=%00&cursor=%00&at=%00",
        "/zh/preferences?next=/%00",
        "/zh/login?next=/%00",
    ):
        assert world.client("").get(address).status_code == 200, address


def test_addresses_of_origin_that_are_none(world: World) -> None:
    for client in (*people(world), world.client("")):
        for name in ("Origin", "Referer"):
            for origin in BROKEN_ORIGINS:
                answer = client.post("/zh/account/contact", data={"email": "x"}, headers={name: origin})
                assert answer.status_code in (303, 400), (name, origin)


TYPED = {
    "label": f"会计{NUL}甲",
    "role": "filer",
    "tasks": "annual_report",
    "email": f"a{NUL}@example.com",
    "locale": "zh",
    "reason": f"理由{NUL}",
    "decision": f"理由{NUL}",
    "state": "upheld",
    "code": f"{OWN}{NUL}",
    "shown": f"2026{NUL}",
    "grantee": f"银行{NUL}",
    "days": "3",
    "paths": f"finance.assets{NUL}",
    "next": f"add:{NUL}",
    "f-finance.assets": f"1{NUL}",
    "declared": "yes",
    "draft": NUL,
}


def test_zero_bytes_in_fields(world: World) -> None:
    form = world.form() | TYPED
    for client in people(world):
        for route in routes(world.app):
            if route.method == "GET" or route.rule.rule.endswith(("/logout", "/leave", "/others")):
                continue
            for address in addresses(route, ("x", "new"), whole=False):
                assert ask(client, route, address, form) < 500, (str(route), address)
    owner, _ = people(world)
    assert "会计甲" in owner.get(f"/zh/my/{OWN}/members").text
    stranger = world.client("").post(
        f"/zh/my/{OWN}/members", data=TYPED, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert "/account/kept/" in stranger.headers["Location"].replace("%2F", "/")


def test_a_link_that_is_handed_on_leads_to_the_portal_not_where_a_request_says_it_is(
    sessions: Sessions, tmp_path: Path
) -> None:
    ctx = context(sessions, date(2026, 3, 3))
    town(sessions, MovingClock(NOON))
    key = key_of(ctx, OWN)
    for year in (2023, 2024, 2025):
        file(context(sessions, date(year + 1, 3, 3)), key, year)
    world = portal(sessions, tmp_path, PORTAL_BASE_URL="https://credit.example.cn")
    owner, _ = people(world)
    address = f"/zh/my/{OWN}/report/2025/consent"
    offered = re.findall('name="paths" value="([^"]+)"', owner.get(address).text)[0]
    sent = {**world.form(), "paths": offered, "grantee": "示例银行", "days": "3"}
    shown = owner.post(address, data=sent, headers={"Sec-Fetch-Site": "same-origin"}).text
    assert "https://credit.example.cn/zh/report-consent/" in shown
    assert "localhost" not in shown
    close(world)


def test_a_membership_ends_on_a_day_that_there_is(world: World) -> None:
    owner, _ = people(world)
    for until in ("9999-12-31", "2201-01-01", "0001-01-01", "2026-02-30", "NaN"):
        typed = {"label": "示例会计", "role": "filer", "tasks": "annual_report", "until": until}
        answer = owner.post(f"/zh/my/{OWN}/members", data=world.form() | typed)
        assert answer.status_code == 400, until
        assert "有内容需要修改" in answer.text
        assert "示例会计" in answer.text


def test_an_address_that_no_mail_server_takes_is_refused_while_it_can_be_mended(world: World) -> None:
    owner, _ = people(world)
    sent = {**world.form(), "locale": "zh"}
    for address in (
        "a@b.cc>",
        "<a@b.cc",
        "a@b.cc;x",
        "a@b.cc\u202e",
        "a@b..cc",
        "a@[127.0.0.1].xx",
        "a,b@c.dd",
    ):
        answer = owner.post("/zh/account/contact", data=sent | {"email": address})
        assert answer.status_code == 400, address
    kept = sent | {"email": "first.last+tag@mail.example-shop.com.cn"}
    assert owner.post("/zh/account/contact", data=kept).status_code == 303
