"""Consent: an enterprise lets one person or bank see figures it did not publish, for some days.

企业信息公示暂行条例 Art 9: with the enterprise's consent others may query what it chose not to publish.
The token stands in a link and is kept hashed; it opens just the figures named, is counted, and ends.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from credit.db.models import Subject
from credit.db.report_models import ReportConsentRow
from credit.domain.accounts import Right, Task
from credit.domain.annual_report import Form, FormField, Publication, ReportItem
from credit.domain.errors import InputError, NotFoundError
from credit.rules.annual_report import window
from credit.rules.annual_report.forms import form_for
from credit.services import access, audit
from credit.services.annual_reports import store
from credit.services.annual_reports.store import FiledReport
from credit.services.codec import decode_registration
from credit.services.context import Context
from credit.services.ids import new_id

LONGEST_GRANTEE = 100


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as the enterprise sees it."""

    id: str
    year: int
    paths: tuple[str, ...]
    grantee: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    opened: int

    def holds(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token opens: the enterprise, the year, and the figures it names."""

    name: str
    code: str
    year: int
    grantee: str
    expires_at: datetime
    currency: str
    items: tuple[tuple[FormField, ReportItem], ...]


def offered(filed: FiledReport) -> tuple[tuple[str, FormField], ...]:
    """The withheld figures that a consent can open: those the law leaves to the enterprise."""
    form = _form(filed)
    return tuple(
        (f"{part.key}.{item.key}", field)
        for part in filed.report.parts
        for item in part.items
        if not item.open
        and (field := form.find(f"{part.key}.{item.key}")) is not None
        and field.publication is Publication.CHOICE
    )


def give(ctx: Context, subject_key: str, year: int, paths: tuple[str, ...], grantee: str, days: int) -> str:
    """Give a consent and answer its token, which is shown once.

    Raises InputError `consent.paths` (none, or not one that can be opened), `consent.grantee`, RuleError
    `consent.days`, NotFoundError `report.unknown`, NotAllowedError `access.*`.
    """
    named = grantee.strip()
    if not named or len(named) > LONGEST_GRANTEE:
        raise InputError("consent.grantee", longest=LONGEST_GRANTEE)
    token = secrets.token_urlsafe(24)

    def work(session: Session) -> None:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.SUBMIT)
        versions = store.filed(session, subject_key, year)
        if not versions:
            raise NotFoundError("report.unknown", year=year)
        if not paths or set(paths) - {path for path, _ in offered(versions[0])}:
            raise InputError("consent.paths")
        now = ctx.clock.now()
        row = ReportConsentRow(
            id=new_id(),
            subject_key=subject_key,
            year=year,
            token_hash=_hash(token),
            paths=" ".join(paths),
            grantee=named,
            created_by=ctx.actor.name,
            created_at=now,
            expires_at=window.consent_ends(now, days),
            opened=0,
        )
        session.add(row)
        session.flush()
        said = {"year": str(year), "consent": row.id, "until": row.expires_at.isoformat()}
        audit.write(session, ctx, "report.consent", subject_key, **said)

    ctx.sessions.run(work)
    return token


def revoke(ctx: Context, subject_key: str, consent_id: str) -> None:
    """End a consent now. Raises NotFoundError `consent.unknown`, NotAllowedError `access.*`."""

    def work(session: Session) -> None:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.SUBMIT)
        row = session.get(ReportConsentRow, consent_id, with_for_update=True)
        if row is None or row.subject_key != subject_key:
            raise NotFoundError("consent.unknown")
        if row.revoked_at is None:
            row.revoked_at = ctx.clock.now()
            audit.write(session, ctx, "report.consent_end", subject_key, consent=row.id)

    ctx.sessions.run(work)


def of_subject(ctx: Context, subject_key: str) -> list[Consent]:
    """The consents of a subject, newest first. Raises NotAllowedError `access.*`."""
    with ctx.sessions.read() as session:
        access.require(session, ctx, subject_key, Task.ANNUAL_REPORT, Right.READ)
        query = select(ReportConsentRow).where(ReportConsentRow.subject_key == subject_key)
        rows = session.scalars(query.order_by(ReportConsentRow.created_at.desc()).limit(100))
        return [_consent(row) for row in rows]


def open_with(ctx: Context, token: str) -> Opened:
    """What a token opens now. Raises NotFoundError `consent.unknown`: unknown, ended or taken back."""

    def work(session: Session) -> Opened:
        query = select(ReportConsentRow).where(ReportConsentRow.token_hash == _hash(token))
        row = session.scalar(query.with_for_update())
        if row is None or not _consent(row).holds(ctx.clock.now()):
            raise NotFoundError("consent.unknown")
        row.opened += 1
        audit.write(session, ctx, "report.consent_open", row.subject_key, consent=row.id)
        return _opened(session, row)

    return ctx.sessions.run(work)


def _opened(session: Session, row: ReportConsentRow) -> Opened:
    newest = store.filed(session, row.subject_key, row.year)[0]
    payload = session.scalars(select(Subject.payload).where(Subject.key == row.subject_key)).one()
    form = _form(newest)
    wanted = row.paths.split()
    items = []
    for part in newest.report.parts:
        for item in part.items:
            path = f"{part.key}.{item.key}"
            field = form.find(path) if path in wanted else None
            if field is not None and field.publication is Publication.CHOICE:
                items.append((field, item))
    return Opened(
        decode_registration(payload).name,
        newest.report.code,
        row.year,
        row.grantee,
        row.expires_at,
        newest.report.currency,
        tuple(items),
    )


def _form(filed: FiledReport) -> Form:
    return form_for(filed.report.subject_class, filed.report.year, frozenset(filed.report.traits))


def _consent(row: ReportConsentRow) -> Consent:
    return Consent(
        row.id,
        row.year,
        tuple(row.paths.split()),
        row.grantee,
        row.created_at,
        row.expires_at,
        row.revoked_at,
        row.opened,
    )


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
