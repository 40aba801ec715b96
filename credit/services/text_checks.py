"""Texts of enterprises in which something was found: noted when filed, decided on by an officer.

A text is public at once with what was found starred (voluntary information waits as a whole). An officer of
the authority in charge lets pass what words alone suggested, or holds it back; numbers of persons are let
pass by nobody. A correction or withdrawal overtakes what is open.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.check_models import TextCheckRow
from credit.db.models import RecordRow
from credit.disclosure_clean import clean, fingerprint
from credit.domain.accounts import Right, Task
from credit.domain.actors import OfficerRole
from credit.domain.annual_report import AnnualReport, FieldType, Publication
from credit.domain.errors import ConflictError, InputError, NotFoundError, RuleError
from credit.domain.instant import InstantInfo, Marked
from credit.domain.records import AnyContent, Record
from credit.domain.reference import authorities
from credit.domain.text_checks import CheckAct, CheckState, Found, FoundText, TextCheck
from credit.domain.values import Missing, Review
from credit.domain.vocabulary import RecordKind
from credit.rules import personal_data, sensitive_words
from credit.rules.annual_report.channels import known_form
from credit.rules.instant.forms import section_for
from credit.rules.personal_data import REVIEWABLE, Personal
from credit.services import access, audit, owner_notices, projection
from credit.services.codec import decode_record, encode
from credit.services.context import Context
from credit.services.ids import new_id

MAY = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
LONGEST_REASONS = 500
TASKS: dict[RecordKind, Task] = {
    RecordKind.ANNUAL_REPORT: Task.ANNUAL_REPORT,
    RecordKind.INSTANT: Task.INSTANT,
    RecordKind.VOLUNTARY: Task.VOLUNTARY,
}
_FREE = frozenset({FieldType.TEXT, FieldType.NAME, FieldType.URL})


class Written(NamedTuple):
    """A text that was just filed: its record, the thread of its versions, where its owner sees it."""

    subject_key: str
    kind: RecordKind
    source: str
    source_id: str
    thread: str
    way: str
    about: dict[str, str]


def marked(info: InstantInfo, on: date) -> InstantInfo:
    """A piece with the listed words of its texts marked."""
    spans = tuple(
        Marked(key, word.start, word.end)
        for key, _, value in _texts(info)
        for word in sensitive_words.find(value, on)
    )
    return msgspec.structs.replace(info, marked=spans)


def after_filing(session: Session, ctx: Context, text: Written) -> None:
    """Note in the caller's transaction whether a text waits for an officer; its former one no longer does."""
    _overtake(session, ctx, text)
    row = session.scalars(
        select(RecordRow).where(
            RecordRow.kind == text.kind.value,
            RecordRow.source == text.source,
            RecordRow.source_id == text.source_id,
        )
    ).one()
    if not _waits(decode_record(row.payload)):
        return
    registration = access.by_key(session, text.subject_key).registration
    session.add(
        TextCheckRow(
            id=new_id(),
            subject_key=text.subject_key,
            record_id=row.id,
            authority=access.authority_of(registration),
            kind=text.kind.value,
            thread=text.thread,
            about=text.about,
            way=text.way,
            state=CheckState.OPEN.value,
            opened_at=ctx.clock.now(),
            decided_by="",
            reasons="",
        )
    )
    session.flush()
    owner_notices.tell_owners(session, ctx, text.subject_key, "text.waiting", text.way, kind=text.kind.value)


def _overtake(session: Session, ctx: Context, text: Written) -> None:
    query = select(TextCheckRow).where(
        TextCheckRow.subject_key == text.subject_key,
        TextCheckRow.kind == text.kind.value,
        TextCheckRow.thread == text.thread,
        TextCheckRow.state == CheckState.OPEN.value,
    )
    for row in session.scalars(query.with_for_update()):
        row.state, row.decided_at = CheckState.OVERTAKEN.value, ctx.clock.now()
    session.flush()


def decide(ctx: Context, check_id: str, act: CheckAct, reasons: str) -> TextCheck:
    """Let pass what was found, or hold it back, with reasons; public and told in the same transaction.

    Raises InputError `text.reasons`, NotFoundError `text.unknown`, ConflictError `text.closed`, RuleError
    `text.numbers` (release, but there is nothing to let pass, or numbers hold the whole text back),
    NotAllowedError `access.*`.
    """
    said = reasons.strip()
    if not said or len(said) > LONGEST_REASONS:
        raise InputError("text.reasons", longest=LONGEST_REASONS)

    def work(session: Session) -> TextCheck:
        row = session.get(TextCheckRow, check_id, with_for_update=True)
        if row is None:
            raise NotFoundError("text.unknown")
        access.require_case(ctx.actor, row.authority, *MAY)
        if row.state != CheckState.OPEN.value:
            raise ConflictError("text.closed")
        before = _check(session, row)
        _mark(session, ctx, row, act, said)
        row.state = (CheckState.RELEASED if act is CheckAct.RELEASE else CheckState.HELD).value
        row.decided_at, row.decided_by, row.reasons = ctx.clock.now(), ctx.actor.name, said
        session.flush()
        after = _check(session, row)
        audit.write(
            session, ctx, f"text.{act.value}", row.subject_key, before=before, after=after, check=row.id
        )
        told = {"kind": row.kind, "reasons": said}
        owner_notices.tell_owners(session, ctx, row.subject_key, f"text.{row.state}", row.way, **told)
        return after

    return ctx.sessions.run(work)


