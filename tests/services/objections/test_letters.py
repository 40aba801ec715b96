"""A letter of the public about a record: its outcome opens the correction, and says nothing of who wrote."""

from pathlib import Path

import pytest
from sqlalchemy import select

from credit.db.models import AuditRow
from credit.db.objection_models import ObjectionRow
from credit.db.supervision_models import ReporterRow
from credit.domain.casework import CaseKind, desk_name
from credit.domain.objections import Amendment, ObjectionState, Origin, Outcome, Ruling
from credit.domain.records import AnyContent, Website
from credit.domain.supervision import Matter, Reporter, Wish
from credit.domain.supervision import Outcome as Answered
from credit.services.casework import files
from credit.services.disclosures.evidence import Folder
from credit.services.objections import handling, reading
from credit.services.sealing import Sealer
from credit.services.supervision import desk, intake
from credit.services.supervision.envelopes import Box
from tests.fixtures.company import DAY, TOKENS
from tests.fixtures.facts import code, penalty
from tests.fixtures.reports import COMPANY
from tests.services.objections.conftest import CORRECTED, Shop, ruling

SECRET = "示例乙不愿具名"


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(Sealer((bytes(range(32)),)), Folder(tmp_path / "letters"))


def handed(shop: Shop, box: Box, content: AnyContent | None = None, about: str = "") -> str:
    """A letter about a record, or a registered fact, answered with a correction; what it was about."""
    record_id = about or shop.put(content or penalty("示罚〔2026〕1号"))
    wish = Wish(matter=Matter.RECORD, text=f"{SECRET}：罚款不是30万", subject=code(COMPANY), about=record_id)
    intake.submit(shop.owner, box, wish, Reporter(name=SECRET), [], TOKENS[20])
    with shop.sessions.write() as session:
        case = session.scalars(select(ReporterRow.case_id)).one()
        files.locked(session, case).assignee = desk_name("h" * 26)
        files.locked(session, case).authority = "650102"
    which = desk.Which(CaseKind.ENQUIRY, case)
    desk.accept(shop.handler, which)
    desk.answer(shop.handler, box, which, Answered.CORRECTION, "罚款金额与决定书不一致")
    return record_id


def opened(shop: Shop) -> list[ObjectionRow]:
    with shop.sessions.read() as session:
        return list(session.scalars(select(ObjectionRow)))


def test_a_correction_is_opened_at_the_authority_and_runs_like_any_other(shop: Shop, box: Box) -> None:
    record_id = handed(shop, box)
    (row,) = opened(shop)
    assert (row.record_id, row.origin) == (record_id, Origin.PUBLIC.value)
    handling.accept(shop.handler, row.case_id)
    assert shop.shown[record_id].objection_since == DAY
    assert handling.rule(shop.handler, row.case_id, CORRECTED).state is ObjectionState.CORRECTED
    assert shop.shown[record_id].corrected_on == DAY


def test_nothing_of_who_wrote_reaches_the_enterprise(shop: Shop, box: Box) -> None:
    handed(shop, box)
    (row,) = opened(shop)
    own = reading.own(shop.owner, shop.key, row.case_id)
    assert own.statements == ()
    assert "objection.handed" not in [one.code for one in own.case.events]
    with shop.sessions.read() as session:
        trail = session.scalars(select(AuditRow).where(AuditRow.target == shop.key)).all()
        assert trail
        assert not any(SECRET in str(one.detail) for one in trail)
        assert SECRET not in row.content.decode("utf-8", "ignore")


def test_what_an_enterprise_publishes_itself_opens_none(shop: Shop, box: Box) -> None:
    handed(shop, box, Website(name="示例商城", url="https://shop.example"))
    assert opened(shop) == []


def test_two_objections_keep_the_mark_until_the_last_ends(shop: Shop, box: Box) -> None:
    record_id = handed(shop, box)
    (letter,) = opened(shop)
    own = shop.file(record_id)
    handling.accept(shop.handler, letter.case_id)
    handling.accept(shop.handler, own)
    handling.rule(shop.handler, letter.case_id, ruling(Outcome.REJECTED))
    assert shop.shown[record_id].objection_since == DAY
    handling.rule(shop.handler, own, ruling(Outcome.REJECTED))
    assert shop.shown[record_id].objection_since is None


def test_a_letter_about_a_registered_fact_opens_one_at_the_registration_authority(
    shop: Shop, box: Box
) -> None:
    handed(shop, box, about="f-address")
    (row,) = opened(shop)
    with shop.sessions.read() as session:
        case = files.view(session, files.found(session, row.case_id))
    assert (row.record_id, row.origin, case.authority) == ("f-address", Origin.PUBLIC.value, "650102")
    handling.accept(shop.handler, row.case_id)
    assert [one.fact for one in shop.dossier().registered.disputed] == ["address"]
    found = Ruling(outcome=Outcome.REFERRED, text="与档案核对", amendments=(Amendment("address", "2号"),))
    assert handling.rule(shop.handler, row.case_id, found).state is ObjectionState.REFERRED


def test_words_typed_into_an_address_name_no_fact(shop: Shop, box: Box) -> None:
    handed(shop, box, about="f-<script>")
    assert opened(shop) == []
