"""What a search address asks, and the addresses of all searches next to it.

An address holds `q`, `kind`, `sort`, `cursor`, `at` (how many results came before), and filters: the
facet's name for a wanted value, `not.` before it for an unwanted one. Whatever else is in it, or
cannot be understood, is left out without a word: an address is never refused.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Protocol, TypeVar
from urllib.parse import quote_plus

import msgspec
from msgspec.structs import replace

from search.query import Facet, Filter, Kind, Language, Query, Sort

M = TypeVar("M", Kind, Sort)

MAX_TEXT = 200
MAX_VALUES = 12
PAGE_SIZE = 20
NOT = "not."

_VALUE = re.compile(r"[0-9A-Za-z_]{1,32}")
_NAME = re.compile(r"[^\W_][\w（）()·、]{1,99}")
_CURSOR = re.compile(r"[0-9A-Za-z_.~=-]{1,512}")
# control characters, surrogates, no characters at all, and the marks that turn text round or hide in it
_UNWANTED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]+"
)
_SPACES = re.compile(r"\s+")

FACETS: dict[Kind, tuple[Facet, ...]] = {
    Kind.ENTERPRISE: (
        Facet.STATUS,
        Facet.DIVISION,
        Facet.LISTED,
        Facet.PENALISED,
        Facet.LICENSED,
        Facet.SUBJECT_CLASS,
        Facet.INDUSTRY,
        Facet.KEY_AREA,
        Facet.YEAR,
    ),
    Kind.PENALTY: (Facet.TOPIC, Facet.DIVISION, Facet.YEAR),
    Kind.NOTICE: (Facet.OBJECTIONS, Facet.TOPIC, Facet.AGENCY, Facet.DIVISION, Facet.YEAR),
    Kind.COMMITMENT: (
        Facet.KEPT,
        Facet.STATE,
        Facet.TOPIC,
        Facet.DIVISION,
        Facet.INDUSTRY,
        Facet.AGENCY,
        Facet.YEAR,
    ),
}


class Arguments(Protocol):
    """The query part of an address, each name with all its values."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...


class Chosen(msgspec.Struct, frozen=True):
    """One value of one facet, wanted or (`exclude`) unwanted."""

    facet: Facet
    value: str
    exclude: bool = False

    @property
    def pair(self) -> tuple[str, str]:
        """Its name and value in an address."""
        return (f"{NOT if self.exclude else ''}{self.facet.value}", self.value)


