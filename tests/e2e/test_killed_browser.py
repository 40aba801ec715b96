"""Browsers are killed and sessions end at random moments while somebody fills in: what was typed is there.

With scripts on that is everything older than two seconds, key by key; with scripts off the last page that
was answered. It is typed into the annual report, which has a draft of its own, into an application for
repair, which has one by steps, and into instant information, which has none. Read back is with a new login,
from the pages. Some kills in the suite; `PORTAL_BROWSER_KILLS=240 pytest …/test_killed_browser.py` does as
many as one likes and says what it found; `PORTAL_BROWSER_SEED` chooses others.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Thread, Timer

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Error

from credit.domain.records import Record
from credit.domain.reference import authorities
from credit.domain.values import Agency
from credit.services import records
from credit.services.annual_reports import drafts
from credit.services.repairs import applying, radar
from tests.e2e.killing import AGE, NEVER, Chromium, Lag, Memory, Typist, read_back, signed_in, window
from tests.e2e.test_annual_report import catch_up
from tests.fixtures.facts import penalty, said
from tests.fixtures.people import TRADER, Stage
from tests.fixtures.people import Browser as Reader
from tests.fixtures.reports import key_of

KILLS = int(os.environ.get("PORTAL_BROWSER_KILLS", "4"))
SEED = int(os.environ.get("PORTAL_BROWSER_SEED", "23"))
ON, OFF = max(1, KILLS // 3), max(1, KILLS // 6)  # for browsers, and as many for sessions
YEAR = 2025
LONGEST_TRY = 60.0  # seconds until the first thing typed is kept, on the slowest machine
PARTS = ("finance", "contact", "insurance")
HOME = f"/zh/my/{TRADER}"


@dataclass
class Told:
    """What was found of one way. late: how often the two seconds were longer, as the machine was late itself;
    lag: by how much at most.
    """

    kills: int = 0
    compared: int = 0
    lag: float = 0.0
    late: int = 0
    lost: list[str] = field(default_factory=list)

    def add(self, memory: Memory, moment: float, late: float, reader: Reader) -> None:
        """Read back what was typed. late: by which the machine was late before the moment."""
        compared, lost = memory.compare(moment - late, read_back(reader, memory.places()))
        self.lag, self.late = max(self.lag, late), self.late + (late > 0)
        self.kills, self.compared = self.kills + 1, self.compared + compared
        self.lost += [f"kill {self.kills}: {one}" for one in lost]

    def say(self, what: str) -> None:
        sys.stderr.write(
            f"{self.kills} {what}: {self.compared} fields compared, {len(self.lost)} lost, "
            f"the machine late at {self.late} by up to {self.lag:.2f} s\n"
        )
        assert self.lost == []
        assert self.compared >= self.kills


@pytest.fixture(scope="module")
def jobs(stage: Stage) -> tuple[tuple[str, ...], ...]:
    """The pages of a report, of instant information, of an application for repair."""
    catch_up(stage, TRADER, YEAR)
    ctx, key = stage.ctx(), key_of(stage.ctx(), TRADER)
    drafts.begin(ctx, key, YEAR)
    body = authorities.authority("650102")
    assert body is not None
    came = replace(
        said("示例罚9号", "cases", day := ctx.clock.today() - timedelta(days=200)),
        received_at=ctx.clock.now(),
        agency=Agency(body.name),
    )
    fine = Record(id="", provenance=came, content=penalty("示例罚9号", decided_on=day))
    records.put(ctx, (TRADER,), fine)
    chosen = [one.record_id for one in radar.own(ctx, key) if one.answer.may_start][:1]
    sitting = applying.begin(ctx, key, chosen, "c" * 26)
    return (
        tuple(f"{HOME}/report/{YEAR}/part/{part}" for part in PARTS),
        (f"{HOME}/instant/new/licence",),
        (f"{HOME}/repair/apply/{sitting.id}",),
    )


@pytest.fixture
def lag(stage: Stage) -> Iterator[Lag]:
    with Lag(stage.url) as watched:
        yield watched


def nothing_kept(stage: Stage, reader: Reader) -> None:
    """Forget what was kept in tries before."""
    reader.get("/zh/account")
    for href in {one.attributes["href"] or "" for one in reader.page.css("a[href*='/account/kept/']")}:
        reader.get(href)
        reader.post(f"{href}/drop")


@pytest.mark.parametrize(("scripts", "kills"), [(True, ON), (False, OFF)], ids=["scripts", "plain"])
def test_killing_the_browser_loses_nothing_older(
    stage: Stage,
    browser: Browser,
    browser_path: Path,
    jobs: tuple[tuple[str, ...], ...],
    lag: Lag,
    tmp_path: Path,
    scripts: bool,
    kills: int,
) -> None:
    random, told = Random(SEED + scripts), Told()
    for number in range(kills):
        reader = signed_in(stage)
        nothing_kept(stage, reader)
        with (
            Chromium(browser_path, tmp_path / str(number), browser.browser_type) as one,
            window(one.browser, reader, scripts=scripts) as page,
        ):
            hand = Typist(page, random, Memory(), jobs[number % len(jobs)], stage.url, scripts)
            moment, late = killed(one, hand, lag, random.uniform(0.0, 3.0))
        told.add(hand.memory, moment, late, signed_in(stage))
    told.say(f"browsers killed, scripts {'on' if scripts else 'off'}")


def killed(one: Chromium, hand: Typist, lag: Lag, after: float) -> tuple[float, float]:
    """Type until the browser is killed, somewhat after there is something to lose; when, and the lag then."""
    told: list[tuple[float, float]] = []

    def kill() -> None:
        until = time.monotonic() + LONGEST_TRY
        while not hand.memory.owes(time.monotonic() - lag.worst()) and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(after)
        told.append((time.monotonic(), lag.worst()))
        one.kill()

    killer = Thread(target=kill)
    killer.start()
    try:
        hand.work(time.monotonic() + 2 * LONGEST_TRY)
    except Error:
        if not told:
            raise
    killer.join()
    return told[0]


@pytest.mark.parametrize(("scripts", "kills"), [(True, ON), (False, OFF)], ids=["scripts", "plain"])
def test_the_end_of_a_session_loses_nothing_typed(
    stage: Stage,
    browser: Browser,
    jobs: tuple[tuple[str, ...], ...],
    lag: Lag,
    scripts: bool,
    kills: int,
) -> None:
    """Ended from another device, or left too long; then signed in again, or given up (scripts on)."""
    random, told = Random(SEED + 8 + scripts), Told()
    for number in range(kills):
        reader, other = signed_in(stage), signed_in(stage)
        nothing_kept(stage, other)
        other.get("/zh/account/sessions")
        ends: tuple[Callable[[], object], ...] = (
            lambda other=other: other.post("/zh/account/sessions/others"),  # type: ignore[misc]
            lambda: stage.clock.move(minutes=31),
        )
        with window(browser, reader, scripts=scripts) as page:
            hand = Typist(page, random, Memory(), jobs[number % len(jobs)], stage.url, scripts)
            timer = Timer(after := random.uniform(0.3, 3.0), random.choice(ends))
            timer.start()
            hand.work(time.monotonic() + after + random.uniform(0.0, 2.0))
            timer.join()
            while not hand.memory.owes(time.monotonic() - lag.worst()):
                hand.act(NEVER)
            if not scripts or random.random() < 0.5:
                hand.send()
            moment, late = time.monotonic(), lag.worst()
        told.add(hand.memory, moment, late, signed_in(stage))
    told.say(f"sessions ended, scripts {'on' if scripts else 'off'}")


def test_a_browser_that_keeps_nothing_is_found_out(
    stage: Stage, browser: Browser, browser_path: Path, jobs: tuple[tuple[str, ...], ...], tmp_path: Path
) -> None:
    """The twin of the others: without the script that keeps, the same comparison tells of a loss."""
    with (
        Chromium(browser_path, tmp_path / "deaf", browser.browser_type) as one,
        window(one.browser, signed_in(stage), scripts=True) as page,
    ):
        page.route("**/rooms.*.js", lambda route: route.abort())
        hand = Typist(page, Random(1), Memory(), jobs[0], stage.url, scripts=True)
        hand.open(jobs[0][0])
        hand.type(NEVER)
        time.sleep(AGE)
        moment = time.monotonic()
        one.kill()
    compared, lost = hand.memory.compare(moment, read_back(signed_in(stage), hand.memory.places()))
    assert (compared, len(lost)) == (1, 1)
