"""`portal jobs`: the background work as a process of its own."""

from threading import Event

import click


@click.command()
def jobs() -> None:
    """Follow the change log, send messages, remind, renew dossiers when due, until told to stop.

    Several may run: the database decides who does what, the queue (PORTAL_QUEUE_URL) only wakes.
    """
    from web.cli.background_work import BackgroundWork, stop_on_signals
    from web.cli.setting import database, read_settings
    from web.http.observe import configure_logging

    settings = read_settings()
    configure_logging(settings.log_level)
    stop = Event()
    stop_on_signals(stop.set)
    with database() as sessions:
        try:
            work = BackgroundWork(settings, sessions)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        work.start()
        click.echo("working")
        stop.wait()
        work.stop()
