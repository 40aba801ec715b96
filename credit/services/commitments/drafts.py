"""A commitment being made: kept field by field, shown as it will read and be public."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentDraftRow, CommitmentRow
from credit.db.models import Subject
from credit.disclosure import narrow, project
from credit.disclosure_clean import clean
from credit.domain.accounts import Right, Standing, Task
from credit.domain.commitments import Commitment, CommitmentState
from credit.domain.committing import Checker, Draft, Preview, Progress, Template
from credit.domain.dossier import PublicRecord
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.records import BranchEntry
from credit.domain.reference import authorities
from credit.domain.values import NOT_COLLECTED, Missing
from credit.domain.vocabulary import Channel, Status
from credit.rules import sensitive_words
from credit.rules.commitments import terms, texts
from credit.services import access, batches
from credit.services.commitments import needs, records, rows, wordings
from credit.services.context import Context
from credit.services.dossiers import facts_of, read_facts
from credit.services.ids import new_id

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Template).decode
_SHOWN = "preview"
MOST_BRANCHES = 500


def begin(ctx: Context, subject_key: str, code: str, replaces: str = "") -> Draft:
    """Begin a commitment by the code of its wording, or go on with the one begun.

    replaces: number of a commitment of one's own whose next version it is to be; what was filled in there
    cannot be taken over, as only its text is kept. Raises NotAllowedError `access.*`, NotFoundError
    `template.unknown`, `commitment.unknown`, ConflictError `commitment.ended`, RuleError
    `commitment.unavailable` (reasons=…).
    """

    def work(session: Session) -> Draft:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.WRITE)
        rows.hold(session, subject_key)
        standing = access.by_key(session, subject_key)
        known = _same(session, subject_key, code, replaces)
        if known is not None:
            return _draft(session, ctx, standing, known)
        on, authority = ctx.clock.today(), access.authority_of(standing.registration)
        template = wordings.find(session, code, authority, on)
        needs.require(session, ctx, standing, template)
        if replaces:
            former(session, subject_key, replaces)
        row = CommitmentDraftRow(
            id=new_id(), subject_key=subject_key, code=code, template=_encode(template),
            typed={}, agreed=False, branches=[], replaces=replaces, revision=0,
            updated_at=ctx.clock.now(), updated_by=ctx.actor.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return _draft(session, ctx, standing, row)

    return ctx.sessions.run(work)


def save(
    ctx: Context,
    subject_key: str,
    draft_id: str,
    typed: Mapping[str, str],
    *,
    agreed: bool | None = None,
    branches: Sequence[str] | None = None,
) -> Draft:
    """Keep what was typed, right or wrong; keys that are not sent stay as they are.

    agreed: to publication. branches: codes, those of `Draft.choices` alone are kept. Raises
    NotAllowedError `access.*`, ConflictError `commitment.no_draft` (signed or thrown away meanwhile).
    """

    def work(session: Session) -> Draft:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.WRITE)
        row = locked(session, subject_key, draft_id)
        standing = access.by_key(session, subject_key)
        keys = {blank.key for blank in template_of(row).blanks}
        kept = {key: text[: texts.LONGEST_TYPED] for key, text in typed.items() if key in keys}
        row.typed = {**row.typed, **kept}
        if agreed is not None:
            row.agreed = agreed
        if branches is not None:
            known = dict(choices(session, standing))
            row.branches = [code for code in dict.fromkeys(branches) if code in known][:MOST_BRANCHES]
        row.revision += 1
        row.updated_at, row.updated_by = ctx.clock.now(), ctx.actor.name
        session.flush()
        return _draft(session, ctx, standing, row)

    return ctx.sessions.run(work)


def find(ctx: Context, subject_key: str, draft_id: str) -> Draft:
    """A draft. Raises NotAllowedError `access.*`, NotFoundError `commitment.no_draft`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.READ)
        row = session.get(CommitmentDraftRow, draft_id)
        if row is None or row.subject_key != subject_key:
            raise NotFoundError("commitment.no_draft")
        return _draft(session, ctx, access.by_key(session, subject_key), row)


def of_subject(ctx: Context, subject_key: str) -> list[Draft]:
    """Every draft of a subject, the one worked on last first. Raises NotAllowedError `access.*`."""
    query = select(CommitmentDraftRow).where(CommitmentDraftRow.subject_key == subject_key)
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.READ)
        standing = access.by_key(session, subject_key)
        found = session.scalars(query.order_by(CommitmentDraftRow.updated_at.desc(), CommitmentDraftRow.id))
        return [_draft(session, ctx, standing, row) for row in found]


def discard(ctx: Context, subject_key: str, draft_id: str) -> None:
    """Throw a draft away; one that is gone already changes nothing. Raises NotAllowedError `access.*`."""

    def work(session: Session) -> None:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.WRITE)
        row = session.get(CommitmentDraftRow, draft_id)
        if row is not None and row.subject_key == subject_key:
            session.delete(row)

    ctx.sessions.run(work)


def preview(ctx: Context, subject_key: str, draft_id: str) -> Preview:
    """Exactly what will be public of a draft, by the gate itself, and who looks at it first.

    Raises NotAllowedError `access.*`, NotFoundError `commitment.no_draft`.
    """
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.READ)
        row = session.get(CommitmentDraftRow, draft_id)
        if row is None or row.subject_key != subject_key:
            raise NotFoundError("commitment.no_draft")
        standing = access.by_key(session, subject_key)
        content = content_of(ctx, standing, row, "")
        words = needs_look(ctx, row)
        return Preview(
            commitment=content,
            record=_shown(session, ctx, standing, content),
            checker=checker_of(template_of(row), words=words),
            word_check=words,
        )


