"""Forms without a draft of their own are kept while they are typed, step by step, until they are sent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from credit.db.session import Sessions
from credit.domain import actors
from credit.domain.accounts import Role, Terms
from credit.domain.logins import HeldForm
from credit.services import held_forms
from credit.services.disclosures import instant
from tests.accounts.matrix import OWN, World
from tests.accounts.test_hostile import close, portal
from tests.fixtures.facts import NOON
from tests.fixtures.people import MovingClock, town

FROM_US = {"Origin": "http://localhost"}
SCRIPT = {**FROM_US, "Accept": "application/json"}
FORM = f"/zh/my/{OWN}/voluntary"
LICENCE = f"/zh/my/{OWN}/instant/new/licence"
KEEP = "/zh/account/kept"
GRANTED = {
    "event": "obtained",
    "arose_on": "2026-06-01",
    "name": "食品经营许可证",
    "number": "JY16501020000001",
    "agency": "乌鲁木齐市天山区市场监督管理局",
    "content": "预包装食品销售",
    "from": "2026-06-01",
}


@pytest.fixture
def world(sessions: Sessions, tmp_path: Path) -> Iterator[World]:
    town(sessions, MovingClock(NOON))
    made = portal(sessions, tmp_path)
    yield made
    close(made)


class Owner:
    """A browser of the owner, and what is kept for them."""

    def __init__(self, world: World, who: str = "the owner") -> None:
        self.world = world
        self.id, token = world.sign_in(who)
        if who == "the owner":
            world.give(self.id, OWN, Terms(role=Role.OWNER))
        self.http: FlaskClient = world.client(token)

    def again(self) -> None:
        """Signs in anew."""
        _, token = self.world.sign_in("the owner")
        self.http = self.world.client(token)

    def keeps(self, kept: str = "", **typed: str) -> dict[str, str]:
        sent = {**self.world.form(), "kept_at": FORM, **typed, **({"kept_form": kept} if kept else {})}
        answer = self.http.post(KEEP, data=sent, headers=SCRIPT)
        assert answer.status_code in (200, 401)
        return dict(answer.get_json())

    def held(self) -> list[HeldForm]:
        return held_forms.of_person(self.world.ctx(actors.person(self.id)))

    def page(self, address: str) -> LexborHTMLParser:
        return LexborHTMLParser(self.http.get(address).get_data(as_text=True))


@pytest.mark.parametrize("language", ["zh", "ug"])
def test_what_is_being_typed_is_there_again_on_its_page(world: World, language: str) -> None:
    owner = Owner(world)
    first = owner.keeps(title="诚信经营")["id"]
    assert owner.keeps(first, title="诚信经营", text="我们")["id"] == first
    assert [(one.address, one.fields) for one in owner.held()] == [
        (FORM, [("title", "诚信经营"), ("text", "我们")])
    ]
    page = owner.page(FORM.replace("/zh/", f"/{language}/"))
    (button,) = page.css("[data-refill]")
    answer = owner.http.get(str(button.attributes["data-refill"]), headers=SCRIPT)
    fields = [["title", "诚信经营"], ["text", "我们"]]
    assert answer.get_json() == {"id": first, "address": FORM, "fields": fields}
    assert owner.page(f"/{language}/my/{OWN}/instant").css("[data-refill]") == []


def test_what_was_sent_is_forgotten_and_does_not_come_back(world: World) -> None:
    owner = Owner(world)
    kept = owner.keeps(title="诚信经营", text="我们")["id"]
    sent = {**world.form(), "token": "4" * 26, "kept_form": kept}
    refused = owner.http.post(FORM, data={**sent, "title": ""}, headers=FROM_US)
    assert refused.status_code == 400
    assert len(owner.held()) == 1
    taken = owner.http.post(FORM, data={**sent, "title": "诚信经营", "text": "我们守信"}, headers=FROM_US)
    assert taken.status_code == 303
    assert owner.held() == []
    assert owner.keeps(kept, title="诚信经营")["id"] == ""  # was on its way when the form was sent
    assert owner.held() == []


def test_after_the_session_whole_forms_are_kept_and_single_fields_are_not(world: World) -> None:
    owner = Owner(world)
    kept = owner.keeps(title="诚信经营")["id"]
    world.clock.move(hours=2)
    field = {**world.form(), "field": "finance.revenue", "f-finance.revenue": "1"}
    assert owner.http.post(f"/zh/my/{OWN}/report/2025/field", data=field, headers=SCRIPT).status_code == 401
    told = owner.keeps(kept, title="诚信经营", text="到期以后")
    assert told == {"id": kept, "login": f"/zh/login?next=%2Fzh%2Faccount%2Fkept%2F{kept}"}
    assert [one.fields for one in owner.held()] == [[("title", "诚信经营"), ("text", "到期以后")]]


def test_a_form_of_another_login_is_kept_for_its_person(world: World) -> None:
    owner = Owner(world)
    told = owner.http.post(KEEP, data={"kept_at": FORM, "title": "诚信经营"}, headers=SCRIPT)
    assert told.status_code == 401
    assert [one.id for one in owner.held()] == [told.get_json()["id"]]


def test_nobody_keeps_on_in_the_place_of_another(world: World) -> None:
    owner = Owner(world)
    kept = owner.keeps(title="诚信经营")["id"]
    other = Owner(world, "another")
    assert other.keeps(kept, title="别的")["id"] == ""
    assert [one.fields for one in owner.held()] == [[("title", "诚信经营")]]
    assert other.http.get(f"{KEEP}/{kept}", headers=SCRIPT).status_code == 404


@pytest.mark.parametrize(
    "place", ["//example.com/", "/\\example.com", "https://example.com/", f"/{'a' * 500}", ""]
)
def test_what_is_kept_goes_nowhere_else(world: World, place: str) -> None:
    owner = Owner(world)
    owner.keeps(title="诚信经营", kept_at=place)
    assert owner.held() == []


def test_without_scripts_each_step_of_instant_information_is_kept(world: World) -> None:
    owner = Owner(world)
    form = owner.page(LICENCE).css_first("form.report-form")
    assert form is not None
    names = [str(one.attributes["name"]) for one in form.css("[name]")]
    typed = {name: "2" for name in names if name.startswith("f-")}
    sent = {**world.form(), "token": "5" * 26, "version": "0", "send": "check", **typed}
    assert owner.http.post(LICENCE, data=sent, headers=FROM_US).status_code == 400
    (held,) = owner.held()
    assert held.address == LICENCE
    assert dict(held.fields) == {"token": "5" * 26, "version": "0", **typed}
    again = owner.http.post(LICENCE, data={**sent, "kept_form": held.id}, headers=FROM_US)
    named = LexborHTMLParser(again.get_data(as_text=True)).css_first("form.report-form [name=kept_form]")
    assert named is not None
    assert named.attributes["value"] == held.id
    assert [one.id for one in owner.held()] == [held.id]


def test_published_instant_information_is_not_kept(world: World) -> None:
    owner = Owner(world)
    typed = {f"f-licence.{name}": text for name, text in GRANTED.items()}
    sent = {**world.form(), "token": "5" * 26, "version": "0", **typed}
    checked = owner.http.post(LICENCE, data=sent, headers=FROM_US)
    assert checked.status_code == 200, LexborHTMLParser(checked.get_data(as_text=True)).css_first(".errors")
    (held,) = owner.held()
    done = owner.http.post(LICENCE, data={**sent, "send": "publish", "kept_form": held.id}, headers=FROM_US)
    assert done.status_code == 303
    assert owner.held() == []
    assert len(instant.of_subject(world.ctx(actors.person(owner.id)), world.keys[OWN])) == 1