class Asked(msgspec.Struct, frozen=True):
    """A search as its address says it. cut: the text was longer than `MAX_TEXT` characters."""

    text: str = ""
    kind: Kind = Kind.ENTERPRISE
    sort: Sort = Sort.RELEVANCE
    chosen: tuple[Chosen, ...] = ()
    cursor: str | None = None
    before: int = 0
    cut: bool = False
    own_kind: Kind = Kind.ENTERPRISE
    own_sort: Sort = Sort.RELEVANCE

    @classmethod
    def read(cls, arguments: Arguments, kind: Kind = Kind.ENTERPRISE, sort: Sort = Sort.RELEVANCE) -> "Asked":
        """Understand as much of an address as can be understood. kind, sort: what it need not say."""
        text, cut = clean(arguments.get("q", ""))
        own_kind, own_sort = kind, sort
        kind = _member(Kind, arguments.get("kind", ""), kind)
        cursor = arguments.get("cursor", "")
        before = arguments.get("at", "")
        return cls(
            text=text,
            kind=kind,
            sort=_member(Sort, arguments.get("sort", ""), sort),
            chosen=tuple(_chosen(arguments, FACETS[kind])),
            cursor=cursor if _CURSOR.fullmatch(cursor) else None,
            before=int(before) if before.isascii() and before.isdigit() and len(before) < 9 else 0,
            cut=cut,
            own_kind=own_kind,
            own_sort=own_sort,
        )

    def query(self, on: date, language: Language) -> Query:
        """The question to the engine, with all facets of its kind."""
        return Query(
            text=self.text,
            on=on,
            kind=self.kind,
            language=language,
            filters=tuple(_filters(self.chosen)),
            facets=frozenset(FACETS[self.kind]),
            sort=self.sort,
            cursor=self.cursor,
            size=PAGE_SIZE,
        )

    def counting(self, on: date, language: Language) -> Query:
        """The question of how many there are."""
        filters = tuple(_filters(self.chosen))
        return Query(text=self.text, on=on, kind=self.kind, language=language, filters=filters)

    def of_kind(self, kind: Kind) -> "Asked":
        """The same text for another kind, with the filters that both have."""
        kept = tuple(one for one in self.chosen if one.facet in FACETS[kind] and one.facet is not Facet.TOPIC)
        return replace(self, kind=kind, chosen=kept, cursor=None, before=0)

    def without(self, unwanted: Chosen) -> "Asked":
        """Without one of the filters."""
        kept = tuple(one for one in self.chosen if one != unwanted)
        return replace(self, chosen=kept, cursor=None, before=0)

    def without_facet(self, facet: Facet) -> "Asked":
        """Without any filter on one facet."""
        kept = tuple(one for one in self.chosen if one.facet is not facet)
        return replace(self, chosen=kept, cursor=None, before=0)

    def plain(self) -> "Asked":
        """Without any filter."""
        return replace(self, chosen=(), cursor=None, before=0)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Names and values of its address, without the place in the list."""
        if self.text:
            yield ("q", self.text)
        if self.kind is not self.own_kind:
            yield ("kind", self.kind.value)
        if self.sort is not self.own_sort:
            yield ("sort", self.sort.value)
        for one in self.chosen:
            yield one.pair

    def address(self, base: str) -> str:
        """The address of its first page; `base` is the path."""
        query = "&".join([f"{name}={_quoted(value)}" for name, value in self.pairs()])
        return f"{base}?{query}" if query else base

    def next_address(self, base: str, cursor: str, shown: int) -> str:
        """The address of the page after this one."""
        pairs = (*self.pairs(), ("cursor", cursor), ("at", str(self.before + shown)))
        return f"{base}?" + "&".join([f"{name}={_quoted(value)}" for name, value in pairs])


@lru_cache(1024)
def _quoted(value: str) -> str:
    """A value as it stands in an address; the question stands in a dozen addresses of its page."""
    return quote_plus(value)


def clean(raw: str) -> tuple[str, bool]:
    """Typed text without what cannot be seen, spaces single; and whether it had to be cut.

    Only the beginning is looked at, so that a megabyte costs no more than a line.
    """
    head = _UNWANTED.sub(" ", raw[: MAX_TEXT * 4])
    text = _SPACES.sub(" ", head).strip()
    return text[:MAX_TEXT].rstrip(), len(text) > MAX_TEXT or len(raw) > MAX_TEXT * 4


def _chosen(arguments: Arguments, facets: Iterable[Facet]) -> Iterator[Chosen]:
    for facet in facets:
        shape = _NAME if facet is Facet.AGENCY else _VALUE
        for exclude in (False, True):
            name = f"{NOT if exclude else ''}{facet.value}"
            values = dict.fromkeys(arguments.getlist(name)[:MAX_VALUES])
            yield from (Chosen(facet, value, exclude) for value in values if shape.fullmatch(value))


def _filters(chosen: tuple[Chosen, ...]) -> Iterator[Filter]:
    groups: dict[tuple[Facet, bool], list[str]] = {}
    for one in chosen:
        groups.setdefault((one.facet, one.exclude), []).append(one.value)
    for (facet, exclude), values in groups.items():
        yield Filter(facet, tuple(values), exclude)


def _member(kind: type[M], value: str, otherwise: M) -> M:
    try:
        return kind(value)
    except ValueError:
        return otherwise
