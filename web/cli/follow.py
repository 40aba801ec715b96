"""`portal follow`: the background work as a process of its own."""

import signal
from threading import Event

import click


@click.command()
def follow() -> None:
    """Keep the search index up to date and renew dossiers when due, until told to stop."""
    from credit.domain.clock import SystemClock
    from credit.jobs.background import run
    from web.cli.setting import database, read_settings

    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with database() as sessions:
        click.echo("following")
        run(sessions, SystemClock(), read_settings().search_url, stop.is_set)
