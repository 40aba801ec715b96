"""Puts the parts of this engine together."""

from search.asking.searcher import Searcher
from search.elastic.address import Address
from search.elastic.cluster import Cluster
from search.elastic.foresight import Foresight
from search.elastic.generations import Generations
from search.elastic.reader import ElasticReader
from search.elastic.writer import ElasticWriter
from search.engine import Generation, SearchReader, SearchWriter


def open_elastic_reader(address: Address) -> SearchReader:
    """The reading side; nothing is opened before the first question."""
    return reading(Cluster(address))


def reading(cluster: Cluster) -> SearchReader:
    """The reading side on connections that are at hand."""
    backend = ElasticReader(cluster)
    foresight = Foresight(backend)
    return Searcher(foresight, backend.health, foresight.question)


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
