"""Every address behind a guard, for everybody there is: let through where they must be, and nowhere else."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest
from werkzeug.test import TestResponse

from credit.domain.accounts import Right, Task
from tests.accounts.matrix import (
    EVERYBODY,
    NONE,
    OTHER,
    OWN,
    OWN_PLACE,
    Route,
    Someone,
    World,
    make_world,
    routes,
    visitor,
)
from web.app import create_app
from web.http.access import Access, Mark, mark_of
from web.settings import Settings

SUBJECTS = {"own": OWN, "other": OTHER, "none": NONE}
_numbers = count(1)


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = make_world(sqlite_template, tmp_path_factory.mktemp("matrix"))
    yield made
    made.sessions.close()


def addresses() -> list[Route]:
    """What there is to prove, asked of a portal that is made for its addresses alone."""
    with TemporaryDirectory() as directory:
        settings = Settings.from_mapping({"PORTAL_DEMO": "1", "PORTAL_DATA_DIR": directory})
        return list(routes(create_app(settings)))


ROUTES = addresses()
each_route = pytest.mark.parametrize("route", ROUTES, ids=map(str, ROUTES))


def ask(
    world: World, someone: Someone, route: Route, subject: str, ids: dict[str, str], number: int = 0
) -> TestResponse:
    """What becomes of one request, with everything in order but perhaps the asker."""
    address = route.address(world, subject, ids)
    form = None if route.method == "GET" else world.form()
    return visitor(world, someone, number).open(address, method=route.method, data=form)


def turned_away(answer: TestResponse) -> bool:
    """To the login, or told that it is not theirs (or not there)."""
    to_login = urlsplit(answer.headers.get("Location", "")).path == "/zh/login"
    return (answer.status_code == 303 and to_login) or answer.status_code in (401, 403, 404)


@each_route
def test_each_address_turns_away_whom_it_must(world: World, route: Route) -> None:
    for someone in EVERYBODY:
        visitor(world, someone, 0)
    wrong, before = [], world.trail()
    for someone in EVERYBODY:
        for which, subject in SUBJECTS.items() if route.names_subject else (("own", OWN),):
            if route.lets(someone, subject):
                continue
            answer = ask(world, someone, route, subject, {})
            if not turned_away(answer):
                wrong.append(f"{someone.name}, {which}: {answer.status_code}")
    assert wrong == []
    assert world.trail() == before


@each_route
def test_each_address_lets_in_whom_it_must(world: World, route: Route) -> None:
    wrong = []
    for someone in EVERYBODY:
        if not route.lets(someone, OWN):
            continue
        answer = ask(world, someone, route, OWN, {}, next(_numbers))
        login = urlsplit(answer.headers.get("Location", "")).path == "/zh/login"
        if login or answer.status_code in (401, 403) or answer.status_code >= 500:
            wrong.append(f"{someone.name}: {answer.status_code}")
        if "no-store" not in answer.headers.get("Cache-Control", ""):  # going back shows nothing
            wrong.append(f"{someone.name}: a browser keeps it")
    assert wrong == []


@each_route
def test_ids_of_another_enterprise_lead_nowhere(world: World, route: Route) -> None:
    """The owner of one enterprise, at its own address, with ids of another's things."""
    if not route.rule.arguments & set(world.foreign) or route.mark.access is Access.OFFICER:
        return
    owner = next(one for one in EVERYBODY if one.name == "owner")
    visitor(world, owner, 0)
    before = world.trail()
    answer = ask(world, owner, route, OWN, world.foreign)
    assert answer.status_code in (400, 403, 404, 409), answer.status_code
    assert world.trail() == before


@each_route
def test_an_officer_reaches_no_case_elsewhere(world: World, route: Route) -> None:
    if route.mark.access is not Access.OFFICER or not route.rule.arguments & set(world.foreign):
        return
    before = world.trail()
    for someone in EVERYBODY:
        if someone.officer is not None and someone.officer[0] in (OWN_PLACE, "650100"):
            answer = ask(world, someone, route, OWN, world.foreign)  # the other enterprise is in Kashgar
            assert turned_away(answer), (someone.name, answer.status_code)
    assert world.trail() == before


@each_route
def test_a_form_without_the_token_of_its_session_changes_nothing(world: World, route: Route) -> None:
    if route.method == "GET":
        return
    who = "reviewer of the city" if route.mark.access is Access.OFFICER else "owner"
    someone = next(one for one in EVERYBODY if one.name == who)
    for headers, expected in (({}, 400), ({"Origin": "http://localhost"}, 303)):
        client = visitor(world, someone, 0)
        before = world.trail()
        fields = {"csrf_token": "stale", "reason": "示例"}
        answer = client.open(route.address(world, OWN, {}), method=route.method, data=fields, headers=headers)
        assert answer.status_code == expected, headers
        if expected == 303:
            assert "/zh/account/kept/" in answer.headers["Location"]
        assert world.trail() == before


def test_there_is_something_to_prove() -> None:
    assert len(ROUTES) > 25
    assert {route.mark.access for route in ROUTES} == {Access.SIGNED_IN, Access.MEMBER, Access.OFFICER}


def test_every_address_has_a_marker(world: World) -> None:
    views = world.app.view_functions
    bare = [rule.rule for rule in world.app.url_map.iter_rules() if mark_of(views[rule.endpoint]) is None]
    assert bare == []


def test_the_proof_sees_a_door_that_stands_open(world: World) -> None:
    """A view that forgot to ask, marked as if it asked: strangers get through, and it is told."""
    route = next(one for one in ROUTES if str(one) == "GET /<any(zh, ug):language>/my/<subject>/members")
    stranger = next(one for one in EVERYBODY if one.name == "stranger")
    loose = Route(route.rule, route.method, Mark(Access.SIGNED_IN))
    assert turned_away(ask(world, stranger, route, OWN, {}))
    assert stranger.may(loose.mark, OWN)  # what would be expected of such a marker is the contrary


def test_what_must_be_is_not_all_or_nothing() -> None:
    reading, writing = (Mark(Access.MEMBER, (Task.COMMITMENT,), right) for right in (Right.READ, Right.WRITE))
    by_name = {one.name: one for one in EVERYBODY}
    assert by_name["viewer"].may(reading, OWN)
    assert not by_name["viewer"].may(writing, OWN)
    assert by_name["filer of one task"].may(writing, OWN)
    assert not by_name["filer of one task"].may(Mark(Access.MEMBER, (Task.REPAIR,)), OWN)
    assert not by_name["counter elsewhere"].may(reading, OWN)
