"""The only place where a portal is put together from its parts."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from credit.db.session import open_sessions
from credit.domain.clock import Clock, SystemClock
from credit.services.public import PublicReader
from search.engine import SearchReader
from search.factory import open_reader
from web.http.assets import Assets
from web.http.errors import explain_errors
from web.http.limits import count_requests
from web.http.locale import speak_languages
from web.http.observe import observe
from web.http.portal import EXTENSION, Portal
from web.http.routing import PortalFlask
from web.http.security import SecurityHeaders
from web.http.templating import TEMPLATES, Templates
from web.settings import Settings
from web.views import (
    document,
    enterprise,
    gallery,
    home,
    machine,
    notices,
    preferences,
    reading,
    recent,
    search,
)

BLUEPRINTS = (
    home.bp,
    search.bp,
    enterprise.bp,
    notices.bp,
    recent.bp,
    document.bp,
    reading.bp,
    preferences.bp,
    machine.bp,
)
STATIC = TEMPLATES.parent / "static"


def create_app(
    settings: Settings,
    *,
    reader: PublicReader | None = None,
    search: SearchReader | None = None,
    clock: Clock | None = None,
) -> Flask:
    """A portal ready to serve. What is not handed over is opened as the settings say.

    Raises SettingsError for settings that cannot be used.
    """
    app = PortalFlask(__name__, static_folder=None, template_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.secret_key = settings.secret_key or None
    clock = clock or SystemClock()
    app.extensions[EXTENSION] = Portal(
        settings=settings,
        clock=clock,
        reader=reader or PublicReader(open_sessions(settings.database_url), clock),
        search=search or open_reader(settings.search_url),
        assets=Assets.load(STATIC),
        templates=Templates(),
    )
    for blueprint in (*BLUEPRINTS, *((gallery.bp,) if settings.demo else ())):
        app.register_blueprint(blueprint)
    explain_errors(app)
    speak_languages(app)
    count_requests(app, settings)
    _wrap(app, settings)
    return app


def _wrap(app: Flask, settings: Settings) -> None:
    """Everything around the application: headers, log, and what proxies in front say."""
    app.wsgi_app = SecurityHeaders(app.wsgi_app, https=settings.https)  # type: ignore[method-assign]
    observe(app, log=settings.access_log)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
