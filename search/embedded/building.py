"""Fills a new generation as fast as two processors allow: one analyses, one indexes."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

import tantivy

from search.document import Replacement
from search.embedded.analyse import Analyser
from search.embedded.schema import entries, position_entry, schema

_HEAP = 300_000_000
_BATCH = 500
_ON_THE_WAY = 4  # batches handed over and not yet taken back; bounds memory
_FEW = 4 * _BATCH  # up to here a second process costs more than it saves


def fill(
    place: Path,
    documents: Iterable[Replacement],
    position: int,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write all documents and the position into an empty directory; progress is told the entries done."""
    index = tantivy.Index(schema(), str(place), reuse=False)
    writer = index.writer(_HEAP, 1)
    done = 0
    for batch in _all_entries(iter(documents)):
        for entry in batch:
            writer.add_json(entry)
        done += len(batch)
        if progress is not None:
            progress(done)
    writer.add_json(position_entry(position))
    writer.commit()
    writer.wait_merging_threads()


def _all_entries(documents: Iterator[Replacement]) -> Iterator[list[str]]:
    first = list(islice(documents, _FEW))
    if len(first) < _FEW:
        yield [entry for replacement in first for entry in entries(replacement)]
        return
    everything = chain(first, documents)
    waiting = 0
    with Analyser() as analyser:
        while batch := list(islice(everything, _BATCH)):
            analyser.send(batch)
            waiting += 1
            if waiting >= _ON_THE_WAY:
                yield analyser.receive()
                waiting -= 1
        for _ in range(waiting):
            yield analyser.receive()
