"""One ask as one search body, and its answer read back."""

from collections.abc import Iterable, Mapping
from typing import Any

from search.backend import Answer, Ask, Row, Scope
from search.elastic import limits
from search.elastic.clauses import (
    EVERYTHING,
    Dsl,
    either,
    filtered,
    inside,
    place_of,
    ranked,
    score_of,
    tier_query,
)
from search.elastic.schema import COLUMN, body
from search.facets import read_mark, rolled_up
from search.plan import Pinned
from search.query import Facet, Filter, Sort

Counts = dict[Facet, dict[str, int]]
FILTER_PATH = (
    "error,status,timed_out,aggregations,hits.total.value,"
    "hits.hits.sort,hits.hits.fields,hits.hits.matched_queries"
)


def search_body(ask: Ask, named: bool = False) -> Dsl:
    """The body of a search that answers an ask in one trip. named: also which tiers match each row."""
    counted = {chosen.facet for chosen in ask.scope.filters} & ask.facets
    early = [chosen for chosen in ask.scope.filters if chosen.facet not in counted]
    late = [chosen for chosen in ask.scope.filters if chosen.facet in counted]
    found: Dsl = {
        "query": inside(_query(ask, named), ask.scope, early),
        "size": ask.limit,
        "track_total_hits": ask.count,
        "_source": False,
    }
    if ask.limit:
        found |= {"stored_fields": ["body"], **_order(ask)}
    if late:
        found["post_filter"] = {"bool": {"filter": [filtered(chosen, ask.scope.on) for chosen in late]}}
    if ask.facets:
        found["aggs"] = facet_request(ask.scope, ask.facets, late)
    return found


def _query(ask: Ask, named: bool) -> Dsl:
    """Scores only where they decide the order."""
    if ask.limit and ask.sort is Sort.RELEVANCE and not _alone(ask):
        return ranked(ask.tiers, named)
    inner: Dsl = {"filter": either([tier_query(tier) for tier in ask.tiers])}
    return {"constant_score": inner | {"_name": "0"} if named else inner}


def _alone(ask: Ask) -> bool:
    """Whether there is one tier, in the order of rank: the order of the index itself."""
    return len(ask.tiers) == 1 and not isinstance(ask.tiers[0], Pinned)


def _order(ask: Ask) -> Dsl:
    after = ask.after
    if ask.sort is not Sort.RELEVANCE:
        order = "desc" if ask.sort is Sort.NEWEST else "asc"
        found: Dsl = {"sort": [{"day": order}]}
        return found if after is None else found | {"search_after": [after.rank]}
    if _alone(ask):
        found = {"sort": [{"rank": "desc"}]}
        return found if after is None else found | {"search_after": [after.rank]}
    found = {"sort": [{"_score": "desc"}, {"rank": "desc"}]}
    if after is None:
        return found
    top = score_of(len(ask.tiers), after.tier)
    if after.tier < len(ask.tiers) and isinstance(ask.tiers[after.tier], Pinned):
        return found | {"search_after": [top - after.rank, -1]}
    return found | {"search_after": [top, after.rank]}


def read_answer(ask: Ask, told: Mapping[str, Any]) -> Answer:
    """What the cluster answered."""
    hits = told.get("hits", {})
    rows = tuple(_row(ask, hit) for hit in hits.get("hits", ()))
    total = int(hits["total"]["value"]) if ask.count else None
    facets = read_facets(ask.scope, ask.facets, told.get("aggregations", {})) if ask.facets else {}
    return Answer(rows, total, facets)


def _row(ask: Ask, hit: Mapping[str, Any]) -> Row:
    document = body(hit["fields"]["body"][0])
    order = hit["sort"]
    if len(order) == 1:
        return Row(0, int(order[0]), document)
    at, place = place_of(len(ask.tiers), order[0])
    return Row(at, place if isinstance(ask.tiers[at], Pinned) else int(order[1]), document)


def facet_request(scope: Scope, facets: Iterable[Facet], late: Iterable[Filter]) -> Dsl:
    """Aggregations: one group for all facets without a filter of their own, one for each of the others."""
    filters = tuple(late)
    groups: dict[str, list[Facet]] = {}
    own = {chosen.facet for chosen in filters}
    for facet in sorted(facets):
        groups.setdefault(facet.value if facet in own else "all", []).append(facet)
    return {
        name: {"filter": _others(scope, filters, name), "aggs": _columns(group)}
        for name, group in groups.items()
    }


def _others(scope: Scope, filters: tuple[Filter, ...], without: str) -> Dsl:
    passed = [filtered(chosen, scope.on) for chosen in filters if chosen.facet.value != without]
    return {"bool": {"filter": passed}} if passed else EVERYTHING


def _columns(facets: list[Facet]) -> Dsl:
    names = [COLUMN[facet] for facet in facets if facet in COLUMN]
    marks = "|".join(facet.value for facet in facets)
    wanted: Dsl = {name: {"terms": {"field": name, "size": limits.MOST_VALUES}} for name in names}
    wanted["marks"] = {"terms": {"field": "marks", "size": limits.MOST_VALUES, "include": f"({marks})=.*"}}
    return wanted


def read_facets(scope: Scope, facets: Iterable[Facet], told: Mapping[str, Any]) -> Counts:
    """Counts of facet values that hold on the day."""
    counts: Counts = {}
    for facet in facets:
        group = told.get(facet.value) or told.get("all") or {}
        counts[facet] = _counts(scope, facet, group)
    return counts


def _counts(scope: Scope, facet: Facet, group: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for bucket in _buckets(group, COLUMN.get(facet)):
        found[bucket["key"]] = bucket["doc_count"]
    for bucket in _buckets(group, "marks"):
        read = read_mark(bucket["key"], scope.on)
        if read is not None and read[0] == facet.value:
            found[read[1]] = found.get(read[1], 0) + bucket["doc_count"]
    return rolled_up(found) if facet is Facet.DIVISION else found


def _buckets(group: Mapping[str, Any], name: str | None) -> Iterable[Mapping[str, Any]]:
    buckets: Iterable[Mapping[str, Any]] = group.get(name, {}).get("buckets", ()) if name else ()
    return buckets
