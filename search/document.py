"""What may be found: neutral documents made from dossiers only.

A document carries what is matched (names, numbers, texts, websites), what is counted (facet
values, each with the day from which it no longer holds), and the card that a result row shows.

They are trees of plain values, so the collector of cycles need not look at them (`gc=False`): pages and
builds hold tens of thousands.
"""

from datetime import date
from enum import StrEnum

import msgspec

from search.query import Facet, Kind


class NameRole(StrEnum):
    REGISTERED = "registered"
    FORMER = "former"
    UYGHUR = "uyghur"


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name under which the enterprise is found."""

    text: str
    role: NameRole = NameRole.REGISTERED


class Number(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A licence or decision number: found only when typed whole. anchor: its place on the page."""

    text: str
    anchor: str
    until: date | None = None  # first day on which it must no longer be found


class FacetValue(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A value of a facet. until: first day on which it no longer holds (None: open)."""

    facet: Facet
    value: str
    until: date | None = None


class Tag(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A mark on a result row: a neutral code for the presenter, and its first invalid day."""

    code: str  # "abnormal", "serious", "dormant", ...
    until: date | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a result row shows; stored, never matched. Dates are ISO strings.

    address is the last part of the page's URL; anchor a place in it. For penalties and notices
    `name` is the enterprise, `title` what the record is called and `number` the one of its document.
    own_page: a notice of an authority: `name` is the authority, `address` that of the notice's own page.
    """

    name: str
    address: str
    uyghur_name: str | None = None
    former_name: str | None = None
    code: str | None = None
    status: str | None = None
    subject_class: str | None = None
    division: str | None = None
    person: str | None = None
    day: str | None = None  # established, decided or published on
    title: str | None = None
    title_uyghur: str | None = None  # where whoever made the title gave it in Uyghur too
    anchor: str | None = None
    topic: str | None = None
    agency: str | None = None
    tags: tuple[Tag, ...] = ()
    number: str | None = None
    own_page: bool = False


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One findable thing.

    key: unique within its kind. parent: the permanent key of the enterprise it belongs to, or its own; all
    documents of a parent are replaced together. codes: credit code and registration numbers, old
    ones included, matched exactly and by prefix. weight: 0..100, breaks ties of relevance (an
    operating enterprise before a deregistered one). public_until: first day on which the document
    must no longer be found.
    """

    kind: Kind
    key: str
    parent: str
    card: Card
    names: tuple[Name, ...] = ()
    codes: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    texts: tuple[str, ...] = ()  # titles of notices, kinds of violation
    websites: tuple[str, ...] = ()  # addresses and names of websites and shops
    facets: tuple[FacetValue, ...] = ()
    weight: int = 50
    day: date | None = None  # for sorting by date
    public_until: date | None = None


class Replacement(msgspec.Struct, frozen=True, gc=False):
    """All documents of one parent as of `version`; none of them: the parent is gone.

    An engine that already holds the same or a newer version of the parent ignores it, so that late
    and repeated deliveries do no harm.
    """

    parent: str
    version: int
    documents: tuple[Document, ...] = ()
