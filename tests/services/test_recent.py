"""What was published in the last days: listed as counted, and nothing that may no longer be shown."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from credit.db.models import DossierRow
from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.recent import Position, Recently
from credit.domain.values import Withholding
from credit.domain.vocabulary import RecordKind, WithholdingGround
from credit.services import records, registrations
from credit.services.context import Context
from credit.services.public import PublicReader
from tests.fixtures.facts import CLOCK, TODAY, clock_on, code, licence, penalty, record, registration

PRIVACY = Withholding(WithholdingGround.PERSONAL_PRIVACY, "示例批准人", date(2027, 1, 1))
KIND = RecordKind.PENALTY


@pytest.fixture
def ctx(sessions: Sessions) -> Context:
    """With three enterprises; of one more was published on one day than a short page holds."""
    made = Context(sessions, CLOCK, system("officer"))
    for number in (1, 2, 3):
        registrations.put(made, registration(number))
    for number, back in enumerate((0, 0, 0, 0, 0, 1, 6, 7)):
        add(made, 1, f"1-{number}", back)
    add(made, 2, "2-1", 0)
    add(made, 3, "3-1", 3)
    records.put(made, (code(3),), record(licence("L1"), "L1", TODAY))
    return made


def add(ctx: Context, whose: int, number: str, days_back: int) -> None:
    day = TODAY - timedelta(days=days_back)
    records.put(ctx, (code(whose),), record(penalty(number, decided_on=day), number, day))


def walked(reader: PublicReader, days: int, limit: int) -> list[tuple[date, str]]:
    """Day and id of every record of the list, page by page."""
    found: list[tuple[date, str]] = []
    after: Position | None = None
    while True:
        page = reader.recent(KIND, days, after, limit)
        assert 1 <= len(page.items) <= limit
        found += [(one.record.source.published_on, one.record.id) for one in page.items]
        if page.next is None:
            return found
        assert len(page.items) == limit
        assert Position.parse(str(page.next)) == page.next
        after = page.next


@pytest.mark.parametrize("limit", [1, 2, 3, 9, 50])
def test_pages_hold_what_was_counted(ctx: Context, limit: int) -> None:
    reader = PublicReader(ctx.sessions, CLOCK)
    counted = reader.today()
    for days, count in ((1, counted.today[KIND]), (7, counted.week[KIND])):
        found = walked(reader, days, limit)
        assert len(set(found)) == len(found) == count == reader.recent(KIND, days).total
        assert [day for day, _ in found] == sorted((day for day, _ in found), reverse=True)
    assert (counted.today[KIND], counted.week[KIND]) == (6, 9)


def test_what_is_withheld_is_neither_counted_nor_listed(ctx: Context) -> None:
    reader = PublicReader(ctx.sessions, CLOCK)
    gone = reader.recent(KIND, 7).items[0].record.id
    records.withhold(ctx, gone, PRIVACY)
    registrations.withhold(ctx, code(3), PRIVACY)
    assert reader.recent(KIND, 7).total == len(walked(reader, 7, 2)) == 7
    assert gone not in {one for _, one in walked(reader, 7, 50)}
    assert reader.recent(RecordKind.LICENCE, 1).items == ()


def test_what_has_ended_is_not_listed_though_nobody_swept(ctx: Context) -> None:
    """The list is made on the day it is read: here the day after the last on which they may be shown."""
    small = PublicReader(ctx.sessions, CLOCK).recent(KIND, 1).items[0]
    assert small.record.until is not None
    late = PublicReader(ctx.sessions, clock_on(small.record.until + timedelta(days=1)))
    days = (small.record.until - TODAY).days + 9
    assert late.recent(KIND, days) == Recently((), 0, None)


def test_dossiers_are_the_judge_of_what_is_shown(ctx: Context) -> None:
    """A page stays short, and the list goes on, where records went after they were counted."""
    with ctx.sessions.write() as session:
        session.execute(update(DossierRow).where(DossierRow.name == registration(1).name).values(blob=None))
    reader = PublicReader(ctx.sessions, CLOCK)
    names: list[str] = []
    after: Position | None = None
    for _turn in range(12):
        page = reader.recent(KIND, 7, after, 1)
        names += [one.dossier.registered.name for one in page.items]
        after = page.next
        if after is None:
            break
    assert names == [registration(2).name, registration(3).name]


@pytest.mark.parametrize(
    "text", ["", "x", "2026-13-40.a.b", "2026-06-15.A.b", "2026-06-15.a.b.c", "٢٠٢٦-٠١-٠١.a.b"]
)
def test_positions_that_are_none(text: str) -> None:
    assert Position.parse(text) is None
