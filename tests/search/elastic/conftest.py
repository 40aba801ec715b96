"""A place of its own on a real server, and parts of the contract suite."""

from collections.abc import Iterator
from secrets import token_hex

import pytest

from search.elastic.address import parse
from search.elastic.cluster import Cluster
from search.elastic.writer import ElasticWriter
from tests.fixtures.elastic import ElasticServers


@pytest.fixture
def elastic_url(elastic_servers: ElasticServers) -> str:
    """The address of an empty place on the newest server."""
    return f"{elastic_servers.address('9.5.3')}/t{token_hex(6)}"


@pytest.fixture
def cluster(elastic_url: str) -> Iterator[Cluster]:
    opened = Cluster(parse(elastic_url))
    yield opened
    opened.close()


@pytest.fixture
def writer(elastic_url: str) -> Iterator[ElasticWriter]:
    opened = ElasticWriter(Cluster(parse(elastic_url)))
    yield opened
    opened.close()
