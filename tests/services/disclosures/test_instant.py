"""Instant information is public when filed, filed once, corrected in the open, no longer than allowed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from credit.db.account_models import OwnerNoticeRow
from credit.db.models import AuditRow
from credit.disclosure import narrow
from credit.domain.errors import ConflictError, InputError, RuleError
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.values import Withholding
from credit.domain.vocabulary import Channel, RecordKind, WithholdingGround
from credit.rules.instant import clock
from credit.services import filings, records
from credit.services.change_source import DossierChanges
from credit.services.disclosures import instant, prefilling
from tests.fixtures.facts import clock_on, code, licence, penalty, record
from tests.fixtures.reports import COMPANY, register_shop
from tests.services.disclosures.conftest import Firm

TOKENS = [f"{number:026d}" for number in range(40)]
LICENCE = {
    "event": "obtained",
    "arose_on": "2026-06-01",
    "name": "食品经营许可证",
    "number": "JY16501020000001",
    "agency": "乌鲁木齐市天山区市场监督管理局",
    "content": "预包装食品销售",
    "from": "2026-06-01",
}
FINE = {
    "arose_on": "2026-05-06",
    "number": "天市监罚〔2026〕8号",
    "agency": "乌鲁木齐市天山区市场监督管理局",
    "violation": "经营标签不符合规定的食品",
    "kinds": "fine",
    "fine": "30",
    "content": "罚款三十万元",
}


def shown(firm: Firm) -> list[InstantInfo]:
    contents = [one.content for one in firm.dossier().of_kind(RecordKind.INSTANT)]
    return [one for one in contents if isinstance(one, InstantInfo)]


def count(firm: Firm, what: type) -> int:
    with firm.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(what)) or 0


def test_it_is_public_searchable_audited_and_told_in_one_transaction(firm: Firm) -> None:
    source = DossierChanges(firm.sessions, clock_on(firm.on))
    head, trail, told = source.head(), count(firm, AuditRow), count(firm, OwnerNoticeRow)
    made = instant.publish(firm.owner, firm.key, InstantItem.LICENCE, LICENCE, TOKENS[0])
    (public,) = shown(firm)
    assert (public.value("number"), public.late, public.version) == (LICENCE["number"], False, 1)
    assert source.head() == head + 1
    assert source.replacement(firm.key).documents  # the follower is sent to this subject
    assert count(firm, AuditRow) == trail + 2  # published, announced
    assert count(firm, OwnerNoticeRow) == told + 1
    assert made.receipt


def test_sent_twice_and_at_once_it_is_filed_once(firm: Firm) -> None:
    def send(_: int) -> str:
        return instant.publish(firm.owner, firm.key, InstantItem.LICENCE, LICENCE, TOKENS[0]).id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    assert len(shown(firm)) == 1


def test_a_correction_keeps_both_versions_and_the_day_of_the_first(firm: Firm) -> None:
    made = instant.publish(firm.owner, firm.key, InstantItem.LICENCE, LICENCE, TOKENS[0])
    firm.on += timedelta(days=30)
    again = instant.correct(firm.owner, firm.key, made.entry, 1, LICENCE | {"to": "2031-05-31"}, TOKENS[1])
    assert again.version == 2
    first, second = sorted(shown(firm), key=lambda one: one.version)
    assert first.superseded_on == firm.on
    assert (second.first_on, second.filed_on, second.late) == (date(2026, 6, 15), firm.on, False)
    with pytest.raises(ConflictError, match=r"instant\.changed"):
        instant.correct(firm.owner, firm.key, made.entry, 1, LICENCE | {"to": "2032-05-31"}, TOKENS[2])
    with pytest.raises(InputError, match=r"instant\.same"):
        instant.correct(firm.owner, firm.key, made.entry, 2, LICENCE | {"to": "2031-05-31"}, TOKENS[3])


def test_a_frozen_one_is_not_corrected(firm: Firm) -> None:
    made = instant.publish(firm.owner, firm.key, InstantItem.LICENCE, LICENCE, TOKENS[0])
    with firm.sessions.read() as session:
        (filed,) = filings.of_subject(session, firm.key)
    filings.freeze(firm.owner, firm.key, filed.id, "不是我安排的")
    with pytest.raises(ConflictError, match=r"filing\.frozen"):
        instant.correct(firm.owner, firm.key, made.entry, 1, LICENCE | {"to": "2031-05-31"}, TOKENS[1])


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("content", "联系人手机 13900001111", "personal"),
        ("arose_on", "2026-06-16", "date.future"),
        ("to", "2026-05-31", "date.order"),
        ("number", "", "field.empty"),
        ("event", "stolen", "field.choose"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    firm: Firm, field: str, text: str, code: str
) -> None:
    with pytest.raises(InputError) as raised:
        instant.publish(firm.owner, firm.key, InstantItem.LICENCE, LICENCE | {field: text}, TOKENS[0])
    assert [(one.path, one.code) for one in raised.value.params["problems"]] == [(f"licence.{field}", code)]
    assert shown(firm) == []


def test_individual_businesses_have_no_such_duty(firm: Firm) -> None:
    shop = register_shop(firm.ctx())
    counter = firm.handler
    assert instant.allowed(counter, shop) == ()
    with pytest.raises(RuleError, match=r"instant\.not_owed"):
        instant.form(counter, shop, InstantItem.LICENCE)


def test_names_of_persons_leave_on_no_list(firm: Firm) -> None:
    typed = {"arose_on": "2026-06-01", "holder": "示例甲", "before": "60", "after": "40"}
    instant.publish(firm.owner, firm.key, InstantItem.TRANSFER, typed, TOKENS[0])
    for channel in (Channel.BULK, Channel.FEED, Channel.SEARCH, Channel.CARD):
        records_of = narrow(firm.dossier(), channel).of_kind(RecordKind.INSTANT)
        assert all(
            isinstance(one.content, InstantInfo) and not one.content.value("holder") for one in records_of
        )
    (page,) = narrow(firm.dossier(), Channel.PAGE).of_kind(RecordKind.INSTANT)
    assert isinstance(page.content, InstantInfo)
    assert page.content.value("holder") == "示例甲"


def test_a_penalty_is_public_no_longer_than_the_authority_s_record(firm: Firm) -> None:
    instant.publish(firm.owner, firm.key, InstantItem.PENALTY, FINE, TOKENS[0])
    assert len(shown(firm)) == 1
    records.put(
        firm.ctx(),
        (code(COMPANY),),
        record(penalty(FINE["number"].replace("〔", "[").replace("〕", "]")), "p1"),
    )
    (official,) = firm.dossier().of_kind(RecordKind.PENALTY)
    assert official.until is not None
    (own,) = firm.dossier().of_kind(RecordKind.INSTANT)
    assert own.until is not None
    assert own.until <= official.until
    firm.on = official.until + timedelta(days=1)
    assert shown(firm) == []


def test_what_an_authority_withholds_the_enterprise_s_entry_does_not_bring_back(firm: Firm) -> None:
    records.put(firm.ctx(), (code(COMPANY),), record(penalty(FINE["number"]), "p1"))
    instant.publish(firm.owner, firm.key, InstantItem.PENALTY, FINE, TOKENS[0])
    (official,) = firm.dossier().of_kind(RecordKind.PENALTY)
    ground = Withholding(WithholdingGround.STATE_SECRET, "保密办", firm.on + timedelta(days=90))
    records.withhold(firm.ctx(), official.id, ground)
    assert shown(firm) == []


def test_a_form_is_filled_in_from_the_authority_s_record(firm: Firm) -> None:
    records.put(firm.ctx(), (code(COMPANY),), record(penalty(FINE["number"]), "p1"))
    (due,) = prefilling.missing(firm.owner, firm.key)
    record_id = due.about.partition(":")[2]
    typed = prefilling.typed(firm.owner, firm.key, record_id) | {"content": "罚款"}
    assert prefilling.problems(firm.owner, firm.key, InstantItem.PENALTY, typed) == ()
    instant.publish(firm.owner, firm.key, InstantItem.PENALTY, typed, TOKENS[0])
    assert prefilling.missing(firm.owner, firm.key) == []


def test_a_licence_of_another_kind_stays_missing(firm: Firm) -> None:
    records.put(firm.ctx(), (code(COMPANY),), record(licence("L9"), "l9", date(2026, 6, 2)))
    instant.publish(firm.owner, firm.key, InstantItem.LICENCE, LICENCE, TOKENS[0])
    assert len(prefilling.missing(firm.owner, firm.key)) == 1


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_nobody_is_late_on_the_later_calendar(days: int, late: bool) -> None:
    # 2025-05-20: twenty working days end on 18 June by the national calendar, on 23 June in Xinjiang
    found = clock.due(date(2025, 5, 20))
    assert found is not None
    assert found.day == date(2025, 6, 18)
    assert clock.is_late(date(2025, 5, 20), date(2025, 6, 23) + timedelta(days=days)) is late
