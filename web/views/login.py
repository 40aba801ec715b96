"""Ways in and out: choosing a login provider, coming back from it, signing out at both ends."""

import logging

from flask import Blueprint, Response, redirect, request, session
from werkzeug.exceptions import NotFound

from credit.domain.actors import system
from credit.domain.errors import ConflictError
from credit.services import held_forms, logins
from i18n.locales import by_prefix
from web.http.access import entrance, signed_in
from web.http.device import device
from web.http.guard import HELD, TOKEN
from web.http.locale import PREFIX, current_locale
from web.http.oidc import Door, LoginError, ProviderDownError
from web.http.page import page, safe_return, speech
from web.http.portal import portal
from web.http.signed import signed
from web.presenters.frame import Area
from web.presenters.login import ways

bp = Blueprint("login", __name__)
log = logging.getLogger(__name__)

NEXT, LANGUAGE = "next", "language"


@bp.get(f"{PREFIX}/login")
@entrance
def choose() -> Response:
    """The login providers of this portal."""
    words = speech()
    target = safe_return(request.args.get(NEXT, ""), f"/{words.prefix}/account")
    providers = [door.provider for door in portal().accounts.doors]
    shown = ways(words, [(one.name, one.label, one.label_ug) for one in providers], target)
    return page("login/choose", area=Area.SERVICES, band=False, ways=shown, private=True)


@bp.get(f"{PREFIX}/login/<provider>")
@entrance
def enter(provider: str) -> Response:
    """Off to a provider; what it needs to come back is in the signed cookie."""
    prefix = current_locale().prefix
    session[NEXT] = safe_return(request.args.get(NEXT, ""), f"/{prefix}/account")
    session[LANGUAGE] = prefix
    try:
        return _door(provider).enter(_callback(provider), current_locale().tag)
    except (ProviderDownError, LoginError) as error:
        return _failed(error)


@bp.get("/login/<provider>/callback")
@entrance
def callback(provider: str) -> Response:
    """Back from a provider: a session begins, under a new cookie."""
    locale = by_prefix(session.get(LANGUAGE, "")) or current_locale()
    try:
        who = _door(provider).arrive(locale.prefix)
    except (ProviderDownError, LoginError) as error:
        return _failed(error, locale.prefix)
    accounts = portal().accounts
    begun, token = logins.open_login(
        accounts.context(system("login")), accounts.rules, who, device(request.user_agent.string)
    )
    target, held = session.get(NEXT), session.get(HELD, [])
    session.clear()  # nothing of before the login counts after it
    session[TOKEN] = token
    for one in held:
        held_forms.claim(accounts.context(begun.actor), one)
    return _to(safe_return(target or "", f"/{locale.prefix}/account"))


@bp.post("/logout/<provider>/back-channel")
@entrance
def told_to_end(provider: str) -> Response:
    """A provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    try:
        jti, sid, subject = _door(provider).told_to_end(request.form.get("logout_token", ""))
        logins.end_from_provider(portal().accounts.context(system("logout")), provider, jti, sid, subject)
    except (LoginError, ConflictError) as error:
        log.warning("a logout token of %s was refused: %s", provider, error)
        return _plain(400)
    except ProviderDownError:
        return _plain(503)
    return _plain(200)


@bp.post(f"{PREFIX}/logout")
@signed_in
def leave() -> Response:
    """Sign out here, then at the provider."""
    who, prefix = signed(), current_locale().prefix
    logins.end(who.ctx, who.login.id)
    session.clear()
    door = portal().accounts.doors.get(who.login.provider)
    after = f"{_base()}/{prefix}/signed-out"
    away = door.leave(who.login.id_token, after, current_locale().tag) if door is not None else None
    return away or _to(f"/{prefix}/signed-out")


@bp.get(f"{PREFIX}/signed-out")
@entrance
def signed_out() -> Response:
    """Where a sign-out ends."""
    return page("login/signed_out", area=Area.SERVICES, band=False, again=f"/{speech().prefix}/login")


def _door(name: str) -> Door:
    door = portal().accounts.doors.get(name)
    if door is None:
        raise NotFound
    return door


def _callback(provider: str) -> str:
    return f"{_base()}/login/{provider}/callback"


def _base() -> str:
    return portal().settings.base_url or f"{request.scheme}://{request.host}"


def _failed(error: Exception, prefix: str = "") -> Response:
    """What to do when a login did not come about; nothing of what the provider sent is shown."""
    down = isinstance(error, ProviderDownError)
    log.warning("login: %s %s", type(error).__name__, error)
    again = f"/{prefix or current_locale().prefix}/login"
    return page("login/failed", status=503 if down else 400, band=False, private=True, down=down, again=again)


def _plain(status: int) -> Response:
    return Response(status=status, headers={"Cache-Control": "no-store"})


def _to(target: str) -> Response:
    moved = redirect(target, 303)
    answer = Response(moved.get_data(), moved.status_code, moved.headers)
    answer.headers["Cache-Control"] = "no-store"
    return answer
