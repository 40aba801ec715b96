"""Results of other authorities, entered at the desk: gone at once, told, written down."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import select
from werkzeug.test import TestResponse

from credit.db.models import RecordRow
from credit.domain.actors import OfficerRole
from credit.domain.records import AnyContent, Record
from credit.domain.values import Agency
from credit.jobs import indexing
from credit.services import audit, owner_notices, records
from credit.services.change_source import DossierChanges
from search.factory import open_writer
from tests.fixtures.facts import licence, penalty, said
from tests.fixtures.people import BAKER, TRADER
from tests.web.desk_office import Office
from tests.web.repairs_office import Repairs, furnished
from tests.web.visiting import LANGUAGES, Page, checked
from web.http.portal import EXTENSION

DONE, REFUSED = 303, 400
ROOM = "/desk/repair-results"
AGENCY = "杭州市西湖区市场监督管理局"
FIRE = "乌鲁木齐市示例区消防救援大队"
NUMBER, REPAIR_NUMBER = "杭西市监罚〔2026〕7号", "杭西市监信修〔2026〕3号"


@dataclass
class Desk:
    """The room of results, as `second` uses it: a reviewer of the enterprise's own place."""

    repairs: Repairs

    @property
    def today(self) -> str:
        return self.repairs.office.world.clock.today().isoformat()

    def theirs(self, number: str = NUMBER, agency: str = AGENCY, *, content: AnyContent | None = None) -> str:
        """What another authority decided four months ago, a fine where nothing is said; its id."""
        world = self.repairs.office.world
        day = world.clock.today() - timedelta(days=130)
        came = replace(said(number, "others", day), agency=Agency(agency), received_at=world.clock.now())
        content = content or penalty(number, decided_on=day, duties_performed_on=day)
        records.put(world.ctx(), (TRADER,), Record(id="", provenance=came, content=content))
        with world.sessions.read() as session:
            return session.scalars(select(RecordRow.id).where(RecordRow.source_id == number)).one()

    def page(self, language: str = "zh", who: str = "second") -> Page:
        return checked(self.repairs.office.get(who, f"/{language}{ROOM}/{TRADER}"), language)

    def enter(self, *ids: str, who: str = "second", language: str = "zh", **changes: Any) -> TestResponse:
        typed = {"number": REPAIR_NUMBER, "agency": AGENCY, "on": self.today, "record": list(ids)}
        return self.repairs.send(who, f"/{language}{ROOM}/{TRADER}", **({"of": AGENCY} | typed | changes))

    def trail(self, record: str) -> list[str]:
        with self.repairs.office.world.sessions.read() as session:
            return [one.action for one in audit.of_target(session, record)]

    def found(self) -> bool:
        """Whether a visitor's search for the number of the fine leads to the enterprise."""
        world = self.repairs.office.world
        writer = open_writer(world.app.extensions[EXTENSION].settings.search_url)
        indexing.rebuild(DossierChanges(world.sessions, world.clock), writer)
        writer.close()
        return TRADER in world.app.test_client().get(f"/zh/search?q={NUMBER}").get_data(as_text=True)

    def public(self) -> str:
        client = self.repairs.office.app.test_client()
        return client.get(f"/zh/enterprise/{TRADER}").get_data(as_text=True)


def field(page: Page, name: str) -> dict[str, str | None]:
    """The attributes of the first question of that name."""
    found = page.tree.css_first(f"main input[name={name}]")
    assert found is not None
    return found.attributes


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(furnished(office))


@pytest.fixture
def either(either_office: Office) -> Desk:
    """The same on both databases."""
    return Desk(furnished(either_office))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_result_that_is_entered_takes_the_record_away(desk: Desk, language: str) -> None:
    record, repairs = desk.theirs(), desk.repairs
    assert NUMBER in desk.public()
    assert desk.found()
    room = f"/{language}{ROOM}"
    assert room in checked(repairs.office.get("second", f"/{language}/desk/repairs"), language).links(
        "main a"
    )
    checked(repairs.office.get("second", room), language)
    sent = repairs.send("second", room, code=TRADER)
    assert (sent.status_code, sent.headers["Location"]) == (DONE, f"{room}/{TRADER}")
    form = desk.page(language)
    assert field(form, "agency")["value"] == AGENCY
    assert field(form, "record")["value"] == record
    for _ in range(2):  # sent twice it counts once
        assert desk.enter(record, language=language).status_code == DONE
    after = desk.page(language)
    assert after.tree.css_first("input[name=record]") is None
    assert REPAIR_NUMBER in after.main
    assert not repairs.shown(record)
    assert NUMBER not in desk.public()
    assert not desk.found()
    assert desk.trail(record).count("repair.result") == 1
    (told,) = owner_notices.of_person(repairs.applicant)
    assert told.params["decision"] == REPAIR_NUMBER


