"""`python -m bench`: measure everything and write docs/performance.md.

SIZE is the number of enterprises (100,000 by default), or `full` for the reference set of 2,500,000
with 10,000,000 records, which has a page of its own, docs/performance-full.md. What is measured of other
sizes lies beside their data. DATA_DIR (default var/bench-SIZE) keeps database and index; what is there
from an earlier run is measured again without being built anew, unless BENCH_FRESH=1 is given.
ENGINE=elastic measures the same register on a real Elasticsearch, beside the embedded engine; what was
measured of either stays on the page until it is measured again. CHAOS_SECONDS: of each phase of trouble.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import clustered, engine, freshness, importing, pages, raw, report
from bench.load import BenchError
from bench.report import Section
from credit.db.session import open_sessions
from credit.domain.actors import system
from credit.domain.clock import SystemClock
from credit.services.context import Context
from search.factory import open_reader
from web.warming import warm_search

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = 20_000
QUESTIONS = 6_000


def main() -> int:
    """Measure, print as it goes, write the page; 1 if a bar was missed."""
    size = _size(os.environ.get("SIZE") or str(report.USUAL))
    folder = Path(os.environ.get("DATA_DIR") or ROOT / "var" / f"bench-{size}").absolute()
    name = os.environ.get("ENGINE") or "embedded"
    if name not in ENGINES:
        raise SystemExit(f"ENGINE: {' or '.join(ENGINES)}")
    sections: list[Section] = []
    day = SystemClock().today().isoformat()
    for section in ENGINES[name](size, folder):
        print(report.plain(section), flush=True)
        sections.append(section)
        report.keep(folder / f"{name}.json", report.Run(sections, f"{size:,} enterprises", day))
    runs = [run for one in ENGINES if (run := report.kept(folder / f"{one}.json"))]
    target = report.page(size, folder)
    target.write_text(report.markdown(runs), encoding="utf-8")
    print(f"\n{target}")
    return int(any(line.met is False for section in sections for line in section.lines))


def _size(text: str) -> int:
    if text == "full":
        return report.FULL
    if not text.isdigit() or int(text) < 1000:
        raise SystemExit("SIZE: a number from 1000, or full")
    return int(text)


def _sections(size: int, folder: Path) -> Iterator[Section]:
    portal = environment(folder)
    yield from importing.measure(size, folder, portal)
    clock = SystemClock()
    today = clock.today()
    reader = open_reader(portal["PORTAL_SEARCH_URL"])
    warm_search(reader, today)
    cards = engine.sample(reader, today, SAMPLE)
    yield engine.measure(reader, cards, today)
    url = portal["PORTAL_SEARCH_URL"]
    yield raw.measure(clustered.EMBEDDED, raw.of_embedded(url), open_reader(url), cards, today)
    bars = pages.Bars(search=0.40 if size <= report.USUAL else 0.30)
    texts = engine.full_pages(reader, cards, today, QUESTIONS)
    yield from pages.measure(portal, texts, [card.address for card in cards], bars)
    sessions = open_sessions(portal["PORTAL_DATABASE_URL"])
    try:
        yield freshness.measure(portal, Context(sessions, clock, system("bench")), reader)
    finally:
        sessions.close()


def _clustered(size: int, folder: Path) -> Iterator[Section]:
    """The engine for many machines, on the register of the last run."""
    portal = environment(folder)
    yield from importing.measure(size, folder, portal)
    yield from clustered.measure(size, folder, portal)


ENGINES = {"embedded": _sections, "elastic": _clustered}


def environment(folder: Path) -> dict[str, str]:
    """Settings of the portal under measurement: its own data, quotas too wide to be met."""
    return {
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_REPORTER_KEYS": "0" * 64,
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
        "PORTAL_SEARCH_URL": f"embedded://{folder / 'index'}",
        "PORTAL_QUOTA_PAGES": "100000 per second",
        "PORTAL_QUOTA_SUGGESTIONS": "100000 per second",
        "PORTAL_EMBEDDED_JOBS": "0",
        "PORTAL_ACCESS_LOG": "0",
    }


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchError as error:
        sys.exit(f"bench: {error}")
