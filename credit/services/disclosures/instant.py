"""Instant information (即时信息): published, corrected, its history; each verb one transaction.

What is filed is public when its transaction is: the record, the dossier, the row in the change log, the
audit row and the word to the owners are written together. A correction leaves the former version to be
read beside the new one (企业信息公示暂行条例 Arts 10 to 12).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.disclosure_models import InstantFilingRow
from credit.db.models import RecordRow
from credit.domain.accounts import Right, Task
from credit.domain.annual_report import Filer, Form
from credit.domain.errors import ConflictError, InputError, NotFoundError, RuleError
from credit.domain.instant import InstantInfo, InstantItem
from credit.domain.records import Record
from credit.domain.values import Agency, Provenance
from credit.domain.vocabulary import RecordKind, Status
from credit.rules.instant import clock as instant_clock
from credit.rules.instant.forms import form_for, items_of
from credit.rules.instant.reading import Reading, read_entry
from credit.rules.instant.reading import items_of as filed_items
from credit.services import access, audit, batches, filings, projection, text_checks
from credit.services.annual_reports import receipts, store
from credit.services.batches import Incoming
from credit.services.codec import decode_record
from credit.services.context import Context
from credit.services.disclosures import forms
from credit.services.ids import new_id
from credit.services.text_checks import Written

SOURCE = "instant"
LONGEST_TYPED = 2000

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(InstantInfo).decode


@dataclass(frozen=True, slots=True)
class FiledInstant:
    """One filed version. filed_by: name of the actor, for the enterprise and officers alone."""

    id: str
    entry: str
    version: int
    receipt: str
    filed_at: datetime
    filed_by: str
    info: InstantInfo


def allowed(ctx: Context, subject_key: str) -> tuple[InstantItem, ...]:
    """The kinds that a subject may publish now. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.READ)
        return _allowed(session, ctx, subject_key)


def _allowed(session: Session, ctx: Context, subject_key: str) -> tuple[InstantItem, ...]:
    if access.by_key(session, subject_key).registration.status is not Status.OPERATING:
        return ()
    try:
        filer = store.filer(session, ctx, subject_key)
    except NotFoundError:  # an association
        return ()
    return items_of(filer.subject_class, filer.traits)


def form(ctx: Context, subject_key: str, item: InstantItem) -> tuple[Form, str]:
    """The form of one kind and the currency of its contributions.

    Raises RuleError `instant.not_owed`, NotAllowedError `access.*`.
    """
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.READ)
        filer = _filer(session, ctx, subject_key, item)
    return form_for(item, filer.subject_class, ctx.clock.today().year), filer.currency


def publish(
    ctx: Context, subject_key: str, item: InstantItem, typed: Mapping[str, str], token: str
) -> FiledInstant:
    """Publish a new piece. The same form sent twice publishes once.

    Raises InputError `instant.problems` (problems=…), `form.token`, RuleError `instant.not_owed`,
    NotAllowedError `access.*`.
    """
    checked, received_at = forms.checked(token), ctx.clock.now()

    def work(session: Session) -> FiledInstant:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.SUBMIT)
        number = forms.hold_subject(session, subject_key)
        known = _by_token(session, subject_key, checked)
        if known is not None:
            return known
        filer = _filer(session, ctx, subject_key, item)
        read = _read(ctx, filer, item, typed)
        info = _info(ctx, filer, item, read, received_at, None)
        return _file(session, ctx, filer, _Piece(number, info, checked, received_at))

    return ctx.sessions.run(work)


def correct(
    ctx: Context, subject_key: str, entry: str, based_on: int, typed: Mapping[str, str], token: str
) -> FiledInstant:
    """Publish a corrected version; the former one stays to be read. based_on: the version that was seen.

    Raises as `publish`, and NotFoundError `instant.unknown`, ConflictError `instant.changed` (somebody
    else corrected it meanwhile), `filing.frozen`, InputError `instant.same`.
    """
    checked, received_at = forms.checked(token), ctx.clock.now()

    def work(session: Session) -> FiledInstant:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.SUBMIT)
        number = forms.hold_subject(session, subject_key)
        known = _by_token(session, subject_key, checked)
        if known is not None:
            return known
        before = versions(session, subject_key, entry)[0]
        if before.version != based_on:
            raise ConflictError("instant.changed")
        filings.require_open(session, ctx, Task.INSTANT, before.id)
        filer = _filer(session, ctx, subject_key, before.info.item)
        read = _read(ctx, filer, before.info.item, typed)
        info = _info(ctx, filer, before.info.item, read, received_at, before.info)
        if info.items == before.info.items:
            raise InputError("instant.same")
        _supersede(session, filer, before.info, info)
        return _file(session, ctx, filer, _Piece(number, info, checked, received_at, before.info))

    return ctx.sessions.run(work)


def of_subject(ctx: Context, subject_key: str) -> list[FiledInstant]:
    """The newest version of every piece of a subject, newest first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.READ)
        return current(session, subject_key)


def history(ctx: Context, subject_key: str, entry: str) -> list[FiledInstant]:
    """All versions of a piece, newest first. Raises NotAllowedError, NotFoundError `instant.unknown`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.INSTANT, Right.READ)
        return versions(session, subject_key, entry)


