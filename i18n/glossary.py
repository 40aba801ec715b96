"""The agreed Uyghur terms, and whether a translation uses them.

`glossary.tsv` holds one term a row: Chinese, Uyghur (several accepted forms joined by `|`), how sure
the form is (high: attested with this meaning; medium: parts attested; low: composed, to be confirmed
by a certified translator), and whether translations are bound to it.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from i18n.script import stem_keys

GLOSSARY_PATH = Path(__file__).parent / "glossary.tsv"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Term:
    """A Chinese term and the forms its Uyghur translation may take."""

    zh: str
    ug: tuple[str, ...]
    confidence: Confidence
    binding: bool

    def is_used_in(self, text: str) -> bool:
        """Whether `text` holds every word of one of the forms, inflected or not, in any order."""
        present = stem_keys(text)
        return any(
            all(any(key.startswith(stem) for key in present) for stem in stem_keys(form)) for form in self.ug
        )


def read_glossary(path: Path = GLOSSARY_PATH) -> tuple[Term, ...]:
    """All terms, the longest first. Raises ValueError for an unknown confidence."""
    with path.open(encoding="utf-8", newline="") as file:
        terms = [
            Term(
                row["zh"], tuple(row["ug"].split("|")), Confidence(row["confidence"]), row["binding"] == "yes"
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return tuple(sorted(terms, key=lambda term: (-len(term.zh), term.zh)))


@cache
def glossary() -> tuple[Term, ...]:
    """The committed glossary."""
    return read_glossary()


def terms_in(text: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms of a Chinese text; a part of a longer term does not count by itself."""
    found = []
    for term in terms:
        if term.zh in text:
            found.append(term)
            text = text.replace(term.zh, "\n")
    return tuple(found)
