"""Neutral clauses, scopes and filters in the cluster's query language."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from search.backend import Scope
from search.elastic.schema import COLUMN
from search.facets import mark
from search.plan import All, AnyOf, Clause, Pinned, Prefix, Term, Tier
from search.query import Facet, Filter

Dsl = dict[str, Any]

STEP = 64  # scores from one tier to the next; the places of a pinned tier lie between
_LAST_DAY = "9999-12-31"
NOTHING: Dsl = {"match_none": {}}
EVERYTHING: Dsl = {"match_all": {}}


def query(clause: Clause) -> Dsl:
    """A clause over tokens, to be asked as a filter."""
    match clause:
        case Term(token):
            return {"term": {"t": token}}
        case Prefix(start):
            return {"prefix": {"t": start}}
        case All(clauses):
            return {"bool": {"filter": [query(part) for part in clauses]}}
        case AnyOf(clauses):
            tokens = [part.token for part in clauses if isinstance(part, Term)]
            rest = [query(part) for part in clauses if not isinstance(part, Term)]
            return either([*([{"terms": {"t": tokens}}] if tokens else []), *rest])


def either(queries: Sequence[Dsl]) -> Dsl:
    """What matches at least one of them."""
    if not queries:
        return NOTHING
    return queries[0] if len(queries) == 1 else {"bool": {"should": list(queries)}}


def tier_query(tier: Tier | Pinned) -> Dsl:
    """What a tier matches."""
    if isinstance(tier, Pinned):
        return {"terms": {"t": [key_token(key) for key in tier.keys]}} if tier.keys else NOTHING
    return query(tier.clause)


def ranked(tiers: Sequence[Tier | Pinned], named: bool = False) -> Dsl:
    """What any tier matches, scored by the first one that does. named: each match bears its tiers' places."""
    parts: list[Dsl] = []
    for at, tier in enumerate(tiers):
        top = score_of(len(tiers), at)
        if isinstance(tier, Pinned):
            keys = enumerate(tier.keys)
            parts += [_scored({"term": {"t": key_token(key)}}, top - place) for place, key in keys]
        else:
            parts.append(_scored(query(tier.clause), top))
            if named:
                parts[-1]["constant_score"]["_name"] = str(at)
    return {"dis_max": {"queries": parts}} if parts else NOTHING


def score_of(tiers: int, at: int) -> int:
    """The score of documents whose first tier is this one; of a pinned tier, of its first document."""
    return (tiers - at) * STEP + STEP - 1


def place_of(tiers: int, score: float) -> tuple[int, int]:
    """Tier, and place in a pinned tier, by a score."""
    whole = int(score)
    return tiers - whole // STEP, STEP - 1 - whole % STEP


def key_token(key: str) -> str:
    """The token of a document's own key."""
    return "k" + "_".join(key.split())


def _scored(inner: Dsl, score: int) -> Dsl:
    return {"constant_score": {"filter": inner, "boost": score}}


def public(on: date) -> Dsl:
    """What must not be matched: documents that have ended."""
    return {"range": {"until": {"lte": on.isoformat()}}}


def filtered(chosen: Filter, on: date) -> Dsl:
    """What one filter lets through."""
    options: list[Dsl] = []
    wanted = sorted(set(chosen.values))
    if wanted:
        field = "regions" if chosen.facet is Facet.DIVISION else COLUMN.get(chosen.facet)
        if field is not None:
            options.append({"terms": {field: wanted}})
        options.append({"terms": {"marks": [mark(chosen.facet, value) for value in wanted]}})
        options += [_ending(chosen.facet, value, on) for value in wanted]
    inner = either(options)
    return {"bool": {"must_not": [inner]}} if chosen.exclude else inner


def _ending(facet: Facet, value: str, on: date) -> Dsl:
    """Marks of a value that ends, but after the day."""
    start = mark(facet, value) + "|"
    return {"range": {"marks": {"gt": start + on.isoformat(), "lte": start + _LAST_DAY}}}


def inside(inner: Dsl, scope: Scope, filters: Iterable[Filter]) -> Dsl:
    """A query among the documents that are public on the day and pass the filters. Scores stay."""
    parts: Dsl = {"must": [inner], "must_not": [public(scope.on)]}
    passed = [filtered(chosen, scope.on) for chosen in filters]
    if passed:
        parts["filter"] = passed
    return {"bool": parts}
