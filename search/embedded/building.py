"""Fills a new generation with two processes: one reads, the other one analyses and indexes."""

from collections.abc import Callable, Iterable
from itertools import chain, islice
from pathlib import Path

from search.document import Replacement
from search.embedded.filling import Filler, add, close, open_empty, pack

_BATCH = 500
_FEW = 4 * _BATCH  # up to here a second process costs more than it saves


def fill(
    place: Path,
    documents: Iterable[Replacement],
    position: int,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write all documents and the position into an empty directory; progress is told the entries done."""
    source = iter(documents)
    first = list(islice(source, _FEW))
    tell = progress or (lambda _: None)
    if len(first) < _FEW:
        writer = open_empty(place)
        tell(add(writer, map(pack, first)))
        close(writer, position)
        return
    everything = chain(first, source)
    done = 0
    with Filler(place) as filler:
        while batch := list(islice(everything, _BATCH)):
            filler.send(batch)
            done += sum(len(replacement.documents) or 1 for replacement in batch)
            tell(done)
        filler.finish(position)
