"""The signature by which a commitment is made: by the licence one signed in with, or a sealed copy.

Public in the same transaction unless somebody has to look at it first. The same form sent twice makes one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentFileRow, CommitmentRow
from credit.domain.accounts import Membership, Origin, Right, Role, Task
from credit.domain.commitments import CommitmentState
from credit.domain.committing import Checker, OwnCommitment, Progress, SignatureKind
from credit.domain.errors import ConflictError, InputError
from credit.rules import personal_data
from credit.rules.commitments.publication import needs_consent
from credit.services import access, audit, batches
from credit.services.annual_reports import receipts
from credit.services.commitments import drafts, needs, records, rows
from credit.services.context import Context
from credit.services.disclosures import evidence, forms
from credit.services.disclosures.evidence import Folder, Kept, Upload
from credit.services.ids import new_id

LONGEST_SIGNER = 50


@dataclass(frozen=True, slots=True)
class Signature:
    """signer: name of the person who signs. files: the sealed copy, where it is signed on paper."""

    kind: SignatureKind
    signer: str
    files: list[Upload] = field(default_factory=list)


def sign(
    ctx: Context,
    folder: Folder,
    subject_key: str,
    draft_id: str,
    signature: Signature,
    token: str,
    *,
    revision: int | None = None,
) -> OwnCommitment:
    """Sign a draft; the draft is gone, the commitment is there.

    revision: of the draft that was read; another one is not signed unread. Raises NotAllowedError
    `access.*`, ConflictError `commitment.no_draft`, `commitment.changed` (after it was read),
    `commitment.ended` (what it was to replace has ended meanwhile), RuleError `commitment.unavailable`
    (reasons=…), InputError `commitment.problems` (problems=…), `commitment.consent` (publication was
    not agreed to), `commitment.signer`, `commitment.licence` (signed in without the licence:
    a sealed copy is needed), `commitment.sealed` (no file), `form.token`, `evidence.*`.
    """
    checked = forms.checked(token)

    def work(session: Session, files: list[CommitmentFileRow]) -> OwnCommitment:
        held = access.require(session, ctx, subject_key, Task.COMMITMENT, Right.SUBMIT)
        rows.hold(session, subject_key)
        known = rows.by_token(session, subject_key, checked)
        if known is not None:
            return rows.seen(session, ctx, known)
        if revision not in (None, drafts.locked(session, subject_key, draft_id).revision):
            raise ConflictError("commitment.changed")
        row = _made(session, ctx, subject_key, draft_id, signature, checked)
        require_signature(held, signature)
        session.add(row)
        session.flush()
        keep_files(session, row, files)
        enter(session, ctx, row)
        return rows.seen(session, ctx, row)

    return with_files(ctx, folder, signature, work)


def _made(
    session: Session, ctx: Context, subject_key: str, draft_id: str, signature: Signature, token: str
) -> CommitmentRow:
    """The commitment of a draft, not yet entered; the draft is thrown away with it."""
    draft = drafts.locked(session, subject_key, draft_id)
    standing = access.by_key(session, subject_key)
    template = drafts.template_of(draft)
    needs.require(session, ctx, standing, template)
    drafts.wanted(draft)
    on = ctx.clock.today()
    if needs_consent(template.commitment_type, on) and not draft.agreed:
        raise InputError("commitment.consent")
    authority = access.authority_of(standing.registration)
    content = drafts.content_of(
        ctx, standing, draft, rows.number(authority, on), checked_signer(signature.signer)
    )
    before = drafts.former(session, subject_key, draft.replaces) if draft.replaces else None
    if before is not None:
        content = replace(content, version=rows.content_of(before).version + 1)
    row = new_row(ctx, subject_key, authority, token, signature.kind)
    row.number, row.kind = content.number, content.commitment_type.value
    row.checker = drafts.checker_of(template, words=drafts.needs_look(ctx, draft)).value
    row.replaces_id = before.id if before is not None else None
    subjects = batches.subjects_of(session, draft.branches)
    row.covered = [records.key_of(session, number) for number in subjects.values()]
    rows.keep(row, content)
    session.delete(draft)
    return row


def new_row(ctx: Context, subject_key: str, authority: str, token: str, kind: SignatureKind) -> CommitmentRow:
    """A row with what every commitment has."""
    now = ctx.clock.now()
    return CommitmentRow(
        id=new_id(),
        subject_key=subject_key,
        authority=authority,
        token=token,
        progress=Progress.UNDER_CHECK.value,
        checker=Checker.NOBODY.value,
        covered=[],
        receipt=receipts.number(now.date()),
        signed_at=now,
        signed_by=ctx.actor.name,
        signed_how=kind.value,
        case_id="",
        reasons="",
        decided_by="",
        history=[],
    )


def enter(session: Session, ctx: Context, row: CommitmentRow) -> None:
    """Make it public, or let it wait; the trail and the owners learn of it."""
    rows.note(ctx, row, "commitment.signed")
    if row.checker == Checker.NOBODY.value:
        open_up(session, ctx, row)
        code = "commitment.public"
    else:
        rows.keep(row, replace(rows.content_of(row), state=CommitmentState.UNDER_CHECK))
        session.flush()
        code = "commitment.waiting"
    told = {"number": row.number, "receipt": row.receipt}
    audit.write(session, ctx, "commitment.sign", row.subject_key, after=rows.content_of(row), **told)
    rows.tell(session, ctx, row, code)


def open_up(session: Session, ctx: Context, row: CommitmentRow) -> None:
    """Make it public from today on; what it replaces ends with it.

    Raises ConflictError `commitment.ended` (another replaced it meanwhile: two would stand for one).
    """
    on = ctx.clock.today()
    before = rows.row(session, row.replaces_id, lock=True) if row.replaces_id else None
    if before is not None and before.progress == Progress.REPLACED.value:
        raise ConflictError("commitment.ended")
    row.progress, row.published_on = Progress.PUBLIC.value, on
    rows.keep(row, replace(rows.content_of(row), state=CommitmentState.PUBLIC))
    session.flush()
    records.publish(session, ctx, row)
    if before is not None and before.progress == Progress.PUBLIC.value:
        ended = replace(
            rows.content_of(before),
            state=CommitmentState.REPLACED,
            replaced_by=row.number,
            replaced_on=on,
        )
        before.progress = Progress.REPLACED.value
        rows.keep(before, ended)
        rows.note(ctx, before, "commitment.replaced", row.number)
        session.flush()
        records.publish(session, ctx, before)


def checked_signer(name: str) -> str:
    """A person's name. Raises InputError `commitment.signer` for none, a long one, one with numbers."""
    said = forms.said(name, LONGEST_SIGNER, "commitment.signer")
    if personal_data.find(said) or any(character.isdigit() for character in said):
        raise InputError("commitment.signer", longest=LONGEST_SIGNER)
    return said


