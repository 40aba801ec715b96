"""A file as batches ready to be written: in this process, or for big files in another one.

The other process reads, checks, hashes and encodes while this one writes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from credit.domain.notices import NoticeFacts
from credit.services.batches import Incoming
from credit.services.crew import stream
from credit.services.imports.columns import Table
from credit.services.imports.files import Inspected, Row, parts
from credit.services.imports.rows import Headings, RowReader
from credit.services.imports.tables import BY_NAME
from credit.services.prepared import (
    ReadyRecord,
    ReadyRegistration,
    ready_records,
    ready_registrations,
)

BATCH = 10_000
BIG = 8 << 20  # bytes from which a process of its own pays
Reject = tuple[int, str, int, str, str]  # row, place in words, ordinal, column, reason


@dataclass(slots=True)
class Batch:
    """Rows read and not yet written. The `_at` lists say from which row each item came."""

    registrations: list[ReadyRegistration] = field(default_factory=list)
    registered_at: list[tuple[int, str]] = field(default_factory=list)
    records: list[ReadyRecord] = field(default_factory=list)
    recorded_at: list[tuple[int, str]] = field(default_factory=list)
    notices: list[NoticeFacts] = field(default_factory=list)
    noticed_at: list[tuple[int, str]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read: a file from a row on, all of it received at one moment."""

    file: Inspected
    table: str | None
    received_at: datetime
    position: int
    batch: int

    @property
    def forced(self) -> Table | None:
        return BY_NAME[self.table] if self.table else None


def batches_of(reading: Reading, seen: Headings, apart: bool) -> Iterator[Batch]:
    """The batches of a file, in order. seen: filled with what became of its columns."""
    if not apart or reading.file.path.stat().st_size < BIG:
        yield from _read(reading, seen)
        return
    for message in stream(_apart, reading):
        if isinstance(message, Headings):
            seen.unknown |= message.unknown
            seen.dropped |= message.dropped
        else:
            yield message


def _apart(reading: Reading) -> Iterator[Batch | Headings]:
    """All batches, then what became of the columns."""
    seen = Headings()
    yield from _read(reading, seen)
    yield seen


def _read(reading: Reading, seen: Headings) -> Iterator[Batch]:
    rows = islice(_rows(reading, seen), reading.position, None)
    position = reading.position
    while batch := _batch(islice(rows, reading.batch), position):
        position += batch.size
        yield batch


def _rows(reading: Reading, seen: Headings) -> Iterator[tuple[RowReader, Row]]:
    for part in parts(reading.file, screened=True):
        reader = RowReader(part.headings, reading.received_at, reading.forced, seen)
        for row in part.rows:
            yield reader, row


def _batch(rows: Iterable[tuple[RowReader, Row]], position: int) -> Batch | None:
    batch = Batch()
    registrations, records = [], []
    for row_no, (reader, (place, cells)) in enumerate(rows, start=position):
        batch.size += 1
        read = reader.read(cells)
        if read is None:
            continue
        batch.counts["rows"] += 1
        batch.counts["held"] += read.held
        batch.counts["foreign"] += read.foreign
        if isinstance(read.taken, Incoming):
            records.append(read.taken)
            batch.recorded_at.append((row_no, place))
        elif isinstance(read.taken, NoticeFacts):
            batch.notices.append(read.taken)
            batch.noticed_at.append((row_no, place))
        elif read.taken is not None:
            registrations.append(read.taken)
            batch.registered_at.append((row_no, place))
        else:
            batch.counts["rejected"] += 1
            for ordinal, (column, reason) in enumerate(read.problems):
                batch.rejects.append((row_no, place, ordinal, column, reason))
    batch.registrations, batch.records = ready_registrations(registrations), ready_records(records)
    return batch if batch.size else None
