"""The only place where a portal is put together from its parts."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from credit.db.session import open_sessions
from credit.domain.actors import Actor
from credit.domain.clock import Clock, SystemClock
from credit.domain.logins import SessionRules
from credit.jobs.queue import Waker
from credit.services.context import Context
from credit.services.public import PublicReader
from search.engine import SearchReader
from search.factory import open_reader
from web.http.accounts import Accounts
from web.http.assets import Assets
from web.http.errors import explain_errors
from web.http.guard import guard
from web.http.limits import count_requests
from web.http.locale import speak_languages
from web.http.observe import observe
from web.http.oidc import Doors
from web.http.portal import EXTENSION, Portal
from web.http.providers import load_providers
from web.http.routing import PortalFlask
from web.http.security import SecurityHeaders
from web.http.sessions import use_sessions
from web.http.templating import TEMPLATES, Templates
from web.letterbox import letter_box
from web.settings import Settings, SettingsError
from web.views import (
    account,
    account_reports,
    annual_report,
    annual_report_consent,
    annual_report_ends,
    annual_report_parts,
    annual_report_public,
    calendars,
    cases,
    commitments,
    desk,
    desk_accounts,
    desk_case,
    desk_cases,
    desk_checks,
    desk_commitments,
    desk_findings,
    desk_listings,
    desk_objections,
    desk_outreach,
    desk_repair,
    desk_repairs,
    desk_reports,
    desk_results,
    desk_rulings,
    desk_texts,
    desk_tips,
    desk_wordings,
    document,
    enterprise,
    filings,
    gallery,
    handling,
    home,
    instant,
    instant_public,
    login,
    machine,
    members,
    my,
    my_commitment,
    my_commitments,
    my_findings,
    my_joining,
    my_objections,
    notices,
    objection,
    preferences,
    reading,
    recent,
    recovery,
    repair_apply,
    repair_cases,
    repair_letters,
    repair_radar,
    report,
    search,
    shop_mark,
    sitemap,
    voluntary,
)

BLUEPRINTS = (
    home.bp,
    search.bp,
    enterprise.bp,
    notices.bp,
    recent.bp,
    document.bp,
    reading.bp,
    handling.bp,
    preferences.bp,
    machine.bp,
    login.bp,
    account.bp,
    my.bp,
    members.bp,
    filings.bp,
    annual_report.bp,
    annual_report_parts.bp,
    annual_report_ends.bp,
    annual_report_consent.bp,
    annual_report_public.bp,
    desk_repair.bp,
    desk_repairs.bp,
    desk_outreach.bp,
    desk_results.bp,
    desk_rulings.bp,
    desk_reports.bp,
    account_reports.bp,
    instant_public.bp,
    instant.bp,
    voluntary.bp,
    cases.bp,
    calendars.bp,
    shop_mark.bp,
    commitments.bp,
    my_commitments.bp,
    my_commitment.bp,
    my_joining.bp,
    my_findings.bp,
    my_objections.bp,
    objection.bp,
    desk_objections.bp,
    desk_commitments.bp,
    desk_wordings.bp,
    desk.bp,
    desk_case.bp,
    desk_cases.bp,
    desk_checks.bp,
    desk_findings.bp,
    desk_listings.bp,
    desk_texts.bp,
    desk_tips.bp,
    recovery.bp,
    desk_accounts.bp,
    repair_radar.bp,
    repair_apply.bp,
    repair_cases.bp,
    repair_letters.bp,
    report.bp,
    sitemap.bp,
)
STATIC = TEMPLATES.parent / "static"
MOST_SENT = 32 * 1024 * 1024  # bytes of one form with all its files
MOST_PARTS = 2_000  # of one form: an application about 200 records has a thousand


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
    clock = clock or SystemClock()
    sessions = open_sessions(settings.database_url)
    sessions.on_commit = _waker(settings)
    accounts = _accounts(app, settings, partial(Context, sessions, clock))
    app.extensions[EXTENSION] = Portal(
        settings=settings,
        clock=clock,
        reader=reader or PublicReader(sessions, clock),
        search=search or open_reader(settings.search_url),
        assets=_assets(),
        templates=_templates(),
        accounts=accounts,
        letters=letter_box(settings),
    )
    for blueprint in (*BLUEPRINTS, *((gallery.bp,) if settings.demo else ())):
        app.register_blueprint(blueprint)
    explain_errors(app)
    speak_languages(app)
    count_requests(app, settings)
    guard(app)
    _wrap(app, settings, tuple(door.provider.origin for door in accounts.doors))
    return app


@cache
def _assets() -> Assets:
    """Made of the program's own files alone, so once for all portals of a process; so are the templates."""
    return Assets.load(STATIC)


@cache
def _templates() -> Templates:
    return Templates()


def _waker(settings: Settings) -> Waker:
    try:
        return Waker(settings.queue_url)
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _accounts(app: Flask, settings: Settings, context: Callable[[Actor], Context]) -> Accounts:
    """Ways in, and sessions signed with the secret; without one they end with the process."""
    app.secret_key = settings.secret_key or secrets.token_hex(32)
    app.config["MAX_CONTENT_LENGTH"] = MOST_SENT
    app.config["MAX_FORM_PARTS"] = MOST_PARTS
    use_sessions(app, https=settings.https)
    rules = SessionRules(
        secret=app.secret_key.encode(),
        idle=timedelta(minutes=settings.session_idle),
        longest=timedelta(hours=settings.session_hours),
    )
    return Accounts(Doors(app, load_providers(settings)), rules, context)


def _wrap(app: Flask, settings: Settings, ways_out: tuple[str, ...]) -> None:
    """Everything around the application: headers, log, and what proxies in front say."""
    headers = SecurityHeaders(app.wsgi_app, https=settings.https, ways_out=ways_out)
    app.wsgi_app = headers  # type: ignore[method-assign]
    observe(app, log=settings.access_log)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
