"""Asked before every view: is there a session, does it reach this far, is the form one of ours.

Public and machine routes pass without a look at the session. Whoever must sign in first, or sends a
form that is out of date, loses nothing: what was typed is kept and shown again afterwards, never sent
on by itself.
"""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from flask import Flask, Request, Response, after_this_request, jsonify, redirect, request, session
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import BadRequest

from credit.domain.accounts import Membership
from credit.domain.actors import OfficerRole, at_counter, system
from credit.domain.errors import NotAllowedError
from credit.domain.logins import Ended, Resumed
from credit.services import access, held_forms, logins
from credit.services.context import Context
from web.http import held
from web.http.access import SUBJECT, Access, Mark, mark_of
from web.http.held import GOES_ON, KEPT
from web.http.limits import TooManyOfPersonError, quotas
from web.http.locale import current_locale
from web.http.portal import portal
from web.http.signed import ACTING, SIGNED, Acting, SignedIn
from web.http.uploads import KEPT_FILES, held_folder, sent_files

TOKEN = "sid"  # noqa: S105 - the name under which the cookie holds it
HELD = "held"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FREE = frozenset({Access.PUBLIC, Access.MACHINE, Access.ENTRANCE, Access.LETTERBOX})
_csrf = CSRFProtect()


def admit(marks: dict[str, Mark]) -> Response | None:
    """Let a request in, or say what to do first.

    Raises NotAllowedError, NotFoundError, BadRequest, TooManyRequests.
    """
    mark = marks.get(request.endpoint or "")
    if mark is None or mark.access in FREE:
        if mark is not None and mark.access is Access.LETTERBOX:
            _from_our_page()
        return None
    after_this_request(_keep_nothing)
    found = resumed()
    if not isinstance(found, Resumed):
        return _sign_in_first(found.person_id if found is not None else None)
    accounts = portal().accounts
    request.environ[SIGNED] = SignedIn(found.login, accounts.context(found.login.actor))
    _count(found.login.person.id)
    if request.method not in SAFE:
        stale = _stale(found.login.person.id)
        if stale is not None:
            return stale
    _CHECKS[mark.access](mark)
    if request.method not in SAFE and KEPT in request.form:
        _use_kept()
    return None


def _from_our_page() -> None:
    """A form without a session is sent by a page of ours, or by a browser that says nothing about it.

    What it changes is nobody's yet; so another site cannot have its visitors write to us. Raises
    BadRequest.
    """
    after_this_request(_keep_nothing)
    says = any(name in request.headers for name in ("Sec-Fetch-Site", "Origin", "Referer"))
    if request.method not in SAFE and says and not came_from_us(request):
        raise BadRequest


def _count(person_id: str) -> None:
    """Count the request by person; what a refused one brought is kept. Raises TooManyOfPersonError."""
    try:
        quotas().person(person_id)
    except TooManyOfPersonError as error:
        if request.method not in SAFE and not _wants_data():
            error.kept = _hold(person_id) is not None
        raise


