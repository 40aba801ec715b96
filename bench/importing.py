"""Taking a region in, projecting it, indexing it: rates, and the peak memory of each step.

Each step runs in a process of its own, so that its memory is its own. The region is made up before
the clock starts. `portal import` of files is measured apart, on a part of the region: reading and
checking cells costs more than writing what they say.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TypeVar

from bench import files, spool
from bench.load import BenchError
from bench.memory import Watch
from bench.report import Section, at_least
from credit.db import schema
from credit.db.session import open_sessions
from credit.domain.clock import SystemClock
from credit.services import batches, projection
from credit.services.crew import stream
from credit.services.prepared import ReadyRecord, ReadyRegistration, ready_records, ready_registrations
from search.factory import open_reader

ROOT = Path(__file__).resolve().parent.parent
BATCH = 10_000
OF_FILES = 25_000
MEMORY_MIB = 1024
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the steps of one load."""

    subjects: int
    records: int
    registrations_s: float
    records_s: float
    projection_s: float

    @property
    def rate(self) -> float:
        return self.subjects / (self.registrations_s + self.records_s + self.projection_s)


@dataclass(frozen=True, slots=True)
class Run:
    """A child process: seconds, and the peak of what it and those it started held together."""

    seconds: float
    peak_mib: float
    output: str


def measure(size: int, folder: Path, portal: Mapping[str, str]) -> Iterator[Section]:
    """Fill `folder` with a region of that size, unless a finished one lies there already."""
    kept = folder / "taken.json"
    if os.environ.get("BENCH_FRESH") or not kept.exists():
        shutil.rmtree(folder, ignore_errors=True)
        _take_region(size, folder, portal, kept)
    figures = json.loads(kept.read_text(encoding="utf-8"))
    yield _section(Taken(**figures["taken"]), figures)


def _take_region(size: int, folder: Path, portal: Mapping[str, str], kept: Path) -> None:
    made = spool.write(folder / "spool", size, SystemClock().today())
    arguments = (str(made.folder), str(made.subjects), str(made.records), portal["PORTAL_DATABASE_URL"])
    load = run([sys.executable, "-m", "bench.importing", *arguments], portal)
    build = run([sys.executable, "-m", "web.cli", "index", "build"], portal)
    documents = sum(open_reader(portal["PORTAL_SEARCH_URL"]).health().documents.values())
    figures = {
        "taken": json.loads(load.output.splitlines()[-1]),
        "load_peak": load.peak_mib,
        "build_s": build.seconds,
        "build_peak": build.peak_mib,
        "documents": documents,
        "database_bytes": (folder / "portal.db").stat().st_size,
        "index_bytes": sum(p.stat().st_size for p in (folder / "index").rglob("*") if p.is_file()),
        "files": asdict(_of_files(made, folder / "files")),
    }
    shutil.rmtree(made.folder)
    kept.write_text(json.dumps(figures), encoding="utf-8")


def _section(taken: Taken, figures: dict[str, float | dict[str, float]]) -> Section:
    section = Section(
        "Import, projection, index",
        note=f"{taken.subjects:,} enterprises and {taken.records:,} records in random order."
        " Memory is the most that all processes of a step held together.",
    )
    projected = taken.subjects / taken.projection_s
    section.add("registrations written a second", f"{taken.subjects / taken.registrations_s:,.0f}")
    section.add("records written a second", f"{taken.records / taken.records_s:,.0f}")
    section.add("dossiers projected a second", f"{projected:,.0f}")
    rate, files_rate = taken.rate, Taken(**figures["files"]).rate  # type: ignore[arg-type] # asdict of it
    section.add("enterprises a second, all in all", f"{rate:,.0f}", "≥ 3,000", at_least(rate, 3000))
    _memory(section, "peak memory of the import", figures["load_peak"])
    section.add("enterprises a second, files and all", f"{files_rate:,.0f}")
    documents, seconds = (float(figures[name]) for name in ("documents", "build_s"))  # type: ignore[arg-type]
    built = documents / seconds
    section.add("documents indexed a second", f"{built:,.0f}", "≥ 15,000", at_least(built, 15_000))
    _memory(section, "peak memory of the index build", figures["build_peak"])
    for label, name in (("database", "database_bytes"), ("index", "index_bytes")):
        size = float(figures[name])  # type: ignore[arg-type]
        section.add(
            f"{label} on disk", f"{size / 2**20:,.0f} MiB ({size / taken.subjects:,.0f} B an enterprise)"
        )
    return section


def _memory(section: Section, label: str, peak: object) -> None:
    mib = float(str(peak))
    section.add(label, f"{mib:,.0f} MiB", f"≤ {MEMORY_MIB} MiB", mib <= MEMORY_MIB)


def _of_files(made: spool.Spool, folder: Path) -> Taken:
    """`portal import` of the beginning of the region, as files, into a database of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    written = files.write(folder, islice(made.registrations(), OF_FILES))
    own = {
        "PORTAL_DATA_DIR": str(folder),
        "PORTAL_DATABASE_URL": f"sqlite:///{folder / 'portal.db'}",
        "PORTAL_SEARCH_URL": f"embedded://{folder / 'index'}",
    }
    command = [sys.executable, "-m", "web.cli", "import", *map(str, written.paths)]
    done = run(command, own)
    return Taken(written.subjects, written.records, done.seconds, 0.0, 0.0)


def run(command: list[str], environment: Mapping[str, str]) -> Run:
    """Run a child to its end. Raises BenchError when it fails."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    )
    watch = Watch(child.pid)
    output, _ = child.communicate()
    peak = watch.end()
    if child.returncode:
        raise BenchError(f"{' '.join(command[1:5])} … ended with {child.returncode}")
    return Run(time.perf_counter() - began, peak, output)


def take(made: spool.Spool, url: str) -> Taken:
    """Write a spooled region and project it: what `portal import` does behind its parsers.

    As there, one process hashes and encodes while this one writes.
    """
    sessions = open_sessions(url)
    schema.upgrade(sessions.engine)
    marks = [time.perf_counter()]
    for registrations in stream(_registrations, made):
        with sessions.write() as session:
            batches.write(session, registrations, [])
    marks.append(time.perf_counter())
    for records in stream(_records, made):
        with sessions.write() as session:
            batches.write(session, [], records)
    marks.append(time.perf_counter())
    projection.project_marked(sessions, SystemClock(), workers=os.cpu_count() or 2)
    marks.append(time.perf_counter())
    sessions.close()
    steps = (later - earlier for earlier, later in pairwise(marks))
    return Taken(made.subjects, made.records, *steps)


def _registrations(made: spool.Spool) -> Iterator[list[ReadyRegistration]]:
    return map(ready_registrations, chunked(made.registrations(), BATCH))


def _records(made: spool.Spool) -> Iterator[list[ReadyRecord]]:
    return map(ready_records, chunked(made.incoming(), BATCH))


def chunked(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


if __name__ == "__main__":
    _folder, _subjects, _count, _url = sys.argv[1:]
    _taken = take(spool.Spool(Path(_folder), int(_subjects), int(_count)), _url)
    print(json.dumps(asdict(_taken)))
