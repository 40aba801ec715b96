"""`portal index`: build, switch, look at and repair the search index."""

import click


@click.group()
def index() -> None:
    """Build, switch, look at or repair the search index."""


@index.command()
@click.option("--no-switch", is_flag=True, help="Leave the old generation live; see `index switch`.")
def build(no_switch: bool) -> None:
    """Build a new generation from all dossiers and make it live at once."""
    from tqdm import tqdm

    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import BusyError, build
    from web.cli.setting import database, read_settings

    with database() as sessions, tqdm(desc="索引", unit=" 户", disable=None) as bar:

        def show(done: int) -> None:
            bar.update(done - bar.n)

        try:
            name = build(sessions, SystemClock(), read_settings().search_url, show, not no_switch)
        except BusyError as error:
            raise click.ClickException(f"索引正由 {error} 写入") from error
    click.echo(name)


@index.command()
@click.argument("generation")
def switch(generation: str) -> None:
    """Make a built generation live, after it followed the change log to its head."""
    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import switch
    from web.cli.setting import database, read_settings

    with database() as sessions:
        switch(sessions, SystemClock(), read_settings().search_url, generation)
    click.echo(generation)


@index.command()
def status() -> None:
    """Show the live generation, how much it holds and how far it is behind."""
    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import WRITER
    from credit.services import leases
    from credit.services.change_source import DossierChanges
    from search.errors import SearchUnavailableError
    from search.factory import open_reader
    from web.cli.setting import database, read_settings

    clock = SystemClock()
    with database() as sessions:
        head = DossierChanges(sessions, clock).head()
        writer = leases.holder_of(sessions, clock, WRITER)
    try:
        health = open_reader(read_settings().search_url).health()
    except SearchUnavailableError as error:
        raise click.ClickException(f"索引不可用：{error}") from error
    click.echo(f"generation  {health.generation}")
    click.echo(f"layout      {'current' if health.current else 'older: rebuild needed (portal index build)'}")
    click.echo(f"position    {health.position} of {head}, {max(0, head - health.position)} behind")
    click.echo(f"writer      {writer or 'none'}")
    for kind, count in health.documents.items():
        click.echo(f"{kind.value:<11} {count}")


@index.command()
@click.option("--repair", is_flag=True, help="Make the index agree with the register.")
def check(repair: bool) -> None:
    """Hold the index against the register; exit status 1 if they differ and are not repaired."""
    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import compare
    from search.errors import OutdatedIndexError
    from web.cli.setting import database, read_settings

    with database() as sessions:
        try:
            drift = compare(sessions, SystemClock(), read_settings().search_url, repair)
        except OutdatedIndexError as error:
            raise click.ClickException("rebuild needed: portal index build") from error
    click.echo(
        f"compared {drift.compared}: {len(drift.missing)} missing, {len(drift.stale)} stale, "
        f"{len(drift.excess)} in excess{', repaired' if repair and drift.total else ''}"
    )
    if drift.total and not repair:
        raise SystemExit(1)