def _mark(session: Session, ctx: Context, row: TextCheckRow, act: CheckAct, reasons: str) -> None:
    """The finding on the record itself, and the dossier that follows from it."""
    kept = session.scalars(select(RecordRow).where(RecordRow.id == row.record_id).with_for_update()).one()
    record = decode_record(kept.payload)
    holds = act is CheckAct.HOLD
    body = authorities.authority(row.authority)
    review = Review(
        approver=ctx.actor.name,
        authority=body.name if body else row.authority,
        on=ctx.clock.today(),
        reason=reasons,
        text=fingerprint(record.content),
        held=holds,
    )
    if not holds and not _can_pass(record, review):
        raise RuleError("text.numbers")
    withheld = record.withheld if holds else None
    decided = msgspec.structs.replace(record, reviewed=review, withheld=withheld)
    kept.payload, kept.withheld = encode(decided), withheld.ground.value if withheld else None
    session.flush()
    projection.publish_now(session, [kept.subject_id], ctx.clock)


def _can_pass(record: Record, review: Review) -> bool:
    """Whether anything in a text may be let pass: a listed word or what only words suggest."""
    content = record.content
    if isinstance(content, AnnualReport | InstantInfo):
        found = {kind for _, _, text in _texts(content) for kind in _kinds(content, text)}
        return bool(found & REVIEWABLE) or bool(isinstance(content, InstantInfo) and content.marked)
    return clean(content, review) is not None


def queue(session: Session, ctx: Context) -> list[TextCheck]:
    """What waits within the reach of an officer, oldest first. Raises nothing: nobody's is empty."""
    query = select(TextCheckRow).where(TextCheckRow.state == CheckState.OPEN.value)
    rows = session.scalars(query.order_by(TextCheckRow.opened_at, TextCheckRow.id))
    return [_check(session, row) for row in rows if access.covers(ctx.actor.authority, row.authority)]


def case(session: Session, ctx: Context, check_id: str) -> TextCheck:
    """A check as an officer sees it. Raises NotAllowedError `access.*`, NotFoundError `text.unknown`."""
    row = session.get(TextCheckRow, check_id)
    if row is None:
        raise NotFoundError("text.unknown")
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return _check(session, row)


def of_thread(ctx: Context, subject_key: str, kind: RecordKind, thread: str) -> TextCheck | None:
    """The newest check of a text, for whoever may read the text. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, TASKS[kind], Right.READ)
        query = select(TextCheckRow).where(
            TextCheckRow.subject_key == subject_key,
            TextCheckRow.kind == kind.value,
            TextCheckRow.thread == thread,
        )
        newest = query.order_by(TextCheckRow.opened_at.desc(), TextCheckRow.id.desc()).limit(1)
        row = session.scalars(newest).first()
        return _check(session, row) if row is not None else None


def _check(session: Session, row: TextCheckRow) -> TextCheck:
    payload = session.scalar(select(RecordRow.payload).where(RecordRow.id == row.record_id))
    content = decode_record(payload).content if payload is not None else None
    open_ = row.state == CheckState.OPEN.value
    return TextCheck(
        id=row.id,
        subject_key=row.subject_key,
        authority=row.authority,
        kind=RecordKind(row.kind),
        state=CheckState(row.state),
        about={str(key): str(value) for key, value in row.about.items()},
        way=row.way,
        opened_at=row.opened_at,
        decided_at=row.decided_at,
        reasons=row.reasons,
        texts=_found(content, row.opened_at.date()) if content is not None and open_ else (),
    )


def _waits(record: Record) -> bool:
    shown = clean(record.content, record.reviewed)
    if isinstance(shown, AnnualReport | InstantInfo):
        return shown.under_check
    withdrawn = getattr(record.content, "withdrawn_on", None) is not None
    return not withdrawn and (record.withheld is not None or shown is None)


def _found(content: AnyContent, on: date) -> tuple[FoundText, ...]:
    """The texts of a content in which something was found, as kept."""
    lines = []
    for key, label, text in _texts(content):
        kinds = _kinds(content, text)
        if _is_marked(content, key, text, on):
            kinds.add(Personal.SENSITIVE)
        if kinds:
            lines.append(FoundText(label, text, tuple(Found(kind.value) for kind in sorted(kinds))))
    return tuple(lines)


def _is_marked(content: AnyContent, key: str, text: str, on: date) -> bool:
    if isinstance(content, InstantInfo):
        return any(one.key == key for one in content.marked)
    return not isinstance(content, AnnualReport) and bool(sensitive_words.find(text, on))


def _kinds(content: AnyContent, text: str) -> set[Personal]:
    return {hit.kind for hit in personal_data.find(text)}


def _texts(content: AnyContent) -> Iterator[tuple[str, str, str]]:
    """Key, label and text of everything in a content that is free and may be public."""
    if isinstance(content, AnnualReport):
        yield from _texts_of_report(content)
    elif isinstance(content, InstantInfo):
        labels = {one.key: one.label for one in section_for(content.item).fields if one.type in _FREE}
        for item in content.items:
            if item.key in labels and item.open and not isinstance(item.value, Missing):
                yield item.key, labels[item.key], item.value
    else:
        for key in ("title", "text"):
            value = getattr(content, key, None)
            if isinstance(value, str):
                yield key, "", value


def _texts_of_report(report: AnnualReport) -> Iterator[tuple[str, str, str]]:
    form = known_form(report.subject_class, report.year, report.traits)
    for part in report.parts if form else ():
        section = form.section(part.key) if form else None
        public = (
            [one for one in section.fields if one.publication is not Publication.NEVER] if section else []
        )
        labels = {one.key: one.label for one in public if one.type in _FREE}
        for item in (*part.items, *(one for line in part.rows for one in line)):
            if item.key in labels and item.open and not isinstance(item.value, Missing):
                yield f"{part.key}.{item.key}", labels[item.key], item.value
