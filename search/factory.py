"""Opens the engine that an address names: `embedded:///absolute/path`, or `elastic+https://host:9200/prefix`
(see `search.elastic.address`)."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from search.asking.searcher import Searcher
from search.elastic.address import is_address, parse
from search.embedded.reader import EmbeddedReader, list_generations
from search.embedded.writer import EmbeddedWriter
from search.engine import Generation, SearchReader, SearchWriter


def check_address(url: str) -> None:
    """Raises: ValueError for an address of no known engine."""
    if is_address(url):
        parse(url)
    else:
        directory(url)


def open_reader(url: str) -> SearchReader:
    """The reading side; nothing is opened before the first question.

    Raises: ValueError for an address of no known engine.
    """
    if is_address(url):
        # the client of the cluster takes longer to load than everything else; most portals need none
        from search.elastic.opening import open_elastic_reader  # noqa: PLC0415

        return open_elastic_reader(parse(url))
    backend = EmbeddedReader(directory(url))
    return Searcher(backend, backend.health, backend.question, sure=True)


def open_writer(url: str) -> SearchWriter:
    """The writing side; there is one at a time.

    Raises: ValueError for an address of no known engine; SearchUnavailableError while another one writes.
    """
    if is_address(url):
        from search.elastic.opening import open_elastic_writer  # noqa: PLC0415

        return open_elastic_writer(parse(url))
    return EmbeddedWriter(directory(url))


def generations(url: str) -> tuple[Generation, ...]:
    """Whole generations of an index, the oldest first; whoever writes to it is not disturbed.

    Raises: ValueError for an address of no known engine; SearchUnavailableError.
    """
    if is_address(url):
        from search.elastic.opening import elastic_generations  # noqa: PLC0415

        return elastic_generations(parse(url))
    return list_generations(directory(url))


def directory(url: str) -> Path:
    """Where an embedded index lies. Raises: ValueError for any other address."""
    parts = urlsplit(url)
    if parts.scheme != "embedded" or parts.netloc or parts.query or not parts.path.startswith("/"):
        raise ValueError(f"not the address of a search engine: {url!r}")
    return Path(unquote(parts.path))
