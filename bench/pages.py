"""The pages under load, each against a bare page of the same bytes on the same server."""

import gzip
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import brotli

from bench.load import BenchError, Load, Server
from bench.report import Section, at_least
from search.query import Language

SECONDS = 8.0
_ASSET = re.compile(
    r"<(?:link|script|img)\b[^>]*?(?:href|src)=[\"']?(/[^\"' >]+\.(?:css|js|svg|png|webp|ico)[^\"' >]*)"
)


@dataclass(frozen=True, slots=True)
class Bars:
    """Shares of the bare page's throughput that the pages must keep."""

    search: float
    enterprise: float = 0.70
    weight_kb: float = 60


def measure(
    portal: Mapping[str, str], texts: Sequence[str], addresses: Sequence[str], bars: Bars
) -> list[Section]:
    """Search page and enterprise page under load, then the weight of every page.

    portal: environment of the serving processes. texts: distinct questions of a full page each.
    addresses: of enterprises.
    """
    speed = Section(
        "Pages under load",
        header=("page", "bytes", "req/s", "p50 ms", "p99 ms", "CPU ms/request", "ratio req/s", "ratio CPU"),
        note="8 connections, two worker processes with one blocking thread each, unique questions of 20 hits"
        " with all facets, asked when the processes have made themselves ready. Ratio: the bare page's CPU"
        " (or time) a request over this page's; 1 would be as light as the bare page.",
    )
    with Server("web.wsgi:app", portal) as server:
        server.wait_idle()
        questions = [f"/zh/search?q={quote(text)}" for text in texts]
        enterprises = [f"/zh/enterprise/{address}" for address in addresses]
        sizes = {
            label: _size(server, paths)
            for label, paths in (("search", questions), ("enterprise", enterprises))
        }
        loads = {"search": server.load(questions, SECONDS), "enterprise": server.load(enterprises, SECONDS)}
        memory = server.peak_mib()
        weights = _weights(server, questions[0], enterprises[0], bars)
    for label, bar in (("search", bars.search), ("enterprise", bars.enterprise)):
        _compare(speed, label, sizes[label], loads[label], bar)
    speed.add("peak resident memory of a web process", f"{memory:.0f} MiB")
    return [speed, weights]


def _compare(section: Section, label: str, size: int, load: Load, bar: float) -> None:
    with Server("bench.bare:app", {"BENCH_BYTES": str(size)}) as server:
        bare = server.load(["/"], SECONDS)
    by_rate, by_cpu = load.rate / bare.rate, bare.cpu_ms / load.cpu_ms
    section.rows.append(_row(f"bare page, as large as the {label} page", size, bare, "", ""))
    section.rows.append(_row(f"{label} page", size, load, f"{by_rate:.2f}", f"{by_cpu:.2f}"))
    section.add(f"{label} page, by server CPU", f"{by_cpu:.2f}", f"≥ {bar:.2f}", at_least(by_cpu, bar))
    section.add(
        f"{label} page, by requests a second", f"{by_rate:.2f}", f"≥ {bar:.2f}", at_least(by_rate, bar)
    )
    limit = 2 * bare.tail
    section.add(f"{label} page, p99 ÷ p50", f"{load.tail:.1f}", f"≤ {limit:.1f}", load.tail <= limit)
    section.add(f"{label} page, answers that are not 2xx", str(load.errors), "0", load.errors == 0)


def _row(label: str, size: int, load: Load, by_rate: str, by_cpu: str) -> tuple[str, ...]:
    figures = (f"{load.rate:,.0f}", f"{load.p50_ms:.1f}", f"{load.p99_ms:.1f}", f"{load.cpu_ms:.2f}")
    return (label, f"{size:,}", *figures, by_rate, by_cpu)


def _size(server: Server, paths: Sequence[str]) -> int:
    """Mean length of a page over a sample."""
    sample = random.Random(1).sample(list(paths), min(50, len(paths)))
    return round(sum(len(server.get(path)) for path in sample) / len(sample))


def _weights(server: Server, question: str, enterprise: str, bars: Bars) -> Section:
    """Compressed first load of every page: the page, its style sheets, scripts and images, no fonts."""
    section = Section(
        "Weight of the first load",
        header=("page", "HTML bytes", "HTML br", "style, script, images br", "sum KB br", "sum KB gzip"),
        note="Without web fonts. Brotli quality 5, gzip level 6.",
    )
    worst = 0.0
    for path in _addresses(question, enterprise):
        try:
            page = server.get(path)
        except BenchError:
            continue
        assets = [server.get(asset) for asset in dict.fromkeys(_ASSET.findall(page.decode("utf-8")))]
        html, rest = _br(page), sum(map(_br, assets))
        whole = (html + rest) / 1000
        gzipped = sum(map(_gzip, (page, *assets))) / 1000
        worst = max(worst, whole)
        label = path.split("?")[0] + ("?q=…" if "?" in path else "")
        section.rows.append(
            (label, f"{len(page):,}", f"{html:,}", f"{rest:,}", f"{whole:.1f}", f"{gzipped:.1f}")
        )
    bar = bars.weight_kb
    section.add("heaviest first load", f"{worst:.1f} KB", f"≤ {bar:.0f} KB", worst <= bar)
    return section


def _addresses(question: str, enterprise: str) -> Iterator[str]:
    for language in Language:
        for path in (
            "/zh/",
            question,
            "/zh/search?q=qqqqqq",
            enterprise,
            "/zh/notices",
            "/zh/about",
            "/zh/help",
        ):
            yield path.replace("/zh/", f"/{language.value}/", 1)


def _br(body: bytes) -> int:
    return len(brotli.compress(body, quality=5))


def _gzip(body: bytes) -> int:
    return len(gzip.compress(body, 6))
