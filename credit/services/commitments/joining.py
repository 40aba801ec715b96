"""Associations' self-discipline texts (行业自律公约): members join, confirmed by it."""

from msgspec.structs import replace
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentFileRow, CommitmentRow
from credit.domain.accounts import Right, Task
from credit.domain.commitments import Commitment, CommitmentState, CommitmentType
from credit.domain.committing import Checker, Offer, OwnCommitment, Progress, Unavailable
from credit.domain.errors import ConflictError, InputError, NotFoundError, RuleError
from credit.domain.vocabulary import Status
from credit.rules.commitments.publication import needs_consent, state_on
from credit.services import access, audit
from credit.services.commitments import rows, signing
from credit.services.commitments.signing import Signature
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.disclosures.evidence import Folder

LONGEST_REASONS = 500


def offers(ctx: Context, subject_key: str) -> list[Offer]:
    """Texts that a subject may join and has not joined. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.READ)
        own = {
            row.joined_id
            for row in rows.of_subject(session, subject_key)
            if Progress(row.progress) not in rows.ENDED
        }
        query = select(CommitmentRow).where(
            CommitmentRow.kind == CommitmentType.INDUSTRY.value,
            CommitmentRow.progress == Progress.PUBLIC.value,
            CommitmentRow.joined_id.is_(None),
        )
        found = session.scalars(query.order_by(CommitmentRow.signed_at.desc(), CommitmentRow.id))
        return [
            _offer(session, row)
            for row in found
            if row.id not in own and row.subject_key != subject_key and _holds(ctx, row)
        ]


def join(
    ctx: Context,
    folder: Folder,
    subject_key: str,
    commitment_id: str,
    signature: Signature,
    token: str,
    *,
    agreed: bool,
) -> OwnCommitment:
    """Join the text of an association; public when the association has confirmed the membership.

    Raises as `signing.sign`, NotFoundError `commitment.unknown`, ConflictError `commitment.ended` (the text
    is no longer in force), `commitment.joined`.
    """
    checked = forms.checked(token)

    def work(session: Session, files: list[CommitmentFileRow]) -> OwnCommitment:
        held = access.require(session, ctx, subject_key, Task.COMMITMENT, Right.SUBMIT)
        rows.hold(session, subject_key)
        known = rows.by_token(session, subject_key, checked)
        if known is not None:
            return rows.seen(session, ctx, known)
        if needs_consent(CommitmentType.INDUSTRY, ctx.clock.today()) and not agreed:
            raise InputError("commitment.consent")
        signing.require_signature(held, signature)
        row = _member(session, ctx, subject_key, commitment_id, signature, checked, agreed=agreed)
        session.add(row)
        session.flush()
        signing.keep_files(session, row, files)
        signing.enter(session, ctx, row)
        association = rows.row(session, row.joined_id or "")
        rows.tell(session, ctx, association, "commitment.join_asked")
        return rows.seen(session, ctx, row)

    return signing.with_files(ctx, folder, signature, work)


def asked(ctx: Context, association_key: str) -> list[tuple[OwnCommitment, str]]:
    """Who asks to join the texts of an association, with their names. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, association_key, Task.COMMITMENT, Right.READ)
        query = _of_association(association_key, Progress.UNDER_CHECK).order_by(CommitmentRow.signed_at)
        return [
            (rows.seen(session, ctx, row), access.by_key(session, row.subject_key).registration.name)
            for row in session.scalars(query)
        ]


