"""Wordings of commitments: those that come with the portal, and versions that officers keep on top.

A version is drafted by one officer and put in force from a day by another. A commitment keeps the version
it was made under.
"""

import re
from datetime import date
from hashlib import blake2b
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.commitment_models import CommitmentTemplateRow
from credit.db.models import AuditRow
from credit.domain.actors import OfficerRole
from credit.domain.committing import Template, TemplateVersion
from credit.domain.errors import ConflictError, InputError, NotAllowedError, NotFoundError, RuleError
from credit.rules.commitments import templates as rules
from credit.services import access, audit
from credit.services.context import Context
from credit.services.ids import new_id

DRAFTERS: Final = (OfficerRole.HANDLER, OfficerRole.REVIEWER)
RELEASERS: Final = (OfficerRole.REVIEWER,)
_CODE: Final = re.compile("[a-z][a-z0-9_]{2,39}")
_VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,39}")
_DRAFTED: Final = "template.draft"
_encode: Final = msgspec.msgpack.Encoder().encode
_decode: Final = msgspec.msgpack.Decoder(Template).decode


def in_force(session: Session, authority: str, on: date) -> tuple[Template, ...]:
    """The wordings for subjects of an authority on a day, one of each code: the newest of those that come
    with the portal and those that this authority or one above it put in force."""
    newest: dict[str, Template] = {}
    for one in sorted((*rules.every(), *_released(session, authority, on)), key=lambda one: one.starts):
        if one.starts <= on:
            newest[one.code] = one
    return tuple(newest[code] for code in sorted(newest))


def find(session: Session, code: str, authority: str, on: date) -> Template:
    """The wording of a code that is in force. Raises NotFoundError `template.unknown`."""
    found = next((one for one in in_force(session, authority, on) if one.code == code), None)
    if found is None:
        raise NotFoundError("template.unknown")
    return found


def draft(ctx: Context, template: Template, version_id: str = "") -> TemplateVersion:
    """Draft a version, or change one's draft (version_id). It belongs to the officer's authority.

    The kind of a wording that exists stays what it is. Raises NotAllowedError `access.role`, InputError
    `template.code`, `template.version`, `template.kind`, `template.past` (starts before today),
    `template.problems` (problems=…), ConflictError `template.taken` (the version is there already),
    `template.released`, NotFoundError `template.unknown`.
    """
    _check(ctx, template)

    def work(session: Session) -> TemplateVersion:
        authority = _officer(ctx, *DRAFTERS)
        _require_kind(session, template, authority, ctx.clock.today())
        row = _own_draft(session, ctx, version_id) if version_id else None
        _require_free(session, authority, template, row)
        kept = replace(template, authority=authority)
        if row is None:
            row = CommitmentTemplateRow(id=new_id(), authority=authority, released_by="")
            session.add(row)
        row.code, row.version, row.starts = kept.code, kept.version, kept.starts
        row.template, row.drafted_by, row.drafted_at = _encode(kept), ctx.actor.name, ctx.clock.now()
        session.flush()
        audit.write(session, ctx, _DRAFTED, row.id, after=kept, code=kept.code)
        return _version(row)

    return ctx.sessions.run(work)


def release(ctx: Context, version_id: str, seen: str = "") -> TemplateVersion:
    """Put a draft in force from its day. Nobody does who wrote any of it, whoever kept it last.

    seen: `TemplateVersion.seen` of what was read. Raises NotAllowedError `access.*`, `access.own_case`,
    NotFoundError `template.unknown`, ConflictError `template.released`, `template.changed` (after it was
    read), RuleError `template.past`.
    """

    def work(session: Session) -> TemplateVersion:
        row = _open(session, ctx, version_id, *RELEASERS)
        if ctx.actor.name in _authors(session, row):
            raise NotAllowedError("access.own_case")
        if seen and seen != _version(row).seen:
            raise ConflictError("template.changed")
        if row.starts < ctx.clock.today():
            raise RuleError("template.past")
        row.released_by, row.released_at = ctx.actor.name, ctx.clock.now()
        session.flush()
        audit.write(session, ctx, "template.release", row.id, after=_decode(row.template), code=row.code)
        return _version(row)

    return ctx.sessions.run(work)


