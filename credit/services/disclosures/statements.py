"""What an enterprise says in a case, with its evidence: for itself and its authority, never public."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import EvidenceRow, StatementRow
from credit.domain.cases import Evidence, Statement
from credit.domain.errors import NotFoundError
from credit.services.context import Context
from credit.services.disclosures import evidence, forms
from credit.services.disclosures.evidence import Folder, Kept, Upload
from credit.services.ids import new_id

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody sent. token: of the form, by which it counts once. entry: what it names as published."""

    text: str
    token: str
    entry: str = ""
    files: list[Upload] = field(default_factory=list)


def add(ctx: Context, folder: Folder, said: Said, work: Callable[[Session, StatementRow], bool]) -> None:
    """Keep a statement with its files in the transaction of `work`, which says whether it is a new one.

    Files are on the disk before their rows are; without rows they are taken away again. Raises InputError
    `statement.text`, `form.token`, `evidence.*`.
    """
    text = forms.said(said.text, LONGEST, "statement.text")
    token = forms.checked(said.token)
    looked = evidence.checked(said.files)
    stored: list[str] = []
    kept = False

    def whole(session: Session) -> bool:
        row = StatementRow(
            id=new_id(),
            case_id="",
            token=token,
            text=text,
            entry=said.entry[:26],
            said_by=ctx.actor.name,
            said_at=ctx.clock.now(),
        )
        if not work(session, row):
            return False
        session.add(row)
        session.flush()
        session.add_all(_row_of(one, row, name) for one, name in zip(looked, stored, strict=True))
        return True

    try:
        stored += (folder.put(one.data) for one in looked)
        kept = ctx.sessions.run(whole)
    finally:
        for name in () if kept else stored:
            folder.drop(name)


def _row_of(one: Kept, said: StatementRow, stored: str) -> EvidenceRow:
    return EvidenceRow(
        id=new_id(),
        case_id=said.case_id,
        statement_id=said.id,
        name=one.name,
        kind=one.kind,
        size=len(one.data),
        digest=one.digest,
        stored=stored,
    )


def known(session: Session, case_id: str, token: str) -> bool:
    """Whether the form was sent before."""
    query = select(StatementRow.id).where(StatementRow.case_id == case_id, StatementRow.token == token)
    return session.scalar(query) is not None


def of_case(session: Session, case_id: str) -> tuple[Statement, ...]:
    """What was said in a case, oldest first."""
    query = select(StatementRow).where(StatementRow.case_id == case_id)
    rows = session.scalars(query.order_by(StatementRow.said_at, StatementRow.id)).all()
    files: dict[str, list[Evidence]] = {row.id: [] for row in rows}
    found = select(EvidenceRow).where(EvidenceRow.case_id == case_id).order_by(EvidenceRow.id)
    for one in session.scalars(found):
        files[one.statement_id].append(Evidence(id=one.id, name=one.name, kind=one.kind, size=one.size))
    return tuple(
        Statement(
            id=row.id, text=row.text, said_at=row.said_at, entry=row.entry, evidence=tuple(files[row.id])
        )
        for row in rows
    )


def file(session: Session, folder: Folder, case_id: str, evidence_id: str) -> tuple[Evidence, bytes]:
    """A file of a case; whoever asks has been let into the case. Raises NotFoundError `evidence.unknown`."""
    row = session.get(EvidenceRow, evidence_id)
    if row is None or row.case_id != case_id:
        raise NotFoundError("evidence.unknown")
    return Evidence(id=row.id, name=row.name, kind=row.kind, size=row.size), folder.read(row.stored)
