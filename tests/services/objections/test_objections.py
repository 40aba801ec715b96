"""Objections: marked while they are verified, corrected for good, and nothing of it public but that."""

from dataclasses import replace as at
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from credit.domain.accounts import Origin, Role, Terms
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.domain.objections import Amendment, Claim, Declined, ObjectionState, Outcome
from credit.domain.records import AbnormalEntry, Penalty, Record, SeriousEntry
from credit.domain.values import Money
from credit.domain.vocabulary import AbnormalGround, SeriousCategory
from credit.rules.objections import Filed
from credit.services import access, agenda, audit, memberships, owner_notices, records, registrations
from credit.services.casework.seen import so_far
from credit.services.disclosures.statements import Said
from credit.services.objections import filing, handling, reading
from tests.fixtures.company import DAY, OWNER, PDF, TOKENS
from tests.fixtures.facts import code, penalty, registration, said
from tests.fixtures.reports import context, key_of
from tests.services.objections.conftest import CORRECTED, WHOLE, Shop, ruling

NUMBER = "异议650102-2026-000001"


def another(shop: Shop) -> int:
    """A second company of the same authority and owner; its number."""
    ctx, number = context(shop.sessions, shop.on), 77
    registrations.put(ctx, registration(number))
    with shop.sessions.write() as session:
        key = access.standing(session, code(number)).key
        memberships.grant(session, ctx, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
    return number


def fine(shop: Shop, record_id: str) -> Decimal:
    content = shop.shown[record_id].content
    assert isinstance(content, Penalty)
    assert isinstance(content.fine, Money)
    return content.fine.amount


def told(shop: Shop) -> list[str]:
    found = [one.code for one in owner_notices.of_person(shop.owner)][::-1]
    return [code for code in found if code.startswith("objection.")]


def test_a_record_is_marked_from_acceptance_to_the_decision_and_then_says_it_was_corrected(
    shop: Shop,
) -> None:
    record_id = shop.put()
    before = shop.changes
    case = shop.file(record_id)
    assert (shop.changes, shop.shown[record_id].objection_since) == (before, None)  # filed: nothing is public
    later = at(shop, on=DAY + timedelta(days=1))
    handling.accept(later.handler, case)
    assert later.shown[record_id].objection_since == later.on
    assert fine(later, record_id) == 30
    assert later.changes == before + 1
    handling.rule(later.handler, case, CORRECTED)
    shown = later.shown[record_id]
    assert (shown.objection_since, shown.corrected_on, fine(later, record_id)) == (None, later.on, 3)
    assert later.changes == before + 2
    assert told(shop) == ["objection.filed", "objection.accepted", "objection.corrected"]
    own = reading.own(later.owner, shop.key, case)
    assert (own.case.file.number, own.case.file.closed_at is None) == (NUMBER, False)
    assert [one.evidence[0].name for one in own.statements] == [PDF.name]
    with shop.sessions.read() as session:
        assert audit.broken_at(session) is None


def test_the_same_form_twice_is_one_objection_and_a_second_waits_for_the_first(shop: Shop) -> None:
    record_id = shop.put()
    case = shop.file(record_id)
    assert shop.file(record_id) == case
    with pytest.raises(ConflictError, match=r"objection\.open"):
        shop.file(record_id, token=2)
    filing.withdraw(shop.owner, shop.key, case)
    filing.withdraw(shop.owner, shop.key, case)
    assert shop.file(record_id, token=2) != case


def test_one_token_of_two_enterprises_opens_two_cases(shop: Shop) -> None:
    first = shop.file(shop.put())
    other = another(shop)
    shop.key = key_of(shop.ctx(), code(other))
    records.put(
        context(shop.sessions, shop.on),
        (code(other),),
        Record(id="", provenance=said("x2", "cases", date(2026, 6, 1)), content=penalty("示罚〔2026〕2号")),
    )
    (record_id,) = shop.shown
    assert shop.file(record_id) != first


def test_a_source_that_repeats_its_error_does_not_bring_it_back(shop: Shop) -> None:
    record_id = shop.put()
    case = shop.file(record_id)
    handling.accept(shop.handler, case)
    handling.rule(shop.handler, case, CORRECTED)
    shop.import_(penalty("示罚〔2026〕1号"))  # to the letter
    assert fine(shop, record_id) == 3
    shop.import_(penalty("示罚〔2026〕1号", summary="补充摘要"))  # something else is new
    assert fine(shop, record_id) == 3
    assert shop.shown[record_id].corrected_on == DAY
    shop.import_(penalty("示罚〔2026〕1号", fine="5"))  # the source changed it: it answers for it
    assert fine(shop, record_id) == 5


def test_what_is_taken_down_goes_with_its_copies_takes_two_persons_and_stays_down(shop: Shop) -> None:
    record_id = shop.put()
    shop.import_(penalty("示罚〔2026〕1号"), "copy", "other")
    assert len(shop.shown) >= 2
    case = shop.file(record_id, WHOLE)
    handling.accept(shop.reviewer, case)
    proposed = handling.rule(shop.reviewer, case, ruling(Outcome.TAKEN_DOWN))
    assert proposed.state is ObjectionState.PROPOSED
    assert record_id in shop.shown
    with pytest.raises(NotAllowedError, match=r"access\.own_case"):
        handling.confirm(shop.reviewer, case)
    with pytest.raises(NotAllowedError):
        handling.confirm(shop.handler, case)
    other = shop.ctx(replace(shop.reviewer.actor, id="s" * 26))
    handling.confirm(other, case)
    kinds = [one.content for one in shop.shown.values()]
    assert not any(isinstance(one, Penalty) for one in kinds)
    shop.import_(penalty("示罚〔2026〕1号", summary="再次报送"))
    assert record_id not in shop.shown


def test_a_proposal_can_be_sent_back(shop: Shop) -> None:
    entry = SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=date(2026, 6, 1))
    case = shop.file(shop.put(entry), WHOLE)
    handling.accept(shop.handler, case)
    handling.rule(shop.handler, case, ruling(Outcome.REJECTED))
    assert handling.send_back(shop.reviewer, case, "请再核实").state is ObjectionState.ACCEPTED
    handling.rule(shop.handler, case, ruling(Outcome.REJECTED))
    assert handling.confirm(shop.reviewer, case).state is ObjectionState.REJECTED
    own = reading.own(shop.owner, shop.key, case)
    assert "objection.returned" not in [one.code for one in own.case.events]  # between officers


