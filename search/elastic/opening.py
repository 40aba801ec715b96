"""Puts the parts of this engine together."""

from datetime import date

from search.asking.searcher import Searcher
from search.elastic.address import Address
from search.elastic.cluster import Cluster
from search.elastic.foresight import Foresight
from search.elastic.generations import Generations
from search.elastic.reader import ElasticReader
from search.elastic.writer import ElasticWriter
from search.engine import Generation, Health, SearchReader, SearchWriter
from search.page import Page, Suggestion
from search.query import Language, Query


class _Reading:
    """Implements `search.engine.SearchReader`: the portal's search with foresight."""

    def __init__(self, cluster: Cluster) -> None:
        backend = ElasticReader(cluster)
        self._foresight = Foresight(backend)
        self._searcher = Searcher(self._foresight, backend.health)

    def search(self, query: Query) -> Page:
        """Answer a question. Raises: SearchUnavailableError, CursorError."""
        with self._foresight.question(query):
            return self._searcher.search(query)

    def count(self, query: Query) -> tuple[int, bool]:
        """How many documents match, and whether that number is exact."""
        with self._foresight.question(query):
            return self._searcher.count(query)

    def suggest(self, prefix: str, language: Language, on: date, limit: int = 8) -> tuple[Suggestion, ...]:
        """Lines for a half-typed question."""
        return self._searcher.suggest(prefix, language, on, limit)

    def health(self) -> Health:
        """State of the live generation. Raises: SearchUnavailableError."""
        return self._searcher.health()


def open_elastic_reader(address: Address) -> SearchReader:
    """The reading side; nothing is opened before the first question."""
    return reading(Cluster(address))


def reading(cluster: Cluster) -> SearchReader:
    """The reading side on connections that are at hand."""
    return _Reading(cluster)


def elastic_generations(address: Address) -> tuple[Generation, ...]:
    """Whole generations, the oldest first. Raises: SearchUnavailableError."""
    cluster = Cluster(address)
    try:
        return Generations(cluster).listed()
    finally:
        cluster.close()


def open_elastic_writer(address: Address) -> SearchWriter:
    """The writing side; there is one at a time. Raises: SearchUnavailableError while another one writes."""
    return ElasticWriter(Cluster(address))
