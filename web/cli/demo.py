"""`portal demo`: an invented region, loaded, published and indexed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from credit.db.session import Sessions
    from credit.domain.clock import Clock

Progress = Callable[[int], None]


@click.command()
@click.option(
    "--size", type=click.IntRange(1, 5_000_000), help="How many enterprises (PORTAL_DEMO_SIZE, 2000)."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed, other data."
)
@click.option(
    "--write-files",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write import files into this directory instead of loading a database.",
)
@click.option(
    "--workers", type=click.IntRange(0, 64), default=0, help="Processes that project large regions."
)
def demo(size: int | None, seed: int, directory: Path | None, workers: int) -> None:
    """Create a region of invented enterprises: database, dossiers, search index.

    Safe to repeat: what is there stays, an interrupted run goes on, a larger size adds to it.
    """
    from web.cli.setting import read_settings

    wanted = size or read_settings().demo_size
    if directory is not None:
        _write_files(wanted, seed, directory)
    else:
        _load(wanted, seed, workers)


def _write_files(size: int, seed: int, directory: Path) -> None:
    from credit.domain.clock import SystemClock
    from credit.services.demo import Plan
    from credit.services.demo.files import write

    with _bar("写入文件 writing", size) as progress:
        written = write(Plan(size, seed, SystemClock().today()), directory, progress)
    for path, rows in written.items():
        click.echo(f"{path}\t{rows}")


def _load(size: int, seed: int, workers: int) -> None:
    from credit.domain.clock import SystemClock
    from credit.domain.errors import ConflictError
    from credit.services.demo import loading
    from web.cli.setting import database

    clock = SystemClock()
    with database() as sessions:
        try:
            begun = loading.settle(sessions, size, seed, clock)
        except ConflictError as error:
            raise click.ClickException(_other_data(error)) from error
        if begun.complete:
            click.echo(f"already there: {begun.plan.size} enterprises, seed {begun.plan.seed}")
        else:
            with _bar("生成 loading", size, begun.loaded) as progress:
                loading.load(sessions, begun, progress)
        loading.announce(sessions, begun.plan, clock)
        marked = loading.unpublished(sessions)
        if marked:
            with _bar("投影 projecting", marked) as progress:
                loading.publish(sessions, clock, progress, workers)
        _act(sessions, clock)
        _index(sessions, clock, fresh=bool(marked))


def _act(sessions: Sessions, clock: Clock) -> None:
    """Let the region do what leaves something to answer on every page and at every desk."""
    from credit.services.demo import doings, late_filers, past_reports, repairs, reported
    from credit.services.disclosures.evidence import Folder
    from web.cli.setting import read_settings
    from web.letterbox import letter_box

    settings = read_settings()
    papers = Folder(settings.evidence_dir)
    doings.act(sessions, clock)
    repairs.act(sessions, clock, papers)
    late_filers.act(sessions, clock, papers)
    box = letter_box(settings)
    reported.act(sessions, clock, box)
    past_reports.act(sessions, clock, box)


def _index(sessions: Sessions, clock: Clock, fresh: bool) -> None:
    """Build the search index where something was published, or there is none yet or one of older layout."""
    from credit.jobs.indexing import BusyError, build
    from credit.services.change_source import DossierChanges
    from search.errors import SearchUnavailableError
    from search.factory import open_reader
    from web.cli.setting import read_settings

    url = read_settings().search_url
    try:
        health = open_reader(url).health()
        if not fresh and health.current and health.position >= DossierChanges(sessions, clock).head():
            click.echo("search index: already there")
            return
    except SearchUnavailableError:
        pass
    with _bar("建索引 indexing") as progress:
        done = 0

        def show(total: int) -> None:
            nonlocal done
            progress(total - done)
            done = total

        try:
            build(sessions, clock, url, show)
        except BusyError as error:
            raise click.ClickException(f"the search index is being written by {error}") from error


def _other_data(error: object) -> str:
    there = getattr(error, "params", {})
    what = (
        f"a demo region of {there['size']} enterprises with seed {there['seed']}"
        if there.get("size")
        else "data that is no demo region"
    )
    return f"the database already holds {what}; choose another directory with PORTAL_DATA_DIR"


@contextmanager
def _bar(title: str, total: int | None = None, initial: int = 0) -> Iterator[Progress]:
    from tqdm import tqdm

    with tqdm(total=total, initial=initial, desc=title, unit="", smoothing=0.1, mininterval=0.5) as bar:

        def advance(count: int) -> None:
            bar.update(count)

        yield advance
