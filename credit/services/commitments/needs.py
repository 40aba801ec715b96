"""What somebody can promise, by need: every kind with its wording, and why one cannot be made."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject
from credit.domain.accounts import Right, Standing, Task
from credit.domain.commitments import CommitmentType
from credit.domain.committing import Need, Template
from credit.domain.errors import RuleError
from credit.domain.records import Record
from credit.rules.commitments import terms
from credit.services import access
from credit.services.commitments import rows, wordings
from credit.services.context import Context
from credit.services.dossiers import facts_of, read_facts


def needs(ctx: Context, subject_key: str) -> list[Need]:
    """Every wording for a subject, those that it can use now first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.COMMITMENT, Right.READ)
        standing = access.by_key(session, subject_key)
        records = records_of(session, subject_key)
        authority = access.authority_of(standing.registration)
        on = ctx.clock.today()
        found = [_need(ctx, standing, records, one) for one in wordings.in_force(session, authority, on)]
    return sorted(found, key=lambda one: (not one.available, _place(one), one.template.code))


def require(session: Session, ctx: Context, standing: Standing, template: Template) -> None:
    """Raises RuleError `commitment.unavailable` (reasons=…) where a subject cannot make it."""
    records = records_of(session, standing.key)
    found = _need(ctx, standing, records, template)
    if found.reasons:
        raise RuleError("commitment.unavailable", reasons=found.reasons)


def records_of(session: Session, subject_key: str) -> tuple[Record, ...]:
    """The records of a subject; none of an association."""
    number = session.scalar(select(Subject.id).where(Subject.key == subject_key))
    if number is None:
        return ()
    (raw,) = read_facts(session, [number])
    return facts_of(raw).records


def _need(ctx: Context, standing: Standing, records: tuple[Record, ...], template: Template) -> Need:
    on = ctx.clock.today()
    association = rows.is_association(standing)
    reasons = terms.unavailable(
        template.commitment_type, standing.registration, records, on, association=association
    )
    if not terms.is_notification(template.commitment_type, on):
        return Need(template=template, reasons=reasons)
    return Need(
        template=template,
        reasons=reasons,
        excluded=terms.excluded_matters(on),
        breaches=terms.blocking(records, on)[1],
    )


def _place(need: Need) -> int:
    return list(CommitmentType).index(need.template.commitment_type)
