"""Cases and their enterprises on Uyghur pages: called as their readers call them, whoever reads."""

import re
from datetime import datetime
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from markupsafe import Markup
from msgspec.structs import replace

from credit.domain.casework import CaseFile, CaseKind
from credit.domain.objections import Claim
from credit.domain.repair import RepairKind
from credit.domain.supervision import Matter
from credit.domain.values import Money
from credit.domain.vocabulary import RecordKind
from credit.rules.objections import Filed
from credit.services import access, registrations
from credit.services.disclosures.evidence import Folder
from credit.services.disclosures.statements import Said
from credit.services.ids import new_id
from credit.services.objections import filing
from tests.fixtures.people import TRADER
from tests.web.desk_office import Office
from tests.web.repairs_office import Repairs, furnished
from tests.web.test_desk_results import AGENCY, ROOM, Desk
from tests.web.visiting import LANGUAGES, Page, checked
from web.http.portal import EXTENSION
from web.presenters.case_titles import case_title
from web.presenters.speech import SPEECH

UYGHUR = "ئۈرۈمچى تەڭرىتاغ سودا شىركىتى"
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def repairs(office: Office) -> Repairs:
    """An office, and an enterprise that has a Uyghur name."""
    made, world = furnished(office), office.world
    with world.sessions.read() as session:
        known = access.by_key(session, made.key).registration
    registrations.put(world.ctx(), replace(known, uyghur_name=UYGHUR))
    return made


def objected(repairs: Repairs, record: str, *claims: Claim) -> str:
    """An objection of the enterprise; its case."""
    folder = Folder(repairs.office.app.extensions[EXTENSION].settings.evidence_dir)
    said = Said("决定书上是别的", new_id())
    return filing.file(repairs.applicant, folder, repairs.key, record, Filed(claims), said)


def member(repairs: Repairs) -> FlaskClient:
    """The browser of the enterprise's owner."""
    world = repairs.office.world
    _, token = world.sign_in("the owner of the trader")
    return world.client(token)


def page(repairs: Repairs, who: str, path: str, language: str = "ug") -> Page:
    return checked(repairs.office.get(who, f"/{language}{path}"), language)


def registered(repairs: Repairs) -> str:
    with repairs.office.world.sessions.read() as session:
        return access.by_key(session, repairs.key).registration.name


def case(kind: CaseKind, title: str = "", /, **params: str) -> CaseFile:
    at = datetime.fromisoformat("2026-06-01T08:00:00+08:00")
    return CaseFile(
        id="c", kind=kind, number="1", subject_key="s", authority="650102", state="", assignee="",
        opened_at=at, title=title, params=params,
    )  # fmt: skip


@pytest.mark.parametrize(
    "one",
    [
        *(case(CaseKind.REPAIR, "甲公司 经营异常名录", kind=kind.value) for kind in RepairKind),
        *(case(CaseKind.OBJECTION, "甲公司 罚款", kind=kind.value, fact="") for kind in RecordKind),
        case(CaseKind.OBJECTION, "甲公司 住所", kind="registered", fact="address"),
        case(CaseKind.FINDING, "食品安全信用承诺"),
        *(case(kind, matter=matter.value) for kind in (CaseKind.TIP, CaseKind.ENQUIRY) for matter in Matter),
        *(case(kind) for kind in CaseKind),  # with no codes at all
    ],
    ids=lambda one: f"{one.kind.value}-{'-'.join(one.params.values())}",
)
def test_a_case_is_called_by_its_kind_and_matter_in_either_language(one: CaseFile) -> None:
    chinese, uyghur = (str(case_title(SPEECH[language], one)) for language in LANGUAGES)
    assert one.kind.label in chinese
    assert "甲公司" not in chinese  # the enterprise stands beside, in the reader's language
    assert SPEECH["ug"].label(one.kind) in uyghur
    if one.kind is not CaseKind.FINDING:  # the matter of a commitment may be a quotation
        assert not HAN.search(uyghur)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_room_of_a_repair_says_whose_it_is(repairs: Repairs, language: str) -> None:
    (about,) = repairs.applied(repairs.fined())
    room = page(repairs, "handler", f"/desk/repair/{about}", language)
    (name,) = room.texts(".title-second")
    assert name == (UYGHUR if language == "ug" else registered(repairs))
    assert name not in room.texts(".case-head p")
    assert registered(repairs) in room.main  # the registered name stands below, in one of its facts
    tool = page(repairs, "handler", f"/desk/case/{about}/give", language)
    assert SPEECH[language].label(RepairKind.PENALTY) in tool.main
    assert name in tool.texts(".title-second")


