"""Display settings: language, colours, large type. Remembered in cookies, without an account or a script."""

from flask import Blueprint, Response, redirect, request

from i18n.locales import COOKIE_NAME, by_prefix, of_path
from web.http.access import public
from web.http.locale import ELDER_COOKIE, PREFIX, THEME_COOKIE, THEMES
from web.http.page import page, safe_return, speech
from web.http.portal import portal

bp = Blueprint("preferences", __name__, url_prefix=PREFIX)

A_YEAR = 365 * 24 * 3600


@bp.get("/preferences")
@public
def show() -> Response:
    """The settings, or, when the address holds one, a way back with it remembered."""
    chosen = _chosen()
    target = safe_return(request.args.get("next", ""), f"/{speech().prefix}/preferences")
    if not chosen or request.headers.get("Sec-Fetch-Site") == "cross-site":
        return page("preferences/page", target=target)
    moved = redirect(_in_language(target, chosen.get(COOKIE_NAME)), 303)
    answer = Response(moved.get_data(), moved.status_code, moved.headers)
    answer.headers["Cache-Control"] = "no-store"
    secure = portal().settings.https
    for name, value in chosen.items():
        answer.set_cookie(name, value, A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


def _in_language(target: str, prefix: str | None) -> str:
    """The same page in the language that was just chosen."""
    shown = of_path(target)
    if prefix is None or shown is None:
        return target
    return f"/{prefix}{target.removeprefix(f'/{shown.prefix}')}"


def _chosen() -> dict[str, str]:
    """Cookie values for those settings in the address that can be understood."""
    theme, elder, language = (request.args.get(name, "") for name in ("theme", "elder", "language"))
    chosen = {}
    if theme in (*THEMES, "auto"):
        chosen[THEME_COOKIE] = theme
    if elder in ("on", "off"):
        chosen[ELDER_COOKIE] = elder
    if by_prefix(language):
        chosen[COOKIE_NAME] = language
    return chosen
