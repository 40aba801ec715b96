"""One engine a test, by name; whatever the engine, the same tests. A new engine is one line in ENGINES."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from secrets import token_hex

import pytest

from search.document import Replacement
from search.engine import SearchReader, SearchWriter
from search.factory import open_reader, open_writer
from tests.fixtures.elastic import ElasticServers

Request = pytest.FixtureRequest


def _embedded(request: Request) -> str:
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    return f"embedded://{factory.mktemp('index')}/index"


def _elastic(version: str) -> Callable[[Request], str]:
    def address(request: Request) -> str:
        servers: ElasticServers = request.getfixturevalue("elastic_servers")
        return f"{servers.address(version)}/t{token_hex(6)}"

    return address


ENGINES: dict[str, Callable[[Request], str]] = {
    "embedded": _embedded,
    "elastic-8": _elastic("8.19.21"),
    "elastic-9": _elastic("9.5.3"),
}
GROUPED = [
    pytest.param(name, marks=[pytest.mark.xdist_group(name)] if name != "embedded" else [])
    for name in ENGINES
]


@dataclass
class Engine:
    """An empty engine with its address, a reader and the one writer."""

    url: str
    reader: SearchReader
    writer: SearchWriter
    _seq: int = field(default=0)

    def put(self, *replacements: Replacement) -> int:
        """Apply changes at the next log position."""
        self._seq += 1
        return self.writer.apply(replacements, self._seq)


def opened(url: str) -> Iterator[Engine]:
    """An engine at an address, closed in the end."""
    writer = open_writer(url)
    try:
        yield Engine(url, open_reader(url), writer)
    finally:
        writer.close()


@pytest.fixture(scope="module", params=GROUPED)
def engine_name(request: Request) -> str:
    name: str = request.param
    return name


@pytest.fixture
def engine_url(engine_name: str, request: Request) -> str:
    return ENGINES[engine_name](request)


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    yield from opened(engine_url)


@pytest.fixture(scope="module")
def shared_engine(engine_name: str, request: Request) -> Iterator[Engine]:
    """An engine that a whole module fills once and only reads then."""
    yield from opened(ENGINES[engine_name](request))
