"""Notes and reasons at the desk: those about a report outlive its reporter's data, and hold none of them."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.web.desk_office import CANARIES, Office, planted

TYPED = {
    "reply": {"reply": "working", "note": "{}"},
    "pause": {"pause_reason": "expert", "note": "{}"},
    "recuse": {"why": "other", "reason": "{}"},
    "give": {"reason": "{}"},
}


def events(office: Office) -> str:
    with office.world.sessions.read() as session:
        found = session.connection().exec_driver_sql("SELECT params, text FROM case_events").all()
    return str(found)


@pytest.mark.parametrize("tool", sorted(TYPED))
@pytest.mark.parametrize("what", ["name", "phone"])
def test_no_tool_keeps_who_reported(office: Office, tool: str, what: str) -> None:
    planted(office)
    (room,) = office.rooms()
    me, case = office.holder(), room.rpartition("/")[2]
    fields = {name: text.format(f"请找{CANARIES[what]}核实") for name, text in TYPED[tool].items()}
    if tool == "give":
        page = LexborHTMLParser(office.get(me, f"/zh/desk/case/{case}/give").text)
        fields["to"] = str(page.css_first("input[name=to]").attributes["value"])  # type: ignore[union-attr]
    answer = office.post(me, f"/zh/desk/case/{case}/{tool}", **fields)
    assert answer.status_code == 400
    assert CANARIES[what] in answer.text  # what was typed is still there
    assert CANARIES[what] not in events(office)


def test_nobody_tries_out_names_nor_writes_to_a_reporter_but_the_handler(office: Office) -> None:
    """Were a name refused that is the right one, every colleague could find out who it was."""
    planted(office)
    (room,) = office.rooms()
    me, case = office.holder(), room.rpartition("/")[2]
    other = "colleague" if me == "handler" else "handler"
    for someone in (other, "reviewer"):
        for note in (CANARIES["name"], "金丝雀乙", ""):
            answer = office.post(someone, f"/zh/desk/case/{case}/reply", reply="working", note=note)
            assert answer.status_code == 400
            assert "由别人办理" in answer.text
            assert "提交人的姓名" not in answer.text
    taken = office.post(other, f"/zh/desk/case/{case}/take", reason=f"怀疑是{CANARIES['name']}")
    assert taken.status_code == 303  # accepted like any other name: it says nothing
    refused = office.post(me, f"/zh/desk/case/{case}/reply", reply="working", note="")
    assert "由别人办理" in refused.text
