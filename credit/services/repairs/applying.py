"""Applying for repair: one sitting for many records, kept as a draft, filed once.

What registers know is never asked for. Records of another department or province stay in the draft with who
decides on them, and are not filed here.
"""

from collections.abc import Callable, Sequence

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.repair_models import RepairApplicationRow, RepairFileRow
from credit.domain.accounts import Right, Task
from credit.domain.errors import ConflictError, InputError, NotFoundError, RuleError
from credit.domain.repair import DocumentKind, Outcome, RepairFacts
from credit.domain.repair_applications import Application, ApplicationState, Draft, Item
from credit.rules import repair_papers
from credit.rules.repair_traces import traces
from credit.services import access, audit
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.ids import new_id
from credit.services.repairs import applications, known, opening, uploads
from credit.services.repairs.uploads import Sent

MOST_RECORDS, MOST_FILES = 200, 60
LONGEST_NOTE, LONGEST_NAME, LONGEST_ADDRESS = 1000, 50, 200


def begin(ctx: Context, subject_key: str, record_ids: Sequence[str], token: str) -> Application:
    """Begin a draft about records of a subject; the same form sent twice begins one.

    Records that cannot be applied for now are left out; those decided elsewhere stay, to be led there.
    Raises NotAllowedError `access.*`, NotFoundError `subject.unknown`, InputError `form.token`, RuleError
    `repair.nothing` where none is left.
    """
    checked = forms.checked(token)

    def work(session: Session) -> Application:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.WRITE)
        forms.hold_subject(session, subject_key)
        row = applications.by_token(session, subject_key, checked)
        if row is None:
            items = _startable(session, ctx, subject_key, record_ids)
            row = _new(ctx, subject_key, checked, Draft(items=items))
            session.add(row)
            session.flush()
            audit.write(session, ctx, "repair.begin", subject_key, application=row.id)
        return applications.view(session, ctx, row)

    return ctx.sessions.run(work)


def _startable(
    session: Session, ctx: Context, subject_key: str, record_ids: Sequence[str]
) -> tuple[Item, ...]:
    facts = known.of_subject(session, subject_key)
    wanted = Draft(items=tuple(Item(record_id=one) for one in dict.fromkeys(record_ids[:MOST_RECORDS])))
    pairs = applications.asked(facts, wanted, ctx)
    kept = [item for item, answer in pairs if answer.may_start or answer.outcome is Outcome.ELSEWHERE]
    if not kept:
        raise RuleError("repair.nothing")
    return _without_copies(facts, kept)


def _without_copies(facts: RepairFacts, items: list[Item]) -> tuple[Item, ...]:
    """One item for a record, however many sources sent it: a grant is about all of its copies."""
    keys = {record.id: frozenset(traces(record.content)) for record in facts.records}
    kept: list[Item] = []
    for item in items:
        if all(keys[item.record_id].isdisjoint(keys[one.record_id]) for one in kept):
            kept.append(item)
    return tuple(kept)


def save(ctx: Context, subject_key: str, application_id: str, draft: Draft, revision: int) -> Application:
    """Keep what was typed. revision: of the draft that was seen.

    Raises NotAllowedError `access.*`, NotFoundError `repair.unknown`, ConflictError `repair.submitted`,
    `repair.changed`, InputError `repair.note`, `repair.name`, `repair.address`.
    """
    said = _tidied(draft)

    def work(session: Session) -> Application:
        row = _draft_row(session, ctx, subject_key, application_id)
        if row.revision != revision:
            raise ConflictError("repair.changed")
        before = applications.decode_draft(row.content)
        allowed = {item.record_id for item in before.items}
        items = tuple(item for item in said.items if item.record_id in allowed)
        row.content = applications.encode(msgspec.structs.replace(said, items=items))
        row.revision, row.updated_at = revision + 1, ctx.clock.now()
        session.flush()
        return applications.view(session, ctx, row)

    return ctx.sessions.run(work)


def _tidied(draft: Draft) -> Draft:
    """A draft whose texts are of a length that is kept. Raises InputError."""
    for code, text, longest in (
        ("repair.name", draft.representative, LONGEST_NAME),
        ("repair.name", draft.signer, LONGEST_NAME),
        ("repair.address", draft.address, LONGEST_ADDRESS),
        *(("repair.note", item.note, LONGEST_NOTE) for item in draft.items),
    ):
        if len(text.strip()) > longest:
            raise InputError(code, longest=longest)
    return msgspec.structs.replace(
        draft,
        representative=draft.representative.strip(),
        signer=draft.signer.strip(),
        address=draft.address.strip(),
        items=tuple(msgspec.structs.replace(one, note=one.note.strip()) for one in draft.items),
    )


