"""The engine alone: latency of judged kinds of questions with all facets, of suggestions, of broad words."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from bench.report import Section, percentile
from search.document import Card
from search.engine import SearchReader
from search.query import Facet, Filter, Language, Query
from search.text.parts import split
from search.text.sound import initials, syllables

EACH = 300
FULL_PAGE = 20
PATIENCE = 60.0  # seconds of looking for questions that fill a page
BROADEST = 5_000  # hits; broader words are measured apart
FACETS = frozenset(
    {Facet.DIVISION, Facet.STATUS, Facet.SUBJECT_CLASS, Facet.INDUSTRY, Facet.KEY_AREA}
    | {Facet.LICENSED, Facet.PENALISED, Facet.LISTED, Facet.YEAR}
)
BROAD = ("新疆", "有限公司", "商贸", "科技", "乌鲁木齐", "农民专业合作社", "公司", "餐饮", "建筑", "شىركىتى")
_SOUND_ALIKE = str.maketrans("鑫盛瑞达源恒丰泰华兴", "新圣锐答园衡峰太花星")


def sample(reader: SearchReader, on: date, count: int) -> list[Card]:
    """Cards from all over the register: some pages of every division."""
    page = reader.search(Query("", on, facets=frozenset({Facet.DIVISION}), size=1))
    divisions = [found.value for found in page.facets[Facet.DIVISION]]
    each = max(20, 2 * count // max(1, len(divisions)))
    cards: dict[str, Card] = {}
    for division in divisions:
        for hit in _walk(
            reader, Query("", on, filters=(Filter(Facet.DIVISION, (division,)),), size=100), each
        ):
            cards[hit.address] = hit
    chosen = list(cards.values())
    random.Random(7).shuffle(chosen)
    return chosen[:count]


def _walk(reader: SearchReader, query: Query, count: int) -> Iterator[Card]:
    cursor, left = None, count
    while left > 0:
        page = reader.search(
            Query(query.text, query.on, filters=query.filters, size=query.size, cursor=cursor)
        )
        yield from (hit.card for hit in page.hits[:left])
        left -= len(page.hits)
        cursor = page.next
        if cursor is None:
            return


def questions(cards: Sequence[Card]) -> dict[str, list[str]]:
    """Questions by kind, as readers would type them for these enterprises."""
    rng = random.Random(3)
    kinds: dict[str, Callable[[Card], str | None]] = {
        "full name": lambda card: card.name,
        "name without legal form": lambda card: split(card.name).core,
        "brand": lambda card: split(card.name).brand if len(split(card.name).brand) > 1 else None,
        "place and brand": lambda card: split(card.name).place + split(card.name).brand,
        "words in another order": lambda card: f"{split(card.name).trade} {split(card.name).brand}",
        "one wrong character": lambda card: _wrong(card.name, rng),
        "missing character": lambda card: _without(card.name, rng),
        "swapped characters": lambda card: _swapped(card.name, rng),
        "homophone": lambda card: _other(card.name, card.name.translate(_SOUND_ALIKE)),
        "pinyin": lambda card: "".join(syllables(split(card.name).core)),
        "initials": lambda card: initials(syllables(split(card.name).core)),
        "credit code": lambda card: card.code,
        "code prefix": lambda card: card.code[:12] if card.code else None,
        "Uyghur name": lambda card: card.uyghur_name,
    }
    return {kind: _some(map(make, cards)) for kind, make in kinds.items()}


def _some(texts: Iterable[str | None]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text and len(text) > 1][:EACH]


def _other(before: str, after: str) -> str | None:
    return after if after != before else None


def _wrong(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + rng.choice("云丰泽凯远") + name[at + 1 :]


def _without(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1 :]


def _swapped(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def measure(reader: SearchReader, cards: Sequence[Card], on: date) -> Section:
    """Latencies of the engine in this process, one question at a time."""
    section = Section(
        "Engine",
        header=("kind of question", "questions", "p50 ms", "p99 ms", "with hits"),
        note="In one process, made ready as a serving one is; 20 hits and nine facets for each question.",
    )
    everything: list[float] = []
    for kind, texts in questions(cards).items():
        if texts:
            took, hits = _ask(reader, texts, on)
            everything += took
            section.rows.append(_row(kind, took, hits))
    broad, hits = _ask(reader, [word for word in BROAD for _ in range(3)], on)
    section.rows.append(_row("broad words", broad, hits))
    lines, given = _suggest(reader, cards[:EACH], on)
    section.rows.append(_row("suggestions, letter by letter", lines, given))
    p50, p99 = percentile(everything, 0.5), percentile(everything, 0.99)
    section.add("questions but broad ones, p50", f"{p50:.2f} ms", "≤ 2 ms", p50 <= 2)
    section.add("questions but broad ones, p99", f"{p99:.1f} ms", "≤ 30 ms", p99 <= 30)
    section.add("broad words, slowest", f"{max(broad):.1f} ms", "≤ 40 ms", max(broad) <= 40)
    section.add(
        "suggestions, p99", f"{percentile(lines, 0.99):.1f} ms", "≤ 5 ms", percentile(lines, 0.99) <= 5
    )
    return section


def _row(kind: str, took: Sequence[float], hits: int) -> tuple[str, ...]:
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    return (kind, str(len(took)), f"{p50:.2f}", f"{p99:.1f}", str(hits))


def _ask(reader: SearchReader, texts: Sequence[str], on: date) -> tuple[list[float], int]:
    took, hits = [], 0
    for text in texts:
        language = Language.UG if text[0] > "\u0600" and text[0] < "\u0700" else Language.ZH
        began = time.perf_counter()
        page = reader.search(Query(text, on, language=language, facets=FACETS, size=FULL_PAGE))
        took.append((time.perf_counter() - began) * 1000)
        hits += bool(page.hits)
    return took, hits


def _suggest(reader: SearchReader, cards: Sequence[Card], on: date) -> tuple[list[float], int]:
    took, given = [], 0
    for card in cards:
        text = split(card.name).core
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            lines = reader.suggest(text[:end], Language.ZH, on)
            took.append((time.perf_counter() - began) * 1000)
            given += bool(lines)
    return took, given


def full_pages(reader: SearchReader, cards: Iterable[Card], on: date, count: int) -> list[str]:
    """Distinct questions that each bring a full page of hits, none of them a very broad word."""
    found: dict[str, None] = {}
    began = time.monotonic()
    for text in dict.fromkeys(_pieces(cards)):
        page = reader.search(Query(text, on, size=FULL_PAGE))
        if len(page.hits) == FULL_PAGE and page.total <= BROADEST:
            found[text] = None
        if len(found) >= count or time.monotonic() - began > PATIENCE:
            break
    return list(found)


def _pieces(cards: Iterable[Card]) -> Iterator[str]:
    for card in cards:
        parts = split(card.name)
        for left, right in ((parts.place, parts.trade), (parts.brand, parts.form), (parts.trade, parts.form)):
            if left and right:
                yield f"{left}{right}"
                yield f"{right} {left}"
        yield from (parts.brand, parts.trade, parts.place + parts.trade[:2], parts.place + parts.brand[:1])
