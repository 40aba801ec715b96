"""What the demonstration does about repair and reports: every state there once, and somebody to answer it."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from credit.db.case_models import CaseRow
from credit.db.repair_models import (
    RepairApplicationRow,
    RepairCaseRow,
    RestructuringRow,
    TellingRow,
    TombstoneRow,
)
from credit.db.session import Sessions
from credit.domain.actors import OfficerRole, officer, system
from credit.domain.casework import CaseKind
from credit.domain.clock import SHANGHAI, Clock, FixedClock
from credit.domain.repair_applications import ApplicationState
from credit.domain.repair_cases import RepairState
from credit.domain.supervision import TipState
from credit.services import access, audit
from credit.services.casework import public_board
from credit.services.context import Context
from credit.services.demo import late_filers, loading, past_reports, repairs, reported
from credit.services.disclosures.evidence import Folder
from credit.services.repairs import alike
from credit.services.sealing import Sealer, own_keys
from credit.services.supervision import intake
from credit.services.supervision.envelopes import Box
from tests.demo.test_doings import demo_officer
from web.demo_idp.people import people

CLOCK = FixedClock(datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI))
SIZE, LATE = 400, 15  # so many of a small region; a usual one has `late_filers.COUNT`


@pytest.fixture
def region(lone_sessions: Sessions) -> Sessions:
    loading.load(lone_sessions, loading.settle(lone_sessions, SIZE, 1, CLOCK), lambda _: None)
    loading.publish(lone_sessions, CLOCK, lambda _: None)
    return lone_sessions


def acted(sessions: Sessions, place: Path, clock: Clock = CLOCK) -> tuple[int, int, int]:
    papers, keys = Folder(place / "papers"), own_keys(place / "key")
    return (
        repairs.act(sessions, clock, papers),
        late_filers.act(sessions, clock, papers),
        reported.act(sessions, clock, Box(Sealer(keys), Folder(place / "sealed"))),
    )


def states(sessions: Sessions, kinds: tuple[CaseKind, ...]) -> Counter[str]:
    with sessions.read() as session:
        wanted = [kind.value for kind in kinds]
        return Counter(session.scalars(select(CaseRow.state).where(CaseRow.kind.in_(wanted))))


def rows(sessions: Sessions) -> list[int]:
    tables = (CaseRow, RepairApplicationRow, TombstoneRow, TellingRow, RestructuringRow)
    with sessions.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def test_every_state_of_a_repair_is_there_once_and_for_all(region: Sessions, tmp_path: Path) -> None:
    assert acted(region, tmp_path) == (len(repairs.STORIES), LATE, len(reported.REPORTS))
    found = states(region, (CaseKind.REPAIR,))
    assert found == {
        RepairState.SUBMITTED: LATE + 2,
        RepairState.CORRECTION: 1,
        RepairState.WITHDRAWN: 1,
        RepairState.ACCEPTED: 1,
        RepairState.PROPOSED: 1,
        RepairState.REFUSED: 1,
        RepairState.DISPLAYED: 3,
        RepairState.REVOKED: 1,
    }
    before = rows(region)
    assert acted(region, tmp_path) == (0, LATE, 0)
    assert acted(region, tmp_path, FixedClock(CLOCK.now() + timedelta(days=900)))[0] == 0
    assert rows(region) == before
    with region.read() as session:
        assert audit.broken_at(session) is None
        drafts = select(RepairApplicationRow).where(
            RepairApplicationRow.state == ApplicationState.DRAFT.value
        )
        assert len(session.scalars(drafts).all()) == 1
        assert session.scalar(select(func.count()).where(TombstoneRow.temporary.is_(True))) == 1


def test_late_filers_are_one_screen_and_can_be_granted(region: Sessions, tmp_path: Path) -> None:
    acted(region, tmp_path)
    ctx = Context(region, CLOCK, demo_officer(late_filers.CITY, OfficerRole.HANDLER))
    with region.read() as session:
        group = alike.groups(session, ctx)[0]
        members = alike.members(session, ctx, group.key, group.authority)
    assert (group.count, group.authority) == (LATE, late_filers.CITY)
    done = alike.decide_group(ctx, members.case_ids)
    assert (len(done.decided), done.left) == (LATE, {})


def test_somebody_of_the_demonstration_reaches_every_open_case(region: Sessions, tmp_path: Path) -> None:
    acted(region, tmp_path)
    holders = {code for one in people().values() for code in one.licences if isinstance(code, str)}
    with region.read() as session:
        for authority in set(session.scalars(select(CaseRow.authority).where(CaseRow.closed_at.is_(None)))):
            demo_officer(authority, OfficerRole.HANDLER)
            demo_officer(authority, OfficerRole.REVIEWER)
        answering = {access.standing(session, code).key for code in holders if code != "52650000MJ00000191"}
        asked = select(RepairCaseRow.subject_key).join(CaseRow, CaseRow.id == RepairCaseRow.id)
        waits = asked.where(CaseRow.state == RepairState.CORRECTION.value)
        assert set(session.scalars(waits)) <= answering


def test_reports_can_be_read_under_their_codes(region: Sessions, tmp_path: Path) -> None:
    acted(region, tmp_path)
    nobody = Context(region, CLOCK, officer("n" * 26, "", frozenset()))
    seen = Counter(intake.standing(nobody, reported.code(at)).state for at in range(len(reported.REPORTS)))
    told = Path(__file__).parents[2].joinpath("docs/demo.md").read_text("utf-8")
    assert all(reported.code(at) in told for at in range(len(reported.REPORTS)))
    assert seen == {TipState.RECEIVED: 4, TipState.ANSWERED: 3, TipState.NOT_ACCEPTED: 1}


def test_an_older_and_a_smaller_region_do_what_they_can(lone_sessions: Sessions, tmp_path: Path) -> None:
    loading.load(lone_sessions, loading.settle(lone_sessions, 1, 1, CLOCK), lambda _: None)
    loading.publish(lone_sessions, CLOCK, lambda _: None)
    told, late, sent = acted(lone_sessions, tmp_path, FixedClock(CLOCK.now() + timedelta(days=2400)))
    assert (told < len(repairs.STORIES), late) == (True, 0)
    assert sent == 4  # two of its one enterprise, two of none


def test_the_months_before_are_on_the_public_board(region: Sessions, tmp_path: Path) -> None:
    box = Box(Sealer(own_keys(tmp_path / "key")), Folder(tmp_path / "sealed"))
    made = past_reports.act(region, CLOCK, box)
    assert past_reports.act(region, CLOCK, box) == 0  # a second call adds nothing
    public_board.make(Context(region, CLOCK, system("test")))
    with region.read() as session:
        board = public_board.public_board(session)
    assert board is not None
    shown = {(one.kind, bool(one.division)) for one in board.lines}
    assert shown == {(kind, own) for kind in (CaseKind.TIP, CaseKind.ENQUIRY) for own in (True, False)}
    assert all(board.minimum <= one.closed == one.received for one in board.lines)
    assert sum(one.closed for one in board.lines if one.division) == made
    assert len({one.median for one in board.lines}) > 1
    assert all(one.in_time == 100 for one in board.lines)
