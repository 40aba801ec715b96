"""The provider as an application: choose somebody, and the portal is told who it is.

It asks for no password. It refuses to be made for a portal that is not a demonstration.
"""

import json
import secrets
import time
from threading import Thread
from typing import Any

import requests
from authlib.oauth2 import OAuth2Error
from flask import Flask, Response, redirect, request, session
from joserfc import jwt

from i18n.locales import UG, ZH, Locale
from web.demo_idp.people import people
from web.demo_idp.server import SID, Server
from web.demo_idp.store import Client, Store
from web.http.assets import Assets
from web.http.oidc import LOGOUT_EVENT
from web.http.providers import DEMO, DEMO_CLIENT
from web.http.security import SecurityHeaders
from web.http.templating import TEMPLATES, environment
from web.settings import Settings, SettingsError

COOKIE = "demo_login"  # of its own: cookies of one host are shared by its ports
ALGORITHM = "RS256"


def create_provider(settings: Settings, portal_urls: tuple[str, ...], store: Store | None = None) -> Flask:
    """The provider for a portal that is reached at `portal_urls`, the first of which it is told to call.

    Raises SettingsError for a portal that is not a demonstration.
    """
    if not settings.demo or not settings.demo_login:
        raise SettingsError("the demo login asks for no password: it starts for a demonstration only")
    store, issuer = store or Store(), settings.demo_login
    client = Client(
        client_id=DEMO_CLIENT,
        secret=settings.login_secrets.get(DEMO, DEMO),
        uris=frozenset(f"{url}/login/{DEMO}/callback" for url in portal_urls),
        logout_call=f"{portal_urls[0]}/logout/{DEMO}/back-channel",
        client_metadata={
            "post_logout_redirect_uris": [
                f"{url}/{locale.prefix}/signed-out" for url in portal_urls for locale in (ZH, UG)
            ]
        },
    )
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.secret_key = secrets.token_hex(32)
    app.config.update(SESSION_COOKIE_NAME=COOKIE, SESSION_COOKIE_SAMESITE="Lax")
    _add_protocol(app, issuer, client, store)
    _add_pages(app, issuer, client, store)
    headers = SecurityHeaders(app.wsgi_app, https=False, ways_out=portal_urls)
    app.wsgi_app = headers  # type: ignore[method-assign]
    return app


def _add_protocol(app: Flask, issuer: str, client: Client, store: Store) -> None:
    """What the portal asks: discovery, keys, token, person; and the way out."""
    server = Server(app, issuer, client, store)

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, Any]:
        return _metadata(issuer)

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return dict(store.keys.all.as_dict(private=False))

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/userinfo")
    def userinfo() -> Any:
        return server.create_endpoint_response("userinfo")

    @app.get("/end")
    def end() -> Any:
        return server.create_endpoint_response("end_session") or redirect("/", 303)

    @app.route("/authorize", methods=["GET", "POST"])
    def authorize() -> Any:
        chosen = people().get(request.form.get("person", ""))
        try:
            grant = server.get_consent_grant(end_user=None)
        except OAuth2Error as error:
            return Response(json.dumps({"error": error.error}), 400, content_type="application/json")
        if request.method == "GET" or chosen is None:
            return _page(_locale(), "demo_idp/choose", everybody=tuple(people().values()))
        seat = store.sit(chosen)
        session[SID] = seat.sid
        return server.create_authorization_response(grant_user=seat, grant=grant)


def _add_pages(app: Flask, issuer: str, client: Client, store: Store) -> None:
    """What a person sees here beside the choice: whether they are signed in, and a way to end it."""

    @app.get("/")
    def home() -> Response:
        seat = store.seats.get(session.get(SID, ""))
        return _page(_locale(), "demo_idp/home", someone=seat.someone if seat else None)

    @app.post("/leave")
    def leave() -> Response:
        sid = session.pop(SID, "")
        seat = store.rise(sid)
        if seat is not None:
            token = logout_token(store, issuer, client.client_id, sid, f"demo-{seat.someone.id}")
            Thread(target=_call, args=(client.logout_call, token), daemon=True).start()
        moved = redirect("/", 303)
        return Response(moved.get_data(), moved.status_code, moved.headers)

    @app.get("/assets/<name>")
    def asset(name: str) -> Response:
        found = _ASSETS.answer(name, request.headers.get("Accept-Encoding", ""), "")
        return Response(found.body, found.status, found.headers) if found else Response(status=404)


def logout_token(store: Store, issuer: str, audience: str, sid: str, subject: str) -> str:
    """The token by which a session is ended elsewhere (OpenID Connect Back-Channel Logout 1.0, 2.4)."""
    now = int(time.time())
    key = store.keys.signing
    claims = {
        "iss": issuer,
        "aud": audience,
        "iat": now,
        "exp": now + 120,
        "jti": secrets.token_hex(16),
        "sid": sid,
        "sub": subject,
        "events": {LOGOUT_EVENT: {}},
    }
    return jwt.encode({"alg": ALGORITHM, "kid": key.kid or "", "typ": "logout+jwt"}, claims, key)


def _call(address: str, token: str) -> None:
    with requests.Session() as caller:
        caller.trust_env = False
        caller.post(address, data={"logout_token": token}, timeout=10)


def _metadata(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/keys",
        "end_session_endpoint": f"{issuer}/end",
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", "profile", "email", "licence", "office"],
    }


def _locale() -> Locale:
    return UG if request.args.get("ui_locales", "").startswith("ug") else ZH


def _page(locale: Locale, template: str, **objects: Any) -> Response:
    html = (
        _PAGES[locale.prefix]
        .get_template(f"{template}.html")
        .render(
            css=_ASSETS.css,
            rooms_css=_ASSETS.rooms_css,
            favicon=_ASSETS.favicon,
            lang=locale.tag,
            dir=locale.direction,
            uyghur=locale is UG,
            **objects,
        )
    )
    answer = Response(html, content_type="text/html; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    return answer


_PAGES = {locale.prefix: environment(locale) for locale in (ZH, UG)}
_ASSETS = Assets.load(TEMPLATES.parent / "static")
