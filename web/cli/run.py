"""`portal run`: serve the portal, with what a single machine needs around it."""

import os
import shutil
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import click

if TYPE_CHECKING:
    from granian.server.common import AbstractServer
    from werkzeug.serving import BaseWSGIServer

    from web.cli.background_work import BackgroundWork
    from web.settings import Settings

READY_WITHIN = 120.0  # seconds until a portal that does not answer is called failed


@click.command()
@click.option("--demo/--no-demo", default=None, help="Serve an invented region (PORTAL_DEMO).")
@click.pass_context
def run(context: click.Context, demo: bool | None) -> None:
    """Serve the portal; in demo mode create its region first.

    The address is printed when the portal answers. Ends on Ctrl-C or a termination signal.
    """
    from web.cli.setting import database, read_settings
    from web.settings import SettingsError

    if demo is not None:
        os.environ["PORTAL_DEMO"] = "1" if demo else "0"
    settings = read_settings()
    try:
        settings.require_keys()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if settings.demo:
        _create_region(context)
        settings = _with_login(settings)
    else:
        with database():
            pass  # opening brings the schema up to date
    _share_figures(settings)
    stop = Event()
    login = _start_login(settings)
    jobs = _start_jobs(settings)
    Thread(target=_announce, args=(settings, stop), daemon=True).start()
    try:
        _server(settings).serve()
    finally:
        stop.set()
        if login is not None:
            login.shutdown()
        if jobs is not None:
            jobs.stop()


def _create_region(context: click.Context) -> None:
    from web.cli.demo import demo

    context.invoke(demo, size=None, seed=1, directory=None, workers=0)


def _with_login(settings: "Settings") -> "Settings":
    """Where people of the demonstration sign in, said to every serving process."""
    from web.demo_idp.serving import prepare

    return prepare(settings)


def _start_login(settings: "Settings") -> "BaseWSGIServer | None":
    """The login provider of a demonstration; a real portal is given real ones by PORTAL_LOGIN_FILE."""
    if not settings.demo_login:
        return None
    from web.demo_idp.serving import serve

    return serve(settings)


def _share_figures(settings: "Settings") -> None:
    """Several processes write their figures into files that any of them can add up."""
    if settings.workers > 1:
        directory = settings.data_dir / "metrics"
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(directory)


def _server(settings: "Settings") -> "AbstractServer[Any]":
    """Few threads a worker (PORTAL_THREADS): requests are short, and the tail is shortest that way.

    Workers are started afresh, not forked: threads run here already (background work, the index), and a
    fork would now and then copy a lock that one of them holds, so that the worker never answers.
    """
    import multiprocessing

    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    multiprocessing.set_start_method("spawn", force=True)
    return Granian(
        "web.wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        working_dir=Path(__file__).resolve().parents[2],
    )


def _start_jobs(settings: "Settings") -> "BackgroundWork | None":
    """Background work beside the serving processes, so that one command is the whole portal."""
    if not settings.embedded_jobs:
        return None
    from credit.db.session import open_sessions
    from web.cli.background_work import BackgroundWork
    from web.http.observe import configure_logging

    configure_logging(settings.log_level)
    try:
        work = BackgroundWork(settings, open_sessions(settings.database_url))
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    work.start()
    return work


def _announce(settings: "Settings", stop: Event) -> None:
    """Wait until the portal answers, then say where it is."""
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared
    address = f"http://[{shown}]" if ":" in shown else f"http://{shown}"
    address = f"{address}:{settings.port}"
    opener = build_opener(ProxyHandler({}))
    waited = 0.0
    while not stop.wait(0.1) and waited < READY_WITHIN:
        waited += 0.1
        try:
            with opener.open(f"{address}/readyz", timeout=5):
                click.echo(f"ready: {address}")
                return
        except (URLError, OSError):
            continue
    if not stop.is_set():
        click.echo(f"no answer from {address} after {READY_WITHIN:.0f} s; see the log", err=True)
