"""`portal follow`: the follower of the change log alone, as a process of its own."""

from threading import Event

import click


@click.command()
def follow() -> None:
    """Keep the search index up to date, until told to stop; `portal jobs` does this and the rest."""
    from credit.domain.clock import SystemClock
    from credit.jobs.background import follow as keep_following
    from web.cli.background_work import stop_on_signals
    from web.cli.setting import database, read_settings

    stop = Event()
    stop_on_signals(stop.set)
    with database() as sessions:
        click.echo("following")
        keep_following(sessions, SystemClock(), read_settings().search_url, stop.is_set)