def current(session: Session, subject_key: str) -> list[FiledInstant]:
    """The newest version of every piece of a subject, newest first."""
    query = select(InstantFilingRow).where(InstantFilingRow.subject_key == subject_key)
    newest: dict[str, FiledInstant] = {}
    for row in session.scalars(query.order_by(InstantFilingRow.version)):
        newest[row.entry] = _filed(row)
    return sorted(newest.values(), key=lambda one: (one.filed_at, one.id), reverse=True)


def versions(session: Session, subject_key: str, entry: str) -> list[FiledInstant]:
    """All versions of a piece of a subject, newest first. Raises NotFoundError `instant.unknown`."""
    query = select(InstantFilingRow).where(
        InstantFilingRow.subject_key == subject_key, InstantFilingRow.entry == entry
    )
    found = [_filed(row) for row in session.scalars(query.order_by(InstantFilingRow.version.desc()))]
    if not found:
        raise NotFoundError("instant.unknown")
    return found


def _filer(session: Session, ctx: Context, subject_key: str, item: InstantItem) -> Filer:
    if item not in _allowed(session, ctx, subject_key):
        raise RuleError("instant.not_owed", item=item.value)
    return store.filer(session, ctx, subject_key)


def _read(ctx: Context, filer: Filer, item: InstantItem, typed: Mapping[str, str]) -> Reading:
    asked = form_for(item, filer.subject_class, ctx.clock.today().year)
    known = {one.key for one in asked.sections[0].fields}
    kept = {key: text[:LONGEST_TYPED] for key, text in typed.items() if key in known}
    found = read_entry(asked, kept, ctx.clock)
    if found.problems:
        raise InputError("instant.problems", problems=found.problems)
    return found


def _info(
    ctx: Context, filer: Filer, item: InstantItem, read: Reading, at: datetime, before: InstantInfo | None
) -> InstantInfo:
    asked = form_for(item, filer.subject_class, at.year)
    late = instant_clock.is_late(read.arose_on, at.date())
    return InstantInfo(
        item=item,
        entry=before.entry if before else new_id(),
        version=before.version + 1 if before else 1,
        arose_on=read.arose_on,
        first_on=before.first_on if before else at.date(),
        filed_on=at.date(),
        # a correction in time does not become late, and a late first version stays so
        late=before.late if before and before.arose_on == read.arose_on else late,
        channel=forms.channel_of(ctx),
        code=filer.code,
        items=filed_items(asked, read.values),
        currency=filer.currency,
    )


class _Piece(NamedTuple):
    """What is filed: for which subject (its number), from which form, received when, in place of what."""

    number: int
    info: InstantInfo
    token: str
    at: datetime
    before: InstantInfo | None = None


def _file(session: Session, ctx: Context, filer: Filer, piece: _Piece) -> FiledInstant:
    number, info, token, at, before = piece
    info = text_checks.marked(info, at.date())
    row = InstantFilingRow(
        id=new_id(),
        entry=info.entry,
        version=info.version,
        subject_key=filer.key,
        token=token,
        receipt=receipts.number(at.date()),
        filed_at=at,
        filed_by=ctx.actor.name,
        content=_encode(info),
    )
    session.add(row)
    session.flush()
    batches.write(session, [], [Incoming((filer.code,), _record(filer, info, at))])
    projection.publish_now(session, [number], ctx.clock)
    text_checks.after_filing(session, ctx, _written(filer, info))
    named = {"item": info.item.value, "entry": info.entry, "receipt": row.receipt}
    action = "instant.correct" if before else "instant.publish"
    audit.write(session, ctx, action, filer.key, before=before, after=info, **named)
    period = info.arose_on.isoformat()
    filings.announce(session, ctx, filer.key, Task.INSTANT, row.id, row.receipt, period=period)
    return _filed(row)


def _record(filer: Filer, info: InstantInfo, at: datetime) -> Record:
    return Record(
        id="",
        provenance=Provenance(
            agency=Agency(filer.name, filer.code),
            source=SOURCE,
            source_id=_place(info),
            effective_on=info.arose_on,
            published_on=info.filed_on,
            received_at=at,
        ),
        content=info,
    )


def _written(filer: Filer, info: InstantInfo) -> Written:
    about = {"item": info.item.value, "day": info.arose_on.isoformat()}
    way = f"/instant/{info.entry}"
    return Written(filer.key, RecordKind.INSTANT, SOURCE, _place(info), info.entry, way, about)


def _supersede(session: Session, filer: Filer, before: InstantInfo, after: InstantInfo) -> None:
    """Mark the record of the former version."""
    query = select(RecordRow.payload).where(
        RecordRow.kind == RecordKind.INSTANT.value,
        RecordRow.source == SOURCE,
        RecordRow.source_id == _place(before),
    )
    record = decode_record(session.scalars(query).one())
    marked = replace(before, superseded_on=after.filed_on)
    batches.write(session, [], [Incoming((filer.code,), replace(record, content=marked))])


def _place(info: InstantInfo) -> str:
    return f"{info.entry}/{info.version}"


def _by_token(session: Session, subject_key: str, token: str) -> FiledInstant | None:
    row = session.scalar(
        select(InstantFilingRow).where(
            InstantFilingRow.subject_key == subject_key, InstantFilingRow.token == token
        )
    )
    return _filed(row) if row is not None else None


def _filed(row: InstantFilingRow) -> FiledInstant:
    return FiledInstant(
        row.id, row.entry, row.version, row.receipt, row.filed_at, row.filed_by, _decode(row.content)
    )
