"""Runs asks on the live generation, which is whatever the aliases point to."""

from collections.abc import Sequence
from typing import Any

from search.backend import Answer, Ask, Scope
from search.elastic.asking import FILTER_PATH, Counts, facet_request, read_answer, read_facets, search_body
from search.elastic.clauses import EVERYTHING, Dsl, inside, query
from search.elastic.cluster import Cluster, RequestError
from search.elastic.layout import is_current
from search.elastic.names import Names
from search.elastic.schema import PARENTS, POSITION
from search.engine import Health
from search.errors import SearchUnavailableError
from search.plan import Clause
from search.query import Facet, Kind

STATE_BODY: Dsl = {
    "query": {"ids": {"values": [POSITION]}},
    "size": 1,
    "track_total_hits": False,
    "seq_no_primary_term": True,
}
STATE_PATH = "hits.hits._index,hits.hits._seq_no,hits.hits._primary_term,hits.hits._source"
_MANY_PATHS = ",".join(f"responses.{path}" for path in f"{FILTER_PATH},{STATE_PATH}".split(","))


class ElasticReader:
    """Implements `search.backend.Backend`. Safe in many threads; nothing is opened before the first ask."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._names = Names(cluster.address.prefix)

    def state(self) -> str:
        """Names the generation and the last change of it. Raises: SearchUnavailableError."""
        return self.together((), ())[0]

    def run(self, ask: Ask) -> Answer:
        """Answer one ask. Raises: SearchUnavailableError."""
        if not ask.tiers:
            return nothing(ask)
        return read_answer(ask, self._one(ask.scope, search_body(ask)))

    def together(
        self, asks: Sequence[Ask], named: Sequence[Ask]
    ) -> tuple[str, list[tuple[Any, Answer]], list[Answer]]:
        """In one trip: the state; the answers to some asks with what the cluster says of each row; answers.

        Raises: SearchUnavailableError.
        """
        searches = [(self._names.alias(PARENTS), STATE_BODY)]
        searches += [(self._names.alias(ask.scope.kind), search_body(ask, named=True)) for ask in named]
        searches += [(self._names.alias(ask.scope.kind), search_body(ask)) for ask in asks]
        try:
            state, *told = self._cluster.ask(searches, _MANY_PATHS)
        except RequestError as error:
            raise _unavailable(error) from error
        for one in told:
            _whole(one)
        first = [(one, read_answer(ask, one)) for ask, one in zip(named, told, strict=False)]
        rest = [read_answer(ask, one) for ask, one in zip(asks, told[len(named) :], strict=True)]
        return read_state(self._names, state)[0], first, rest

    def count(self, scope: Scope, clause: Clause | None) -> int:
        """How many documents of the scope match."""
        inner = EVERYTHING if clause is None else {"constant_score": {"filter": query(clause)}}
        body = {"query": inside(inner, scope, scope.filters), "size": 0, "track_total_hits": True}
        return int(self._one(scope, body)["hits"]["total"]["value"])

    def values(self, scope: Scope, names: Sequence[Facet]) -> Counts:
        """Counts of facet values over the whole scope; each facet leaves its own filter out."""
        counted = [chosen for chosen in scope.filters if chosen.facet in names]
        others = [chosen for chosen in scope.filters if chosen.facet not in names]
        aggregations = facet_request(scope, names, counted)
        body = {"query": inside(EVERYTHING, scope, others), "size": 0, "aggs": aggregations}
        return read_facets(scope, names, self._one(scope, body).get("aggregations", {}))

    def health(self) -> Health:
        """State of the live generation."""
        count: Dsl = {"size": 0, "track_total_hits": True}
        searches: list[tuple[str, Dsl]] = [(self._names.alias(kind), count) for kind in Kind]
        try:
            *told, state = self._cluster.ask(
                [*searches, (self._names.alias(PARENTS), STATE_BODY)], _MANY_PATHS
            )
        except RequestError as error:
            raise _unavailable(error) from error
        _, generation, position = read_state(self._names, state)
        found = {kind: int(one["hits"]["total"]["value"]) for kind, one in zip(Kind, told, strict=True)}
        return Health(True, generation, position, found, is_current(generation))

    def _one(self, scope: Scope, body: Dsl) -> Any:
        try:
            return _whole(self._cluster.ask_one(self._names.alias(scope.kind), body, FILTER_PATH))
        except RequestError as error:
            raise _unavailable(error) from error


def nothing(ask: Ask) -> Answer:
    """The answer to an ask without tiers."""
    return Answer((), 0 if ask.count else None, {facet: {} for facet in ask.facets})


def read_state(names: Names, told: Any) -> tuple[str, str, int]:
    """State, generation and position, as the entry for the position tells. Raises: SearchUnavailableError."""
    hits = told.get("hits", {}).get("hits", ())
    generation = names.generation(hits[0]["_index"]) if hits else None
    if generation is None:
        raise SearchUnavailableError("no generation has been built yet")
    hit = hits[0]
    state = f"{generation}/{hit['_primary_term']}/{hit['_seq_no']}"
    return state, generation, int(hit["_source"]["position"])


def _whole(told: Any) -> Any:
    """The answer, unless the cluster ran out of time and left something out."""
    if told.get("timed_out"):
        raise SearchUnavailableError("the search cluster answered in part only")
    return told


def _unavailable(error: RequestError) -> SearchUnavailableError:
    if error.status == 404:
        return SearchUnavailableError("no generation has been built yet")
    return error
