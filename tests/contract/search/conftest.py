"""One engine a test, by name; whatever the engine, the same tests. A new engine is one line in ENGINES."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from search.document import Replacement
from search.engine import SearchReader, SearchWriter
from search.factory import open_reader, open_writer

ENGINES = {"embedded": lambda place: f"embedded://{place}/index"}


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


@pytest.fixture(params=sorted(ENGINES))
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    make: Callable[[Path], str] = ENGINES[request.param]
    return make(tmp_path)


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    writer = open_writer(engine_url)
    yield Engine(engine_url, open_reader(engine_url), writer)
    writer.close()
