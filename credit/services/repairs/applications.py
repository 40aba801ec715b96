"""Applications for repair as they lie in the database, read into what their applicants see."""

from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.case_models import CaseRow
from credit.db.repair_models import RepairApplicationRow, RepairCaseRow, RepairFileRow
from credit.domain.accounts import Right, Task
from credit.domain.errors import NotAllowedError, NotFoundError
from credit.domain.repair import Answer, DocumentKind, Outcome, RepairFacts
from credit.domain.repair_applications import (
    Application,
    ApplicationState,
    Draft,
    Item,
    ItemView,
    RepairFile,
    SignedPaper,
)
from credit.rules import repair_papers
from credit.rules.repair import decider, eligibility
from credit.services import access
from credit.services.context import Context
from credit.services.repairs import known

encode: Final = msgspec.msgpack.Encoder().encode
decode_draft: Final = msgspec.msgpack.Decoder(Draft).decode
decode_signed: Final = msgspec.msgpack.Decoder(tuple[SignedPaper, ...]).decode


def locked(session: Session, subject_key: str, application_id: str) -> RepairApplicationRow:
    """An application of a subject, held. Raises NotFoundError `repair.unknown`."""
    row = session.get(RepairApplicationRow, application_id[:26], with_for_update=True, populate_existing=True)
    if row is None or row.subject_key != subject_key:
        raise NotFoundError("repair.unknown")
    return row


def found(session: Session, subject_key: str, application_id: str) -> RepairApplicationRow:
    """An application of a subject, to read. Raises NotFoundError `repair.unknown`."""
    row = session.get(RepairApplicationRow, application_id[:26])
    if row is None or row.subject_key != subject_key:
        raise NotFoundError("repair.unknown")
    return row


def by_token(session: Session, subject_key: str, token: str) -> RepairApplicationRow | None:
    """The application that a form began."""
    mine = RepairApplicationRow.subject_key == subject_key
    return session.scalar(select(RepairApplicationRow).where(mine, RepairApplicationRow.token == token))


def files_of(session: Session, application_id: str) -> tuple[RepairFile, ...]:
    """The files of an application that were not taken back, oldest first."""
    query = select(RepairFileRow).where(
        RepairFileRow.application_id == application_id, RepairFileRow.dropped_at.is_(None)
    )
    return tuple(
        _file(row) for row in session.scalars(query.order_by(RepairFileRow.sent_at, RepairFileRow.id))
    )


def _file(row: RepairFileRow) -> RepairFile:
    return RepairFile(
        id=row.id,
        kind=DocumentKind(row.kind),
        record_id=row.record_id,
        name=row.name,
        media=row.media,
        size=row.size,
    )


def asked(facts: RepairFacts, draft: Draft, ctx: Context) -> list[tuple[Item, Answer]]:
    """The records of a draft that are still there, with the answers of today, as if no claim was made."""
    by_id = {record.id: record for record in facts.records}
    on = ctx.clock.today()
    return [
        (item, eligibility(by_id[item.record_id], facts, on))
        for item in draft.items
        if item.record_id in by_id
    ]


def view(session: Session, ctx: Context, row: RepairApplicationRow) -> Application:
    """An application as its applicant sees it."""
    draft = decode_draft(row.content)
    files = files_of(session, row.id)
    state = ApplicationState(row.state)
    facts = known.of_subject(session, row.subject_key)
    if state is ApplicationState.DRAFT:
        pairs = asked(facts, draft, ctx)
        problems = repair_papers.problems(draft, ours(pairs), files, _licensed(session, ctx, row.subject_key))
        items = tuple(_item(item, answer, files) for item, answer in ours(pairs))
        elsewhere = tuple(answer for _, answer in pairs if answer.outcome is Outcome.ELSEWHERE)
    else:
        problems, elsewhere = (), ()
        items = _cases(session, row, draft, files)
    return Application(
        id=row.id,
        subject_key=row.subject_key,
        state=state,
        revision=row.revision,
        draft=draft,
        items=items,
        papers=repair_papers.shared_papers(draft, files),
        elsewhere=elsewhere,
        problems=problems,
        receipt=row.receipt,
        created_at=row.created_at,
        submitted_at=row.submitted_at,
    )


def ours(pairs: list[tuple[Item, Answer]]) -> list[tuple[Item, Answer]]:
    """Those that are decided here: the others are shown with who decides on them."""
    return [pair for pair in pairs if pair[1].outcome is not Outcome.ELSEWHERE]


def _licensed(session: Session, ctx: Context, subject_key: str) -> bool:
    try:
        held = access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
    except NotAllowedError:
        return False
    return repair_papers.signs_by_licence(held)


def _item(item: Item, answer: Answer, files: tuple[RepairFile, ...]) -> ItemView:
    return ItemView(
        item=item,
        answer=answer,
        papers=repair_papers.papers_of(answer, files),
        authority=answer.authority,
    )


def _cases(
    session: Session, row: RepairApplicationRow, draft: Draft, files: tuple[RepairFile, ...]
) -> tuple[ItemView, ...]:
    query = (
        select(RepairCaseRow, CaseRow)
        .join(CaseRow, CaseRow.id == RepairCaseRow.id)
        .where(RepairCaseRow.application_id == row.id)
        .order_by(CaseRow.id)
    )
    items = {item.record_id: item for item in draft.items}
    made = []
    for about, case in session.execute(query):
        answer = known.decode_answer(about.answer)
        item = items.get(about.record_id) or Item(record_id=about.record_id)
        shown = _item(item, answer, files)
        made.append(msgspec.structs.replace(shown, case_id=case.id, number=case.number, state=case.state))
    return tuple(made)


def authority_for(facts: RepairFacts, record_id: str) -> str:
    """The division whose authority decides on a record. Raises NotFoundError `record.unknown`."""
    record = next((one for one in facts.records if one.id == record_id), None)
    if record is None:
        raise NotFoundError("record.unknown")
    body = decider(record.provenance.agency)
    return body.division if body is not None else access.REGION
