"""From a report to its answer, at the desk."""

import pytest

from tests.web.desk_office import CANARIES, Office, planted
from tests.web.test_report import Reporter
from tests.web.visiting import LANGUAGES, checked


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
