"""What was measured, as lines with a bar each, printed and written to docs/performance*.md."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parent.parent
USUAL, FULL = 100_000, 2_500_000  # enterprises: the sizes with a page of their own
_PAGES = {USUAL: "performance.md", FULL: "performance-full.md"}
_PACKAGES = ("flask", "jinja2", "granian", "tantivy", "elasticsearch", "sqlalchemy", "msgspec")


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure. bar: what it must reach, in words; met: whether it does (None: no bar)."""

    what: str
    figure: str
    bar: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Section:
    """Lines that belong together; `table` holds further columns, header first."""

    title: str
    lines: list[Line] = field(default_factory=list)
    header: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    note: str = ""

    def add(self, what: str, figure: str, bar: str = "", met: bool | None = None) -> None:
        self.lines.append(Line(what, figure, bar, met))


def at_least(value: float, bar: float) -> bool:
    return value >= bar


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0..1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def machine() -> str:
    """Cores, memory and versions: what a reader needs to compare, and no names."""
    cpu = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    total = re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text(encoding="utf-8"))
    memory = f"{int(total[1]) / 2**20:.0f} GiB" if total else "unknown"
    model = cpu[1].strip() if cpu else platform.machine()
    parts = (
        f"{len(os.sched_getaffinity(0))} cores ({model}), {memory} memory",
        f"Python {platform.python_version()}",
        *(f"{name} {version(name)}" for name in _PACKAGES),
    )
    return ", ".join(parts)


@dataclass(slots=True)
class Run:
    """What was measured of one engine, on a register of some size, on a day."""

    sections: list[Section]
    size: str
    day: str


def keep(file: Path, run: Run) -> None:
    """Keep a run until its engine is measured again."""
    file.write_bytes(msgspec.json.encode(run))


def kept(file: Path) -> Run | None:
    """The last run of an engine, None before the first."""
    return msgspec.json.decode(file.read_bytes(), type=Run) if file.exists() else None


def page(size: int, folder: Path) -> Path:
    """Where the report on a register of that size goes; of an unusual size beside its data."""
    return ROOT / "docs" / _PAGES[size] if size in _PAGES else folder / "performance.md"


def markdown(runs: Sequence[Run]) -> str:
    """The whole report, one run after the other."""
    text = [
        "# Performance",
        "",
        f"Machine: {machine()}.",
        "Ratios compare with a baseline of the same run. Server CPU a request is the primary measure:",
        "it stays the same when something else takes part of the machine. `make bench` measures 100,000",
        f"enterprises ({_PAGES[USUAL]}), `make bench ENGINE=elastic` it on Elasticsearch; with `SIZE=full`",
        f"both measure 2,500,000 enterprises with 10,000,000 records ({_PAGES[FULL]}).",
    ]
    titles: set[str] = set()
    for run in runs:
        text += ["", f"Measured on {run.day}, {run.size}:"]
        for section in run.sections:
            if section.title not in titles:
                text += _section(section)
                titles.add(section.title)
    return "\n".join(text).rstrip() + "\n"


def _section(section: Section) -> list[str]:
    text = ["", f"## {section.title}", ""]
    if section.rows:
        text += [*_grid(section.header, section.rows), ""]
    if section.lines:
        rows = [(x.what, x.figure, x.bar, _mark(x.met)) for x in section.lines]
        text += _grid(("what", "measured", "bar", ""), rows)
    if section.note:
        text += ["", section.note]
    return text


def plain(section: Section) -> str:
    """A section for the terminal."""
    rows = [(x.what, x.figure, x.bar, _mark(x.met)) for x in section.lines]
    grids = [section.header, *section.rows] if section.rows else []
    widest = max((len(row[0]) for row in (*grids, *rows)), default=0) + 2
    text = [f"\n{section.title}"]
    for row in (*grids, *rows):
        text.append(row[0].ljust(widest) + "  ".join(cell.rjust(10) for cell in row[1:]))
    return "\n".join(text)


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in (header, *rows)]
    lines.insert(1, "|" + "---|" * len(header))
    return lines


def _mark(met: bool | None) -> str:
    return {True: "met", False: "NOT met", None: ""}[met]