def require_signature(held: Membership | None, signature: Signature) -> None:
    """Raises InputError `commitment.licence`, `commitment.sealed`.

    Who proved to hold the electronic licence signs with it; everybody else, the counter too, brings paper.
    """
    if signature.kind is SignatureKind.LICENCE:
        licensed = held is not None and held.origin is Origin.LICENCE and held.role is Role.OWNER
        if not licensed:
            raise InputError("commitment.licence")
    elif not signature.files:
        raise InputError("commitment.sealed")


def may_sign_by_licence(ctx: Context, subject_key: str) -> bool:
    """Whether the person who acts can sign without paper. Raises NotAllowedError `access.*`."""
    held = access.check(ctx, subject_key, Task.COMMITMENT, Right.SUBMIT)
    return held is not None and held.origin is Origin.LICENCE and held.role is Role.OWNER


def with_files(
    ctx: Context,
    folder: Folder,
    signature: Signature,
    work: Callable[[Session, list[CommitmentFileRow]], OwnCommitment],
) -> OwnCommitment:
    """`work` in one transaction with the files of a signature; they are on the disk before their rows are.

    Files whose rows were not kept are taken away again. Raises InputError `evidence.*`.
    """
    looked = evidence.checked(signature.files)
    stored: list[str] = []
    used: list[CommitmentFileRow] = []

    def whole(session: Session) -> OwnCommitment:
        used[:] = [_file(one, name) for one, name in zip(looked, stored, strict=True)]
        return work(session, used)

    kept = False
    try:
        stored += (folder.put(one.data) for one in looked)
        made = ctx.sessions.run(whole)
        kept = all(one.commitment_id for one in used)
        return made
    finally:
        for name in () if kept else stored:
            folder.drop(name)


def keep_files(session: Session, row: CommitmentRow, files: list[CommitmentFileRow]) -> None:
    """The rows of the files that belong to a commitment."""
    for one in files:
        one.commitment_id = row.id
    session.add_all(files)
    session.flush()


def _file(one: Kept, stored: str) -> CommitmentFileRow:
    return CommitmentFileRow(
        id=new_id(),
        commitment_id="",
        name=one.name,
        kind=one.kind,
        size=len(one.data),
        digest=one.digest,
        stored=stored,
    )
