"""What was published in the last days: listed as counted, and nothing that may no longer be shown."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from credit.db.models import DossierRow
from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.notice_kinds import NoticeKind
from credit.domain.notices import AuthorityNotice
from credit.domain.recent import Announced, Position, Published, Recently
from credit.domain.records import Notice
from credit.domain.values import Withholding
from credit.domain.vocabulary import RecordKind, WithholdingGround
from credit.services import authority_notices, records, registrations
from credit.services.context import Context
from credit.services.public import PublicReader
from tests.fixtures.facts import CLOCK, TODAY, clock_on, code, licence, penalty, record, registration
from tests.fixtures.notices import authority_notice, notice_facts

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


def records_of(page: Recently) -> list[Published]:
    """Its items, all of which are of enterprises."""
    found = [one for one in page.items if isinstance(one, Published)]
    assert len(found) == len(page.items)
    return found


def walked(reader: PublicReader, days: int, limit: int) -> list[tuple[date, str]]:
    """Day and id of every record of the list, page by page."""
    found: list[tuple[date, str]] = []
    after: Position | None = None
    while True:
        page = reader.recent(KIND, days, after, limit)
        assert 1 <= len(page.items) <= limit
        found += [(one.record.source.published_on, one.record.id) for one in records_of(page)]
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
    gone = records_of(reader.recent(KIND, 7))[0].record.id
    records.withhold(ctx, gone, PRIVACY)
    registrations.withhold(ctx, code(3), PRIVACY)
    assert reader.recent(KIND, 7).total == len(walked(reader, 7, 2)) == 7
    assert gone not in {one for _, one in walked(reader, 7, 50)}
    assert reader.recent(RecordKind.LICENCE, 1).items == ()


def test_what_has_ended_is_not_listed_though_nobody_swept(ctx: Context) -> None:
    """The list is made on the day it is read: here the day after the last on which they may be shown."""
    small = records_of(PublicReader(ctx.sessions, CLOCK).recent(KIND, 1))[0]
    assert small.record.until is not None
    late = PublicReader(ctx.sessions, clock_on(small.record.until + timedelta(days=1)))
    days = (small.record.until - TODAY).days + 9
    assert late.recent(KIND, days) == Recently((), 0, None)


def announced(ctx: Context, limit: int) -> list[tuple[date, str]]:
    """Day and title of every notice of the week, an enterprise's and an authority's, page by page."""
    reader, after, found = PublicReader(ctx.sessions, CLOCK), None, []
    while True:
        page = reader.recent(RecordKind.NOTICE, 7, after, limit)
        for one in page.items:
            said = one.notice if isinstance(one, Announced) else one.record
            assert isinstance(said.content, AuthorityNotice | Notice)
            found.append((said.source.published_on, said.content.title))
        assert len(found) <= page.total
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("limit", [1, 2, 50])
def test_notices_of_authorities_are_counted_and_listed_among_those_of_enterprises(
    ctx: Context, limit: int
) -> None:
    before = PublicReader(ctx.sessions, CLOCK).today()
    days = {"甲": 0, "乙": 2, "丙": 6, "丁": 7, "戊": -1}
    for title, back in days.items():
        day = TODAY - timedelta(days=back)
        content = authority_notice(title=title, period_from=day)
        authority_notices.put(ctx, notice_facts(content, title, published_on=day))
    own = Notice(notice_kind=NoticeKind.LIQUIDATION, title="己", period_from=TODAY)
    records.put(ctx, (code(1),), record(own, "own", TODAY - timedelta(days=1)))
    counted = PublicReader(ctx.sessions, CLOCK).today()
    assert counted.today[RecordKind.NOTICE] == before.today[RecordKind.NOTICE] + 1
    assert counted.week[RecordKind.NOTICE] == before.week[RecordKind.NOTICE] + 4
    assert [title for _, title in announced(ctx, limit)] == ["甲", "己", "乙", "丙"]


def test_a_notice_taken_out_of_view_is_neither_counted_nor_listed(ctx: Context) -> None:
    reader = PublicReader(ctx.sessions, CLOCK)
    authority_notices.put(ctx, notice_facts())
    key = next(reader.notices.everything()).key
    authority_notices.withhold(ctx, key, PRIVACY)
    assert reader.today().week[RecordKind.NOTICE] == 0
    assert reader.recent(RecordKind.NOTICE, 7) == Recently((), 0, None)


def test_dossiers_are_the_judge_of_what_is_shown(ctx: Context) -> None:
    """A page stays short, and the list goes on, where records went after they were counted."""
    with ctx.sessions.write() as session:
        session.execute(update(DossierRow).where(DossierRow.name == registration(1).name).values(blob=None))
    reader = PublicReader(ctx.sessions, CLOCK)
    names: list[str] = []
    after: Position | None = None
    for _turn in range(12):
        page = reader.recent(KIND, 7, after, 1)
        names += [one.dossier.registered.name for one in records_of(page)]
        after = page.next
        if after is None:
            break
    assert names == [registration(2).name, registration(3).name]


@pytest.mark.parametrize(
    "text", ["", "x", "2026-13-40.a.b", "2026-06-15.A.b", "2026-06-15.a.b.c", "٢٠٢٦-٠١-٠١.a.b"]
)
def test_positions_that_are_none(text: str) -> None:
    assert Position.parse(text) is None