def test_one_decision_about_several_records_is_taken_whole(either: Desk) -> None:
    first, second, fire = (
        either.theirs(),
        either.theirs("杭西市监罚〔2026〕8号"),
        either.theirs("消〔2026〕1号", FIRE),
    )
    assert len(either.page().tree.css("main form input[name=of]")) == 2  # by agency
    ours = either.repairs.fined()
    assert either.enter(first, ours).status_code == REFUSED
    assert either.repairs.shown(first)
    assert either.trail(first).count("repair.result") == 0
    assert either.enter(first, second).status_code == DONE
    assert not any(map(either.repairs.shown, (first, second)))
    assert len(owner_notices.of_person(either.repairs.applicant)) == 1
    assert [one.attributes["value"] for one in either.page().tree.css("input[name=record]")] == [fire]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_record_of_this_authority_is_decided_here(desk: Desk, language: str) -> None:
    ours = desk.repairs.fined()
    assert desk.page(language).tree.css_first("input[name=record]") is None
    answer = desk.enter(ours, language=language)
    assert answer.status_code == REFUSED
    checked(answer, language)
    assert desk.repairs.shown(ours)


WRONG: tuple[tuple[str, Any], ...] = (
    ("number", " "),
    ("agency", ""),
    ("on", "2036-06-01"),
    ("on", "2020-01-01"),  # before the fine itself
    ("on", "昨天"),
    ("record", []),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk: Desk, language: str) -> None:
    record = desk.theirs()
    for wrong, value in WRONG:
        answer = desk.enter(record, language=language, **({"number": "示例9号"} | {wrong: value}))
        assert answer.status_code == REFUSED
        shown = checked(answer, language)
        assert shown.texts(f"#a1-{wrong}-error")
        assert f"#a1-{wrong}" in shown.links("main a")
        typed = {"number": "示例9号", "agency": AGENCY, wrong: value}
        for name in ("number", "agency", "on"):
            assert (field(shown, name)["value"] or "").strip() == typed.get(name, desk.today).strip()
        assert ("checked" in field(shown, "record")) is (wrong != "record")
    assert desk.repairs.shown(record)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_bad_stays_whatever_is_ticked(desk: Desk, language: str) -> None:
    bad, good = desk.theirs(), desk.theirs("示可〔2026〕1号", content=licence("示可〔2026〕1号"))
    answer = desk.enter(bad, good, language=language)
    assert answer.status_code == REFUSED
    assert "#a1-record" in checked(answer, language).links("main a")
    assert all(map(desk.repairs.shown, (bad, good)))


def test_only_a_reviewer_within_reach_enters_it(desk: Desk) -> None:
    record, office = desk.theirs(), desk.repairs.office
    office.come("far", "653101", {OfficerRole.REVIEWER})
    for who in ("far", "handler", "supervisor"):
        assert office.get(who, f"/zh{ROOM}/{TRADER}").status_code == 403
        assert desk.enter(record, who=who).status_code == 403
    assert f"/zh{ROOM}" not in checked(office.get("handler", "/zh/desk/repairs"), "zh").links("main a")
    assert desk.repairs.shown(record)


def test_a_code_or_record_that_is_not_its_own_leads_nowhere(desk: Desk) -> None:
    record, repairs = desk.theirs(), desk.repairs
    for code in ("", "91650102MA6D000261"):
        wrong = repairs.send("second", f"/zh{ROOM}", code=code)
        assert wrong.status_code == REFUSED
        assert checked(wrong, "zh").links("main a[href^='#']") == ["#code"]
    assert desk.enter("0" * 26).status_code == 404
    form = {"number": "1号", "agency": AGENCY, "on": "2026-06-01", "record": record}
    assert repairs.send("reviewer", f"/zh{ROOM}/{BAKER}", **form).status_code == 403
    assert repairs.shown(record)