def discard(ctx: Context, version_id: str) -> None:
    """Throw a draft away. Raises NotAllowedError `access.*`, NotFoundError `template.unknown`,
    ConflictError `template.released`."""

    def work(session: Session) -> None:
        row = _open(session, ctx, version_id, *DRAFTERS)
        audit.write(session, ctx, "template.discard", row.id, before=_decode(row.template), code=row.code)
        session.delete(row)

    ctx.sessions.run(work)


def kept(session: Session, ctx: Context) -> list[TemplateVersion]:
    """Every version that an officer's authority and those below it keep, the newest first.

    Raises NotAllowedError `access.role`.
    """
    _officer(ctx, *OfficerRole)
    query = select(CommitmentTemplateRow).order_by(
        CommitmentTemplateRow.code, CommitmentTemplateRow.starts.desc(), CommitmentTemplateRow.id.desc()
    )
    rows = session.scalars(query)
    return [_version(row) for row in rows if access.covers(ctx.actor.authority, row.authority)]


def one(session: Session, ctx: Context, version_id: str) -> TemplateVersion:
    """A version, for officers. Raises NotAllowedError `access.*`, NotFoundError `template.unknown`."""
    row = _row(session, version_id)
    access.require_case(ctx.actor, row.authority, *OfficerRole)
    return replace(_version(row), authors=frozenset(_authors(session, row)))


def _released(session: Session, authority: str, on: date) -> list[Template]:
    query = select(CommitmentTemplateRow).where(
        CommitmentTemplateRow.released_at.is_not(None), CommitmentTemplateRow.starts <= on
    )
    rows = session.scalars(query.order_by(CommitmentTemplateRow.released_at))
    return [_decode(row.template) for row in rows if access.covers(row.authority, authority)]


def _authors(session: Session, row: CommitmentTemplateRow) -> set[str]:
    """Everybody who kept the draft once, by the audit trail: its row knows the last one alone."""
    kept = select(AuditRow.actor).where(AuditRow.target == row.id, AuditRow.action == _DRAFTED)
    return {row.drafted_by, *session.scalars(kept)}


def _check(ctx: Context, template: Template) -> None:
    if not _CODE.fullmatch(template.code):
        raise InputError("template.code")
    if not _VERSION.fullmatch(template.version):
        raise InputError("template.version")
    if template.starts < ctx.clock.today():
        raise InputError("template.past")
    if found := rules.problems(template):
        raise InputError("template.problems", problems=found)


def _require_kind(session: Session, template: Template, authority: str, on: date) -> None:
    known = next((one for one in in_force(session, authority, on) if one.code == template.code), None)
    if known is not None and known.commitment_type is not template.commitment_type:
        raise InputError("template.kind")


def _require_free(
    session: Session, authority: str, template: Template, own: CommitmentTemplateRow | None
) -> None:
    with_portal = {(one.code, one.version) for one in rules.every()}
    query = select(CommitmentTemplateRow.id).where(
        CommitmentTemplateRow.authority == authority,
        CommitmentTemplateRow.code == template.code,
        CommitmentTemplateRow.version == template.version,
    )
    taken = session.scalar(query)
    other = taken is not None and (own is None or taken != own.id)
    if other or (template.code, template.version) in with_portal:
        raise ConflictError("template.taken")


def _officer(ctx: Context, *roles: OfficerRole) -> str:
    access.require_case(ctx.actor, ctx.actor.authority, *roles)
    return ctx.actor.authority


def _row(session: Session, version_id: str, *, lock: bool = False) -> CommitmentTemplateRow:
    row = session.get(CommitmentTemplateRow, version_id, with_for_update=lock or None)
    if row is None:
        raise NotFoundError("template.unknown")
    return row


def _open(session: Session, ctx: Context, version_id: str, *roles: OfficerRole) -> CommitmentTemplateRow:
    row = _row(session, version_id, lock=True)
    access.require_case(ctx.actor, row.authority, *roles)
    if row.released_at is not None:
        raise ConflictError("template.released")
    return row


def _own_draft(session: Session, ctx: Context, version_id: str) -> CommitmentTemplateRow:
    row = _open(session, ctx, version_id, *DRAFTERS)
    if row.authority != ctx.actor.authority:
        raise NotAllowedError("access.authority")
    return row


def _version(row: CommitmentTemplateRow) -> TemplateVersion:
    return TemplateVersion(
        id=row.id,
        template=_decode(row.template),
        seen=blake2b(row.template, digest_size=10).hexdigest(),
        drafted_by=row.drafted_by,
        drafted_at=row.drafted_at,
        released_by=row.released_by,
        released_at=row.released_at,
    )
