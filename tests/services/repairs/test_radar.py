"""What an enterprise is told of its own records: each with its answer, and the day, once."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from credit.db.account_models import OwnerNoticeRow, PersonRow
from credit.db.session import Sessions
from credit.domain import actors
from credit.domain.accounts import Origin, Role, Task, Terms
from credit.domain.agenda import AgendaKind
from credit.domain.clock import SHANGHAI
from credit.domain.errors import NotAllowedError, NotFoundError
from credit.domain.records import AbnormalEntry, AnyContent, Penalty, Record
from credit.domain.repair import Duty, Outcome
from credit.domain.values import Money, Provenance, Withholding
from credit.domain.vocabulary import AbnormalGround, PenaltyKind, WithholdingGround
from credit.services import agenda, memberships, records, reminders
from credit.services.context import Context
from credit.services.repairs import radar
from tests.fixtures.facts import OFFICE, code
from tests.fixtures.reports import COMPANY, context, file, register

PUBLISHED = date(2026, 3, 2)
OPENS = date(2026, 6, 3)


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return context(sessions, PUBLISHED)


@pytest.fixture
def key(ctx: Context) -> str:
    """A company with an owner, one clerk for repairs and one for reports."""
    made = register(ctx)
    with ctx.sessions.write() as session:
        for name in ("owner", "repair", "report"):
            said = {"display_name": name, "locale": "zh", "email": "", "phone": ""}
            session.add(PersonRow(id=name, created_at=ctx.clock.now(), **said))
        session.flush()
        for name, terms in (
            ("owner", Terms(role=Role.OWNER)),
            ("repair", Terms(role=Role.FILER, tasks=frozenset({Task.REPAIR}))),
            ("report", Terms(role=Role.FILER, tasks=frozenset({Task.ANNUAL_REPORT}))),
        ):
            memberships.grant(session, ctx, made, name, terms, Origin.INVITATION)
    return made


def fined(number: str, **changes: object) -> Penalty:
    given: dict[str, object] = {
        "decision_no": number,
        "violation": "经营标签不符合规定的食品",
        "kinds": (PenaltyKind.FINE,),
        "decided_on": PUBLISHED,
        "fine": Money(Decimal(30)),
        "duties_performed_on": PUBLISHED,
    }
    return Penalty(**(given | changes))  # type: ignore[arg-type]


def put(ctx: Context, content: AnyContent, number: str, published: date = PUBLISHED, **more: object) -> None:
    """A record that comes in today."""
    came = Provenance(
        agency=OFFICE,
        source="cases",
        source_id=number,
        effective_on=published,
        published_on=published,
        received_at=ctx.clock.now(),
    )
    records.put(ctx, (code(COMPANY),), replace(Record(id="", provenance=came, content=content), **more))


def on(ctx: Context, day: date) -> Context:
    return context(ctx.sessions, day, actors.person("owner"))


def told(ctx: Context, said: str) -> list[str]:
    with ctx.sessions.read() as session:
        query = select(OwnerNoticeRow.person_id).where(OwnerNoticeRow.code == said)
        return sorted(session.scalars(query))


def test_each_record_with_its_answer_what_can_be_done_first(ctx: Context, key: str) -> None:
    put(ctx, fined("罚1号", duties_performed_on=None), "p1")
    put(ctx, fined("罚2号", violation="无照经营"), "p2")
    put(ctx, fined("罚3号", kinds=(PenaltyKind.CRITICISM,), violation="虚假宣传"), "p3")
    put(ctx, fined("罚4号", kinds=(PenaltyKind.WARNING,), violation="计量"), "p4")
    seen = radar.own(on(ctx, OPENS), key)
    assert [(one.answer.outcome, one.answer.on) for one in seen] == [
        (Outcome.NOW, OPENS),
        (Outcome.DO_FIRST, OPENS),
    ]
    assert [step.duty for step in seen[1].answer.steps] == [Duty.PERFORM]
    (minor,) = [one for one in radar.own(on(ctx, PUBLISHED), key) if one.answer.outcome is Outcome.ENDS]
    assert minor.answer.on == OPENS


def test_what_is_withheld_is_not_told(ctx: Context, key: str) -> None:
    held = Withholding(WithholdingGround.STATE_SECRET, "审核人", date(2027, 1, 1))
    put(ctx, fined("罚1号"), "p1", withheld=held)
    assert radar.own(on(ctx, OPENS), key) == []
    assert told(ctx, "repair.notice") == []


def test_a_report_that_is_filed_opens_the_way_off_the_list(ctx: Context, key: str) -> None:
    listed = date(2026, 7, 9)
    entry = AbnormalEntry(ground=AbnormalGround.REPORT_NOT_FILED, listed_on=listed, report_year=2025)
    put(context(ctx.sessions, listed), entry, "a1", listed)
    (before,) = radar.own(on(ctx, listed), key)
    assert before.answer.outcome is Outcome.DO_FIRST
    assert before.answer.steps[0].href == "/report/2025"
    assert agenda_of(ctx, key, listed) == []
    for year in (2023, 2024, 2025):
        file(context(ctx.sessions, date(2026, 8, 3)), key, year)
    (after,) = radar.own(on(ctx, date(2026, 8, 3)), key)
    assert after.answer.outcome is Outcome.NOW


def agenda_of(ctx: Context, key: str, day: date) -> list[date | None]:
    items = agenda.own(on(ctx, day), key)
    return [one.day for one in items if one.kind is AgendaKind.REPAIR]


def test_the_first_day_is_announced_once_and_stands_in_the_calendar(ctx: Context, key: str) -> None:
    put(ctx, fined("罚1号"), "p1")
    assert agenda_of(ctx, key, PUBLISHED) == [OPENS]
    for day in (date(2026, 6, 2), OPENS, date(2026, 6, 4), date(2026, 9, 1)):
        reminders.remind(on(ctx, day))
        expected = [] if day < OPENS else ["owner", "repair"]
        assert told(ctx, "due.repair") == expected
    assert agenda_of(ctx, key, date(2027, 3, 3)) == []


def test_the_notice_goes_out_with_the_record_and_once(ctx: Context, key: str) -> None:
    put(ctx, fined("罚1号"), "p1")
    put(ctx, fined("罚1号"), "p1")
    assert told(ctx, "repair.notice") == ["owner"]
    with ctx.sessions.read() as session:
        (row,) = session.scalars(select(OwnerNoticeRow).where(OwnerNoticeRow.code == "repair.notice"))
        record_id = row.href.rpartition("/")[2]
        assert row.created_at == datetime(2026, 3, 2, 12, tzinfo=SHANGHAI)
    assert radar.one(on(ctx, PUBLISHED), key, record_id).record_id == record_id


def test_old_news_and_what_is_over_bring_no_notice(ctx: Context, key: str) -> None:
    later = context(ctx.sessions, date(2027, 4, 1))
    put(later, fined("罚1号"), "p1")
    put(later, fined("罚2号", kinds=(PenaltyKind.WARNING,)), "p2", date(2027, 3, 31))
    put(later, fined("罚3号", decided_on=date(2026, 12, 1)), "p3", date(2026, 12, 1))
    assert told(ctx, "repair.notice") == []


def test_only_who_may_repair_sees_it(ctx: Context, key: str) -> None:
    put(ctx, fined("罚1号"), "p1")
    assert radar.own(context(ctx.sessions, OPENS, actors.person("repair")), key)
    with pytest.raises(NotAllowedError):
        radar.own(context(ctx.sessions, OPENS, actors.person("report")), key)
    with pytest.raises(NotFoundError):
        radar.one(on(ctx, OPENS), key, "0" * 26)
