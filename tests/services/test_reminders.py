"""Duties that come due reach the people of a subject: each stage once, to those whom it concerns."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from credit.db.account_models import OwnerNoticeRow, PersonRow
from credit.db.message_models import DeliveryRow, ReminderRow
from credit.db.session import Sessions
from credit.domain import actors
from credit.domain.accounts import Origin, Role, Task, Terms
from credit.domain.agenda import AgendaKind, Stage
from credit.services import agenda, memberships, records, reminders
from credit.services.context import Context
from tests.fixtures.facts import code, licence, record
from tests.fixtures.reports import COMPANY, context, file, register

LAST = date(2026, 6, 30)


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    return context(sessions, date(2026, 3, 3))


@pytest.fixture
def key(ctx: Context) -> str:
    """A company that reported for 2023 and 2024 and has an owner, one clerk for repairs, one for reports."""
    made = register(ctx)
    for year in (2023, 2024):
        file(context(ctx.sessions, date(year + 1, 5, 6)), made, year)
    with ctx.sessions.write() as session:
        for name in ("owner", "repair", "report"):
            session.add(
                PersonRow(
                    id=name,
                    display_name=name,
                    locale="zh",
                    email=f"{name}@shop.example",
                    phone="13000000000" if name == "owner" else "",
                    created_at=ctx.clock.now(),
                )
            )
        session.flush()
        for name, terms in (
            ("owner", Terms(role=Role.OWNER)),
            ("repair", Terms(role=Role.FILER, tasks=frozenset({Task.REPAIR}))),
            ("report", Terms(role=Role.FILER, tasks=frozenset({Task.ANNUAL_REPORT}))),
        ):
            memberships.grant(session, ctx, made, name, terms, Origin.INVITATION)
    return made


def told(ctx: Context, code: str) -> list[str]:
    with ctx.sessions.read() as session:
        query = select(OwnerNoticeRow.person_id).where(OwnerNoticeRow.code == code)
        return sorted(session.scalars(query))


def on(ctx: Context, day: date) -> Context:
    return context(ctx.sessions, day)


def stages(ctx: Context) -> list[tuple[str, str]]:
    with ctx.sessions.read() as session:
        rows = session.scalars(select(ReminderRow).order_by(ReminderRow.announced_at, ReminderRow.item))
        return [(row.item, row.stage) for row in rows]


def test_a_report_is_announced_thirty_and_seven_days_before_on_the_last_day_and_after(
    ctx: Context, key: str
) -> None:
    day = LAST - timedelta(days=31)
    while day <= LAST + timedelta(days=1):
        reminders.remind(on(ctx, day))
        reminders.remind(on(ctx, day))  # a second look on the same day says nothing new
        day += timedelta(days=1)
    report = [at for item, at in stages(ctx) if item == "report:2025"]
    assert report == [Stage.FIRST, Stage.SECOND, Stage.LAST]
    assert ("report_missed:2025", Stage.OVER) in stages(ctx)
    assert ("listing:2025", Stage.FIRST) in stages(ctx)
    assert told(ctx, "due.report") == ["owner"] * 3 + ["report"] * 3
    assert told(ctx, "over.report_missed") == ["owner", "report"]


def test_only_the_last_day_is_said_by_telephone(ctx: Context, key: str) -> None:
    for before in (30, 7, 0):
        reminders.remind(on(ctx, LAST - timedelta(days=before)))
    with ctx.sessions.read() as session:
        channels = list(session.scalars(select(DeliveryRow.channel).where(DeliveryRow.channel == "sms")))
    assert len(channels) == 1


def test_who_has_filed_hears_nothing_more(ctx: Context, key: str) -> None:
    file(on(ctx, date(2026, 5, 6)), key, 2025)
    reminders.remind(on(ctx, LAST))
    assert stages(ctx) == []


def test_a_licence_that_ends_is_told_to_the_owner(ctx: Context, key: str) -> None:
    ends = date(2026, 5, 1)
    records.put(ctx, (code(COMPANY),), record(licence("食2021-1", valid_to=ends), "l1"))
    reminders.remind(on(ctx, ends - timedelta(days=31)))
    assert told(ctx, "due.licence") == []
    reminders.remind(on(ctx, ends - timedelta(days=30)))
    assert told(ctx, "due.licence") == ["owner"]


def test_a_subject_nobody_acts_for_is_left_alone(ctx: Context) -> None:
    register(ctx)
    assert reminders.remind(on(ctx, LAST)) == 0


def test_a_person_sees_the_duties_of_their_tasks(ctx: Context, key: str) -> None:
    june = date(2026, 6, 1)
    kinds = {
        name: {item.kind for item in agenda.own(context(ctx.sessions, june, actors.person(name)), key)}
        for name in ("owner", "repair", "report")
    }
    assert AgendaKind.REPORT in kinds["owner"] & kinds["report"]
    assert kinds["repair"] == set()
