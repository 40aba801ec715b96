"""What the rooms of commitments share: rows by their ids, what they hold, what happened to them."""

import secrets
from datetime import date
from typing import Final

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.account_models import OrganisationRow
from credit.db.commitment_models import CommitmentFileRow, CommitmentRow
from credit.db.models import RecordRow, Subject
from credit.domain.accounts import Standing
from credit.domain.commitments import Commitment
from credit.domain.committing import Checker, Event, OwnCommitment, Progress, SignatureKind
from credit.domain.errors import NotFoundError
from credit.domain.records import Record
from credit.domain.vocabulary import RecordKind
from credit.rules.commitments import terms
from credit.rules.commitments.merging import OWN_SOURCE
from credit.services import access, owner_notices
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.disclosures import forms, statements

SOURCE: Final = OWN_SOURCE
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRTUVWXY"
_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Commitment).decode
ENDED: Final = frozenset({Progress.REFUSED, Progress.WITHDRAWN, Progress.REPLACED})


def number(authority: str, on: date) -> str:
    """A new number, `C653101-26PK7M3Q9T`: the letter between keeps its digits from being a person's."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(7))
    return f"C{authority}-{on:%y}P{drawn}"


def content_of(row: CommitmentRow) -> Commitment:
    """What a row holds."""
    return _decode(row.content)


def keep(row: CommitmentRow, content: Commitment) -> None:
    """Put a content into a row."""
    row.content = _encode(content)


def note(ctx: Context, row: CommitmentRow, code: str, text: str = "") -> None:
    """Add to what happened to a commitment."""
    event = {"at": ctx.clock.now().isoformat(), "code": code, "actor": ctx.actor.name, "text": text}
    row.history = [*row.history, event]


def is_association(standing: Standing) -> bool:
    """Whether somebody is an association: it acts here and is no entry of the register."""
    return standing.registration.provenance.source == access.LICENCE_SOURCE


def hold(session: Session, subject_key: str) -> int | None:
    """The number of a subject, None of an association, its row held: of two forms sent at once the second
    sees the first. Raises NotFoundError `subject.unknown`."""
    association = select(OrganisationRow.key).where(OrganisationRow.key == subject_key)
    if session.scalar(association.with_for_update(key_share=True)) is not None:
        return None
    return forms.hold_subject(session, subject_key)


def by_token(session: Session, subject_key: str, token: str) -> CommitmentRow | None:
    """The commitment that a form has made."""
    query = select(CommitmentRow).where(
        CommitmentRow.subject_key == subject_key, CommitmentRow.token == token
    )
    return session.scalar(query)


def of_subject(session: Session, subject_key: str) -> list[CommitmentRow]:
    """Every commitment that a subject made here, newest first."""
    query = select(CommitmentRow).where(CommitmentRow.subject_key == subject_key)
    return list(session.scalars(query.order_by(CommitmentRow.signed_at.desc(), CommitmentRow.id.desc())))


def row(
    session: Session, commitment_id: str, subject_key: str | None = None, *, lock: bool = False
) -> CommitmentRow:
    """A commitment made here, of a subject where one is named. Raises NotFoundError `commitment.unknown`."""
    found = session.get(CommitmentRow, commitment_id, with_for_update=lock or None)
    if found is None or (subject_key is not None and found.subject_key != subject_key):
        raise NotFoundError("commitment.unknown")
    return found


def by_number(session: Session, wanted: str) -> CommitmentRow | None:
    """A commitment made here by its number."""
    return session.scalar(select(CommitmentRow).where(CommitmentRow.number == wanted))


def recorded(session: Session, subject_key: str) -> list[Record]:
    """The records of commitments under a subject, made here or not."""
    query = (
        select(RecordRow.payload)
        .join(Subject, Subject.id == RecordRow.subject_id)
        .where(Subject.key == subject_key, RecordRow.kind == RecordKind.COMMITMENT.value)
        .order_by(RecordRow.no)
    )
    return [decode_record(payload) for payload in session.scalars(query)]


def tell(session: Session, ctx: Context, kept: CommitmentRow, code: str) -> None:
    """Tell the owners of a commitment."""
    content = content_of(kept)
    entered = content.matter_uyghur
    told = {"number": kept.number, "matter": content.matter}
    if isinstance(entered, str):
        told["matter_uyghur"] = entered
    owner_notices.tell_owners(session, ctx, kept.subject_key, code, f"/commitments/{kept.id}", **told)


def seen(session: Session, ctx: Context, kept: CommitmentRow) -> OwnCommitment:
    """A commitment as those who made it and their authority see it."""
    content, on = content_of(kept), ctx.clock.today()
    progress = Progress(kept.progress)
    period = terms.proof_period(content, on) if progress is Progress.PUBLIC else None
    standing = progress in (Progress.PUBLIC, Progress.UNDER_CHECK)
    sealed = select(CommitmentFileRow.id).where(CommitmentFileRow.commitment_id == kept.id)
    return OwnCommitment(
        id=kept.id,
        subject_key=kept.subject_key,
        commitment=content,
        authority=kept.authority,
        progress=progress,
        checker=Checker(kept.checker),
        receipt=kept.receipt,
        signed_at=kept.signed_at,
        signed_how=SignatureKind(kept.signed_how),
        sealed=tuple(session.scalars(sealed.order_by(CommitmentFileRow.id))),
        reasons=kept.reasons,
        history=tuple(msgspec.convert(one, Event) for one in kept.history),
        proofs=statements.of_case(session, kept.id),
        proof_due=period[1] if period else None,
        may_withdraw=standing,
        may_replace=progress is Progress.PUBLIC and kept.joined_id is None,
        may_prove=progress is Progress.PUBLIC,
    )
