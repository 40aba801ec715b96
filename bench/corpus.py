"""Corpora for relevance: search documents made from plain lists of names.

The gold corpus lies beside the judged queries: invented enterprises with every kind of name and
number, 1,500 names that were split by hand, and names recombined from their parts as neighbours.
"""

import csv
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from search.document import Card, Document, FacetValue, Name, NameRole, Number, Replacement
from search.query import Facet, Kind

GOLD = Path(__file__).resolve().parent.parent / "tests" / "search" / "gold"
SAMPLES = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
NEIGHBOURS = 8_000


@dataclass(frozen=True, slots=True)
class Subject:
    """An enterprise reduced to what it is found by."""

    name: str
    code: str | None = None
    uyghur_name: str | None = None
    former_names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()  # registration numbers
    documents: tuple[str, ...] = ()  # licence and decision numbers
    division: str | None = None


@dataclass(slots=True)
class Corpus:
    """Subjects by name: the first of a name stays, so that every answer is one."""

    subjects: dict[str, Subject] = field(default_factory=dict)

    def add(self, subjects: Iterable[Subject]) -> None:
        for subject in subjects:
            self.subjects.setdefault(subject.name, subject)

    def replacements(self) -> Iterator[Replacement]:
        """One replacement a subject, keys by position."""
        for number, subject in enumerate(self.subjects.values()):
            yield replacement(f"g{number:07d}", subject)


def replacement(key: str, subject: Subject, version: int = 1) -> Replacement:
    """The one search document of a subject."""
    names = [Name(subject.name)]
    names += [Name(former, NameRole.FORMER) for former in subject.former_names]
    if subject.uyghur_name:
        names.append(Name(subject.uyghur_name, NameRole.UYGHUR))
    codes = tuple(code for code in (subject.code, *subject.numbers) if code)
    facets = (FacetValue(Facet.DIVISION, subject.division),) if subject.division else ()
    card = Card(
        name=subject.name,
        address=codes[0] if codes else key,
        code=subject.code,
        uyghur_name=subject.uyghur_name,
        former_name=subject.former_names[0] if subject.former_names else None,
        division=subject.division,
    )
    document = Document(
        kind=Kind.ENTERPRISE,
        key=key,
        parent=key,
        card=card,
        names=tuple(names),
        codes=codes,
        numbers=tuple(Number(text, "licences") for text in subject.documents),
        facets=facets,
    )
    return Replacement(key, version, (document,))


def gold() -> Corpus:
    """The corpus of the project's own judged queries."""
    corpus = Corpus()
    corpus.add(_enterprises(GOLD / "enterprises.tsv"))
    parts = list(_rows(GOLD / "names.tsv"))
    corpus.add(Subject(row["name"]) for row in parts)
    corpus.add(_neighbours(parts, {row["brand"] for row in parts if row["brand"]}))
    return corpus


def listed() -> Corpus | None:
    """Real company names with their former names, where the sample files lie beside the project."""
    public, aliases = SAMPLES / "companies_public.tsv", SAMPLES / "aliases_sample.tsv"
    if not (public.exists() and aliases.exists()):
        return None
    former: dict[str, list[str]] = {}
    names = {row["name"]: None for row in _rows(public)}
    for row in _rows(aliases):
        names.setdefault(row["full_name"])
        if row["kind"] == "former_full_name":
            former.setdefault(row["full_name"], []).append(row["alias"])
    corpus = Corpus()
    corpus.add(Subject(name, former_names=tuple(former.get(name, ()))) for name in names)
    return corpus


def alias_rows() -> Iterator[dict[str, str]]:
    """The pairs of the alias sample: full_name, alias, kind, source."""
    return _rows(SAMPLES / "aliases_sample.tsv")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _enterprises(path: Path) -> Iterator[Subject]:
    for row in _rows(path):
        yield Subject(
            name=row["name"],
            code=row["code"],
            uyghur_name=row["uyghur_name"] or None,
            former_names=_several(row["former_names"]),
            numbers=_several(row["registration_no"]),
            documents=_several(row["documents"]),
            division=row["division"],
        )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _neighbours(parts: list[dict[str, str]], brands: set[str]) -> Iterator[Subject]:
    """Lifelike names beside the judged ones: place and trade of one, a brand mixed from two others."""
    rng = random.Random(20260101)
    usable = [row for row in parts if row["place"] and row["brand"] and row["trade"] and row["suffix"]]
    for _ in range(NEIGHBOURS):
        place, first, second, trade = (rng.choice(usable) for _ in range(4))
        brand = first["brand"][:1] + second["brand"][-1:]
        if brand not in brands:
            name = place["place"] + brand + trade["trade"] + trade["suffix"]
            yield Subject(name.replace("|", ""))
