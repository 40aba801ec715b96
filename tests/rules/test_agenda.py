"""What comes due when, with the day before and after each boundary."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit.domain.accounts import Task
from credit.domain.agenda import AgendaItem, AgendaKind, Stage
from credit.domain.records import AbnormalEntry, Contribution, Dormancy, EnterpriseFacts, Flags
from credit.domain.values import Money
from credit.domain.vocabulary import AbnormalGround, HolderKind, LicenceState, Status
from credit.rules import agenda
from credit.rules.annual_report.filers import filer_of
from credit.rules.annual_report.window import Standing
from tests.fixtures.facts import NOON, licence, record, registration

JUNE = date(2026, 6, 30)
FILED = {year: Standing(filed_at=NOON, versions=1) for year in (2023, 2024)}


def facts(*records: object, **changes: object) -> EnterpriseFacts:
    made = tuple(record(one, f"r{number}") for number, one in enumerate(records))  # type: ignore[arg-type]
    return EnterpriseFacts(key="k", registration=registration(1, **changes), records=made)


def items(
    on: date, *records: object, filed: dict[int, Standing] = FILED, **changes: object
) -> list[AgendaItem]:
    known = facts(*records, **changes)
    return agenda.agenda(known, filer_of("k", known.registration, on=on), filed, on)


def kinds(on: date, *records: object, **changes: object) -> list[AgendaKind]:
    return [item.kind for item in items(on, *records, **changes)]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 12, 31), []),
        (date(2026, 1, 1), [AgendaKind.REPORT]),
        (JUNE, [AgendaKind.REPORT]),
        (date(2026, 7, 1), [AgendaKind.REPORT_MISSED, AgendaKind.LISTING]),
        (date(2026, 7, 14), [AgendaKind.REPORT_MISSED, AgendaKind.LISTING]),
        (date(2026, 7, 15), [AgendaKind.REPORT_MISSED]),
    ],
)
def test_a_report_is_due_missed_and_may_lead_to_a_listing(on: date, expected: list[AgendaKind]) -> None:
    assert kinds(on) == expected


def test_who_is_listed_for_a_year_is_not_threatened_with_it_again() -> None:
    entry = AbnormalEntry(
        ground=AbnormalGround.REPORT_NOT_FILED, listed_on=date(2026, 7, 6), report_year=2025
    )
    assert kinds(date(2026, 7, 8), entry) == [AgendaKind.REPORT_MISSED]


@pytest.mark.parametrize("status", [Status.DEREGISTERED, Status.REVOKED])
def test_who_has_ended_owes_nothing(status: Status) -> None:
    assert kinds(JUNE, licence("1", valid_to=JUNE), status=status, term_to=JUNE) == []


def test_terms_dormancy_and_licences_end() -> None:
    sleeping = Flags(dormancy=Dormancy(since=date(2025, 1, 1), until=date(2026, 9, 1)))
    found = items(
        JUNE,
        licence("1", valid_to=date(2026, 8, 1)),
        licence("2", valid_to=None),
        term_to=JUNE,
        flags=sleeping,
    )
    assert [(item.kind, item.due_on) for item in found if item.kind is not AgendaKind.REPORT] == [
        (AgendaKind.TERM, JUNE),
        (AgendaKind.LICENCE, date(2026, 8, 1)),
        (AgendaKind.DORMANCY, date(2026, 9, 1)),
    ]
    invalid = licence("1", valid_to=date(2026, 8, 1), state=LicenceState.INVALID)
    assert AgendaKind.LICENCE not in kinds(JUNE, invalid)


@pytest.mark.parametrize(("paid", "expected"), [("99.999999", 1), ("100", 0), ("101", 0), (None, 1)])
def test_a_contribution_is_due_while_it_falls_short(paid: str | None, expected: int) -> None:
    holders = [
        Contribution(
            holder=name,
            holder_kind=HolderKind.PERSON,
            subscribed=Money(Decimal(100)),
            subscribed_due=date(2026, 7, 1),
            **({} if paid is None else {"paid": Money(Decimal(paid))}),
        )
        for name in ("示例甲", "示例乙")
    ]
    found = [item for item in items(JUNE, *holders) if item.kind is AgendaKind.CONTRIBUTION]
    assert len(found) == expected  # one a day, and no holder is named
    assert "示例" not in str(found)


def item(
    due_on: date | None, opens_on: date | None = None, kind: AgendaKind = AgendaKind.LICENCE
) -> AgendaItem:
    return AgendaItem(kind=kind, about="x", task=Task.INSTANT, due_on=due_on, opens_on=opens_on)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (31, None),
        (30, Stage.FIRST),
        (8, Stage.FIRST),
        (7, Stage.SECOND),
        (1, Stage.SECOND),
        (0, Stage.LAST),
        (-1, None),
    ],
)
def test_stages_begin_thirty_and_seven_days_before(left: int, expected: Stage | None) -> None:
    assert agenda.stage(item(JUNE), JUNE - timedelta(days=left)) == expected


def test_what_goes_on_after_its_day_speaks_once_more() -> None:
    over = JUNE + timedelta(days=1)
    assert agenda.stage(item(JUNE, kind=AgendaKind.REPORT_MISSED), over) is Stage.OVER
    assert agenda.stage(item(JUNE, kind=AgendaKind.LISTING), over) is None


def test_what_is_allowed_from_a_day_is_announced_on_it() -> None:
    possible = item(None, opens_on=JUNE, kind=AgendaKind.REPAIR)
    assert agenda.stage(possible, JUNE - timedelta(days=1)) is None
    assert agenda.stage(possible, JUNE) is Stage.OPEN


DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(DAYS, st.none() | DAYS, DAYS)
def test_no_stage_comes_before_it_can_be_done_and_stages_never_go_back(
    due: date, opens: date | None, on: date
) -> None:
    order = [None, *Stage]
    one = item(due, opens)
    first, second = agenda.stage(one, on), agenda.stage(one, on + timedelta(days=1))
    if opens is not None and on < opens:
        assert first is None
    if second is not None and first is not None:
        assert order.index(first) <= order.index(second)
