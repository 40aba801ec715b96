"""The search made ready for the questions that this portal's pages ask."""

from collections.abc import Callable
from datetime import date
from itertools import chain

from credit.domain.reference import divisions
from search.engine import SearchReader
from search.query import Kind
from search.warming import warm
from web.presenters.asked import FACETS


def warm_search(reader: SearchReader, on: date, rest: Callable[[float], object] = lambda _: None) -> None:
    """Ask what the first readers of a process would wait for: of the region and its prefectures, too.

    rest: as for `search.warming.warm`.
    """
    region = divisions.division(divisions.XINJIANG)
    places = (*divisions.children(divisions.XINJIANG), *filter(None, (region,)))
    names = chain.from_iterable((place.name, place.uyghur or place.name) for place in places)
    warm(reader, on, frozenset(FACETS[Kind.ENTERPRISE]), names, rest)