def attach(
    ctx: Context,
    folder: Folder,
    subject_key: str,
    application_id: str,
    kind: DocumentKind,
    files: list[Upload],
    record_id: str = "",
) -> Application:
    """Add files to a draft, or to an application that waits for a correction. record_id: empty: for all.

    Raises NotAllowedError `access.*`, NotFoundError `repair.unknown`, ConflictError `repair.submitted`,
    InputError `evidence.*`.
    """

    def work(session: Session, keep: Callable[[str], None]) -> Application:
        row = _draft_row(session, ctx, subject_key, application_id)
        if len(applications.files_of(session, row.id)) + len(files) > MOST_FILES:
            raise InputError("evidence.many", most=MOST_FILES)
        keep(row.id)
        audit.write(session, ctx, "repair.attach", subject_key, application=row.id, kind=kind.value)
        return applications.view(session, ctx, row)

    return uploads.with_files(ctx, folder, Sent(kind, record_id, files), work)


def detach(ctx: Context, subject_key: str, application_id: str, file_id: str) -> Application:
    """Take a file back out of a draft. Raises as `attach`, and NotFoundError `evidence.unknown`."""

    def work(session: Session) -> Application:
        row = _draft_row(session, ctx, subject_key, application_id)
        file = session.get(RepairFileRow, file_id[:26])
        if file is None or file.application_id != row.id:
            raise NotFoundError("evidence.unknown")
        file.dropped_at = ctx.clock.now()
        session.flush()
        return applications.view(session, ctx, row)

    return ctx.sessions.run(work)


def discard(ctx: Context, subject_key: str, application_id: str) -> None:
    """Throw a draft away. Raises as `detach`."""

    def work(session: Session) -> None:
        row = _draft_row(session, ctx, subject_key, application_id)
        row.state = ApplicationState.DISCARDED.value
        audit.write(session, ctx, "repair.discard", subject_key, application=row.id)

    ctx.sessions.run(work)


def submit(ctx: Context, subject_key: str, application_id: str) -> Application:
    """File a draft: one case, clock and number for each record, all in one transaction. Twice files once.

    Raises NotAllowedError `access.*`, NotFoundError `repair.unknown`, ConflictError `repair.discarded`,
    `repair.open` (another application about one of the records is open: record=…), InputError
    `repair.problems` (problems=…: code and record of everything that is missing).
    """

    def work(session: Session) -> Application:
        held = access.require(session, ctx, subject_key, Task.REPAIR, Right.SUBMIT)
        forms.hold_subject(session, subject_key)
        row = applications.locked(session, subject_key, application_id)
        if row.state == ApplicationState.DISCARDED.value:
            raise ConflictError("repair.discarded")
        if row.state == ApplicationState.DRAFT.value:
            facts = known.of_subject(session, subject_key)
            draft = applications.decode_draft(row.content)
            pairs = applications.ours(applications.asked(facts, draft, ctx))
            files = applications.files_of(session, row.id)
            licensed = repair_papers.signs_by_licence(held)
            kept = msgspec.structs.replace(draft, items=tuple(item for item, _ in pairs))
            wrong = repair_papers.problems(kept, pairs, files, licensed)
            if wrong:
                raise InputError("repair.problems", problems=wrong)
            opening.open_cases(session, ctx, row, facts, pairs)
        return applications.view(session, ctx, row)

    return ctx.sessions.run(work)


def own(ctx: Context, subject_key: str, application_id: str) -> Application:
    """An application as its applicant sees it. Raises NotAllowedError, NotFoundError `repair.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        return applications.view(session, ctx, applications.found(session, subject_key, application_id))


def of_subject(ctx: Context, subject_key: str) -> list[Application]:
    """Drafts and submitted applications of a subject, newest first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        query = select(RepairApplicationRow).where(
            RepairApplicationRow.subject_key == subject_key,
            RepairApplicationRow.state != ApplicationState.DISCARDED.value,
        )
        rows = session.scalars(query.order_by(RepairApplicationRow.id.desc()).limit(MOST_RECORDS))
        return [applications.view(session, ctx, row) for row in rows]


def own_file(ctx: Context, folder: Folder, subject_key: str, file_id: str) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a file of a subject. Raises NotAllowedError, NotFoundError."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        file = session.get(RepairFileRow, file_id[:26])
        if file is None:
            raise NotFoundError("evidence.unknown")
        applications.found(session, subject_key, file.application_id)
        return file.name, file.media, folder.read(file.stored)


def _new(ctx: Context, subject_key: str, token: str, draft: Draft) -> RepairApplicationRow:
    now = ctx.clock.now()
    return RepairApplicationRow(
        id=new_id(),
        subject_key=subject_key,
        token=token,
        state=ApplicationState.DRAFT.value,
        revision=1,
        content=applications.encode(draft),
        papers=applications.encode(()),
        receipt="",
        created_at=now,
        created_by=ctx.actor.name,
        updated_at=now,
        submitted_by="",
    )


def _draft_row(session: Session, ctx: Context, subject_key: str, application_id: str) -> RepairApplicationRow:
    access.require(session, ctx, subject_key, Task.REPAIR, Right.WRITE)
    row = applications.locked(session, subject_key, application_id)
    if row.state != ApplicationState.DRAFT.value:
        raise ConflictError("repair.submitted")
    return row
