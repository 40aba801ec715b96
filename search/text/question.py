"""Reads a typed question: what it may be, before anyone knows what is in the index."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from search.text import codes, sound, uyghur
from search.text.fold import MAX_LENGTH, clean, fold, has_arabic, has_han, letters
from search.text.parts import Parts, split
from search.text.tables import forms, place_endings, places

_RUN = re.compile(
    "[\u3007\u3400-\u9fff\U00020000-\U0002ffff]+|[\u0600-\u06ff]+|[\u0400-\u052f]+|[0-9a-z\u00c0-\u02af\u2c60-\u2c7f'’]+"
)
_STOCK = re.compile(
    r"^\s*(?:\*|S)?\*?ST\s*(?=[\u3400-\u9fff])|^\s*(?:XD|XR|DR|N)(?=[\u3400-\u9fff]{3,4}\s*$)", re.IGNORECASE
)
_SHARE = re.compile(r"(?<=[\u3400-\u9fff]{2})\s*(?:[-－]\s*[UWVDSB]{1,2}|[AB]股?)\s*$", re.IGNORECASE)


_PROVINCES = frozenset("京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川贵云陕甘青蒙桂宁新藏深")


class Script(StrEnum):
    HAN = "han"
    ARABIC = "arabic"
    CYRILLIC = "cyrillic"
    LATIN = "latin"  # letters and digits


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one script."""

    script: Script
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question in pieces. text: cleaned and cut; key: its letters and digits alone, folded."""

    text: str
    key: str
    runs: tuple[Run, ...]
    parts: Parts
    code: codes.Code | None
    number: str  # the key as a document number, "" if it cannot be one
    cut: bool
    scripts: frozenset[Script] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """The scripts that occur: asked for with every hit."""
        object.__setattr__(self, "scripts", frozenset(run.script for run in self.runs))

    def __hash__(self) -> int:
        """Questions are looked up a dozen times a page; the text tells them apart well enough."""
        return hash(self.text)

    @property
    def said(self) -> tuple[str, ...]:
        """Syllables of the core, for a question in Chinese characters."""
        return sound.syllables(self.parts.core)


def _script(text: str) -> Script:
    if has_han(text):
        return Script.HAN
    if has_arabic(text):
        return Script.ARABIC
    return Script.CYRILLIC if "\u0400" <= text[0] <= "\u052f" else Script.LATIN


def _runs(text: str) -> tuple[Run, ...]:
    folded = uyghur.norm(fold(text)) if has_arabic(text) else fold(text)
    return tuple(Run(_script(piece), piece) for piece in _RUN.findall(folded) if piece.strip("'’"))


def market_name(text: str) -> str:
    """The text without marks that stock exchanges put before or behind a short name (*ST, -U, A)."""
    return _SHARE.sub("", _STOCK.sub("", text))


def without_province(key: str) -> str:
    """A short name without the one-character name of a province in front (粤宏远); "" if there is none."""
    return key[1:] if 2 < len(key) <= 6 and key[0] in _PROVINCES and has_han(key[1:]) else ""


def places_last(key: str) -> tuple[str, tuple[str, ...]]:
    """A name without the places that were typed behind it (中泰化学乌鲁木齐), and those places."""
    found: list[str] = []
    while place := _place_last(key):
        found.insert(0, place)
        key = key[: -len(place)]
    return key, tuple(found)


def _place_last(key: str) -> str:
    known, sizes = places(), place_endings().get(key[-2:], ())
    return next((key[-size:] for size in sizes if len(key) - size > 1 and key[-size:] in known), "")


def _beginning(text: str) -> str:
    """As much of a text as is looked at. Ligatures count as what they stand for, up to 18 letters each."""
    kept = text[:MAX_LENGTH]
    room = MAX_LENGTH
    if len(fold(kept)) <= room:
        return kept
    for at, char in enumerate(kept):
        room -= len(fold(char))
        if room < 0:
            return kept[:at]
    return kept


def _form_last(runs: tuple[Run, ...]) -> str:
    """A name whose legal form was typed before its other words, put in order; "" for any other question."""
    form, *words = [run.text for run in runs] or [""]
    if not words or forms().get(form) != "legal" or not form.endswith("公司") or form.endswith("分公司"):
        return ""
    return letters("".join([*words, form])) if all(run.script is Script.HAN for run in runs) else ""


@lru_cache(maxsize=4096)
def read(text: str) -> Question:
    """A question from what was typed; never raises, whatever it is."""
    whole = clean(text)
    kept = _beginning(whole)
    key = letters(uyghur.norm(kept)) if has_arabic(kept) else letters(kept)
    runs = _runs(kept)
    return Question(
        text=kept,
        key=key,
        runs=runs,
        parts=split(_form_last(runs) or key),
        code=codes.recognise(kept),
        number=codes.number_key(kept) if codes.looks_like_number(kept) else "",
        cut=len(kept) < len(whole),
    )
