"""The public side of commitments: records under each subject that one is made for.

Written in the transaction of what they tell of. An association has no page here: its text is read with the
records of the members that joined.
"""

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentRow
from credit.db.models import RecordRow, Subject
from credit.disclosure_clean import clean, fingerprint
from credit.domain.accounts import Standing
from credit.domain.commitments import Commitment
from credit.domain.errors import NotFoundError
from credit.domain.records import Record
from credit.domain.values import Agency, Provenance, Review
from credit.domain.vocabulary import RecordKind
from credit.services import access, audit, batches, projection
from credit.services.batches import Incoming
from credit.services.codec import decode_record, encode
from credit.services.commitments import rows
from credit.services.context import Context

RELEASED = "commitment released by an officer"


def publish(session: Session, ctx: Context, row: CommitmentRow) -> None:
    """Write the records of a commitment as it stands now, and the dossiers that show them."""
    maker = access.by_key(session, row.subject_key)
    places = [] if rows.is_association(maker) else [maker]
    places += [access.by_key(session, key) for key in row.covered]
    content, numbers = rows.content_of(row), []
    for place in places:
        own = content if place.key == maker.key else _for_branch(content, maker)
        record = _record(ctx, row, maker, place, own)
        batches.write(session, [], [Incoming((place.address,), record)])
        numbers.append(_renew_review(session, row, record))
    if numbers:
        projection.publish_now(session, numbers, ctx.clock)


def key_of(session: Session, number: int) -> str:
    """The permanent key of a subject."""
    return session.get_one(Subject, number).key


def as_record(ctx: Context, maker: Standing, content: Commitment, place: str, published_on: date) -> Record:
    """A record of a commitment of `maker`. place: what it is known by at its source."""
    return Record(
        id="",
        provenance=Provenance(
            agency=Agency(maker.registration.name, maker.registration.credit_code),
            source=rows.SOURCE,
            source_id=place,
            effective_on=content.committed_on,
            published_on=published_on,
            received_at=ctx.clock.now(),
        ),
        content=content,
    )


def _record(ctx: Context, row: CommitmentRow, maker: Standing, place: Standing, own: Commitment) -> Record:
    published_on = row.published_on or ctx.clock.today()
    return as_record(ctx, maker, own, f"{row.id}/{place.key}", published_on)


def _for_branch(content: Commitment, maker: Standing) -> Commitment:
    """The same commitment under a branch that it is made for as well."""
    said = maker.registration
    code = said.credit_code
    named = replace(content, made_by=said.name, branches=())
    return named if code is None else replace(named, made_by_code=code)


def _renew_review(session: Session, row: CommitmentRow, record: Record) -> int:
    """An officer who released it has read its text, which never changes: the mark follows the content.

    Answers the number of the subject.
    """
    kept = session.scalars(
        select(RecordRow).where(
            RecordRow.kind == RecordKind.COMMITMENT.value,
            RecordRow.source == rows.SOURCE,
            RecordRow.source_id == record.provenance.source_id,
        )
    ).one()
    if row.decided_by and clean(record.content) is None:
        stored = decode_record(kept.payload)
        mark = Review(
            approver=row.decided_by,
            authority=row.authority,
            on=record.provenance.published_on,
            reason=RELEASED,
            text=fingerprint(stored.content),
        )
        kept.payload = encode(replace(stored, reviewed=mark))
        session.flush()
    return kept.subject_id


def amend(
    session: Session, ctx: Context, record_id: str, change: Callable[[Commitment], Commitment]
) -> Commitment:
    """Change what is kept of a commitment, under every subject that it was made for, public at once.

    record_id: of any of its records, made here or not. Rights are the caller's to ask for. Raises
    NotFoundError `commitment.unknown`.
    """
    kept = session.scalars(select(RecordRow).where(RecordRow.id == record_id)).one_or_none()
    stored = decode_record(kept.payload) if kept is not None else None
    if kept is None or stored is None or not isinstance(stored.content, Commitment):
        raise NotFoundError("commitment.unknown")
    if kept.source == rows.SOURCE:
        row = rows.row(session, kept.source_id.partition("/")[0], lock=True)
        rows.keep(row, change(rows.content_of(row)))
        rows.note(ctx, row, "commitment.checked")
        session.flush()
        publish(session, ctx, row)
        after = rows.content_of(row)
    else:
        after = change(stored.content)
        kept.payload = encode(replace(stored, content=after, reviewed=_moved(stored, after)))
        session.flush()
        projection.publish_now(session, [kept.subject_id], ctx.clock)
    audit.write(session, ctx, "commitment.amend", record_id, before=stored.content, after=after)
    return after


def _moved(stored: Record, after: Commitment) -> Review | None:
    """A finding that its text may be published holds for the same text with another check."""
    mark = stored.reviewed
    holds = mark is not None and mark.text == fingerprint(stored.content)
    return replace(mark, text=fingerprint(after)) if mark is not None and holds else mark
