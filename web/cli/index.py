"""`portal index`: build, switch, go back, look at, compare, repair and drop the search index."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@click.group()
def index() -> None:
    """Build, switch, look at, repair or drop the search index."""


@index.command()
@click.option("--no-switch", is_flag=True, help="Leave the old generation live; see `index switch`.")
def build(no_switch: bool) -> None:
    """Build a new generation from all dossiers and make it live at once.

    The live one goes on answering meanwhile, and is kept to go back to. What a killed build left is
    removed by the next one that writes.
    """
    from tqdm import tqdm

    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import build
    from web.cli.setting import database, read_settings

    with database() as sessions, _told(), tqdm(desc="索引", unit=" 户", disable=None) as bar:

        def show(done: int) -> None:
            bar.update(done - bar.n)

        name = build(sessions, SystemClock(), read_settings().search_url, show, not no_switch)
    click.echo(name)


@index.command()
@click.argument("generation", required=False)
@click.option("--back", is_flag=True, help="Go back to the generation that is kept.")
def switch(generation: str | None, back: bool) -> None:
    """Make a whole generation live, after it followed the change log to its head.

    What was deleted since it was live stays deleted.
    """
    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import switch
    from web.cli.setting import database, read_settings

    if back == (generation is not None):
        raise click.UsageError("name a generation, or say --back")
    with database() as sessions, _told():
        name = switch(sessions, SystemClock(), read_settings().search_url, generation)
    click.echo(name)


@index.command()
@click.argument("generation")
def drop(generation: str) -> None:
    """Remove a generation that is not live."""
    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import drop
    from web.cli.setting import database, read_settings

    with database() as sessions, _told():
        drop(sessions, SystemClock(), read_settings().search_url, generation)
    click.echo(generation)


@index.command()
def status() -> None:
    """Show the generations, how much the live one holds and how far it is behind."""
    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import WRITER
    from credit.services import leases
    from credit.services.public import PublicReader
    from search.factory import generations, open_reader
    from web.cli.setting import database, read_settings

    clock, url = SystemClock(), read_settings().search_url
    with database() as sessions, _told():
        health = open_reader(url).health()
        standing = PublicReader(sessions, clock).standing(health.position)
        writer = leases.holder_of(sessions, clock, WRITER)
        kept = [one for one in generations(url) if not one.live]
    waiting = f", oldest for {standing.seconds(clock.now()):.0f} s" if standing.behind else ""
    click.echo(f"generation  {health.generation}")
    click.echo(f"layout      {'current' if health.current else 'older: rebuild needed (portal index build)'}")
    click.echo(f"position    {health.position} of {standing.head}, {standing.behind} behind{waiting}")
    click.echo(f"writer      {writer or 'none'}")
    for kind, count in health.documents.items():
        click.echo(f"{kind.value:<11} {count}")
    for one in kept:
        click.echo(f"kept        {one.name} at {one.position}{'' if one.current else ', older layout'}")


@index.command()
@click.option("--repair", is_flag=True, help="Make the index agree with the register.")
def check(repair: bool) -> None:
    """Hold the index against the register; exit status 1 if they differ and are not repaired."""
    from credit.domain.clock import SystemClock
    from credit.jobs.indexing import compare
    from web.cli.setting import database, read_settings

    with database() as sessions, _told():
        drift = compare(sessions, SystemClock(), read_settings().search_url, repair)
    click.echo(
        f"compared {drift.compared}: {len(drift.missing)} missing, {len(drift.stale)} stale, "
        f"{len(drift.excess)} in excess{', repaired' if repair and drift.total else ''}"
    )
    if drift.total and not repair:
        raise SystemExit(1)


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong with an index, in one line and with exit status 1."""
    from credit.jobs.indexing import BusyError, GenerationError
    from credit.services.crew import CrewError
    from search.errors import OutdatedIndexError, SearchUnavailableError

    try:
        yield
    except BusyError as error:
        raise click.ClickException(f"索引正由 {error} 写入") from error
    except OutdatedIndexError as error:
        raise click.ClickException(f"rebuild needed: portal index build ({error})") from error
    except (CrewError, ChildProcessError) as error:
        raise click.ClickException(str(error)) from error
    except (LookupError, GenerationError) as error:
        raise click.ClickException(str(error.args[0] if error.args else error)) from error
    except SearchUnavailableError as error:
        raise click.ClickException(f"索引不可用：{error}") from error
