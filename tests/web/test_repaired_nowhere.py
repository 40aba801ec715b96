"""After a grant nothing of a record is found by any route, within a minute: page, search, look-up, lists."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import select

from credit.db.models import RecordRow
from credit.db.session import Sessions
from credit.domain.actors import system
from credit.domain.clock import SystemClock
from credit.domain.records import Record
from credit.domain.values import Repair
from credit.jobs import background, indexing
from credit.services import access, batches, projection
from credit.services.batches import Incoming
from credit.services.change_source import DossierChanges
from credit.services.context import Context
from credit.services.public import PublicReader
from credit.services.repairs import effects
from credit.services.repairs.effects import Granted
from search.factory import open_reader, open_writer
from search.query import Kind, Query
from tests.fixtures.facts import code, penalty, registration, said
from web.app import create_app
from web.settings import Settings

PLANTED = 200
BOUND = 60.0  # seconds
CLOCK = SystemClock()
SENT = CLOCK.today() - timedelta(days=3)


@dataclass(frozen=True)
class Plant:
    """One record as it could be found again."""

    key: str
    address: str
    record_id: str
    number: str
    mark: str  # words that no other record has


@dataclass
class Region:
    """A portal whose index follows the register, and what was planted in it."""

    app: Flask
    sessions: Sessions
    search_url: str
    plants: list[Plant]
    answers: tuple[int, ...] = (200, 404)

    def text(self, address: str) -> str:
        answer = self.app.test_client().get(address)
        assert answer.status_code in self.answers, (address, answer.status_code)
        return answer.get_data(as_text=True)

    def indexed(self, plant: Plant) -> bool:
        query = Query(text=plant.number, on=CLOCK.today(), kind=Kind.ENTERPRISE)
        return any(hit.key == plant.key for hit in open_reader(self.search_url).search(query).hits)


@pytest.fixture
def region(lone_sessions: Sessions, tmp_path: Path) -> Iterator[Region]:
    plants = planted(lone_sessions)
    with served(lone_sessions, tmp_path, f"embedded://{tmp_path / 'index'}", plants) as made:
        wait(lambda: made.indexed(plants[0]) and made.indexed(plants[-1]))
        yield made


@contextmanager
def served(sessions: Sessions, tmp_path: Path, search_url: str, plants: list[Plant]) -> Iterator[Region]:
    """A portal with an index that holds everything that was planted and follows the register."""
    writer = open_writer(search_url)
    indexing.rebuild(DossierChanges(sessions, CLOCK), writer)
    writer.close()
    stop = Event()
    follower = Thread(target=background.follow, args=(sessions, CLOCK, search_url, stop.is_set), daemon=True)
    follower.start()
    app = create_app(Settings.from_mapping(environment(tmp_path, search_url)))
    try:
        yield Region(app, sessions, search_url, plants)
    finally:
        stop.set()
        follower.join(timeout=20)


def environment(tmp_path: Path, search_url: str) -> dict[str, str]:
    return {
        "PORTAL_DATA_DIR": str(tmp_path),
        "PORTAL_SEARCH_URL": search_url,
        "PORTAL_QUOTA_PAGES": "1000000 per minute",
        "PORTAL_QUOTA_SUGGESTIONS": "1000000 per minute",
        "PORTAL_ACCESS_LOG": "0",
        "PORTAL_BASE_URL": "https://portal.example",
    }


def planted(sessions: Sessions) -> list[Plant]:
    numbers = range(2000, 2000 + PLANTED)
    contents = {one: penalty(f"乌天市监罚〔2026〕{one}号", violation=f"虚构样本{one}违规") for one in numbers}
    with sessions.write() as session:
        sent = [
            Incoming((code(one),), Record(id="", provenance=said(f"p{one}", "cases", SENT), content=content))
            for one, content in contents.items()
        ]
        batches.write(session, [registration(one) for one in numbers], sent)
    projection.project_marked(sessions, CLOCK)
    with sessions.read() as session:
        ids = dict(session.execute(select(RecordRow.source_id, RecordRow.id)).all())
        return [
            Plant(
                key=access.standing(session, code(one)).key,
                address=code(one),
                record_id=ids[f"p{one}"],
                number=content.decision_no,
                mark=content.violation,
            )
            for one, content in contents.items()
        ]


def wait(done: object) -> float:
    assert callable(done)
    begun = time.monotonic()
    while not done():
        assert time.monotonic() - begun < BOUND
        time.sleep(0.1)
    return time.monotonic() - begun


def routes(plant: Plant) -> tuple[str, ...]:
    """Where one record could still be found."""
    return (
        f"/zh/enterprise/{plant.address}",
        f"/ug/enterprise/{plant.address}",
        f"/zh/document?number={plant.number}",
        f"/zh/search?q={plant.mark}&kind=penalty",
        f"/zh/search?q={plant.number}",
        f"/zh/suggest?q={plant.number}",
    )


LISTS = (
    "/zh/",
    "/zh/recent?kind=penalty",
    "/zh/notices",
    "/sitemap.xml",
    "/zh/status",
    "/ug/recent?kind=penalty",
)


def leaks(text: str, plant: Plant) -> bool:
    return plant.record_id in text or plant.mark in text.replace(f'value="{plant.mark}"', "")


def test_two_hundred_planted_records_are_nowhere(region: Region) -> None:
    some = region.plants[::50]
    before = {route: leaks(region.text(route), one) for one in some for route in routes(one)}
    assert sum(before.values()) >= len(some) * 3  # the twin: they were to be found
    assert any(leaks(region.text(route), one) for route in LISTS for one in region.plants)
    ctx = Context(region.sessions, CLOCK, system("tests"))
    repair = Repair(number="信修〔2026〕650102-000001号", agency="示例局", on=CLOCK.today())
    granted = [Granted(one.key, one.record_id, repair) for one in region.plants]
    ctx.sessions.run(lambda session: effects.apply(session, ctx, granted))
    gone = wait(lambda: not any(region.indexed(one) for one in region.plants[::20]))
    assert gone < BOUND
    wait(lambda: not any(region.indexed(one) for one in region.plants))
    reader = PublicReader(region.sessions, CLOCK)
    for plant in region.plants:
        found = reader.enterprise(plant.address)
        assert found is not None
        assert found.dossier.records == ()
    lists = "".join(region.text(route) for route in LISTS)
    assert [one.address for one in region.plants if leaks(lists, one)] == []
    for plant in region.plants:
        assert [route for route in routes(plant)[:1] if leaks(region.text(route), plant)] == []
        assert [route for route in routes(plant)[2:3] if plant.record_id in region.text(route)] == []
    for plant in region.plants[::10]:
        assert [route for route in routes(plant) if plant.record_id in region.text(route)] == []
