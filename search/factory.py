"""Opens the engine that an address names: `embedded:///absolute/path`."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from search.asking.searcher import Searcher
from search.embedded.reader import EmbeddedReader
from search.embedded.writer import EmbeddedWriter
from search.engine import SearchReader, SearchWriter


def open_reader(url: str) -> SearchReader:
    """The reading side; nothing is opened before the first question.

    Raises: ValueError for an address of no known engine.
    """
    backend = EmbeddedReader(_directory(url))
    return Searcher(backend, backend.health)


def open_writer(url: str) -> SearchWriter:
    """The writing side; there is one at a time.

    Raises: ValueError for an address of no known engine; SearchUnavailableError while another one writes.
    """
    return EmbeddedWriter(_directory(url))


def _directory(url: str) -> Path:
    parts = urlsplit(url)
    if parts.scheme != "embedded" or parts.netloc or not parts.path.startswith("/"):
        raise ValueError(f"not the address of a search engine: {url!r}")
    return Path(unquote(parts.path))
