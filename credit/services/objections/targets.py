"""What is objected to, as it is kept and as it is shown: a record, or a registered fact of a subject."""

from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import RecordRow
from credit.db.objection_models import ObjectionRow
from credit.disclosure import project
from credit.domain.dossier import Dossier
from credit.domain.errors import NotFoundError
from credit.domain.objections import Contested, RegisteredFact, Shown
from credit.domain.records import EnterpriseFacts, Record
from credit.domain.values import Provenance
from credit.domain.vocabulary import Severity
from credit.rules import registered_facts
from credit.rules.registered_facts import PREFIX
from credit.services import access
from credit.services.annual_reports import store
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.dossiers import dossier_of, read_facts


class Kept(NamedTuple):
    """What is objected to as it is kept now, and who keeps it."""

    content: Contested
    provenance: Provenance


class Public(NamedTuple):
    """What can be objected to today: what the public sees of it, and how severe that is."""

    shown: Shown
    severity: Severity | None = None


def kept(session: Session, ctx: Context, row: ObjectionRow) -> Kept:
    """What an objection is about, as it is kept now. Raises NotFoundError `record.unknown`."""
    fact = registered_facts.named(row.record_id)
    if not fact:
        record = record_of(session, row.record_id)
        return Kept(record.content, record.provenance)
    said = access.by_key(session, row.subject_key).registration
    plain = EnterpriseFacts(key=row.subject_key, registration=replace(said, disputed=(), withheld=None))
    registered = project(plain, ctx.clock.today()).registered
    return Kept(RegisteredFact(fact=fact, registered=registered), said.provenance)


def record_of(session: Session, record_id: str) -> Record:
    """A record as it is kept now. Raises NotFoundError `record.unknown`."""
    payload = session.scalar(select(RecordRow.payload).where(RecordRow.id == record_id))
    if payload is None:
        raise NotFoundError("record.unknown")
    return decode_record(payload)


def public(session: Session, ctx: Context, subject_key: str) -> tuple[Public, ...]:
    """Everything of a subject that the public sees today: its records, and its registered facts."""
    (raw,) = read_facts(session, [store.subject_id(session, subject_key)])
    dossier = dossier_of(raw, ctx.clock.today())
    return tuple(everything(dossier)) if dossier else ()


def everything(dossier: Dossier) -> Iterator[Public]:
    """The same of a dossier."""
    for one in dossier.records:
        yield Public(Shown(id=one.id, content=one.content, source=one.source), one.severity)
    for fact in registered_facts.shown(dossier.registered):
        content = RegisteredFact(fact=fact, registered=dossier.registered)
        yield Public(Shown(id=PREFIX + fact, content=content, source=dossier.registered.source))


def one_public(session: Session, ctx: Context, subject_key: str, target: str) -> Public:
    """One of them. Raises NotFoundError `record.unknown`, for what is not public too."""
    for one in public(session, ctx, subject_key):
        if one.shown.id == target:
            return one
    raise NotFoundError("record.unknown")
