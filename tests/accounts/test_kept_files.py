"""Files of a form whose session ended are kept with it: shown, sent on without choosing them again, swept."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from credit.db.session import Sessions
from credit.domain import actors
from credit.domain.accounts import Role, Terms
from credit.domain.actors import OfficerRole, officer
from credit.domain.vocabulary import AbnormalGround
from credit.services import held_forms
from credit.services.disclosures import listings
from credit.services.disclosures.evidence import Folder
from tests.accounts.matrix import OWN, OWN_PLACE, World
from tests.accounts.test_hostile import close, portal
from tests.fixtures.facts import NOON
from tests.fixtures.people import MovingClock, town
from web.http.portal import EXTENSION

PDF = b"%PDF-1.7 evidence"
FROM_US = {"Origin": "http://localhost"}


@pytest.fixture
def world(sessions: Sessions, tmp_path: Path) -> Iterator[World]:
    town(sessions, MovingClock(NOON))
    made = portal(sessions, tmp_path)
    yield made
    close(made)


def case(world: World) -> str:
    """An intended listing that the enterprise answers."""
    handler = world.ctx(officer("h" * 26, OWN_PLACE, frozenset({OfficerRole.HANDLER})))
    intended = listings.Intended(ground=AbnormalGround.UNREACHABLE, facts="示例", workdays=5)
    made = listings.tell(handler, world.keys[OWN], intended, "2" * 26)
    return f"/zh/my/{OWN}/listing/{made.id}"


def stored(tmp_path: Path) -> list[Path]:
    return [one for one in (tmp_path / "evidence" / "held").rglob("*") if one.is_file()]


def answer(client: FlaskClient, address: str, form: dict[str, str], name: str = "证据.pdf") -> str:
    """Sent after the session has ended: the address of the kept form."""
    typed = {**form, "text": "我们在经营", "token": "3" * 26, "files": (io.BytesIO(PDF), name)}
    sent = client.post(address, data=typed, headers=FROM_US, content_type="multipart/form-data")
    assert sent.status_code == 303
    return str(sent.headers["Location"])


def test_a_file_need_not_be_chosen_again(world: World, tmp_path: Path) -> None:
    person, token = world.sign_in("the owner")
    world.give(person, OWN, Terms(role=Role.OWNER))
    address, client, form = case(world), world.client(token), world.form()
    assert client.get(address).status_code == 200
    world.clock.move(hours=2)
    assert "/login" in answer(client, address, form)
    assert len(stored(tmp_path)) == 1
    assert "证据" not in stored(tmp_path)[0].name
    _, again = world.sign_in("the owner")
    client = world.client(again)
    (held,) = held_forms.of_person(world.ctx(actors.person(person)))
    page = LexborHTMLParser(client.get(f"/zh/account/kept/{held.id}").get_data(as_text=True))
    assert "证据.pdf" in page.css_first(".kept").text()  # type: ignore[union-attr]
    typed = {**world.form(), "text": "我们在经营", "token": "3" * 26, "kept_form": held.id}
    sent = client.post(address, data=typed, headers=FROM_US)
    assert sent.status_code == 303
    with world.sessions.read() as session:
        (told,) = listings.of_subject(session, world.keys[OWN])
    (statement,) = told.statements
    assert [one.name for one in statement.evidence] == ["证据.pdf"]
    assert held_forms.of_person(world.ctx(actors.person(person))) == []


def test_of_a_stranger_no_file_is_kept(world: World, tmp_path: Path) -> None:
    answer(world.client(""), case(world), {})
    assert stored(tmp_path) == []


def test_another_person_gets_none_of_it(world: World) -> None:
    person, token = world.sign_in("the owner")
    world.give(person, OWN, Terms(role=Role.OWNER))
    address, client, form = case(world), world.client(token), world.form()
    world.clock.move(hours=2)
    answer(client, address, form)
    (held,) = held_forms.of_person(world.ctx(actors.person(person)))
    other, _ = world.sign_in("another")
    folder = world.app.extensions[EXTENSION].settings.held_dir
    assert held_forms.files(world.ctx(actors.person(other)), Folder(folder), held.id) == []
    assert len(held_forms.files(world.ctx(actors.person(person)), Folder(folder), held.id)) == 1


def test_what_is_no_evidence_is_not_kept_and_the_words_are(world: World, tmp_path: Path) -> None:
    person, token = world.sign_in("the owner")
    world.give(person, OWN, Terms(role=Role.OWNER))
    address, client, form = case(world), world.client(token), world.form()
    world.clock.move(hours=2)
    typed = {**form, "text": "我们在经营", "token": "3" * 26, "files": (io.BytesIO(b"<script>"), "a.pdf")}
    client.post(address, data=typed, headers=FROM_US, content_type="multipart/form-data")
    assert stored(tmp_path) == []
    (held,) = held_forms.of_person(world.ctx(actors.person(person)))
    assert ("text", "我们在经营") in [tuple(pair) for pair in held.fields]


def test_files_are_swept_after_their_day(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    old, new = folder.put(PDF), folder.put(PDF)
    os.utime(tmp_path / old[:2] / old, (1, 1))
    assert held_forms.sweep(tmp_path, 1000.0) == 1
    assert folder.read(new) == PDF
