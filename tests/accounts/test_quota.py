"""What one signed-in person may ask, wherever they come from: plenty for hands, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from credit.db.account_models import HeldFormRow
from credit.db.session import Sessions
from credit.domain.accounts import Role, Terms
from tests.accounts.matrix import OWN, World
from tests.accounts.test_hostile import close, portal
from tests.fixtures.facts import NOON
from tests.fixtures.people import MovingClock, town
from tests.web.visiting import LANGUAGES, checked

HOME = f"/zh/my/{OWN}"
FROM_US = {"Origin": "http://localhost"}


@pytest.fixture
def world(sessions: Sessions, tmp_path: Path) -> Iterator[World]:
    town(sessions, MovingClock(NOON))
    made = portal(sessions, tmp_path, PORTAL_QUOTA_PERSON="6 per minute")
    yield made
    close(made)


def test_a_person_is_counted_over_all_their_browsers_and_nobody_else_is(world: World) -> None:
    person, first = world.sign_in("one")
    _, second = world.sign_in("one")
    world.give(person, OWN, Terms(role=Role.OWNER))
    browsers = [world.client(first), world.client(second)]
    seen = [browsers[number % 2].get(HOME).status_code for number in range(8)]
    assert seen == [200] * 6 + [429] * 2
    other, token = world.sign_in("two")
    world.give(other, OWN, Terms(role=Role.VIEWER))
    assert world.client(token).get(HOME).status_code == 200
    assert browsers[0].get("/zh/").status_code == 200  # reading what is public goes on


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_form_is_kept_and_the_page_says_where(world: World, language: str) -> None:
    person, token = world.sign_in("one")
    world.give(person, OWN, Terms(role=Role.OWNER))
    client, form = world.client(token), world.form()
    for _ in range(6):
        client.get(HOME)
    typed = {**form, "title": "质量承诺", "text": "假一赔三"}
    answer = client.post(f"/{language}/my/{OWN}/voluntary", data=typed, headers=FROM_US)
    assert answer.status_code == 429
    page = checked(answer, language)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Retry-After"] in page.main
    if language == "zh":
        assert "已经保存" in page.main
    with world.sessions.read() as session:
        (kept,) = session.scalars(select(HeldFormRow))
    assert (kept.person_id, kept.address) == (person, f"/{language}/my/{OWN}/voluntary")
    assert "假一赔三".encode() in kept.fields
