"""Sessions of browsers: opened by a login provider's word, kept here, ended here or there.

The browser holds a random token, we hold its hash. The token changes while the session lasts. The
next one follows from the present one and our secret, so that two requests at once, or an answer lost
on the way, lead to the same token; the former one is good until the new one has come back. A former
token that comes later than that was copied: the session ends.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from credit.db.account_models import IdentityRow, LoginRow, LogoutTokenRow, PersonRow
from credit.domain.accounts import Contact, Person
from credit.domain.actors import OfficerRole, Tongue, person
from credit.domain.errors import ConflictError, NotFoundError
from credit.domain.logins import Ended, Login, Resumed, SessionRules, SignIn
from credit.services import audit, memberships, officers
from credit.services.context import Context
from credit.services.ids import new_id

NOTED_AFTER = timedelta(seconds=60)  # a request sooner than that after the last is not written down
LONGEST_NAME, LONGEST_DEVICE = 80, 60
LEFT = timedelta(days=1)  # longer than any session may be idle
TOKENS_KEPT = timedelta(days=2)


def open_login(ctx: Context, rules: SessionRules, signed: SignIn, device: str) -> tuple[Login, str]:
    """Open a session for whom the provider named; the session and the token for the browser.

    A person comes into being with their first login. Licences they held at the provider bind them.
    """
    token = secrets.token_urlsafe(32)

    def work(session: Session) -> Login:
        now = ctx.clock.now()
        someone = _person(session, signed, now)
        acting = Context(ctx.sessions, ctx.clock, person(someone.id))
        memberships.bind(session, acting, signed.licences)
        officers.note(session, someone.id, signed, now)
        row = LoginRow(
            id=new_id(),
            token_hash=_hash(token),
            person_id=someone.id,
            provider=signed.provider,
            idp_subject=signed.subject,
            idp_sid=signed.sid,
            id_token=signed.id_token,
            authority=signed.authority,
            roles=sorted(signed.roles),
            device=device[:LONGEST_DEVICE],
            created_at=now,
            seen_at=now,
            rotated_at=now,
            confirmed_at=now,
            ended_why="",
        )
        session.add(row)
        audit.write(session, acting, "login.open", someone.id, provider=signed.provider)
        return _login(row, someone, rules)

    return ctx.sessions.run(work), token


def resume(ctx: Context, rules: SessionRules, token: str) -> Resumed | Ended | None:
    """The session of a token; None: there never was one."""
    hashed = _hash(token)
    with ctx.sessions.read() as session:
        row = _by_hash(session, hashed)
        if row is None:
            return None
        now = ctx.clock.now()
        if not _must_note(row, hashed, rules, now):
            return Resumed(login=_login(row, session.get_one(PersonRow, row.person_id), rules))
    return ctx.sessions.run(lambda session: _note(session, ctx, rules, token))


def end(ctx: Context, login_id: str, why: str = "logout") -> None:
    """End a session of the person who acts. Raises NotFoundError `login.unknown`."""

    def work(session: Session) -> None:
        row = session.get(LoginRow, login_id)
        if row is None or row.person_id != ctx.actor.id:
            raise NotFoundError("login.unknown")
        _end(session, ctx, row, why)

    ctx.sessions.run(work)


def end_others(ctx: Context, login_id: str) -> int:
    """End every session of the person but this one; how many there were."""

    def work(session: Session) -> int:
        rows = [row for row in _open_rows(session, ctx.actor.id) if row.id != login_id]
        for row in rows:
            _end(session, ctx, row, "revoked")
        return len(rows)

    return ctx.sessions.run(work)


def end_from_provider(ctx: Context, provider: str, jti: str, sid: str, subject: str) -> int:
    """End what a provider's logout token names: one session there, or all of a person; how many.

    Raises ConflictError `logout.repeated` for a token that was obeyed already.
    """

    def work(session: Session) -> int:
        now = ctx.clock.now()
        if session.get(LogoutTokenRow, (provider, jti)) is not None:
            raise ConflictError("logout.repeated")
        session.add(LogoutTokenRow(provider=provider, jti=jti, received_at=now))
        query = select(LoginRow).where(LoginRow.provider == provider, LoginRow.ended_at.is_(None))
        named = query.where(LoginRow.idp_sid == sid) if sid else query.where(LoginRow.idp_subject == subject)
        rows = [row for row in session.scalars(named) if not subject or row.idp_subject == subject]
        for row in rows:
            _end(session, ctx, row, "provider")
        return len(rows)

    return ctx.sessions.run(work)


def of_person(ctx: Context, rules: SessionRules) -> list[Login]:
    """The open sessions of the person who acts, the one used last first."""
    now = ctx.clock.now()
    with ctx.sessions.read() as session:
        someone = session.get_one(PersonRow, ctx.actor.id)
        rows = _open_rows(session, ctx.actor.id)
        return [_login(row, someone, rules) for row in rows if not _over(row, rules, now)]


def identity_name(session: Session, person_id: str, provider: str) -> str:
    """The name under which a provider checked a person against an identity document; empty: it did not."""
    rows = session.scalars(
        select(IdentityRow).where(IdentityRow.person_id == person_id, IdentityRow.provider == provider)
    )
    return next((str(row.claims["name"]) for row in rows if row.claims.get("real_name")), "")


def set_contact(ctx: Context, contact: Contact) -> None:
    """Where, how and in which language the person who acts is written to."""

    def work(session: Session) -> None:
        row = session.get_one(PersonRow, ctx.actor.id)
        before = _someone(row)
        row.email, row.phone, row.locale = contact.email, contact.phone, contact.locale.value
        row.by_email, row.by_sms = contact.by_email, contact.by_sms
        audit.write(session, ctx, "person.contact", row.id, before=before, after=_someone(row))

    ctx.sessions.run(work)


def forget(ctx: Context) -> None:
    """End what nobody used any more for good, and forget logout tokens that nobody could send again.

    A provider's token counts for minutes; a session that was left ends at its next request, or here.
    """
    now = ctx.clock.now()

    def work(session: Session) -> None:
        session.execute(delete(LogoutTokenRow).where(LogoutTokenRow.received_at < now - TOKENS_KEPT))
        left = LoginRow.ended_at.is_(None) & (LoginRow.seen_at < now - LEFT)
        for row in session.scalars(select(LoginRow).where(left)):
            _end(session, ctx, row, "left")

    ctx.sessions.run(work)


def _person(session: Session, signed: SignIn, now: datetime) -> PersonRow:
    """The person behind an identity, made at the first login; persons are never joined by name."""
    known = session.get(IdentityRow, (signed.provider, signed.subject))
    claims = {"name": signed.name, "real_name": signed.real_name}
    called = (signed.shown_as or signed.name)[:LONGEST_NAME]
    if known is None:
        row = PersonRow(
            id=new_id(),
            display_name=called,
            locale=signed.locale.value,
            email=signed.email,
            phone=signed.phone,
            created_at=now,
        )
        session.add(row)
        session.flush()
        session.add(
            IdentityRow(
                provider=signed.provider,
                subject=signed.subject,
                person_id=row.id,
                claims=claims,
                last_login_at=now,
            )
        )
        return row
    known.claims, known.last_login_at = claims, now
    row = session.get_one(PersonRow, known.person_id)
    row.display_name = called or row.display_name
    return row


def _must_note(row: LoginRow, hashed: bytes, rules: SessionRules, now: datetime) -> bool:
    """Whether a request changes anything about its session."""
    current = hmac.compare_digest(row.token_hash, hashed)
    fresh = now - row.seen_at < NOTED_AFTER and now - row.rotated_at < rules.rotate
    return not (current and fresh and row.ended_at is None and row.confirmed_at is not None)


def _note(session: Session, ctx: Context, rules: SessionRules, token: str) -> Resumed | Ended | None:
    hashed, now = _hash(token), ctx.clock.now()
    row = _by_hash(session, hashed, lock=True)
    if row is None:
        return None
    acting = Context(ctx.sessions, ctx.clock, person(row.person_id))
    if row.ended_at is None and _over(row, rules, now):
        _end(session, acting, row, "idle" if now >= row.seen_at + rules.idle else "longest")
    current = hmac.compare_digest(row.token_hash, hashed)
    if row.ended_at is None and not current and _copied(row, rules, now):
        _end(session, acting, row, "copied")
    if row.ended_at is not None:
        return Ended(person_id=row.person_id, why=row.ended_why)
    row.seen_at = now
    sent = _turn(row, rules, token, now) if current else _next(rules, token)
    return Resumed(login=_login(row, session.get_one(PersonRow, row.person_id), rules), token=sent)


def _turn(row: LoginRow, rules: SessionRules, token: str, now: datetime) -> str | None:
    """Note that the present token came; give the next one when it is old enough."""
    row.confirmed_at = row.confirmed_at or now
    if now - row.rotated_at < rules.rotate:
        return None
    following = _next(rules, token)
    row.former_hash, row.token_hash = row.token_hash, _hash(following)
    row.rotated_at, row.confirmed_at = now, None
    return following


def _copied(row: LoginRow, rules: SessionRules, now: datetime) -> bool:
    """Whether a former token comes too late to be a request that was under way."""
    return row.confirmed_at is not None and now - row.confirmed_at > rules.grace


def _next(rules: SessionRules, token: str) -> str:
    return hmac.new(rules.secret, b"next session token " + token.encode(), sha256).hexdigest()


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()


def _by_hash(session: Session, hashed: bytes, *, lock: bool = False) -> LoginRow | None:
    named = or_(LoginRow.token_hash == hashed, LoginRow.former_hash == hashed)
    query = select(LoginRow).where(named)
    return session.scalars(query.with_for_update() if lock else query).first()


def _open_rows(session: Session, person_id: str) -> list[LoginRow]:
    query = select(LoginRow).where(LoginRow.person_id == person_id, LoginRow.ended_at.is_(None))
    return list(session.scalars(query.order_by(LoginRow.seen_at.desc())))


def _over(row: LoginRow, rules: SessionRules, now: datetime) -> bool:
    return now >= row.seen_at + rules.idle or now >= row.created_at + rules.longest


def _end(session: Session, ctx: Context, row: LoginRow, why: str) -> None:
    if row.ended_at is None:
        row.ended_at, row.ended_why, row.id_token = ctx.clock.now(), why, ""
        audit.write(session, ctx, "login.end", row.person_id, why=why)


def _someone(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        display_name=row.display_name,
        locale=Tongue(row.locale),
        email=row.email,
        phone=row.phone,
        by_email=row.by_email,
        by_sms=row.by_sms,
    )


def _login(row: LoginRow, someone: PersonRow, rules: SessionRules) -> Login:
    return Login(
        id=row.id,
        person=_someone(someone),
        provider=row.provider,
        id_token=row.id_token,
        authority=row.authority,
        roles=frozenset(map(OfficerRole, row.roles)),
        device=row.device,
        created_at=row.created_at,
        seen_at=row.seen_at,
        idle_end=row.seen_at + rules.idle,
        last_end=row.created_at + rules.longest,
    )
