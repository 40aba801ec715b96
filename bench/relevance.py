"""How well the engine answers judged queries: recall among the first ten, reciprocal rank, order."""

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench import corpus
from bench.judged import Judged, load
from search.engine import SearchReader
from search.factory import open_reader, open_writer
from search.page import Hit
from search.query import Language, Query

DEPTH = 10
PAGE = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one judged query brought. rank: of the first expected answer, 0 where none was found.

    ordered: every expected answer stands above what it must rank above. accompanied: what must be
    found below is on the page.
    """

    judged: Judged
    codes: tuple[str, ...]
    names: tuple[str, ...]
    recall: float
    rank: int
    ordered: bool
    accompanied: bool

    @property
    def reciprocal(self) -> float:
        return 1 / self.rank if 0 < self.rank <= DEPTH else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Means over a set of outcomes."""

    label: str
    language: str
    queries: int
    recall: float
    mrr: float
    unordered: int
    unaccompanied: int


def measure(reader: SearchReader, judged: Iterable[Judged], on: date) -> Iterator[Outcome]:
    """Ask every judged query as a reader's first page would."""
    for item in judged:
        page = reader.search(Query(text=item.query, on=on, language=item.language, size=PAGE))
        yield _outcome(item, page.hits)


def summary(outcomes: Sequence[Outcome]) -> tuple[Score, ...]:
    """One score for all, then one for each language and class."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        key = (outcome.judged.category, outcome.judged.language.value)
        groups.setdefault(key, []).append(outcome)
    classes = (_score(label, language, group) for (label, language), group in groups.items())
    return (_score("all", "*", outcomes), *classes)


def differences(one: Sequence[Outcome], other: Sequence[Outcome]) -> Iterator[str]:
    """A line for each query that two engines answer differently among the first ten."""
    for ours, theirs in zip(one, other, strict=True):
        if ours.names[:DEPTH] != theirs.names[:DEPTH]:
            item = ours.judged
            yield f"{item.category} {item.query!r}: {ours.names[:DEPTH]} / {theirs.names[:DEPTH]}"


def table(scores: Iterable[Score]) -> str:
    """The scores as an aligned text table."""
    head = f"{'class':26}{'lang':6}{'queries':>8}{'recall@10':>11}{'MRR':>8}{'order':>7}{'below':>7}"
    lines = [
        f"{s.label:26}{s.language:6}{s.queries:8d}{s.recall:11.4f}{s.mrr:8.4f}"
        f"{s.unordered or '-':>7}{s.unaccompanied or '-':>7}"
        for s in scores
    ]
    return "\n".join((head, *lines))


def write_found(outcomes: Iterable[Outcome], path: Path) -> None:
    """One JSON line a query with the credit codes (or addresses) and names found, best first."""
    with path.open("w", encoding="utf-8") as file:
        for outcome in outcomes:
            line = {
                "class": outcome.judged.category,
                "language": outcome.judged.language.value,
                "query": outcome.judged.query,
                "codes": outcome.codes,
                "names": outcome.names,
                "expected": outcome.judged.expected,
                "recall": outcome.recall,
                "rank": outcome.rank,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def gold_queries() -> tuple[Judged, ...]:
    """The project's own judged queries of both languages."""
    return (*load(corpus.GOLD / "zh.yaml"), *load(corpus.GOLD / "ug.yaml"))


def listed_queries(known: corpus.Corpus) -> tuple[Judged, ...]:
    """The alias sample as judged queries; aliases that share no order of characters are left out."""
    answers: dict[tuple[str, str], list[str]] = {}
    for row in corpus.alias_rows():
        alias = _listed_mark.sub("", row["alias"]).strip()
        former = row["kind"] == "former_full_name"
        if row["full_name"] in known.subjects and (former or _abbreviates(alias, row["full_name"])):
            names = answers.setdefault((row["kind"], alias), [])
            if row["full_name"] not in names:
                names.append(row["full_name"])
    return tuple(
        Judged(alias, Language.ZH, kind, tuple(names)) for (kind, alias), names in answers.items() if alias
    )


def indexed_apart(known: corpus.Corpus, judged: Sequence[Judged], on: date) -> tuple[Outcome, ...]:
    """Build an index of the corpus in a temporary directory and ask."""
    with tempfile.TemporaryDirectory(prefix="relevance-") as directory:
        build(f"embedded://{directory}/index", known)
        return tuple(measure(open_reader(f"embedded://{directory}/index"), judged, on))


def build(url: str, known: corpus.Corpus) -> None:
    """Build and switch to a generation that holds the corpus."""
    writer = open_writer(url)
    try:
        writer.switch(writer.build(known.replacements(), position=1))
    finally:
        writer.close()


_listed_mark = re.compile(r"^(\*?ST|S\*?ST|S|N|G|XD|XR|DR)(?=[一-鿿])|[ABab]股?$|[-－]?[UWuw]+$")


def _abbreviates(alias: str, name: str) -> bool:
    """Whether the alias, without the words of listing, can be read out of the name from left to right."""
    core = re.sub(r"(股份|集团|控股|公司|科技|实业)$", "", alias) or alias
    rest = iter(name)
    return all(character in rest for character in core)


def plain(text: str) -> str:
    """A name or code as it is compared here: compatibility forms, without spaces and case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def _outcome(item: Judged, hits: Sequence[Hit]) -> Outcome:
    faces = [
        {plain(text) for text in (hit.card.name, hit.card.code, hit.card.address) if text} for hit in hits
    ]

    def places(texts: Iterable[str]) -> list[int | None]:
        wanted = [plain(text) for text in texts]
        return [next((n for n, face in enumerate(faces, 1) if text in face), None) for text in wanted]

    expected, above, below = (places(t) for t in (item.expected, item.must_rank_above, item.found_below))
    found = [place for place in expected if place and place <= DEPTH]
    worst = max((place or PAGE + 1 for place in expected), default=0)
    return Outcome(
        judged=item,
        codes=tuple(hit.card.code or hit.card.address for hit in hits),
        names=tuple(hit.card.name for hit in hits),
        recall=len(found) / min(len(item.expected), DEPTH),
        rank=min((place for place in expected if place), default=0),
        ordered=all(place is None or place > worst for place in above),
        accompanied=all(place is not None and place > min(found, default=0) for place in below),
    )


def _score(label: str, language: str, group: Sequence[Outcome]) -> Score:
    return Score(
        label=label,
        language=language,
        queries=len(group),
        recall=sum(o.recall for o in group) / len(group),
        mrr=sum(o.reciprocal for o in group) / len(group),
        unordered=sum(not o.ordered for o in group),
        unaccompanied=sum(not o.accompanied for o in group),
    )
