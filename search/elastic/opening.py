"""Puts the parts of this engine together."""

from search.asking.searcher import Searcher
from search.elastic.address import Address
from search.elastic.cluster import Cluster
from search.elastic.reader import ElasticReader
from search.elastic.writer import ElasticWriter
from search.engine import SearchReader, SearchWriter


def open_elastic_reader(address: Address) -> SearchReader:
    """The reading side; nothing is opened before the first question."""
    backend = ElasticReader(Cluster(address))
    return Searcher(backend, backend.health)


def open_elastic_writer(address: Address) -> SearchWriter:
    """The writing side; there is one at a time. Raises: SearchUnavailableError while another one writes."""
    return ElasticWriter(Cluster(address))
