"""Queues and boards: soonest first, whole over many pages, kept to the reach, and little for the public."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import insert

from credit.db.case_models import CaseRow
from credit.domain.actors import OfficerRole
from credit.domain.casework import CaseFile, CaseKind, PauseReason
from credit.domain.casework_board import QueueFilter, When
from credit.domain.errors import NotAllowedError, NotFoundError
from credit.services.casework import files, public_board, queues, rows
from tests.services.casework.conftest import COUNTY, DAY, PREFECTURE, Office

EVERYTHING = QueueFilter()


def walk(office: Office, who: str, wanted: QueueFilter = EVERYTHING) -> Iterator[CaseFile]:
    while True:
        with office.sessions.read() as session:
            page = queues.queue(session, office.ctx(who), wanted)
        yield from page.cases
        if not page.next:
            return
        wanted = replace(wanted, after=page.next)


def many(office: Office, count: int) -> None:
    """Thousands of cases at once, many of them due on the same day."""
    with office.sessions.write() as session:
        session.execute(
            insert(CaseRow),
            [
                {
                    "id": f"{number * 7919 % 10007:026d}",
                    "kind": CaseKind.REPAIR.value if number % 3 else CaseKind.TIP.value,
                    "authority": COUNTY if number % 2 else "650102",
                    "year": 2026,
                    "serial": 1000 + number,
                    "number": f"M{number}",
                    "token": f"many{number}",
                    "state": "submitted",
                    "assignee": "",
                    "batch": "",
                    "title": "",
                    "params": {},
                    "opened_at": office.ctx().clock.now(),
                    "opened_by": "tests",
                    "started_on": DAY,
                    "workdays": 7,
                    "pauses": [],
                    "sort_on": DAY + timedelta(days=number % 12),
                    "escalate_on": DAY + timedelta(days=number % 12 - 2),
                    "late_on": DAY + timedelta(days=number % 12 + 1),
                }
                for number in range(count)
            ],
        )


def test_thousands_of_cases_are_walked_once_each_soonest_first(office: Office) -> None:
    many(office, 4000)
    seen = list(walk(office, "sue"))
    assert len(seen) == len({one.id for one in seen}) == 2000
    assert {one.authority for one in seen} == {COUNTY}
    with office.sessions.read() as session:
        order = [rows.found(session, one.id).sort_on for one in seen]
    assert order == sorted(order)
    office.come("all", OfficerRole.SUPERVISOR, authority="650000")
    assert len(list(walk(office, "all"))) == 4000
    assert len(list(walk(office, "all", QueueFilter(kind=CaseKind.TIP)))) == 1334
    assert len(list(walk(office, "all", QueueFilter(authority="650102")))) == 2000


def test_the_queue_is_cut_by_whose_and_how_late(office: Office) -> None:
    office.later(-40)
    late = office.open()
    office.later(40)
    near = office.open(workdays=1)
    office.later(1)
    held, fresh = office.open(), office.open()
    office.do("ann", held, files.pause, PauseReason.SUIT)
    closed = office.do("rex", office.open(), files.move, "closed", "test.done", close=True)
    ids = {when: [one.id for one in walk(office, "ann", QueueFilter(when=when))] for when in When}
    assert ids[When.OVERDUE] == [late.id]
    assert ids[When.SOON] == [near.id]
    assert ids[When.PAUSED] == [held.id]
    assert ids[When.ALL] == [late.id, near.id, fresh.id, held.id]
    assert closed.id not in ids[When.ALL]
    mine = [one.assignee for one in walk(office, "ann", QueueFilter(mine=True))]
    assert mine
    assert set(mine) == {late.assignee if late.assignee.endswith("ann".ljust(26, "0")) else near.assignee}


def test_whatever_comes_as_a_position_begins_at_the_top(office: Office) -> None:
    case = office.open()
    for nonsense in ("x", "2026-99-99.a", "'; --", "."):
        assert [one.id for one in walk(office, "ann", QueueFilter(after=nonsense))] == [case.id]


def test_only_officers_have_a_queue_and_only_their_own_cases(office: Office) -> None:
    case = office.open()
    office.come("far", OfficerRole.HANDLER, authority="650102")
    assert list(walk(office, "far")) == []
    with office.sessions.read() as session:
        with pytest.raises(NotAllowedError):
            queues.queue(session, office.ctx(), QueueFilter())
        with pytest.raises(NotAllowedError):
            queues.by_number(session, office.ctx("far"), case.number)
        with pytest.raises(NotAllowedError):
            queues.case_file(session, office.ctx("far"), case.id)
        with pytest.raises(NotFoundError):
            queues.by_number(session, office.ctx("ann"), "修复653101-2026-999999")
        assert queues.by_number(session, office.ctx("sue"), f" {case.number} ").id == case.id


def test_the_board_counts_what_is_open_and_takes_the_middle_of_what_is_closed(office: Office) -> None:
    for days in (1, 2, 9):
        case = office.open()
        office.later(days)
        office.do("rex", case, files.move, "closed", "test.done", close=True)
    office.open()
    office.open(authority=PREFECTURE, kind=CaseKind.TIP)
    with office.sessions.read() as session:
        county, above = (queues.board(session, office.ctx(who)) for who in ("ann", "sue"))
    assert [line.authority for line in county] == [COUNTY]
    assert [(line.authority, line.kind) for line in above] == [
        (PREFECTURE, CaseKind.TIP),
        (COUNTY, CaseKind.REPAIR),
    ]
    line = county[0]
    assert (line.tally.open, line.closed, line.median, line.late) == (1, 3, 2.0, 0)
    assert above[0].tally.idle == 1


def closed_cases(office: Office, authority: str, count: int, days: int) -> None:
    made = [office.open(authority=authority, workdays=5, kind=CaseKind.TIP) for _ in range(count)]
    office.later(days)
    for case in made:
        with office.sessions.write() as session:
            row = files.locked(session, case.id)
            files.move(session, office.ctx(), row, "answered", "test.done", close=True)


def test_the_public_sees_months_and_never_a_few_cases(office: Office) -> None:
    office.on = date(2026, 3, 2)
    closed_cases(office, COUNTY, 6, 1)
    closed_cases(office, "653121", 6, 3)
    closed_cases(office, "650102", 2, 1)  # too few to show, and too few to be worked out
    closed_cases(office, "650103", 1, 30)
    office.on = date(2026, 4, 15)
    closed_cases(office, COUNTY, 7, 1)  # of this month: not yet
    assert public_board.make(office.ctx())
    assert not public_board.make(office.ctx())
    with office.sessions.read() as session:
        board = public_board.public_board(session)
    assert board is not None
    assert (board.first, board.last, board.minimum) == (date(2025, 4, 1), date(2026, 3, 31), 5)
    shown = {line.division: (line.received, line.closed, line.median) for line in board.lines}
    assert shown[""] == (15, 14, 1.0)
    hidden = shown[""][0] - sum(count for place, (count, _, _) in shown.items() if place)
    assert "650102" not in shown
    assert hidden >= 5
    office.later(30)
    assert public_board.make(office.ctx())


def test_there_is_no_public_board_before_it_was_made(office: Office) -> None:
    with office.sessions.read() as session:
        assert public_board.public_board(session) is None
