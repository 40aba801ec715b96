"""A page of the desk that was opened before something came: nothing is decided that it did not show."""

from typing import Any

import pytest

from credit.domain.repair_cases import RepairState
from credit.services.repairs import cases
from tests.web.desk_office import Office
from tests.web.repairs_office import Repairs, furnished
from tests.web.test_desk_repair import DONE, REFUSED, page
from tests.web.visiting import LANGUAGES, Page, checked


@pytest.fixture
def repairs(office: Office) -> Repairs:
    return furnished(office)


def seen_on(found: Page) -> str:
    return found.tree.css_first("input[name=seen]").attributes["value"] or ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_old_page_decides_nothing_that_it_did_not_show(repairs: Repairs, language: str) -> None:
    """Who agrees to a refusal neither grants where it was sent back, nor whatever is proposed instead."""
    record = repairs.fined()
    (case,) = repairs.applied(record)
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case)
    why: dict[str, Any] = {"reasons": ["duty_open"], "text": "罚款没有缴清"}
    repairs.post("handler", case, "refuse", **why)
    old = seen_on(page(repairs, "above", case, language))
    repairs.post("second", case, "return", why="已经缴清")
    for fields in ({"seen": old}, {}):
        assert repairs.post("above", case, "decide", language, **fields).status_code == REFUSED
    assert repairs.state(case) is RepairState.ACCEPTED
    repairs.post("handler", case, "propose-grant")
    answer = repairs.post("above", case, "decide", language, seen=old)
    assert answer.status_code == REFUSED
    again = checked(answer, language)
    assert again.tree.css("#problems, [role=alert], .problems")
    assert repairs.shown(record)
    assert repairs.post("above", case, "decide", seen=seen_on(again)).status_code == DONE
    assert not repairs.shown(record)


def test_a_proposal_to_revoke_is_not_exchanged_under_the_eyes_of_who_decides(repairs: Repairs) -> None:
    record = repairs.fined()
    (case,) = repairs.applied(record)
    repairs.post("handler", case, "accept")
    repairs.verify("handler", case)
    repairs.post("handler", case, "grant")
    first = {"reason": "false_material", "text": "凭证是伪造的"}
    assert repairs.post("handler", case, "propose-revocation", **first).status_code == DONE
    old = seen_on(page(repairs, "second", case))
    other = {"reason": "error", "text": "另有原因"}
    assert repairs.post("colleague", case, "propose-revocation", **other).status_code == REFUSED
    with repairs.office.world.sessions.read() as session:
        said = cases.held(session, case).course.revocation
    assert said is not None
    assert said.text == first["text"]
    assert repairs.post("second", case, "revoke", seen="0").status_code == REFUSED
    assert not repairs.shown(record)
    assert repairs.post("second", case, "revoke", seen=old).status_code == DONE
    assert repairs.shown(record)
