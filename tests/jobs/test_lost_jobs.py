"""A queue that lost what it was told: the database still knows, and the next look does the work."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest

from credit.db.account_models import PersonRow
from credit.db.session import Sessions
from credit.domain.accounts import Origin, Role, Terms
from credit.domain.actors import person
from credit.domain.messages import Channel, Letter, Outgoing
from credit.jobs import telling
from credit.jobs.duties import duties
from credit.jobs.queue import Queue, Work, Workers
from credit.jobs.transports import open_mail, open_sms
from credit.services import memberships, owner_notices, registration_watch, registrations
from credit.services.context import Context
from tests.fixtures.facts import registration
from tests.fixtures.reports import COMPANY, context, register

WITHIN = 20.0
OWNER = "owner".ljust(26, "0")


@pytest.fixture(params=["sqlite", "redis"])
def queue_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite://{tmp_path}/queue.db"
    base: str = request.getfixturevalue("redis_url")
    return f"{base}?db=9"


@pytest.fixture
def ctx(lone_sessions: Sessions) -> Context:
    """A company whose owner's address is known."""
    made = context(lone_sessions, date(2026, 6, 15))
    key = register(made)
    registration_watch.follow(made)
    with lone_sessions.write() as session:
        row = PersonRow(
            id=OWNER, display_name="", locale="zh", email="a@b.example", phone="", created_at=made.clock.now()
        )
        session.add(row)
        session.flush()
        memberships.grant(session, made, key, OWNER, Terms(role=Role.OWNER), Origin.LICENCE)
    return made


@pytest.fixture
def work(ctx: Context, queue_url: str, tmp_path: Path) -> Iterator[Callable[[], Queue]]:
    """Workers on the queue, with the duties of an installation."""
    started: list[Workers] = []
    ways = {
        Channel.EMAIL: open_mail(f"file://{tmp_path}/outbox", "portal@credit.example"),
        Channel.SMS: open_sms(f"file://{tmp_path}/sms.jsonl"),
    }

    def words(message: Outgoing) -> Letter:
        return Letter(message.code, message.code, message.code)

    def start() -> Queue:
        told = telling.Folder(tmp_path / "told")
        queue = Queue(queue_url, duties(ctx, words, ways, tmp_path / "sealed", told, tmp_path / "held"))
        ctx.sessions.on_commit = queue.wake
        started.append(Workers(queue))
        started[-1].start()
        return queue

    yield start
    for workers in started:
        workers.stop()


def arrived(done: Callable[[], bool]) -> bool:
    pause, waited = Event(), timedelta()
    while not done() and waited.total_seconds() < WITHIN:
        pause.wait(0.1)
        waited += timedelta(seconds=0.1)
    return done()


def test_what_a_queue_forgot_is_done_by_the_next_look(
    ctx: Context, queue_url: str, work: Callable[[], Queue], tmp_path: Path
) -> None:
    """An import changes a name while nobody works; its wake is lost with the queue. Then work begins."""
    forgetful = Queue(queue_url)
    ctx.sessions.on_commit = forgetful.wake
    registrations.put(ctx, registration(COMPANY, name="喀什新名商贸有限公司"))
    forgetful.wake([Work.WATCH, Work.POST])
    forgetful.huey.flush()
    outbox = tmp_path / "outbox"
    work().wake([Work.WATCH])  # as each minute's look does
    assert arrived(lambda: outbox.is_dir() and any(outbox.glob("*.eml")))
    own = Context(ctx.sessions, ctx.clock, person(OWNER))
    told = [one.code for one in owner_notices.of_person(own)]
    assert told.count("registration.changed") == 1
