"""Importing a file: batch by batch, exact after any interruption, with a receipt at the end.

A batch's rows, its rejects, the counts and the position in the file are written in one transaction.
A file that was interrupted goes on where it stopped, under the same receipt; a file that is imported
again changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from credit.db.bulk import insert_rows
from credit.db.models import ImportFile, ImportReject, Waiting
from credit.domain.records import Registration
from credit.services import batches
from credit.services.batches import Incoming, Outcome
from credit.services.context import Context
from credit.services.imports.columns import Table
from credit.services.imports.files import Inspected, Row, inspect, parts
from credit.services.imports.rows import Headings, RowReader
from credit.services.imports.screening import RefusedError
from credit.services.imports.tables import MIXED

BATCH = 5_000
CONFLICT = "代码分属不同的主体"
Progress = Callable[[int, int], None]  # rows done, rows in all (roughly)


@dataclass(slots=True)
class Receipt:
    """What became of a file. counts: rows, new, changed, unchanged, waiting, rejected, held, attached."""

    file_id: int
    name: str
    table: str
    encoding: str
    received_at: datetime
    resumed_at: int
    counts: Counter[str]
    unknown: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(slots=True)
class _Batch:
    """Rows read and not yet written."""

    registrations: list[Registration] = field(default_factory=list)
    registered_at: list[tuple[int, str]] = field(default_factory=list)
    records: list[Incoming] = field(default_factory=list)
    recorded_at: list[tuple[int, str]] = field(default_factory=list)
    rejects: list[tuple[int, str, int, str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    size: int = 0

    def reject(self, row_no: int, place: str, problems: Iterable[tuple[str, str]]) -> None:
        self.counts["rejected"] += 1
        for ordinal, (column, reason) in enumerate(problems):
            self.rejects.append((row_no, place, ordinal, column, reason))


def import_file(
    ctx: Context, path: Path, table: Table | None = None, progress: Progress | None = None
) -> Receipt:
    """Import one file; dossiers are made afterwards by `projection.project_marked`.

    table: what kind of file it is, where its heading does not tell. Raises RefusedError when the
    file is refused as a whole: then nothing of it is kept.
    """
    file = inspect(path)
    seen = Headings()
    stretches = [(RowReader(part.headings, ctx.clock.now(), table, seen), part.rows) for part in parts(file)]
    kinds = {reader.table.name if reader.table else MIXED for reader, _ in stretches}
    receipt = _start(ctx, file, kinds.pop() if len(kinds) == 1 else MIXED)
    for reader, _ in stretches:
        reader.received = receipt.received_at
    position = receipt.resumed_at
    every = ((reader, row) for reader, part in stretches for row in part)
    rows = islice(every, position, None)
    while batch := _read(rows, position):
        _write(ctx, receipt, batch, position)
        position += batch.size
        if progress:
            progress(position, file.lines)
    _finish(ctx, receipt)
    receipt.unknown, receipt.dropped = tuple(sorted(seen.unknown)), tuple(sorted(seen.dropped))
    return receipt


def _start(ctx: Context, file: Inspected, table: str) -> Receipt:
    """Go on with an interrupted import of the same content, or begin a new one."""
    with ctx.sessions.write() as session:
        query = select(ImportFile).where(
            ImportFile.fingerprint == file.fingerprint, ImportFile.finished_at.is_(None)
        )
        row = session.scalar(query.order_by(ImportFile.id.desc()).limit(1))
        if row is None:
            row = ImportFile(
                name=file.path.name,
                fingerprint=file.fingerprint,
                table=table,
                encoding=file.encoding,
                received_at=ctx.clock.now(),
                position=0,
                counts={},
            )
            session.add(row)
            session.flush()
        return Receipt(
            row.id, row.name, row.table, row.encoding, row.received_at, row.position, Counter(row.counts)
        )


def _read(rows: Iterator[tuple[RowReader, Row]], position: int) -> _Batch | None:
    batch = _Batch()
    for row_no, (reader, (place, cells)) in enumerate(islice(rows, BATCH), start=position):
        batch.size += 1
        read = reader.read(cells)
        if read is None:
            continue
        batch.counts["rows"] += 1
        batch.counts["held"] += read.held
        if isinstance(read.taken, Incoming):
            batch.records.append(read.taken)
            batch.recorded_at.append((row_no, place))
        elif read.taken is not None:
            batch.registrations.append(read.taken)
            batch.registered_at.append((row_no, place))
        else:
            batch.reject(row_no, place, read.problems)
    return batch if batch.size else None


def _write(ctx: Context, receipt: Receipt, batch: _Batch, position: int) -> None:
    def work(session: Session) -> Counter[str]:
        counts, rejects = Counter(batch.counts), list(batch.rejects)
        written = batches.write(session, batch.registrations, batch.records)
        outcomes = [
            *zip(written.registrations, batch.registered_at, strict=True),
            *zip(written.records, batch.recorded_at, strict=True),
        ]
        for outcome, (row_no, place) in outcomes:
            if outcome is Outcome.CONFLICT:
                rejects.append((row_no, place, 0, "统一社会信用代码", CONFLICT))
            counts["rejected" if outcome is Outcome.CONFLICT else outcome.value] += 1
        counts["attached"] += written.attached
        counts += receipt.counts
        _advance(session, receipt.file_id, position, position + batch.size, counts)
        rows = [(receipt.file_id, row_no, *rest) for row_no, *rest in rejects]
        columns = ("file_id", "row_no", "place", "ordinal", "column", "reason")
        insert_rows(session.connection(), ImportReject.__table__, columns, rows)
        return counts

    receipt.counts = ctx.sessions.run(work)


def _advance(session: Session, file_id: int, before: int, after: int, counts: Counter[str]) -> None:
    """Move the position on, unless somebody else has: then this import stops."""
    moved = session.execute(
        update(ImportFile)
        .where(ImportFile.id == file_id, ImportFile.position == before)
        .values(position=after, counts=dict(counts))
    )
    if moved.rowcount != 1:  # type: ignore[attr-defined] # an UPDATE answers a CursorResult
        raise RefusedError("同一文件正由另一进程导入")


def _finish(ctx: Context, receipt: Receipt) -> None:
    with ctx.sessions.write() as session:
        row = session.get_one(ImportFile, receipt.file_id)
        row.finished_at = ctx.clock.now()


def rejects(ctx: Context, file_id: int) -> Iterator[tuple[str, str, str]]:
    """Place, column and reason of everything that was wrong, in the order of the file."""
    last = (-1, -1)
    with ctx.sessions.read() as session:
        while True:
            query = (
                select(ImportReject)
                .where(ImportReject.file_id == file_id)
                .where(
                    (ImportReject.row_no > last[0])
                    | ((ImportReject.row_no == last[0]) & (ImportReject.ordinal > last[1]))
                )
                .order_by(ImportReject.row_no, ImportReject.ordinal)
                .limit(BATCH)
            )
            found = session.scalars(query).all()
            if not found:
                return
            for one in found:
                yield one.place, one.column, one.reason
            last = (found[-1].row_no, found[-1].ordinal)
            session.expunge_all()


def waiting_count(ctx: Context) -> int:
    """How many records wait for their enterprise."""
    with ctx.sessions.read() as session:
        return session.scalar(select(func.count()).select_from(Waiting)) or 0
