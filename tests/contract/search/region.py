"""Small documents for the contract suite; every name is invented."""

from datetime import date

from search.document import Card, Document, FacetValue, Name, NameRole, Number, Replacement, Tag
from search.page import Page
from search.query import Facet, Kind, Query

ON = date(2026, 3, 2)
PLAIN = {"status": Facet.STATUS, "division": Facet.DIVISION, "year": Facet.YEAR, "industry": Facet.INDUSTRY}


def enterprise(name: str, key: str | None = None, **more: object) -> Document:
    """An enterprise; facets by keyword (status, division, year, industry), the rest as in `Document`."""
    key = key or name
    facets = tuple(FacetValue(PLAIN[k], str(more.pop(k))) for k in list(more) if k in PLAIN)
    facets += tuple(more.pop("facets", ()))  # type: ignore[arg-type]
    names = (Name(name), *(Name(former, NameRole.FORMER) for former in more.pop("former", ())))  # type: ignore[attr-defined]
    uyghur = more.pop("uyghur", None)
    names += (Name(str(uyghur), NameRole.UYGHUR),) if uyghur else ()
    card = Card(name=name, address=key, person=more.pop("person", None), tags=more.pop("tags", ()))  # type: ignore[arg-type]
    return Document(kind=Kind.ENTERPRISE, key=key, parent=key, card=card, names=names, facets=facets, **more)  # type: ignore[arg-type]


def penalty(key: str, parent: str, title: str, number: str, **more: object) -> Document:
    """A penalty of an enterprise."""
    return Document(
        kind=Kind.PENALTY,
        key=key,
        parent=parent,
        card=Card(name=parent, address=parent, title=title, anchor=key),
        names=(Name(parent),),
        texts=(title,),
        numbers=(Number(number, key),),
        **more,  # type: ignore[arg-type]
    )


def commitment(key: str, parent: str, title: str, text: str, **more: object) -> Document:
    """A commitment of an enterprise, found by its matter and by its text; state, kept, industry as facets."""
    plain = {**PLAIN, "state": Facet.STATE, "kept": Facet.KEPT, "topic": Facet.TOPIC}
    facets = tuple(FacetValue(plain[name], str(more.pop(name))) for name in list(more) if name in plain)
    facets += tuple(more.pop("facets", ()))  # type: ignore[arg-type]
    return Document(
        kind=Kind.COMMITMENT,
        key=key,
        parent=parent,
        card=Card(name=parent, address=parent, title=title, anchor=key),
        names=(Name(parent),),
        texts=(title, text),
        facets=facets,
        **more,  # type: ignore[arg-type]
    )


def alone(document: Document, version: int = 1) -> Replacement:
    """A document as all there is of its parent."""
    return Replacement(document.parent, version, (document,))


def named(page: Page) -> list[str]:
    """Registered names in the order of the page."""
    return [hit.card.name for hit in page.hits]


def ask(text: str, **more: object) -> Query:
    """A question on the day of the suite."""
    return Query(text, more.pop("on", ON), **more)  # type: ignore[arg-type]


__all__ = [
    "ON",
    "Facet",
    "FacetValue",
    "Kind",
    "Number",
    "Tag",
    "alone",
    "ask",
    "commitment",
    "enterprise",
    "named",
    "penalty",
]