def locked(session: Session, subject_key: str, draft_id: str) -> CommitmentDraftRow:
    """A draft, held. Raises ConflictError `commitment.no_draft`."""
    row = session.get(CommitmentDraftRow, draft_id, with_for_update=True)
    if row is None or row.subject_key != subject_key:
        raise ConflictError("commitment.no_draft")
    return row


def template_of(row: CommitmentDraftRow) -> Template:
    """The wording that a draft was begun with."""
    return _decode(row.template)


def former(session: Session, subject_key: str, number: str) -> CommitmentRow:
    """The commitment that another is to replace.

    Raises NotFoundError `commitment.unknown`, ConflictError `commitment.ended`.
    """
    found = rows.by_number(session, number)
    if found is None or found.subject_key != subject_key or found.joined_id is not None:
        raise NotFoundError("commitment.unknown")
    if found.progress != Progress.PUBLIC.value:
        raise ConflictError("commitment.ended")
    return found


def needs_look(ctx: Context, row: CommitmentDraftRow) -> bool:
    """Whether words in what was typed have to be read by an officer first: a listed one, perhaps a home."""
    on = ctx.clock.today()
    if any(sensitive_words.find(text, on) for text in row.typed.values()):
        return True
    template = template_of(row)
    text, uyghur = texts.rendered(template, "", "", row.typed)
    blank = Commitment(
        number="", commitment_type=template.commitment_type, matter=template.matter,
        committed_on=on, publication_agreed=True, text=text, text_uyghur=uyghur,
    )  # fmt: skip
    return clean(blank) is None


def checker_of(template: Template, *, words: bool) -> Checker:
    """Who looks at a commitment before it is public."""
    return Checker.AUTHORITY if template.checked or words else Checker.NOBODY


def content_of(
    ctx: Context, standing: Standing, row: CommitmentDraftRow, number: str, signer: str = ""
) -> Commitment:
    """The commitment that a draft makes when it is signed today."""
    template, on = template_of(row), ctx.clock.today()
    said = standing.registration
    text, uyghur = texts.rendered(template, said.name, standing.address, row.typed)
    office = authorities.authority(access.authority_of(said))
    return Commitment(
        number=number,
        commitment_type=template.commitment_type,
        matter=template.matter,
        matter_uyghur=template.matter_uyghur or NOT_COLLECTED,
        scene=template.scene or NOT_COLLECTED,
        text=text,
        text_uyghur=uyghur,
        template=template.code,
        template_version=template.version,
        basis=template.basis,
        committed_on=on,
        valid_from=on,
        valid_to=terms.valid_to(on, template.valid_months),
        accepting_office=office.name if office else NOT_COLLECTED,
        breach_clause=template.breach,
        publication_agreed=row.agreed,
        state=CommitmentState.PUBLIC,
        branches=tuple(row.branches),
        replaces=row.replaces or NOT_COLLECTED,
        signed_by=signer or NOT_COLLECTED,
    )


def choices(session: Session, standing: Standing) -> list[tuple[str, str]]:
    """Branches that a commitment can be made for as well: operating ones of the subject, known here."""
    codes = [
        record.content.code
        for record in needs.records_of(session, standing.key)
        if isinstance(record.content, BranchEntry) and isinstance(record.content.code, str)
    ]
    found = []
    for code, number in batches.subjects_of(session, codes).items():
        branch = access.by_key(session, session.get_one(Subject, number).key).registration
        own = branch.parent_code in (None, standing.registration.credit_code)
        if own and branch.status is Status.OPERATING:
            found.append((code, branch.name))
    return sorted(found)


def _same(session: Session, subject_key: str, code: str, replaces: str) -> CommitmentDraftRow | None:
    query = select(CommitmentDraftRow).where(
        CommitmentDraftRow.subject_key == subject_key,
        CommitmentDraftRow.code == code,
        CommitmentDraftRow.replaces == replaces,
    )
    return session.scalar(query)


def _draft(session: Session, ctx: Context, standing: Standing, row: CommitmentDraftRow) -> Draft:
    template = template_of(row)
    text, uyghur = texts.rendered(template, standing.registration.name, standing.address, row.typed)
    return Draft(
        id=row.id,
        subject_key=row.subject_key,
        template=template,
        values=dict(row.typed),
        agreed=row.agreed,
        branches=tuple(row.branches),
        replaces=row.replaces,
        text=text,
        uyghur=uyghur,
        problems=texts.problems(template, row.typed),
        choices=tuple(choices(session, standing)),
        revision=row.revision,
        updated_at=row.updated_at,
    )


def _shown(session: Session, ctx: Context, standing: Standing, content: Commitment) -> PublicRecord | None:
    """What the gate lets through of it; an association is shown as one of its members would be."""
    number = session.scalar(select(Subject.id).where(Subject.key == standing.key))
    if number is None or isinstance(content.text, Missing):
        return None
    (raw,) = read_facts(session, [number])
    facts = facts_of(raw)
    on = ctx.clock.today()
    record = replace(records.as_record(ctx, standing, content, _SHOWN, on), id=_SHOWN)
    dossier = narrow(project(replace(facts, records=(*facts.records, record)), on), Channel.PAGE)
    return next((one for one in dossier.records if one.id == _SHOWN), None)


def wanted(row: CommitmentDraftRow) -> None:
    """Raises InputError `commitment.problems` (problems=…) while a blank is not filled in as it must be."""
    found = texts.problems(template_of(row), row.typed)
    if found:
        raise InputError("commitment.problems", problems=found)