def test_a_grant_that_was_drawn_is_listed_under_the_uyghur_name(repairs: Repairs) -> None:
    (about,) = repairs.applied(repairs.fined())
    repairs.draw(about)
    repairs.post("handler", about, "accept")
    repairs.verify("handler", about)
    repairs.post("handler", about, "grant")
    shown = page(repairs, "above", "/desk/repairs")
    (cell,) = [text for text in shown.texts("main td") if UYGHUR in text]
    assert not HAN.search(cell)
    assert SPEECH["ug"].label(RepairKind.PENALTY) in cell


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_from_elsewhere_name_the_enterprise_and_say_what_the_page_is_for(
    repairs: Repairs, language: str
) -> None:
    words, desk = SPEECH[language], Desk(repairs)
    empty = desk.page(language)
    assert empty.texts(".title-second")[0] == (UYGHUR if language == "ug" else registered(repairs))
    current = {node.attributes["href"] for node in empty.tree.css(".desk-nav [aria-current]")}
    assert current == {f"/{language}/desk/repairs"}  # the room that leads here
    assert (
        words._(
            "其他部门、其他省份作出的决定由作出机关修复。收到修复决定以后，在这里录入文书号、机关和日期。"
        )
        in empty.main
    )
    ways = empty.links(".empty-links a")
    assert ways == [f"/{language}{way}" for way in (ROOM, "/desk/repairs", f"/enterprise/{TRADER}")]
    for way in ways:
        assert repairs.office.get("second", way).status_code == 200
    desk.theirs()
    assert AGENCY in desk.page(language).main
    assert not desk.page(language).tree.css(".empty-links")


def test_an_objection_begins_with_the_uyghur_name(repairs: Repairs) -> None:
    record, world = repairs.fined(), repairs.office.world
    door = checked(world.app.test_client().get(f"/ug/objection/{TRADER}/{record}"), "ug")
    value = door.tree.css_first("main dd")
    assert value is not None
    assert UYGHUR in value.text()
    assert registered(repairs) in value.text()


CLAIMS = (("fine", "3", "3"), ("fine", "1234.50", "1,234.5"), ("decided_on", "2026-01-05", "2026-01-05"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("field", "typed", "shown"), CLAIMS)
def test_an_amount_that_is_claimed_stands_with_its_unit(
    repairs: Repairs, language: str, field: str, typed: str, shown: str
) -> None:
    words = SPEECH[language]
    case_id = objected(repairs, repairs.fined(), Claim(field=field, claimed=typed))
    room = page(repairs, "handler", f"/desk/objection/{case_id}", language)
    assert room.texts(".title-second") == [UYGHUR if language == "ug" else registered(repairs)]
    said = " ".join(room.texts("section[aria-labelledby=claim] dd"))
    unit = words._("万元")
    wanted = words.money(Money(Decimal(typed))) if field == "fine" else words.ltr(shown)
    assert " ".join(Markup(wanted).striptags().split()) in said
    assert said.count(unit) == (2 if field == "fine" else 0)  # what is public, what it should be
    own = checked(member(repairs).get(f"/{language}/my/{TRADER}/objection/{case_id}"), language)
    assert shown in " ".join(own.texts("section[aria-labelledby=claim] dd"))
    repairs.send("handler", f"/{language}/desk/objection/{case_id}/accept", seen="1")
    form = page(repairs, "handler", f"/desk/objection/{case_id}", language)
    hint = " ".join(form.texts("#rule-field-fine-hint"))
    assert unit in hint.rpartition(unit)[0]  # beside what is public, and beside what is typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_amount_stays_in_the_words_of_who_said_it(repairs: Repairs, language: str) -> None:
    case_id = objected(repairs, repairs.fined(), Claim(field="fine", claimed="三万"))
    room = page(repairs, "handler", f"/desk/objection/{case_id}", language)
    said = " ".join(room.texts("section[aria-labelledby=claim] dd"))
    assert "三万" in said
    assert said.count(SPEECH[language]._("万元")) == 1