def _keep_nothing(answer: Response) -> Response:
    """No browser keeps what one person saw: going back after signing out shows nothing."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def resumed() -> Resumed | Ended | None:
    """The session of this browser; a changed token goes back with the answer."""
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    accounts = portal().accounts
    found = logins.resume(accounts.context(system("session")), accounts.rules, token)
    if isinstance(found, Resumed) and found.token is not None:
        session[TOKEN] = found.token
    return found


def _member(mark: Mark) -> None:
    who = request.environ[SIGNED]
    ctx: Context = who.ctx
    if ctx.actor.is_official and OfficerRole.COUNTER in ctx.actor.roles:
        ctx = Context(ctx.sessions, ctx.clock, at_counter(ctx.actor))
    with ctx.sessions.read() as read:
        subject = access.standing(read, (request.view_args or {})[SUBJECT])
        ask = partial(access.require, read, ctx, subject.key)
        held = _any(mark, ask)
    request.environ[ACTING] = Acting(subject, held, ctx)


def _any(mark: Mark, ask: Callable[..., Membership | None]) -> Membership | None:
    """The membership by which one of the tasks is allowed; the refusal of the last where none is."""
    for task in mark.tasks[:-1]:
        try:
            return ask(task, mark.right)
        except NotAllowedError:
            continue
    return ask(mark.tasks[-1], mark.right)


def _officer(mark: Mark) -> None:
    ctx: Context = request.environ[SIGNED].ctx
    if not ctx.actor.is_official or ctx.actor.roles.isdisjoint(mark.roles):
        raise NotAllowedError("access.role")
    address = (request.view_args or {}).get(SUBJECT)
    if address is not None:
        with ctx.sessions.read() as read:
            subject = access.standing(read, address)
            access.require_officer(read, ctx, subject.key, *mark.roles)
        request.environ[ACTING] = Acting(subject, None, ctx)


_CHECKS: dict[Access, Callable[[Mark], None]] = {
    Access.SIGNED_IN: lambda _mark: None,
    Access.MEMBER: _member,
    Access.OFFICER: _officer,
}


def _sign_in_first(person_id: str | None) -> Response:
    """To the login, and back to where the person was, with what they typed."""
    if person_id is None:
        quotas().stranger()
    target = f"{request.path}?{_query()}" if request.query_string else request.path
    kept = _hold(person_id) if request.method not in SAFE else None
    if request.method not in SAFE:
        target = _kept_page(kept) if kept else _page_of_form()
    login = f"/{current_locale().prefix}/login?{urlencode({'next': target})}"
    if _wants_data():
        answer = _ended(login, kept)
    else:
        moved = redirect(login, 303)
        answer = Response(moved.get_data(), moved.status_code, moved.headers)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _stale(person_id: str) -> Response | None:
    """What to do with a form that does not carry the token of this session; None: it does."""
    try:
        _csrf.protect()
    except BadRequest:
        kept = _hold(person_id)
        if _wants_data():
            return _ended(_kept_page(kept) if kept else _page_of_form(), kept)
        if kept is None:
            raise
        moved = redirect(_kept_page(kept), 303)
        return Response(moved.get_data(), moved.status_code, moved.headers)
    return None


def _ended(onward: str, kept: str | None) -> Response:
    """What a script is told of a session that is over, or another one now: where to go on, what was kept."""
    answer = jsonify(login=onward, id=kept or "")
    answer.status_code = 401
    return answer


def _use_kept() -> None:
    """A kept form is sent again: with its files, and forgotten when the view has taken it."""
    kept = request.form[KEPT][:26]
    ctx: Context = request.environ[SIGNED].ctx
    request.environ[KEPT_FILES] = held_forms.files(ctx, held_folder(), kept)

    def forget(answer: Response) -> Response:
        if answer.status_code < HTTPStatus.BAD_REQUEST and GOES_ON not in request.environ:
            held_forms.drop(ctx, kept)
        return answer

    after_this_request(forget)


def _hold(person_id: str | None) -> str | None:
    """Keep what was typed; its id. None: nothing to keep, or not our page's.

    A script keeps whole forms, which it says, of a person who is known; single fields of theirs are not kept.
    """
    typed = held.fields()
    if not typed or not came_from_us(request):
        return None
    if _wants_data() and (held.PLACE not in request.form or person_id is None):
        return None
    ctx = portal().accounts.context(system("session"))
    kept = held.keep(ctx, person_id, typed, sent_files())
    if kept is not None and person_id is None:
        session[HELD] = [*session.get(HELD, []), kept][-5:]
    return kept


def _kept_page(kept: str) -> str:
    return f"/{current_locale().prefix}/account/kept/{kept}"


def came_from_us(asked: Request) -> bool:
    """Whether the browser itself says that a page of this site sent the request."""
    fetched = asked.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    sent = _parts(asked.headers.get("Origin") or asked.referrer or "")
    return sent is not None and sent.netloc == asked.host


def _parts(address: str) -> SplitResult | None:
    """The parts of an address that a browser names; None where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _page_of_form() -> str:
    """The page that a form came from, where the browser says so and it is ours."""
    parts = _parts(request.referrer or "")
    ours = parts is not None and parts.netloc == request.host
    return (parts.path if parts is not None and ours else "") or f"/{current_locale().prefix}/account"


def _query() -> str:
    return request.query_string.decode("ascii", "ignore")


def _wants_data() -> bool:
    return request.accept_mimetypes.best == "application/json"


def guard(app: Flask) -> None:
    """Install the guard; call after all routes are known."""
    found: dict[str, Any] = {name: mark_of(view) for name, view in app.view_functions.items()}
    marks = {name: mark for name, mark in found.items() if mark is not None}
    _csrf.init_app(app)
    app.before_request(lambda: admit(marks))
