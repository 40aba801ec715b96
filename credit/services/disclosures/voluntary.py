"""What an enterprise publishes of its own will (企业自愿公示): published, corrected, withdrawn.

Always labelled so. Numbers of persons are not taken at all; what words alone suggest to be a home, and a text
with a listed word, is kept and waits for an officer to look at it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import VoluntaryRow
from credit.db.models import RecordRow
from credit.disclosure_clean import clean
from credit.domain.accounts import Right, Standing, Task
from credit.domain.errors import ConflictError, InputError, NotFoundError
from credit.domain.records import Record, Voluntary
from credit.domain.values import Agency, Provenance, Withholding
from credit.domain.vocabulary import RecordKind, WithholdingGround
from credit.rules import sensitive_words
from credit.services import access, audit, batches, projection, text_checks
from credit.services.batches import Incoming
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.ids import new_id
from credit.services.text_checks import Written

SOURCE = "voluntary"
LONGEST_TITLE, LONGEST_TEXT = 60, 1000
MOST = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing published voluntarily. waits: held back until an officer has looked at it."""

    id: str
    title: str
    text: str
    published_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None
    history: tuple[dict[str, str], ...]
    waits: bool


def publish(ctx: Context, subject_key: str, title: str, text: str, token: str) -> Entry:
    """Publish something new; the same form sent twice publishes once.

    Raises InputError `voluntary.title`, `voluntary.text` (longest=…), `voluntary.personal` (field=…),
    `voluntary.most`, `form.token`, NotAllowedError `access.*`, NotFoundError `subject.unknown`.
    """
    title, text = _said(title, text)
    checked = forms.checked(token)

    def work(session: Session) -> Entry:
        access.require(session, ctx, subject_key, Task.VOLUNTARY, Right.SUBMIT)
        number = forms.hold_subject(session, subject_key)
        rows = _rows(session, subject_key)
        known = next((row for row in rows if row.token == checked), None)
        if known is not None:
            return _entry(session, known)
        if sum(row.withdrawn_at is None for row in rows) >= MOST:
            raise InputError("voluntary.most", most=MOST)
        now = ctx.clock.now()
        row = VoluntaryRow(
            id=new_id(),
            subject_key=subject_key,
            token=checked,
            title=title,
            text=text,
            history=[],
            published_at=now,
            changed_at=now,
            changed_by=ctx.actor.name,
        )
        session.add(row)
        return _keep(session, ctx, row, number, "voluntary.publish")

    return ctx.sessions.run(work)


def correct(ctx: Context, subject_key: str, entry: str, title: str, text: str) -> Entry:
    """Put another text in its place; the former one is kept for the enterprise and its authority.

    Raises as `publish`, and NotFoundError `voluntary.unknown`, ConflictError `voluntary.withdrawn`.
    """
    title, text = _said(title, text)

    def work(session: Session) -> Entry:
        access.require(session, ctx, subject_key, Task.VOLUNTARY, Right.SUBMIT)
        number = forms.hold_subject(session, subject_key)
        row = _open(session, subject_key, entry)
        if (row.title, row.text) == (title, text):
            return _entry(session, row)
        row.history = [*row.history, _former(row)]
        row.title, row.text = title, text
        row.changed_at, row.changed_by = ctx.clock.now(), ctx.actor.name
        return _keep(session, ctx, row, number, "voluntary.correct")

    return ctx.sessions.run(work)


def withdraw(ctx: Context, subject_key: str, entry: str) -> None:
    """Take something back; a second time changes nothing. Raises NotFoundError `voluntary.unknown`."""

    def work(session: Session) -> None:
        access.require(session, ctx, subject_key, Task.VOLUNTARY, Right.SUBMIT)
        number = forms.hold_subject(session, subject_key)
        row = _row(session, subject_key, entry)
        if row.withdrawn_at is None:
            row.withdrawn_at = row.changed_at = ctx.clock.now()
            row.changed_by = ctx.actor.name
            _keep(session, ctx, row, number, "voluntary.withdraw")

    ctx.sessions.run(work)