def members(ctx: Context, association_key: str) -> list[tuple[OwnCommitment, str]]:
    """Who has joined, with their names. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, association_key, Task.COMMITMENT, Right.READ)
        query = _of_association(association_key, Progress.PUBLIC).order_by(CommitmentRow.signed_at)
        return [
            (rows.seen(session, ctx, row), access.by_key(session, row.subject_key).registration.name)
            for row in session.scalars(query)
        ]


def confirm(ctx: Context, association_key: str, commitment_id: str) -> OwnCommitment:
    """Confirm that somebody is a member: their joining is public from today on.

    Raises NotAllowedError `access.*`, NotFoundError `commitment.unknown`, ConflictError
    `commitment.decided`, `commitment.ended` (the text is no longer in force: nobody joins it any more).
    """

    def work(session: Session) -> OwnCommitment:
        row = _asked(session, ctx, association_key, commitment_id)
        text = rows.row(session, row.joined_id or "", lock=True)
        if text.progress != Progress.PUBLIC.value or not _holds(ctx, text):
            raise ConflictError("commitment.ended")
        row.decided_at = ctx.clock.now()
        rows.note(ctx, row, "commitment.joined")
        signing.open_up(session, ctx, row)
        _decided(session, ctx, row, "commitment.joined")
        return rows.seen(session, ctx, row)

    return ctx.sessions.run(work)


def decline(ctx: Context, association_key: str, commitment_id: str, reasons: str) -> OwnCommitment:
    """Say that somebody is no member. Raises as `confirm`, and InputError `commitment.reasons`."""
    said = forms.said(reasons, LONGEST_REASONS, "commitment.reasons")

    def work(session: Session) -> OwnCommitment:
        row = _asked(session, ctx, association_key, commitment_id)
        row.progress, row.reasons, row.decided_at = Progress.REFUSED.value, said, ctx.clock.now()
        rows.note(ctx, row, "commitment.refused", said)
        session.flush()
        _decided(session, ctx, row, "commitment.refused")
        return rows.seen(session, ctx, row)

    return ctx.sessions.run(work)


def _member(
    session: Session,
    ctx: Context,
    subject_key: str,
    commitment_id: str,
    signature: Signature,
    token: str,
    *,
    agreed: bool,
) -> CommitmentRow:
    text = rows.row(session, commitment_id)
    if text.kind != CommitmentType.INDUSTRY.value or text.joined_id is not None:
        raise NotFoundError("commitment.unknown")
    if text.progress != Progress.PUBLIC.value or not _holds(ctx, text):
        raise ConflictError("commitment.ended")
    standing = access.by_key(session, subject_key)
    if rows.is_association(standing):
        raise RuleError("commitment.unavailable", reasons=(Unavailable.ENTERPRISE_ONLY,))
    if standing.registration.status is not Status.OPERATING:
        raise RuleError("commitment.unavailable", reasons=(Unavailable.NOT_OPERATING,))
    own = rows.of_subject(session, subject_key)
    if any(one.joined_id == text.id and Progress(one.progress) not in rows.ENDED for one in own):
        raise ConflictError("commitment.joined")
    authority = access.authority_of(standing.registration)
    row = signing.new_row(ctx, subject_key, authority, token, signature.kind)
    row.number, row.kind = rows.number(authority, ctx.clock.today()), text.kind
    row.checker, row.joined_id = Checker.ASSOCIATION.value, text.id
    rows.keep(row, _joined(session, ctx, text, row.number, signature, agreed=agreed))
    return row


def _joined(
    session: Session, ctx: Context, text: CommitmentRow, number: str, signature: Signature, *, agreed: bool
) -> Commitment:
    """The association's text as a commitment of the member; it ends when the text does."""
    return replace(
        rows.content_of(text),
        number=number,
        version=1,
        committed_on=ctx.clock.today(),
        valid_from=ctx.clock.today(),
        publication_agreed=agreed,
        joined=text.number,
        joined_name=access.by_key(session, text.subject_key).registration.name,
        signed_by=signing.checked_signer(signature.signer),
        state=CommitmentState.UNDER_CHECK,
    )


def _asked(session: Session, ctx: Context, association_key: str, commitment_id: str) -> CommitmentRow:
    access.require(session, ctx, association_key, Task.COMMITMENT, Right.SUBMIT)
    row = rows.row(session, commitment_id, lock=True)
    text = rows.row(session, row.joined_id) if row.joined_id else None
    if text is None or text.subject_key != association_key:
        raise NotFoundError("commitment.unknown")
    if row.progress != Progress.UNDER_CHECK.value:
        raise ConflictError("commitment.decided")
    return row


def _decided(session: Session, ctx: Context, row: CommitmentRow, code: str) -> None:
    after = rows.content_of(row)
    audit.write(session, ctx, "commitment.join", row.subject_key, after=after, number=row.number, code=code)
    rows.tell(session, ctx, row, code)


def _of_association(association_key: str, progress: Progress) -> Select[CommitmentRow]:
    texts = select(CommitmentRow.id).where(
        CommitmentRow.subject_key == association_key, CommitmentRow.joined_id.is_(None)
    )
    return select(CommitmentRow).where(
        CommitmentRow.joined_id.in_(texts), CommitmentRow.progress == progress.value
    )


def _offer(session: Session, row: CommitmentRow) -> Offer:
    name = access.by_key(session, row.subject_key).registration.name
    return Offer(id=row.id, commitment=rows.content_of(row), association=name)


def _holds(ctx: Context, row: CommitmentRow) -> bool:
    return state_on(rows.content_of(row), ctx.clock.today()) is CommitmentState.PUBLIC
