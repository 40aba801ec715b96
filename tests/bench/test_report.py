"""The report says what was missed, and names no machine."""

import socket
from pathlib import Path

from bench.report import (
    FULL,
    ROOT,
    USUAL,
    Run,
    Section,
    keep,
    kept,
    machine,
    markdown,
    page,
    percentile,
    plain,
)


def section() -> Section:
    found = Section("Engine", header=("kind", "p50"), rows=[("full name", "0.4")])
    found.add("p50", "0.4 ms", "≤ 2 ms", met=True)
    found.add("p99", "40 ms", "≤ 30 ms", met=False)
    found.add("hits", "20")
    return found


def test_a_missed_bar_is_marked() -> None:
    text = markdown([Run([section()], "100,000 enterprises", "2026-03-02")])
    assert "| p99 | 40 ms | ≤ 30 ms | NOT met |" in text
    assert "| p50 | 0.4 ms | ≤ 2 ms | met |" in text
    assert "NOT met" in plain(section())


def test_the_machine_is_described_without_its_name() -> None:
    assert "cores" in machine()
    assert socket.gethostname() not in machine()


def test_percentiles() -> None:
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3
    assert percentile(range(100), 0.99) == 99


def test_what_was_measured_of_one_engine_stays_beside_the_other(tmp_path: Path) -> None:
    assert kept(tmp_path / "none.json") is None
    keep(tmp_path / "one.json", Run([section()], "100,000 enterprises", "2026-03-01"))
    first = kept(tmp_path / "one.json")
    assert first == Run([section()], "100,000 enterprises", "2026-03-01")
    other = Section("Elasticsearch")
    other.add("p50", "9 ms")
    text = markdown([first, Run([section(), other], "1,000 enterprises", "2026-03-02")])
    assert text.count("## Engine") == 1  # said once, by whoever measured it first
    assert text.index("2026-03-01") < text.index("## Engine") < text.index("2026-03-02")
    assert "| p50 | 9 ms |  |  |" in text


def test_a_small_trial_does_not_replace_the_pages_of_the_reference_sizes(tmp_path: Path) -> None:
    usual, full = page(USUAL, tmp_path), page(FULL, tmp_path)
    assert usual.parent == full.parent == ROOT / "docs"
    assert usual != full
    assert page(1000, tmp_path).is_relative_to(tmp_path)
