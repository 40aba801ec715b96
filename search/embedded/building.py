"""Fills a new generation as fast as two processors allow: one analyses, one indexes."""

from collections.abc import Callable, Iterable
from pathlib import Path

import tantivy

from search.document import Replacement
from search.embedded.schema import entries, position_entry, schema

_HEAP = 256_000_000
_REPORT_EVERY = 1000


def fill(
    place: Path,
    documents: Iterable[Replacement],
    position: int,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write all documents and the position into an empty directory."""
    index = tantivy.Index(schema(), str(place), reuse=False)
    writer = index.writer(_HEAP, 1)
    done = 0
    for replacement in documents:
        for entry in entries(replacement):
            writer.add_json(entry)
            done += 1
        if progress is not None and done % _REPORT_EVERY == 0:
            progress(done)
    writer.add_json(position_entry(position))
    writer.commit()
    writer.wait_merging_threads()
    if progress is not None:
        progress(done)
