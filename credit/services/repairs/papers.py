"""The papers of an application that the system writes: read before they are signed, and as they were."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from credit.domain.accounts import Right, Standing, Task
from credit.domain.records import Record
from credit.domain.repair import DocumentKind
from credit.domain.repair_applications import Item, PaperText, RepairCase, RepairFile
from credit.domain.values import Missing
from credit.services import access
from credit.services.commitments import repairing
from credit.services.context import Context
from credit.services.repairs import applications, known, opening


def to_sign(ctx: Context, subject_key: str, application_id: str) -> tuple[PaperText, ...]:
    """Application and commitment for each record of a draft, word for word as they will be signed.

    Raises NotAllowedError `access.*`, NotFoundError `repair.unknown`.
    """
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.REPAIR, Right.READ)
        row = applications.found(session, subject_key, application_id)
        facts = known.of_subject(session, subject_key)
        subject = access.by_key(session, subject_key)
        records = {record.id: record for record in facts.records}
        pairs = applications.asked(facts, applications.decode_draft(row.content), ctx)
        return tuple(
            text
            for item, _ in applications.ours(pairs)
            for text in _texts(
                session,
                ctx,
                subject,
                records[item.record_id],
                item,
                applications.authority_for(facts, item.record_id),
            )
        )


def _texts(
    session: Session, ctx: Context, subject: Standing, record: Record, item: Item, division: str
) -> Iterator[PaperText]:
    chinese, uyghur, _ = opening.application_texts(subject, record, item, division, ctx.clock.today())
    yield PaperText(record_id=record.id, kind=DocumentKind.APPLICATION, chinese=chinese, uyghur=uyghur)
    chinese, uyghur = repairing.text(session, ctx, subject.key, opening.about(record))
    yield PaperText(record_id=record.id, kind=DocumentKind.COMMITMENT, chinese=chinese, uyghur=uyghur)


def signed(session: Session, ctx: Context, case: RepairCase) -> tuple[PaperText, ...]:
    """What was signed for a case, for those who were let into it. Raises NotFoundError."""
    made = repairing.seen(session, ctx, case.file.id).commitment
    applied = tuple(
        PaperText(record_id=one.record_id, kind=one.kind, chinese=one.chinese, uyghur=one.uyghur)
        for one in case.signed
    )
    promised = PaperText(
        record_id=case.record_id,
        kind=DocumentKind.COMMITMENT,
        chinese=_said(made.text),
        uyghur=_said(made.text_uyghur),
    )
    return (*applied, promised)


def _said(text: str | Missing) -> str:
    return "" if isinstance(text, Missing) else text


def files(session: Session, case: RepairCase) -> tuple[RepairFile, ...]:
    """Everything that was uploaded for a case or for its whole sitting, for those who were let into it."""
    kept = applications.files_of(session, case.application_id)
    return tuple(one for one in kept if one.record_id in ("", case.record_id))