@pytest.mark.parametrize("how", ["declined", "withdrawn", "rejected"])
def test_however_it_ends_no_mark_remains(shop: Shop, how: str) -> None:
    record_id = shop.put()
    before = shop.shown[record_id]
    case = shop.file(record_id)
    if how == "declined":
        handling.decline(shop.handler, case, Declined.NO_GROUND, "没有证据")
    else:
        handling.accept(shop.handler, case)
        assert shop.shown[record_id].objection_since == DAY
        if how == "withdrawn":
            filing.withdraw(shop.owner, shop.key, case)
        else:
            handling.rule(shop.handler, case, ruling(Outcome.REJECTED))
    assert shop.shown[record_id] == before
    with pytest.raises(ConflictError):
        handling.accept(shop.handler, case)


def test_the_window_of_a_list_ends_and_its_last_day_is_on_the_agenda(shop: Shop) -> None:
    entry = AbnormalEntry(ground=AbnormalGround.UNREACHABLE, listed_on=date(2026, 6, 1))
    record_id = shop.put(entry)
    due = [
        one for one in agenda.own(shop.owner, shop.key) if one.about == record_id and "objection" in one.id
    ]
    assert [one.due_on for one in due] == [date(2026, 7, 1)]
    after = at(shop, on=date(2026, 7, 2))
    with pytest.raises(RuleError, match=r"objection\.closed"):
        after.file(record_id, WHOLE)
    shop.file(record_id, WHOLE)
    assert not [one for one in agenda.own(shop.owner, shop.key) if one.id == f"objection:{record_id}"]


