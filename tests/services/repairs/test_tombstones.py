"""A repaired record stays out: whichever source sends it again, in whichever writing, before or after."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from credit.db.models import RecordRow
from credit.domain.errors import ConflictError
from credit.domain.notice_kinds import NoticeKind
from credit.domain.notices import AuthorityNotice, NoticeFacts, PublicNotice
from credit.domain.records import AbnormalEntry, AnyContent, Check, Record, SeriousEntry
from credit.domain.repair_applications import Recipient, TellingState
from credit.domain.values import Repair
from credit.domain.vocabulary import AbnormalGround, CheckKind, CheckResult, SeriousCategory
from credit.jobs import telling as ways
from credit.services import authority_notices, records, registrations
from credit.services.notice_reading import NoticeReader
from credit.services.objections.asking import heard
from credit.services.public import PublicReader
from credit.services.repairs import effects, exchange, results, telling
from credit.services.repairs.effects import Granted
from credit.services.repairs.results import Result
from tests.fixtures.facts import clock_on, code, penalty, registration, said
from tests.fixtures.reports import COMPANY, context
from tests.services.repairs.conftest import DAY, Desk

NUMBER = "乌天市监罚〔2026〕12号"
REPAIR = Repair(number="信修〔2026〕650102-000001号", agency="乌鲁木齐市天山区市场监督管理局", on=DAY)
SENT = date(2026, 5, 6)

PENALTIES = [
    ("cases", "p1", penalty(NUMBER, fine="40")),
    ("exchange", "x9", penalty("乌天市监罚[2026]12号")),
    ("province", "z/1", penalty("乌天市监罚（2026）12 号")),
]
ENTRIES: list[tuple[str, str, AnyContent]] = [
    ("cases", "p1", AbnormalEntry(ground=AbnormalGround.REPORT_NOT_FILED, listed_on=SENT, report_year=2024)),
    (
        "exchange",
        "x9",
        AbnormalEntry(
            ground=AbnormalGround.REPORT_NOT_FILED,
            listed_on=date(2026, 5, 7),
            report_year=2024,
            decision_no="1",
        ),
    ),
]
LISTED: list[tuple[str, str, AnyContent]] = [
    (
        "exchange",
        "x9",
        SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=SENT, decision_no="另一文号"),
    )
]


def gone(desk: Desk, record_id: str) -> None:
    """A repair without a case, as another authority tells of it."""
    ctx = desk.reviewer
    ctx.sessions.run(lambda session: effects.apply(session, ctx, [Granted(desk.key, record_id, REPAIR)]))


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (PENALTIES[0][2], PENALTIES),
        (ENTRIES[0][2], ENTRIES),
        (SeriousEntry(category=SeriousCategory.FOOD, reason="示例", listed_on=SENT), LISTED),
    ],
    ids=["penalty", "abnormal", "serious"],
)
def test_three_sources_bring_nothing_back(
    desk: Desk, first: AnyContent, again: list[tuple[str, str, AnyContent]]
) -> None:
    record_id = desk.keep(first, "p1", SENT)
    assert desk.shown() >= {record_id}
    gone(desk, record_id)
    assert record_id not in desk.shown()
    for source, source_id, content in again:
        sent = desk.keep(content, source_id, SENT, source)
        assert sent not in desk.shown(), source
    other = desk.keep(penalty("乌天市监罚〔2026〕99号"), "p9", SENT)
    assert other in desk.shown()


def test_a_check_that_led_to_a_repaired_penalty_stays_out_too(lone_desk: Desk) -> None:
    desk = lone_desk
    check = Check(
        check_kind=CheckKind.RANDOM, checked_on=SENT, results=(CheckResult.FOLLOW_UP,), task_no="t1"
    )
    desk.keep(check, "check-1", SENT)
    gone(desk, desk.keep(replace(penalty(NUMBER), check_id="check-1"), "p1", SENT))
    assert desk.keep(replace(check, item="另述"), "other", SENT, "exchange") not in desk.shown()


def test_a_record_that_names_another_enterprise_is_not_touched(lone_desk: Desk) -> None:
    """Numbers count within one subject: a decision may be about two enterprises."""
    desk = lone_desk
    gone(desk, desk.keep(penalty(NUMBER), "p1", SENT))
    ctx = context(desk.sessions, DAY)
    registrations.put(ctx, registration(9))
    content = Record(id="", provenance=said("p7", "cases", SENT), content=penalty(NUMBER))
    records.put(ctx, (code(9),), content)
    located = PublicReader(desk.sessions, clock_on(DAY)).enterprise(code(9))
    assert located is not None
    assert len(located.dossier.records) == 1


def notice(source_id: str, title: str, body: str) -> NoticeFacts:
    return NoticeFacts(
        key="",
        provenance=said(source_id, "notices", SENT),
        content=AuthorityNotice(
            notice_kind=list(NoticeKind)[-1],
            title=title,
            body=body,
            period_from=SENT,
        ),
    )


def shown_notices(desk: Desk) -> list[PublicNotice]:
    return [one.notice for one in NoticeReader(desk.sessions, clock_on(DAY)).everything() if one.notice]


def test_notices_lose_what_names_it_before_and_after(desk: Desk) -> None:
    ctx = desk.reviewer
    body = "一、乌天市监罚[2026]12号：示例企业。\n二、乌天市监罚〔2026〕13号：另一企业。"
    authority_notices.put(ctx, notice("n1", "曝光台", body))
    authority_notices.put(ctx, notice("n2", f"关于{NUMBER}的公告", "内容"))
    assert len(shown_notices(desk)) == 2
    record_id = desk.keep(penalty(NUMBER), "p1", SENT)
    gone(desk, record_id)
    (left,) = shown_notices(desk)
    assert left.content.body == "二、乌天市监罚〔2026〕13号：另一企业。"
    authority_notices.put(ctx, notice("n3", "再次曝光", body))
    assert all("12号" not in str(one.content.body) for one in shown_notices(desk))
    ctx.sessions.run(lambda session: effects.restore(session, ctx, [record_id], anew=DAY))
    assert len(shown_notices(desk)) == 3
    assert record_id in desk.shown()


def test_a_result_from_elsewhere_is_carried_out_once(lone_desk: Desk) -> None:
    desk = lone_desk
    ours = desk.keep(penalty(NUMBER), "p1", SENT)
    with pytest.raises(ConflictError, match=r"result\.ours"):
        results.take_result(desk.reviewer, desk.key, Result(ours, REPAIR))
    sent = Record(id="", provenance=said("q1", "fire", SENT), content=penalty("消〔2026〕1号"))
    agency = replace(sent.provenance.agency, name="乌鲁木齐市示例区消防救援大队")
    records.put(
        context(desk.sessions, DAY),
        (code(COMPANY),),
        replace(sent, provenance=replace(sent.provenance, agency=agency)),
    )
    with desk.sessions.read() as session:
        theirs = session.scalars(select(RecordRow.id).where(RecordRow.source == "fire")).one()
    elsewhere = Repair(number="消修〔2026〕1号", agency=agency.name, on=DAY)
    assert results.take_result(desk.reviewer, desk.key, Result(theirs, elsewhere))
    assert not results.take_result(desk.reviewer, desk.key, Result(theirs, elsewhere))
    assert theirs not in desk.shown()


def test_others_are_told_until_they_acknowledge(lone_desk: Desk, tmp_path: Path) -> None:
    desk = lone_desk
    gone(desk, desk.keep(penalty(NUMBER), "p1", SENT))
    ctx = desk.reviewer
    broken = 0

    def breaks(_message: telling.Message) -> telling.Answered:
        nonlocal broken
        broken += 1
        raise ConnectionError

    assert telling.tell(ctx, {Recipient.SOURCE: breaks}, heard) == 0
    assert broken == 1  # it waits before it is tried again
    folder = ways.open_telling(f"file://{tmp_path}/out", "")
    desk.on = date(2026, 9, 11)
    ctx = desk.reviewer
    assert telling.tell(ctx, dict.fromkeys(Recipient, folder), heard) == 3
    assert len(list((tmp_path / "out").glob("*/*.json"))) == 3
    target = tmp_path / "repairs.csv"
    assert exchange.export(ctx, Recipient.CREDIT_CHINA, target) == 1
    line = target.read_text(encoding="utf-8-sig").splitlines()[1]
    assert REPAIR.number in line
    number = line.split(",")[0]
    assert exchange.take_receipts(ctx, [{"消息编号": number, "回执编号": "R1"}] * 2, heard) == (2, [])
    assert exchange.take_receipts(ctx, [{"消息编号": "x", "回执编号": "R1"}], heard) == (0, ["x"])
    assert exchange.export(ctx, Recipient.CREDIT_CHINA, target) == 0
    with desk.sessions.read() as session:
        states = [one.state for one in telling.of_case(session, "")]
    assert states.count(TellingState.ACKNOWLEDGED) == 1
    with pytest.raises(ValueError, match="TELL_SECRET"):
        ways.open_telling("https://exchange.example/told", "")
