"""The commitment that belongs to an application for repair (守信承诺书): seen by the parties alone."""

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentRow
from credit.domain.accounts import Right, Task
from credit.domain.commitments import Commitment, CommitmentType
from credit.domain.committing import OwnCommitment, Progress, SignatureKind
from credit.domain.errors import InputError, NotFoundError
from credit.domain.reference import authorities
from credit.domain.values import NOT_COLLECTED
from credit.rules.commitments import texts
from credit.services import access, audit
from credit.services.commitments import rows, signing, wordings
from credit.services.context import Context

CODE = "repair"


def text(session: Session, ctx: Context, subject_key: str, about: str) -> tuple[str, str]:
    """What the applicant is to sign, in Chinese and in a Uyghur rendering. about: what is to be repaired.

    Raises NotFoundError `subject.unknown`.
    """
    standing = access.by_key(session, subject_key)
    authority = access.authority_of(standing.registration)
    template = wordings.find(session, CODE, authority, ctx.clock.today())
    return texts.rendered(template, standing.registration.name, standing.address, {"about": about})


def for_repair(
    session: Session, ctx: Context, subject_key: str, case_id: str, about: str, signer: str
) -> OwnCommitment:
    """Make the commitment of a case in the caller's transaction; the same case makes one.

    It has no record and no dossier: nothing of it can be public. about: what is to be repaired, e.g. the
    number of a decision. Raises NotAllowedError `access.*`, InputError `commitment.signer`,
    `commitment.problems` (problems=…).
    """
    access.require(session, ctx, subject_key, Task.REPAIR, Right.SUBMIT)
    known = of_case(session, case_id)
    if known is not None:
        return rows.seen(session, ctx, known)
    content = _content(session, ctx, subject_key, about, signer)
    standing = access.by_key(session, subject_key)
    authority = access.authority_of(standing.registration)
    row = signing.new_row(ctx, subject_key, authority, case_id, SignatureKind.LICENCE)
    row.number, row.kind, row.case_id = content.number, CommitmentType.REPAIR.value, case_id
    row.progress = Progress.PARTIES.value
    rows.keep(row, content)
    rows.note(ctx, row, "commitment.signed")
    session.add(row)
    session.flush()
    audit.write(session, ctx, "commitment.repair", subject_key, after=content, case=case_id)
    return rows.seen(session, ctx, row)


def of_case(session: Session, case_id: str) -> CommitmentRow | None:
    """The commitment of a case; rights are the caller's to ask for."""
    return session.scalar(select(CommitmentRow).where(CommitmentRow.case_id == case_id))


def seen(session: Session, ctx: Context, case_id: str) -> OwnCommitment:
    """The commitment of a case, for those who were let into the case.

    Raises NotFoundError `commitment.unknown`.
    """
    row = of_case(session, case_id) if case_id else None
    if row is None:
        raise NotFoundError("commitment.unknown")
    return rows.seen(session, ctx, row)


def _content(session: Session, ctx: Context, subject_key: str, about: str, signer: str) -> Commitment:
    standing = access.by_key(session, subject_key)
    authority, on = access.authority_of(standing.registration), ctx.clock.today()
    template = wordings.find(session, CODE, authority, on)
    wrong = texts.problems(template, {"about": about})
    if wrong:
        raise InputError("commitment.problems", problems=wrong)
    chinese, uyghur = texts.rendered(
        template, standing.registration.name, standing.address, {"about": about.strip()}
    )
    office = authorities.authority(authority)
    made = Commitment(
        number=rows.number(authority, on),
        commitment_type=CommitmentType.REPAIR,
        matter=template.matter,
        committed_on=on,
        publication_agreed=False,
    )
    return replace(
        made,
        matter_uyghur=template.matter_uyghur or NOT_COLLECTED,
        text=chinese,
        text_uyghur=uyghur,
        template=template.code,
        template_version=template.version,
        basis=template.basis,
        valid_from=on,
        accepting_office=office.name if office else NOT_COLLECTED,
        breach_clause=template.breach,
        signed_by=signing.checked_signer(signer),
    )