def test_nobody_else_files_reads_or_decides(shop: Shop) -> None:
    record_id = shop.put()
    case = shop.file(record_id)
    for act in (
        lambda: handling.accept(shop.elsewhere, case),
        lambda: handling.accept(shop.owner, case),
        lambda: handling.rule(shop.elsewhere, case, CORRECTED),
    ):
        with pytest.raises(NotAllowedError):
            act()
    said = Said("理由", TOKENS[9])
    with pytest.raises(NotAllowedError):
        filing.file(shop.elsewhere, shop.folder, shop.key, record_id, WHOLE, said)
    with pytest.raises(NotFoundError):
        filing.file(shop.owner, shop.folder, shop.key, "0" * 26, WHOLE, said)
    with pytest.raises(NotFoundError):
        reading.own(shop.owner, shop.key, "0" * 26)


def test_asking_the_agency_is_between_officers_and_holds_the_decision(shop: Shop) -> None:
    case = shop.file(shop.put())
    handling.accept(shop.handler, case)
    handling.ask(shop.handler, case, "请核对罚款金额")
    with pytest.raises(RuleError, match=r"objection\.awaited"):
        handling.rule(shop.handler, case, CORRECTED)
    handling.answered(shop.handler, case, "应为3万元")
    assert handling.rule(shop.handler, case, CORRECTED).state is ObjectionState.CORRECTED
    codes = [one.code for one in reading.own(shop.owner, shop.key, case).case.events]
    assert "objection.asked" not in codes


def test_a_correction_holds_no_personal_number(shop: Shop) -> None:
    case = shop.file(shop.put())
    handling.accept(shop.handler, case)
    wrong = ruling(Outcome.CORRECTED, Amendment("violation", "联系电话13012345678"))
    with pytest.raises(InputError, match=r"objection\.personal"):
        handling.rule(shop.handler, case, wrong)


def test_more_can_be_said_until_it_is_decided(shop: Shop) -> None:
    case = shop.file(shop.put(), Filed((Claim("violation", "另一种行为"),)))
    more = Said("补充证据", TOKENS[5], files=[PDF])
    filing.add(shop.owner, shop.folder, shop.key, case, more)
    filing.add(shop.owner, shop.folder, shop.key, case, more)
    assert len(reading.own(shop.owner, shop.key, case).statements) == 2
    handling.decline(shop.handler, case, Declined.DECISION, "请申请行政复议")
    with pytest.raises(ConflictError):
        filing.add(shop.owner, shop.folder, shop.key, case, Said("再补充", TOKENS[6]))


def test_what_came_after_the_page_was_opened_is_read_before_it_is_decided(shop: Shop) -> None:
    case = shop.file(shop.put(), WHOLE)
    handling.accept(shop.handler, case)
    taken_down = ruling(Outcome.TAKEN_DOWN)

    def seen() -> int:
        with shop.sessions.read() as session:
            return so_far(session, case, "objection")

    def add(token: int) -> None:
        filing.add(shop.owner, shop.folder, shop.key, case, Said("补充证据", TOKENS[token], files=[PDF]))

    opened = seen()
    add(5)
    for decide in (
        lambda: handling.rule(shop.handler, case, taken_down, seen=opened),
        lambda: handling.decline(shop.handler, case, Declined.DECISION, "请申请复议", seen=opened),
    ):
        with pytest.raises(ConflictError, match=r"case\.changed"):
            decide()
    handling.rule(shop.handler, case, taken_down, seen=seen())
    opened = seen()
    add(6)
    with pytest.raises(ConflictError, match=r"case\.changed"):
        handling.confirm(shop.reviewer, case, seen=opened)
    opened = seen()
    handling.send_back(shop.reviewer, case, "请再核实")
    handling.rule(shop.handler, case, taken_down)
    with pytest.raises(ConflictError, match=r"case\.changed"):
        handling.confirm(shop.reviewer, case, seen=opened)
    assert handling.confirm(shop.reviewer, case, seen=seen()).state is ObjectionState.TAKEN_DOWN
