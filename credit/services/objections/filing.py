"""What the enterprise does: object to a record or registered fact of its own, add to it, take it back."""

from dataclasses import dataclass, field

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import StatementRow
from credit.db.objection_models import ObjectionRow
from credit.domain.accounts import Right, Standing, Task
from credit.domain.casework import CaseKind
from credit.domain.errors import ConflictError, NotFoundError
from credit.domain.objections import Objection, ObjectionState, Origin, RegisteredFact, Shown
from credit.domain.values import Agency
from credit.rules import objection_fields
from credit.rules import objections as rules
from credit.rules.objections import Filed
from credit.rules.repair import decider
from credit.services import access
from credit.services.casework import files
from credit.services.codec import encode
from credit.services.context import Context
from credit.services.disclosures import forms, statements
from credit.services.disclosures.evidence import Folder
from credit.services.disclosures.statements import Said
from credit.services.objections import effects, rows, targets


@dataclass(frozen=True, slots=True)
class Opening:
    """An objection that is about to be a case. token: of what opens it; opens it once."""

    subject_key: str
    agency: Agency
    objection: Objection
    token: str
    params: dict[str, str] = field(default_factory=dict)


def file(ctx: Context, folder: Folder, subject_key: str, record_id: str, filed: Filed, said: Said) -> str:
    """File an objection with its reasons and evidence; its case. The same form sent twice opens one.

    record_id: of a record, or what stands for a registered fact (`credit.rules.registered_facts`).

    Raises NotAllowedError `access.*`, NotFoundError `record.unknown`, RuleError `objection.closed`
    (why=…), ConflictError `objection.open`, InputError `objection.claims`, `objection.value`,
    `objection.same`, `statement.text`, `form.token`, `evidence.*`.
    """
    opened: list[str] = []

    def work(session: Session, row: StatementRow) -> bool:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.SUBMIT)
        forms.hold_subject(session, subject_key)
        known = _known(session, subject_key, row.token)
        if known is not None:
            opened.append(known)
            return False
        case = open_case(session, ctx, _opening(session, ctx, subject_key, record_id, filed, row.token))
        row.case_id = case.case_id
        opened.append(case.case_id)
        return True

    statements.add(ctx, folder, said, work)
    return opened[0]


def _known(session: Session, subject_key: str, token: str) -> str | None:
    """The case that this form of the subject opened already."""
    query = (
        select(ObjectionRow.case_id)
        .join(StatementRow, StatementRow.case_id == ObjectionRow.case_id)
        .where(ObjectionRow.subject_key == subject_key, StatementRow.token == token)
    )
    return session.scalar(query)


def _opening(
    session: Session, ctx: Context, subject_key: str, record_id: str, filed: Filed, token: str
) -> Opening:
    return opening(session, ctx, subject_key, record_id, (Origin.SUBJECT, filed), f"{subject_key}:{token}")


def opening(
    session: Session, ctx: Context, subject_key: str, target: str, said: tuple[Origin, Filed], token: str
) -> Opening:
    """A case about something the public sees. Raises as `file`."""
    origin, filed = said
    public = targets.one_public(session, ctx, subject_key, target)
    made = rules.file(_as_kept(session, public.shown), public.severity, origin, filed, ctx.clock.today())
    return Opening(subject_key, public.shown.source.agency, made, f"objection:{token}")


def _as_kept(session: Session, shown: Shown) -> Shown:
    """A record with all that is kept of it: officers look at that. A fact as the public sees it."""
    if isinstance(shown.content, RegisteredFact):
        return shown
    return msgspec.structs.replace(shown, content=targets.record_of(session, shown.id).content)


def open_case(session: Session, ctx: Context, opening: Opening) -> ObjectionRow:
    """Open the case of an objection in the caller's transaction, at the authority that made the record.

    Raises ConflictError `objection.open` (the subject objects to the record already).
    """
    made, subject = opening.objection, access.by_key(session, opening.subject_key)
    if made.origin is Origin.SUBJECT and running(session, opening.subject_key, made.record_id):
        raise ConflictError("objection.open")
    file = files.open_case(
        session,
        ctx,
        kind=CaseKind.OBJECTION,
        subject_key=opening.subject_key,
        authority=_authority(subject, opening),
        state=ObjectionState.SUBMITTED.value,
        token=opening.token,
        workdays=rules.accept_workdays(ctx.clock.today()),
        title=_title(subject, made),
        params={"kind": made.kind.value, "origin": made.origin.value, "fact": made.fact, **opening.params},
    )
    row = ObjectionRow(
        case_id=file.id,
        subject_key=opening.subject_key,
        record_id=made.record_id,
        origin=made.origin.value,
        open=True,
        marks=False,
        content=encode(made),
    )
    session.add(row)
    session.flush()
    rows.tell(session, ctx, row, "objection.filed", number=file.number)
    return row


def _authority(subject: Standing, opening: Opening) -> str:
    """Who made the record; for a registered fact the registration authority."""
    if opening.objection.fact:
        return access.authority_of(subject.registration)
    body = decider(opening.agency)
    return body.division if body else access.REGION


def _title(subject: Standing, made: Objection) -> str:
    label = objection_fields.fields(made.content)[made.fact] if made.fact else made.kind.label
    return f"{subject.registration.name} {label}"


def running(session: Session, subject_key: str, record_id: str) -> ObjectionRow | None:
    """The objection of a subject to a record that is being handled."""
    query = select(ObjectionRow).where(
        ObjectionRow.subject_key == subject_key,
        ObjectionRow.record_id == record_id,
        ObjectionRow.origin == Origin.SUBJECT.value,
        ObjectionRow.open.is_(True),
    )
    return session.scalar(query.limit(1))


def add(ctx: Context, folder: Folder, subject_key: str, case_id: str, said: Said) -> None:
    """Add reasons and evidence before the decision; the same form counts once.

    Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, ConflictError `objection.state`,
    InputError `statement.text`, `form.token`, `evidence.*`.
    """

    def work(session: Session, row: StatementRow) -> bool:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.SUBMIT)
        one = rows.held(session, case_id, subject_key)
        if statements.known(session, one.file.id, row.token):
            return False
        _require_own(one)
        if not one.objection.running:
            raise ConflictError("objection.state", state=one.objection.state)
        row.case_id = one.file.id
        files.move(session, ctx, one.file, one.file.state, "objection.added")
        return True

    statements.add(ctx, folder, said, work)


def withdraw(ctx: Context, subject_key: str, case_id: str) -> None:
    """Take it back before it is decided; twice takes it back once. The mark goes with it.

    Raises NotAllowedError `access.*`, NotFoundError `case.unknown`, ConflictError `objection.state`.
    """

    def work(session: Session) -> None:
        access.require(session, ctx, subject_key, Task.OBJECTION, Right.SUBMIT)
        one = rows.held(session, case_id, subject_key)
        _require_own(one)
        if one.objection.state is ObjectionState.WITHDRAWN:
            return
        made = rules.withdraw(one.objection, ctx.clock.today())
        effects.end(session, ctx, rows.keep(session, ctx, one, made, rows.Said("objection.withdrawn")))

    ctx.sessions.run(work)


def _require_own(one: rows.Held) -> None:
    """What came from a letter of the public is not the enterprise's to move."""
    if one.objection.origin is not Origin.SUBJECT:
        raise NotFoundError("case.unknown")