def of_subject(ctx: Context, subject_key: str) -> list[Entry]:
    """Everything of a subject, withdrawn things too, newest first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.VOLUNTARY, Right.READ)
        return [_entry(session, row) for row in _rows(session, subject_key)]


def one(ctx: Context, subject_key: str, entry: str) -> Entry:
    """One thing. Raises NotAllowedError `access.*`, NotFoundError `voluntary.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.VOLUNTARY, Right.READ)
        return _entry(session, _row(session, subject_key, entry))


def _said(title: str, text: str) -> tuple[str, str]:
    title = forms.said(title, LONGEST_TITLE, "voluntary.title")
    text = forms.said(text, LONGEST_TEXT, "voluntary.text")
    for field, value in (("title", title), ("text", text)):
        if forms.holds_numbers(value):
            raise InputError("voluntary.personal", field=field)
    return title, text


def _rows(session: Session, subject_key: str) -> list[VoluntaryRow]:
    query = select(VoluntaryRow).where(VoluntaryRow.subject_key == subject_key)
    return list(session.scalars(query.order_by(VoluntaryRow.published_at.desc(), VoluntaryRow.id.desc())))


def _row(session: Session, subject_key: str, entry: str) -> VoluntaryRow:
    row = session.get(VoluntaryRow, entry)
    if row is None or row.subject_key != subject_key:
        raise NotFoundError("voluntary.unknown")
    return row


def _open(session: Session, subject_key: str, entry: str) -> VoluntaryRow:
    row = _row(session, subject_key, entry)
    if row.withdrawn_at is not None:
        raise ConflictError("voluntary.withdrawn")
    return row


def _former(row: VoluntaryRow) -> dict[str, str]:
    return {"title": row.title, "text": row.text, "until": row.changed_at.isoformat()}


def _keep(session: Session, ctx: Context, row: VoluntaryRow, number: int, action: str) -> Entry:
    """The row, its record, the dossier and the audit row."""
    session.flush()
    subject = access.by_key(session, row.subject_key)
    batches.write(session, [], [Incoming((subject.address,), _record(ctx, subject, row))])
    projection.publish_now(session, [number], ctx.clock)
    written = Written(
        row.subject_key, RecordKind.VOLUNTARY, SOURCE, row.id, row.id, f"/voluntary/{row.id}", {}
    )
    text_checks.after_filing(session, ctx, written)
    state = {"title": row.title, "text": row.text}
    audit.write(session, ctx, action, row.subject_key, after=state, entry=row.id)
    return _entry(session, row)


def _record(ctx: Context, subject: Standing, row: VoluntaryRow) -> Record:
    said = subject.registration
    withdrawn = row.withdrawn_at.date() if row.withdrawn_at else None
    content = Voluntary(title=row.title, text=row.text, withdrawn_on=withdrawn)
    day = row.published_at.date()
    record = Record(
        id="",
        provenance=Provenance(
            agency=Agency(said.name, said.credit_code),
            source=SOURCE,
            source_id=row.id,
            effective_on=day,
            published_on=day,
            received_at=row.changed_at,
        ),
        content=content,
    )
    if clean(content) is not None and not _listed(row, ctx.clock.today()):
        return record
    return replace(record, withheld=Withholding(WithholdingGround.DETECTOR, "", ctx.clock.today()))


def _listed(row: VoluntaryRow, on: date) -> bool:
    """Whether a listed word holds it for an officer's look."""
    return any(sensitive_words.find(text, on) for text in (row.title, row.text))


def _entry(session: Session, row: VoluntaryRow) -> Entry:
    return Entry(
        id=row.id,
        title=row.title,
        text=row.text,
        published_at=row.published_at,
        changed_at=row.changed_at,
        withdrawn_at=row.withdrawn_at,
        history=tuple(row.history),
        waits=_waits(session, row),
    )


def _waits(session: Session, row: VoluntaryRow) -> bool:
    query = select(RecordRow.payload).where(
        RecordRow.kind == RecordKind.VOLUNTARY.value,
        RecordRow.source == SOURCE,
        RecordRow.source_id == row.id,
    )
    payload = session.scalar(query)
    if payload is None or row.withdrawn_at is not None:
        return False
    record = decode_record(payload)
    return record.withheld is not None or clean(record.content, record.reviewed) is None
