"""Filters of a results page: values counted before the click, those in force as chips."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from urllib.parse import quote_plus

from markupsafe import Markup

from credit.domain.labels import zh
from credit.domain.reference import divisions
from search.page import FacetCount, Page
from search.query import Facet
from web.presenters import parts
from web.presenters.asked import FACETS, NOT, Asked, Chosen
from web.presenters.speech import SPEECH, Speech
from web.presenters.words import FACET, FACET_OF_KIND, FACET_WORD

SHOWN_VALUES = 6
EXCLUDE = zh("排除：%(value)s")


@dataclass(frozen=True, slots=True)
class Filters:
    """Makes the filters of one page. base: the path of the results."""

    words: Speech
    asked: Asked
    base: str

    def groups(self, page: Page) -> Iterator[parts.FacetGroup]:
        """The filters, counted before the click; a facet with nothing to choose is left out."""
        here = self.asked.address(self.base)
        stem = f"{here}{'&' if '?' in here else '?'}"  # what a further filter is put behind
        for facet in FACETS[self.asked.kind]:
            items = tuple(self.items(facet, page.facets.get(facet, ()), stem))
            if items:
                title = FACET_OF_KIND.get((self.asked.kind, facet), FACET[facet])
                cut = len(items) if len(items) <= SHOWN_VALUES + 2 else SHOWN_VALUES
                yield parts.FacetGroup(title=self.words._(title), items=items[:cut], more=items[cut:])

    def items(self, facet: Facet, counts: Iterable[FacetCount], stem: str) -> Iterator[parts.FacetItem]:
        """The values of one facet; those in force first even if nothing is left of them."""
        chosen = {one.value: one for one in self.asked.chosen if one.facet is facet}
        counted = self.tree(counts, chosen) if facet is Facet.DIVISION else [(count, 0) for count in counts]
        if not chosen:
            yield from [self.item(facet, count, depth, stem) for count, depth in counted]
            return
        listed = {count.value for count, _depth in counted}
        for value, one in chosen.items():
            if value not in listed:
                yield self.chosen_item(one, "0")
        for count, depth in counted:
            one_chosen = chosen.get(count.value)
            if one_chosen is not None:
                yield self.chosen_item(one_chosen, f"{count.count:,}", depth)
            else:
                yield self.item(facet, count, depth, stem)

    def item(self, facet: Facet, count: FacetCount, depth: int, stem: str) -> parts.FacetItem:
        """A value that can be asked for or ruled out."""
        label, pair, spoken = _value(self.words.prefix, facet, count.value)
        return parts.FacetItem(
            label=label,
            count=f"{count.count:,}",
            href=stem + pair,
            exclude_href=f"{stem}{NOT}{pair}",
            exclude_label=spoken,
            depth=depth,
        )

    def chosen_item(self, one: Chosen, count: str, depth: int = 0) -> parts.FacetItem:
        """A value in force; following it takes it off."""
        return parts.FacetItem(
            label=self.value_label(one.facet, one.value),
            count=count,
            href=self.asked.without(one).address(self.base),
            selected=not one.exclude,
            excluded=one.exclude,
            depth=depth,
        )

    def tree(
        self, counts: Iterable[FacetCount], chosen: Mapping[str, Chosen]
    ) -> list[tuple[FacetCount, int]]:
        """Prefectures by number of hits, the counties of a chosen one below it."""
        opened = {place.code for code in chosen for place in divisions.path(code)}
        upper: list[FacetCount] = []
        lower: dict[str, list[FacetCount]] = {}
        for count in counts:
            above, top = _stands(count.value)
            if top:
                upper.append(count)
            elif above in opened:
                lower.setdefault(above, []).append(count)
        return [
            one
            for count in _by_size(upper)
            for one in ((count, 0), *((below, 1) for below in _by_size(lower.get(count.value, ()))))
        ]

    def value_label(self, facet: Facet, value: str) -> parts.Text:
        """The word for a value."""
        return _value(self.words.prefix, facet, value)[0]

    def chip(self, one: Chosen) -> parts.Chip:
        """A filter in force."""
        value = self.value_label(one.facet, one.value)
        label = self.words.say(EXCLUDE, value=value) if one.exclude else value
        return parts.Chip(
            label=label,
            href=self.asked.without(one).address(self.base),
            remove=self.words._("取消条件：%(value)s") % {"value": _spoken(label)},
            exclude=one.exclude,
        )


@lru_cache(8192)
def _value(prefix: str, facet: Facet, value: str) -> tuple[parts.Text, str, str]:
    """The word for a value, its part of an address, and how ruling it out is said."""
    words = SPEECH[prefix]
    word = FACET_WORD.get(facet, {}).get(value)
    if facet is Facet.DIVISION:
        label = words.place(value) or value
    elif facet is Facet.AGENCY:
        label = words.zh(value)
    else:
        label = words.ltr(value) if word is None else words._(word)
    return label, f"{facet.value}={quote_plus(value)}", words._(EXCLUDE) % {"value": _spoken(label)}


@cache
def _stands(code: str) -> tuple[str, bool]:
    """The division above a place, and whether that is the region itself."""
    above = divisions.parent(code)
    return ("", False) if above is None else (above.code, divisions.parent(above.code) is None)


def _by_size(counts: Iterable[FacetCount]) -> list[FacetCount]:
    """The largest first; equal ones stay in order of their values."""
    return sorted(counts, key=attrgetter("count"), reverse=True)


def _spoken(label: parts.Text) -> str:
    """A label as plain text, for places that take no mark-up."""
    return label.striptags() if isinstance(label, Markup) else label
