"""Decided once and published once: together with many, by two at once, by one who is killed in between."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from credit.db.models import ChangeRow
from credit.db.repair_models import RepairCaseRow, RepairNumberRow, TellingRow, TombstoneRow
from credit.db.session import Sessions, open_sessions
from credit.domain.actors import OfficerRole, officer
from credit.domain.errors import DomainError
from credit.domain.repair_cases import Found, Method, RepairState, Verdict
from credit.services import audit
from credit.services.casework import repair_figures
from credit.services.context import Context
from credit.services.public import PublicReader
from credit.services.repairs import alike, cases, deciding, handling
from tests.fixtures.db import passing
from tests.fixtures.facts import clock_on
from tests.services.repairs import late_filers
from tests.services.repairs.conftest import DAY, Desk, made
from tests.services.repairs.test_repairs import keep_penalty

KILLED = 9


def handler(sessions: Sessions) -> Context:
    return Context(sessions, clock_on(DAY), officer("h" * 26, "650102", frozenset({OfficerRole.HANDLER})))


def test_late_filers_are_decided_together_with_a_number_each(sessions: Sessions) -> None:
    filers = late_filers.listed(sessions, DAY, 6)
    case_ids = late_filers.applied(sessions, DAY, filers)
    ctx = handler(sessions)
    with sessions.read() as session:
        (group,) = alike.groups(session, ctx)
        members = alike.members(session, ctx, group.key, group.authority)
    assert (group.count, set(members.case_ids)) == (6, set(case_ids))
    done = alike.decide_group(ctx, [*members.case_ids, "nobody"])
    assert done.left == {"nobody": "case.unknown"}
    assert len(set(done.decided.values())) == 6
    again = alike.decide_group(ctx, members.case_ids)
    assert set(again.left.values()) == {"case.closed"} or set(again.left.values()) == {"repair.decided"}
    reader = PublicReader(sessions, clock_on(DAY))
    for key, _ in filers:
        found = reader.by_key(key)
        assert found is not None
        assert found.dossier is not None
        assert found.dossier.standing.abnormal == ()
    with sessions.read() as session:
        assert alike.groups(session, ctx) == ()
        found = repair_figures.figures(session, date(2026, 1, 1), DAY)
        assert found is not None
        assert (found.whole.decided, found.granted, found.whole.days) == (6, 6, 0)
        assert [(one.place, one.decided) for one in found.places] == [("650102", 6)]
        assert [one.decided for one in found.months if one.decided] == [6]
        assert sum(one.filed or 0 for one in found.months) == 6
        assert len(found.months) == DAY.month
        assert repair_figures.figures(session, date(2025, 1, 1), date(2025, 12, 31)) is None
        one = cases.case(session, ctx, case_ids[0])
        assert one.course.checks[0].by == "system"
        assert audit.broken_at(session) is None


def ready(desk: Desk) -> str:
    """A case that only waits for its decision."""
    (case_id,) = desk.apply(keep_penalty(desk))
    handling.accept(desk.handler, case_id)
    handling.verify(desk.handler, case_id, Method.ONLINE, Found.CONFIRMED, "")
    return case_id


def changes(sessions: Sessions, key: str) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).where(ChangeRow.key == key)) or 0


def test_two_at_once_decide_once(desk: Desk) -> None:
    case_id = ready(desk)
    before = changes(desk.sessions, desk.key)

    def go(_turn: int) -> str:
        try:
            return deciding.decide(desk.handler, case_id, Verdict.GRANT).decision_no
        except DomainError as error:
            return error.code

    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(go, range(3)))
    assert len([one for one in answers if one.startswith("信修")]) == 1
    assert {one for one in answers if not one.startswith("信修")} <= {"repair.decided", "case.closed"}
    once(desk, case_id, before)


def once(desk: Desk, case_id: str, before: int) -> None:
    """Everything that a grant leaves is there one time."""
    with desk.sessions.read() as session:
        row = session.get_one(RepairCaseRow, case_id)
        last = session.scalar(select(RepairNumberRow.last)) or 0
        assert row.decision_no is not None
        assert row.decision_no.endswith(f"-{last:06d}号")
        assert last == 1
        assert session.scalar(select(func.count()).select_from(TombstoneRow)) == 1
        assert session.scalar(select(func.count()).select_from(TellingRow)) == 3
        assert audit.broken_at(session) is None
        assert cases.case(session, desk.handler, case_id).file.state == RepairState.DISPLAYED.value
    assert changes(desk.sessions, desk.key) == before + 1
    assert desk.shown().isdisjoint({row.record_id})


@pytest.mark.parametrize("at", [3, 12, 25, 40, 55])
def test_killed_in_between_nothing_is_half_decided(lone_desk: Desk, tmp_path: Path, at: int) -> None:
    """A process dies at one of its statements; another decides afterwards, once."""
    desk = lone_desk
    killed(desk, at, lambda: f"sqlite:///{tmp_path / 'portal.db'}")


@pytest.mark.postgres
@pytest.mark.parametrize("at", [10, 45])
def test_killed_in_between_on_a_server(
    request: pytest.FixtureRequest, tmp_path: Path, at: int, postgres_server: str
) -> None:
    template: str = request.getfixturevalue("postgres_template")
    with passing(postgres_server, template) as url:
        opened = open_sessions(url)
        killed(made(opened, tmp_path), at, lambda: url)
        opened.close()


def killed(desk: Desk, at: int, url: Callable[[], str]) -> None:
    case_id = ready(desk)
    before, shown = changes(desk.sessions, desk.key), desk.shown()
    desk.sessions.engine.dispose()
    child = os.fork()
    if child == 0:
        _die_deciding(url(), case_id, at)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == KILLED
    assert desk.shown() == shown
    assert changes(desk.sessions, desk.key) == before
    with desk.sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(TombstoneRow)) == 0
        assert cases.case(session, desk.handler, case_id).course.decision is None
    deciding.decide(desk.handler, case_id, Verdict.GRANT)
    once(desk, case_id, before)


def _die_deciding(url: str, case_id: str, at: int) -> None:
    """Decide, and die without a word at statement `at` of it."""
    sessions = open_sessions(url)
    count = 0

    def die(*_said: object) -> None:
        nonlocal count
        count += 1
        if count >= at:
            os._exit(KILLED)

    try:
        event.listen(sessions.engine, "before_cursor_execute", die)
        deciding.decide(handler(sessions), case_id, Verdict.GRANT)
    finally:
        os._exit(0)
