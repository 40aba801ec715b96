"""Importing a file: batch by batch, exact after any interruption, with a receipt at the end.

A batch's rows, its rejects, the counts and the position in the file are written in one transaction.
A file that was interrupted goes on where it stopped, under the same receipt; a file that is imported
again changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from credit.db.bulk import insert_rows
from credit.db.models import ImportFile, ImportReject, Waiting
from credit.services import authority_notices, batches
from credit.services.batches import Outcome
from credit.services.context import Context
from credit.services.imports.columns import Table
from credit.services.imports.files import Inspected, inspect, parts
from credit.services.imports.reading import BATCH, Batch, Reading, batches_of
from credit.services.imports.rows import Headings
from credit.services.imports.screening import RefusedError
from credit.services.imports.tables import MIXED, table_for

CONFLICT = "代码分属不同的主体"
Progress = Callable[[int, int], None]  # rows done, rows in all (roughly)


@dataclass(slots=True)
class Receipt:
    """What became of a file.

    counts: rows, new, changed, unchanged, waiting, rejected, held, foreign, attached.
    """

    file_id: int
    name: str
    table: str
    encoding: str
    received_at: datetime
    resumed_at: int
    counts: Counter[str]
    unknown: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


def import_file(
    ctx: Context,
    path: Path,
    table: Table | None = None,
    progress: Progress | None = None,
    apart: bool = False,
) -> Receipt:
    """Import one file; dossiers are made afterwards by `projection.project_marked`.

    table: what kind of file it is, where its heading does not tell. apart: read a big file in a
    process of its own. Raises RefusedError when the file is refused as a whole: then nothing of it is
    kept.
    """
    file = inspect(path)
    receipt = _start(ctx, file, _kind_of(file, table))
    seen, position = Headings(), receipt.resumed_at
    reading = Reading(file, table.name if table else None, receipt.received_at, position, BATCH)
    for batch in batches_of(reading, seen, apart):
        _write(ctx, receipt, batch, position)
        position += batch.size
        if progress:
            progress(position, file.lines)
    _finish(ctx, receipt)
    receipt.unknown, receipt.dropped = tuple(sorted(seen.unknown)), tuple(sorted(seen.dropped))
    return receipt


def _kind_of(file: Inspected, forced: Table | None) -> str:
    """The name of the table all parts are of. Raises RefusedError for a file that is none or not allowed."""
    if forced is not None:
        kinds = {forced.name for _ in parts(file)}
    else:
        found = [table_for(part.headings) if part.headings else None for part in parts(file)]
        kinds = {table.name if table else MIXED for table in found}
    return kinds.pop() if len(kinds) == 1 else MIXED


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


def _write(ctx: Context, receipt: Receipt, batch: Batch, position: int) -> None:
    def work(session: Session) -> Counter[str]:
        counts, rejects = Counter(batch.counts), list(batch.rejects)
        written = batches.write(session, batch.registrations, batch.records)
        told = authority_notices.write(session, batch.notices, ctx.clock)
        outcomes = [
            *zip(written.registrations, batch.registered_at, strict=True),
            *zip(written.records, batch.recorded_at, strict=True),
            *zip(told, batch.noticed_at, strict=True),
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
