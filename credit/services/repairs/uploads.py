"""Files that come with an application: on the disk before their rows are, taken away without them.

A form that is sent twice brings its files twice; the same file for the same paper is kept once.
"""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.repair_models import RepairFileRow
from credit.domain.repair import DocumentKind
from credit.domain.repair_applications import Application
from credit.services.context import Context
from credit.services.disclosures import evidence
from credit.services.disclosures.evidence import Folder, Kept, Upload
from credit.services.ids import new_id

LONGEST_RECORD = 26


class Sent(NamedTuple):
    """Files as they were sent. record_id: of the record they are about; empty: of all."""

    kind: DocumentKind
    record_id: str
    files: list[Upload]


def with_files(
    ctx: Context, folder: Folder, sent: Sent, work: Callable[[Session, Callable[[str], None]], Application]
) -> Application:
    """`work` in one transaction with files; it is handed what keeps their rows for an application.

    Raises InputError `evidence.*`, and what `work` raises.
    """
    looked = evidence.checked(sent.files)
    stored: list[str] = []
    unused: list[str] = []
    done = False

    def whole(session: Session) -> Application:
        def keep(application_id: str) -> None:
            unused[:] = _keep(session, ctx, application_id, sent, list(zip(looked, stored, strict=True)))

        return work(session, keep)

    try:
        stored += (folder.put(one.data) for one in looked)
        made = ctx.sessions.run(whole)
        done = True
        return made
    finally:
        for name in unused if done else stored:
            folder.drop(name)


def _keep(
    session: Session, ctx: Context, application_id: str, sent: Sent, files: list[tuple[Kept, str]]
) -> list[str]:
    """Keep the rows of files that are not there yet; the names of those that are not needed."""
    record = sent.record_id[:LONGEST_RECORD]
    there = set(
        session.scalars(
            select(RepairFileRow.digest).where(
                RepairFileRow.application_id == application_id,
                RepairFileRow.kind == sent.kind.value,
                RepairFileRow.record_id == record,
                RepairFileRow.dropped_at.is_(None),
            )
        )
    )
    unused = []
    for one, stored in files:
        if one.digest in there:
            unused.append(stored)
            continue
        there.add(one.digest)
        session.add(_row(ctx, one, stored, application_id, sent.kind, record))
    session.flush()
    return unused


def _row(
    ctx: Context, one: Kept, stored: str, application_id: str, kind: DocumentKind, record: str
) -> RepairFileRow:
    return RepairFileRow(
        id=new_id(),
        application_id=application_id,
        record_id=record,
        kind=kind.value,
        name=one.name,
        media=one.kind,
        size=len(one.data),
        digest=one.digest,
        stored=stored,
        sent_at=ctx.clock.now(),
        sent_by=ctx.actor.name,
    )
