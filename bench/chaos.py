"""A served portal under load while its Elasticsearch is built anew, paused, killed and restarted.

`python -m bench.chaos [SECONDS [NODES]]`: seconds of each phase; from three nodes on one of them is killed
instead of the only one. Everything is real: server, portal with its follower, readers, a writer of changes.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

from bench.identity import differences
from bench.load import BenchError
from bench.report import Section, plain
from bench.witnesses import Changes, Outcome, Phase, Readers, get
from credit.db.session import open_sessions
from credit.domain.actors import system
from credit.domain.clock import SystemClock
from credit.services.context import Context
from credit.services.public import PublicReader
from search.local_elastic.server import LocalServer, Plan, cluster, free_port, running

ROOT = Path(__file__).resolve().parent.parent
VERSION = "9.5.3"
RECOVERS_WITHIN = 90.0
SETTLES = 0.5  # seconds in which the requests under way are answered
SERIAL = ("-XX:+UseSerialGC",)


@contextmanager
def _portal(settings: dict[str, str], log: Path) -> Iterator[int]:
    """`portal run` with two serving processes and its follower; the port."""
    port = free_port()
    command = [sys.executable, "-m", "web.cli", "run", "--no-demo"]
    own = {**os.environ, **settings, "PORTAL_PORT": str(port), "PORTAL_WORKERS": "2"}
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=out, stderr=out)
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as probe:
            _until(lambda: get(probe, "/readyz")[0] == 200, "the portal answers")
        yield port
    finally:
        process.terminate()
        process.wait(30)


def _until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + RECOVERS_WITHIN
    while not true():
        if time.monotonic() > end:
            raise BenchError(f"not within {RECOVERS_WITHIN:.0f} s: {what}")
        time.sleep(0.1)


def run(
    folder: Path, seconds: float = 4.0, nodes: int = 1, size: int = 300, options: Sequence[str] = SERIAL
) -> Outcome:
    """All phases in a folder of their own. options: for the Java machine. Raises: BenchError."""
    with ExitStack() as stack:
        servers = _servers(stack, folder, nodes, options)
        hosts = ",".join(server.url.removeprefix("http://") for server in servers)
        more = "?shards=2&replicas=1" if nodes > 1 else ""
        settings = {
            "PORTAL_DATA_DIR": str(folder),
            "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
            "PORTAL_SEARCH_URL": f"elastic://{hosts}/chaos{more}",
            "PORTAL_QUOTA_PAGES": "1000000 per minute",
            "PORTAL_ACCESS_LOG": "0",
            "PORTAL_REPORTER_KEYS": "0" * 64,
        }
        _command(settings, "demo", "--size", str(size))
        return _storm(folder, settings, servers, seconds)


def _servers(stack: ExitStack, folder: Path, nodes: int, options: Sequence[str]) -> list[LocalServer]:
    if nodes > 1:
        return stack.enter_context(cluster(VERSION, folder / "elastic", nodes))
    plan = Plan(VERSION, folder / "elastic", "512m", options=options)
    return [stack.enter_context(running(plan))]


def _command(settings: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "web.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BenchError(f"portal {' '.join(arguments)}: {done.stderr[-2000:]}")


def _storm(folder: Path, settings: dict[str, str], servers: list[LocalServer], seconds: float) -> Outcome:
    outcome, clock = Outcome(), SystemClock()
    sessions = open_sessions(settings["PORTAL_DATABASE_URL"])
    reader = PublicReader(sessions, clock)
    addresses = [card.address for card in reader.suggest_names("新疆", 50)]
    names = [card.name for card in reader.suggest_names("新疆", 50)]
    searches = [f"/zh/search?q={quote(name[2:at])}" for name in names for at in (4, 6, len(name))]
    pages = [f"/zh/enterprise/{address}" for address in addresses]
    try:
        with (
            _portal(settings, folder / "portal.log") as port,
            Readers(port, outcome, searches, pages) as readers,
        ):
            with Changes(Context(sessions, clock, system("bench")), outcome):
                _phases(readers, outcome, settings, servers, seconds)
            with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as probe:
                _until(lambda: b"\nportal_index_lag_changes 0.0\n" in get(probe, "/metrics")[1], "no lag")
        outcome.differences = differences(sessions, clock, settings["PORTAL_SEARCH_URL"])
    finally:
        sessions.close()
    return outcome


def _next(readers: Readers, phase: Phase) -> None:
    """Begin a phase before its trouble: what is under way then still belongs to the one before."""
    readers.phase = phase
    time.sleep(SETTLES)


def _phases(
    readers: Readers, outcome: Outcome, settings: dict[str, str], servers: list[LocalServer], seconds: float
) -> None:
    _recovered(readers, outcome, Phase.CALM, seconds)
    readers.phase = Phase.REBUILT
    _command(settings, "index", "build")
    server = servers[0]
    _next(readers, Phase.PAUSED)
    server.pause()
    try:
        time.sleep(seconds + 4)  # the first readers wait until the breaker opens
    finally:
        server.resume()
    _recovered(readers, outcome, Phase.RESUMED, seconds)
    _next(readers, Phase.KILLED)
    server.kill()
    time.sleep(seconds)
    server.start()
    server.wait()
    _recovered(readers, outcome, Phase.RESTARTED, seconds)


def _recovered(readers: Readers, outcome: Outcome, phase: Phase, seconds: float) -> None:
    """Go on in a phase until the engine answers searches again, and so long after that."""
    readers.phase = phase

    def answers() -> bool:
        last = outcome.of("search", phase)[-5:]
        return len(last) == 5 and not any(one.fallback for one in last)

    began = time.monotonic()
    _until(answers, f"searches are answered again ({phase})")
    outcome.recovered[phase] = time.monotonic() - began
    time.sleep(seconds)


def section(outcome: Outcome, nodes: int) -> Section:
    """The outcome beside its bars."""
    found = Section(
        f"Elasticsearch in trouble ({nodes} node{'s' if nodes > 1 else ''})",
        header=("phase", "requests", "of them not 200", "from the register", "enterprise p95 ms"),
        note=f"{len(outcome.answers):,} requests of four readers, {outcome.changes:,} changes meanwhile.",
    )
    for phase in Phase:
        answers = [one for one in outcome.answers if one.phase is phase]
        bad = ", ".join(f"{one.status or 'none'}" for one in answers if one.status != 200) or "0"
        apart = sum(one.fallback for one in answers)
        p95 = outcome.p95("enterprise", phase) * 1000
        found.rows.append((phase.value, f"{len(answers):,}", bad, str(apart), f"{p95:.1f}"))
    trouble = outcome.p95("enterprise", Phase.PAUSED, Phase.KILLED)
    ratio = trouble / outcome.p95("enterprise", Phase.CALM)
    built = outcome.of("search", Phase.REBUILT)
    found.add("answers that are not 200", str(len(outcome.failed)), "0", not outcome.failed)
    found.add("enterprise page, p95 in trouble ÷ in calm", f"{ratio:.2f}", "≤ 1.50", ratio <= 1.5)
    apart = sum(one.fallback for one in built)
    found.add("searches without the engine during a rebuild", str(apart), "0", apart == 0)
    for phase in (Phase.RESUMED, Phase.RESTARTED):
        found.add(f"{phase}: searches answered again after", f"{outcome.recovered[phase]:.1f} s")
    lost = len(outcome.differences)
    found.add("documents that differ from the register afterwards", str(lost), "0", lost == 0)
    return found


def main() -> int:
    """Run by hand; 1 if a bar was missed."""
    given = dict(enumerate(sys.argv[1:]))
    seconds, nodes = float(given.get(0, "10")), int(given.get(1, "1"))
    with tempfile.TemporaryDirectory(prefix="portal-chaos-") as folder:
        found = section(run(Path(folder), seconds, nodes), nodes)
    print(plain(found))
    return int(any(line.met is False for line in found.lines))


if __name__ == "__main__":
    sys.exit(main())
